"""Projects on their way against the plan: what they would add, which gaps they fill, where, and how late."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from rongshu.office.pages.contribution import projects_of
from rongshu.office.pages.opening import open_plan
from rongshu.office.pages.pipeline import pipeline_of
from rongshu.office.pages.project_map import project_map
from rongshu.office.pages.respond import show
from rongshu.office.people.guard import require
from rongshu.office.people.permission import Action


@require_GET
def pipeline(request: HttpRequest, plan: str) -> HttpResponse:
    """One figure of the projects by stage and year, indicators, nodes, map, delays."""
    opened = open_plan(request.user, plan)
    require(request, Action.READ_STANDING, opened.plan)
    found = pipeline_of(request.user, opened, request.GET.get("figure", ""))
    facts = {
        "found": found,
        "rule": found.rule,
        "view": found.view,
        "map": project_map(opened, projects_of(request.user, opened), timezone.localdate()),
        "atlas_source": opened.atlas_source,
        "invented": opened.demonstration or settings.WORKSPACE.demonstration,
    }
    return show(request, opened, "pipeline", "pipeline", facts)
