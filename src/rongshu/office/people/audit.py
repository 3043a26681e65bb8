"""Who changed what and when, over every table that keeps history, newest first."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model
from django.utils.translation import gettext as _

QUIET = frozenset({"id", "path", "at", "by", "received", "fingerprint"})
LONGEST = 200
SINCE = 20
NOTHING = "—"
DECIDED = frozenset({"name", "set", "was"})  # what a decision on an item of a plan keeps
Names = dict[Any, dict[Any, Any]]


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

    *Cost*: two queries for each table of history and one for each table that is referred to, whatever the
    number of writes.
    """
    runs = [_newest(model, limit, before, user) for model in history_models()]
    merged = heapq.merge(*runs, key=lambda record: record.history_date, reverse=True)
    chosen = [record for record, _ in zip(merged, range(limit), strict=False)]
    earlier = _earlier(chosen)
    pairs = [(record, earlier.get((type(record), record.history_id))) for record in chosen]
    names = _names(pairs)
    return [_entry(record, previous, names) for record, previous in pairs]


def entries_since(row: Any, number: int) -> list[Entry]:
    """The writes of one row after the one of this number, newest first, each against the one before it."""
    newer = list(row.history.filter(history_id__gt=number).order_by("-history_id")[:SINCE])
    if not newer:
        return []
    before = row.history.filter(history_id__lt=newer[-1].history_id).order_by("-history_id").first()
    pairs = list(zip(newer, [*newer[1:], before], strict=True))
    names = _names(pairs)
    return [_entry(record, previous, names) for record, previous in pairs]


def _names(pairs: list[tuple[Any, Any]]) -> Names:
    """What the numbers in these records refer to; one query for each table."""
    asked: dict[Any, set[Any]] = {}
    for record in (each for pair in pairs for each in pair if each is not None):
        for field in record.tracked_fields:
            if field.is_relation and getattr(record, field.attname) is not None:
                asked.setdefault(field.related_model, set()).add(getattr(record, field.attname))
    return {model: model._default_manager.in_bulk(numbers) for model, numbers in asked.items()}


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


def _entry(record: Any, previous: Any, names: Names) -> Entry:
    return Entry(
        when=record.history_date,
        who=record.history_user.label if record.history_user else "",
        what=str(record.instance_type._meta.verbose_name),
        which=_which(record, names),
        sign=record.history_type,
        reason=record.history_change_reason or "",
        changes=tuple(_changes(record, previous, names)),
    )


def _which(record: Any, names: Names) -> str:
    """The row as it was then, in words; nothing is asked of the database for it."""
    row = record.instance_type(
        **{each.attname: getattr(record, each.attname) for each in record.tracked_fields}
    )
    for field in record.tracked_fields:
        if field.is_relation and (
            known := names.get(field.related_model, {}).get(getattr(row, field.attname))
        ):
            setattr(row, field.name, known)
    try:
        return str(row)
    except ObjectDoesNotExist:  # what it hung on has gone
        return f"#{row.pk}"


def _changes(record: Any, previous: Any, names: Names) -> Iterator[Change]:
    """Field by field; of what was made everything it holds, of what was deleted everything that is lost."""
    for field in record.tracked_fields:
        if field.name in QUIET:
            continue
        held = getattr(record, field.attname)
        now = _shown(field, held, names)
        if previous is not None:
            then = _shown(field, getattr(previous, field.attname), names)
        elif record.history_type == "~" or held is False:
            continue  # what stood there before is not known; a box that was never ticked says nothing
        else:
            then = NOTHING
        if record.history_type == "-":
            now, then = NOTHING, now
        if now != then:
            yield Change(str(field.verbose_name), then, now)


def _shown(field: Any, value: object, names: Names) -> str:
    """The value in the reader's words: of a choice or of another row its name, of a decision what it sets."""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if field.is_relation and value is not None:
        known = names.get(field.related_model, {}).get(value)
        return str(known) if known is not None else f"#{value}"
    if isinstance(value, Mapping):
        said = value.get("set", {}) if set(value) <= DECIDED else value
        value = "；".join(f"{name} {_flat(each)}" for name, each in said.items())
    elif isinstance(value, list | tuple):
        value = _flat(value)
    words = dict(field.flatchoices or ()).get(value, value)
    return NOTHING if words in (None, "") else str(words)[:LONGEST]


def _flat(said: Any) -> str:
    """A nested value in one line, without the names of its parts."""
    if isinstance(said, Mapping):
        # a database may keep the parts in an order of its own: period before amount, value before unit
        parts = (said[name] for name in sorted(said, reverse=True))
        return " ".join(_flat(each) for each in parts if each not in (None, "", False))
    if isinstance(said, list | tuple):
        return "、".join(_flat(each) for each in said)
    return str(said)
