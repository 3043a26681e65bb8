"""What is worked out from a row whenever it is written: a firm's size class, a project's next day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from rongshu.office.registry.desk import standards
from rongshu.office.registry.kinds import SIZES, STAGES
from rongshu.office.registry.models import Enterprise, Project

_WORDS = {name.zh: key for key, name in SIZES}
ORDER = [key for key, _name in STAGES]


def derive(row: Any) -> None:
    """Set what follows from the rest of the row."""
    if isinstance(row, Enterprise):
        row.size = size_of(row.people, row.revenue)
        row.search = " ".join(filter(None, (row.name, row.code, row.former_names, row.aliases))).lower()[
            :1000
        ]
    elif isinstance(row, Project):
        told = [key for key in (row.stage, reached_stage(row.steps)) if key]
        row.stage = max(told, key=ORDER.index, default="idea")
        row.due = next_day(row.stage, row.steps)


def size_of(people: int | None, revenue: Decimal | None) -> str:
    """The size class, empty where people or revenue are unknown.  *Units*: revenue in 万元."""
    if people is None or revenue is None:
        return ""
    found = standards().size_class(people, Decimal(revenue) * 10_000)
    return _WORDS.get(found.name.zh, "") if found else "micro"


def reached_stage(steps: dict[str, dict[str, str]]) -> str:
    """The furthest stage with an actual day."""
    done = [key for key in ORDER if (steps or {}).get(key, {}).get("actual")]
    return done[-1] if done else ""


def next_day(stage: str, steps: dict[str, dict[str, str]]) -> date | None:
    """The planned day of the first stage after ``stage`` that has one."""
    for key in ORDER[ORDER.index(stage) + 1 :]:
        planned = (steps or {}).get(key, {}).get("plan")
        if planned:
            return date.fromisoformat(str(planned)[:10])
    return None
