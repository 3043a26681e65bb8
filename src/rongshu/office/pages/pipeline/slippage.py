"""How late projects were, and are, at each stage, in months."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median
from typing import Any

from rongshu.office.registry.derived import ORDER
from rongshu.office.registry.kinds import STAGES
from rongshu.office.registry.pipeline import day_of, in_months
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


def lateness(rows: Iterable[Any], today: date) -> tuple[StageLateness, ...]:
    """Every stage that somebody planned or reached.  *Cost*: linear in projects times stages."""
    reached: dict[str, list[int]] = {key: [] for key in ORDER}
    overdue: dict[str, list[int]] = {key: [] for key in ORDER}
    unplanned: dict[str, int] = dict.fromkeys(ORDER, 0)
    for row in rows:
        steps, last = row.steps or {}, ORDER.index(row.stage)
        for place, key in enumerate(ORDER):
            days, done = steps.get(key) or {}, place <= last
            planned, actual = day_of(days.get("plan")), day_of(days.get("actual"))
            if planned is None or (done and actual is None):
                unplanned[key] += done
            elif done:
                reached[key].append(max(0, (actual - planned).days))
            elif planned < today:
                overdue[key].append((today - planned).days)
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
