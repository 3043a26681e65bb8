"""What growth is needed from here to meet a target: in all, a year, and as a rate, with the arithmetic.

>>> needed("全市", Point(24287, Decimal(100)), Point(24311, Decimal(121))).rate
Decimal('10.0000')
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext

from rongshu.metrics.status.path import PathKind, Point
from rongshu.metrics.status.status import Goal
from rongshu.terms.quantity import written_decimal

_RATE = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Needed:
    """The way left.  *Units*: ``left`` and ``yearly`` in the indicator's unit, rates in percent a year.

    ``rate`` is the compound growth needed from ``current``; ``None`` where one of the two is not positive or
    the target is a total that adds up.  ``so_far`` is the compound growth since the baseline.  ``met`` says
    that nothing is left; ``over`` that no time is left.
    """

    group: str
    current: Decimal
    target: Decimal
    years: Decimal
    left: Decimal
    yearly: Decimal | None
    rate: Decimal | None
    so_far: Decimal | None
    met: bool
    over: bool
    formula: str


def needed(
    group: str,
    current: Point,
    target: Point,
    base: Point | None = None,
    *,
    falling: bool = False,
    adds_up: bool = False,
) -> Needed:
    """The way from ``current`` to ``target``; ``adds_up`` where values are counts towards a total."""
    years = Decimal(target.month - current.month) / 12
    left = target.value - current.value
    met = left >= 0 if falling else left <= 0
    yearly = left / years if years > 0 else None
    rate = None if adds_up or years <= 0 else _rate(current.value, target.value, years)
    so_far = None
    if base is not None and not adds_up and current.month > base.month:
        so_far = _rate(base.value, current.value, Decimal(current.month - base.month) / 12)
    return Needed(
        group, current.value, target.value, years, left,
        None if yearly is None else round(yearly, 4), rate, so_far, met, years <= 0,
        _formula(current.value, target.value, years, rate),
    )  # fmt: skip


def _rate(start: Decimal, end: Decimal, years: Decimal) -> Decimal | None:
    """Compound growth in percent a year; ``None`` unless both ends are positive."""
    if start <= 0 or end <= 0:
        return None
    with localcontext() as context:
        context.prec = 34
        return (((end / start) ** (1 / years) - 1) * 100).quantize(_RATE)


def _formula(current: Decimal, target: Decimal, years: Decimal, rate: Decimal | None) -> str:
    if years <= 0:
        return ""
    c, t, y = written_decimal(current), written_decimal(target), written_decimal(round(years, 2))
    yearly = f"({t} − {c}) / {y}"
    return yearly if rate is None else f"{yearly}；({t} / {c})^(1/{y}) − 1"


def needed_of_goal(group: str, goal: Goal, current: Point) -> Needed | None:
    """The same for a declared goal; ``None`` where it is no level or total to be reached."""
    if goal.target is None or goal.path is PathKind.TEXT:
        return None
    falling = goal.path is PathKind.CEILING or goal.direction == "down"
    end = goal.target
    if goal.path is PathKind.RANGE and falling and goal.upper is not None:
        end = Point(end.month, goal.upper)
    adds_up = goal.path is PathKind.CUMULATIVE
    return needed(group, current, end, None if adds_up else goal.base, falling=falling, adds_up=adds_up)


def needed_by_group(
    current: Mapping[str, Point], targets: Mapping[str, Point], bases: Mapping[str, Point] | None = None
) -> tuple[Needed, ...]:
    """One row a group with a declared target, the most growth needed first; groups without are left out."""
    rows = [
        needed(group, current[group], target, (bases or {}).get(group))
        for group, target in targets.items()
        if group in current
    ]
    return tuple(sorted(rows, key=lambda row: (-(row.rate or Decimal(0)), -row.left, row.group)))
