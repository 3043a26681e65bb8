"""A set of checked metrics, a grain and dimensions in; one query out, as a tree for either engine.

*Shape* of the answer: one row for each period and combination of dimensions: ``period`` (whole number of
grains since year 0), the dimensions, one column a metric.  Aggregates that several metrics share are
computed once; words over periods become windows over whole months, so a missing month is never skipped over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlglot import exp

from rongshu.facts.tables.table import Table
from rongshu.metrics.language.allowed import FUNCTIONS
from rongshu.metrics.language.expression import Checked

STEPS = {"month": 12, "quarter": 4, "year": 1}
MONTHS = {"month": 1, "quarter": 3, "year": 12}
_DOMAINS: dict[type[exp.Expr], tuple[type[exp.Expr], int]] = {
    exp.Ln: (exp.GT, 0),
    exp.Sqrt: (exp.GTE, 0),
    exp.Exp: (exp.LTE, 700),  # beyond it a double is infinite
}


@dataclass
class _Leaves:
    """Shared aggregates and the windows asked over them: column name → its expression, by stage."""

    grain: str
    dimensions: tuple[str, ...]
    aggregates: dict[str, str] = field(default_factory=dict)
    stages: tuple[dict[str, exp.Expr], ...] = field(default_factory=lambda: ({}, {}, {}))

    def aggregate(self, node: exp.Expr) -> str:
        """The column of an aggregate, the same one for the same text."""
        return self.aggregates.setdefault(node.sql(dialect="duckdb"), f"a{len(self.aggregates)}")

    def window(self, stage: int, name: str, expression: exp.Expr) -> exp.Column:
        """A window column of a stage, made once."""
        self.stages[stage].setdefault(name, expression)
        return exp.column(name)


def compile_query(
    metrics: Mapping[str, Checked],
    grain: str | None = None,
    dimensions: Sequence[str] = (),
    source: str = "",
    top: tuple[str, int] | None = None,
) -> exp.Select:
    """One query for all ``metrics``; ``source`` replaces the table's name where given.

    ``top`` keeps, in each period, the groups with the so many largest values of one of the metrics.

    *Errors*: ``ValueError`` when the metrics read different tables, a dimension is missing, or a word over
    periods is used without a grain.
    """
    table = _one_table(metrics)
    _known_dimensions(table_columns := {column.name.lower() for column in table.columns}, dimensions)
    if grain is not None and (grain not in STEPS or "month" not in table_columns):
        raise ValueError(
            f"no grain {grain!r} for {table.name}; a month column and month, quarter or year are needed"
        )
    leaves = _Leaves(grain or "", tuple(dimensions))
    finals = {name: _lowered(checked.tree.copy(), (), leaves) for name, checked in metrics.items()}
    query = _staged(leaves, finals, source or table.name)
    return _topped(query, top, bool(grain)) if top else query


def _one_table(metrics: Mapping[str, Checked]) -> Table:
    tables = {checked.table.name: checked.table for checked in metrics.values()}
    if len(tables) != 1:
        raise ValueError(f"one query reads one table; these read {', '.join(sorted(tables)) or 'none'}")
    return next(iter(tables.values()))


def _known_dimensions(columns: set[str], dimensions: Sequence[str]) -> None:
    missing = [name for name in dimensions if name.lower() not in columns]
    if missing:
        raise ValueError(f"no such column to group by: {', '.join(missing)}")


# --- from a tree to columns -------------------------------------------------------------------------


def _lowered(node: exp.Expr, stage: tuple[str, ...], leaves: _Leaves) -> exp.Expr:
    """The tree with aggregates and words replaced by columns; divisions guarded."""
    if isinstance(node, exp.Filter) or _aggregates(node):
        return _leaf(node, stage, leaves)
    if isinstance(node, exp.Anonymous):
        return _word(node, stage, leaves)
    if isinstance(node, exp.Column):
        return exp.column(node.name)
    if isinstance(node, exp.Div):
        left, right = (_lowered(part, stage, leaves) for part in (node.this, node.expression))
        return _quotient(left, right)
    for key, value in list(node.args.items()):
        if isinstance(value, exp.Expr):
            node.set(key, _lowered(value, stage, leaves))
        elif isinstance(value, list):
            node.set(key, [_lowered(part, stage, leaves) for part in value])
    return _guarded(node)


def _aggregates(node: exp.Expr) -> bool:
    function = FUNCTIONS.get(type(node))
    return bool(function and function.aggregate)


def _quotient(left: exp.Expr, right: exp.Expr) -> exp.Expr:
    """left / right as a double, null where the divisor is zero."""
    divisor = exp.Nullif(this=exp.cast(right, "double"), expression=exp.Literal.number(0))
    return exp.Div(this=exp.cast(left, "double"), expression=divisor, typed=False, safe=False)


def _plain(node: exp.Expr) -> exp.Expr:
    """An aggregate with its columns unqualified and its inner divisions guarded."""
    return _lowered_row(node.copy())


def _lowered_row(node: exp.Expr) -> exp.Expr:
    if isinstance(node, exp.Column):
        return exp.column(node.name)
    for key, value in list(node.args.items()):
        if isinstance(value, exp.Expr):
            node.set(key, _lowered_row(value))
        elif isinstance(value, list):
            node.set(key, [_lowered_row(part) if isinstance(part, exp.Expr) else part for part in value])
    if isinstance(node, exp.Div):
        return _quotient(node.this, node.expression)
    if isinstance(node, exp.Anonymous) and str(node.this).lower() == "safe_divide":
        return _quotient(*node.expressions)
    return _guarded(node)


def _guarded(node: exp.Expr) -> exp.Expr:
    """A function outside its domain is null, never an error or infinity."""
    if isinstance(node, exp.Mod):
        divisor = exp.Nullif(this=node.expression, expression=exp.Literal.number(0))
        return exp.Mod(this=node.this, expression=divisor)
    for function, (comparison, bound) in _DOMAINS.items():
        if isinstance(node, function):
            inside = comparison(this=exp.paren(node.this.copy()), expression=exp.Literal.number(bound))
            return exp.Case().when(inside, node)
    return node


def _leaf(node: exp.Expr, stage: tuple[str, ...], leaves: _Leaves) -> exp.Expr:
    name = leaves.aggregate(_plain(node))
    for step in stage:
        name = _window(name, step, leaves).name
    return exp.column(name)


def _word(node: exp.Anonymous, stage: tuple[str, ...], leaves: _Leaves) -> exp.Expr:
    name, first = str(node.this).lower(), node.expressions[0]
    if name == "safe_divide":
        return _quotient(*(_lowered(part, stage, leaves) for part in node.expressions))
    if name == "weighted":
        return _weighted(node, stage, leaves)
    if name == "ranking":
        return _rank(_lowered(first, stage, leaves), leaves)
    if name == "share":
        return _quotient(_lowered(first.copy(), stage, leaves), _lowered(first, (*stage, "all"), leaves))
    if not leaves.grain:
        raise ValueError(f"{name} needs a grain: month, quarter or year")
    if name == "rolling":
        return _lowered(first, (f"r{node.expressions[1].this}", *stage), leaves)
    if name == "ytd":
        return _lowered(first, ("ytd", *stage), leaves)
    if name in ("last_year", "last_month"):
        return _lowered(first, (*stage, "ly" if name == "last_year" else "lm"), leaves)
    before = "ly" if name == "yoy" else "lm"
    now, then = _lowered(first.copy(), stage, leaves), _lowered(first, (*stage, before), leaves)
    return exp.paren(exp.Sub(this=_quotient(now, then), expression=exp.Literal.number(1)))


def _rank(value: exp.Expr, leaves: _Leaves) -> exp.Expr:
    """The place of a value among all groups of its period; nulls come last."""
    keys: list[exp.Expr] = [exp.column("period")] if leaves.grain else []
    order = exp.Order(expressions=[exp.Ordered(this=value, desc=True, nulls_first=False)])
    return exp.Window(this=exp.Anonymous(this="RANK"), partition_by=keys, order=order)


def _weighted(node: exp.Anonymous, stage: tuple[str, ...], leaves: _Leaves) -> exp.Expr:
    value, weight = node.expressions
    product = exp.Mul(this=exp.paren(value.copy()), expression=exp.paren(weight.copy()))
    counted = exp.Case().when(
        exp.Not(this=exp.Is(this=exp.paren(value.copy()), expression=exp.Null())), weight.copy()
    )
    above = _leaf(exp.Sum(this=product), stage, leaves)
    return _quotient(above, _leaf(exp.Sum(this=counted), stage, leaves))


# --- windows over whole periods -----------------------------------------------------------------------


def _window(column: str, step: str, leaves: _Leaves) -> exp.Column:
    name = f"{column}_{step}"
    keys = [exp.column(dimension) for dimension in leaves.dimensions]
    if step == "all":
        whole = [exp.column("period")] if leaves.grain else []
        return leaves.window(2, name, _over(column, whole, None, 0))
    steps = STEPS[leaves.grain]
    if step == "ytd":
        year = exp.cast(
            exp.Floor(this=exp.Div(this=exp.column("period"), expression=exp.Literal.number(steps))), "int"
        )
        return leaves.window(0, name, _over(column, [*keys, year], "UNBOUNDED", 0))
    if step.startswith("r"):
        return leaves.window(0, name, _rolling(column, keys, int(step[1:])))
    distance = steps if step == "ly" else 1
    return leaves.window(1, name, _over(column, keys, distance, distance, exp.Max))


def _rolling(column: str, keys: Sequence[exp.Expr], months: int) -> exp.Expr:
    """The sum over ``months`` periods, null unless every one of them is there."""
    total = _over(column, keys, months - 1, 0)
    there = _over(column, keys, months - 1, 0, exp.Count)
    whole = exp.EQ(this=there, expression=exp.Literal.number(months))
    return exp.Case().when(whole, total)


def _over(
    column: str, keys: Sequence[exp.Expr], first: int | str | None, last: int, of: type[exp.Expr] = exp.Sum
) -> exp.Expr:
    """``of(column)`` over the rows of the same keys whose period lies ``first`` to ``last`` before."""
    window = exp.Window(this=of(this=exp.column(column)), partition_by=[key.copy() for key in keys])
    if first is None:
        return window
    order = exp.Order(expressions=[exp.Ordered(this=exp.column("period"), nulls_first=False)])
    start: object = "UNBOUNDED" if first == "UNBOUNDED" else exp.Literal.number(first)
    end: object = exp.Literal.number(last) if last else "CURRENT ROW"
    window.set("order", order)
    window.set(
        "spec",
        exp.WindowSpec(
            kind="RANGE",
            start=start,
            start_side="PRECEDING",
            end=end,
            end_side="PRECEDING" if last else None,
        ),
    )
    return window


# --- the query ---------------------------------------------------------------------------------------


def _staged(leaves: _Leaves, finals: Mapping[str, exp.Expr], source: str) -> exp.Select:
    keys = (["period"] if leaves.grain else []) + list(leaves.dimensions)
    query = exp.select().from_(exp.to_identifier("grouped"))
    query = query.with_("grouped", as_=_grouped(leaves, source), copy=False)
    last = "grouped"
    for number, stage in enumerate(leaves.stages):
        if stage:
            columns = [exp.alias_(expression, name) for name, expression in stage.items()]
            staged = exp.select("*", *columns).from_(last)
            last = ("running", "shifted", "whole")[number]
            query = query.with_(last, as_=staged, copy=False)
    outcomes = [exp.alias_(expression, name, quoted=True) for name, expression in finals.items()]
    query = query.from_(last).select(*[exp.column(key) for key in keys], *outcomes, append=False)
    return query.order_by(*map(_ascending, keys)) if keys else query


def _topped(query: exp.Select, top: tuple[str, int], by_period: bool) -> exp.Select:
    """Only the groups that are among the largest of their period."""
    name, count = top
    order = exp.Order(
        expressions=[exp.Ordered(this=exp.column(name, quoted=True), desc=True, nulls_first=False)]
    )
    keys: list[exp.Expr] = [exp.column("period")] if by_period else []
    place = exp.Window(this=exp.Anonymous(this="RANK"), partition_by=keys, order=order)
    inner = exp.select("*", exp.alias_(place, "place")).from_(query.subquery("computed"))
    kept = exp.select("*").from_(inner.subquery("placed")).where(f"place <= {int(count)}")
    return kept.order_by(*[_ascending(key.name) for key in keys], _ascending("place"))


def _ascending(name: str) -> exp.Expr:
    """In rising order, what is not known last: the engines' habits differ."""
    return exp.Ordered(this=exp.column(name), nulls_first=False)


def _grouped(leaves: _Leaves, source: str) -> exp.Select:
    period = _period(leaves.grain)
    keys: list[exp.Expr] = [exp.alias_(period, "period")] if period is not None else []
    keys += [exp.column(dimension) for dimension in leaves.dimensions]
    aggregates = [
        exp.alias_(exp.maybe_parse(text, dialect="duckdb"), name) for text, name in leaves.aggregates.items()
    ]
    grouped = exp.select(*keys, *aggregates).from_(exp.to_identifier(source))
    by = ([period.copy()] if period is not None else []) + [exp.column(name) for name in leaves.dimensions]
    return grouped.group_by(*by) if by else grouped


def _period(grain: str) -> exp.Expr | None:
    if not grain:
        return None
    if grain == "month":
        return exp.column("month")
    months = exp.Div(this=exp.column("month"), expression=exp.Literal.number(MONTHS[grain]))
    return exp.cast(exp.Floor(this=months), "int")
