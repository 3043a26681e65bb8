"""The whole check: order, contradictions as data, and figures that hold on whole plans."""

import json
import re
import unicodedata
from pathlib import Path

import pytest

from rongshu.compiler.compile import compile_document
from rongshu.document.read import read_document
from rongshu.pack.check import check_pack, contradictions, rules
from rongshu.pack.checks.invented import indicator, plan, target
from rongshu.pack.schema import Mechanism, Name
from rongshu.terms.diagnostic import Certainty, exit_status

ROOT = Path(__file__).parents[2]
GOLD = ROOT.parent / "shared" / "gold" / "fuzhou.flat.gold.json"
SEED = ROOT.parent / "shared" / "seeds"
PLANS = sorted(path for path in (ROOT / "tests" / "plans").glob("*/plan.*") if path.suffix != ".md")

PACK = plan(
    indicator("省级专精特新中小企业", "家", 60, 250, operator=">="),
    target("专精特新中小企业", 330, "家"),
    mechanisms=(Mechanism(id="m", name=Name(zh="重点企业库"), cite=("p70",)),),
)


def test_it_works():
    found = check_pack(PACK)
    assert found[0].rule == "same_quantity"
    assert {d.rule for d in found} >= {"same_quantity", "mechanisms_pending", "indicators_without_source"}
    assert exit_status(found) == 1
    json.dumps([diagnostic.as_json() for diagnostic in found])


def test_a_contradiction_names_both_numbers_and_places():
    [contradiction] = contradictions(check_pack(PACK))
    assert contradiction.values == ("250", "330")
    assert [str(cite) for cite in contradiction.cites] == ["p20:0-9", "p30:0-9"]
    assert "330" in contradiction.diagnostic.arithmetic


def test_only_what_is_certain_counts_as_a_contradiction():
    doubtful = plan(
        indicator("国家级单项冠军", "家", 4, 10),
        indicator("省级单项冠军", "家", 9, 40),
        target("单项冠军", 60, "家"),
    )
    found = [d for d in check_pack(doubtful) if d.rule == "same_quantity"]
    assert all(d.certainty is not Certainty.CERTAIN for d in found)
    assert contradictions(found) == ()


def test_an_empty_plan_has_nothing_to_say():
    assert check_pack(plan()) == ()


def test_each_rule_is_named_after_its_module():
    assert all(rule.find.__module__.rsplit(".", 1)[-1] == rule.name for rule in rules())


# ---- whole plans


def matches(gold, found):
    """At least two of the gold's numbers or two of its passages."""
    numbers = {plain(value) for value in found.values}
    values = sum(plain(value) in numbers for value in gold["values"])
    quotes = [plain(quote) for quote in found.quotes if len(plain(quote)) >= 4]
    passages = sum(
        any(q in plain(a["quote"]) or plain(a["quote"]) in q for q in quotes) for a in gold["anchors"]
    )
    return values >= 2 or passages >= 2


def plain(text):
    folded = re.sub(r"\s+", "", unicodedata.normalize("NFKC", str(text)))
    return re.sub(r"(\.\d*?)0+$", r"\1", folded).rstrip(".") if re.fullmatch(r"\d+\.\d+", folded) else folded


def judged(document, gold):
    """What was missed, what was alarmed without cause, and what near miss was alarmed."""
    found = contradictions(check_pack(compile_document(read_document(document))))
    missed = [g["id"] for g in gold["contradictions"] if not any(matches(g, f) for f in found)]
    alarms = [f for f in found if not any(matches(g, f) for g in gold["contradictions"])]
    near = [g["id"] for g in gold["near_misses"] if any(matches(g, f) for f in alarms)]
    return missed, [alarm.diagnostic.message.zh for alarm in alarms], near


@pytest.mark.parametrize("document", PLANS, ids=lambda path: f"{path.parent.name}{path.suffix}")
def test_the_planted_contradictions_of_the_fixture_plans(document):
    gold = json.loads((document.parent / "gold.json").read_text(encoding="utf-8"))
    missed, alarms, _near = judged(document, gold)
    assert alarms == []
    # a sentence of tingyu is torn by a page break; rongwan adds up a column that a pack has no place for
    assert len(missed) <= 1


@pytest.mark.skipif(
    not GOLD.exists(), reason="the official plan and its gold lie in ../shared, which is absent"
)
def test_the_official_plan():
    gold = json.loads(GOLD.read_text(encoding="utf-8"))
    assert judged(next(SEED.glob("*.txt")), gold) == ([], [], [])
