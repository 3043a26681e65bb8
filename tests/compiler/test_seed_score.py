"""The official plan, compiled and scored by the official scorer: every row of the issue, where both lie."""

from __future__ import annotations

import importlib.util
import json
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from rongshu.compiler.compile import compile_document
from rongshu.compiler.flat import flat_items
from rongshu.document.read import read_document

SHARED = Path(__file__).resolve().parents[3] / "shared"
GOLD = SHARED / "gold" / "fuzhou.flat.gold.json"
SEED = SHARED / "seeds" / "000_869dca065a241c91.txt"

pytestmark = pytest.mark.skipif(
    not (GOLD.exists() and SEED.exists()), reason="../shared with the official plan and its gold is not here"
)

FLOORS = {
    "outline": 0.99,
    "outline +level": 0.99,
    "indicator": 1.0,
    "indicator +target value/unit": 1.0,
    "indicator +base value": 1.0,
    "indicator +operator": 1.0,
    "indicator +attribute": 1.0,
    "target value+unit": 0.95,
    "target +name+year+op": 0.85,
    "baseline": 0.85,
    "enterprise": 0.93,
    "enterprise +segment": 0.90,
    "industry:pillar": 0.97,
    "industry:industry": 0.97,
    "industry:segment": 0.97,
    "industry +parent": 0.97,
    "park": 1.0,
    "park +level": 1.0,
    "park +industries": 1.0,
    "chain": 1.0,
    "task": 1.0,
    "box": 1.0,
    "box +number": 1.0,
    "project": 0.80,
    "product": 0.75,
    "contradiction": 1.0,
}


def scorer() -> ModuleType:
    """The official scorer, loaded from its path."""
    spec = importlib.util.spec_from_file_location("official_score", SHARED / "gold" / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def measured() -> dict[str, tuple[float, str]]:
    """F1 and note of each row."""
    items = flat_items(compile_document(read_document(SEED)))
    official = scorer()
    result = official.score(json.loads(GOLD.read_text(encoding="utf-8")), items)
    official.show_table(SEED.name, result)
    return {row[0]: (row[6], row[7]) for row in result}


@pytest.mark.parametrize("row", FLOORS)
def test_the_row_reaches_its_floor(row: str) -> None:
    f1, _note = measured()[row]
    assert f1 >= FLOORS[row] - 1e-9, f"{row}: F1 {f1:.3f}, expected at least {FLOORS[row]}"


def test_no_near_miss_is_reported() -> None:
    assert "near-miss false alarms 0" in measured()["contradiction"][1]


def test_every_value_is_cited_by_the_digits_that_say_it() -> None:
    document = read_document(SEED)
    pack = compile_document(document)
    numbers = [
        said for said in pack.statements if said.rule not in ("statements.pledge", "statements.magnitude")
    ]
    quotes = [document.quote(said.citations()[0]) for said in numbers]
    assert all(
        any(sign.isdigit() or sign in "一二两三四五六七八九十百千万亿翻" for sign in quote)
        for quote in quotes
    )
