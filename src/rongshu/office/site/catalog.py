"""Message catalogues: ``.po`` under each app, written as ``.mo`` by Babel where stale."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

OFFICE = Path(__file__).resolve().parents[1]


def catalogue_paths() -> list[Path]:
    """Every ``.po`` of the office, in a stable order."""
    return sorted(OFFICE.glob("*/locale/*/LC_MESSAGES/*.po"))


def compile_catalogs() -> list[Path]:
    """The ``.mo`` files written because they were missing or older than their ``.po``."""
    written = []
    for source in catalogue_paths():
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        # A read-only installation carries its .mo files already.
        with contextlib.suppress(PermissionError):
            compile_catalog(source, target)
            written.append(target)
    return written


def compile_catalog(source: Path, target: Path) -> None:
    """Write one ``.mo``; replaced at once, so that a running server never reads half a file."""
    with source.open("rb") as handle:
        catalogue = read_po(handle)
    partial = target.with_suffix(f".{os.getpid()}.part")  # two servers may start at once
    with partial.open("wb") as handle:
        write_mo(handle, catalogue)
    partial.replace(target)
