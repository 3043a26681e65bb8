"""Every command, setting, pack field and check is documented; the kept reference is what the code says."""

from __future__ import annotations

import os

import make_reference
import pytest
from reference_pages import checks, command, pack, settings


@pytest.mark.parametrize("sheet", [command, pack, settings], ids=lambda sheet: sheet.__name__)
def test_nothing_is_undocumented(sheet):
    assert sheet.undocumented() == []


def test_every_check_has_its_sentence_in_both_languages():
    assert list(checks.unsaid()) == []


def test_the_committed_reference_is_not_stale():
    """Refresh with RONGSHU_REFRESH=1 (or ``python docs/make_reference.py``) and read the difference."""
    if os.environ.get("RONGSHU_REFRESH"):
        make_reference.write()
    assert make_reference.stale() == []


def test_an_undocumented_field_is_seen(monkeypatch):
    said = pack.meanings()
    del said["models"]["Indicator"]["unit"]
    said["models"]["Park"]["height"] = ["高", "height"]
    monkeypatch.setattr(pack, "meanings", lambda: said)
    seen = {"Indicator.unit: not in fields.yaml", "Park.height: not in the schema"}
    assert seen <= set(pack.undocumented())
