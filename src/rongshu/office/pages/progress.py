"""Where an indicator stands: its readings and published figures handed to the judge of statuses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from rongshu.metrics.path import PathKind, Point, end_of
from rongshu.metrics.status import WORDS, Goal, Status, assess, expected_value
from rongshu.office.pages.figures import NOTHING, grouped
from rongshu.pack.schema import Actual, Indicator, Reading
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.period import Period
from rongshu.terms.quantity import written_decimal
from rongshu.terms.unit import Unit

NO_FIGURE = Bilingual("无公布数据", "no published figure")
UNDECLARED = Bilingual("尚未声明路径与方向，不计算进度", "no path and direction declared, so no percentage")
IN_WORDS = Bilingual("目标为文字表述，按文字评估", "the target is words, to be judged as words")


@dataclass(frozen=True, slots=True)
class Standing:
    """The answer for one indicator.

    ``done`` and ``due`` are shares of the way from base to target, ``None`` where no declared path allows
    a percentage; ``formula`` is the arithmetic and ``reason`` says why there is no answer.
    """

    status: Status
    actual: Actual | None = None
    done: Decimal | None = None
    due: Decimal | None = None
    formula: str = ""
    reason: Bilingual = NOTHING

    @property
    def word(self) -> Bilingual:
        """The word of the light."""
        return NO_FIGURE if self.status is Status.NO_DATA else WORDS[self.status]


def standing(indicator: Indicator, actuals: Sequence[Actual], first_year: int | None = None) -> Standing:
    """Status and progress of ``indicator`` at its latest published figure; never an undeclared percentage."""
    actual = latest_actual(indicator, actuals)
    if actual is None:
        return Standing(Status.NO_DATA, reason=NO_FIGURE)
    refusal = _refusal(indicator, actual)
    if refusal or not indicator.path:
        return Standing(Status.CANNOT_BE_ASSESSED, actual, reason=refusal or UNDECLARED)
    seen = tuple(_point(indicator, each) for each in _usable(indicator, actuals))
    answer = assess(goal_of(indicator, first_year), seen, last_month(actual.period))
    planned = answer.planned if answer.progress is not None else None
    formula = _formula(indicator, answer.progress, seen, answer.formula)
    return Standing(answer.status, actual, answer.progress, planned, formula, answer.reason)


def goal_of(indicator: Indicator, first_year: int | None = None) -> Goal:
    """What is declared of the indicator, in its own unit.  A count starts the year before ``first_year``."""
    base = _reading_point(indicator, indicator.base)
    if indicator.path == "cumulative" and first_year:
        base = Point(last_month(str(first_year - 1)), Decimal(0))
    steps = (_reading_point(indicator, each) for each in indicator.milestones)
    target = indicator.target
    upper = target.amount.upper if target else None
    if target and upper is not None:
        upper = converted(upper, target.amount.unit, own_unit(indicator))
    return Goal(
        path=PathKind(indicator.path or "text"),
        direction=indicator.direction,
        target=_reading_point(indicator, target),
        base=base,
        upper=upper,
        steps=tuple(point for point in steps if point),
    )


def expected(indicator: Indicator, period: str) -> Decimal | None:
    """What the declared path asks for at the end of ``period``, in the indicator's unit; ``None`` without."""
    goal = goal_of(indicator)
    if indicator.path not in ("linear", "compound", "stepped") or not goal.base or not goal.target:
        return None
    if goal.target.month <= goal.base.month or (indicator.path == "compound" and goal.base.value <= 0):
        return None
    return expected_value(goal, last_month(period))[0]


def latest_actual(indicator: Indicator, actuals: Sequence[Actual]) -> Actual | None:
    """The newest figure that may decide; of one period the one released last, never an unverified one."""
    return max(_dated(indicator, actuals), key=_newness, default=None)


def series_of(indicator: Indicator, actuals: Sequence[Actual]) -> list[Actual]:
    """All published figures for the indicator: by ``measure``, else by id or Chinese name."""
    measure = indicator.measure.removeprefix("series:")
    wanted = {measure} if measure else {indicator.id, indicator.name.zh}
    return [each for each in actuals if each.series in wanted]


def own_unit(indicator: Indicator) -> str:
    """The unit in which the indicator is told: its own, else its target's."""
    target = indicator.target
    return indicator.unit or (target.amount.unit if target else "")


def converted(value: Decimal, unit: str, into: str) -> Decimal:
    """``value`` of ``unit`` told in ``into``; the caller has made sure that they can be compared."""
    return value * Unit.parse(unit or into).factor / Unit.parse(into).factor


def in_unit(reading: Reading | None, unit: str) -> Decimal | None:
    """The reading's number told in ``unit``; ``None`` where it has none."""
    if reading is None or reading.amount.value is None:
        return None
    return converted(reading.amount.value, reading.amount.unit, unit)


def last_month(period: str) -> int:
    """The month in which a written period ends, counted from year 0."""
    return end_of(Period.parse(period))


def percent(share: Decimal) -> str:
    """A share of 1 as a percentage with at most one decimal."""
    return f"{written_decimal(round(share * 100, 1))}%"


def _newness(actual: Actual) -> tuple[int, str]:
    return last_month(actual.period), str(actual.released or "")


def _dated(indicator: Indicator, actuals: Sequence[Actual]) -> list[Actual]:
    """The figures that may decide: dated numbers, unverified ones (grade U) left out."""
    series = series_of(indicator, actuals)
    return [each for each in series if each.period and each.value is not None and each.grade != "U"]


def _usable(indicator: Indicator, actuals: Sequence[Actual]) -> list[Actual]:
    """One figure a period, the one released last; figures of another measure left out."""
    unit = Unit.parse(own_unit(indicator))
    newest: dict[str, Actual] = {}
    for each in sorted(_dated(indicator, actuals), key=_newness):
        if Unit.parse(each.unit).comparable_with(unit):
            newest[each.period] = each
    return list(newest.values())


def _refusal(indicator: Indicator, actual: Actual) -> Bilingual | None:
    """Why nothing can be concluded, or ``None``."""
    target = indicator.target
    if target is None or target.amount.value is None:
        return (
            IN_WORDS
            if target and target.amount.words
            else Bilingual("没有目标值", "there is no target value")
        )
    if not indicator.direction:
        return UNDECLARED
    unit = Unit.parse(own_unit(indicator))
    if not unit.comparable_with(Unit.parse(actual.unit)):
        return Bilingual(
            f"公布数单位“{actual.unit}”与目标单位“{unit.printed}”不可比",
            f"the published unit {actual.unit} cannot be compared with {unit.printed}",
        )
    return None


def _point(indicator: Indicator, actual: Actual) -> Point:
    value = converted(actual.value or Decimal(0), actual.unit, own_unit(indicator))
    return Point(last_month(actual.period), value)


def _reading_point(indicator: Indicator, reading: Reading | None) -> Point | None:
    value = in_unit(reading, own_unit(indicator))
    if reading is None or value is None or not reading.period:
        return None
    return Point(last_month(reading.period), value)


def _formula(indicator: Indicator, progress: Decimal | None, seen: Sequence[Point], formula: str) -> str:
    """(actual − base) ÷ (target − base) where there is a way to go, else the judge's own line."""
    goal = goal_of(indicator)
    if progress is None or not goal.base or not goal.target or indicator.path == "cumulative":
        return formula
    now, base, target = (
        _n(each.value) for each in (max(seen, key=lambda p: p.month), goal.base, goal.target)
    )
    return f"({now} − {base}) ÷ ({target} − {base}) = {percent(progress)}"


def _n(value: Decimal) -> str:
    return grouped(round(value, 4))
