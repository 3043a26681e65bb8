"""Projects on their way: stages, what slips against its plan in time and money, what stands in the way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from rongshu.office.people.meanwhile import with_version
from rongshu.office.registry.derived import ORDER
from rongshu.office.registry.kinds import OBSTACLE_KINDS, STAGES
from rongshu.office.registry.models import Obstacle, Project, ProjectMonth
from rongshu.terms.bilingual import Bilingual

NAMES = dict(STAGES)
DAYS_A_MONTH = Decimal("30.4375")
ZERO, TENTH = Decimal(0), Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Step:
    """A stage of a project; ``late`` days beyond its plan, so far or for good; ``None`` where unknown."""

    key: str
    name: Bilingual
    planned: date | None
    actual: date | None
    done: bool
    late: int | None

    @property
    def months(self) -> Decimal | None:
        """The same in months."""
        return None if self.late is None else in_months(self.late)


@dataclass(frozen=True, slots=True)
class Money:
    """Investment planned and made in the months before this one.  *Units*: 万元.

    Only months of which both are known count; ``unreported`` months have a plan and no actual figure yet.
    """

    planned: Decimal
    actual: Decimal
    unreported: int

    @property
    def behind(self) -> Decimal:
        """What is missing; zero where nothing is."""
        return max(ZERO, self.planned - self.actual)


@dataclass(frozen=True, slots=True)
class Month:
    """Investment in a month and so far, with the number of its row.  *Units*: 万元."""

    number: int
    month: date
    planned: Decimal | None
    actual: Decimal | None
    planned_so_far: Decimal
    actual_so_far: Decimal
    note: str


@dataclass(frozen=True, slots=True)
class ProjectView:
    """A project as its page shows it."""

    steps: tuple[Step, ...]
    months: tuple[Month, ...]
    money: Money | None
    obstacles: tuple[Obstacle, ...]
    months_seen: int = 0
    obstacles_seen: int = 0


@dataclass(frozen=True, slots=True)
class StageSlip:
    """What slips of the projects in a stage: how many wait for a next stage that is overdue, by how much."""

    key: str
    name: Bilingual
    projects: int
    late: int
    middle: Decimal | None
    longest: Decimal | None
    money: Money | None


def in_months(days: int) -> Decimal:
    """Days as months with one decimal; a day late is late."""
    months = (Decimal(days) / DAYS_A_MONTH).quantize(TENTH, ROUND_HALF_UP)
    return max(months, TENTH) if days > 0 else months


def steps_of(stage: str, steps: Mapping[str, Mapping[str, str]], today: date) -> tuple[Step, ...]:
    """The nine stages with their days."""
    reached = ORDER.index(stage)
    found = []
    for place, key in enumerate(ORDER):
        days = steps.get(key, {})
        planned, actual = day_of(days.get("plan")), day_of(days.get("actual"))
        done = place <= reached
        found.append(Step(key, NAMES[key], planned, actual, done, _late(planned, actual, done, today)))
    return tuple(found)


def _late(planned: date | None, actual: date | None, done: bool, today: date) -> int | None:
    if planned is None or (done and actual is None):
        return None
    return max(0, ((actual or today) - planned).days)


def day_of(written: str | None) -> date | None:
    """A day as a step keeps it."""
    return date.fromisoformat(str(written)[:10]) if written else None


def slippage(project: Project, today: date) -> Decimal:
    """Months by which the next stage is behind its plan; 0 where it is not or nobody planned it."""
    return in_months(max(0, (today - project.due).days)) if project.due else ZERO


def project_view(project: Project) -> ProjectView:
    """The project's stages, months and obstacles, and the newest write of each of the two."""
    today = timezone.localdate()
    rows, obstacles = (list(with_version(each.all())) for each in (project.months, project.obstacles))
    months = _running(rows)
    money = money_of([(row.planned, row.actual) for row in rows if row.month < today.replace(day=1)])
    return ProjectView(
        *(steps_of(project.stage, project.steps, today), months, money, tuple(obstacles)),
        *(max((row.version for row in found), default=0) for found in (rows, obstacles)),
    )


def money_of(months: Sequence[tuple[Decimal | None, Decimal | None]]) -> Money | None:
    """Planned and actual of the months of which both are known; ``None`` where nothing was planned."""
    both = [(planned, actual) for planned, actual in months if planned is not None and actual is not None]
    waiting = sum(planned is not None and actual is None for planned, actual in months)
    if not both and not waiting:
        return None
    return Money(sum((p for p, _a in both), ZERO), sum((a for _p, a in both), ZERO), waiting)


def _running(rows: Sequence[ProjectMonth]) -> tuple[Month, ...]:
    planned, actual, found = ZERO, ZERO, []
    for row in rows:
        planned, actual = planned + (row.planned or 0), actual + (row.actual or 0)
        found.append(Month(row.pk, row.month, row.planned, row.actual, planned, actual, row.note))
    return tuple(found)


def overdue(rows: QuerySet[Project], today: date) -> list[tuple[int, str, date]]:
    """Number, stage and planned day of the projects that wait for an overdue stage, the longest first."""
    return list(rows.filter(due__lt=today).order_by("due", "pk").values_list("pk", "stage", "due"))


def slips_of(
    rows: QuerySet[Project],
    totals: Mapping[str, int],
    waiting: Sequence[tuple[int, str, date]],
    today: date,
) -> tuple[StageSlip, ...]:
    """For each stage that has projects what slips there; ``waiting`` as ``overdue`` gives it.  One query."""
    late: dict[str, list[int]] = defaultdict(list)
    for _pk, stage, due in waiting:
        late[stage].append((today - due).days)
    money = money_by(rows, "project__stage", today)
    return tuple(
        StageSlip(
            *(key, name, totals[key], len(late[key])),
            in_months(round(median(late[key]))) if late[key] else None,
            in_months(max(late[key])) if late[key] else None,
            money.get(key),
        )
        for key, name in STAGES
        if totals.get(key)
    )


def money_by(rows: QuerySet[Project], column: str, today: date) -> dict[object, Money]:
    """Planned and actual of the months before this one, by a column; one query."""
    both = Q(planned__isnull=False, actual__isnull=False)
    past = ProjectMonth.objects.filter(
        project__in=rows.order_by().values("pk"), month__lt=today.replace(day=1)
    )
    grouped = (
        past.order_by()
        .values(column)
        .annotate(
            planned_sum=Sum("planned", filter=both),
            actual_sum=Sum("actual", filter=both),
            waiting=Count("pk", filter=Q(planned__isnull=False, actual=None)),
        )
    )
    return {
        row[column]: Money(row["planned_sum"] or ZERO, row["actual_sum"] or ZERO, row["waiting"])
        for row in grouped
    }


def obstacles_by_kind(rows: QuerySet[Project]) -> list[tuple[str, Bilingual, int]]:
    """How many open obstacles of each kind stand in the way of the projects, most first; one query."""
    open_ones = Obstacle.objects.filter(cleared=None, project__in=rows.order_by().values("pk"))
    counted = dict(open_ones.order_by().values_list("kind").annotate(count=Count("pk")))
    found = [(key, name, counted[key]) for key, name in OBSTACLE_KINDS if counted.get(key)]
    return sorted(found, key=lambda each: -each[2])
