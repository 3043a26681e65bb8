"""Background work: a file read, confirmed figures landed, the ledger made ready for the pages."""

from __future__ import annotations

import logging

from django.dispatch import Signal
from django.utils import timezone
from huey.contrib.djhuey import db_task

from rongshu.facts.ledger import ledger_opened
from rongshu.office.loads.flow import State
from rongshu.office.loads.models import Delivery
from rongshu.office.loads.reading import Confirmed, landed, understood
from rongshu.office.loads.shelf import whole_lake
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, InputError, Severity

log = logging.getLogger(__name__)
# the lake has changed and its ledger is open again
ready = Signal()


@db_task()
def read_delivery(number: int) -> None:
    """Read the file; what was understood, or why it cannot be read, is kept in its entry."""
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
    delivery.load_id, delivery.figures, delivery.landed = load.id, load.rows, timezone.now()
    delivery.state, delivery.progress = State.LANDED, 100
    delivery.save()
    make_ready()


@db_task()
def make_ready() -> None:
    """Open the ledger once, so that the first reader after a load does not wait for it."""
    with ledger_opened(whole_lake()):
        ready.send(sender=None)


def close_broken_deliveries() -> int:
    """Files that a stopped server left half-way go back to where somebody can act on them."""
    count = 0
    for delivery in Delivery.objects.filter(state__in=[State.READING, State.LANDING]):
        count += 1
        if delivery.state == State.READING:
            _close(delivery, State.UNREADABLE, {"refused": [_broken().as_json()]})
        else:
            _refuse(delivery, (_broken(),))
    return count


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
