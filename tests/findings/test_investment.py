"""Candidates are ranked by what can be seen; what is not known is neither zero nor hidden."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from rongshu.findings.investment import Candidate, Demand, ParkOffer, Ranked, rank_candidates
from rongshu.matching.lexicon import Lexicon
from rongshu.pack.declared_weights import load_weights
from rongshu.pack.schema import Chain, Park

WEIGHTS = load_weights(Path(__file__).resolve().parents[2] / "packs" / "cn-standards")
CHAIN = Chain.model_validate(
    {
        "id": "wind",
        "name": {"zh": "风电装备"},
        "stages": [{"id": "s", "name": {"zh": "部件"}}],
        "nodes": [{"id": "blade", "name": {"zh": "叶片"}, "stage": "s", "products": ["风电叶片"]}],
    }
)
PARKS = tuple(
    ParkOffer(Park.model_validate({"id": name, "name": {"zh": name}, "industries": industries}), land)
    for name, industries, land in (("甲园", ("风电装备",), Decimal(300)), ("乙园", ("食品",), Decimal(900)))
)


def candidate(number: int, **more: object) -> Candidate:
    return Candidate(str(number), f"外地{number}公司", **{"products": "风电叶片", **more})


def ranked(*candidates: Candidate, **demand: object) -> tuple[Ranked, ...]:
    asked = Demand("wind", "blade", parks=PARKS, industries=("风电装备",), **demand)
    return rank_candidates(candidates, asked, Lexicon([CHAIN]), WEIGHTS)


def test_it_works() -> None:
    large = candidate(1, revenue=Decimal(500_000), growth=Decimal("0.2"), ties=(("本地整机厂", "客户"),))
    small = candidate(2, revenue=Decimal(500), growth=Decimal("-0.3"))
    rows = ranked(small, large)
    assert [row.candidate.key for row in rows] == ["1", "2"]
    assert rows[0].introducer == ("本地整机厂", "客户")
    assert rows[0].park == "甲园"
    assert {component.name for component in rows[0].components} == {w.component for w in WEIGHTS.weights}


def test_the_score_is_the_mean_of_its_bars() -> None:
    row = ranked(candidate(1, revenue=Decimal(1000)))[0]
    known = [c for c in row.components if c.value is not None]
    expected = 100 * sum(c.weight * c.value for c in known) / sum(c.weight for c in known)
    assert row.score == pytest.approx(expected, abs=0.01)
    assert row.coverage == pytest.approx(sum(c.weight for c in known) / 100, abs=0.001)


def test_unknown_is_not_zero() -> None:
    unknown, zero = ranked(candidate(1))[0], ranked(candidate(1, growth=Decimal("-0.5")))[0]
    assert unknown.score > zero.score
    assert next(c for c in unknown.components if c.name == "growth").value is None


def test_who_does_not_fit_is_left_out() -> None:
    assert ranked(candidate(1, products="食品"), candidate(2, products="风电叶片销售")) == ()


def test_ranks_show_how_sure_the_order_is() -> None:
    rows = ranked(
        candidate(1, revenue=Decimal(10_000), growth=Decimal("0.30")),
        candidate(2, revenue=Decimal(40_000), growth=Decimal("0.16")),
        candidate(3, revenue=Decimal(1), growth=Decimal("-0.5")),
    )
    assert rows[2].ranks == (3, 3)
    assert all(row.ranks[0] <= row.rank <= row.ranks[1] for row in rows)
