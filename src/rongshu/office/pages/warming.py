"""Packs opened before somebody asks for them: when serving starts, and when a pack was written anew."""

from __future__ import annotations

import logging
from threading import Thread
from typing import Any

from django.db import connection

from rongshu.office.loads.shelf import whole_lake
from rongshu.office.pages.opened.opening import opened_plan
from rongshu.office.pages.running.lake import metrics_of, release_days
from rongshu.office.pages.running.monitoring import GROUPS, Source, rows_of_heat
from rongshu.office.pages.running.quality import findings
from rongshu.office.plans.models import Plan
from rongshu.office.plans.register import renew
from rongshu.office.plans.shelf import pack_folder
from rongshu.office.plans.source import opened
from rongshu.terms.diagnostic import InputError

DAYS = 4  # the last days of release that are opened ahead
log = logging.getLogger(__name__)


def warm(plan: Plan, **_said: Any) -> bool:
    """Whether the plan could be opened; what its first page would have to work out is then at hand.

    Never fails: whoever wrote the pack is not to be told of a page's trouble, the page itself says it.
    """
    try:
        shown = opened_plan(plan)
        for part in ("findings", "known", "atlas"):
            getattr(shown, part)
    except InputError:
        return False
    except Exception:
        log.exception("%s could not be opened ahead", plan.slug)
        return False
    return True


def warm_running(**_said: Any) -> int:
    """For how many plans the months' values and the findings on the whole lake are at hand."""
    lake, count = whole_lake(), 0
    if not lake.stamp():
        return 0
    for plan in Plan.objects.all():
        try:
            folder = pack_folder(plan)
            source = Source(metrics_of(folder), lake)
            for by in ((), *((name,) for name in GROUPS)):
                source.by(by, None)
            source.by((rows_of_heat(source, None), "county"), None)
            findings(lake, folder, None)
            for day in release_days(lake)[1:DAYS]:
                source.by((), day)  # opening a ledger as known on a day is what takes time
        except InputError:
            continue
        except Exception:
            log.exception("%s: running data could not be worked out ahead", plan.slug)
            continue
        count += 1
    return count


def warm_all() -> int:
    """How many plans were opened; title, mark and fingerprint follow packs edited while nobody served."""
    count = 0
    for plan in Plan.objects.select_related("source"):
        if warm(plan):
            renew(plan, opened_plan(plan).shelved)
            count += 1
        try:
            if plan.source is not None:
                opened(plan.source)
        except InputError:
            log.warning("%s: the document cannot be read", plan.slug)
    return count


def warm_in_background() -> Thread:
    """The thread that opens every plan while the first reader logs in."""

    def work() -> None:
        try:
            warm_all()
        except Exception:
            log.exception("plans could not be opened ahead")
        finally:
            connection.close()

    thread = Thread(target=work, name="warming", daemon=True)
    thread.start()
    return thread
