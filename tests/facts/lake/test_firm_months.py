"""Months out of what firms report: single months, the year so far, quarters, in any order and any mixture."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rongshu.facts.lake.lake import Lake, Load
from rongshu.facts.lake.ledger import ledger_opened
from rongshu.facts.words.calendar_words import Span
from rongshu.facts.words.reading import Reading
from rongshu.metrics.decomposition.explain import explain
from rongshu.metrics.language.expression import check_expression
from rongshu.metrics.values.compute import TABLES, compute
from rongshu.metrics.values.trace import trace

JANUARY = 2025 * 12


def report(first: int, last: int, value: int, year: int = 2025, firm: str = "甲厂") -> Reading:
    return Reading(
        *(firm, "firm", Span(year, first, last), "output", Decimal(value), "万元", "known"),
        *("", "表", f"C{last}"),
        attributes=(("county", "东区"),),
    )  # fmt: skip


def land(lake: Lake, *readings: Reading) -> None:
    number = len(lake.loads())
    load = Load(f"{number}", "a.xlsx", f"{number}", "局", date(2025, 7, 1), "zhang", 0, f"{number:03d}")
    lake.append(list(readings), load)


def months(lake: Lake) -> dict[int, int]:
    """What stands in each month of 2025, counted from 1."""
    with ledger_opened(lake) as connection:
        rows = connection.execute(
            "SELECT month, output FROM firm_month WHERE month >= ?", [JANUARY]
        ).fetchall()
    return {month - JANUARY + 1: int(value) for month, value in rows}


def test_it_works(tmp_path: Path) -> None:
    """The year so far, a file a month: June is what June adds."""
    lake = Lake(tmp_path)
    for last in range(2, 7):
        land(lake, report(1, last, 10 * last))
    assert months(lake) == {2: 20, 3: 10, 4: 10, 5: 10, 6: 10}


@pytest.mark.parametrize(
    ("reports", "expected"),
    [
        ([(1, 6, 60), (6, 6, 11)], {5: 49, 6: 11}),
        ([(1, 6, 60), (1, 2, 20), (3, 3, 9), (4, 4, 9), (5, 5, 11)], {2: 20, 3: 9, 4: 9, 5: 11, 6: 11}),
        ([(1, 6, 60), *((m, m, 10) for m in range(1, 7))], dict.fromkeys(range(1, 7), 10)),
        ([(1, 6, 60), (1, 3, 30), (4, 6, 30)], {3: 30, 6: 30}),
        ([(1, 6, 60)], {6: 60}),
    ],
)
def test_nothing_counts_twice(
    tmp_path: Path, reports: list[tuple[int, int, int]], expected: dict[int, int]
) -> None:
    lake = Lake(tmp_path)
    for first, last, value in reports:
        land(lake, report(first, last, value))
    assert months(lake) == expected


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.integers(0, 500), min_size=12, max_size=12),
    st.permutations(range(1, 13)),
    st.lists(st.booleans(), min_size=12, max_size=12),
)
def test_in_any_order_and_mixture_the_months_come_out(
    tmp_path_factory: pytest.TempPathFactory, truth: list[int], order: list[int], single: list[bool]
) -> None:
    """Each month is told alone or by the year so far: together they tell of every month."""
    lake = Lake(tmp_path_factory.mktemp("lake"))
    readings = {
        last: report(last, last, truth[last - 1]) if single[last - 1] else report(1, last, sum(truth[:last]))
        for last in order
    }
    land(lake, *(readings[last] for last in order[:6]))
    land(lake, *(readings[last] for last in order[6:]))
    assert sum(months(lake).values()) == sum(truth) if not single[11] else True
    for last, value in months(lake).items():
        if last == 1 or all(not single[month - 1] for month in (last, last - 1)):
            assert value == truth[last - 1]


def test_growth_is_of_what_can_be_compared(tmp_path: Path) -> None:
    """June and the year so far of this year beside the year so far of the last: as bureaus send it."""
    lake = Lake(tmp_path)
    land(lake, report(6, 6, 12), report(1, 6, 66), report(1, 6, 60, year=2024))
    growth, so_far = (
        check_expression(text, TABLES) for text in ("yoy(sum(output))", "yoy(ytd(sum(output)))")
    )
    answer = compute(
        {"growth": growth, "so_far": so_far, "output": check_expression("sum(output)", TABLES)}, lake
    )
    by_month = {row["period"] - JANUARY + 1: row for row in answer.rows}
    assert by_month[6]["growth"] is None, "a month is not held against six"
    assert by_month[6]["so_far"] == pytest.approx(0.1)
    assert by_month[6]["output"] == 12
    june_before = next(number for number, row in enumerate(answer.rows) if row["period"] == JANUARY - 7)
    assert answer.rows[june_before]["output"] is None
    assert (answer.parts[june_before]["output"].months, answer.parts[june_before]["output"].value) == (6, 60)
    summed = check_expression("sum(output)", TABLES)
    assert explain(summed, lake, JANUARY + 5).change == 6
    assert explain(summed, lake, JANUARY + 5, since_january=False).unknown == ("甲厂",)


def test_a_month_leads_to_both_cumulative_figures(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    for last in (4, 5, 6):
        land(lake, report(1, last, 10 * last))
    traced = trace(check_expression("sum(output)", TABLES), lake, JANUARY + 5, {})
    assert traced.value == 10
    assert {row["cell"] for row in traced.cells} == {"C6", "C5"}
