"""The first page of a plan."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from rongshu.office.pages.opened.opening import open_plan
from rongshu.office.pages.opened.respond import day_of, show
from rongshu.office.pages.overview import overview_of


@require_GET
def overview(request: HttpRequest, plan: str) -> HttpResponse:
    """Indicators as bullet cards, the map, how much the plan says, and what needs attention."""
    opened = open_plan(request.user, plan)
    facts = {
        "overview": overview_of(opened.pack, opened.findings, day_of(request)),
        "atlas": opened.atlas,
        "atlas_source": opened.atlas_source,
    }
    return show(request, opened, "", "overview", facts)
