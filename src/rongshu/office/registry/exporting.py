"""A list of any length written to a workbook, with progress."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import get_language

from rongshu.office.registry.cells import shown
from rongshu.office.registry.desk import REFERENCES, index_of, labels, node_names
from rongshu.office.registry.kinds import KINDS, Field, Kind
from rongshu.office.registry.lists import (
    MASK,
    asked_of,
    columns_of,
    narrowed,
    nodes_of,
    obstacles_of,
    ordered,
    sees_contacts,
    shown_columns,
)
from rongshu.office.registry.spreadsheet import TO_READ_BY
from rongshu.office.registry.work import Job
from rongshu.office.registry.workbook import DEMONSTRATION, write_list

CHUNK = 2000
# the columns that name what a column refers to, the best first
_NAMED = {
    "organisation": ("name",),
    "park": ("name",),
    "firm": ("name", "code"),
    "node": ("plan", "chain_name", "name", "chain", "node"),
    "project": ("number",),
}


def export_list(job: Job, say: Callable[[int], None]) -> dict[str, Any]:
    """Write the list that the job's address asks for; every row that its asker may see, all columns.

    *Cost*: 100 000 rows in under 20 seconds.
    """
    kind, user = KINDS[job.about["kind"]], job.by
    asked = asked_of(kind, job.about["query"])
    language = "en" if (get_language() or "").startswith("en") else "zh"
    fields = list(columns_of(kind)) if not asked.columns else list(shown_columns(kind, asked))
    rows = narrowed(user, kind, asked)
    total = max(1, rows.count())
    folder = settings.WORKSPACE.folder / "exports"
    folder.mkdir(parents=True, exist_ok=True)
    workspace = settings.WORKSPACE
    about = [kind.name.in_language(language), workspace.title, f"?{asked.query()}"]
    count = write_list(
        str(folder / f"{job.pk}.xlsx"),
        [_title(field, kind, language) for field in fields],
        _values(ordered(rows, kind, asked.sort), fields, language, sees_contacts(user)),
        about,
        lambda done: say(100 * done // total),
        DEMONSTRATION.in_language(language) if workspace.demonstration else "",
    )
    return {"rows": count, "name": f"{kind.key}.xlsx"}


def _title(field: Field, kind: Kind, language: str) -> str:
    """The column's title; one that is only to be read by says so."""
    title = field.title.in_language(language)
    return title if field in kind.fields else title + TO_READ_BY[language == "en"]


def _values(rows: QuerySet, fields: list[Field], language: str, contacts: bool) -> Iterator[list[Any]]:
    """The cells of each row, from plain tuples: objects would cost most of the time."""
    plain = [f for f in fields if f.form not in {"nodes", "obstacles"}]
    columns = ["pk", *dict.fromkeys(_column(f) for f in plain)]
    named = {f.form: _labels(f.form) for f in plain if f.form in _NAMED}
    part: list[dict[str, Any]] = []
    for row in rows.values(*columns).iterator(CHUNK):
        part.append(row)
        if len(part) == CHUNK:
            yield from _chunk(part, fields, language, contacts, named)
            part = []
    yield from _chunk(part, fields, language, contacts, named)


def _chunk(
    part: list[dict[str, Any]],
    fields: list[Field],
    language: str,
    contacts: bool,
    labels: dict[str, dict[int, str]],
) -> Iterator[list[Any]]:
    numbers, forms = [row["pk"] for row in part], {field.form for field in fields}
    beside: dict[str, dict[int, list[str]]] = {}
    if "nodes" in forms:
        placed = nodes_of(numbers, language)
        beside["nodes"] = {number: [name for name, _state in places] for number, places in placed.items()}
    if "obstacles" in forms:
        beside["obstacles"] = obstacles_of(numbers)
    for row in part:
        yield [_value(row, field, language, contacts, labels, beside) for field in fields]


def _value(
    row: dict[str, Any],
    field: Field,
    language: str,
    contacts: bool,
    labels: dict[str, dict[int, str]],
    beside: dict[str, dict[int, list[str]]],
) -> Any:
    if field.form in beside:
        return "、".join(beside[field.form].get(row["pk"], ()))
    value = row[_column(field)]
    if field.form in REFERENCES:
        return labels[field.form].get(value, "")
    if field.name.startswith("steps."):
        _steps, stage, which = field.name.split(".")
        return (value or {}).get(stage, {}).get(which, "")
    if field.private and not contacts:
        return MASK if value else ""
    return value if field.form in {"number", "whole"} else shown(field, value, language)


def _column(field: Field) -> str:
    if field.name.startswith("steps."):
        return "steps"
    return f"{field.name}_id" if field.form in REFERENCES else field.name


def _labels(form: str) -> dict[int, str]:
    """Each row by a name that tells it from all others when the file comes back."""
    rows = REFERENCES[form]._default_manager.values_list("pk", *_NAMED[form]).iterator(5000)
    if form == "node":
        return labels(index_of((pk, node_names(*names)) for pk, *names in rows))
    return labels(index_of((pk, names) for pk, *names in rows))
