"""A batch written into the registry, and taken back: every field with its history, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.db.models.deletion import Collector
from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from rongshu.office.people.models import User
from rongshu.office.registry.comparison import NEW, TAKEN, _plain
from rongshu.office.registry.derived import derive
from rongshu.office.registry.desk import REFERENCES, put, stored
from rongshu.office.registry.kinds import KINDS, Field, Kind
from rongshu.office.registry.reach import rows_of
from rongshu.office.registry.work import Batch, BatchChange

CHUNK = 1000
Say = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Undone:
    """How many rows were put back, and the fields that somebody changed since and that therefore stay."""

    restored: int
    kept: tuple[str, ...]


def reason_of(batch: Batch) -> str:
    """What the history says of a change: by which file or bulk edit it came."""
    return f"{'批量修改' if batch.by_hand else '导入'} #{batch.pk} {batch.file_name}"[:100]


def _quiet(_percent: int) -> None:
    return


@transaction.atomic
def apply(batch: Batch, user: User, say: Say = _quiet) -> int:
    """The number of rows written.  Rows in conflict or with errors are left out; nothing happens twice."""
    locked = Batch.objects.select_for_update().get(pk=batch.pk)
    if locked.state != Batch.State.PREVIEW:
        return 0
    kind = KINDS[batch.kind]
    rows = [row for row in locked.rows if row["state"] in TAKEN]
    for start in range(0, len(rows), CHUNK):
        _written(locked, kind, rows[start : start + CHUNK], user)
        say(100 * min(start + CHUNK, len(rows)) // max(1, len(rows)))
    locked.state, locked.rows, locked.sample, locked.content = Batch.State.APPLIED, [], [], b""
    locked.save()
    return len(rows)


def _written(batch: Batch, kind: Kind, rows: Sequence[dict[str, Any]], user: User) -> None:
    made = [_new(kind, row["values"]) for row in rows if row["state"] == NEW]
    if made:
        made = bulk_create_with_history(
            made, kind.model, default_user=user, default_change_reason=reason_of(batch)
        )
    BatchChange.objects.bulk_create(
        BatchChange(batch=batch, row=each.pk, after=_now(kind, each)) for each in made
    )
    changed = {row["row"]: row for row in rows if row["state"] != NEW}
    if changed:
        _changed(batch, kind, changed, user)


def _changed(batch: Batch, kind: Kind, rows: dict[int, dict[str, Any]], user: User) -> None:
    """A row that somebody changed since the preview keeps what that person wrote."""
    notes, saved, columns = [], [], set()
    for row in rows_of(user, kind).filter(pk__in=rows).order_by("pk").select_for_update(of=("self",)):
        values, seen = rows[row.pk]["values"], rows[row.pk]["before"]
        before = _now(kind, row)
        values = {n: value for n, value in values.items() if as_compared(before[n]) == as_compared(seen[n])}
        columns |= _refill(row, kind, values)
        after = _now(kind, row)  # also what followed: a step that is done moves the stage
        names = [name for name in after if before[name] != after[name]]
        if names:
            saved.append(row)
            sides = ({name: side[name] for name in names} for side in (before, after))
            told = dict(zip(("before", "after"), sides, strict=True))
            notes.append(BatchChange(batch=batch, row=row.pk, **told))
    _save(saved, columns, kind, user, reason_of(batch))
    BatchChange.objects.bulk_create(notes)


@transaction.atomic
def apply_to_all(
    kind: Kind, numbers: Sequence[int], field: Field, value: Any, text: str, user: User
) -> Batch:
    """One field of many rows set to one value, as a batch to be undone; rows that say so already stay.

    ``text`` is the value as it was typed.
    """
    batch = Batch.objects.create(
        kind=kind.key,
        file_name=f"{field.title.zh} → {text or '（空）'}"[:200],
        state=Batch.State.APPLIED,
        by=user,
        by_hand=True,
    )
    found = rows_of(user, kind).filter(pk__in=numbers)
    rows = {
        row.pk: {"values": {field.name: value}, "before": {field.name: stored(row, field)}} for row in found
    }
    _changed(batch, kind, rows, user)
    batch.counts = {"changed": batch.changes.count()}
    batch.save()
    return batch


def _new(kind: Kind, values: dict[str, Any]) -> Model:
    row = kind.model()
    _fill(row, kind, values)
    return row


def _fill(row: Model, kind: Kind, values: dict[str, Any]) -> None:
    for name, value in values.items():
        declared = kind.field(name)
        if declared is None:
            continue
        if declared.name.startswith("steps."):
            put(row, declared, value)
        else:
            column = kind.model._meta.get_field(name)
            put(row, declared, value if declared.form in REFERENCES else column.to_python(value))
    derive(row)


def _now(kind: Kind, row: Model) -> dict[str, Any]:
    return {field.name: _plain(stored(row, field)) for field in kind.fields}


def _refill(row: Model, kind: Kind, values: dict[str, Any]) -> set[str]:
    """Fill the row; the columns that are other than before, those worked out from it among them."""
    earlier = dict(vars(row))
    _fill(row, kind, values)
    columns = kind.model._meta.concrete_fields
    return {each.name for each in columns if getattr(row, each.attname) != earlier.get(each.attname)}


def _save(rows: list[Model], columns: set[str], kind: Kind, user: User, reason: str) -> None:
    """Write these columns of rows that are there and locked, each with a line in the history.

    An insertion that meets its own key becomes a change of the row: ``bulk_update`` would ask of every cell,
    by a condition of its own, which row it is of, and takes twenty times as long.
    """
    if not rows:
        return
    if columns:
        kind.model._default_manager.bulk_create(
            rows, update_conflicts=True, unique_fields=["pk"], update_fields=sorted(columns)
        )
    kind.model.history.bulk_history_create(rows, update=True, default_user=user, default_change_reason=reason)


def _remove(rows: list[Model], kind: Kind, user: User, reason: str) -> None:
    """Take rows away with all that hangs on them, each with its last line in the history."""
    if not rows:
        return
    past, now = kind.model.history.model, timezone.now()
    said = {"history_date": now, "history_type": "-", "history_user": user, "history_change_reason": reason}
    columns = [field.attname for field in past.tracked_fields]
    notes = [past(**said, **{name: getattr(row, name) for name in columns}) for row in rows]
    for row in rows:
        row.skip_history_when_saving = True  # its last line is among the notes
    gone = Collector(using=kind.model._default_manager.db)
    gone.collect(rows)
    gone.delete()
    past.objects.bulk_create(notes)


@transaction.atomic
def undo(batch: Batch, user: User, say: Say = _quiet) -> Undone:
    """All rows as they were before the batch, but for fields that somebody changed since."""
    locked = Batch.objects.select_for_update().get(pk=batch.pk)
    if locked.state != Batch.State.APPLIED:
        return Undone(0, ())
    kind = KINDS[batch.kind]
    changes = list(locked.changes.order_by("-pk"))
    restored, kept = 0, []
    for start in range(0, len(changes), CHUNK):
        part = changes[start : start + CHUNK]
        count, stayed = _put_back(part, kind, user, f"撤销{reason_of(batch)}"[:100])
        restored += count
        kept += stayed
        say(100 * min(start + CHUNK, len(changes)) // max(1, len(changes)))
    locked.state = Batch.State.UNDONE
    locked.save()
    return Undone(restored, tuple(kept))


def _put_back(changes: Sequence[BatchChange], kind: Kind, user: User, reason: str) -> tuple[int, list[str]]:
    locked = kind.model._default_manager.select_for_update(of=("self",))
    rows = locked.in_bulk([change.row for change in changes])
    kept, gone, back, columns = [], [], [], set()
    for change in changes:
        row = rows.get(change.row)
        if row is None:
            continue
        later = [
            n for n, v in change.after.items() if as_compared(stored(row, kind.field(n))) != as_compared(v)
        ]
        kept += [f"{row}：{kind.field(name).title.zh}" for name in later]
        if change.before:
            earlier = {name: value for name, value in change.before.items() if name not in later}
            columns |= _refill(row, kind, earlier)
            back.append(row)
        elif not later:
            gone.append(row)
    _save(back, columns, kind, user, reason)
    _remove(gone, kind, user, reason)
    return len(back) + len(gone), kept


def as_compared(value: Any) -> str:
    """Values as compared: 5 and 5.00 are one number, a day and its text are one day."""
    plain = _plain(value)
    if plain is None or plain == "" or plain == [] or plain is False:
        return ""
    try:
        return f"{float(plain):.4f}"
    except (TypeError, ValueError):
        return str(plain)
