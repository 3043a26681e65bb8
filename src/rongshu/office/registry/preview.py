"""A received file held against the registry: small ones at once, large ones as background work."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction

from rongshu.office.files.workbook import is_archive
from rongshu.office.people.models import User
from rongshu.office.registry.cells import Refused
from rongshu.office.registry.comparison import Compared, compare, counts
from rongshu.office.registry.kinds import KINDS
from rongshu.office.registry.spreadsheet import Sheet, read_sheet
from rongshu.office.registry.work import Batch

SHOWN = 300
PACKED, PLAIN = 192 * 1024, 768 * 1024
READ = 10
_URGENT = ("wrong", "conflict", "changed", "new")
Say = Callable[[int], None]


def is_small(content: bytes) -> bool:
    """Whether its sender can wait for the comparison: some two to three thousand rows."""
    return len(content) <= (PACKED if is_archive(content) else PLAIN)


def previewed(batch: Batch, user: User, say: Say | None = None) -> int:
    """How many rows were compared; the batch then waits for its confirmation, or says why it was refused.

    Written whole at the end: whoever is stopped before leaves the batch as it was, ready to be begun again.
    *Cost*: some 20 seconds for 100 000 rows.
    """
    try:
        sheet = read_sheet(bytes(batch.content), KINDS[batch.kind])
    except Refused as refused:
        _close(batch, Batch.State.REFUSED, {"refused": [refused.said.zh, refused.said.en]}, [])
        return 0
    if say:
        say(READ)
    rows = compare(sheet, KINDS[batch.kind], user, _later(say) if say else None)
    _close(batch, Batch.State.PREVIEW, _told(rows, sheet), _kept(rows))
    return len(rows)


def filled(batch: Batch, sheet: Sheet, user: User) -> Batch:
    """The batch with a file compared that was read already; not yet saved."""
    rows = compare(sheet, KINDS[batch.kind], user)
    batch.state, batch.counts, batch.rows = Batch.State.PREVIEW, _told(rows, sheet), _kept(rows)
    batch.sample = sample_of(batch.rows)
    return batch


def sample_of(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows that a page shows: what asks for a decision first."""
    return sorted(rows, key=lambda row: _URGENT.index(row["state"]))[:SHOWN]


def _later(say: Say) -> Say:
    """The comparison's percentage after the reading's."""
    return lambda percent: say(READ + (100 - READ) * percent // 100)


def _told(rows: list[Compared], sheet: Sheet) -> dict[str, Any]:
    return {**counts(rows), "unknown": list(sheet.unknown[:20])}


def _kept(rows: list[Compared]) -> list[dict[str, Any]]:
    return [row.as_json() for row in rows if row.state != "unchanged"]


@transaction.atomic
def _close(batch: Batch, state: str, told: dict[str, Any], rows: list[dict[str, Any]]) -> None:
    """Nothing for a batch that somebody has dealt with meanwhile."""
    locked = Batch.objects.select_for_update().defer("content").get(pk=batch.pk)
    if locked.state != Batch.State.READING:
        return
    locked.state, locked.counts, locked.rows, locked.sample = state, told, rows, sample_of(rows)
    locked.save(update_fields=["state", "counts", "rows", "sample"])
