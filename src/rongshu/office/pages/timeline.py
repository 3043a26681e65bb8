"""A line chart's geometry for one indicator: base, milestones, target, published figures, declared path."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from math import ceil, floor, log10

from rongshu.office.pages.figures import grouped
from rongshu.office.pages.progress import converted, expected, in_unit, own_unit, series_of
from rongshu.pack.schema import Actual, Indicator
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.period import Period
from rongshu.terms.unit import Unit

WIDTH, HEIGHT = 640, 300
KINDS = {
    "base": Bilingual("基期", "base"),
    "milestone": Bilingual("阶段目标", "milestone"),
    "target": Bilingual("目标", "target"),
    "actual": Bilingual("公布实绩", "published"),
}
LEFT, RIGHT, TOP, BOTTOM = 64, 24, 28, 36


@dataclass(frozen=True, slots=True)
class Mark:
    """One point: ``kind`` is base, milestone, target or actual; ``text`` its number as written."""

    kind: str
    period: str
    value: Decimal
    text: str
    x: float
    y: float
    above: bool = True

    @property
    def label_y(self) -> float:
        """Where the number stands, above or below the point."""
        return round(self.y - 11 if self.above else self.y + 20, 1)

    @property
    def anchor(self) -> str:
        """Which end of the number stands at the point, so that it stays inside the picture."""
        return "end" if self.x > WIDTH - 60 else "start" if self.x < LEFT + 20 else "middle"

    @property
    def kind_word(self) -> Bilingual:
        """The kind in words."""
        return KINDS[self.kind]


@dataclass(frozen=True, slots=True)
class Tick:
    """A label on an axis at ``at`` (x of a year, y of a value)."""

    text: str
    at: float


@dataclass(frozen=True, slots=True)
class Timeline:
    """Everything the template draws, in the units of the view box."""

    marks: tuple[Mark, ...]
    years: tuple[Tick, ...]
    values: tuple[Tick, ...]
    line: str
    path: str
    unit: str
    width: int = WIDTH
    height: int = HEIGHT
    floor: float = HEIGHT - BOTTOM


@dataclass(frozen=True, slots=True)
class _Frame:
    first: float
    last: float
    low: float
    high: float

    def x(self, moment: float) -> float:
        span = (self.last - self.first) or 1.0  # base and target may stand at one time
        return round(LEFT + (moment - self.first) / span * (WIDTH - LEFT - RIGHT), 1)

    def y(self, value: Decimal | float) -> float:
        share = (float(value) - self.low) / ((self.high - self.low) or 1.0)
        return round(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM), 1)


def timeline_of(indicator: Indicator, actuals: Sequence[Actual]) -> Timeline | None:
    """The chart of one indicator; ``None`` when fewer than two dated numbers exist."""
    points = dated_values(indicator, actuals)
    if len(points) < 2 or len({period for _, period, _ in points}) < 2:
        return None
    frame = _frame(points)
    marks = _placed(points, frame)
    line = " ".join(f"{mark.x},{mark.y}" for mark in marks if mark.kind in ("base", "actual"))
    return Timeline(
        marks,
        tuple(Tick(str(year), frame.x(year)) for year in _years(frame)),
        tuple(Tick(grouped(value), frame.y(value)) for value in nice_ticks(frame.low, frame.high)),
        line,
        _declared(indicator, frame),
        own_unit(indicator),
    )


def dated_values(indicator: Indicator, actuals: Sequence[Actual]) -> list[tuple[str, str, Decimal]]:
    """Kind, period and value in the indicator's unit, by time; figures of other measures left out."""
    unit = own_unit(indicator)
    readings = [("base", indicator.base), *(("milestone", each) for each in indicator.milestones)]
    readings.append(("target", indicator.target))
    points = [
        (kind, reading.period, value)
        for kind, reading in readings
        if reading and reading.period and (value := in_unit(reading, unit)) is not None
    ]
    points += [
        ("actual", each.period, converted(each.value, each.unit, unit))
        for each in series_of(indicator, actuals)
        if each.period and each.value is not None and Unit.parse(each.unit).comparable_with(Unit.parse(unit))
    ]
    return sorted(points, key=lambda point: _moment(point[1]))


def nice_ticks(low: float, high: float, about: int = 4) -> list[Decimal]:
    """Round values between ``low`` and ``high``, some ``about`` of them."""
    span = high - low
    step = 10 ** floor(log10(span / about))
    step = next(step * factor for factor in (1, 2, 2.5, 5, 10) if span / (step * factor) <= about + 0.5)
    exact = Decimal(str(step))
    count = range(ceil(low / step), floor(high / step) + 1)
    return [(exact * index).normalize() for index in count]


def _moment(period: str) -> float:
    year, month = Period.parse(period).last_month()
    return year + (month - 12) / 12


def _frame(points: list[tuple[str, str, Decimal]]) -> _Frame:
    moments = [_moment(period) for _, period, _ in points]
    values = [float(value) for _, _, value in points]
    low, high = min(values), max(values)
    room = (high - low) * 0.15 or abs(high) * 0.1 or 1.0
    bottom = 0.0 if low >= 0 and low - room < 0 else low - room
    return _Frame(min(moments), max(moments), bottom, high + room)


def _years(frame: _Frame) -> range:
    return range(ceil(frame.first), floor(frame.last) + 1)


def _placed(points: list[tuple[str, str, Decimal]], frame: _Frame) -> tuple[Mark, ...]:
    """Points with their labels above or below: where two share a year the lower one reads below."""
    marks = []
    for kind, period, value in points:
        others = [other for _, when, other in points if when == period and other != value]
        above = not any(other > value for other in others)
        marks.append(
            Mark(kind, period, value, grouped(value), frame.x(_moment(period)), frame.y(value), above)
        )
    return tuple(marks)


def _declared(indicator: Indicator, frame: _Frame) -> str:
    """The declared path as the points of a polyline; empty where none is declared."""
    base, target = indicator.base, indicator.target
    if not base or not target or not base.period or not target.period:
        return ""
    first, last = Period.parse(base.period).year, Period.parse(target.period).year
    wanted = [(year, expected(indicator, str(year))) for year in range(first, last + 1)]
    known = [(year, value) for year, value in wanted if value is not None]
    if indicator.path == "stepped":
        # held until the step is due, then up at once
        known = [known[0], *(point for one, two in pairwise(known) for point in ((two[0], one[1]), two))]
    return " ".join(f"{frame.x(year)},{frame.y(value)}" for year, value in known)
