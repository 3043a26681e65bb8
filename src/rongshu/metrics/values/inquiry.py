"""One metric asked of a folder of files: for scripts, notebooks and for checking an expression."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlglot import exp

from rongshu.facts.intake.meter_intake import customers
from rongshu.facts.tables.duckdb_engine import binding_problem, opened, plain, rows
from rongshu.facts.tables.meters import METERS, meters_opened
from rongshu.facts.tables.table import Table
from rongshu.metrics.language.expression import Checked, RefusedExpression, check_expression
from rongshu.metrics.values.compute import TABLES
from rongshu.metrics.values.query import MONTHS, compile_query
from rongshu.metrics.values.whole_periods import Part, parts_of
from rongshu.terms.bilingual import Bilingual

_DIGITS = 9  # a reading is kept to seven digits, and what is behind them in a sum is noise
_WRITTEN = {"month": "{0}-{1:02d}", "quarter": "{0}Q{1}", "year": "{0}"}


def answer_metric(
    text: str,
    folder: Path,
    grain: str | None = None,
    dimensions: Sequence[str] = (),
    units: dict[str, str] | None = None,
) -> dict[str, Any]:
    """The metric's values over the files of ``folder``, with its unit and the SQL that gave them.

    Quarters and years whose months are not all there are listed as ``incomplete``, with how many are.

    *Errors*: ``RefusedExpression`` with every reason; ``InputError`` for files that cannot be read.
    """
    with opened(folder, units) as (connection, tables):
        _known_units(text, tables, units)
        checked = accepted(text, tables)
        return _answered(connection, checked, _query(checked, grain, dimensions), grain, dimensions)


def answer_meters(
    text: str, folder: Path, grain: str | None = None, dimensions: Sequence[str] = ()
) -> dict[str, Any]:
    """The same over the meter files of ``folder``; firms come out by the names that their files gave them.

    *Cost*: sums by firm and month are kept beside the files: only months that have changed are read again.
    *Errors*: ``RefusedExpression`` with every reason.
    """
    checked = accepted(text, [METERS])
    query = _query(checked, grain, dimensions)
    with meters_opened(folder, query, keep=True) as connection:
        answer = _answered(connection, checked, query, grain, dimensions)
    names = customers(folder)
    for row in (*answer["values"], *answer["incomplete"]):
        if "firm" in row:
            row["firm"] = names.get(row["firm"], row["firm"])
        if isinstance(row.get("value"), float):
            row["value"] = float(f"{row['value']:.{_DIGITS}g}")
    return answer


def _query(checked: Checked, grain: str | None, dimensions: Sequence[str]) -> exp.Select:
    try:
        return compile_query({"value": checked}, grain, dimensions)
    except ValueError as problem:
        raise RefusedExpression(checked.text, [Bilingual(str(problem), str(problem))]) from problem


def _answered(
    connection: Any, checked: Checked, query: exp.Select, grain: str | None, dimensions: Sequence[str]
) -> dict[str, Any]:
    sql = query.sql(dialect="duckdb")
    try:
        answer = rows(connection, sql)
    except ValueError as problem:
        reason = Bilingual(f"引擎无法计算：{problem}", f"the engine cannot compute it: {problem}")
        raise RefusedExpression(checked.text, [reason]) from problem
    parts = {} if grain in (None, "month") else parts_of(connection, checked, answer, str(grain), dimensions)
    found = [{name: plain(value) for name, value in row.items()} for row in answer]
    for row in found:
        if grain:
            row["period"] = period_written(int(str(row["period"])), grain)
    return {
        "expression": checked.text,
        "table": checked.table.name,
        "unit": checked.unit,
        "values": found,
        "incomplete": [
            {**{name: value for name, value in found[number].items() if name != "value"}, **_months(part)}
            for number, part in parts.items()
        ],
        "sql": sql,
    }


def _months(part: Part) -> dict[str, int]:
    return {"months": part.months, "of": part.of}


def check_metric(
    text: str, folder: Path | None = None, units: dict[str, str] | None = None
) -> dict[str, Any]:
    """That the expression is accepted, with its unit and kind; one that always divides by zero is not.

    Over the tables of ``folder``, or over the declared tables of facts where there is none.
    *Errors*: ``RefusedExpression`` with every reason.
    """
    if folder is None:
        checked = accepted(text, TABLES)
    else:
        with opened(folder, units) as (_connection, tables):
            _known_units(text, tables, units)
            checked = accepted(text, tables)
    _divides(checked)
    return {
        "accepted": True,
        "expression": text,
        "table": checked.table.name,
        "kind": str(checked.kind),
        "unit": checked.unit,
    }


def _divides(checked: Checked) -> None:
    """*Errors*: ``RefusedExpression`` where a divisor is the number zero: the value would always be null."""
    for node in checked.tree.find_all(exp.Div, exp.Mod):
        divisor = node.expression.unnest()
        if isinstance(divisor, exp.Literal) and divisor.is_number and Decimal(divisor.this) == 0:
            zh, en = f"除数恒为零：{node.sql()}", f"division by zero, always null: {node.sql()}"
            raise RefusedExpression(checked.text, [Bilingual(zh, en)])


def _known_units(text: str, tables: Sequence[Table], units: dict[str, str] | None) -> None:
    """*Errors*: ``RefusedExpression`` for a unit of a column that no table has."""
    strange = [name for name in units or {} if not any(table.column(name) for table in tables)]
    if strange:
        listed = "、".join(strange)
        reason = Bilingual(f"--unit：没有列 {listed}", f"--unit: no column {listed}")
        raise RefusedExpression(text, [reason])


def accepted(text: str, tables: Sequence[Table]) -> Checked:
    """The expression after both checks: the tree's and the engine's on empty tables."""
    checked = check_expression(text, tables)
    grain = "month" if checked.table.column("month") else None
    try:
        query = compile_query({"value": checked}, grain)
    except ValueError as refused:
        raise RefusedExpression(text, [Bilingual(str(refused), str(refused))]) from refused
    problem = binding_problem(query.sql(dialect="duckdb"), [checked.table])
    if problem:
        raise RefusedExpression(text, [Bilingual(f"引擎拒绝：{problem}", f"the engine refuses: {problem}")])
    return checked


def period_written(number: int, grain: str) -> str:
    """A period counted in grains since year 0, as it is written: ``2025-06``, ``2025Q2``, ``2025``."""
    months = number * MONTHS[grain]
    return _WRITTEN[grain].format(months // 12, months % 12 // MONTHS[grain] + 1)
