"""The value a target expects at a date: the declared ways from base to target."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from enum import StrEnum

from rongshu.terms.period import Period


class PathKind(StrEnum):
    """How a target is meant between its base and its end."""

    LINEAR = "linear"
    COMPOUND = "compound"
    STEPPED = "stepped"
    CUMULATIVE = "cumulative"
    CEILING = "ceiling"
    FLOOR = "floor"
    LEVEL = "level"
    RANGE = "range"
    TEXT = "text"


BOUNDS = frozenset({PathKind.CEILING, PathKind.FLOOR, PathKind.RANGE})


@dataclass(frozen=True, slots=True)
class Point:
    """A value at the end of a month; ``month`` counts months since year 0."""

    month: int
    value: Decimal


def month_index(year: int, month: int) -> int:
    """The number of a calendar month, so that differences are whole months."""
    return year * 12 + month - 1


def end_of(period: Period) -> int:
    """The month in which a period ends."""
    return month_index(*period.last_month())


def whole_month(day: date) -> int:
    """The last month that is complete on ``day``: a day before the month's last does not count it."""
    index = month_index(day.year, day.month)
    return index if day.day == monthrange(day.year, day.month)[1] else index - 1


def linear(base: Point, target: Point, month: int) -> Decimal:
    """Equal steps from base to target; held before the base and after the target."""
    elapsed = min(max(month - base.month, 0), target.month - base.month)
    return base.value + (target.value - base.value) * elapsed / (target.month - base.month)


def compound(base: Point, target: Point, month: int) -> Decimal:
    """Equal growth rates from base to target.  *Errors*: ``ValueError`` unless both are positive."""
    if base.value <= 0 or target.value <= 0:
        raise ValueError("compound growth needs a positive base and a positive target")
    span = target.month - base.month
    elapsed = min(max(month - base.month, 0), span)
    if elapsed in (0, span):
        return target.value if elapsed else base.value
    with localcontext() as context:
        context.prec = 34
        return base.value * (target.value / base.value) ** (Decimal(elapsed) / span)


def stepped(base: Point, steps: tuple[Point, ...], month: int) -> Decimal:
    """The last declared milestone reached; the base before the first."""
    reached = [step for step in sorted(steps, key=lambda step: step.month) if step.month <= month]
    return reached[-1].value if reached else base.value


def accumulated(target: Point, first_month: int, month: int) -> Decimal:
    """An equal share of a plan-long total for every month since the plan began."""
    span = target.month - first_month
    elapsed = min(max(month - first_month, 0), span)
    return target.value * elapsed / span
