"""How late projects were, and are, at each stage, in months."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median

from rongshu.office.registry.kinds import STAGES
from rongshu.office.registry.models import Project
from rongshu.office.registry.pipeline import in_months, steps_of
from rongshu.terms.bilingual import Bilingual


@dataclass(frozen=True, slots=True)
class StageLateness:
    """A stage: projects that reached it, of which late, the middle and the longest delay; and those overdue.

    Only projects with a planned day count; ``unplanned`` are the others that reached it.
    """

    name: Bilingual
    reached: int
    late: int
    middle: Decimal | None
    longest: Decimal | None
    overdue: int
    overdue_middle: Decimal | None
    unplanned: int


def lateness(rows: Iterable[Project], today: date) -> tuple[StageLateness, ...]:
    """Every stage that somebody planned or reached.  *Cost*: linear in projects times stages."""
    reached: dict[str, list[int]] = {key: [] for key, _name in STAGES}
    overdue: dict[str, list[int]] = {key: [] for key, _name in STAGES}
    unplanned: dict[str, int] = dict.fromkeys(reached, 0)
    for row in rows:
        for step in steps_of(row.stage, row.steps or {}, today):
            if step.late is None:
                unplanned[step.key] += step.done
            elif step.done:
                reached[step.key].append(step.late)
            elif step.late:
                overdue[step.key].append(step.late)
    return tuple(
        _stage(name, reached[key], overdue[key], unplanned[key])
        for key, name in STAGES
        if reached[key] or overdue[key] or unplanned[key]
    )


def _stage(name: Bilingual, reached: list[int], overdue: list[int], unplanned: int) -> StageLateness:
    late = [days for days in reached if days]
    return StageLateness(
        name,
        len(reached),
        len(late),
        in_months(round(median(late))) if late else None,
        in_months(max(late)) if late else None,
        len(overdue),
        in_months(round(median(overdue))) if overdue else None,
        unplanned,
    )
