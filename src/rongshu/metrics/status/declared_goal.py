"""A pack's indicator as a goal on a path, or why it cannot be one and what to declare.

What a plan says of its target decides how the number is read: a level, a range, an increase, a multiple, an
average growth, a cumulative fall.  Whatever is derived from it is written out as arithmetic.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from rongshu.metrics.status.path import PathKind, Point, end_of, month_index
from rongshu.metrics.status.published import unit_factor
from rongshu.metrics.status.status import Goal
from rongshu.pack.amount import Amount, Operator
from rongshu.pack.schema import Indicator, Reading
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.period import Period
from rongshu.terms.quantity import written_decimal
from rongshu.terms.unit import Unit

RATES = ("%", "百分点", "‰")
INDEX = Decimal(100)
RELATIVE = (Operator.INCREASE, Operator.DECREASE, Operator.MULTIPLE)


@dataclass(frozen=True, slots=True)
class Declared:
    """The goal, the arithmetic behind it, and how observations are read.

    ``observed_as`` is ``value``; ``growth`` where each observation is a year's growth in percent, to be
    chained to an index of 100 at the baseline; ``outcome`` where only words can say whether it is met.
    """

    goal: Goal
    arithmetic: str = ""
    observed_as: str = "value"


@dataclass(frozen=True, slots=True)
class Undeclared:
    """Why there is no goal to assess, and what a planner can write so that there is."""

    reason: Bilingual
    remedy: Bilingual


@dataclass(frozen=True, slots=True)
class _End:
    """What the target amounts to: its level, the baseline it is measured from, the arithmetic."""

    value: Decimal
    base: Point | None
    arithmetic: str = ""
    observed_as: str = "value"
    upper: Decimal | None = None


def declared_goal(indicator: Indicator, first_year: int | None = None) -> Declared | Undeclared:
    """The goal of an indicator; ``first_year`` is the plan's, where a count or an index begins."""
    if not indicator.path:
        return _undeclared(
            "未声明路径", "the path is not declared",
            "path: linear | compound | stepped | cumulative | ceiling | floor | level | range | text",
        )  # fmt: skip
    kind = PathKind(indicator.path)
    if kind is PathKind.TEXT:
        return Declared(Goal(kind, indicator.direction, _when(indicator.target)), observed_as="outcome")
    if not indicator.direction:
        return _undeclared("未声明方向", "the direction is not declared", "direction: up | down | none")
    if indicator.target is None or not indicator.target.period:
        return _undeclared("没有目标值", "there is no target value", "target: {period, amount}")
    end = _end(indicator, indicator.target, kind, first_year)
    return end if isinstance(end, Undeclared) else _goal(indicator, indicator.target, kind, end)


def own_unit(indicator: Indicator) -> str:
    """The unit in which an indicator is judged: its own, or that of its target or baseline."""
    readings = [reading for reading in (indicator.target, indicator.base) if reading]
    return indicator.unit or next((r.amount.unit for r in readings if r.amount.unit), "")


def level_of(indicator: Indicator, reading: Reading | None) -> Decimal | None:
    """The number of a base, milestone or target in the indicator's unit; ``None`` where it has none."""
    return None if reading is None else _in_own_unit(indicator, reading.amount.value, reading.amount.unit)


def _in_own_unit(indicator: Indicator, value: Decimal | None, unit: str) -> Decimal | None:
    """A number in the indicator's unit; ``None`` where there is none or the units cannot be compared."""
    factor = unit_factor(unit, own_unit(indicator))
    return None if value is None or factor is None else value * factor


def _undeclared(zh: str, en: str, field: str) -> Undeclared:
    return Undeclared(
        Bilingual(zh, en),
        Bilingual(f"在 indicators.yaml 中写明 {field}", f"declare in indicators.yaml: {field}"),
    )


def _when(target: Reading | None) -> Point | None:
    return Point(_month(target.period), Decimal(0)) if target and target.period else None


def _month(period: str) -> int:
    return end_of(Period.parse(period))


def _goal(indicator: Indicator, target: Reading, kind: PathKind, end: _End) -> Declared:
    steps = tuple(
        Point(_month(step.period), value)
        for step in indicator.milestones
        if step.period and (value := _in_own_unit(indicator, step.amount.value, step.amount.unit)) is not None
    )
    goal = Goal(
        kind,
        indicator.direction,
        Point(_month(target.period), end.value),
        end.base,
        end.upper,
        () if end.observed_as == "growth" else steps,
        strict=Operator.MORE in (target.amount.operator, target.amount.hedge),
    )
    return Declared(goal, end.arithmetic, end.observed_as)


def _end(indicator: Indicator, target: Reading, kind: PathKind, first_year: int | None) -> _End | Undeclared:
    """How the target's number is read, by what the plan says of it."""
    amount = target.amount
    if amount.value is None:
        if indicator.growth is not None and indicator.growth.value is not None and not amount.words:
            return _grown(indicator, target, indicator.growth, first_year)
        return _undeclared(
            "目标为文字表述" if amount.words else "没有目标值",
            "the target is words" if amount.words else "there is no target value",
            "path: text" if amount.words else "target: {period, amount: {value}}",
        )
    if amount.operator is Operator.GROWTH:
        return _grown(indicator, target, amount, first_year)
    if amount.operator not in RELATIVE:
        value = _in_own_unit(indicator, amount.value, amount.unit)
        if value is None:
            return _undeclared("目标的单位与指标不可比", "the target's unit cannot be compared", "unit")
        upper = _in_own_unit(indicator, amount.upper, amount.unit)
        amount = amount.model_copy(update={"value": value, "upper": upper})
    return _level_end(indicator, amount, kind, first_year)


