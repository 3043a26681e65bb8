"""Where an indicator stands against its declared path, with the formula beside the word."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

from rongshu.metrics.status.path import (
    BOUNDS,
    Months,
    PathKind,
    Point,
    accumulated,
    compound,
    elapsed_between,
    linear,
    segment,
    stepped,
)
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.quantity import written_decimal

_CLOSE = Decimal("1e-12")


class Status(StrEnum):
    """The words of the light, in the order in which they are tried."""

    CANNOT_BE_ASSESSED = "cannot_be_assessed"
    NO_DATA = "no_data"
    ACHIEVED = "achieved"
    ON_PACE = "on_pace"
    WORSENING = "worsening"
    SLIGHTLY_BEHIND = "slightly_behind"
    BEHIND = "behind"


WORDS = {
    Status.CANNOT_BE_ASSESSED: Bilingual("无法评估", "cannot be assessed"),
    Status.NO_DATA: Bilingual("无数据", "no data"),
    Status.ACHIEVED: Bilingual("已达标", "achieved"),
    Status.ON_PACE: Bilingual("进度正常", "on pace"),
    Status.WORSENING: Bilingual("逆向变动", "worsening"),
    Status.SLIGHTLY_BEHIND: Bilingual("略慢", "slightly behind"),
    Status.BEHIND: Bilingual("滞后", "behind"),
}
FINAL = {
    "completed": Bilingual("完成", "completed"),
    "not_completed": Bilingual("未完成", "not completed"),
    "cannot_be_assessed": Bilingual("无法评估", "cannot be assessed"),
}


@dataclass(frozen=True, slots=True)
class Goal:
    """A declared target.  *Units*: all values in the indicator's unit; months as in ``path``.

    ``direction`` is ``up``, ``down`` or ``none`` (declared; empty means nobody declared it).
    ``slack`` is the share of the distance base → target that still counts as slightly behind.
    ``running`` says that observations of a cumulative target are running totals, not increments.
    ``words_done`` is the declared outcome of a target in words.  ``strict`` targets (超过) are not met by
    being equal.  Milestones bend a linear or compound path, which runs from one to the next.
    """

    path: PathKind
    direction: str
    target: Point | None
    base: Point | None = None
    upper: Decimal | None = None
    steps: tuple[Point, ...] = ()
    slack: Decimal = Decimal("0.05")
    running: bool = False
    words_done: bool | None = None
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a year that a flow's figure covers: share, the year's last month, the share written."""

    share: Decimal
    year_end: Months
    written: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """The answer: word, numbers, and the formula with its inputs.

    ``gap`` is observed − expected; ``shortfall`` the same turned so that positive is bad;
    ``progress`` the share of base → target that is done, ``None`` for part of a year, which is not carried on
    to a whole one; ``age`` months from the observation to the date.
    """

    status: Status
    final: str = ""
    expected: Decimal | None = None
    observed: Decimal | None = None
    progress: Decimal | None = None
    planned: Decimal | None = None
    gap: Decimal | None = None
    shortfall: Decimal | None = None
    age: Months | None = None
    formula: str = ""
    reason: Bilingual = field(default_factory=lambda: Bilingual(""))


UNDECLARED_PATH = Assessment(
    Status.CANNOT_BE_ASSESSED, reason=Bilingual("未声明路径", "the path is not declared")
)


def assess(
    goal: Goal, observations: tuple[Point, ...], month: Months, part: Part | None = None
) -> Assessment:
    """Status of ``goal`` at the end of ``month``, judged on the latest observation not after it.

    ``part`` says that this observation counts only part of a year of a flow whose path is of whole years.
    """
    obstacle = _obstacle(goal)
    over = goal.target is not None and month >= goal.target.month
    if obstacle:
        return Assessment(Status.CANNOT_BE_ASSESSED, "cannot_be_assessed" if over else "", reason=obstacle)
    seen = _latest(goal, observations, month)
    if goal.path is PathKind.TEXT:
        return _in_words(goal, seen, month, over)
    if seen is None:
        return _unseen(goal, month, over, part)
    assert goal.target is not None  # an obstacle otherwise
    return _judged(goal, goal.target, seen, month, part)


def _unseen(goal: Goal, month: Months, over: bool, part: Part | None) -> Assessment:
    """No data, with the value that the path expects all the same."""
    reason = Bilingual("评估日期之前没有观测值", "no observation up to this date")
    final = "cannot_be_assessed" if over else ""
    if part is not None:
        return Assessment(Status.NO_DATA, final, reason=reason)
    expected, formula = expected_value(goal, month)
    planned = _progress(goal, expected)
    return Assessment(Status.NO_DATA, final, expected, planned=planned, formula=formula, reason=reason)


