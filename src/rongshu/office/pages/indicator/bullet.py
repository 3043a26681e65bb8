"""A bullet card's geometry: base, target and actual on one scale from zero, in percent of the bar."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from rongshu.metrics.status.declared_goal import level_of
from rongshu.metrics.status.indicator_status import IndicatorStatus
from rongshu.metrics.status.path import PathKind
from rongshu.pack.schema import Indicator

HEADROOM = Decimal("1.06")  # the largest mark does not touch the end of the bar


@dataclass(frozen=True, slots=True)
class Bullet:
    """Marks in percent of the bar's width; ``None`` where there is no number to mark."""

    zero: float
    base: float | None
    target: float | None
    actual: float | None

    @property
    def start(self) -> float:
        """Where the bar of the actual begins."""
        return min(self.zero, self.actual) if self.actual is not None else self.zero

    @property
    def length(self) -> float:
        """How long the bar of the actual is."""
        return abs(self.actual - self.zero) if self.actual is not None else 0.0


def bullet_of(indicator: Indicator, status: IndicatorStatus) -> Bullet | None:
    """The marks of one indicator; ``None`` when nothing about it is a number.

    The actual is of the size of base and target: of a flow the last whole year, of a count the sum so far.
    """
    marks = _marks(indicator, status)
    numbers = [each for each in marks if each is not None]
    if not numbers:
        return None
    low = min([Decimal(0), *numbers]) * HEADROOM
    high = max([Decimal(0), *numbers]) * HEADROOM
    if low == high:
        high = low + 1
    base, target, reached = (_position(each, low, high) for each in marks)
    return Bullet(_position(Decimal(0), low, high) or 0.0, base, target, reached)


def _marks(
    indicator: Indicator, status: IndicatorStatus
) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    goal = status.goal
    if goal is not None and goal.path is not PathKind.TEXT:
        return (
            goal.base.value if goal.base else None,
            goal.target.value if goal.target else None,
            status.level,
        )
    latest = status.latest.value if status.latest else None
    return level_of(indicator, indicator.base), level_of(indicator, indicator.target), latest


def _position(value: Decimal | None, low: Decimal, high: Decimal) -> float | None:
    return None if value is None else round(float((value - low) / (high - low) * 100), 2)
