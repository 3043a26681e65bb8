"""Who changed what and when, over every table that keeps history, newest first."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.utils.translation import gettext as _

QUIET = frozenset({"id", "path", "at", "by", "received", "fingerprint"})
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Change:
    """One field before and after, as shown."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One write. ``sign`` is ``+`` made, ``~`` changed, ``-`` deleted."""

    when: datetime
    who: str
    what: str
    which: str
    sign: str
    reason: str
    changes: tuple[Change, ...]


def history_models() -> list[type[Model]]:
    """Every table of history, in a stable order."""
    found = [model for model in apps.get_models() if hasattr(model, "history_object")]
    return sorted(found, key=lambda model: model.__name__)


def entries(limit: int, before: datetime | None = None, user: int | None = None) -> list[Entry]:
    """The newest ``limit`` writes before a moment, by one user or all.

    *Cost*: two queries for each table of history, whatever the number of writes.
    """
    runs = [_newest(model, limit, before, user) for model in history_models()]
    merged = heapq.merge(*runs, key=lambda record: record.history_date, reverse=True)
    chosen = [record for record, _ in zip(merged, range(limit), strict=False)]
    earlier = _earlier(chosen)
    return [_entry(record, earlier.get((type(record), record.history_id))) for record in chosen]


def _newest(model: Any, limit: int, before: datetime | None, user: int | None) -> list[Any]:
    records = model.objects.select_related("history_user").order_by("-history_date", "-history_id")
    if before is not None:
        records = records.filter(history_date__lt=before)
    if user is not None:
        records = records.filter(history_user_id=user)
    return list(records[:limit])


def _earlier(records: list[Any]) -> dict[tuple[Any, int], Any]:
    """For each record that is a change, the record of the same thing just before it."""
    found: dict[tuple[Any, int], Any] = {}
    for model in {type(record) for record in records}:
        changed = {record.id for record in records if type(record) is model and record.history_type == "~"}
        previous: dict[Any, Any] = {}
        for record in model.objects.filter(id__in=changed).order_by("id", "history_date", "history_id"):
            if record.id in previous:
                found[model, record.history_id] = previous[record.id]
            previous[record.id] = record
    return found


def _entry(record: Any, previous: Any) -> Entry:
    return Entry(
        when=record.history_date,
        who=record.history_user.label if record.history_user else "",
        what=str(record.instance_type._meta.verbose_name),
        which=str(record.instance),
        sign=record.history_type,
        reason=record.history_change_reason or "",
        changes=tuple(_changes(record, previous)) if previous is not None else (),
    )


def _changes(record: Any, previous: Any) -> Iterator[Change]:
    for field in record.tracked_fields:
        now, then = (_shown(field, getattr(one, field.attname)) for one in (record, previous))
        if field.name not in QUIET and now != then:
            yield Change(str(field.verbose_name), then, now)


def _shown(field: Any, value: object) -> str:
    """The value in the reader's words: of a choice its name, of a decision the fields that it sets."""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, Mapping):
        value = "；".join(f"{name} {_flat(said)}" for name, said in dict(value.get("set", {})).items())
    words = dict(field.flatchoices or ()).get(value, value)
    return "—" if words in (None, "") else str(words)[:LONGEST]


def _flat(said: Any) -> str:
    """A nested value in one line, without the names of its parts."""
    if isinstance(said, Mapping):
        # a database may keep the parts in an order of its own: period before amount, value before unit
        parts = (said[name] for name in sorted(said, reverse=True))
        return " ".join(_flat(each) for each in parts if each not in (None, "", False))
    if isinstance(said, list | tuple):
        return "、".join(_flat(each) for each in said)
    return str(said)
