"""The page behind a computed number: declaration, formula, query, loads, and the cells of the files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from rongshu.facts.lake.lake import Load
from rongshu.metrics.values.inquiry import period_written
from rongshu.metrics.values.trace import PAGE, Trace, trace
from rongshu.office.loads.wording import STATE_NAMES, measure_name
from rongshu.office.pages.parts.amounts import decimal_of, growth, shown
from rongshu.office.pages.parts.figures import Figure, grouped
from rongshu.office.pages.parts.naming import group_name
from rongshu.office.pages.running.lake import Metric, once, settled, unit_read
from rongshu.office.pages.running.monitoring import GROUPS, Asked, Source
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.quantity import written_decimal

FIRM = Bilingual("企业", "Firm")


@dataclass(frozen=True, slots=True)
class LoadLine:
    """One load's part in a value, by measure."""

    load: Load | None
    id: str
    measure: str
    figures: int
    known: int
    total: Figure
    span: str


@dataclass(frozen=True, slots=True)
class CellLine:
    """One figure of one firm, with the place it stands in."""

    firm: str
    period: str
    measure: str
    value: str
    state: str
    file: str
    sheet: str
    cell: str
    load: str


@dataclass(frozen=True, slots=True)
class TracePage:
    """Everything behind one value."""

    metric: Metric
    value: Figure
    exact: str
    unit: str
    period: str
    months: str
    groups: tuple[tuple[Bilingual, Bilingual], ...]
    measures: tuple[str, ...]
    sql: str
    loads: tuple[LoadLine, ...]
    cells: tuple[CellLine, ...]
    count: int
    page: int
    pages: int


def trace_page(
    source: Source,
    loads: Mapping[str, Load],
    metric: Metric,
    asked: Asked,
    groups: Mapping[str, str],
    page: int,
) -> TracePage:
    """The trace of one value; the cells come by pages."""
    day = settled(source.lake, asked.known_on)
    key = ("traced", metric.checked.text, asked.month, tuple(groups.items()), page)
    found = once(
        source.lake,
        day,
        key,
        lambda: trace(metric.checked, source.lake, asked.month, groups, day, (page - 1) * PAGE),
    )
    units = {column.name: column.unit for column in metric.checked.table.columns}
    exact = decimal_of(found.value)
    return TracePage(
        metric=metric,
        value=figure_for(metric, found.value),
        exact=written_decimal(exact) if exact is not None else "",
        unit=found.unit,
        period=period_written(asked.month, "month"),
        months=_span(found),
        groups=tuple(_group(name, value) for name, value in groups.items()),
        measures=tuple(measure_name(name) for name in found.inputs.measures),
        sql=found.sql,
        loads=tuple(_load_line(row, loads, units) for row in found.loads),
        cells=tuple(_cell_line(row, loads) for row in found.cells),
        count=found.count,
        page=page,
        pages=max(1, -(-found.count // PAGE)),
    )


def figure_for(metric: Metric, value: object) -> Figure:
    """The value as the page writes it: growth with its sign, counts without decimals."""
    expression = metric.declared.expression.lower()
    if "yoy" in expression or "mom" in expression:
        return growth(value)
    return shown(value, unit_read(metric), 0 if expression.startswith("count") else None)


def _group(name: str, value: str) -> tuple[Bilingual, Bilingual]:
    return GROUPS.get(name, FIRM), group_name(name, value)


def _span(found: Trace) -> str:
    months = found.inputs.months
    runs = [[months[0], months[0]]]
    for month in months[1:]:
        if month == runs[-1][1] + 1:
            runs[-1][1] = month
        else:
            runs.append([month, month])
    written = (" … ".join(dict.fromkeys(period_written(end, "month") for end in run)) for run in runs)
    return _("、").join(written)


def _load_line(row: Mapping[str, Any], loads: Mapping[str, Load], units: Mapping[str, str]) -> LoadLine:
    ends = dict.fromkeys(period_written(int(row[end]), "month") for end in ("first", "last"))
    total = shown(row["total"], units.get(row["measure"], ""))
    return LoadLine(
        loads.get(row["load_id"]),
        row["load_id"],
        measure_name(row["measure"]),
        row["figures"],
        row["known"],
        total,
        " … ".join(ends),
    )


def _cell_line(row: Mapping[str, Any], loads: Mapping[str, Load]) -> CellLine:
    load = loads.get(row["load_id"])
    last = int(row["month"])
    ends = dict.fromkeys(period_written(each, "month") for each in (last - int(row["months"]) + 1, last))
    value = row["value"]
    return CellLine(
        row["firm"],
        " … ".join(ends),
        measure_name(row["measure"]),
        grouped(value) if value is not None else "",
        str(STATE_NAMES.get(row["state"], row["state"])),
        load.file if load else row["load_id"],
        row["sheet"],
        row["cell"],
        row["load_id"],
    )
