"""What growth is needed from here: by indicator, and by the groups that a target was broken down to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from rongshu.metrics.decomposition.gap import GroupGap, gap_by_goals
from rongshu.metrics.status.indicator_status import IndicatorStatus
from rongshu.metrics.status.needed import Needed, needed_by_group
from rongshu.metrics.status.path import PathKind, Point, month_index
from rongshu.metrics.status.published import unit_factor
from rongshu.metrics.status.status import Goal
from rongshu.metrics.status.timing import YEAR
from rongshu.metrics.values.inquiry import period_written
from rongshu.office.loads.shelf import readable_lake
from rongshu.office.pages.breakdown.offer import member_of
from rongshu.office.pages.indicator.evidence import Way, way_left
from rongshu.office.pages.indicator.indicators import indicator_path
from rongshu.office.pages.opened.opening import Opened
from rongshu.office.pages.parts.amounts import decimal_of, growth
from rongshu.office.pages.parts.figures import Figure, figure_of, signed
from rongshu.office.pages.parts.listing import Tag
from rongshu.office.pages.parts.wording import status_tag
from rongshu.office.pages.running.lake import Metric, holds_invented, metrics_of, values
from rongshu.office.pages.running.monitoring import GROUPS, Source
from rongshu.office.people.models import User
from rongshu.office.people.permission import Action, can
from rongshu.office.plans.breakdowns import in_force
from rongshu.pack.amount import Amount
from rongshu.terms.bilingual import Bilingual

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class IndicatorWay:
    """One indicator's way left, as a row."""

    name: Bilingual
    path: str
    tag: Tag
    way: Way
    year: str


@dataclass(frozen=True, slots=True)
class GroupWay:
    """One group: where it stands against its own part, and the growth that it needs."""

    name: Bilingual
    current: Figure
    expected: Figure
    gap: Figure
    behind: bool
    target: Figure
    rate: Figure | None
    so_far: Figure | None
    met: bool
    formula: str


@dataclass(frozen=True, slots=True)
class GroupPace:
    """The groups of the breakdown in force; ``gap`` sums theirs, ``outside`` is what none holds."""

    indicator: Bilingual
    dimensions: tuple[Bilingual, ...]
    number: int
    version: int
    period: str
    year: int
    rows: tuple[GroupWay, ...]
    gap: Figure
    outside: Figure | None


