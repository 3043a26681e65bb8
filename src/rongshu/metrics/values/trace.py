"""Where a computed value comes from: the months and measures it reads, the loads and cells behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlglot import exp

from rongshu.facts.lake.lake import Lake
from rongshu.facts.lake.ledger import ledger_opened
from rongshu.facts.tables.duckdb_engine import rows
from rongshu.metrics.language.expression import Checked
from rongshu.metrics.values.query import compile_query

PAGE = 50


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a value at one month reads: columns of the table, and months since year 0."""

    measures: tuple[str, ...]
    months: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """One value and everything that it was made of.

    *Shape*: ``loads`` one row a load and measure (load_id, measure, figures, known, total, first, last);
    ``cells`` one page of the single figures (firm, month, months, measure, value, state, load_id, sheet,
    cell), ``count`` how many there are.
    """

    value: Any
    unit: str
    sql: str
    inputs: Inputs
    loads: tuple[Mapping[str, Any], ...]
    cells: tuple[Mapping[str, Any], ...]
    count: int


def inputs_of(checked: Checked, month: int) -> Inputs:
    """The measures and months behind the value of ``month``; words over periods widen the months."""
    names = sorted({column.name.lower() for column in checked.tree.find_all(exp.Column)})
    numbers = {column.name for column in checked.table.columns if column.unit}
    wide = _months(checked.tree, frozenset({month}))
    return Inputs(tuple(name for name in names if name in numbers), tuple(sorted(wide)))


def _months(node: exp.Expression, asked: frozenset[int]) -> frozenset[int]:
    if isinstance(node, exp.Anonymous):
        asked = _widened(node, asked)
    parts = [part for part in node.iter_expressions() if isinstance(part, exp.Expression)]
    reached = [_months(part, asked) for part in parts if part.find(exp.Column)]
    return frozenset().union(*reached) if reached else asked


def _widened(word: exp.Anonymous, asked: frozenset[int]) -> frozenset[int]:
    name = str(word.this).lower()
    if name == "ytd":
        return frozenset(each for month in asked for each in range(month - month % 12, month + 1))
    if name == "rolling":
        back = int(str(word.expressions[1].this))
        return frozenset(each for month in asked for each in range(month - back + 1, month + 1))
    if name in ("yoy", "last_year"):
        earlier = {month - 12 for month in asked}
        return frozenset(earlier if name == "last_year" else asked | earlier)
    if name in ("mom", "last_month"):
        earlier = {month - 1 for month in asked}
        return frozenset(earlier if name == "last_month" else asked | earlier)
    return asked


def trace(
    checked: Checked,
    lake: Lake,
    month: int,
    groups: Mapping[str, str],
    known_on: date | None = None,
    first: int = 0,
) -> Trace:
    """The value of ``checked`` at ``month`` in one group (column → name; empty for not stated), explained.

    ``first`` is where the page of cells starts.  *Errors*: ``ValueError`` for a column that is not there.
    """
    metrics, columns = {"value": checked}, list(groups)
    inputs = inputs_of(checked, month)
    with ledger_opened(lake, known_on) as connection:
        connection.execute(_CREATED.format("few_months", _few(inputs)))
        value = compile_query(metrics, "month", columns, source="few_months").sql(dialect="duckdb")
        found = rows(connection, value)
        connection.execute(_CREATED.format("traced", _traced(inputs, groups)))
        loads = rows(
            connection, f"SELECT {_SUMMED} FROM traced GROUP BY ALL ORDER BY first, load_id, measure"
        )
        page = f"ORDER BY month DESC, firm, measure LIMIT {PAGE} OFFSET {int(first)}"
        cells = rows(connection, f"SELECT * FROM traced {page}")
    sql = compile_query(metrics, "month", columns).sql(dialect="duckdb", pretty=True)
    answer = next((row["value"] for row in found if _is_asked(row, month, groups)), None)
    count = sum(int(str(row["figures"])) for row in loads)
    return Trace(answer, checked.unit, sql, inputs, tuple(loads), tuple(cells), count)


# a cursor's own, gone with it
_CREATED = "CREATE OR REPLACE TEMP TABLE {} AS {}"
_SUMMED = (
    "load_id, measure, count(*) AS figures, count(value) AS known, sum(value) AS total,"
    " min(month) AS first, max(month) AS last"
)


def _few(inputs: Inputs) -> str:
    """The months that the value reads: words over periods see the same rows as in the whole table."""
    months = ", ".join(str(month) for month in inputs.months)
    return f"SELECT * FROM firm_month WHERE month IN ({months})"


def _traced(inputs: Inputs, groups: Mapping[str, str]) -> str:
    """The readings behind the value: those of the firms that are in the group in that month."""
    lowest, highest = min(inputs.months), max(inputs.months)
    measures = ", ".join(_text(name) for name in inputs.measures) or "NULL"
    inside = " AND ".join(f"coalesce({name}, '') = {_text(value)}" for name, value in groups.items())
    return f"""
        SELECT r.subject AS firm, f.month AS month, r.months, r.measure, r.value, r.state,
               r.load_id, r.sheet, r.cell
        FROM readings r
        JOIN (SELECT firm, month FROM few_months WHERE {inside or "true"}) f
          ON f.firm = r.subject
        LEFT JOIN (SELECT * FROM several WHERE covers = stands) l
          ON l.subject = r.subject AND l.measure = r.measure AND l.stands = f.month AND r.months > 1
          AND r.month = l.begun AND r.month + r.months - 1 BETWEEN l.since - 1 AND l.ended
        WHERE r.subject_kind = 'firm' AND r.measure IN ({measures})
          AND (l.subject IS NOT NULL
               OR (f.month = r.month + r.months - 1 AND (r.months = 1 OR r.value IS NULL)))
          AND r.month BETWEEN {lowest - 11} AND {highest}"""


def _is_asked(row: Mapping[str, Any], month: int, groups: Mapping[str, str]) -> bool:
    return row["period"] == month and all((row[name] or "") == value for name, value in groups.items())


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
