"""Every locked package is under a licence that the house may ship."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import licences
import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("runtime.txt", "build.txt", "dev.txt")
LOCKED = sorted(
    {
        name
        for lock in LOCKS
        for name in re.findall(
            r"^([\w.-]+)==", (ROOT / "requirements" / lock).read_text(encoding="utf-8"), re.M
        )
    }
)


@pytest.mark.parametrize("name", LOCKED)
def test_it_is_permissive_or_weak_copyleft(name):
    try:
        package = licences.installed(name)
    except PackageNotFoundError:
        pytest.skip(f"{name} is locked for another platform or Python and not installed here")
    said = licences.licence(package)
    assert licences.is_taken(said), f"{name}: {said or 'says none'}"


@pytest.mark.parametrize(
    "said", ["MIT", "BSD-3-Clause AND MIT", "LGPL-3.0-only", "GPL-2.0-only OR MIT", "ZPL"]
)
def test_taken(said):
    assert licences.is_taken(said)


@pytest.mark.parametrize(
    "said",
    [
        "GPL-3.0-or-later",
        "AGPL-3.0",
        "GNU General Public License v3 (GPLv3)",
        "MIT AND GPL-2.0",
        "Proprietary",
        "",
    ],
)
def test_refused(said):
    assert not licences.is_taken(said)
