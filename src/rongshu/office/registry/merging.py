"""Firms that may be one: proposed by the matching, merged or kept apart by a person."""

from __future__ import annotations

from django.db import transaction

from rongshu.matching.duplicates import FirmRecord, find_duplicates
from rongshu.office.people.models import User
from rongshu.office.registry.derived import derive
from rongshu.office.registry.desk import stored
from rongshu.office.registry.kinds import ENTERPRISE
from rongshu.office.registry.models import (
    Assignment,
    Duplicate,
    Enterprise,
    Meter,
    PlanMention,
    Plot,
    Project,
)
from rongshu.office.registry.placing import note_placed

KEPT_APART = frozenset({"owner", "name"})


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


@transaction.atomic
def merge(pair: Duplicate, keep: Enterprise, gone: Enterprise, user: User) -> None:
    """``gone`` lives on in ``keep``: its names as other names, its figures where the other has none.

    What hung on it hangs on the one that stays; its own history stays readable.
    """
    reason = f"合并自 {gone.name}"[:100]
    _take_names(keep, gone)
    for field in ENTERPRISE.fields:
        if field.name not in KEPT_APART and not stored(keep, field) and stored(gone, field):
            name = f"{field.name}_id" if field.form in {"park", "organisation"} else field.name
            setattr(keep, name, stored(gone, field))
    derive(keep)
    keep._change_reason, keep._history_user = reason, user
    keep.save()
    _move(keep, gone)
    note_placed([keep.pk, gone.pk])
    gone.merged_into = keep
    gone._change_reason, gone._history_user = f"并入 {keep.name}"[:100], user
    gone.save()
    pair.state, pair.by = Duplicate.State.MERGED, user
    pair.save()
    others = Duplicate.objects.filter(state=Duplicate.State.OPEN)
    (others.filter(first=gone) | others.filter(second=gone)).delete()


def _take_names(keep: Enterprise, gone: Enterprise) -> None:
    names = [*keep.aliases.split("、"), gone.name, *gone.aliases.split("、"), *gone.former_names.split("、")]
    own = {"", keep.name, *keep.former_names.split("、")}
    keep.aliases = "、".join(name for name in dict.fromkeys(names) if name not in own)[:400]


def _move(keep: Enterprise, gone: Enterprise) -> None:
    for model, column in ((Plot, "occupant"), (Meter, "enterprise"), (Project, "enterprise")):
        for row in model.objects.filter(**{column: gone}):
            setattr(row, column, keep)
            row.save()
    places = {each.node_id: each for each in Assignment.objects.filter(enterprise=keep)}
    for each in Assignment.objects.filter(enterprise=gone):
        own = places.get(each.node_id)
        if own is None:
            each.enterprise = keep
            each.save()
        elif own.state == Assignment.State.PROPOSED and each.state != Assignment.State.PROPOSED:
            own.state, own.role = each.state, each.role
            own.save()
    known = set(PlanMention.objects.filter(enterprise=keep).values_list("plan", "cite"))
    for mention in PlanMention.objects.filter(enterprise=gone):
        if (mention.plan, mention.cite) not in known:
            mention.enterprise = keep
            mention.save()
