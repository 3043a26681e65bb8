"""A line chart's geometry for one indicator: base, milestones, target, published figures, path, forecast."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from math import ceil, floor, log10
from typing import TYPE_CHECKING

from rongshu.metrics.status.declared_goal import level_of
from rongshu.metrics.status.indicator_status import IndicatorStatus
from rongshu.metrics.status.path import PathKind
from rongshu.metrics.status.published import Published
from rongshu.metrics.status.status import Goal, expected_value
from rongshu.metrics.status.timing import YEAR, months_of
from rongshu.office.pages.indicator.evidence import goal_unit
from rongshu.office.pages.parts.figures import grouped
from rongshu.pack.schema import Indicator
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.period import Period

if TYPE_CHECKING:
    from rongshu.metrics.forecast.forecast import Estimate

WIDTH, HEIGHT = 640, 300
KINDS = {
    "base": Bilingual("基期", "base"),
    "milestone": Bilingual("阶段目标", "milestone"),
    "target": Bilingual("目标", "target"),
    "actual": Bilingual("公布实绩", "published"),
    "estimate": Bilingual("预测", "forecast"),
}
LEFT, RIGHT, TOP, BOTTOM = 64, 24, 28, 36
DRAWN = frozenset({PathKind.LINEAR, PathKind.COMPOUND, PathKind.STEPPED, PathKind.CUMULATIVE, PathKind.LEVEL})
YEARS = 12  # labels that fit below the picture
FEW = 8  # figures up to which every one has its number written beside it
Dot = tuple[str, str, Decimal]


@dataclass(frozen=True, slots=True)
class Mark:
    """One point: ``kind`` is base, milestone, target, actual or estimate; ``text`` its number as written.

    ``label`` says whether the number stands in the picture; ``due`` what the path asks for then.
    """

    kind: str
    period: str
    value: Decimal
    text: str
    x: float
    y: float
    above: bool = True
    label: bool = True
    due: str = ""

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
    """Everything the template draws, in the units of the view box.

    ``parts`` says that figures of part of a year are left out of the picture; ``band`` is the interval of the
    forecast, ``ahead`` its line.
    """

    marks: tuple[Mark, ...]
    years: tuple[Tick, ...]
    values: tuple[Tick, ...]
    line: str
    path: str
    unit: str
    parts: bool = False
    ahead: str = ""
    band: str = ""
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
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


def timeline_of(
    indicator: Indicator, status: IndicatorStatus, ahead: Sequence[Estimate] = ()
) -> Timeline | None:
    """The chart of one indicator; ``None`` when fewer than two dated numbers exist."""
    dots = dated_values(indicator, status)
    if len(dots) < 2 or len({period for _, period, _ in dots}) < 2:
        return None
    frame = _frame(dots, ahead)
    marks = _placed(dots, frame, status.goal)
    line = " ".join(f"{mark.x},{mark.y}" for mark in marks if mark.kind in ("base", "actual"))
    last = next((mark for mark in reversed(marks) if mark.kind == "actual"), None)
    return Timeline(
        (*marks, *(_estimate(each, frame) for each in ahead)),
        _years(frame),
        tuple(Tick(grouped(value), frame.y(value)) for value in nice_ticks(frame.low, frame.high)),
        line,
        _declared(status.goal, frame),
        goal_unit(status),
        any(_is_part(row, status) for row in status.figures if row.used),
        _line_ahead(ahead, frame, last),
        _band(ahead, frame, last),
    )


def dated_values(indicator: Indicator, status: IndicatorStatus) -> list[Dot]:
    """Kind, period and value in the goal's unit, by time; what cannot be compared is left out."""
    dots = [*_declared_values(indicator, status), *_observed_values(status)]
    return sorted(dots, key=lambda dot: _moment(dot[1]))


def _declared_values(indicator: Indicator, status: IndicatorStatus) -> list[Dot]:
    goal = status.goal
    if goal is not None and goal.path is not PathKind.TEXT:
        points = [("base", goal.base), *(("milestone", step) for step in goal.steps), ("target", goal.target)]
        return [(kind, _year_of(int(point.month)), point.value) for kind, point in points if point]
    readings = [("base", indicator.base), *(("milestone", each) for each in indicator.milestones)]
    readings.append(("target", indicator.target))
    return [
        (kind, reading.period, value)
        for kind, reading in readings
        if reading and reading.period and (value := level_of(indicator, reading)) is not None
    ]


def _observed_values(status: IndicatorStatus) -> list[Dot]:
    """Figures since the baseline as they are judged, those before it as published."""
    judged = {
        row.period: row.assessment.observed for row in status.periods if not _is_part(row.figure, status)
    }
    same = status.observed_as == "value" and (
        status.goal is None or status.goal.path is not PathKind.CUMULATIVE
    )
    dots = [("actual", period, value) for period, value in judged.items() if value is not None]
    base = status.goal.base if status.goal else None
    before = [
        ("actual", row.period, row.value)
        for row in status.figures
        if row.used
        and row.value is not None
        and row.period not in judged
        and not _is_part(row, status)
        and (base is None or row.month < base.month)
    ]
    return [*before, *dots] if same else dots