def indicator_ways(statuses: Sequence[IndicatorStatus]) -> tuple[IndicatorWay, ...]:
    """The indicators with a way left, those that must quicken most first."""
    rows = []
    for status in statuses:
        way = way_left(status) if status.observed_as == "value" else None
        if way is None or way.met or way.over or status.goal is None or status.goal.target is None:
            continue
        year = str(int(status.goal.target.month) // YEAR)
        rows.append(
            IndicatorWay(status.name, indicator_path(status.indicator), status_tag(status), way, year)
        )
    return tuple(sorted(rows, key=_quickening, reverse=True))


def _quickening(row: IndicatorWay) -> tuple[bool, Decimal]:
    rate, so_far = row.way.rate, row.way.so_far
    if rate is None or rate.value is None:
        return False, Decimal(0)
    known = so_far.value if so_far and so_far.value is not None else Decimal(0)
    return True, rate.value - known


def group_pace(
    user: User, opened: Opened, status: IndicatorStatus, measure: str, known_on: date | None
) -> GroupPace | None:
    """The groups of the breakdown in force by the firms' figures; ``None`` where either is not to be had.

    Figures of invented firms say nothing of a real plan's groups.
    """
    if not (can(user, Action.READ_BREAKDOWN, opened.plan) and can(user, Action.READ_FACTS, opened.plan)):
        return None
    metrics = metrics_of(opened.folder)
    metric = metrics.get(measure.removeprefix("metric:"))
    version = in_force(opened.plan, status.indicator) if metric else None
    if metric is None or version is None or version.content["unit"] != status.unit:
        return None
    source = Source(metrics, readable_lake(user))
    if holds_invented(source.lake) and not opened.demonstration:
        return None
    current = _current(source, metric, version.dimensions, status.unit, known_on)
    if current is None:
        return None
    month, seen = current
    return _paced(status, version.pk, version.number, version.content, version.dimensions, month, seen)


def _current(
    source: Source, metric: Metric, by: Sequence[str], unit: str, known_on: date | None
) -> tuple[int, dict[tuple[str, ...], Decimal]] | None:
    """The last month known and each group's value then: of a flow the sum of twelve months."""
    name, factor = metric.declared.id, unit_factor(metric.checked.unit, unit)
    if (
        factor is None
        or metric.declared.timing not in ("flow", "stock")
        or metric.declared.table != "firm_month"
    ):
        return None
    rows = values(dict(source.metrics), (name,), source.lake, by, known_on).rows
    known = [row for row in rows if row.get(name) is not None]
    last = max((row["period"] for row in known), default=None)
    if last is None:
        return None
    months = YEAR if metric.declared.timing == "flow" else 1
    found: dict[tuple[str, ...], Decimal] = {}
    for row in known:
        if last - months < row["period"] <= last:
            members = tuple(member_of(each, row) for each in by)
            value = decimal_of(row[name]) or Decimal(0)
            found[members] = found.get(members, Decimal(0)) + value * factor
    return last, found


def _paced(
    status: IndicatorStatus, key: int, number: int, content: Mapping[str, Any], by: Sequence[str],
    month: int, seen: Mapping[tuple[str, ...], Decimal],
) -> GroupPace | None:  # fmt: skip
    goals = _goals(content, by)
    members = {name: seen[name] for name in goals if name in seen}
    if not members or not all(goals[name].base and goals[name].target for name in members):
        return None
    labels = {" · ".join(name): name for name in members}
    whole = _whole([goals[name] for name in members])
    total = sum(seen.values(), Decimal(0))
    split = gap_by_goals(
        total, whole, {label: (goals[name], members[name]) for label, name in labels.items()}, month
    )
    gaps = {row.group: row for row in split.groups}
    ways = needed_by_group(
        {label: Point(month, members[name]) for label, name in labels.items()},
        {label: target for label, name in labels.items() if (target := goals[name].target)},
        {label: base for label, name in labels.items() if (base := goals[name].base)},
    )
    rows = tuple(_group_way(way, gaps[way.group], status.unit) for way in ways)
    missing = sum((row.gap for row in split.groups), Decimal(0))
    last = int(whole.target.month) // YEAR if whole.target else 0
    return GroupPace(
        status.name, tuple(GROUPS[each] for each in by), number, key, period_written(month, "month"), last,
        rows, signed(missing, status.unit),
        signed(split.outside, status.unit) if split.outside else None,
    )  # fmt: skip


def _goals(content: Mapping[str, Any], by: Sequence[str]) -> dict[tuple[str, ...], Goal]:
    """Each group's own path: straight from year to year through its figures."""
    bases = {tuple(row[name] for name in by): row.get("base") for row in content["input"]["groups"]}
    steps: dict[tuple[str, ...], list[Point]] = {}
    for row in content["rows"]:
        point = Point(month_index(row["year"], YEAR), Decimal(row["value"]))
        steps.setdefault(tuple(row[name] for name in by), []).append(point)
    found = {}
    for members, points in steps.items():
        written = bases.get(members)
        base = None if written is None else Point(int(points[0].month) - YEAR, Decimal(written))
        found[members] = Goal(PathKind.LINEAR, "up", points[-1], base, steps=tuple(points[:-1]))
    return found


def _whole(goals: Sequence[Goal]) -> Goal:
    """The path of all groups together."""
    added = [
        Point(points[0].month, sum((point.value for point in points), Decimal(0)))
        for points in zip(*([goal.base, *goal.steps, goal.target] for goal in goals), strict=True)
        if all(points)
    ]
    return Goal(PathKind.LINEAR, "up", added[-1], added[0], steps=tuple(added[1:-1]))


def _group_way(way: Needed, gap: GroupGap, unit: str) -> GroupWay:
    def figure(value: Decimal) -> Figure:
        return figure_of(Amount(value=value.quantize(CENT), unit=unit))

    return GroupWay(
        Bilingual(way.group), figure(gap.observed), figure(gap.expected),
        signed(gap.gap, unit), gap.gap < 0, figure(way.target),
        None if way.rate is None else growth(way.rate, places=2),
        None if way.so_far is None else growth(way.so_far, places=2), way.met, way.formula,
    )  # fmt: skip
