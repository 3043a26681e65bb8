"""What growth is needed from here, and where the gap sits: the arithmetic closes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongshu.metrics.sheets.needed_sheet import answer_needed
from rongshu.metrics.status.needed import needed, needed_by_group
from rongshu.metrics.status.path import Point, month_index

NOW, END, START = month_index(2023, 12), month_index(2025, 12), month_index(2020, 12)
SHEET = {
    "base": {"period": 2020, "value": 100},
    "target": {"period": 2025, "value": 150},
    "path": "linear",
    "direction": "up",
    "observations": {"2023": 121},
}


def at(month: int, value: object) -> Point:
    return Point(month, Decimal(str(value)))


def test_it_works() -> None:
    way = needed("全市", at(NOW, 100), at(END, 121), at(START, 97))
    assert (way.years, way.left, way.yearly, way.rate) == (2, 21, Decimal("10.5"), Decimal(10))
    assert way.so_far == Decimal("1.0205")
    assert way.formula == "(121 − 100) / 2；(121 / 100)^(1/2) − 1"
    assert not way.met


def test_met_over_and_falling() -> None:
    assert needed("a", at(NOW, 130), at(END, 121)).met
    assert needed("a", at(END, 100), at(END, 121)).over
    falling = needed("a", at(NOW, "1.0"), at(END, "0.81"), falling=True)
    assert (falling.rate, falling.met) == (-10, False)


def test_a_count_has_no_rate() -> None:
    way = needed("a", at(NOW, 400), at(END, 1000), adds_up=True)
    assert (way.yearly, way.rate) == (300, None)
    assert needed("a", at(NOW, 0), at(END, 5)).rate is None


@given(st.decimals("1", "9999", places=2), st.decimals("-20", "40", places=2), st.integers(1, 9))
def test_growing_at_the_rate_gets_there(start: Decimal, rate: Decimal, years: int) -> None:
    end = start * (1 + rate / 100) ** years
    way = needed("a", at(NOW, start), Point(NOW + 12 * years, end))
    assert way.rate is not None
    assert abs(way.rate - rate) <= Decimal("0.0001")
    assert way.yearly is not None
    assert abs(start + way.yearly * years - end) < Decimal("0.01")


def test_by_group_the_hardest_first() -> None:
    rows = needed_by_group(
        {"甲": at(NOW, 100), "乙": at(NOW, 100), "丙": at(NOW, 1)},
        {"甲": at(END, 110), "乙": at(END, 150)},
    )
    assert [row.group for row in rows] == ["乙", "甲"]


def gap(**more: Any) -> Any:
    return answer_needed({**SHEET, **more})["gap"]


def test_the_gap_by_group_targets_adds_up() -> None:
    groups = [
        {"county": "甲县", "base": 60, "target": 100, "observed": 66},
        {"county": "乙县", "base": 40, "target": 45, "observed": 50},
    ]
    answer = answer_needed({**SHEET, "groups": groups})
    assert answer["whole"]["left"] == "29"
    assert [row["group"] for row in answer["groups"]] == ["甲县", "乙县"]
    parts = answer["gap"]
    assert [(row["group"], row["gap"]) for row in parts["groups"]] == [("甲县", "-18"), ("乙县", "7")]
    # the counties were given 145 of 150, and hold 116 of 121
    assert (parts["gap"], parts["undistributed"], parts["outside"]) == ("-9", "-3", "5")
    assert -18 + 7 - 3 + 5 == -9


@given(st.lists(st.tuples(*[st.decimals("0.01", "999", places=2)] * 3), min_size=1, max_size=5))
def test_the_parts_of_the_gap_add_up(rows: list[tuple[Decimal, Decimal, Decimal]]) -> None:
    groups = [
        {"group": str(i), "base": base, "target": target, "observed": seen}
        for i, (base, target, seen) in enumerate(rows)
    ]
    for parts in (gap(groups=groups), gap(groups=[{**row, "target": None} for row in groups])):
        total = sum(Decimal(row["gap"]) for row in parts["groups"])
        assert total + Decimal(parts["undistributed"]) + Decimal(parts["outside"]) == Decimal(parts["gap"])


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"path": None}, "path"),
        ({"observations": []}, "no value to start from"),
        ({"groups": 3}, "list of rows"),
        ({"groups": [{"base": 1}]}, "no name"),
        ({"groups": [{"group": "a", "observed": 1}]}, "every group"),
        ({"groups": [{"group": "a", "base": 1, "observed": 1}] * 2}, "stands twice"),
    ],
)
def test_refused(more: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        answer_needed({**SHEET, **more})
