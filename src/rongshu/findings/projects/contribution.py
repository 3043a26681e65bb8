"""What projects on their way would add to a target, year by year: a scenario, never a forecast.

Two readings stand side by side: all projects come as declared, and each counts by the declared share of its
stage.  Everything else is held as it was last observed.  What nobody declared (the figure, the start) is
counted, never taken for zero.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rongshu.metrics.status.path import PathKind, Point
from rongshu.metrics.status.status import Goal
from rongshu.pack.declared.project_rule import ProjectFigure, ProjectRule
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.quantity import written_decimal
from rongshu.terms.unit import Unit

ZERO = Decimal(0)
AHEAD = 10
_ADDS = frozenset(
    {
        *(PathKind.LINEAR, PathKind.COMPOUND, PathKind.STEPPED, PathKind.CUMULATIVE),
        *(PathKind.LEVEL, PathKind.FLOOR, PathKind.RANGE),
    }
)


@dataclass(frozen=True, slots=True)
class DeclaredProject:
    """A project with what is declared of a year at full production.

    *Units*: ``amount`` in ``unit``; ``start`` counts months since year 0, the first month of producing;
    ``ramp`` shares of full production by twelve months.  ``None`` and an empty ramp are not declared.
    """

    key: str
    name: str
    stage: str
    amount: Decimal | None = None
    unit: str = ""
    start: int | None = None
    ramp: tuple[Decimal, ...] = ()


@dataclass(frozen=True, slots=True)
class StageSum:
    """The projects of a stage: how many, how many say their figure and start, the sum, the share taken."""

    stage: str
    name: Bilingual
    projects: int
    counted: int
    full: Decimal
    share: Decimal

    @property
    def weighted(self) -> Decimal:
        """The sum as the stage counts."""
        return self.full * self.share


@dataclass(frozen=True, slots=True)
class Year:
    """What is added in a year beyond the last observation, and where the indicator would stand with it."""

    year: int
    added: Decimal
    added_weighted: Decimal
    value: Decimal | None = None
    value_weighted: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Scenario:
    """The answer.  *Units*: everything in ``unit``.

    ``closes`` and ``closes_weighted`` are the first year in which the target is reached, ``None`` where it is
    not within the years shown.  ``share`` of the gap is what is added by the target's year, in percent.
    ``reason`` says why the indicator cannot be set beside the projects; the years then have no value.
    """

    figure: str
    unit: str
    stages: tuple[StageSum, ...]
    years: tuple[Year, ...]
    unknown_amount: tuple[str, ...]
    unknown_start: tuple[str, ...]
    other_unit: tuple[str, ...]
    current: Decimal | None = None
    current_year: int | None = None
    target: Decimal | None = None
    target_year: int | None = None
    gap: Decimal | None = None
    share: Decimal | None = None
    share_weighted: Decimal | None = None
    closes: int | None = None
    closes_weighted: int | None = None
    formula: str = ""
    reason: Bilingual | None = None


@dataclass(frozen=True, slots=True)
class _Counted:
    project: DeclaredProject
    amount: Decimal
    start: int
    ramp: tuple[Decimal, ...]
    share: Decimal


def scenario_of(
    projects: Sequence[DeclaredProject],
    figure: ProjectFigure,
    rule: ProjectRule,
    first_year: int,
    goal: Goal | None = None,
    current: Point | None = None,
    unit: str = "",
) -> Scenario:
    """What the projects add from ``first_year`` on, told in ``unit`` (the figure's own without one).

    With ``goal`` and its last observation ``current`` the years begin after that, and say where the indicator
    would stand.  *Errors*: ``ValueError`` for a stage that the rule does not know.
    """
    told = unit or figure.unit
    shares = {each.stage: each.share for each in rule.stages}
    unknown = sorted({each.stage for each in projects} - shares.keys())
    if unknown:
        raise ValueError(f"stage: {', '.join(unknown)} not in {', '.join(shares)}")
    fits, other = _fitting(projects, figure)
    no_amount = tuple(each.name for each in fits if each.amount is None)
    no_start = tuple(each.name for each in fits if each.amount is not None and each.start is None)
    reason = _reason(figure, told, goal, current)
    into = figure.unit if reason else told
    counted = [
        _Counted(each, _told(each, figure, into), each.start, each.ramp or rule.ramp, shares[each.stage])
        for each in fits
        if each.amount is not None and each.start is not None
    ]
    base = int(current.month) // 12 if current is not None and reason is None else first_year - 1
    years = _years(counted, figure, base, goal if reason is None else None)
    found = Scenario(
        *(figure.figure, into, _stages(projects, counted, rule), years, no_amount, no_start, other),
        reason=reason,
    )
    if reason is not None or goal is None or current is None or goal.target is None:
        return found
    return _beside(found, goal, goal.target, current)


def _fitting(
    projects: Sequence[DeclaredProject], figure: ProjectFigure
) -> tuple[list[DeclaredProject], tuple[str, ...]]:
    """The projects whose figure is told in a unit that can be converted, and the names of the others."""
    wanted = Unit.parse(figure.unit)
    fits, other = [], []
    for each in projects:
        known = each.amount is not None and each.unit
        if known and not Unit.parse(each.unit).comparable_with(wanted):
            other.append(each.name)
        else:
            fits.append(each)
    return fits, tuple(other)


def _told(project: DeclaredProject, figure: ProjectFigure, unit: str) -> Decimal:
    given = Unit.parse(project.unit or figure.unit)
    return (project.amount or ZERO) * given.factor / Unit.parse(unit).factor


def _reason(figure: ProjectFigure, unit: str, goal: Goal | None, current: Point | None) -> Bilingual | None:
    """Why nothing can be said of the indicator; ``None`` where something can, or none is asked about."""
    if goal is None:
        return None
    if not Unit.parse(unit).comparable_with(Unit.parse(figure.unit)):
        return Bilingual(
            f"指标单位“{unit}”与项目的“{figure.unit}”不可比，不能相加",
            f"the indicator's unit {unit} cannot be compared with the projects' {figure.unit}",
        )
    if goal.target is None or goal.path not in _ADDS:
        return Bilingual("指标没有可相加的目标值", "the indicator has no target to which anything adds")
    if goal.direction == "down":
        return Bilingual("指标要求下降，增量不适用", "the indicator should fall; an addition does not apply")
    if current is None:
        return Bilingual("指标没有观测值，无从算起", "the indicator has no observation to start from")
    if figure.kind == "flow" and int(current.month) % 12 != 11:
        return Bilingual(
            "最新观测值不到年底，不能与全年增量相加",
            "the last observation is of part of a year; additions of whole years do not fit it",
        )
    return None


def _years(
    counted: Sequence[_Counted], figure: ProjectFigure, base: int, goal: Goal | None
) -> tuple[Year, ...]:
    """From the year after ``base`` until all are at full production and the target's year is past."""
    full = [each.start + 12 * len(each.ramp) for each in counted]
    last = max([base + 1, *(month // 12 for month in full)])
    if goal is not None and goal.target is not None:
        last = max(last, int(goal.target.month) // 12)
    found, running, running_weighted = [], ZERO, ZERO
    adds_up = goal is not None and goal.path is PathKind.CUMULATIVE
    for year in range(base + 1, min(last, base + AHEAD) + 1):
        now = [_in_year(each, figure, year) for each in counted]
        before = [ZERO if adds_up else _in_year(each, figure, base) for each in counted]
        added = sum((a - b for a, b in zip(now, before, strict=True)), ZERO)
        weighted = sum(((a - b) * each.share for each, a, b in zip(counted, now, before, strict=True)), ZERO)
        if adds_up:
            running, running_weighted = running + added, running_weighted + weighted
            added, weighted = running, running_weighted
        found.append(Year(year, added, weighted))
    return tuple(found)


def _in_year(each: _Counted, figure: ProjectFigure, year: int) -> Decimal:
    """What the project makes in a calendar year: of a flow its twelve months, of a stock its December."""
    first = year * 12
    if figure.kind == "stock":
        return each.amount * _ramped(each, first + 11)
    return each.amount * sum((_ramped(each, first + month) for month in range(12)), ZERO) / 12


def _ramped(each: _Counted, month: int) -> Decimal:
    """The share of full production in a month."""
    if month < each.start:
        return ZERO
    year = (month - each.start) // 12
    return each.ramp[year] if year < len(each.ramp) else each.ramp[-1]


def _stages(
    projects: Sequence[DeclaredProject], counted: Sequence[_Counted], rule: ProjectRule
) -> tuple[StageSum, ...]:
    found = []
    for stage in rule.stages:
        amounts = [each.amount for each in counted if each.project.stage == stage.stage]
        number = sum(each.stage == stage.stage for each in projects)
        if number:
            name = stage.name.bilingual()
            found.append(StageSum(stage.stage, name, number, len(amounts), sum(amounts, ZERO), stage.share))
    return tuple(found)


def _beside(found: Scenario, goal: Goal, target: Point, current: Point) -> Scenario:
    """The years with the indicator's value, and when the target is reached."""
    years = tuple(
        Year(
            each.year,
            each.added,
            each.added_weighted,
            current.value + each.added,
            current.value + each.added_weighted,
        )
        for each in found.years
    )
    end = int(target.month) // 12
    gap = target.value - current.value
    at_end = next((each for each in years if each.year == end), None)
    share, weighted = _shares(at_end, gap)
    return Scenario(
        *(found.figure, found.unit, found.stages, years),
        *(found.unknown_amount, found.unknown_start, found.other_unit),
        current=current.value,
        current_year=int(current.month) // 12,
        target=target.value,
        target_year=end,
        gap=max(gap, ZERO),
        share=share,
        share_weighted=weighted,
        closes=_first(goal, target, {each.year: each.value for each in years}),
        closes_weighted=_first(goal, target, {each.year: each.value_weighted for each in years}),
        formula=_formula(current, at_end, target),
    )


def _shares(at_end: Year | None, gap: Decimal) -> tuple[Decimal | None, Decimal | None]:
    """The parts of the gap that are added by the target's year; ``None`` where nothing is left to close."""
    if at_end is None or gap <= 0:
        return None, None
    return 100 * at_end.added / gap, 100 * at_end.added_weighted / gap


def _first(goal: Goal, target: Point, values: Mapping[int, Decimal | None]) -> int | None:
    for year, value in values.items():
        if value is not None and (value > target.value if goal.strict else value >= target.value):
            return year
    return None


def _formula(current: Point, at_end: Year | None, target: Point) -> str:
    """2024 value + added = value against the target, for both readings."""
    if at_end is None:
        return ""

    def line(added: Decimal) -> str:
        c, a, v, t = (
            written_decimal(round(each, 2))
            for each in (current.value, added, current.value + added, target.value)
        )
        return f"{c} + {a} = {v} {'≥' if current.value + added >= target.value else '<'} {t}"

    return f"{line(at_end.added)}；{line(at_end.added_weighted)}"
