"""Firms that may be one: proposed by the matching, merged or kept apart by a person, and parted again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from rongshu.matching.duplicates import FirmRecord, find_duplicates
from rongshu.office.people.models import User
from rongshu.office.registry.applying import as_compared
from rongshu.office.registry.cells import Refused
from rongshu.office.registry.derived import derive
from rongshu.office.registry.desk import stored
from rongshu.office.registry.kinds import ENTERPRISE
from rongshu.office.registry.models import (
    Assignment,
    Enterprise,
    Meter,
    PlanMention,
    Plot,
    Project,
)
from rongshu.office.registry.placing import note_placed
from rongshu.office.registry.work import Duplicate

KEPT_APART = frozenset({"owner", "name", "aliases"})
TABLES: dict[str, type[Model]] = {
    "firm": Enterprise,
    "plot": Plot,
    "meter": Meter,
    "project": Project,
    "place": Assignment,
    "mention": PlanMention,
}


def propose_duplicates() -> int:
    """How many pairs wait for a person.  Pairs that were decided are not proposed again.

    *Cost*: linear in the firms; some 20 seconds for 100 000.
    """
    firms = Enterprise.objects.filter(merged_into=None)
    records = [
        FirmRecord(str(pk), name, code, address, tuple(filter(None, former.split("、"))))
        for pk, name, code, address, former in firms.values_list(
            "pk", "name", "code", "address", "former_names"
        ).iterator(5000)
    ]
    decided = {
        frozenset(pair)
        for pair in Duplicate.objects.exclude(state=Duplicate.State.OPEN).values_list("first_id", "second_id")
    }
    rows = []
    for pair in find_duplicates(records):
        ends = sorted((int(pair.first.key), int(pair.second.key)))
        if frozenset(ends) not in decided:
            reasons = [[reason.zh, reason.en] for reason in pair.reasons]
            rows.append(Duplicate(first_id=ends[0], second_id=ends[1], score=pair.score, reasons=reasons))
    with transaction.atomic():
        Duplicate.objects.filter(state=Duplicate.State.OPEN).delete()
        Duplicate.objects.bulk_create(rows, batch_size=1000)
    return len(rows)


@dataclass(frozen=True, slots=True)
class Step:
    """One row that a merge writes: its table, its number, its columns before and after."""

    table: str
    row: int
    before: dict[str, Any]
    after: dict[str, Any]


def steps_of(keep: Enterprise, gone: Enterprise) -> list[Step]:
    """What merging ``gone`` into ``keep`` would write: the preview shows it, the merge does it.

    ``gone`` lives on in ``keep``: its names as other names, its figures where the other has none, and what
    hung on it; its own history stays readable.
    """
    into = {"merged_into_id": keep.pk}
    return [_united(keep, gone), *_moves(keep, gone), Step("firm", gone.pk, {"merged_into_id": None}, into)]


def _united(keep: Enterprise, gone: Enterprise) -> Step:
    after: dict[str, Any] = {"aliases": _names(keep, gone)}
    for field in ENTERPRISE.fields:
        if field.name not in KEPT_APART and not stored(keep, field) and stored(gone, field):
            after[Enterprise._meta.get_field(field.name).attname] = stored(gone, field)
    after = {column: value for column, value in after.items() if value != getattr(keep, column)}
    return Step("firm", keep.pk, {column: getattr(keep, column) for column in after}, after)


def _names(keep: Enterprise, gone: Enterprise) -> str:
    names = [*keep.aliases.split("、"), gone.name, *gone.aliases.split("、"), *gone.former_names.split("、")]
    own = {"", keep.name, *keep.former_names.split("、")}
    return "、".join(name for name in dict.fromkeys(names) if name not in own)[:400]


def _moves(keep: Enterprise, gone: Enterprise) -> Iterator[Step]:
    def moved(table: str, row: int, column: str = "enterprise_id") -> Step:
        return Step(table, row, {column: gone.pk}, {column: keep.pk})

    for table, column in (("plot", "occupant_id"), ("meter", "enterprise_id"), ("project", "enterprise_id")):
        rows = TABLES[table]._default_manager.filter(**{column: gone.pk}).order_by("pk")
        yield from (moved(table, number, column) for number in rows.values_list("pk", flat=True))
    places = {each.node_id: each for each in Assignment.objects.filter(enterprise=keep)}
    for each in Assignment.objects.filter(enterprise=gone):
        own = places.get(each.node_id)
        if own is None:
            yield moved("place", each.pk)
        elif own.state == Assignment.State.PROPOSED and each.state != Assignment.State.PROPOSED:
            before, after = ({"state": one.state, "role": one.role} for one in (own, each))
            yield Step("place", own.pk, before, after)
    known = set(PlanMention.objects.filter(enterprise=keep).values_list("plan", "cite"))
    for mention in PlanMention.objects.filter(enterprise=gone):
        if (mention.plan, mention.cite) not in known:
            yield moved("mention", mention.pk)


@transaction.atomic
def merge(pair: Duplicate, keep: Enterprise, gone: Enterprise, user: User) -> None:
    """``gone`` becomes part of ``keep``; what was written is remembered, so that it can be undone."""
    steps = steps_of(keep, gone)
    into, out_of = f"并入 {keep.name}", f"合并自 {gone.name}"
    for step in steps:
        row = TABLES[step.table]._default_manager.get(pk=step.row)
        _write(row, step.after, user, into if row == gone else out_of)
    note_placed([keep.pk, gone.pk])
    others = Duplicate.objects.filter(state=Duplicate.State.OPEN).exclude(pk=pair.pk)
    others = others.filter(first=gone) | others.filter(second=gone)
    dropped = list(others.values("first_id", "second_id", "score", "reasons"))
    others.delete()
    pair.state, pair.by, pair.decided = Duplicate.State.MERGED, user, timezone.now()
    pair.done = {"steps": [asdict(step) for step in steps], "dropped": dropped}
    pair.save()


@transaction.atomic
def part(pair: Duplicate, user: User) -> tuple[str, ...]:
    """Undo a merge: every row as it was, but for what somebody changed since, which stays and is given back.

    The pair waits for a decision again.  *Errors*: ``Refused`` where the firm was itself merged since, or
    nobody wrote down what the merge did.
    """
    locked = Duplicate.objects.select_for_update().get(pk=pair.pk)
    steps = [Step(**step) for step in locked.done.get("steps", ())]
    if locked.state != Duplicate.State.MERGED or not steps:
        raise Refused("这次合并不能撤销", "this merge cannot be undone")
    keep, gone = (Enterprise.objects.get(pk=step.row) for step in (steps[0], steps[-1]))
    if keep.merged_into_id or gone.merged_into_id != keep.pk:
        raise Refused("之后又有合并，请先撤销后一次", "merged again since: undo the later merge first")
    kept: list[str] = []
    for step in reversed(steps):
        row = TABLES[step.table]._default_manager.filter(pk=step.row).first()
        if row is None:
            continue
        later = [c for c, v in step.after.items() if as_compared(getattr(row, c)) != as_compared(v)]
        kept += [f"{row}：{row._meta.get_field(column).verbose_name}" for column in later]
        back = {column: value for column, value in step.before.items() if column not in later}
        _write(row, back, user, f"撤销合并 {gone.name}")
    note_placed([keep.pk, gone.pk])
    _wait_again(locked.done.get("dropped", ()))
    locked.state, locked.by, locked.decided, locked.done = Duplicate.State.OPEN, None, None, {}
    locked.save()
    return tuple(kept)


def _wait_again(dropped: Sequence[dict[str, Any]]) -> None:
    """Pairs that were put aside, where both firms still stand."""
    ends = {pair[end] for pair in dropped for end in ("first_id", "second_id")}
    alive = set(Enterprise.objects.filter(pk__in=ends, merged_into=None).values_list("pk", flat=True))
    rows = [Duplicate(**pair) for pair in dropped if {pair["first_id"], pair["second_id"]} <= alive]
    Duplicate.objects.bulk_create(rows, ignore_conflicts=True)


def _write(row: Any, values: dict[str, Any], user: User, reason: str) -> None:
    if not values:
        return
    for column, value in values.items():
        setattr(row, column, row._meta.get_field(column).to_python(value))
    if isinstance(row, Enterprise):
        derive(row)
    row._change_reason, row._history_user = reason[:100], user
    row.save()
