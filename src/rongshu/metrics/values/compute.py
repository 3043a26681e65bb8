"""Declared metrics computed over the lake: values by period and group, as known on a day, with their trace.

>>> # in a notebook
>>> # values = compute(metrics, Lake(Path("lake")), grain="month", dimensions=["county"])
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rongshu.facts.lake.firm_months import FIRM_MONTH
from rongshu.facts.lake.lake import Lake
from rongshu.facts.lake.ledger import ledger_opened
from rongshu.facts.tables.duckdb_engine import rows
from rongshu.metrics.language.expression import Checked, RefusedExpression, check_expression
from rongshu.metrics.values.query import MONTHS, compile_query
from rongshu.metrics.values.whole_periods import Part, at_the_end, judged, months_alone
from rongshu.pack.declared.metrics import MetricDeclaration
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, InputError, Place, Severity

TABLES = (FIRM_MONTH,)


@dataclass(frozen=True, slots=True)
class Computed:
    """``rows``: period (whole grains since year 0), the dimensions, one value a metric; ``sql`` gave them.

    Where a month of a quarter or year is missing its value is null, and ``parts`` has by row and metric what
    the months that are there give.  So it is with a month of which only a figure for several months tells.
    """

    rows: tuple[dict[str, Any], ...]
    units: Mapping[str, str]
    sql: str
    known_on: date | None
    parts: Mapping[int, Mapping[str, Part]] = field(default_factory=dict)


def checked_metrics(declared: Sequence[MetricDeclaration]) -> dict[str, Checked]:
    """The declared metrics, each accepted with the unit that it declares.

    *Errors*: ``InputError`` with every metric that is refused and why.
    """
    accepted: dict[str, Checked] = {}
    wrong: list[Diagnostic] = []
    for metric in declared:
        try:
            checked = check_expression(metric.expression, TABLES)
        except RefusedExpression as refused:
            wrong += [_refused(metric, reason) for reason in refused.reasons]
            continue
        if checked.unit != metric.unit:
            wrong.append(_unit(metric, checked.unit))
        accepted[metric.id] = checked
    if wrong:
        raise InputError(wrong)
    return accepted


def compute(
    metrics: Mapping[str, Checked],
    lake: Lake,
    grain: str | None = "month",
    dimensions: Sequence[str] = (),
    known_on: date | None = None,
    stocks: Collection[str] = (),
) -> Computed:
    """All ``metrics`` in one query; those named in ``stocks`` as they were at each period's end.

    *Errors*: ``ValueError`` for a grain or dimension that is not there.
    """
    sql = compile_query(metrics, grain, dimensions).sql(dialect="duckdb")
    units = {name: checked.unit for name, checked in metrics.items()}
    with ledger_opened(lake, known_on) as connection:
        found = rows(connection, sql)
        if grain is None:
            return Computed(tuple(found), units, sql, known_on)
        if MONTHS[grain] == 1:
            found, parts = months_alone(connection, metrics, found, dimensions)
            return Computed(tuple(found), units, sql, known_on, parts)
        flows = {name: checked for name, checked in metrics.items() if name not in stocks}
        found, parts = judged(connection, flows, found, grain, dimensions)
        there = [name for name in metrics if name in stocks]
        if there:
            monthly = compile_query({name: metrics[name] for name in there}, "month", dimensions)
            found = at_the_end(
                found, rows(connection, monthly.sql(dialect="duckdb")), there, grain, dimensions
            )
    return Computed(tuple(found), units, sql, known_on, parts)


def _refused(metric: MetricDeclaration, reason: Bilingual) -> Diagnostic:
    place = Place(file="metrics", item=metric.id)
    return Diagnostic("metric.expression", Severity.ERROR, reason, (place,), found=metric.expression)


def _unit(metric: MetricDeclaration, unit: str) -> Diagnostic:
    message = Bilingual("声明的单位与表达式不符", "the declared unit is not the expression's")
    place = Place(file="metrics", item=metric.id)
    return Diagnostic(
        "metric.unit", Severity.ERROR, message, (place,), found=metric.unit or "1", expected=unit or "1"
    )
