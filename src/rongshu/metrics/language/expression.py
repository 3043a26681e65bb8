"""A declared metric expression, parsed and checked: accepted with its unit, or refused with every reason.

The language is SQL scalar and aggregate expressions over one fact table, plus words over periods (``ytd``,
``yoy``, ``rolling``…).  There are no statements, subqueries, files, windows or casts.  This is the first
check; the second binds the compiled query on empty tables of the engine.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from rongshu.facts.tables.table import Column, Kind, Table
from rongshu.metrics.language.allowed import (
    ARITHMETIC,
    COMPARISONS,
    FUNCTIONS,
    LOGIC,
    NAMES,
    PERIOD_WORDS,
    REFUSED,
)
from rongshu.metrics.language.measure import ANY, NUMBER, Measure
from rongshu.terms.bilingual import Bilingual

LONGEST = 4000
DEEPEST = 60
DEEPEST_TREE = 120  # a chain of operators is as deep as it is long
LARGEST = Decimal(10) ** 30
NUMBERS = (Kind.NUMBER, Kind.WHOLE, Kind.MONTH)
SUMMABLE = (Kind.NUMBER, Kind.WHOLE)
_CLASS = re.compile(r"<class '[\w.]*?(\w+)'>")
STATEMENT = re.compile(
    r"\s*(alter|attach|call|checkpoint|copy|create|delete|describe|detach|drop|explain|export|from|import|insert"
    r"|install|load|pragma|select|set|summarize|table|truncate|update|use|vacuum|values|with)\b\s*[\w'\"(*]",
    re.IGNORECASE,
)
# words over periods that make the same kind of window; two of a kind cannot stand one in the other
WINDOWS = {
    "ytd": "running", "rolling": "running", "last_year": "shift", "last_month": "shift",
    "yoy": "shift", "mom": "shift", "share": "whole", "ranking": "place",
}  # fmt: skip
NOT_ADDITIVE = frozenset({"yoy", "mom", "share", "ranking"})


NO_STATEMENT = Bilingual("只能是一个表达式，不能是语句或子句", "one expression only, no statement or clause")


@dataclass(frozen=True, slots=True)
class Checked:
    """An accepted expression: its tree, the one table it reads, its unit, and whether it is additive."""

    text: str
    tree: exp.Expression
    table: Table
    kind: Kind
    unit: str


class RefusedExpression(ValueError):
    """Raised with every reason why an expression cannot be taken."""

    def __init__(self, text: str, reasons: Sequence[Bilingual]) -> None:
        self.text = text
        self.reasons = tuple(reasons)
        super().__init__("；".join(reason.zh for reason in reasons))


@dataclass(frozen=True, slots=True)
class _Judged:
    """Kind, unit and level (``constant``, ``row`` or ``aggregate``) of a part of the tree."""

    kind: Kind | None
    unit: Measure
    level: str


def check_expression(text: str, tables: Sequence[Table]) -> Checked:
    """The expression with its unit.  *Errors*: ``RefusedExpression`` with all reasons at once."""
    tree = _parsed(text)
    table, reasons = _only_table(tree, tables)
    judge = _Judge(table)
    judged = judge.judged(tree, inside=False)
    reasons += judge.reasons
    if not reasons and judged.level != "aggregate":
        reasons.append(Bilingual("指标必须包含汇总函数，如 sum(…)", "a metric must aggregate, as in sum(…)"))
    if not reasons and judged.kind not in (None, *NUMBERS):
        reasons.append(Bilingual("指标必须是数值", f"a metric is a number, not {judged.kind}"))
    if reasons:
        raise RefusedExpression(text, list(dict.fromkeys(reasons)))
    return Checked(text, tree, table, judged.kind or Kind.NUMBER, str(judged.unit))


def _parsed(text: str) -> exp.Expression:
    if len(text) > LONGEST:
        raise RefusedExpression(
            text[:40], [Bilingual(f"表达式超过 {LONGEST} 字符", f"longer than {LONGEST} characters")]
        )
    if _nesting(text) > DEEPEST:
        raise RefusedExpression(
            text[:40], [Bilingual(f"括号嵌套超过 {DEEPEST} 层", f"nested deeper than {DEEPEST}")]
        )
    if STATEMENT.match(text):
        raise RefusedExpression(text, [NO_STATEMENT])
    try:
        statements = sqlglot.parse("SELECT " + text, read="duckdb")
    except (SqlglotError, RecursionError) as problem:
        first = _CLASS.sub(r"\1", str(problem).splitlines()[0])[:120]
        raise RefusedExpression(
            text, [Bilingual(f"无法解析：{first}", f"cannot be parsed: {first}")]
        ) from problem
    select = statements[0] if len(statements) == 1 else None
    if not isinstance(select, exp.Select) or len(select.expressions) != 1 or _clauses(select):
        raise RefusedExpression(text, [NO_STATEMENT])
    tree = select.expressions[0]
    assert isinstance(tree, exp.Expression)
    if _depth(tree) > DEEPEST_TREE:
        raise RefusedExpression(
            text[:40], [Bilingual(f"运算超过 {DEEPEST_TREE} 层", f"nested deeper than {DEEPEST_TREE}")]
        )
    return _plain(tree)


def _depth(tree: exp.Expression) -> int:
    """How deep the tree is, without recursion: what is too deep to walk must be refused, not crash."""
    level: list[exp.Expr] = [tree]
    depth = 0
    while level and depth <= DEEPEST_TREE:
        depth += 1
        level = [part for node in level for part in node.iter_expressions()]
    return depth


def _plain(tree: exp.Expression) -> exp.Expression:
    """The tree without comments, and with our own words as such where the parser has its own idea of them."""
    for node in list(tree.walk()):
        node.comments = None
        word = _in_our_words(node)
        if word is not None and node is tree:
            tree = word
        elif word is not None:
            node.replace(word)
    return tree


def _in_our_words(node: exp.Expr) -> exp.Expression | None:
    if isinstance(node, exp.SafeDivide):
        return exp.Anonymous(this="safe_divide", expressions=[node.this, node.expression])
    if not (isinstance(node, exp.Anonymous) and str(node.this).lower() == "top_n"):
        return None
    value, count = (*node.expressions, None, None)[:2]
    if len(node.expressions) != 2 or not (isinstance(count, exp.Literal) and count.is_int):
        return None
    place = exp.Anonymous(this="ranking", expressions=[value.copy()])
    return exp.Case().when(exp.LTE(this=place, expression=count.copy()), value.copy())


def _clauses(select: exp.Select) -> list[str]:
    return [name for name, value in select.args.items() if value and name != "expressions"]


def _nesting(text: str) -> int:
    depth = deepest = 0
    for sign in text:
        depth += (sign == "(") - (sign == ")")
        deepest = max(deepest, depth)
    return deepest


def _only_table(tree: exp.Expression, tables: Sequence[Table]) -> tuple[Table, list[Bilingual]]:
    """The one table that has all the columns; several are a cross join by accident."""
    columns = list(tree.find_all(exp.Column))
    named = {column.table.lower() for column in columns if column.table}
    unknown = named - {table.name.lower() for table in tables}
    if unknown:
        listed = "、".join(sorted(unknown))
        return tables[0], [Bilingual(f"没有名为 {listed} 的表", f"no table is named {listed}")]
    if len(named) > 1:
        listed = "、".join(sorted(named))
        reason = Bilingual(f"一个指标只能取一张表，这里有 {listed}", f"one table a metric, here are {listed}")
        return tables[0], [reason]
    if named:
        return next(table for table in tables if table.name.lower() in named), []
    return _table_of({column.name for column in columns}, tables)


def _table_of(names: set[str], tables: Sequence[Table]) -> tuple[Table, list[Bilingual]]:
    if not names and len(tables) > 1:
        listed = "、".join(table.name for table in tables)
        reason = Bilingual(f"没有写列名，不知是哪张表：{listed}", f"no column says which table: {listed}")
        return tables[0], [reason]
    whole = [table for table in tables if all(table.column(name) for name in names)]
    if len(whole) > 1 and names:
        listed = "、".join(table.name for table in whole)
        reason = Bilingual(
            f"列名在多张表中都有（{listed}），请写 表.列", f"columns stand in {listed}: write table.column"
        )
        return whole[0], [reason]
    if whole:
        return whole[0], []
    best = max(tables, key=lambda table: sum(1 for name in names if table.column(name)))
    scattered = [name for name in names if not best.column(name) and any(t.column(name) for t in tables)]
    if scattered:
        listed = "、".join(sorted(scattered))
        return best, [Bilingual(f"{listed} 在另一张表中，不能跨表相乘", f"{listed} stands in another table")]
    return best, []


class _Judge:
    """Walks a tree against one table and collects the reasons to refuse it."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.reasons: list[Bilingual] = []

    def refuse(self, zh: str, en: str) -> _Judged:
        """Note a reason and go on, so that all reasons come out at once."""
        self.reasons.append(Bilingual(zh, en))
        return _Judged(None, ANY, "constant")

    def judged(self, node: exp.Expression, inside: bool) -> _Judged:
        """What ``node`` is; ``inside`` an aggregate or not."""
        if isinstance(node, exp.Paren):
            return self.judged(node.this, inside)
        if isinstance(node, exp.Column):
            return self._column(node)
        if isinstance(node, (exp.Literal, exp.Boolean, exp.Null)):
            return self._constant(node)
        if type(node) in REFUSED:
            return self.refuse(*REFUSED[type(node)])
        if isinstance(node, exp.Filter):
            return self._filter(node, inside)
        if type(node) in FUNCTIONS:
            return self._function(node, inside)
        return self._composed(node, inside)

    def _composed(self, node: exp.Expression, inside: bool) -> _Judged:
        if isinstance(node, ARITHMETIC):
            return self._arithmetic(node, inside)
        if isinstance(node, (*COMPARISONS, exp.Between, exp.In, exp.Is, exp.Like)):
            return self._comparison(node, inside)
        if isinstance(node, LOGIC):
            return self._logic(node, inside)
        if isinstance(node, exp.Case):
            return self._case(node, inside)
        if isinstance(node, exp.Anonymous):
            return self._word(node, inside)
        name = (type(node).sql_name() if isinstance(node, exp.Func) else node.key).lower()
        return self.refuse(f"不允许 {name}", f"{name} is not allowed")

    def _column(self, node: exp.Column) -> _Judged:
        if node.args.get("db"):
            return self.refuse("列名不能带库名", "a column takes no schema name")
        column = self.table.column(node.name)
        if column is None:
            return self._unknown_column(node.name)
        return _Judged(column.kind, _unit(column), "row")

    def _unknown_column(self, name: str) -> _Judged:
        near = get_close_matches(name, [column.name for column in self.table.columns], 1)
        zh, en = (f"，是否指 {near[0]}？", f"; did you mean {near[0]}?") if near else ("", "")
        return self.refuse(
            f"{self.table.name} 没有列 {name}{zh}", f"{self.table.name} has no column {name}{en}"
        )

    def _constant(self, node: exp.Expression) -> _Judged:
        if isinstance(node, exp.Boolean):
            return _Judged(Kind.FLAG, NUMBER, "constant")
        if isinstance(node, exp.Literal) and node.is_string:
            return _Judged(Kind.TEXT, NUMBER, "constant")
        if isinstance(node, exp.Literal) and not _sane(str(node.this)):
            return self.refuse(f"数值过大：{node.this:.40}", f"the number is too large: {node.this:.40}")
        return _Judged(Kind.NUMBER if isinstance(node, exp.Literal) else None, ANY, "constant")

    def _function(self, node: exp.Expression, inside: bool) -> _Judged:
        function = FUNCTIONS[type(node)]
        if isinstance(node, exp.Count) and isinstance(node.this, exp.Star) and not inside:
            return _Judged(Kind.NUMBER, NUMBER, "aggregate")
        if function.aggregate and inside:
            return self.refuse(
                f"汇总函数不能嵌套：{function.name}", f"aggregates cannot nest: {function.name}"
            )
        parts = [self.judged(part, inside or function.aggregate) for part in _arguments(node)]
        if not parts:
            return self.refuse(f"{function.name} 缺少参数", f"{function.name} needs an argument")
        if node.args.get("decimals") is not None and function.name in ("floor", "ceil"):
            return self.refuse(f"{function.name} 只取一个参数", f"{function.name} takes one argument")
        if function.takes == "number":
            self._must_be_number(function.name, parts, SUMMABLE if function.aggregate else NUMBERS)
        elif function.gives == "same":
            self._same(function.name, parts)
        level = "aggregate" if function.aggregate else _level(parts)
        unit = parts[0].unit if function.unit == "same" else NUMBER
        kind = parts[0].kind if function.gives == "same" else Kind.NUMBER
        return _Judged(kind, unit, level)

    def _must_be_number(self, name: str, parts: Sequence[_Judged], kinds: Sequence[Kind] = NUMBERS) -> None:
        for part in parts:
            if part.kind is not None and part.kind not in kinds:
                self.refuse(
                    f"{name} 只接受数值，不接受 {part.kind}", f"{name} takes numbers, not {part.kind}"
                )

    def _same(self, name: str, parts: Sequence[_Judged]) -> None:
        known = [part for part in parts if part.kind is not None]
        for part in known[1:]:
            if (part.kind in NUMBERS) != (known[0].kind in NUMBERS):
                self.refuse(f"{name} 两边类型不同", f"{name} mixes {known[0].kind} and {part.kind}")
            elif not part.unit.fits(known[0].unit):
                self._units(name, known[0], part)
        levels = {part.level for part in parts} - {"constant"}
        if len(levels) > 1:
            self.refuse("汇总值与逐行值不能混用", "an aggregate and a row value cannot be mixed")

    def _units(self, name: str, left: _Judged, right: _Judged) -> None:
        a, b = str(left.unit) or "1", str(right.unit) or "1"
        self.refuse(f"{name} 两边单位不同：{a} 与 {b}", f"{name} mixes the units {a} and {b}")

    def _filter(self, node: exp.Filter, inside: bool) -> _Judged:
        judged = self.judged(node.this, inside)
        if judged.level != "aggregate" and not self.reasons:
            self.refuse("filter 只能跟在汇总函数后", "filter follows an aggregate only")
        condition = self.judged(node.expression.this, True)
        if condition.kind not in (Kind.FLAG, None):
            self.refuse("filter 需要条件", "filter needs a condition")
        return judged

    def _arithmetic(self, node: exp.Expression, inside: bool) -> _Judged:
        parts = [self.judged(part, inside) for part in node.iter_expressions()]
        self._must_be_number(_sign(node), parts)
        levels = {part.level for part in parts} - {"constant"}
        if len(levels) > 1:
            self.refuse("汇总值与逐行值不能混用", "an aggregate and a row value cannot be mixed")
        unit = parts[0].unit
        if isinstance(node, exp.Mul):
            unit = unit * parts[1].unit
        elif isinstance(node, exp.Div):
            unit = unit / parts[1].unit
        elif len(parts) == 2:
            if not unit.fits(parts[1].unit):
                self._units(_sign(node), *parts)
            unit = parts[1].unit if unit.any else unit
        return _Judged(Kind.NUMBER, unit, _level(parts))

    def _comparison(self, node: exp.Expression, inside: bool) -> _Judged:
        if node.args.get("query"):
            return self.refuse(*REFUSED[exp.Subquery])
        parts = [self.judged(part, inside) for part in node.iter_expressions()]
        self._same(_sign(node), parts)
        return _Judged(Kind.FLAG, NUMBER, _level(parts))

    def _logic(self, node: exp.Expression, inside: bool) -> _Judged:
        parts = [self.judged(part, inside) for part in node.iter_expressions()]
        for part in parts:
            if part.kind not in (Kind.FLAG, None):
                self.refuse(f"{_sign(node)} 需要条件", f"{_sign(node)} needs conditions")
        return _Judged(Kind.FLAG, NUMBER, _level(parts))

    def _case(self, node: exp.Case, inside: bool) -> _Judged:
        if node.this is not None:
            return self.refuse("请写 case when 条件", "write case when with a condition")
        results = []
        for branch in node.args.get("ifs", ()):
            condition = self.judged(branch.this, inside)
            if condition.kind not in (Kind.FLAG, None):
                self.refuse("when 需要条件", "when needs a condition")
            results.append(self.judged(branch.args["true"], inside))
        if node.args.get("default") is not None:
            results.append(self.judged(node.args["default"], inside))
        self._same("case", results)
        first = next((part for part in results if part.kind is not None), results[0])
        return _Judged(first.kind, first.unit, _level(results))

    def _word(self, node: exp.Anonymous, inside: bool) -> _Judged:
        name = str(node.this).lower()
        if name not in PERIOD_WORDS:
            near = get_close_matches(name, NAMES, 1, 0.75)
            zh, en = (f"，是否指 {near[0]}？", f"; did you mean {near[0]}?") if near else ("", "")
            return self.refuse(f"没有函数 {name}{zh}", f"no function {name}{en}")
        fewest, most, _meaning = PERIOD_WORDS[name]
        if not fewest <= len(node.expressions) <= most:
            return self.refuse(f"{name} 需要 {fewest} 个参数", f"{name} takes {fewest} arguments")
        return self._period_word(name, node, inside)

    def _period_word(self, name: str, node: exp.Anonymous, inside: bool) -> _Judged:
        if inside and name != "safe_divide":
            return self.refuse(f"{name} 不能放在汇总函数里", f"{name} cannot stand inside an aggregate")
        self._not_nested(name, node)
        within = inside or name == "weighted"
        parts = [self.judged(part, within) for part in node.expressions]
        self._must_be_number(name, parts)
        if name == "top_n":
            return self.refuse("top_n 的个数为正整数", "top_n takes a whole number of groups")
        if name == "rolling":
            self._whole_months(node.expressions[1])
        if name not in ("weighted", "safe_divide") and parts[0].level != "aggregate" and not self.reasons:
            self.refuse(f"{name} 需要汇总值", f"{name} needs an aggregate")
        if name in ("ytd", "rolling"):
            self._additive(name, node.expressions[0])
        unit = parts[0].unit
        if name in ("yoy", "mom", "share", "ranking"):
            unit = NUMBER
        elif name == "safe_divide":
            unit = parts[0].unit / parts[1].unit
        return _Judged(Kind.NUMBER, unit, "aggregate" if name != "safe_divide" else _level(parts))

    def _not_nested(self, name: str, node: exp.Anonymous) -> None:
        """Two words of a kind, one in the other, would need a window over a window."""
        for part in node.find_all(exp.Anonymous):
            inner = str(part.this).lower()
            if part is node or inner not in WINDOWS or name not in WINDOWS:
                continue
            if WINDOWS[inner] == WINDOWS[name]:
                self.refuse(f"{inner} 不能套在 {name} 里", f"{inner} cannot stand inside {name}")
            elif name in ("ytd", "rolling", "share") and inner in NOT_ADDITIVE:
                self.refuse(f"{inner} 不可相加，不能用于 {name}", f"{inner} is not additive, so no {name}")

    def _whole_months(self, node: exp.Expression) -> None:
        if not (isinstance(node, exp.Literal) and node.is_int and 1 <= int(node.this) <= 120):
            self.refuse("rolling 的月数为 1 到 120 的整数", "rolling takes 1 to 120 whole months")

    def _additive(self, name: str, node: exp.Expression) -> None:
        for part in node.walk():
            function = FUNCTIONS.get(type(part))
            distinct = isinstance(part, exp.Count) and isinstance(part.this, exp.Distinct)
            if distinct or (function and function.aggregate and not function.additive):
                shown = "count(distinct)" if distinct else function.name if function else ""
                self.refuse(
                    f"{shown} 不可逐月相加，不能用于 {name}",
                    f"{shown} is not additive over months, so no {name}",
                )


def _sane(number: str) -> bool:
    """Whether a literal is a number that both engines can hold."""
    try:
        return abs(Decimal(number.replace("_", ""))) <= LARGEST
    except ArithmeticError:
        return False


def _arguments(node: exp.Expression) -> list[exp.Expression]:
    found: list[exp.Expression] = []
    for part in node.iter_expressions():
        found.extend(part.expressions if isinstance(part, exp.Distinct) else [part])
    return found


def _level(parts: Sequence[_Judged]) -> str:
    levels = {part.level for part in parts}
    return "aggregate" if "aggregate" in levels else "row" if "row" in levels else "constant"


def _unit(column: Column) -> Measure:
    return Measure.of(column.unit)


def _sign(node: exp.Expression) -> str:
    signs = {"add": "+", "sub": "-", "mul": "*", "div": "/", "neg": "-", "eq": "=", "gt": ">", "lt": "<"}
    return signs.get(node.key, node.key)
