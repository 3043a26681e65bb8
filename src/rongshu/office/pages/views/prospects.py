"""What could come next for a city."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from rongshu.office.loads.flow import is_invented
from rongshu.office.pages.chain.prospects import interplay_of, own_region, prospect_table, prospects_of
from rongshu.office.pages.opened.opening import open_plan
from rongshu.office.pages.opened.respond import show, show_list
from rongshu.office.people.guard import require
from rongshu.office.people.permission import Action, can


@require_GET
def prospects(request: HttpRequest, plan: str) -> HttpResponse:
    """Industries near to what the region has, and the input–output table; each where it was brought."""
    opened = open_plan(request.user, plan)
    require(request, Action.READ_STANDING, opened.plan)
    region = own_region(opened, request.GET.get("region", ""))
    view = prospects_of(opened, region)
    interplay = interplay_of(opened, request.GET.get("sector", ""), request.GET.get("amount", ""))
    sources = [each.about.source for each in ((view.table if view else None), interplay) if each is not None]
    invented = opened.demonstration or any(is_invented(source) for source in sources)
    facts = {"view": view, "interplay": interplay, "invented": invented, "demonstration": invented}
    facts["may_bring"] = can(request.user, Action.BRING_REFERENCE, opened.plan)
    if view is None:
        return show(request, opened, "prospects", "prospects", facts)
    return show_list(request, opened, "prospects", prospect_table(opened, region), "prospects", facts)
