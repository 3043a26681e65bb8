"""A target broken down by year and group under declared constraints: as near to a declared key as they allow.

>>> # in a notebook
>>> # plan = break_down(Division(("county",), cells, limits, step=Decimal("0.01")))
>>> # for row in plan.rows: print(row.cell, row.value, row.shift, row.binding)

Each cell wants its share of its year's total by the key.  The answer is the one that keeps every constraint
and departs least from what the cells want, each departure counted against the cell's own size (least squares,
so that what one cell cannot take is spread over the others in proportion).  It is then rounded to whole steps
with every constraint still kept, the sums exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from rongshu.metrics.breakdown.breakdown_solver import Row, conflict, nearest, rounded
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.quantity import written_decimal

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure to be set: a year and a member of each dimension, with what it wants."""

    year: int
    members: tuple[str, ...]
    wanted: Decimal

    def __str__(self) -> str:
        return " · ".join((str(self.year), *self.members))


@dataclass(frozen=True, slots=True)
class Limit:
    """A named bound on the sum of some cells; ``signs`` turn it into one on differences (monotone paths).

    ``kind`` is ``total``, ``overall``, ``floor``, ``ceiling``, ``fixed`` or ``monotone``.
    """

    kind: str
    name: str
    cells: tuple[int, ...]
    low: Decimal | None = None
    high: Decimal | None = None
    signs: tuple[int, ...] = ()

    def said(self) -> str:
        """The limit as a planner reads it."""
        low = None if self.low is None else written_decimal(self.low)
        high = None if self.high is None else written_decimal(self.high)
        if low is not None and low == high:
            return f"{self.name} = {low}"
        bounds = (f"≥ {low}" if low is not None else "", f"≤ {high}" if high is not None else "")
        return " ".join((self.name, *filter(None, bounds)))


@dataclass(frozen=True, slots=True)
class Division:
    """What is to be broken down.  *Units*: all values in the target's unit; ``step`` the smallest amount."""

    dimensions: tuple[str, ...]
    cells: tuple[Cell, ...]
    limits: tuple[Limit, ...]
    step: Decimal = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell's figure; ``binding`` are the limits that keep it from what it wants."""

    cell: Cell
    value: Decimal
    binding: tuple[Limit, ...]

    @property
    def shift(self) -> Decimal:
        """Value − wanted."""
        return self.value - self.cell.wanted


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The figures, or the smallest set of limits found that cannot hold together."""

    rows: tuple[Placed, ...] = ()
    conflicts: tuple[Limit, ...] = ()

    @property
    def feasible(self) -> bool:
        """Whether there is an answer."""
        return not self.conflicts

    def reason(self) -> Bilingual:
        """Why there is no answer; empty where there is one."""
        if self.feasible:
            return Bilingual("")
        listed = "；".join(limit.said() for limit in self.conflicts)
        return Bilingual(
            f"以下约束不能同时满足：{listed}", f"these constraints cannot hold together: {listed}"
        )


def break_down(division: Division) -> Breakdown:
    """The division nearest to what its cells want.  *Errors*: ``ValueError`` for totals finer than a step.

    *Cost*: about a second for a thousand cells.
    """
    limits = [_in_steps(limit, division.step) for limit in division.limits]
    empty = [limit for limit in limits if _empty(limit)]
    if empty:
        return Breakdown(conflicts=(empty[0],))
    rows = [_row(limit, division.step) for limit in limits]
    wanted = [float(cell.wanted / division.step) for cell in division.cells]
    answer = nearest(wanted, rows)
    if answer is None:
        return Breakdown(conflicts=_conflicting(len(wanted), division.limits, rows))
    whole = rounded(answer, rows)
    if whole is None:
        return Breakdown(conflicts=tuple(division.limits))
    values = [division.step * number for number in whole]
    return Breakdown(_placed(division.cells, values, limits, division.step))


def _in_steps(limit: Limit, step: Decimal) -> Limit:
    """The limit with its ends moved inwards to whole steps; an exact total must already be one."""
    if limit.low is not None and limit.low == limit.high and limit.low % step:
        raise ValueError(f"{limit.said()}: not a whole number of steps of {written_decimal(step)}")
    low = None if limit.low is None else (limit.low / step).to_integral_value(ROUND_CEILING) * step
    high = None if limit.high is None else (limit.high / step).to_integral_value(ROUND_FLOOR) * step
    return Limit(limit.kind, limit.name, limit.cells, low, high, limit.signs)


def _empty(limit: Limit) -> bool:
    """Whether no value at all is left between the ends, or no cell to take it."""
    if limit.low is not None and limit.high is not None and limit.low > limit.high:
        return True
    nothing = (limit.low or ZERO) > 0 or (limit.high is not None and limit.high < 0)
    return not limit.cells and nothing


def _row(limit: Limit, step: Decimal) -> Row:
    low = None if limit.low is None else int(limit.low / step)
    high = None if limit.high is None else int(limit.high / step)
    return Row(limit.cells, limit.signs or (1,) * len(limit.cells), low, high)


def _conflicting(count: int, limits: Sequence[Limit], rows: Sequence[Row]) -> tuple[Limit, ...]:
    return tuple(limits[number] for number in conflict(count, rows))


def _placed(
    cells: Sequence[Cell], values: Sequence[Decimal], limits: Sequence[Limit], step: Decimal
) -> tuple[Placed, ...]:
    """Each cell with the limits that keep it from going further towards what it wants."""
    holding: dict[int, list[Limit]] = {}
    for limit in limits:
        if limit.kind in ("total", "overall"):
            continue
        signs = limit.signs or (1,) * len(limit.cells)
        amount = sum((values[c] * sign for c, sign in zip(limit.cells, signs, strict=True)), ZERO)
        for number, sign in zip(limit.cells, signs, strict=True):
            if _holds(limit, amount, (cells[number].wanted - values[number]) * sign, step):
                holding.setdefault(number, []).append(limit)
    return tuple(
        Placed(cell, values[number], tuple(holding.get(number, ()))) for number, cell in enumerate(cells)
    )


def _holds(limit: Limit, amount: Decimal, longing: Decimal, step: Decimal) -> bool:
    """Whether the limit is reached, but for rounding, in the direction in which the cell would like to go."""
    if limit.kind == "fixed":
        return True
    room = step * len(limit.cells)
    if longing > step:
        return limit.high is not None and limit.high - amount <= room
    return longing < -step and limit.low is not None and amount - limit.low <= room
