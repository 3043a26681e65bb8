"""What part of a year says of a yearly target: a flow against the path's part, a stock against the level."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from rongshu.metrics.status.indicator_status import IndicatorStatus, indicator_status
from rongshu.metrics.status.path import PathKind, Point, month_index
from rongshu.metrics.status.status import Goal, Part, Status, assess
from rongshu.metrics.status.timing import timing_of
from rongshu.pack.amount import Amount
from rongshu.pack.declared.metrics import load_metrics
from rongshu.pack.schema import Actual, Indicator, Name, Reading
from rongshu.pack.written.files import find_used

AUTUMN = date(2021, 9, 30)


def amount(value: object) -> Amount:
    return Amount(value=Decimal(str(value)), unit="亿元")


def indicator(base: object = 1000, target: object = 1500, **more: Any) -> Indicator:
    plain = {"path": "linear", "direction": "up", "measure": "s", "unit": "亿元", "timing": "flow"}
    return Indicator(
        id="i",
        name=Name(zh="工业总产值"),
        base=Reading(period="2020", amount=amount(base)),
        target=Reading(period="2025", amount=amount(target)),
        **{**plain, **more},
    )


def answered(one: Indicator, *figures: tuple[str, object], on: date = AUTUMN) -> IndicatorStatus:
    rows = [
        Actual(series="s", period=period, value=Decimal(str(value)), unit="亿元", source="公报", grade="H")
        for period, value in figures
    ]
    return indicator_status(one, rows, on, 2021)


def test_it_works() -> None:
    answer = answered(indicator(), ("2021H1", 560))
    assert (answer.now.status, answer.now.expected) == (Status.ON_PACE, 550)
    assert answer.now.formula == "(1000 + (1500 − 1000) × 12/60) × 6/12"
    assert "时期数" in answer.basis.zh
    assert answer.now.progress is None


def test_a_stock_is_held_against_the_level() -> None:
    answer = answered(indicator(timing="stock"), ("2021H1", 560))
    assert (answer.now.expected, answer.now.status) == (1050, Status.WORSENING)
    assert "时点数" in answer.basis.zh


def test_what_nobody_declared_is_said_so() -> None:
    answer = answered(indicator(timing=""), ("2021H1", 1060))
    assert (answer.now.expected, answer.now.status) == (1050, Status.ON_PACE)
    assert "未声明" in answer.basis.zh


def test_the_same_months_of_the_year_before_give_the_share() -> None:
    answer = answered(indicator(), ("2020H1", 400), ("2020", 1000), ("2021H1", 445))
    assert (answer.now.expected, answer.now.status) == (440, Status.ON_PACE)
    assert answer.now.formula.endswith("× 400/1000")


def test_half_a_year_is_no_level_to_start_from() -> None:
    answer = answered(indicator(), ("2021", 1100), ("2022H1", 500), on=date(2022, 12, 30))
    assert answer.needed is not None
    assert (answer.needed.current, answer.level) == (1100, 1100)


def test_part_of_the_last_year_decides_no_end() -> None:
    answer = answered(indicator(), ("2025H1", 800), on=date(2026, 3, 31))
    assert answer.now.final == "cannot_be_assessed"


def test_part_of_a_year_keeps_no_limit() -> None:
    limited = indicator(1000, 900, path="ceiling", direction="down")
    answer = answered(limited, ("2021H1", 440))
    assert answer.now.status is Status.ON_PACE
    assert answered(limited, ("2021H1", 460)).now.status is not Status.ON_PACE


def test_a_count_has_nothing_twice() -> None:
    counted = indicator(0, 20, path="cumulative", timing="flow")
    answer = answered(counted, ("2021H1", 3), ("2021Q3", 2), ("2021", 7), on=date(2022, 1, 31))
    assert answer.now.observed == 7
    assert answered(counted, ("2021H1", 3), ("2021Q3", 2), on=date(2021, 12, 1)).now.observed == 5


def test_the_national_metrics_declare_what_they_count() -> None:
    folder = find_used("cn-standards")
    assert folder is not None
    declared = {metric.id: metric.timing for metric in load_metrics(folder)}
    assert all(declared.values())
    assert (declared["output"], declared["employees"], declared["profit_margin"]) == (
        "flow",
        "stock",
        "ratio",
    )
    assert timing_of(indicator(timing="", measure="output")) == "flow"
    assert timing_of(indicator(timing="stock", measure="output")) == "stock"


values = st.integers(1, 10**9).map(lambda number: Decimal(number) / 100)
paths = st.sampled_from([PathKind.LINEAR, PathKind.COMPOUND])


@given(values, values, values, st.sampled_from([1, 3, 6]), paths)
def test_the_parts_of_a_year_make_up_the_year(
    base: Decimal, target: Decimal, seen: Decimal, months: int, path: PathKind
) -> None:
    goal = Goal(
        path, "up" if target >= base else "down",
        Point(month_index(2025, 12), target), Point(month_index(2020, 12), base),
    )  # fmt: skip
    end = month_index(2022, 12)
    whole = assess(goal, (Point(end, seen),), end).expected
    share = Decimal(months) / 12
    parts = [
        assess(goal, (Point(last, seen),), last, Part(share, end, "")).expected
        for last in range(end - 12 + months, end + 1, months)
    ]
    assert whole is not None
    assert abs(sum(part for part in parts if part is not None) - whole) <= whole * Decimal("1e-20")


@given(values, values, values, st.integers(1, 11))
def test_a_part_stands_where_the_year_stands_in_proportion(
    base: Decimal, target: Decimal, seen: Decimal, months: int
) -> None:
    """A year's value cut evenly is as far ahead or behind as the year itself, but never finished."""
    goal = Goal(
        PathKind.LINEAR, "up" if target >= base else "down",
        Point(month_index(2025, 12), target), Point(month_index(2020, 12), base),
    )  # fmt: skip
    end, share = month_index(2022, 12), Decimal(months) / 12
    year = assess(goal, (Point(end, seen),), end)
    part = assess(goal, (Point(end - 12 + months, seen * share),), end, Part(share, end, f"{months}/12"))
    unfinished = {Status.ACHIEVED: Status.ON_PACE}
    assert part.status is unfinished.get(year.status, year.status)


@given(values, values, st.integers(0, 59))
def test_a_level_is_asked_the_same_whatever_the_length_of_its_period(
    base: Decimal, target: Decimal, gone: int
) -> None:
    """A stock at the end of June is the same stock, called 2022-06, 2022Q2 or 2022H1."""
    year, month = 2021 + gone // 12, (gone % 12 // 6 + 1) * 6
    named = (f"{year}-{month:02d}", f"{year}Q{month // 3}", f"{year}H{month // 6}")
    answers = [
        answered(
            indicator(base, target, timing="stock", direction="none", path="floor"),
            (name, base),
            on=date(2026, 1, 31),
        ).now
        for name in named
    ]
    assert len({(each.expected, each.status, each.formula) for each in answers}) == 1
