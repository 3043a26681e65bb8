"""Cumulative figures turned into months: each is the one before subtracted, January and February together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from rongshu.facts.words.calendar_words import Span
from rongshu.facts.words.reading import Reading
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, Place, Severity

_STOCKS = frozenset({"employees", "area"})


def in_months(readings: Sequence[Reading], file: str) -> tuple[list[Reading], list[Diagnostic]]:
    """The readings with cumulative ones replaced by what each month adds.

    Where a subject also reports the months themselves, the cumulative figures are only a check and fall away;
    beside the last month alone one stays: it tells of the months before (``firm_months`` takes it apart).
    A first cumulative figure after January stays as one figure for all its months: nothing is invented.
    """
    groups: dict[tuple[object, ...], list[Reading]] = defaultdict(list)
    plain: dict[tuple[object, ...], list[Reading]] = defaultdict(list)
    for reading in readings:
        cumulative = reading.aspect in ("ytd", "ytd_last_year")
        (groups if cumulative else plain)[_series(reading)].append(reading)
    kept = [reading for series in plain.values() for reading in series]
    problems: list[Diagnostic] = []
    for key, cumulated in groups.items():
        kept += _differences(
            sorted(cumulated, key=lambda r: r.period.last), plain.get(key, []), file, problems
        )
    return kept, problems


def _series(reading: Reading) -> tuple[object, ...]:
    return reading.kind, reading.entity, reading.measure, reading.period.year


def _differences(
    cumulated: Sequence[Reading], months: Sequence[Reading], file: str, problems: list[Diagnostic]
) -> list[Reading]:
    """What each cumulative figure adds, except for months that were reported themselves."""
    reported = {month for r in months for month in range(r.period.first, r.period.last + 1)}
    found: list[Reading] = []
    before: Reading | None = None
    for reading in cumulated:
        if before and before.period == reading.period:
            continue
        if reading.period.last in reported:
            if before is None and not reported >= set(range(1, reading.period.last)):
                found.append(replace(reading, aspect="month"))
            continue
        between = [
            r for r in months if (before.period.last if before else 0) < r.period.last < reading.period.last
        ]
        found.append(_month(before, between, reading))
        if before is not None and _falls(before, reading):
            problems.append(_decreasing(before, reading, file))
        before = reading
    return found


def _month(before: Reading | None, between: Sequence[Reading], reading: Reading) -> Reading:
    """``reading`` less what came before it: the cumulative figure and the single months since."""
    if reading.measure in _STOCKS:
        last = reading.period.last
        return replace(reading, period=Span(reading.period.year, last, last), aspect="month")
    earlier = [*([before] if before else []), *between]
    if not earlier:
        return replace(reading, aspect="month")
    first = max(r.period.last for r in earlier) + 1
    period = Span(reading.period.year, first, reading.period.last)
    values = [r.value for r in earlier if r.value is not None]
    if reading.value is None or len(values) < len(earlier):
        return replace(reading, period=period, value=None, state="unknown", aspect="month")
    derived = " − ".join([reading.cell, *(f"{r.sheet}!{r.cell}" for r in earlier)])
    value = reading.value - sum(values, Decimal(0))
    return replace(reading, period=period, value=value, aspect="month", derived=derived)


def _falls(before: Reading, reading: Reading) -> bool:
    if before.value is None or reading.value is None or reading.measure in (*_STOCKS, "profit", "tax"):
        return False
    return reading.value < before.value


def _decreasing(before: Reading, reading: Reading, file: str) -> Diagnostic:
    places = tuple(Place(file=file, sheet=r.sheet, cell=r.cell) for r in (before, reading))
    message = Bilingual(f"{reading.entity} 累计数变小", f"{reading.entity}: the cumulative figure falls")
    return Diagnostic(
        "load.cumulative", Severity.WARNING, message, places, found=f"{before.written} → {reading.written}"
    )
