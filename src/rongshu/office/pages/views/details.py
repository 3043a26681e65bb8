"""One page per indicator, industry, chain and park."""

from __future__ import annotations

from typing import TypeVar

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from rongshu.office.pages.breakdown.pace import group_pace
from rongshu.office.pages.indicator.indicators import indicator_page
from rongshu.office.pages.indicator.outlook import outlook_of
from rongshu.office.pages.indicator.timeline import timeline_of
from rongshu.office.pages.indicator.vintages import vintages
from rongshu.office.pages.opened.opening import open_plan
from rongshu.office.pages.opened.respond import day_asked, day_of, show
from rongshu.office.pages.parts.listing import Link
from rongshu.office.pages.pipeline.summary import indicator_contribution
from rongshu.office.pages.plan.industries import capacities_of, industry_page, industry_path
from rongshu.office.pages.plan.parks import park_page
from rongshu.office.pages.running.computed import computed_of

Page = TypeVar("Page")


@require_GET
def indicator(request: HttpRequest, plan: str, identity: str) -> HttpResponse:
    """Everything on one indicator, today or as it was known on ``?known_on=``."""
    opened = open_plan(request.user, plan)
    pack = opened.pack
    page = _found(indicator_page(pack, identity, opened.findings, day_of(request)), identity)
    shown, status = page.card.indicator, page.card.status
    outlook = outlook_of(status)
    facts = {
        "page": page,
        "title": shown.name,
        "known_on": day_asked(request),
        "vintages": vintages(shown, pack.actuals, pack.about.first_year),
        "outlook": outlook,
        "timeline": timeline_of(shown, status, outlook.points if outlook else ()),
        "computed": computed_of(request.user, opened, shown),
        "pace": group_pace(request.user, opened, status, shown.measure, day_asked(request)),
        "contribution": indicator_contribution(request.user, opened, shown),
        "contribution_hidden": settings.WORKSPACE.demonstration and not opened.demonstration,
    }
    return show(request, opened, "indicators", "indicator", facts)


@require_GET
def industry(request: HttpRequest, plan: str, identity: str) -> HttpResponse:
    """Everything under one heading of the industrial system."""
    opened = open_plan(request.user, plan)
    page = _found(industry_page(opened.pack, identity), identity)
    facts = {
        "page": page,
        "capacities": capacities_of(opened.pack, page.products),
        "title": page.industry.name,
        "crumbs": [Link(each.name.bilingual(), industry_path(each.id)) for each in page.above],
    }
    return show(request, opened, "industries", "industry", facts)


@require_GET
def park(request: HttpRequest, plan: str, identity: str) -> HttpResponse:
    """Everything on one park."""
    opened = open_plan(request.user, plan)
    page = _found(park_page(opened.pack, identity, opened.parks_geo), identity)
    facts = {
        "page": page,
        "title": page.park.name,
        "atlas": opened.atlas,
        "atlas_source": opened.atlas_source,
        "chosen": identity,
    }
    return show(request, opened, "parks", "park", facts)


def _found(page: Page | None, identity: str) -> Page:
    if page is None:
        raise Http404(identity)
    return page
