"""A month's progress of all projects under way, on one sheet: read, checked cell by cell, kept together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from rongshu.office.people.models import User
from rongshu.office.registry.cells import Refused
from rongshu.office.registry.desk import Desk, cleared
from rongshu.office.registry.kinds import MONTHS, PROJECTS
from rongshu.office.registry.models import Project, ProjectMonth
from rongshu.office.registry.reach import rows_of
from rongshu.terms.bilingual import Bilingual

UNDER_WAY = ("started", "built", "producing")
ASKED = ("planned", "actual", "note")
PAGE = 50


@dataclass(slots=True)
class Line:
    """A project in a month: what is written, what is wrong with it by field."""

    project: Project
    row: ProjectMonth | None
    texts: dict[str, str]
    wrong: dict[str, Bilingual] = field(default_factory=dict)


def under_way(user: User) -> QuerySet[Project]:
    """The projects that report monthly: begun, and not yet counted among the firms above scale."""
    return rows_of(user, PROJECTS).filter(stage__in=UNDER_WAY).order_by("number")


def months_offered(today: date, count: int = 13) -> list[date]:
    """The months that can be reported, the newest first."""
    index = today.year * 12 + today.month - 1
    return [date((index - back) // 12, (index - back) % 12 + 1, 1) for back in range(count)]


def lines_of(user: User, projects: Sequence[Project], month: date) -> list[Line]:
    """What is known of the month."""
    known = {row.project_id: row for row in ProjectMonth.objects.filter(project__in=projects, month=month)}
    desk, lines = Desk(user), []
    for project in projects:
        row = known.get(project.pk)
        texts = {name: desk.show(getattr(row, name), MONTHS.field(name)) if row else "" for name in ASKED}
        lines.append(Line(project, row, texts))
    return lines


def keep(user: User, lines: Sequence[Line], month: date, given: Mapping[str, str], reason: str) -> int:
    """How many projects were written; none at all where any cell is wrong, which each line then says."""
    desk, changes = Desk(user), []
    for line in lines:
        values: dict[str, Any] = {}
        for name in ASKED:
            text = given.get(f"{name}-{line.project.pk}")
            if text is None or text.strip() == line.texts[name]:
                continue
            line.texts[name] = text.strip()
            declared = MONTHS.field(name)
            try:
                value = desk.read(text.strip(), declared) if text.strip() else cleared(declared)
            except Refused as refused:
                line.wrong[name] = refused.said
                continue
            if line.row is None or getattr(line.row, name) != value:
                values[name] = value
        if values:
            changes.append((line, values))
    if any(line.wrong for line in lines):
        return 0
    with transaction.atomic():
        for line, values in changes:
            row = line.row or ProjectMonth(project=line.project, month=month)
            for name, value in values.items():
                setattr(row, name, value)
            row._change_reason = reason
            row.save()
    return len(changes)


def sheet_rows(lines: Sequence[Line], month: date) -> list[list[Any]]:
    """The lines as a file that comes back: number, month, the three fields, and the name to read by."""
    return [
        [
            line.project.number,
            month.isoformat()[:7],
            *(_number(line.row, name) for name in ("planned", "actual")),
            line.texts["note"],
            line.project.name,
        ]
        for line in lines
    ]


def _number(row: ProjectMonth | None, name: str) -> Decimal | None:
    return getattr(row, name) if row else None
