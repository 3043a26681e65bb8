"""A ratio's change by group: structure and intensity, to the last digit."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongshu.metrics.sheets.ratio_sheet import is_ratio
from rongshu.metrics.sheets.sheet import SheetProblems
from rongshu.metrics.sheets.worked_answers import answer_contributions

ROWS: list[dict[str, Any]] = [
    {"firm": "甲", "group": "东", "numerator": [10, 12], "denominator": [100, 110]},
    {
        "firm": "乙",
        "group": "西",
        "numerator_before": 5,
        "denominator_before": 20,
        "numerator_after": 6,
        "denominator_after": 40,
    },
    {"firm": "丙", "group": "西", "after": {"numerator": 1, "denominator": 10}},
]


def test_it_works() -> None:
    answer = answer_contributions(ROWS)
    assert (answer["before"], answer["after"], answer["change"]) == ("0.125", "0.11875", "-0.00625")
    groups = {row["group"]: row for row in answer["groups"]}
    assert groups["西"]["after"] == "0.14"
    assert sum(Decimal(row["change"]) for row in answer["groups"]) == Decimal(answer["change"])
    assert Decimal(answer["structure"]) + Decimal(answer["intensity"]) == Decimal(answer["change"])


def test_two_lists_say_the_same() -> None:
    before = [
        {"firm": "甲", "group": "东", "numerator": 10, "denominator": 100},
        {"firm": "乙", "group": "西", "numerator": 5, "denominator": 20},
    ]
    after = [
        {"firm": "甲", "group": "东", "numerator": 12, "denominator": 110},
        {"firm": "乙", "group": "西", "numerator": 6, "denominator": 40},
        {"firm": "丙", "group": "西", "numerator": 1, "denominator": 10},
    ]
    assert answer_contributions({"before": before, "after": after}) == answer_contributions(ROWS)


AMOUNT = st.decimals("0.01", "9999", places=2)


@given(st.lists(st.tuples(st.sampled_from("abc"), AMOUNT, AMOUNT, AMOUNT, AMOUNT), min_size=1, max_size=8))
def test_groups_add_up(rows: list[tuple[str, Decimal, Decimal, Decimal, Decimal]]) -> None:
    asked = [
        {"firm": str(n), "group": g, "numerator": [str(a), str(b)], "denominator": [str(c), str(d)]}
        for n, (g, a, b, c, d) in enumerate(rows)
    ]
    answer = answer_contributions(asked)
    whole = sum(row[2] for row in rows) / sum(row[4] for row in rows)
    whole -= sum(row[1] for row in rows) / sum(row[3] for row in rows)
    assert abs(Decimal(answer["change"]) - whole) < Decimal("1e-20")
    assert abs(sum(Decimal(row["change"]) for row in answer["groups"]) - whole) < Decimal("1e-20")


def test_half_a_ratio_is_refused() -> None:
    assert not is_ratio([{"firm": "甲", "value": 1}])
    with pytest.raises(SheetProblems, match="numerator and a denominator"):
        answer_contributions({"before": [{"firm": "甲", "numerator": 1}], "after": []})
