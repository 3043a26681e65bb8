"""The real plan: every heading, lead, table and box where a careful reader found it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rongshu.document.blocks import Box, Document, Figure, Heading, Paragraph, Table
from rongshu.document.read import read_document

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
SEED = SHARED / "seeds" / "000_869dca065a241c91.txt"
OUTLINE = SHARED / "gold" / "outline.json"

pytestmark = pytest.mark.skipif(not SEED.exists(), reason="../shared with the official plan is not here")


@pytest.fixture(scope="module")
def seed() -> Document:
    return read_document(SEED)


def _gold(kind: str) -> list[dict]:
    return [item for item in json.loads(OUTLINE.read_text(encoding="utf-8")) if item["kind"] == kind]


def _bare(text: str | None) -> str:
    return "".join((text or "").split())


def test_it_works(seed):
    assert len(seed.passages) == 464
    assert seed.title == _gold("title")[0]["title"]
    assert seed.diagnostics == ()


def test_paragraph_numbers_are_those_of_the_non_empty_lines(seed):
    lines = [line for line in SEED.read_text(encoding="utf-8").split("\n") if line.strip()]
    assert [_bare(passage.text) for passage in seed.passages] == [_bare(line) for line in lines]


def test_every_heading_has_its_level_and_number(seed):
    expected = {(x["line"], _bare(x["number"]), _bare(x["title"]), x["level"]) for x in _gold("heading")}
    found = {
        (block.passage.number, _bare(block.number), _bare(block.title), block.level)
        for block in seed.blocks
        if isinstance(block, Heading)
    }
    assert found == expected
    assert len(found) == 86


def test_every_lead_is_found_and_no_other(seed):
    expected = {(x["line"], _bare(x["title"])) for x in _gold("lead")}
    found = {
        (block.passage.number, _bare(block.lead))
        for _, block, _ in seed.walk()
        if isinstance(block, Paragraph) and block.lead
    }
    assert found == expected


def test_boxes_hold_their_paragraphs(seed):
    expected = {
        (x["number"] or "", _bare(x["title"]), *x["span"]) for x in _gold("box") + _gold("box_implied")
    }
    found = set()
    for block in seed.blocks:
        if isinstance(block, Box):
            last = block.blocks[-1]
            assert isinstance(last, Paragraph)
            found.add((block.number, _bare(block.title), block.passage.number, last.passage.number))
    assert found == expected


def test_tables_have_their_rows(seed):
    tables = {
        block.caption.number: block for block in seed.blocks if isinstance(block, Table) and block.caption
    }
    assert {number: (len(table.rows), len(table.rows[0])) for number, table in tables.items()} == {
        "表1-1": (9, 3),
        "表3-1": (18, 4),
        "表5-1": (22, 4),
        "表6-1": (7, 3),
    }
    assert all(table.header_rows == 1 for table in tables.values())
    goals = tables["表3-1"]
    assert goals.headers == ("分类", "指标名称", "2020年", "2025年")
    assert len({row[0].text for row in goals.body}) == 4  # four groups over seventeen rows
    assert [cell.text for cell in goals.body[4][2:]] == ["1000以上", "1000以上"]  # one cell under both years
    assert not goals.body[4][3].origin
    assert [note.text[:2] for note in goals.notes] == ["注："]
    parks = tables["表5-1"]
    assert [row[0].text for row in parks.body] == [str(number) for number in range(1, 22)]
    assert [sum(row[1].text == level for row in parks.body) for level in ("国家级", "省级", "市县级")] == [
        6,
        9,
        6,
    ]


def test_figures_are_places(seed):
    expected = {(x["number"], x["line"]) for x in _gold("figure")}
    figures = [block.caption for block in seed.blocks if isinstance(block, Figure)]
    assert {(caption.number, caption.passage.number) for caption in figures} == expected