def _level_end(
    indicator: Indicator, amount: Amount, kind: PathKind, first_year: int | None
) -> _End | Undeclared:
    """A target that is a number in the indicator's unit, or a change from its baseline."""
    if amount.value is None:
        raise ValueError("a level needs a number")
    if kind is PathKind.CUMULATIVE:
        return _counted(indicator, amount, first_year)
    if amount.operator is Operator.RANGE and kind is not PathKind.RANGE:
        return _one_end(indicator, amount)
    if amount.operator in RELATIVE:
        return _changed(indicator, amount, first_year)
    return _End(amount.value, _level(indicator), upper=amount.upper)


def _level(indicator: Indicator) -> Point | None:
    """The baseline's level; a change in the base year is none."""
    base = indicator.base
    if base is None or base.amount.value is None or not base.period:
        return None
    if base.amount.operator in (Operator.GROWTH, Operator.INCREASE, Operator.DECREASE, Operator.MULTIPLE):
        return None
    value = _in_own_unit(indicator, base.amount.value, base.amount.unit)
    return None if value is None else Point(_month(base.period), value)


def _start(indicator: Indicator, first_year: int | None) -> int | None:
    """The month before a count begins: the plan's first, or after the baseline's period."""
    if first_year is not None:
        return month_index(first_year, 1) - 1
    return _month(indicator.base.period) if indicator.base and indicator.base.period else None


def _no_start(zh: str, en: str) -> Undeclared:
    return Undeclared(
        Bilingual(zh, en),
        Bilingual("在 pack.yaml 中写明 first_year", "declare first_year in pack.yaml"),
    )


def _counted(indicator: Indicator, amount: Amount, first_year: int | None) -> _End | Undeclared:
    """A total over the plan, counted from its start."""
    start = _start(indicator, first_year)
    if start is None or amount.value is None:
        return _no_start("未声明累计起点", "where the count starts is not declared")
    return _End(amount.value, Point(start, Decimal(0)))


def _one_end(indicator: Indicator, amount: Amount) -> _End | Undeclared:
    """The end of a range that a direction makes the target."""
    if amount.value is None or indicator.direction == "none":
        return _undeclared("区间目标需要路径 range", "a range needs the path range", "path: range")
    value = amount.value if indicator.direction == "up" or amount.upper is None else amount.upper
    return _End(value, _level(indicator), f"{amount.written()} → {written_decimal(value)}")


def _no_base(zh: str, en: str) -> Undeclared:
    return _undeclared(zh, en, "base: {period, amount: {value, unit}}")


def _changed(indicator: Indicator, amount: Amount, first_year: int | None) -> _End | Undeclared:
    """An increase, a multiple or a fall, measured from the baseline."""
    base, change = _level(indicator), amount.value or Decimal(0)
    if amount.operator is Operator.DECREASE and (base is None or _rate(own_unit(indicator))):
        return _reduction(indicator, change, first_year)
    if base is None:
        return _no_base(
            "目标按基期计，基期值未声明", "the target counts from a baseline that is not declared"
        )
    value, b = base.value, written_decimal(base.value)
    c = written_decimal(change)
    if amount.operator is Operator.MULTIPLE:
        return _End(value * change, base, f"{b} × {c} = {written_decimal(value * change)}")
    relative = _rate(amount.unit) and not _rate(own_unit(indicator))
    if not relative:
        change = _in_own_unit(indicator, change, amount.unit) or change
        c = written_decimal(change)
    sign = -1 if amount.operator is Operator.DECREASE else 1
    end = value * (1 + sign * change / 100) if relative else value + sign * change
    mark = "−" if sign < 0 else "+"
    formula = f"{b} × (1 {mark} {c}%)" if relative else f"{b} {mark} {c}"
    return _End(end, base, f"{formula} = {written_decimal(end)}")


def _reduction(indicator: Indicator, change: Decimal, first_year: int | None) -> _End | Undeclared:
    """A cumulative fall in percent, published as the fall itself: from 0 to the target."""
    start = _start(indicator, first_year)
    if start is None:
        return _no_start("未声明降幅从何时计起", "where the fall is counted from is not declared")
    if indicator.direction != "up":
        return _undeclared(
            "目标为累计降幅，降幅越大越好", "the target is a cumulative fall: more is better", "direction: up"
        )
    return _End(change, Point(start, Decimal(0)), "累计降幅从 0 计起 the fall counts from 0")


def _rate(unit: str) -> bool:
    return Unit.parse(unit).measure in RATES


def _grown(
    indicator: Indicator, target: Reading, growth: Amount, first_year: int | None
) -> _End | Undeclared:
    """An average yearly growth, compounded from the baseline or, for a series of rates, from an index."""
    rate, base = growth.value or Decimal(0), _level(indicator)
    as_index = base is None or (_rate(own_unit(indicator)) and target.amount.value is not None)
    start = _start(indicator, first_year) if as_index else None
    if as_index and (start is None or not _rate(own_unit(indicator))):
        return _no_base("年均增长目标需要基期值", "a target of average growth needs a baseline value")
    if as_index or base is None:
        base = Point(start or 0, INDEX)
    years = Decimal(_month(target.period) - base.month) / 12
    end = base.value * (1 + rate / 100) ** years
    formula = f"{written_decimal(base.value)} × (1 + {written_decimal(rate)}%)^{written_decimal(years)}"
    return _End(end, base, f"{formula} = {written_decimal(round(end, 4))}", "growth" if as_index else "value")
