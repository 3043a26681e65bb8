"""Projects on their way against the plan: what they would add, which gaps they fill, where, and how late."""

from __future__ import annotations

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET

from rongshu.office.pages.chain.standing import may_see
from rongshu.office.pages.opened.opening import open_plan
from rongshu.office.pages.opened.respond import show
from rongshu.office.pages.pipeline.contribution import projects_of
from rongshu.office.pages.pipeline.project_map import project_map
from rongshu.office.pages.pipeline.summary import pipeline_of
from rongshu.office.people.guard import require
from rongshu.office.people.permission import Action
from rongshu.office.plans.reading import readable_plans
from rongshu.office.registry.models import Project
from rongshu.office.registry.reach import visible


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
        "invented": opened.invented,
    }
    return show(request, opened, "pipeline", "pipeline", facts)


@require_GET
def any_plan(request: HttpRequest) -> HttpResponse:
    """From the registry, which belongs to no plan, to the plan on whose nodes most of the projects stand.

    *Errors*: ``Http404`` where the reader may see how no plan stands.
    """
    plans = [plan for plan in readable_plans(request.user) if may_see(request.user, plan)]
    if not plans:
        raise Http404("pipeline")
    grouped = visible(request.user, Project).order_by().values_list("node__plan")
    counted = dict(grouped.annotate(count=Count("pk")))
    best = max(plans, key=lambda plan: (counted.get(plan.folder, 0), plan.pk))
    return redirect("pages:pipeline", best.slug)
