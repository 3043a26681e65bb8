"""Stated annual growth that does not lead from the base to the target."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from rongshu.pack.amount import Operator
from rongshu.pack.checks.figures import Figure, Span, span_of
from rongshu.pack.checks.invented import indicator, plan, target
from rongshu.pack.checks.naming import Meaning
from rongshu.pack.checks.rule import Kind, Rule, Sheet, finding
from rongshu.pack.schema import Indicator
from rongshu.terms.diagnostic import Certainty, Diagnostic, Place
from rongshu.terms.quantity import written_decimal
from rongshu.terms.unit import Unit

# growth of these is reported at constant prices while their level is in money of the day
_REAL = ("GDP", "增加值")
_PRICES = Span(Decimal("0.99"), Decimal("1.035"))  # yearly price change that may explain a gap
_SHARE = ("%", "百分点")
_ROUNDED = Decimal("0.1")
_FULL_NAME = 6  # characters: 特色食品产业产值 names its industry, 产值 does not
_SLACK = Decimal("0.01")  # of the target: plans round after computing


def find(sheet: Sheet) -> Iterator[Diagnostic]:
    """按规划写明的年均增速，从基期值算不到目标值。
    The stated annual growth does not lead from the base value to the target.
    """
    for growth in sheet.figures:
        points = growth.sort == "increase" and growth.unit.measure == "百分点"
        if growth.sort == "increase" and "净增" in growth.name:
            yield from _judge_net(sheet, growth)
        if not points and (growth.sort != "growth" or not _is_average(growth)):
            continue
        ends = _ends(sheet, growth)
        if ends is not None:
            yield from _judge_points(growth, *ends) if points else _judge(growth, *ends)
    for item in sheet.pack.indicators:
        yield from _judge_change(sheet, item)


def _is_average(growth: Figure) -> bool:
    """年均增长, or growth since a named year (then it is the whole way, not a yearly pace)."""
    return bool(growth.since) or growth.amount.operator is Operator.GROWTH or "年均" in growth.name


def _over_all(growth: Figure) -> bool:
    """比2024年增长45% is the whole way; 年均增长 stays a yearly pace even beside a year to compare with."""
    return bool(growth.since) and growth.amount.operator is not Operator.GROWTH


def _ends(sheet: Sheet, growth: Figure) -> tuple[Figure, Figure] | None:
    """The base and the target of the same quantity; rows of the same indicator first."""
    same = [
        figure
        for figure in sheet.by_core.get(growth.meaning.core, ())
        if figure.sort == "level"
        and figure.year
        and figure.meaning.whole == growth.meaning.whole
        and figure.meaning.rank == growth.meaning.rank
        and (figure.segment == growth.segment or _said_outside(figure, growth))
    ]
    same.sort(key=lambda figure: (figure.source != growth.source, not figure.table))
    last = next((f for f in same if f.target == growth.target and f.period == growth.period), None)
    if last is None:
        return None
    earlier = [f for f in same if not f.target and f.year < last.year and f.unit.measure == last.unit.measure]
    earlier.sort(key=lambda f: (f.source != growth.source, not (f.explicit or f.table), -f.year))
    first = next((f for f in earlier if not growth.since or f.period == growth.since), None)
    return (first, last) if first is not None else None


def _said_outside(figure: Figure, growth: Figure) -> bool:
    """A fact told outside the industry's own section, under the industry's full name."""
    return not figure.segment and not figure.target and len(growth.meaning.core) >= _FULL_NAME


def _judge_net(sheet: Sheet, growth: Figure) -> Iterator[Diagnostic]:
    """净增28家 is the target less the base, whichever of the stated targets is meant."""
    same = sheet.by_core.get(growth.meaning.core, ())
    same = [
        f for f in same if f.sort == "level" and f.meaning == _settled(growth) and f.segment == growth.segment
    ]
    bases = [f for f in same if not f.target and f.table and f.unit.measure == growth.unit.measure]
    goals = [
        f for f in same if f.target and f.period == growth.period and f.unit.measure == growth.unit.measure
    ]
    ends = [(base, goal) for base in bases for goal in goals if base.year < goal.year]
    if not ends or any(_net(base, growth).meets(goal.bounds) for base, goal in ends):
        return
    base, goal = ends[0]
    reached = written_decimal((base.value + growth.value) / goal.unit.factor)
    yield finding(
        "growth_does_not_lead",
        f"“{goal.name}”从{base.written}{growth.name[:2]}{growth.number}是{reached}，而非{goal.written}",
        f"{goal.name!r}: {base.written} and {growth.number} more are {reached}, not {goal.written}",
        (growth.place(), base.place(), goal.place()),
        arithmetic=f"{base.number} + {growth.number} = {reached} ≠ {goal.number}",
        found=goal.written,
        expected=reached,
    )


def _settled(growth: Figure) -> Meaning:
    return replace(growth.meaning, increase=False)


def _net(base: Figure, growth: Figure) -> Span:
    return Span(base.span.low + growth.bounds.low, base.span.high + growth.bounds.high)


def _judge_points(growth: Figure, base: Figure, target: Figure) -> Iterator[Diagnostic]:
    """比2025年提高3.7个百分点: the share itself moves by so much."""
    if target.unit.measure != "%" or not (base.explicit or base.table):
        return
    rise, before = growth.bounds, base.span
    if Span(before.low + rise.low, before.high + rise.high).meets(target.bounds):
        return
    reached = (base.amount.value or Decimal(0)) + (growth.amount.value or Decimal(0))
    yield finding(
        "growth_does_not_lead",
        f"“{target.name}”从{base.written}提高{growth.number}个百分点为{reached}%，而非{target.written}",
        f"{target.name!r}: {base.written} plus {growth.number} points is {reached}%, not {target.written}",
        (growth.place(), base.place(), target.place()),
        arithmetic=f"{base.number} + {growth.number} = {reached} ≠ {target.number}",
        found=target.written,
        expected=f"{reached}%",
    )


def _judge_change(sheet: Sheet, item: Indicator) -> Iterator[Diagnostic]:
    """What a table says changes in all: [1.9] beside a share, 52.5% or 88家 in 2025年比2022年.

    Of a count, a bracket may hold what the years add up to: only a column that compares two years is judged.
    """
    change, own = item.growth, sheet.by_source.get((True, item.id), [])
    levels = [f for f in own if f.sort == "level" and not f.amount.cumulative]
    base = next((f for f in levels if not f.target), None)
    goal = next((f for f in reversed(levels) if f.target), None)
    if change is None or change.value is None or not change.cumulative or base is None or goal is None:
        return
    share = base.unit.measure in _SHARE and goal.unit.measure in _SHARE
    if base.unit.measure != goal.unit.measure or not (share or change.operator is Operator.INCREASE):
        return
    relative = not share and change.unit == "%"
    moved = abs(goal.value - base.value) / goal.unit.factor
    slack = (base.span.high - base.value + goal.span.high - goal.value) / goal.unit.factor
    if relative and base.value > 0:
        scale = Decimal(100) / (base.value / goal.unit.factor)
        moved, slack = moved * scale, slack * scale
    said, rounding = abs(change.value), (span_of(change).high - change.value * Unit.parse(change.unit).factor)
    if abs(moved - said) <= slack + max(rounding, _ROUNDED):
        return
    shown, unit = written_decimal(round(moved, 1)), "%" if relative else "个百分点" if share else item.unit
    yield finding(
        "growth_does_not_lead",
        f"“{item.name.zh}”从{base.written}到{goal.written}变化{shown}{unit}，表列{written_decimal(said)}",
        f"{item.name.zh!r} moves {shown}{unit} from {base.written} to {goal.written}, the table has"
        f" {written_decimal(said)}",
        (Place(cite=goal.cite, item=item.id, quote=written_decimal(said)), base.place(), goal.place()),
        arithmetic=f"{base.number} → {goal.number}：{shown}{unit} ≠ {written_decimal(said)}",
        found=written_decimal(said),
        expected=shown,
    )


def _judge(growth: Figure, base: Figure, target: Figure) -> Iterator[Diagnostic]:
    years = 1 if _over_all(growth) else target.year - base.year
    rate = growth.bounds
    reached = _reached(base, rate, years)
    wanted = _widened(target.bounds)
    percent = target.unit.measure in ("%", "百分点")
    if reached.meets(wanted) or (percent and _points(base, rate, years).meets(wanted)):
        return
    # 比2025年增长45% compares two levels outright; only a yearly pace may be meant at constant prices
    excused = not _over_all(growth) and _prices_explain(reached, wanted, years, growth)
    certain = not percent and not excused
    certain &= base.explicit or growth.target
    yield _report(growth, base, target, Certainty.CERTAIN if certain else Certainty.LIKELY)


def _reached(base: Figure, rate: Span, years: int) -> Span:
    low = base.span.low * (1 + rate.low / 100) ** years
    return Span(low, base.span.high * (1 + min(rate.high, Decimal(1000)) / 100) ** years)


def _points(base: Figure, rate: Span, years: int) -> Span:
    """A share grows by percentage points: so many a year, or so many in all."""
    return Span(base.span.low + min(rate.low, rate.low * years), base.span.high + rate.high * years)


def _widened(span: Span) -> Span:
    return Span(span.low * (1 - _SLACK), span.high * (1 + _SLACK))


def _prices_explain(reached: Span, wanted: Span, years: int, growth: Figure) -> bool:
    if not any(word in growth.meaning.core for word in _REAL):
        return False
    nominal = Span(reached.low * _PRICES.low**years, reached.high * _PRICES.high**years)
    return nominal.meets(wanted)


def _report(growth: Figure, base: Figure, target: Figure, certainty: Certainty) -> Diagnostic:
    years = 1 if _over_all(growth) else target.year - base.year
    rate = (growth.amount.value or Decimal(0)).normalize() + 0
    result = (base.amount.value or Decimal(0)) * (1 + rate / 100) ** years
    result = result * base.unit.factor / target.unit.factor
    pace = ("共", " in all") if _over_all(growth) else ("年均", " a year")
    needed = ((target.value / base.value) ** (Decimal(1) / years) - 1) * 100 if base.value > 0 else Decimal(0)
    return finding(
        "growth_does_not_lead",
        f"“{target.name}”按{pace[0]}{rate}%从{base.written}增长，{target.period}年约{result:.4g}，"
        f"与目标{target.written}不符",
        f"{target.name!r} at {rate}%{pace[1]} from {base.written} reaches {result:.4g}, not {target.written}",
        (growth.place(), base.place(), target.place()),
        certainty=certainty,
        arithmetic=f"{base.number} × (1 + {rate}%)^{years} ≈ {result:.6g} ≠ {target.number}"
        f"（需{pace[0]} {needed:.2f}%）",
        found=target.written,
        expected=f"≈ {result:.4g}{target.amount.unit}",
    )


RULE = Rule(
    "growth_does_not_lead",
    Kind.CONTRADICTION,
    find,
    lambda: plan(
        indicator("规上工业总产值", "亿元", 5200, 9600, growth="10"),
        indicator("数字经济占GDP比重", "%", "7.3", 11),
        target("数字经济占GDP比重", "5.2", "个百分点", "+="),
        indicator("规上工业企业", "家", 112, 140),
        target("净增规上工业企业", 38, "家", "+="),
    ),
    lambda: plan(
        indicator("规上工业总产值", "亿元", 5200, 8400, growth="10"),
        indicator("地区生产总值", "亿元", 3000, 4000, growth="5.5", operator=">="),
        indicator("数字经济核心产业占比", "%", 10, 15, growth="1"),
        indicator("数字经济占GDP比重", "%", "7.3", 11),
        target("数字经济占GDP比重", "3.7", "个百分点", "+="),
        indicator("规上工业企业", "家", 112, 140),
        target("净增规上工业企业", 28, "家", "+="),
        indicator("高新技术企业", "家", 820, 1500, operator=">=", growth="12.8"),
    ),
)