def _obstacle(goal: Goal) -> Bilingual | None:
    """Why the goal cannot be assessed at all, or ``None``."""
    if goal.path is PathKind.TEXT:
        return None if goal.words_done is not None else Bilingual("目标为文字表述", "the target is words")
    if goal.target is None:
        return Bilingual("没有目标值", "there is no target value")
    if goal.direction not in ("up", "down", "none"):
        return Bilingual("未声明方向", "the direction is not declared")
    if goal.path in BOUNDS or goal.path is PathKind.CUMULATIVE:
        return _bound_obstacle(goal)
    if goal.direction == "none":
        return Bilingual("这种路径需要声明方向", "this path needs a direction")
    if goal.base is None:
        return Bilingual("未声明基期值", "the baseline is not declared")
    return _path_obstacle(goal, goal.base, goal.target)


def _bound_obstacle(goal: Goal) -> Bilingual | None:
    if goal.path is PathKind.RANGE and goal.upper is None:
        return Bilingual("区间缺少上限", "the range has no upper end")
    if goal.path is PathKind.CUMULATIVE and goal.target is not None:
        if goal.base is None:
            return Bilingual("未声明累计起点", "where the count starts is not declared")
        if goal.direction == "none":
            return Bilingual("这种路径需要声明方向", "this path needs a direction")
        if goal.target.month <= goal.base.month:
            return Bilingual("目标期不晚于累计起点", "the target is not after the start of the count")
    return None


def _path_obstacle(goal: Goal, base: Point, target: Point) -> Bilingual | None:
    if target.month <= base.month:
        return Bilingual("目标期不晚于基期", "the target is not after the baseline")
    rising = target.value - base.value
    if (goal.direction == "up" and rising < 0) or (goal.direction == "down" and rising > 0):
        return Bilingual("声明的方向与基期、目标矛盾", "the declared direction contradicts base and target")
    stops = (base, *goal.steps, target)
    if goal.path is PathKind.COMPOUND and any(stop.value <= 0 for stop in stops):
        return Bilingual("复合增长要求基期和目标为正数", "compound growth needs positive values")
    if any(not base.month < step.month <= target.month for step in goal.steps):
        return Bilingual("阶段目标不在基期与目标期之间", "a milestone is not between base and target")
    if any(step.month == target.month and step.value != target.value for step in goal.steps):
        return Bilingual(
            "目标期的阶段目标与目标不同", "the milestone of the target's period is not the target"
        )
    return None


def _latest(goal: Goal, observations: tuple[Point, ...], month: Months) -> Point | None:
    seen = sorted((point for point in observations if point.month <= month), key=lambda point: point.month)
    if goal.path is PathKind.CUMULATIVE and goal.base is not None:
        seen = [point for point in seen if point.month > goal.base.month]
        if seen and not goal.running:
            return Point(seen[-1].month, sum((point.value for point in seen), Decimal(0)))
    elif goal.base is not None and month > goal.base.month:
        seen = [point for point in seen if point.month > goal.base.month]  # the baseline is no progress
    return seen[-1] if seen else None


def expected_value(goal: Goal, month: Months) -> tuple[Decimal, str]:
    """The path's value at the end of ``month`` and the formula written out with its numbers."""
    target, base = goal.target, goal.base
    if target is None:
        raise ValueError("a target in words has no path")
    if goal.path in BOUNDS or base is None:
        return target.value, _bounds(goal, target)
    if goal.path in (PathKind.LINEAR, PathKind.COMPOUND):
        return _between(goal, *segment(base, (*goal.steps, target), month), month)
    b, t = written_decimal(base.value), written_decimal(target.value)
    span, done = target.month - base.month, elapsed_between(base.month, target.month, month)
    if goal.path is PathKind.STEPPED:
        value = stepped(base, (*goal.steps, target), month)
        return value, f"{b} ⇥ {t}, {_written(done)}/{_written(span)} → {written_decimal(value)}"
    if goal.path is PathKind.CUMULATIVE:
        return accumulated(target, base.month, month), f"{t} × {_written(done)}/{_written(span)}"
    value = target.value if month >= target.month else base.value
    return value, f"{b} … {t}, {_written(done)}/{_written(span)} → {written_decimal(value)}"


def _between(goal: Goal, start: Point, end: Point, month: Months) -> tuple[Decimal, str]:
    """A linear or compound path between two declared values, with its formula."""
    b, t = written_decimal(start.value), written_decimal(end.value)
    done, span = elapsed_between(start.month, end.month, month), end.month - start.month
    part = f"{_written(done)}/{_written(span)}"
    if goal.path is PathKind.COMPOUND:
        return compound(start, end, month), f"{b} × ({t} / {b})^({part})"
    return linear(start, end, month), f"{b} + ({t} − {b}) × {part}"


def _written(months: Months) -> str:
    return written_decimal(round(Decimal(months), 4))


def _bounds(goal: Goal, target: Point) -> str:
    low = written_decimal(target.value)
    if goal.path is PathKind.RANGE and goal.upper is not None:
        high = written_decimal(goal.upper)
        return {"up": f"≥ {low} (… {high})", "down": f"≤ {high} ({low} …)"}.get(
            goal.direction, f"{low} … {high}"
        )
    return f"≤ {low}" if goal.path is PathKind.CEILING else f"≥ {low}"


