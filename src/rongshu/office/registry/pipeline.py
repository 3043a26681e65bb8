"""Projects on their way: stages, what slips against its plan, what stands in the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from rongshu.office.registry.derived import ORDER
from rongshu.office.registry.kinds import STAGES
from rongshu.office.registry.models import Project
from rongshu.terms.bilingual import Bilingual

NAMES = dict(STAGES)


@dataclass(frozen=True, slots=True)
class Step:
    """A stage of a project; ``late`` days beyond its plan, so far or for good; ``None`` where unknown."""

    key: str
    name: Bilingual
    planned: date | None
    actual: date | None
    done: bool
    late: int | None


@dataclass(frozen=True, slots=True)
class Month:
    """Investment in a month and so far.  *Units*: 万元."""

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
    done_share: Decimal | None
    widest: Decimal


def steps_of(stage: str, steps: Mapping[str, Mapping[str, str]], today: date) -> tuple[Step, ...]:
    """The nine stages with their days."""
    reached = ORDER.index(stage)
    found = []
    for place, key in enumerate(ORDER):
        days = steps.get(key, {})
        planned, actual = _day(days.get("plan")), _day(days.get("actual"))
        done = place <= reached
        found.append(Step(key, NAMES[key], planned, actual, done, _late(planned, actual, done, today)))
    return tuple(found)


def _late(planned: date | None, actual: date | None, done: bool, today: date) -> int | None:
    if planned is None or (done and actual is None):
        return None
    return max(0, ((actual or today) - planned).days)


def _day(written: str | None) -> date | None:
    return date.fromisoformat(str(written)[:10]) if written else None


def slippage(project: Project, today: date) -> int:
    """Days by which the next stage is behind its plan; 0 where it is not or nobody planned it."""
    return max(0, (today - project.due).days) if project.due else 0


def project_view(project: Project) -> ProjectView:
    """The project's stages and months."""
    months = _running(list(project.months.all()))
    spent = months[-1].actual_so_far if months else Decimal(0)
    share = spent / project.investment if project.investment and months else None
    widest = max((max(m.planned_so_far, m.actual_so_far) for m in months), default=Decimal(0))
    return ProjectView(steps_of(project.stage, project.steps, timezone.localdate()), months, share, widest)


def _running(rows: Sequence[object]) -> tuple[Month, ...]:
    planned, actual, found = Decimal(0), Decimal(0), []
    for row in rows:
        planned, actual = planned + (row.planned or 0), actual + (row.actual or 0)
        found.append(Month(row.month, row.planned, row.actual, planned, actual, row.note))
    return tuple(found)
