"""An indicator carried on to its target year: shown only where it has proved better than the naive way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from rongshu.metrics.inquiry import period_written
from rongshu.metrics.path import Point
from rongshu.metrics.published import published
from rongshu.office.pages.figures import Figure, figure_of
from rongshu.office.pages.progress import last_month, own_unit
from rongshu.pack.amount import Amount
from rongshu.pack.schema import Actual, Indicator
from rongshu.terms.period import Period

if TYPE_CHECKING:
    from rongshu.metrics.forecast import Outlook

FEWEST = 10
STEPS = {12: 12, 3: 3, 1: 1}


@dataclass(frozen=True, slots=True)
class Ahead:
    """One period ahead with the ends of its interval."""

    period: str
    value: Figure
    low: Figure
    high: Figure


@dataclass(frozen=True, slots=True)
class IndicatorOutlook:
    """The estimates and the proof: errors of the same procedure started at earlier dates."""

    ahead: tuple[Ahead, ...]
    level: int
    origins: int
    error: str
    naive: str
    ratio: str


def outlook_of(indicator: Indicator, actuals: Sequence[Actual], day: date) -> IndicatorOutlook | None:
    """The forecast as known on a day; ``None`` where there are too few figures or it loses its backtest."""
    target = indicator.target
    if target is None or not target.period or not indicator.measure:
        return None
    used = [each for each in published(actuals, indicator.measure, indicator.unit, day) if each.used]
    lengths = {Period.parse(each.period).months for each in used}
    points = [Point(each.month, each.value) for each in used if each.value is not None]
    if len(points) < FEWEST or len(lengths) != 1 or not lengths <= set(STEPS):
        return None
    step = lengths.pop()
    # Statistical libraries take a second to load: only an indicator with enough figures pays for them.
    from rongshu.metrics.forecast import forecast

    return _shown(forecast(points, last_month(target.period), step), own_unit(indicator), step)


def _shown(found: Outlook, unit: str, step: int) -> IndicatorOutlook | None:
    test = found.backtest
    if not found.offered or test is None:
        return None
    grain = {12: "year", 3: "quarter", 1: "month"}[step]

    def figure(value: object) -> Figure:
        return figure_of(Amount(value=round(value, 2), unit=unit))  # type: ignore[call-overload]

    ahead = tuple(
        Ahead(
            period_written(each.month // step, grain),
            figure(each.value),
            figure(each.low),
            figure(each.high),
        )
        for each in found.points
    )
    ratio = f"{test.ratio:.2f}" if test.ratio is not None else ""
    level = round(found.level * 100)
    return IndicatorOutlook(ahead, level, test.origins, f"{test.error:.4g}", f"{test.naive:.4g}", ratio)
