"""What a figure counts in time: a flow adds up over months, a stock and a ratio stand at a date.

A figure of a flow for less than a year (2026H1 of a yearly total) is held against the part of that year's
path which its months make up: by the share of the same months in the last year of which both are known,
since a year's months are not alike, else by the number of months.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from rongshu.metrics.status.path import month_index
from rongshu.metrics.status.published import Published
from rongshu.metrics.status.status import Part
from rongshu.pack.declared.metrics import load_metrics
from rongshu.pack.schema import Indicator
from rongshu.pack.written.files import find_used
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.period import Period
from rongshu.terms.quantity import written_decimal

YEAR = 12
BASIS = {
    "flow": Bilingual(
        "时期数：不足一年的数与当年路径的相应部分比",
        "a flow: a figure of part of a year is held against that part of the year's path",
    ),
    "stock": Bilingual(
        "时点数：与路径在该时点的水平比", "a stock: held against the path's level at that date"
    ),
    "ratio": Bilingual("比率：与路径在该时点的水平比", "a ratio: held against the path's level at that date"),
    "": Bilingual(
        "未声明是时期数还是时点数，按时点的水平比",
        "not declared as flow or stock: held against the path's level at that date",
    ),
}


def timing_of(indicator: Indicator) -> str:
    """``flow``, ``stock`` or ``ratio`` as declared by the indicator, else by the national metric it names."""
    return indicator.timing or _national().get(indicator.measure.removeprefix("metric:"), "")


@cache
def _national() -> dict[str, str]:
    folder = find_used("cn-standards")
    return {metric.id: metric.timing for metric in load_metrics(folder)} if folder else {}


def months_of(row: Published) -> int:
    """How many months a figure covers."""
    return Period.parse(row.period).months


def part_of_year(row: Published, known: Sequence[Published]) -> Part | None:
    """The part of its year that a figure of a flow covers; ``None`` for a whole year."""
    period = Period.parse(row.period)
    if period.months >= YEAR:
        return None
    end = month_index(period.year, YEAR)
    return _as_before(period, known, end) or Part(
        Decimal(period.months) / YEAR, end, f"{period.months}/{YEAR}"
    )


def _as_before(period: Period, known: Sequence[Published], end: int) -> Part | None:
    """The share of the same months in the last earlier year of which part and whole are known."""
    figures = {Period.parse(row.period): row.value for row in known if row.used and not row.bound}
    for year in range(period.year - 1, min((each.year for each in figures), default=period.year) - 1, -1):
        part, whole = figures.get(Period(year, period.month, period.months)), figures.get(Period(year))
        if part is not None and whole and 0 < part / whole < 1:
            return Part(part / whole, end, f"{written_decimal(part)}/{written_decimal(whole)}")
    return None


def without_parts(rows: Sequence[Published]) -> list[Published]:
    """The figures without those whose months a longer one covers, so that a count has nothing twice."""
    spans = [(_first(row), row.month, row) for row in rows]
    return [
        row
        for first, last, row in spans
        if not any(
            other is not row and start <= first and last <= end and end - start > last - first
            for start, end, other in spans
        )
    ]


def _first(row: Published) -> int:
    return row.month - months_of(row) + 1
