"""A series carried on to a target date, offered only where it has proved better than the naive way.

>>> # in a notebook
>>> # outlook = forecast(points, until=month_index(2025, 12))
>>> # outlook.offered, outlook.backtest.ratio, outlook.points[-1]

Every forecast comes with its rolling-origin backtest: the same procedure started at earlier dates, its
errors beside those of repeating the last year (seasonal-naive) and of the mean so far.  Where it loses to
either, where the series is too short to tell, or where the date lies further off than could be tested, there
is a reason and no forecast.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from rongshu.metrics.forecast.smoothing import LEVEL, Smoothed, smoothed
from rongshu.metrics.status.path import Point
from rongshu.terms.bilingual import Bilingual

SEASONS = {1: 12, 3: 4, 12: 1}  # months of a step → steps of a year
LEAST = {1: 38, 3: 18, 12: 10}
MOST_ORIGINS = 10
FEWEST_ORIGINS = 3
BETTER_THAN_MEAN = 0.75  # of 300 series of pure noise none came below 0.79
_SAME = 1e-6


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value ahead; ``low`` and ``high`` are the ends of the interval.  *Units*: those of the series."""

    month: int
    value: Decimal
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Backtest:
    """What the procedure would have said at earlier dates.

    ``error`` is its mean absolute error over all origins and steps; ``naive`` that of the last year repeated;
    ``mean`` that of the mean so far; ``covered`` the share of true values inside the model's own interval,
    which is usually too sure of itself; ``widened`` what that interval is multiplied by so that it would have
    covered as much as it promises (split conformal: Vovk et al. 2005).
    """

    origins: int
    ahead: int
    error: float
    naive: float
    mean: float
    covered: float
    widened: float = 1.0

    @property
    def ratio(self) -> float | None:
        """Error against seasonal-naive; below one is better.  ``None`` where naive makes no error."""
        return self.error / self.naive if self.naive > 0 else None


@dataclass(frozen=True, slots=True)
class Outlook:
    """A forecast with its proof, or the reason why there is none."""

    points: tuple[Estimate, ...] = ()
    backtest: Backtest | None = None
    method: str = ""
    level: float = LEVEL
    used: int = 0
    reason: Bilingual = field(default_factory=lambda: Bilingual(""))

    @property
    def offered(self) -> bool:
        """Whether there is a forecast."""
        return bool(self.points)


def forecast(series: Sequence[Point], until: int, step: int = 1) -> Outlook:
    """The series carried on to the month ``until``; ``step`` is 1, 3 or 12 months.

    Only the part after the last gap is used.  Deterministic.  *Cost*: under a second for five years.
    """
    if step not in SEASONS:
        raise ValueError(f"a step is 1, 3 or 12 months, not {step}")
    tail = _unbroken(series, step)
    ahead = (until - int(tail[-1].month)) // step if tail else 0
    refusal = _too_short(series, tail, ahead, step)
    if refusal:
        return Outlook(used=len(tail), reason=refusal)
    history = [float(point.value) for point in tail]
    test = backtested(history, SEASONS[step], ahead)
    loses = _loses(test, max(map(abs, history)))
    if loses:
        return Outlook(backtest=test, used=len(tail), reason=loses)
    answer = smoothed(history, SEASONS[step], ahead)
    return Outlook(_estimates(answer, tail, step, test.widened), test, answer.form, LEVEL, len(tail))


def _unbroken(series: Sequence[Point], step: int) -> list[Point]:
    """The latest part without a missing period."""
    tail: list[Point] = []
    for point in sorted(series, key=lambda point: point.month):
        if tail and point.month != tail[-1].month + step:
            tail = []
        tail.append(point)
    return tail


