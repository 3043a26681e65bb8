"""What the oldest browser, Chromium 100, does not know is not used."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rongshu.office.site.vendor import SERVED, vendor_file

OFFICE = Path(__file__).resolve().parents[3] / "src" / "rongshu" / "office"
STYLES = sorted(OFFICE.glob("*/static/**/*.css"))
SCRIPTS = sorted(OFFICE.glob("*/static/**/*.js"))
TOO_NEW = (
    "color-mix(",
    "oklch(",
    "light-dark(",
    "@container",
    "@scope",
    "@starting-style",
    "text-wrap:",
    ":has(",
)
TOO_NEW_SCRIPT = (".toSorted(", ".toReversed(", ".with(", "Object.groupBy", "Array.fromAsync", ".isSubsetOf(")


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_it_works(path: Path) -> None:
    written = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert [word for word in TOO_NEW if word in written] == []
    assert not re.search(r"[{;]\s*&", written), "nesting"


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts_too(path: Path) -> None:
    written = path.read_text(encoding="utf-8")
    assert [word for word in TOO_NEW_SCRIPT if word in written] == []
    assert "eval(" not in written
    assert "innerHTML" not in written


def test_the_look_itself() -> None:
    """Tabler is locked at the release that needs nothing newer, but for one nicety."""
    path = vendor_file(SERVED["vendor/tabler/tabler.min.css"])
    if path is None:
        pytest.skip("npm ci has not been run")
    written = path.read_text(encoding="utf-8")
    assert {word: written.count(word) for word in TOO_NEW if word in written} in ({}, {":has(": 1})


def test_only_what_is_listed_is_served() -> None:
    from django.contrib.staticfiles.finders import find

    assert find("vendor/tabler/tabler.min.css")
    for name in ("vendor/tabler/package.json", "vendor/../package.json", "@tabler/core/package.json"):
        assert not find(name)
