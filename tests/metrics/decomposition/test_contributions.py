"""A change split by group adds up to the cent, with entries, exits and moves apart."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongshu.metrics.decomposition.contributions import (
    Holding,
    allot,
    contributions,
    firm_changes,
    nested_contributions,
)
from rongshu.metrics.sheets.worked_answers import answer_contributions

HOLDINGS = st.dictionaries(
    st.sampled_from([f"firm{number}" for number in range(12)]),
    st.tuples(st.sampled_from("ABC"), st.decimals("-1000", "100000", places=2)),
).map(lambda rows: [Holding(firm, group, value) for firm, (group, value) in rows.items()])


def test_it_works() -> None:
    answer = answer_contributions(
        {
            "before": [
                {"firm": "甲", "group": "纺织", "value": "10.10"},
                {"firm": "乙", "group": "电子", "value": 5},
                {"firm": "丙", "group": "电子", "value": 3},
            ],
            "after": [
                {"firm": "甲", "group": "纺织", "value": "12.30"},
                {"firm": "乙", "group": "纺织", "value": 6},
                {"firm": "丁", "group": "电子", "value": 1},
            ],
        }
    )
    textile, electronics = answer["groups"]
    assert answer["change"] == "1.2"
    assert (textile["continuing"], textile["moved_in"], textile["change"]) == ("2.2", "6", "8.2")
    assert (electronics["moved_out"], electronics["left"], electronics["entered"]) == ("-5", "-3", "1")


@given(HOLDINGS, HOLDINGS)
def test_the_parts_are_the_whole(before: list[Holding], after: list[Holding]) -> None:
    rows = contributions(before, after)
    whole = sum((h.value for h in after), Decimal(0)) - sum((h.value for h in before), Decimal(0))
    assert sum((row.change for row in rows), Decimal(0)) == whole
    assert all(row.change == row.after - row.before for row in rows)


def test_a_firm_twice_is_refused() -> None:
    twice = [Holding("甲", "A", Decimal(1)), Holding("甲", "B", Decimal(1))]
    with pytest.raises(ValueError, match="甲 stands twice"):
        contributions(twice, [])


@given(
    st.decimals("0", "100000", places=2),
    st.dictionaries(
        st.text("abcdefgh", min_size=1, max_size=3), st.decimals("0.01", "1000", places=2), min_size=1
    ),
)
def test_an_allotment_adds_up(total: Decimal, weights: dict[str, Decimal]) -> None:
    parts = allot(total, weights)
    assert sum(parts.values(), Decimal(0)) == total
    whole = sum(weights.values(), Decimal(0))
    assert all(abs(part - total * weights[name] / whole) < Decimal("0.02") for name, part in parts.items())


def test_two_levels_add_up() -> None:
    before = [(Holding("a", "链一", Decimal(5)), "东园"), (Holding("b", "链一", Decimal(3)), "西园")]
    after = [(Holding("a", "链一", Decimal(6)), "西园"), (Holding("b", "链二", Decimal(4)), "西园")]
    rows = nested_contributions(before, after)
    for row in rows:
        assert sum(part.change for part in row.inside) == row.whole.change
    first = next(row for row in rows if row.whole.group == "链一")
    parks = {part.group: part for part in first.inside}
    assert (parks["东园"].moved_out, parks["西园"].moved_in, parks["西园"].moved_out) == (-5, 6, -3)


def test_firms_are_named_with_what_they_did() -> None:
    before = [
        Holding("一厂", "东", Decimal(10)),
        Holding("二厂", "东", Decimal(5)),
        Holding("三厂", "西", Decimal(1)),
    ]
    after = [
        Holding("一厂", "东", Decimal(12)),
        Holding("三厂", "东", Decimal(4)),
        Holding("四厂", "西", Decimal(8)),
    ]
    rows = {row.firm: (row.change, row.way) for row in firm_changes(before, after)}
    assert rows == {
        "四厂": (Decimal(8), "entered"),
        "二厂": (Decimal(-5), "left"),
        "三厂": (Decimal(3), "moved"),
        "一厂": (Decimal(2), "continuing"),
    }
    assert [row.firm for row in firm_changes(before, after)] == ["四厂", "二厂", "三厂", "一厂"]
