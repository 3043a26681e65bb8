"""A quarter of two months is no quarter: its value is unknown, and what its months give stands beside."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rongshu.facts.lake.coverage import Coverage
from rongshu.facts.lake.lake import Lake, Load
from rongshu.facts.words.calendar_words import Span
from rongshu.facts.words.reading import Reading
from rongshu.metrics.language.expression import check_expression
from rongshu.metrics.values.compute import TABLES, Computed, compute
from rongshu.metrics.values.whole_periods import Part

FIGURES = {
    "一厂": {1: 10, 2: 10, 3: 10, 4: 20, 5: 20, 6: 20},
    "二厂": {1: 1, 2: 1, 3: 1, 4: 2, 6: 2},
    "三厂": {5: 7, 6: 7},  # new in May
}


def reading(firm: str, span: Span, value: object, measure: str = "output", county: str = "甲县") -> Reading:
    exact = None if value is None else Decimal(str(value))
    state = "unknown" if value is None else "known"
    return Reading(
        firm, "firm", span, measure, exact, "万元", state, "month", "表", "C2",
        attributes=(("county", county),),
    )  # fmt: skip


def lake_of(folder: Path, readings: list[Reading]) -> Lake:
    lake = Lake(folder)
    lake.append(readings, Load("1", "a.xlsx", "a", "局", date(2025, 7, 20), "zhang", 0, ""))
    return lake


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    counties = {"一厂": "甲县", "二厂": "乙县", "三厂": "丙县"}
    return lake_of(
        tmp_path,
        [
            reading(firm, Span(2025, month, month), value, county=counties[firm])
            for firm, months in FIGURES.items()
            for month, value in months.items()
        ],
    )


def asked(lake: Lake, text: str, grain: str, by: tuple[str, ...] = (), stock: bool = False) -> Computed:
    metrics = {"value": check_expression(text, TABLES)}
    return compute(metrics, lake, grain, by, stocks={"value"} if stock else ())


def told(answer: Computed) -> list[tuple[object, ...]]:
    """Period from the first of 2025, the groups, the value and the part where there is one."""
    found = []
    for number, row in enumerate(answer.rows):
        *groups, value = list(row.values())[1:]
        found.append((row["period"], *groups, value, answer.parts.get(number, {}).get("value")))
    return found


FIRST = 2025 * 4


def test_it_works(lake: Lake) -> None:
    assert told(asked(lake, "sum(output)", "quarter", ("county",))) == [
        (FIRST, "乙县", 3, None),
        (FIRST, "甲县", 30, None),
        (FIRST + 1, "丙县", 14, None),  # nothing is owed for the months before it began
        (FIRST + 1, "乙县", None, Part(2, 3, 4)),
        (FIRST + 1, "甲县", 60, None),
    ]


def test_a_year_that_has_only_begun(lake: Lake) -> None:
    assert told(asked(lake, "sum(output)", "year")) == [(2025, None, Part(6, 12, 111))]


def test_months_are_as_they_are(lake: Lake) -> None:
    answer = asked(lake, "sum(output)", "month")
    assert [row["value"] for row in answer.rows] == [11, 11, 11, 22, 27, 29]
    assert answer.parts == {}


def test_january_and_february_together_are_two_months(tmp_path: Path) -> None:
    lake = lake_of(tmp_path, [reading("一厂", Span(2025, 1, 2), 30), reading("一厂", Span(2025, 3, 3), 20)])
    assert told(asked(lake, "sum(output)", "quarter")) == [(FIRST, 50, None)]


def test_a_figure_across_the_end_of_a_quarter_is_no_quarters(tmp_path: Path) -> None:
    readings = [reading("一厂", Span(2025, month, month), 10) for month in (1, 2, 5, 6)]
    lake = lake_of(tmp_path, [*readings, reading("一厂", Span(2025, 3, 4), 20)])
    assert told(asked(lake, "sum(output)", "quarter")) == [
        (FIRST, None, Part(2, 3, 20)),
        (FIRST + 1, None, Part(2, 3, 40)),
    ]


def test_an_unknown_figure_is_no_figure(tmp_path: Path) -> None:
    readings = [reading("一厂", Span(2025, month, month), None if month == 2 else 10) for month in (1, 2, 3)]
    assert told(asked(lake_of(tmp_path, readings), "sum(output)", "quarter")) == [
        (FIRST, None, Part(2, 3, 20))
    ]


def test_zero_is_a_figure(tmp_path: Path) -> None:
    readings = [reading("一厂", Span(2025, month, month), 0) for month in (1, 2, 3)]
    assert told(asked(lake_of(tmp_path, readings), "sum(output)", "quarter")) == [(FIRST, 0, None)]


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("ytd(sum(output))", (8, 9)),
        ("yoy(sum(output))", (5, 6)),
        ("mom(sum(output))", (5, 6)),
        ("rolling(sum(output), 3)", (8, 9)),
        ("sum(output) / count(output)", None),
    ],
)
def test_what_is_made_of_other_periods_needs_them_whole(
    tmp_path: Path, text: str, months: tuple[int, int] | None
) -> None:
    """The quarter before, and the same of the year before, miss a month; this one is whole."""
    missing = {(2024, 8), (2025, 5)}
    there = [(year, month) for year in (2024, 2025) for month in range(1, 10) if (year, month) not in missing]
    lake = lake_of(tmp_path, [reading("一厂", Span(y, m, m), 10) for y, m in there])
    last = told(asked(lake, text, "quarter"))[-1]
    assert last[0] == FIRST + 2
    assert (last[1] is None) is (months is not None)
    part = last[2]
    assert (None if part is None else (part.months, part.of)) == months  # type: ignore[attr-defined]


def test_the_fewest_months_of_any_measure_count(tmp_path: Path) -> None:
    spans = [Span(2025, month, month) for month in (1, 2, 3)]
    readings = [reading("一厂", span, 10) for span in spans]
    readings += [reading("一厂", span, 5, "electricity") for span in spans[:1]]
    rows = told(asked(lake_of(tmp_path, readings), "sum(output) / sum(electricity)", "quarter"))
    assert rows == [(FIRST, None, Part(1, 3, 6.0))]


def test_a_stock_is_that_of_the_last_month(tmp_path: Path) -> None:
    heads = {1: 100, 2: 110, 3: 120, 4: 130, 5: 140}
    lake = lake_of(
        tmp_path, [reading("一厂", Span(2025, m, m), value, "employees") for m, value in heads.items()]
    )
    assert told(asked(lake, "sum(employees)", "quarter", stock=True)) == [
        (FIRST, 120, None),
        (FIRST + 1, None, None),
    ]


@settings(deadline=None)
@given(
    st.dictionaries(st.sampled_from("abc"), st.sets(st.integers(0, 23), min_size=1), min_size=1),
    st.sampled_from([3, 12]),
)
def test_a_period_is_whole_when_all_its_months_are(months: dict[str, set[int]], size: int) -> None:
    coverage = Coverage(size)
    for group, there in months.items():
        key = ((group,), "x")
        for month in there:
            counts = coverage.present.setdefault(key, {})
            counts[month // size] = counts.get(month // size, 0) + 1
        coverage.first[key] = min(there)
    coverage.begun["x"] = begun = min(coverage.first.values())
    for group, there in months.items():
        late = min(there) if min(there) > begun else 0
        for period in range(24 // size):
            due = {month for month in range(period * size, (period + 1) * size) if month >= late}
            assert coverage.months((group,), "x", period) == (len(due & there), len(due))
