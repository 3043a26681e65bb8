"""Search over everything in a plan, or in every plan the reader may open."""

from __future__ import annotations

from contextlib import suppress

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from rongshu.office.pages.opened.lookup import find
from rongshu.office.pages.opened.opening import Opened, open_plan, opened_plan
from rongshu.office.pages.opened.respond import show
from rongshu.office.plans.reading import readable_plans
from rongshu.terms.diagnostic import InputError

LIVE = 12


@require_GET
def search(request: HttpRequest, plan: str) -> HttpResponse:
    """The matches, best first; ``?live`` gives the short list below the search box."""
    opened = open_plan(request.user, plan)
    words, everywhere = request.GET.get("q", "").strip(), request.GET.get("scope") == "all"
    if "live" in request.GET:
        found = [(opened, find(opened.known, words, LIVE))]
        return show(request, opened, "search", "live", {"results": found, "words": words})
    plans = _others(request, opened) if everywhere else []
    results = [(each, find(each.known, words)) for each in (opened, *plans)]
    facts = {
        "results": results,
        "words": words,
        "everywhere": everywhere,
        "count": sum(len(entries) for _, entries in results),
    }
    return show(request, opened, "search", "search", facts)


def _others(request: HttpRequest, opened: Opened) -> list[Opened]:
    """The other plans; one whose pack is broken does not keep the rest from being searched."""
    others = []
    for plan in readable_plans(request.user):
        if plan.pk != opened.plan.pk:
            with suppress(InputError):
                others.append(opened_plan(plan))
    return others
