"""The shipped Fuzhou pack, and, where it lies beside the project, the document it was compiled from."""

from __future__ import annotations

from pathlib import Path

import pytest

from rongshu.document.blocks import Document
from rongshu.document.read import read_document
from rongshu.pack.folder.load import load_pack
from rongshu.pack.schema import Pack

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
FUZHOU = ROOT / "packs" / "fuzhou-2021-2025"


@pytest.fixture(scope="session")
def fuzhou() -> Pack:
    return load_pack(FUZHOU)


@pytest.fixture(scope="session")
def plan() -> Document:
    """The official document; skips where it is absent, for it is not ours to ship."""
    seeds = sorted((SHARED / "seeds").glob("*.txt"))
    if not seeds:
        pytest.skip("the official document is not beside the project (../shared/seeds)")
    return read_document(seeds[0])


@pytest.fixture(scope="session")
def gold() -> Path:
    """What a careful reader found; skips where it is absent."""
    if not (SHARED / "gold").is_dir():
        pytest.skip("the careful reader's notes are not beside the project (../shared/gold)")
    return SHARED / "gold"
