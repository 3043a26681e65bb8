"""The functions and operators that a metric may use: everything else is refused.

Each row says what it takes, what it gives and how its unit follows, so that the check is a walk over a table.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlglot import exp


@dataclass(frozen=True, slots=True)
class Function:
    """``takes`` is ``number`` or ``any``; ``gives`` a kind or ``same``; ``unit`` is ``same`` or ``none``.

    ``spark`` says what has to be a double on Spark, where the same words give something else there: the
    ``argument`` or the ``result``.
    """

    name: str
    takes: str = "number"
    gives: str = "number"
    unit: str = "same"
    aggregate: bool = False
    additive: bool = False
    spark: str = ""


FUNCTIONS: dict[type[exp.Expr], Function] = {
    exp.Sum: Function("sum", aggregate=True, additive=True),
    # of decimals Spark's mean is a decimal cut off, ours a double
    exp.Avg: Function("avg", aggregate=True, spark="argument"),
    exp.Min: Function("min", takes="any", gives="same", aggregate=True),
    exp.Max: Function("max", takes="any", gives="same", aggregate=True),
    exp.Count: Function("count", takes="any", unit="none", aggregate=True, additive=True),
    exp.Abs: Function("abs"),
    exp.Round: Function("round"),
    # of doubles Spark's are whole numbers, which end at 2⁶³
    exp.Floor: Function("floor", spark="result"),
    exp.Ceil: Function("ceil", spark="result"),
    exp.Sqrt: Function("sqrt", unit="none"),
    exp.Ln: Function("ln", unit="none"),
    exp.Exp: Function("exp", unit="none"),
    exp.Coalesce: Function("coalesce", takes="any", gives="same"),
    exp.Nullif: Function("nullif", takes="any", gives="same"),
    exp.Greatest: Function("greatest", takes="any", gives="same"),
    exp.Least: Function("least", takes="any", gives="same"),
}

# our own words over periods: name → (smallest and largest number of arguments, meaning)
PERIOD_WORDS: dict[str, tuple[int, int, str]] = {
    "ytd": (1, 1, "year to date"),
    "rolling": (2, 2, "sum over the last n months, null unless all are there"),
    "last_year": (1, 1, "the value twelve months before"),
    "last_month": (1, 1, "the value one month before"),
    "yoy": (1, 1, "growth on the same month of the year before"),
    "mom": (1, 1, "growth on the month before"),
    "share": (1, 1, "part of the total over all groups of the period"),
    "ranking": (1, 1, "place among all groups of the period, the largest first"),
    "top_n": (2, 2, "the value of the n largest groups of the period, null for the others"),
    "safe_divide": (2, 2, "a quotient that is null where the divisor is zero"),
    "weighted": (2, 2, "mean of the first weighted by the second"),
}

ARITHMETIC = (exp.Add, exp.Sub, exp.Mul, exp.Div, exp.Neg, exp.Mod)
COMPARISONS = (exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE)
LOGIC = (exp.And, exp.Or, exp.Not)
NAMES = sorted({function.name for function in FUNCTIONS.values()} | set(PERIOD_WORDS))

REFUSED: dict[type[exp.Expr], tuple[str, str]] = {
    exp.Subquery: ("不允许子查询", "a subquery is not allowed"),
    exp.Select: ("不允许子查询", "a subquery is not allowed"),
    exp.Window: ("窗口函数请用 ytd、yoy、rolling 等", "use ytd, yoy, rolling instead of a window"),
    exp.Star: ("请写出列名，不要用 *", "name the column instead of *"),
    exp.Alias: ("表达式不能带别名", "an expression takes no alias"),
    exp.Placeholder: ("不允许参数占位符", "a placeholder is not allowed"),
    exp.Parameter: ("不允许参数占位符", "a placeholder is not allowed"),
}