def _is_part(row: Published, status: IndicatorStatus) -> bool:
    """Whether a figure counts only part of a year of a flow, so that it is of another size."""
    return status.timing == "flow" and months_of(row) < YEAR


def _year_of(month: int) -> str:
    """The period that ends with a month: its year in December, else the month."""
    return str(month // YEAR) if month % YEAR == YEAR - 1 else f"{month // YEAR}-{month % YEAR + 1:02d}"


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


def _at(month: float) -> float:
    """The moment of a month counted since year 0: the end of December 2025 is 2025."""
    return (month + 1) / YEAR - 1


def _frame(dots: list[Dot], ahead: Sequence[Estimate]) -> _Frame:
    moments = [*(_moment(period) for _, period, _ in dots), *(_at(each.month) for each in ahead)]
    values = [float(value) for _, _, value in dots]
    values += [float(end) for each in ahead for end in (each.low, each.high)]
    low, high = min(values), max(values)
    room = (high - low) * 0.15 or abs(high) * 0.1 or 1.0
    bottom = 0.0 if low >= 0 and low - room < 0 else low - room
    return _Frame(min(moments), max(moments), bottom, high + room)


def _years(frame: _Frame) -> tuple[Tick, ...]:
    years = range(ceil(frame.first), floor(frame.last) + 1)
    every = -(-len(years) // YEARS) or 1
    return tuple(Tick(str(year), frame.x(year)) for year in reversed(years[::-1][::every]))


def _placed(dots: list[Dot], frame: _Frame, goal: Goal | None) -> list[Mark]:
    """Points with their labels above or below: where two share a year the lower one reads below."""
    marks = []
    base = max((period for kind, period, _ in dots if kind == "base"), default="")
    actual = [number for number, (kind, _, _) in enumerate(dots) if kind == "actual"]
    for number, (kind, period, value) in enumerate(dots):
        others = [other for _, when, other in dots if when == period and other != value]
        above = not any(other > value for other in others)
        if kind == "actual" and 0 < _moment(period) - _moment(base or period) < 1:
            above = False  # beside the base's own number
        label = kind != "actual" or len(actual) <= FEW or (number == actual[-1] and period > base)
        due = _due(goal, period) if kind == "actual" else ""
        marks.append(
            Mark(
                kind, period, value, grouped(round(value, 4)),
                frame.x(_moment(period)), frame.y(value), above, label, due,
            )
        )  # fmt: skip
    return marks


def _due(goal: Goal | None, period: str) -> str:
    """What the path asks for at the end of a period; empty before the baseline and without a path."""
    year, month = Period.parse(period).last_month()
    index = year * YEAR + month - 1
    if goal is None or not _has_path(goal) or goal.base is None or index <= goal.base.month:
        return ""
    return grouped(round(expected_value(goal, index)[0], 2))


def _has_path(goal: Goal) -> bool:
    if goal.path not in DRAWN or goal.base is None or goal.target is None:
        return False
    positive = goal.base.value > 0 and goal.target.value > 0 and all(step.value > 0 for step in goal.steps)
    return goal.target.month > goal.base.month and (goal.path is not PathKind.COMPOUND or positive)


def _declared(goal: Goal | None, frame: _Frame) -> str:
    """The declared path as the points of a polyline; empty where none is declared."""
    if goal is None or goal.base is None or goal.target is None or not _has_path(goal):
        return ""
    first, last = int(goal.base.month), int(goal.target.month)
    months = [*range(first, last, YEAR), last]
    if goal.path is PathKind.STEPPED:
        months = sorted({first, last, *(int(step.month) for step in goal.steps if first < step.month < last)})
    known = [(_at(month), expected_value(goal, month)[0]) for month in months]
    if goal.path in (PathKind.STEPPED, PathKind.LEVEL):
        # held until the step is due, then up at once
        known = [known[0], *(point for one, two in pairwise(known) for point in ((two[0], one[1]), two))]
    return " ".join(f"{frame.x(moment)},{frame.y(value)}" for moment, value in known)


def _estimate(each: Estimate, frame: _Frame) -> Mark:
    x, y = frame.x(_at(each.month)), frame.y(each.value)
    return Mark(
        "estimate", _year_of(each.month), each.value, grouped(round(each.value, 2)), x, y, label=False
    )


def _line_ahead(ahead: Sequence[Estimate], frame: _Frame, last: Mark | None) -> str:
    points = [f"{frame.x(_at(each.month))},{frame.y(each.value)}" for each in ahead]
    return " ".join([f"{last.x},{last.y}", *points] if last and points else points)


def _band(ahead: Sequence[Estimate], frame: _Frame, last: Mark | None) -> str:
    """The interval as a polygon from the last figure, out along its high end and back along the low."""
    if not ahead:
        return ""
    start = [f"{last.x},{last.y}"] if last else []
    high = [f"{frame.x(_at(each.month))},{frame.y(each.high)}" for each in ahead]
    low = [f"{frame.x(_at(each.month))},{frame.y(each.low)}" for each in reversed(ahead)]
    return " ".join([*start, *high, *low])
