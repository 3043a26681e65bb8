"""Candidates are ranked by what can be seen; what is not known is neither zero nor hidden."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from rongshu.findings.investment.candidate import Candidate, Demand, ParkOffer
from rongshu.findings.investment.ranking import Ranked, rank_candidates
from rongshu.matching.lexicon import Lexicon
from rongshu.pack.declared.weights import load_weights
from rongshu.pack.schema import Chain, Park
from rongshu.terms.diagnostic import InputError

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


def test_what_nobody_said_of_ties_is_unknown() -> None:
    said, unsaid = ranked(candidate(1, ties=()))[0], ranked(candidate(1))[0]
    value = {"said": None, "unsaid": None}
    for name, row in (("said", said), ("unsaid", unsaid)):
        value[name] = next(c for c in row.components if c.name == "ties").value
    assert value == {"said": 0.0, "unsaid": None}
    assert unsaid.score > said.score


def test_the_park_is_the_one_that_has_room_for_the_firm() -> None:
    small = ParkOffer(PARKS[0].park.model_copy(update={"id": "小", "name": PARKS[0].park.name}), Decimal(10))
    large = ParkOffer(
        Park.model_validate({"id": "大", "name": {"zh": "大园"}, "industries": ["风电装备"]}), Decimal(500)
    )
    asked = Demand("wind", "blade", parks=(small, large), industries=("风电装备",))
    (row,) = rank_candidates([candidate(1, land_need=Decimal(200))], asked, Lexicon([CHAIN]), WEIGHTS)
    assert row.park == "大园"
    assert "500/需 200" in next(c for c in row.components if c.name == "park").evidence.zh


def test_a_park_of_which_nothing_is_known_is_unknown() -> None:
    bare = ParkOffer(Park.model_validate({"id": "x", "name": {"zh": "某园"}}))
    asked = Demand("wind", "blade", parks=(bare,), industries=("风电装备",))
    (row,) = rank_candidates([candidate(1)], asked, Lexicon([CHAIN]), WEIGHTS)
    assert next(c for c in row.components if c.name == "park").value is None


def test_the_best_door_is_asked_first() -> None:
    ties = (("同学厂", "校友"), ("供货厂", "供应商"), ("母公司", "集团"), ("买家", "供应商"))
    (row,) = ranked(candidate(1, ties=ties), buyers=("买家",))
    assert [firm for firm, _kind in row.introducers] == ["母公司", "买家", "供货厂", "同学厂"]


def test_swings_name_the_weight_that_moves_the_rank() -> None:
    rows = ranked(
        candidate(1, revenue=Decimal(10_000), growth=Decimal("0.30")),
        candidate(2, revenue=Decimal(40_000), growth=Decimal("0.155")),
    )
    for row in rows:
        places = [row.rank, *(p for s in row.swings for p in (s.lower, s.higher))]
        assert (min(places), max(places)) == row.ranks


@pytest.mark.parametrize("weights", ["[{component: taste, weight: 1, name: {zh: 味}}]", "[]",
                                     "[{component: fit, weight: -1, name: {zh: 合}}]"])  # fmt: skip
def test_weights_that_mean_nothing_are_refused(tmp_path: Path, weights: str) -> None:
    (tmp_path / "w.yaml").write_text(
        f"id: x\nversion: '1'\nname: {{zh: 权重}}\nsource: 虚构\nweights: {weights}\n", encoding="utf-8"
    )
    with pytest.raises(InputError):
        load_weights(tmp_path, "w.yaml")
