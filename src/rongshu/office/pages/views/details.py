"""One page per indicator, industry, chain and park."""

from __future__ import annotations

from typing import TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from rongshu.office.pages.indicators import indicator_page
from rongshu.office.pages.industries import capacities_of, industry_page, industry_path
from rongshu.office.pages.listing import Link
from rongshu.office.pages.opening import open_plan
from rongshu.office.pages.parks import park_page
from rongshu.office.pages.respond import show

Page = TypeVar("Page")


@require_GET
def indicator(request: HttpRequest, plan: str, identity: str) -> HttpResponse:
    """Everything on one indicator."""
    opened = open_plan(request.user, plan)
    page = _found(indicator_page(opened.pack, identity, opened.findings), identity)
    return show(request, opened, "indicators", "indicator", {"page": page, "title": page.card.indicator.name})


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
