"""Two people on one form: whoever saves second is told what the first one changed, and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest

from rongshu.office.people.audit import Entry, entries_since

FIELD = "seen"


@contextmanager
def held(row: Any) -> Iterator[None]:
    """A transaction in which nobody else writes ``row``; a row that is not kept yet needs none."""
    with transaction.atomic():
        if row.pk is not None:
            rows = type(row)._default_manager.select_related(None)  # only the row itself can be held
            rows.select_for_update().filter(pk=row.pk).first()
        yield


def version_of(row: Any) -> str:
    """Which write of the row is the newest; empty for a row that is not kept yet, and for no row at all."""
    if getattr(row, "pk", None) is None:
        return ""
    newest = row.history.order_by("-history_id").values_list("history_id", flat=True).first()
    return str(newest or 0)


def with_version(rows: QuerySet) -> QuerySet:
    """The rows with ``version`` as ``version_of`` gives it, 0 without a record; nothing more is asked."""
    entries = rows.model.history.filter(id=OuterRef("pk")).order_by("-history_id")
    return rows.annotate(version=Coalesce(Subquery(entries.values("history_id")[:1]), 0))


def meanwhile(request: HttpRequest, row: Any) -> list[Entry]:
    """The writes since the form was opened that changed something, newest first.

    None where the form does not say when it was opened.

    To be asked inside ``held``.
    """
    seen = request.POST.get(FIELD, "")
    if row.pk is None or not (seen.isascii() and seen.isdigit() and len(seen) < 19):
        return []
    return [entry for entry in entries_since(row, int(seen)) if entry.changes]
