"""Which months a period's figures cover: a quarter of two months is no quarter.

A figure for several months, as January and February are often reported, covers each of them; one that lies
across the end of a period belongs to neither of its two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import duckdb

from rongshu.facts.lake.firm_months import FIRM_MONTH, TOGETHER
from rongshu.facts.tables.table import Table

Group = tuple[Any, ...]


@dataclass
class Coverage:
    """Months with a known figure, by group and measure.

    ``present[group, measure][period]`` counts them; ``first[group, measure]`` is the first of all;
    ``size`` is how many months a period has.
    """

    size: int
    present: dict[tuple[Group, str], dict[int, int]] = field(default_factory=dict)
    first: dict[tuple[Group, str], int] = field(default_factory=dict)
    begun: dict[str, int] = field(default_factory=dict)

    def months(self, group: Group, measure: str, period: int) -> tuple[int, int]:
        """How many months of the period are there, and how many there should be.

        A group that began to report after the others owes nothing for the months before.
        """
        key = (group, measure)
        there = self.present.get(key, {}).get(period, 0)
        first = self.first.get(key, self.begun.get(measure, 0))
        late = first if first > self.begun.get(measure, 0) else 0
        return there, min(self.size, max(0, (period + 1) * self.size - late))


def covered(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    measures: Sequence[str],
    dimensions: Sequence[str],
    size: int,
) -> Coverage:
    """What the known figures of ``measures`` cover, in periods of ``size`` months.

    ``table`` is the firm-months of an opened ledger, or a table of files with a month column.
    *Cost*: as a metric over the same table.
    """
    source = (
        _of_ledger(measures, dimensions, size)
        if table is FIRM_MONTH
        else _of_table(table, measures, dimensions)
    )
    groups = "".join(f"{_quoted(name)}, " for name in dimensions)
    found = connection.execute(
        f"SELECT {groups} measure, month // {size}, count(DISTINCT month), min(month)"
        f" FROM ({source}) GROUP BY ALL"
    ).fetchall()
    coverage = Coverage(size)
    for *group, measure, period, months, first in found:
        key = (tuple(group), measure)
        coverage.present.setdefault(key, {})[period] = months
        coverage.first[key] = min(first, coverage.first.get(key, first))
        coverage.begun[measure] = min(first, coverage.begun.get(measure, first))
    return coverage


def _of_ledger(measures: Sequence[str], dimensions: Sequence[str], size: int) -> str:
    """Months of the firm-months, and the further months of figures for several, which are few."""
    groups = "".join(f"f.{_quoted(name)}, " for name in dimensions)
    named = ", ".join(f"'{measure}'" for measure in measures)
    single = " UNION ALL ".join(
        f"""
        SELECT {groups} '{measure}' AS measure, f.month FROM firm_month f
        ANTI JOIN several l ON l.subject = f.firm AND l.measure = '{measure}' AND l.stands = f.month
        WHERE f.{_quoted(measure)} IS NOT NULL"""
        for measure in measures
    )
    return f"""
        {single} UNION ALL
        SELECT {groups} l.measure, l.covers AS month
        FROM several l JOIN firm_month f ON f.firm = l.subject AND f.month = l.stands
        WHERE l.since // {size} = l.stands // {size} AND l.measure IN ({named})"""


def spread(
    connection: duckdb.DuckDBPyConnection, measures: Sequence[str], dimensions: Sequence[str]
) -> dict[tuple[Group, str, int], tuple[int, int]]:
    """Where figures for several months stand that are not one month's: the first of their months, how many.

    *Shape*: by group, measure and the month that they stand in.  January and February together are
    February's.
    """
    groups = "".join(f"f.{_quoted(name)}, " for name in dimensions)
    named = ", ".join(f"'{measure}'" for measure in measures)
    found = connection.execute(
        f"SELECT {groups} l.measure, l.stands, min(l.since), max(l.months)"
        " FROM several l JOIN firm_month f ON f.firm = l.subject AND f.month = l.stands"
        f" WHERE l.measure IN ({named}) AND l.months > 1 AND NOT {TOGETHER} GROUP BY ALL"
    ).fetchall()
    return {
        (tuple(group), measure, month): (since, months) for *group, measure, month, since, months in found
    }


def _of_table(table: Table, measures: Sequence[str], dimensions: Sequence[str]) -> str:
    groups = "".join(f"{_quoted(name)}, " for name in dimensions)
    return " UNION ALL ".join(
        f"SELECT {groups} '{measure}' AS measure, month FROM {_quoted(table.name)}"
        f" WHERE {_quoted(measure)} IS NOT NULL"
        for measure in measures
    )


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
