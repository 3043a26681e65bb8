"""A published plan of 榕江市 in a workspace."""

from __future__ import annotations

import json

import pytest

from office.pages.rongjiang import DAY, rongjiang
from office.pages.rongjiang_map import counties, park_points
from rongshu.pack.folder.write import write_pack

SLUG = "rongjiang"


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    """The invented plan is half over."""
    monkeypatch.setattr("rongshu.office.pages.opened.respond.today", lambda: DAY)


@pytest.fixture
def pack_folder(tmp_path):
    """The pack as files, with its map."""
    folder = tmp_path / "pack"
    write_pack(rongjiang(), folder)
    (folder / "geo").mkdir()
    for name, shape in (("counties", counties()), ("parks", park_points())):
        (folder / "geo" / f"{name}.geojson").write_text(json.dumps(shape), encoding="utf-8")
    return folder


@pytest.fixture
def plan(make_plan, pack_folder):
    """The plan, published, seen by everybody."""
    return make_plan(SLUG, pack_folder, state="published", title="榕江市规划", title_en="Rongjiang Plan")


@pytest.fixture
def private_plan(make_plan, pack_folder):
    """The plan as a draft of its bureau."""
    return make_plan(SLUG, pack_folder, state="draft", shared=False)
