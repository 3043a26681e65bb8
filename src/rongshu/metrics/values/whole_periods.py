"""Quarters and years out of months: known only when each of their months is.

Where one is missing the value is not known; what the months that are there give stands beside it, with their
number.  A stock, as a head count is, is that of the period's last month and is never added up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlglot import exp

from rongshu.facts.lake.coverage import Coverage, covered, spread
from rongshu.facts.tables.table import Kind
from rongshu.metrics.language.expression import Checked
from rongshu.metrics.values.query import MONTHS, STEPS

Rows = list[dict[str, Any]]
Parts = dict[int, dict[str, "Part"]]


@dataclass(frozen=True, slots=True)
class Part:
    """What ``months`` of the ``of`` months give that a value is made of: not the period's value."""

    months: int
    of: int
    value: Any


def measures_of(checked: Checked) -> tuple[str, ...]:
    """The columns of figures that a metric reads."""
    named = {column.name.lower(): column for column in checked.tree.find_all(exp.Column)}
    numbers = {
        column.name.lower(): column.name
        for column in checked.table.columns
        if column.kind in (Kind.NUMBER, Kind.WHOLE)
    }
    return tuple(sorted(numbers[name] for name in named if name in numbers))


def judged(
    connection: Any,
    metrics: Mapping[str, Checked],
    found: Rows,
    grain: str,
    dimensions: Sequence[str],
) -> tuple[Rows, Parts]:
    """The rows with null for what a missing month leaves unknown, and what stands beside it, by row."""
    reads = {name: measures_of(checked) for name, checked in metrics.items()}
    wanted = sorted({measure for measures in reads.values() for measure in measures})
    if not wanted or not found:
        return found, {}
    table = next(iter(metrics.values())).table
    coverage = covered(connection, table, wanted, dimensions, MONTHS[grain])
    periods = {row["period"] for row in found}
    reach = {
        name: {period: _reach(checked, grain, period) for period in periods}
        for name, checked in metrics.items()
        if reads[name]
    }
    parts: Parts = {}
    rows: Rows = []
    for number, row in enumerate(found):
        group = tuple(row[name] for name in dimensions)
        missing = {
            name: part
            for name, reached in reach.items()
            if row[name] is not None
            and (part := _part(coverage, group, reads[name], reached[row["period"]], row[name]))
        }
        if missing:
            parts[number] = missing
        rows.append({**row, **dict.fromkeys(missing)})
    return rows, parts


def months_alone(
    connection: Any, metrics: Mapping[str, Checked], found: Rows, dimensions: Sequence[str]
) -> tuple[Rows, Parts]:
    """Rows by month, with null for what a figure for several months would give a single one.

    Such a figure counts where a metric reads all of its months, as the year so far does.
    """
    reads = {name: measures_of(checked) for name, checked in metrics.items()}
    wanted = sorted({measure for measures in reads.values() for measure in measures})
    wide = spread(connection, wanted, dimensions) if wanted and found else {}
    parts: Parts = {}
    rows: Rows = []
    for number, row in enumerate(found):
        group = tuple(row[name] for name in dimensions)
        mixed = {}
        for name, checked in metrics.items() if wide else ():
            reached = set(_reach(checked, "month", row["period"]))
            over = [
                wide[key][1]
                for month in reached
                for measure in reads[name]
                if (key := (group, measure, month)) in wide and not set(range(wide[key][0], month)) <= reached
            ]
            plain = len(reached) == 1 and len(reads[name]) == 1  # what it gives is a sum of these months
            if over and row[name] is not None:
                mixed[name] = Part(max(over), 1, row[name] if plain else None)
        shown = {name: part for name, part in mixed.items() if part.value is not None}
        if shown:
            parts[number] = shown
        rows.append({**row, **dict.fromkeys(mixed)})
    return rows, parts


def parts_of(
    connection: Any, checked: Checked, found: Rows, grain: str, dimensions: Sequence[str]
) -> dict[int, Part]:
    """What is less than its period, of the values of one metric named ``value``, by row."""
    _rows, parts = judged(connection, {"value": checked}, found, grain, dimensions)
    return {number: part["value"] for number, part in parts.items()}


def _part(
    coverage: Coverage, group: tuple[Any, ...], measures: Sequence[str], periods: Sequence[int], value: Any
) -> Part | None:
    """The part that the fewest months of any measure make; ``None`` where nothing is missing."""
    counted = [
        tuple(map(sum, zip(*(coverage.months(group, measure, period) for period in periods), strict=True)))
        for measure in measures
    ]
    there, due = min(counted, key=lambda pair: pair[0] - pair[1])
    return Part(there, due, value) if there < due else None


def _reach(checked: Checked, grain: str, period: int) -> list[int]:
    """The periods that a value of ``period`` is made of."""
    year = STEPS[grain]
    reached = {period}
    for word, months in _words(checked.tree):
        if word == "rolling":
            reached |= {one - back for one in reached for back in range(months)}
        elif word == "ytd":
            reached |= {earlier for one in reached for earlier in range(one - one % year, one)}
        elif word in ("yoy", "last_year"):
            reached |= {one - year for one in reached}
        elif word in ("mom", "last_month"):
            reached |= {one - 1 for one in reached}
    return sorted(reached)


def _words(tree: exp.Expr) -> Iterator[tuple[str, int]]:
    """The words over periods in a tree, those that widen a period before those that move it."""
    order = ("rolling", "ytd")
    for node in sorted(tree.find_all(exp.Anonymous), key=lambda one: str(one.this).lower() not in order):
        word = str(node.this).lower()
        yield word, int(node.expressions[1].this) if word == "rolling" else 0


def at_the_end(
    found: Rows, stocks: Rows, names: Sequence[str], grain: str, dimensions: Sequence[str]
) -> Rows:
    """The rows with the stocks ``names`` as they were in each period's last month, null where it is missing.

    ``stocks`` are those of every month.
    """
    size = MONTHS[grain]
    last = {
        (row["period"] // size, *(row[name] for name in dimensions)): row
        for row in stocks
        if row["period"] % size == size - 1
    }
    rows = []
    for row in found:
        then = last.get((row["period"], *(row[name] for name in dimensions)), {})
        rows.append({**row, **{name: then.get(name) for name in names}})
    return rows
