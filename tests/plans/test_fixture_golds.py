"""The golds of the fixture plans say what their documents say."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from build import FORMS, where
from marked import gold_of, read_marked
from render_docx import write_docx
from render_txt import flattened
from scoring import amount, macro, near_miss_alarms, plain, score

HERE = Path(__file__).resolve().parent
NAMES = sorted(FORMS)
NEEDED = {
    "outline": {"name", "level", "number"},
    "indicator": {"name", "unit", "base_value", "value", "operator", "growth", "attribute"},
    "target": {"name", "value", "unit", "operator", "year", "year_source"},
    "baseline": {"name", "value", "unit", "year"},
    "industry": {"name", "level", "parent"},
    "enterprise": {"name", "segment"},
    "product": {"name", "segment"},
    "place": {"name", "segment"},
    "project": {"name", "owner", "value", "unit", "start", "finish"},
    "park": {"name", "level", "area", "industries", "tax_per_mu_base", "tax_per_mu_target"},
    "chain": {"name", "leader", "lead_department", "chain_enterprises"},
    "capacity": {"name", "unit", "base_capacity", "base_output", "value", "target_output"},
    "task": {"name", "departments", "deadline"},
    "box": {"name", "number"},
}


def gold(name: str) -> dict:
    """The gold of a fixture as it lies on disk."""
    return json.loads((HERE / name / "gold.json").read_text(encoding="utf-8"))


def perfect(known: dict) -> list[dict]:
    """What a reader without fault would hand in."""
    clashes = [
        {"type": "contradiction", "values": c["values"], "quotes": []} for c in known["contradictions"]
    ]
    return known["items"] + clashes


@pytest.mark.parametrize("name", NAMES)
def test_it_works(name: str) -> None:
    known = gold(name)
    rows = score(known, perfect(known))
    assert macro(rows) == 1.0
    assert all(row.f1 == 1.0 for row in rows)
    assert not near_miss_alarms(known, perfect(known))


@pytest.mark.parametrize("name", NAMES)
def test_gold_on_disk_is_the_marked_source(name: str) -> None:
    assert gold(name) == json.loads(json.dumps(gold_of(read_marked(HERE / name / "plan.md"), name)))


@pytest.mark.parametrize("name", NAMES)
def test_every_quotation_stands_at_its_paragraph(name: str) -> None:
    lines, known = read_marked(HERE / name / "plan.md").lines, gold(name)
    for item in known["items"]:
        assert item["quote"] in lines[item["para"] - 1], item
    for clash in known["contradictions"] + known["near_misses"]:
        assert clash["anchors"], clash
        assert clash["values"], clash
        for anchor in clash["anchors"]:
            assert anchor["paras"]
            assert all(anchor["quote"] in lines[para - 1] for para in anchor["paras"])


@pytest.mark.parametrize("name", NAMES)
def test_every_item_has_its_keys(name: str) -> None:
    for item in gold(name)["items"]:
        assert NEEDED[item["type"]] <= set(item), item


@pytest.mark.parametrize("name", NAMES)
def test_every_number_parses_and_stands_in_its_quotation(name: str) -> None:
    for item in gold(name)["items"]:
        if item["type"] in ("target", "baseline"):
            assert not isinstance(amount(item["value"], item["unit"])[0], str), item
            digits = re.findall(r"\d+(?:\.\d+)?", plain(item["quote"]).replace(",", ""))
            first = re.search(r"[\d.]+", item["value"])
            assert first, item
            assert first.group() in digits or not digits, item  # 近千亿元 spells its number


@pytest.mark.parametrize("name", NAMES)
def test_as_many_near_misses_as_contradictions(name: str) -> None:
    known = gold(name)
    assert 1 <= len(known["contradictions"]) <= len(known["near_misses"])


@pytest.mark.parametrize("name", NAMES)
def test_no_mark_is_left_in_the_text(name: str) -> None:
    assert not [
        line for line in read_marked(HERE / name / "plan.md").lines if re.search(r"[{}]|\*\*|::", line)
    ]


@pytest.mark.parametrize("name", [name for name in NAMES if {"docx", "plain"} & set(FORMS[name])])
def test_documents_are_rebuilt_byte_for_byte(name: str, tmp_path: Path) -> None:
    plan = read_marked(HERE / name / "plan.md")
    write_docx(plan, tmp_path / "plan.docx", styled="plain" not in FORMS[name])
    assert (tmp_path / "plan.docx").read_bytes() == (where(name) / "plan.docx").read_bytes()
    if "txt" in FORMS[name]:
        assert flattened(plan) == (where(name) / "plan.txt").read_text(encoding="utf-8")


def test_a_wrong_answer_costs() -> None:
    known = gold(NAMES[0])
    worse = score(known, known["items"][::2])
    assert macro(worse) < 0.9
    assert macro(score(known, [])) == 0.0
