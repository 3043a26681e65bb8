"""Why an indicator's light is what it is: the inputs, the formula, how old the data are, what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from rongshu.metrics.status.indicator_status import IndicatorStatus, PeriodStatus
from rongshu.metrics.status.needed import Needed
from rongshu.metrics.status.path import BOUNDS
from rongshu.office.pages.parts.amounts import growth
from rongshu.office.pages.parts.figures import Figure, figure_of, signed
from rongshu.pack.amount import Amount
from rongshu.terms.bilingual import Bilingual

FINE, CENT, HUNDRED = Decimal("0.0001"), Decimal("0.01"), Decimal(100)
INDEX = "指数（基期＝100）"


@dataclass(frozen=True, slots=True)
class Way:
    """The way left to the target: what every year from here must add, and the rate that this is."""

    current: Figure
    target: Figure
    years: Decimal
    yearly: Figure | None
    rate: Figure | None
    so_far: Figure | None
    met: bool
    over: bool
    formula: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What stands beside the light.

    ``observed``, ``expected`` and ``gap`` are in the unit of the goal; ``formula`` gives ``expected``;
    ``basis`` says what a part-year figure is held against; ``age`` is in months.
    """

    observed: Figure | None
    period: str
    expected: Figure | None
    gap: Figure | None
    behind: bool
    formula: str
    basis: Bilingual
    arithmetic: str
    age: int | None
    reason: Bilingual
    remarks: tuple[Bilingual, ...]
    remedy: Bilingual
    way: Way | None


def evidence_of(status: IndicatorStatus) -> Evidence:
    """Everything that decided the light of an indicator."""
    now, unit = status.now, goal_unit(status)
    last = _judged(status)
    gap = None if now.gap is None else signed(now.gap, unit, _places(now.expected))
    return Evidence(
        observed=value_figure(now.observed, unit),
        period=last.period if last else "",
        expected=value_figure(now.expected, unit),
        gap=gap,
        behind=now.shortfall is not None and now.shortfall > 0,
        formula=now.formula,
        basis=status.basis,
        arithmetic=status.arithmetic,
        age=None if now.age is None else int(now.age),
        reason=now.reason,
        remarks=status.remarks,
        remedy=status.remedy,
        way=way_left(status),
    )


def goal_unit(status: IndicatorStatus) -> str:
    """The unit in which the goal is held: the indicator's, or an index where growth is chained."""
    return INDEX if status.observed_as == "growth" else status.unit


def way_left(status: IndicatorStatus) -> Way | None:
    """The growth needed from here; ``None`` for limits, which are kept and not grown towards."""
    if status.goal is None or status.goal.path in BOUNDS:
        return None
    return way_of(status.needed, goal_unit(status))


def way_of(way: Needed | None, unit: str) -> Way | None:
    """The growth needed from here as shown; ``None`` where there is no way to tell."""
    if way is None:
        return None
    return Way(
        value_figure(way.current, unit) or figure_of(None),
        value_figure(way.target, unit) or figure_of(None),
        round(way.years, 2).normalize(),
        None if way.yearly is None else signed(way.yearly, unit, _places(way.current)),
        None if way.rate is None else growth(way.rate, places=2),
        None if way.so_far is None else growth(way.so_far, places=2),
        way.met,
        way.over,
        way.formula,
    )


def value_figure(value: Decimal | None, unit: str) -> Figure | None:
    """A value in the unit of its indicator, rounded for reading."""
    if value is None:
        return None
    finest = CENT if abs(value) >= HUNDRED else FINE
    return figure_of(Amount(value=value.quantize(finest) if value % finest else value, unit=unit))


def _judged(status: IndicatorStatus) -> PeriodStatus | None:
    """The period that the light rests on."""
    return status.periods[-1] if status.periods and status.now.observed is not None else None


def _places(beside: Decimal | None) -> int:
    """Decimals of a difference: two beside large values, else four."""
    return 2 if beside is not None and abs(beside) >= HUNDRED else 4
