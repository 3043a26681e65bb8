"""A chain on two days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from rongshu.office.pages.chain.chains import chain_path
from rongshu.office.pages.chain.changes import compare_days, days_offered
from rongshu.office.pages.chain.ledger import ledger_change
from rongshu.office.pages.chain.panorama import panorama_of
from rongshu.office.pages.opened.opening import open_plan
from rongshu.office.pages.opened.respond import is_part, reader_language, show
from rongshu.office.pages.parts.listing import Link
from rongshu.office.people.guard import require
from rongshu.office.people.permission import Action, can
from rongshu.office.registry.recall import first_day
from rongshu.terms.bilingual import Bilingual


@dataclass(frozen=True, slots=True)
class _Days:
    """The two days, for the part that shows nothing else."""

    first: date
    second: date


@require_GET
def changes(request: HttpRequest, plan: str, identity: str) -> HttpResponse:
    """What differs between ``from`` and ``to``; without them the current quarter."""
    opened = open_plan(request.user, plan)
    chain = next((each for each in opened.shelved.chains if each.id == identity), None)
    if chain is None:
        raise Http404(identity)
    require(request, Action.READ_STANDING, opened.plan)
    begins = first_day(opened.plan.folder, chain.id)
    offered = days_offered(begins)
    today = timezone.localdate()
    first = _day(request, "from") or (offered[0] if offered else today - timedelta(days=90))
    second = _day(request, "to") or today
    asked = bool(request.GET.get("ledger"))
    if asked and is_part(request):
        ledger = ledger_change(request.user, opened, chain, first, second)
        return show(
            request, opened, "chains", "chain_ledger", {"ledger": ledger, "found": _Days(first, second)}
        )
    found = compare_days(request.user, opened, chain, (first, second), begins)
    drawn = panorama_of(chain, reader_language(), found.marks) if found.change else None
    facts = {
        "found": found,
        "page": found,
        "map": drawn,
        "sheet": drawn is not None,
        "title": chain.name,
        "of_title": Bilingual("两个日期的比较", "Two days compared"),
        "crumbs": [Link(chain.name.bilingual(), chain_path(chain.id))],
        "quick": _quick(found.begins, today),
        # another day's ledger takes a second to open: the page does not wait for it
        "may_ledger": can(request.user, Action.READ_FACTS, opened.plan),
        "ledger_asked": asked,
        "ledger": ledger_change(request.user, opened, chain, first, second) if asked else None,
        "invented": opened.invented,
    }
    return show(request, opened, "chains", "chain_changes", facts)


def _day(request: HttpRequest, name: str) -> date | None:
    """The day in the address.  *Errors*: ``Http404`` for what is no day."""
    written = request.GET.get(name, "")
    if not written:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise Http404(written) from None


def _quick(begins: date | None, today: date) -> list[tuple[str, date]]:
    """Days to begin from: the month's, the quarter's and the year's first, and the first record."""
    if begins is None:
        return []
    month = today.replace(day=1)
    known = {
        "month": month,
        "quarter": date(today.year, 3 * ((today.month - 1) // 3) + 1, 1),
        "year": date(today.year, 1, 1),
    }
    return [*((key, day) for key, day in known.items() if begins <= day < today), ("begins", begins)]
