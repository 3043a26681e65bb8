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


Months = int | Decimal


@dataclass(frozen=True, slots=True)
class Point:
    """A value at the end of a month; ``month`` counts months since year 0.

    A month with a fraction is a day inside it, where days are declared to count.
    """

    month: Months
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


def day_of_month(day: date) -> Decimal:
    """The end of ``day`` in months, its part of the month included: for plans that count days."""
    index = month_index(day.year, day.month)
    return index - 1 + Decimal(day.day) / monthrange(day.year, day.month)[1]


def segment(base: Point, stops: tuple[Point, ...], month: Months) -> tuple[Point, Point]:
    """The two declared values between which ``month`` lies: base, milestones and target in order of time."""
    ordered = sorted((base, *stops), key=lambda stop: stop.month)
    later = next((number for number, stop in enumerate(ordered) if stop.month >= month), len(ordered) - 1)
    return ordered[max(later, 1) - 1], ordered[max(later, 1)]


def linear(base: Point, target: Point, month: Months) -> Decimal:
    """Equal steps from base to target; held before the base and after the target."""
    elapsed = elapsed_between(base.month, target.month, month)
    return base.value + (target.value - base.value) * elapsed / (target.month - base.month)


def elapsed_between(first: Months, last: Months, month: Months) -> Months:
    """Months gone since ``first``, none before it and no more than there are up to ``last``."""
    return min(max(month - first, 0), last - first)


def compound(base: Point, target: Point, month: Months) -> Decimal:
    """Equal growth rates from base to target.  *Errors*: ``ValueError`` unless both are positive."""
    if base.value <= 0 or target.value <= 0:
        raise ValueError("compound growth needs a positive base and a positive target")
    span = target.month - base.month
    elapsed = elapsed_between(base.month, target.month, month)
    if elapsed in (0, span):
        return target.value if elapsed else base.value
    with localcontext() as context:
        context.prec = 34
        return base.value * (target.value / base.value) ** (Decimal(elapsed) / Decimal(span))


def stepped(base: Point, steps: tuple[Point, ...], month: Months) -> Decimal:
    """The last declared milestone reached; the base before the first."""
    reached = [step for step in sorted(steps, key=lambda step: step.month) if step.month <= month]
    return reached[-1].value if reached else base.value


def accumulated(target: Point, first_month: Months, month: Months) -> Decimal:
    """An equal share of a plan-long total for every month since the plan began."""
    return target.value * elapsed_between(first_month, target.month, month) / (target.month - first_month)
