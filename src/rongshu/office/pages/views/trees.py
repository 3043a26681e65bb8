"""The pages that are a tree: the industrial system and the tasks."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from rongshu.office.pages.opened.opening import open_plan
from rongshu.office.pages.opened.respond import FORMATS, as_file, show
from rongshu.office.pages.plan.industries import industry_tree
from rongshu.office.pages.plan.tasks import task_table, task_tree


@require_GET
def industries(request: HttpRequest, plan: str) -> HttpResponse:
    """Pillar, industry, segment, with how much the plan says of each."""
    opened = open_plan(request.user, plan)
    return show(request, opened, "industries", "industries", {"tree": industry_tree(opened.pack)})


@require_GET
def tasks(request: HttpRequest, plan: str) -> HttpResponse:
    """Task, measure, action, with owners and deadlines."""
    opened = open_plan(request.user, plan)
    wanted = request.GET.get("as", "")
    if wanted in FORMATS:
        return as_file(request, opened, "tasks", task_table(opened.pack), wanted)
    owner, words = request.GET.get("owner", ""), request.GET.get("q", "").strip()
    facts = {"tree": task_tree(opened.pack, owner, words), "owner": owner, "words": words}
    return show(request, opened, "tasks", "tasks", facts)