def _least_training(length: int, season: int) -> int:
    return max(2 * season, length // 2, 6)


def _testable(length: int, season: int) -> int:
    """How far ahead a series of this length can be tested from enough origins."""
    return length - _least_training(length, season) - FEWEST_ORIGINS + 1


def _too_short(series: Sequence[Point], tail: Sequence[Point], ahead: int, step: int) -> Bilingual | None:
    least, gap = LEAST[step], len(tail) < len(series)
    if len(tail) < least:
        zh = f"连续的观测值只有 {len(tail)} 期{'（之前有缺数）' if gap else ''}，至少需要 {least} 期"
        en = f"only {len(tail)} periods {'without a gap ' if gap else ''}in a row; {least} are needed"
        return Bilingual(zh, en)
    if ahead < 1:
        return Bilingual("目标期已有观测值", "the target date is already observed")
    testable = _testable(len(tail), SEASONS[step])
    if ahead > testable:
        return Bilingual(
            f"要预测 {ahead} 期，历史只够检验 {testable} 期",
            f"{ahead} periods ahead are asked; the history can test {testable}",
        )
    return None


def backtested(history: Sequence[float], season: int, ahead: int) -> Backtest:
    """The errors of the procedure from evenly spaced earlier origins, each told only what came before it."""
    first, last = _least_training(len(history), season), len(history) - ahead
    count = min(MOST_ORIGINS, last - first + 1)
    origins = sorted({first + round(i * (last - first) / max(count - 1, 1)) for i in range(count)})
    errors: list[float] = []
    naive: list[float] = []
    mean: list[float] = []
    reached: list[float] = []
    for origin in origins:
        known, true = history[:origin], history[origin : origin + ahead]
        answer = smoothed(known, season, ahead)
        average = sum(known) / len(known)
        for step, value in enumerate(true):
            errors.append(abs(answer.values[step] - value))
            naive.append(abs(known[origin - season + step % season] - value))
            mean.append(abs(average - value))
            reached.append(_reach(answer, step, value))
    number = len(errors)
    covered = sum(reach <= 1 for reach in reached) / number
    widened = max(1.0, sorted(reached)[min(number - 1, math.ceil(LEVEL * (number + 1)) - 1)])
    return Backtest(
        len(origins),
        ahead,
        sum(errors) / number,
        sum(naive) / number,
        sum(mean) / number,
        covered,
        widened,
    )


def _reach(answer: Smoothed, step: int, value: float) -> float:
    """How far a true value lies from its forecast, in half intervals; 0 where both are the same."""
    middle = answer.values[step]
    half = answer.high[step] - middle if value > middle else middle - answer.low[step]
    distance = abs(value - middle)
    if distance <= _SAME * max(abs(value), abs(middle)):
        return 0.0
    return distance / half if half > 0 else float("inf")


def _loses(test: Backtest, scale: float) -> Bilingual | None:
    """Why the forecast is not offered; an error of nothing loses to nobody."""
    nothing = _SAME * scale
    if test.error <= nothing:
        return None
    if test.error >= test.naive:
        return Bilingual(
            f"回测误差不小于“重复上年”（比值 {_shown(test.error, test.naive)}）",
            f"the backtest does not beat repeating the last year (ratio {_shown(test.error, test.naive)})",
        )
    if test.error >= BETTER_THAN_MEAN * test.mean:
        return Bilingual(
            f"回测误差与取平均值相差无几（比值 {_shown(test.error, test.mean)}），没有可预测的规律",
            f"the backtest hardly beats the mean (ratio {_shown(test.error, test.mean)}): no pattern",
        )
    return None


def _shown(error: float, other: float) -> str:
    return f"{error / other:.2f}" if other else "∞"


def _estimates(answer: Smoothed, tail: Sequence[Point], step: int, widened: float) -> tuple[Estimate, ...]:
    quantum, last = _quantum(tail), int(tail[-1].month)
    found = []
    for number, (value, low, high) in enumerate(zip(answer.values, answer.low, answer.high, strict=True)):
        ends = (value, value - (value - low) * widened, value + (high - value) * widened)
        rounded = (Decimal(repr(end)).quantize(quantum) + 0 for end in ends)
        found.append(Estimate(last + step * (number + 1), *rounded))
    return tuple(found)


def _quantum(tail: Sequence[Point]) -> Decimal:
    """The last digit worth giving: the series' own, or five digits of its largest value."""
    largest = max(abs(point.value) for point in tail)
    fifth = largest.adjusted() - 4 if largest else 0
    own = min(int(point.value.normalize().as_tuple().exponent) for point in tail)
    return Decimal(1).scaleb(min(0, max(own, fifth)))