def _judged(goal: Goal, target: Point, seen: Point, month: Months, part: Part | None) -> Assessment:
    expected, formula = expected_value(goal, part.year_end if part else seen.month)
    held = goal
    if part is not None:
        expected, formula = expected * part.share, f"({formula}) × {part.written}"
        held = _part_of(goal, part.share)
    shortfall = _shortfall(held, seen.value, expected)
    lacking = _shortfall(goal, seen.value, target.value)
    met = (lacking < 0 if goal.strict else lacking <= 0) and part is None  # a part of a year meets no year's
    over = month >= target.month and seen.month >= target.month and part is None
    status = _word(held, seen, shortfall, met, over)
    final = ""
    if month >= target.month:
        final = (
            ("completed" if met else "not_completed") if over or _early(goal, met) else "cannot_be_assessed"
        )
    return Assessment(
        status,
        final,
        expected,
        seen.value,
        None if part else _progress(goal, seen.value),
        None if part else _progress(goal, expected),
        seen.value - expected,
        shortfall,
        month - seen.month,
        formula,
        _stale(final, over),
    )


def _part_of(goal: Goal, share: Decimal) -> Goal:
    """The goal of a part of a year: every level of the yearly one times the share."""
    base, target = (point and Point(point.month, point.value * share) for point in (goal.base, goal.target))
    upper = None if goal.upper is None else goal.upper * share
    return replace(goal, base=base, target=target, upper=upper)


def _early(goal: Goal, met: bool) -> bool:
    """Whether a target met before the end counts as met: not for bounds and budgets."""
    return met and goal.path not in BOUNDS and not _budget(goal)


def _stale(final: str, over: bool) -> Bilingual:
    if final == "cannot_be_assessed" and not over:
        return Bilingual("缺少目标期的观测值", "there is no observation for the target period")
    if final and not over:
        return Bilingual(
            "目标期数据尚无，较早的观测值已达标",
            "met by an earlier observation; the target period has none yet",
        )
    return Bilingual("")


def _budget(goal: Goal) -> bool:
    return goal.path is PathKind.CUMULATIVE and goal.direction == "down"


def _word(goal: Goal, seen: Point, shortfall: Decimal, met: bool, over: bool) -> Status:
    if met and (over or _early(goal, met)):
        return Status.ACHIEVED
    if shortfall <= 0:
        return Status.ON_PACE
    if _worsened(goal, seen):
        return Status.WORSENING
    return Status.SLIGHTLY_BEHIND if shortfall <= goal.slack * _distance(goal) else Status.BEHIND


def _worsened(goal: Goal, seen: Point) -> bool:
    if goal.base is None or goal.path is PathKind.CUMULATIVE:
        return goal.path is PathKind.CUMULATIVE and goal.direction == "up" and seen.value < 0
    if goal.direction == "up":
        return seen.value < goal.base.value
    return goal.direction == "down" and seen.value > goal.base.value


def _distance(goal: Goal) -> Decimal:
    """What the slack is a share of: base → target; the bound itself where there is no base."""
    if goal.target is None:
        return Decimal(0)
    if goal.path is PathKind.CUMULATIVE or goal.base is None:
        return abs(goal.target.value)
    return abs(goal.target.value - goal.base.value)


def _shortfall(goal: Goal, observed: Decimal, wanted: Decimal) -> Decimal:
    """How far ``observed`` is on the wrong side of ``wanted``; zero or less is good."""
    if goal.path is PathKind.RANGE and goal.upper is not None and goal.target is not None:
        below, above = goal.target.value - observed, observed - goal.upper
        # of a range that should be reached from below, more than its upper end is no failure
        return {"up": below, "down": above}.get(goal.direction, max(below, above))
    falling = goal.path is PathKind.CEILING or (goal.path is not PathKind.FLOOR and goal.direction == "down")
    lacking = observed - wanted if falling else wanted - observed
    return Decimal(0) if abs(lacking) <= _CLOSE * max(abs(wanted), Decimal(1)) else lacking


def _progress(goal: Goal, value: Decimal) -> Decimal | None:
    """Share of the way that is done; ``None`` for bounds and where there is no way to go."""
    if goal.target is None or goal.base is None or goal.path in BOUNDS:
        return None
    start = Decimal(0) if goal.path is PathKind.CUMULATIVE else goal.base.value
    distance = goal.target.value - start
    return None if distance == 0 else (value - start) / distance


def _in_words(goal: Goal, seen: Point | None, month: Months, over: bool) -> Assessment:
    """The declared outcome; it needs no figure beside it."""
    done = bool(goal.words_done)
    final = ("completed" if done else "not_completed") if over else ""
    status = Status.ACHIEVED if done else Status.BEHIND
    age = None if seen is None else month - seen.month
    return Assessment(status, final, age=age, formula="完成 / 未完成")
