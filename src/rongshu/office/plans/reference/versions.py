"""The versions of a reference table: which one counts, and the way back to the one before."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from rongshu.findings.region.reference_tables import Said, put_in_force, sent_folder, take_out
from rongshu.office.people.models import User
from rongshu.office.plans.models import Plan, ReferenceTable
from rongshu.office.plans.shelf import pack_folder

State = ReferenceTable.State


@transaction.atomic
def confirm(table: ReferenceTable, user: User) -> bool:
    """Whether the table counts from here on: only one that waits can; the one before stays at hand.

    The switch on the disk is the last thing written: what breaks before leaves everything as it was.
    """
    rows = _locked(table.plan, table.kind)
    chosen = next((row for row in rows if row.pk == table.pk), None)
    if chosen is None or chosen.state != State.PREVIEW:
        return False
    for row in rows:
        if row.state == State.IN_FORCE:
            _move(row, State.REPLACED, user)
    _move(chosen, State.IN_FORCE, user)
    _switch(chosen)
    return True


@transaction.atomic
def take_back(plan: Plan, kind: str, user: User) -> ReferenceTable | None:
    """The table that no longer counts; the one that it had replaced does again, if there was one."""
    rows = _locked(plan, kind)
    current = next((row for row in rows if row.state == State.IN_FORCE), None)
    if current is None:
        return None
    _move(current, State.UNDONE, user)
    before = next((row for row in rows if row.state == State.REPLACED), None)
    if before is None:
        take_out(pack_folder(plan), kind)
    else:
        _move(before, State.IN_FORCE, user)
        _switch(before)
    return current


@transaction.atomic
def discard(table: ReferenceTable, user: User) -> bool:
    """Whether it was put away; its file goes unless another version has the same content."""
    chosen = next((row for row in _locked(table.plan, table.kind) if row.pk == table.pk), None)
    if chosen is None or chosen.state != State.PREVIEW:
        return False
    _move(chosen, State.DISCARDED, user)
    others = ReferenceTable.objects.filter(plan=table.plan, stored=table.stored).exclude(
        state=State.DISCARDED
    )
    if not others.exists():
        (sent_folder(pack_folder(table.plan)) / table.stored).unlink(missing_ok=True)
    return True


def said_of(table: ReferenceTable) -> Said:
    """What was said of it, by itself or by its sender."""
    return Said(table.unit, table.period, table.source, table.area)


def _locked(plan: Plan, kind: str) -> list[ReferenceTable]:
    """The versions, the newest decision first, held so that two people do not decide at once."""
    Plan.objects.select_for_update().get(pk=plan.pk)
    rows = ReferenceTable.objects.filter(plan=plan, kind=kind)
    return list(rows.order_by("-decided", "-pk"))


def _move(row: ReferenceTable, state: str, user: User) -> None:
    row.state = state
    row.decided, row.decided_by = timezone.now(), user
    row._history_user = user
    row.save()


def _switch(row: ReferenceTable) -> None:
    put_in_force(pack_folder(row.plan), row.kind, row.stored, said_of(row))
