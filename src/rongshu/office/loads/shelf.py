"""The workspace's lake as far as somebody may see it, and the entries of what landed without a page."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from rongshu.facts.lake.lake import Lake, Load
from rongshu.office.loads.flow import State
from rongshu.office.loads.models import Delivery
from rongshu.office.people.models import Organisation, User
from rongshu.office.people.permission import Role, reaches

ADOPTED = "taken from the lake"


def whole_lake() -> Lake:
    """The lake with everything in it: for landing and undoing, not for showing."""
    return Lake(settings.WORKSPACE.lake)


def loads_of(lake: Lake) -> tuple[Load, ...]:
    """Every load that ever landed, oldest first; read again only when the ledger has changed."""
    return _loads(lake.folder, lake.stamp())


@lru_cache(maxsize=16)
def _loads(folder: Path, stamp: str) -> tuple[Load, ...]:
    return Lake(folder).loads() if stamp else ()


def readable_lake(user: User) -> Lake:
    """The lake with the loads of what the reader's organisation reaches.

    What landed by command belongs to the workspace's first organisation, as packs placed by hand do.
    *Cost*: two queries.
    """
    lake = whole_lake()
    if user.role == Role.ADMINISTRATOR:
        return lake
    landed = Delivery.objects.filter(state=State.LANDED)
    known = dict(landed.values_list("load_id", "owner__path"))
    first = Organisation.objects.order_by("path").values_list("path", flat=True).first() or ""
    active = [load.id for load in loads_of(lake) if load.state == "active"]
    seen = frozenset(load for load in active if reaches(user.reach, known.get(load, first) or first))
    return lake if len(seen) == len(active) else Lake(lake.folder, seen)


def readable_loads(lake: Lake) -> dict[str, Load]:
    """The active loads of a lake that the reader sees, by id."""
    active = (load for load in loads_of(lake) if load.state == "active")
    return {load.id: load for load in active if lake.seen is None or load.id in lake.seen}


def adopt_landed() -> int:
    """Entries for what landed by command, and the undoing by command written down; gives how many."""
    entries = Delivery.objects.exclude(load_id="")
    landed = {each.load_id: each for each in entries if each.state == State.LANDED}
    ended = {each.load_id for each in entries if each.state == State.UNDONE}
    # what is on its way in has an entry already, which will know its load in a moment
    coming = set(Delivery.objects.filter(state=State.LANDING).values_list("sha256", flat=True))
    count = 0
    for load in loads_of(whole_lake()):
        entry = landed.get(load.id)
        if entry is None and load.sha256 not in coming and (load.state == "active" or load.id not in ended):
            count += _adopt(load)
        elif entry is not None and load.state == "undone":
            entry.state, entry.undone = State.UNDONE, timezone.now()
            _keep(entry)
            count += 1
    return count


def _adopt(load: Load) -> int:
    """1 for a new entry; 0 where another reader of the list adopts the same load at the same moment."""
    state = State.LANDED if load.state == "active" else State.UNDONE
    try:
        with transaction.atomic():
            _keep(Delivery(load_id=load.id, state=state, **_told(load)))
    except IntegrityError:
        return 0
    return 1


def _keep(entry: Delivery) -> None:
    """Saved without the name of whoever happens to look at the list: the command did it."""
    entry._history_user, entry._change_reason = None, ADOPTED
    entry.save()


def _told(load: Load) -> dict[str, object]:
    moment = _moment(load.loaded_at)
    return {
        "sha256": load.sha256,
        "name": load.file[:255],
        "owner": Organisation.objects.order_by("path").first(),
        "received": moment,
        "landed": moment,
        "progress": 100,
        "source": load.source[:200],
        "released": load.released,
        "figures": load.rows,
    }


def _moment(written: str) -> datetime:
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return timezone.now()
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)
