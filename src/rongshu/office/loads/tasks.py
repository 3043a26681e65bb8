"""Background work: a file read, confirmed figures landed, the ledger made ready for the pages.

Every process of the office imports this module to know the work; the engine is loaded where some is done.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.dispatch import Signal
from django.utils import timezone
from huey.contrib.djhuey import HUEY, db_task

from rongshu.office.loads.flow import State
from rongshu.office.loads.models import Delivery
from rongshu.office.queue import Beside, waiting
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, InputError, Severity

if TYPE_CHECKING:
    from rongshu.facts.lake.lake import Load

log = logging.getLogger(__name__)
# the lake has changed and its ledger is open again
ready = Signal()


@db_task()
def read_delivery(number: int) -> None:
    """Read the file; what was understood, or why it cannot be read, is kept in its entry."""
    from rongshu.office.loads.reading import understood
    from rongshu.office.loads.shelf import whole_lake

    delivery = Delivery.objects.get(pk=number)
    _say(delivery, State.READING, 20)
    try:
        _intake, answer = understood(delivery, whole_lake())
    except InputError as refused:
        _close(delivery, State.UNREADABLE, {"refused": [each.as_json() for each in refused.diagnostics]})
    except Exception:
        log.exception("reading of delivery %s broke", number)
        _close(delivery, State.UNREADABLE, {"refused": [_broken().as_json()]})
    else:
        _close(delivery, State.READ, answer)


@db_task()
def land_delivery(number: int) -> None:
    """Land what was confirmed; a refusal leaves the file as it was, with the reason."""
    from rongshu.office.loads.reading import Confirmed, landed
    from rongshu.office.loads.shelf import whole_lake

    delivery = Delivery.objects.select_related("landed_by").get(pk=number)
    _say(delivery, State.LANDING, 30)
    by = delivery.landed_by.username if delivery.landed_by else ""
    try:
        load = landed(delivery, whole_lake(), Confirmed(by, timezone.localdate()))
    except InputError as refused:
        _refuse(delivery, refused.diagnostics)
        return
    except Exception:
        log.exception("landing of delivery %s broke", number)
        _refuse(delivery, (_broken(),))
        return
    _land(delivery, load)
    make_ready()


def make_ready() -> None:
    """See to it that the first reader after a load does not wait; nor does whoever sends the next file."""
    if HUEY.immediate:
        _open_ahead()
    else:
        _ahead.ask()


def _open_ahead() -> None:
    """Open the ledger once, and let the pages work out what hangs on it."""
    from rongshu.facts.lake.ledger import ledger_opened
    from rongshu.office.loads.shelf import whole_lake

    with ledger_opened(whole_lake()):
        ready.send(sender=None)


_ahead = Beside(_open_ahead)


def close_broken_deliveries() -> int:
    """Files that a stopped server left half-way, or that the queue has lost, can be acted on again.

    One whose figures were in the lake already when the server stopped has landed.
    """
    left = Delivery.objects.filter(state__in=[State.QUEUED, State.READING, State.LANDING])
    left = left.exclude(state=State.QUEUED, pk__in=waiting(read_delivery))
    count = 0
    for delivery in left.exclude(state=State.LANDING, pk__in=waiting(land_delivery)):
        count += 1
        load = _in_the_lake(delivery) if delivery.state == State.LANDING else None
        if load is not None:
            _land(delivery, load)
        elif delivery.state == State.LANDING:
            _refuse(delivery, (_broken(),))
        else:
            _close(delivery, State.UNREADABLE, {"refused": [_broken().as_json()]})
    return count


def _in_the_lake(delivery: Delivery) -> Load | None:
    from rongshu.office.loads.shelf import loads_of, whole_lake

    loads = (load for load in loads_of(whole_lake()) if load.state == "active")
    load = next((load for load in loads if load.sha256 == delivery.sha256), None)
    known = load and Delivery.objects.filter(load_id=load.id, state=State.LANDED).exists()
    return None if known else load


def _land(delivery: Delivery, load: Load) -> None:
    delivery.load_id, delivery.figures, delivery.landed = load.id, load.rows, timezone.now()
    delivery.state, delivery.progress = State.LANDED, 100
    delivery._history_user = delivery.landed_by
    delivery.save()


def _say(delivery: Delivery, state: State, progress: int) -> None:
    delivery.state = state
    Delivery.objects.filter(pk=delivery.pk).update(state=state, progress=progress)


def _close(delivery: Delivery, state: State, answer: dict[str, object]) -> None:
    delivery.answer = answer
    Delivery.objects.filter(pk=delivery.pk).update(state=state, progress=100, answer=answer)


def _refuse(delivery: Delivery, diagnostics: tuple[Diagnostic, ...]) -> None:
    answer = {**delivery.answer, "refused": [each.as_json() for each in diagnostics[:40]]}
    _close(delivery, State.READ, answer)


def _broken() -> Diagnostic:
    message = Bilingual("处理中断", "the work was interrupted")
    remedy = Bilingual(
        "请重新读取；仍不行请把日志交给管理员",
        "read it again; if it fails again, give the log to the administrator",
    )
    return Diagnostic("load.broken", Severity.ERROR, message, remedy=remedy)
