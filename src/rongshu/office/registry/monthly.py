"""A month's progress of all projects under way, on one sheet: read, checked cell by cell, kept together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from rongshu.office.asked import row_number
from rongshu.office.people.meanwhile import with_version
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
    """A project in a month: what is written, what is wrong with it by field, which write is the newest."""

    project: Project
    row: ProjectMonth | None
    texts: dict[str, str]
    version: int = 0
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
    rows = with_version(ProjectMonth.objects.filter(project__in=projects, month=month))
    known, desk = {row.project_id: row for row in rows}, Desk(user)
    return [
        Line(project, row, _texts(desk, row), row.version if row else 0)
        for project in projects
        for row in (known.get(project.pk),)
    ]


def _texts(desk: Desk, row: Any) -> dict[str, str]:
    return {name: desk.show(getattr(row, name), MONTHS.field(name)) if row else "" for name in ASKED}


@contextmanager
def held(projects: Sequence[Project]) -> Iterator[None]:
    """A transaction in which nobody else keeps a sheet of one of the projects."""
    with transaction.atomic():
        list(Project.objects.select_for_update().filter(pk__in=[each.pk for each in projects]).order_by("pk"))
        yield


def _seen(
    lines: Sequence[Line], month: date, given: Mapping[str, str], desk: Desk
) -> dict[int, dict[str, str]]:
    """What each line said when the form was opened, by project: only where somebody wrote it since.

    *Cost*: one query where anybody did.
    """
    asked = {line.project.pk: row_number(given.get(f"seen-{line.project.pk}", "")) for line in lines}
    newer = {
        line.project.pk: asked[line.project.pk]
        for line in lines
        if f"seen-{line.project.pk}" in given and asked[line.project.pk] != line.version
    }
    if not newer:
        return {}
    records = ProjectMonth.history.filter(history_id__in=newer.values(), project__in=newer, month=month)
    known = {(record.project_id, record.history_id): record for record in records}
    return {project: _texts(desk, known.get((project, version))) for project, version in newer.items()}


def keep(user: User, lines: Sequence[Line], month: date, given: Mapping[str, str], reason: str) -> int:
    """How many projects were written; none at all where any cell is wrong, which each line then says.

    A cell that another person wrote since the form was opened is wrong where the form says a third thing; a
    cell that the form leaves as it was keeps what the other wrote.  To be asked inside ``held``.
    """
    desk, changes = Desk(user), []
    seen = _seen(lines, month, given, desk)
    for line in lines:
        now = dict(line.texts)
        before = seen.get(line.project.pk, now)
        values: dict[str, Any] = {}
        for name in ASKED:
            text = given.get(f"{name}-{line.project.pk}")
            if text is None or text.strip() in (before[name], now[name]):
                continue
            line.texts[name] = text.strip()
            if before[name] != now[name]:
                line.wrong[name] = _overtaken(now[name])
                continue
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
    for line, values in changes:
        row = line.row or ProjectMonth(project=line.project, month=month)
        for name, value in values.items():
            setattr(row, name, value)
        row._change_reason = reason
        row.save()
    return len(changes)


def _overtaken(now: str) -> Bilingual:
    return Bilingual(
        f"您打开之后别人已改为“{now or '空'}”，再保存就以您的为准",
        f"somebody made this “{now or 'empty'}” since you opened the page; save again to keep yours",
    )


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
