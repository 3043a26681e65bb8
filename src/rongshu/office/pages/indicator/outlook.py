"""An indicator carried on to its target year: shown only where it has proved better than the naive way."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rongshu.metrics.status.indicator_status import IndicatorStatus
from rongshu.metrics.status.path import Point
from rongshu.metrics.status.timing import months_of
from rongshu.metrics.values.inquiry import period_written
from rongshu.office.pages.parts.figures import Figure, figure_of
from rongshu.pack.amount import Amount
from rongshu.terms.bilingual import Bilingual

if TYPE_CHECKING:
    from rongshu.metrics.forecast.forecast import Estimate, Outlook

FEWEST = 10
GRAINS = {12: "year", 3: "quarter", 1: "month"}


@dataclass(frozen=True, slots=True)
class Ahead:
    """One period ahead with the ends of its interval."""

    period: str
    value: Figure
    low: Figure
    high: Figure


@dataclass(frozen=True, slots=True)
class IndicatorOutlook:
    """The estimates and the proof: errors of the same procedure started at earlier dates.

    Without estimates ``reason`` says why none are shown.
    """

    ahead: tuple[Ahead, ...]
    points: tuple[Estimate, ...]
    level: int
    origins: int
    error: str
    naive: str
    ratio: str
    covered: str
    method: str
    reason: Bilingual


def outlook_of(status: IndicatorStatus) -> IndicatorOutlook | None:
    """The forecast by what the status knows; ``None`` where there are too few figures to try."""
    if status.goal is None or status.goal.target is None or status.observed_as != "value":
        return None
    used = [row for row in status.figures if row.used and row.value is not None and not row.bound]
    lengths = Counter(months for row in used if (months := months_of(row)) in GRAINS)
    step = max(lengths, key=lambda months: (lengths[months], months), default=0)
    points = tuple(
        Point(row.month, row.value) for row in used if row.value is not None and months_of(row) == step
    )
    if len(points) < FEWEST:
        return None
    return _shown(_tried(points, int(status.goal.target.month), step), status.unit, step)


@lru_cache(maxsize=256)
def _tried(points: tuple[Point, ...], until: int, step: int) -> Outlook:
    # Statistical libraries take a second to load: only an indicator with enough figures pays for them.
    from rongshu.metrics.forecast.forecast import forecast

    return forecast(points, until, step)


def _shown(found: Outlook, unit: str, step: int) -> IndicatorOutlook | None:
    test = found.backtest
    ahead = tuple(_ahead(each, unit, step) for each in found.points)
    if test is None:
        return IndicatorOutlook((), (), 0, 0, "", "", "", "", "", found.reason)
    ratio = f"{test.ratio:.2f}" if test.ratio is not None else ""
    return IndicatorOutlook(
        ahead,
        found.points,
        round(found.level * 100),
        test.origins,
        f"{test.error:.4g}",
        f"{test.naive:.4g}",
        ratio,
        f"{test.covered:.0%}",
        found.method,
        found.reason,
    )


def _ahead(each: Estimate, unit: str, step: int) -> Ahead:
    value, low, high = (
        figure_of(Amount(value=round(end, 2), unit=unit)) for end in (each.value, each.low, each.high)
    )
    return Ahead(period_written(each.month // step, GRAINS[step]), value, low, high)
