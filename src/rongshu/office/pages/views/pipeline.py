"""Projects on their way against the plan: what they would add, which gaps they fill, where, and how late."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from rongshu.office.pages.contribution import (
    COLUMNS,
    figure_view,
    indicator_views,
    node_gaps,
    projects_of,
    rule_of,
)
from rongshu.office.pages.opening import open_plan
from rongshu.office.pages.project_map import project_map
from rongshu.office.pages.respond import show
from rongshu.office.pages.slippage import lateness
from rongshu.office.people.guard import require
from rongshu.office.people.permission import Action


@require_GET
def pipeline(request: HttpRequest, plan: str) -> HttpResponse:
    """One figure of the projects by stage and year, indicators, nodes, map, delays."""
    opened = open_plan(request.user, plan)
    require(request, Action.READ_STANDING, opened.plan)
    rule, today = rule_of(opened), timezone.localdate()
    wanted = request.GET.get("figure", "")
    figure = next((each for each in rule.figures if each.figure == wanted), rule.figures[0])
    found = projects_of(request.user, opened)
    rows = list(found.only(*COLUMNS).order_by("number"))
    gaps = node_gaps(request.user, opened)
    facts = {
        "rule": rule,
        "view": figure_view(rows, figure, rule),
        "indicators": indicator_views(opened, rows, rule),
        "gaps": [each for each in gaps if each.counts],
        "other": sum(not each.counts for each in gaps),
        "fills": sum(each.prospect.fills for each in gaps),
        "map": project_map(opened, found, today),
        "atlas_source": opened.atlas_source,
        "lateness": lateness(rows, today),
        "total": len(rows),
        "invented": opened.demonstration or settings.WORKSPACE.demonstration,
    }
    return show(request, opened, "pipeline", "pipeline", facts)
