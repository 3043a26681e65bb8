"""How two plans of the workspace differ."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from rongshu.office.pages.opening import open_plan
from rongshu.office.pages.respond import show
from rongshu.office.plans.reading import readable_plans


@require_GET
def compare(request: HttpRequest, plan: str) -> HttpResponse:
    """This plan against another that the reader may open."""
    opened = open_plan(request.user, plan)
    others = [each for each in readable_plans(request.user) if each.pk != opened.plan.pk]
    return show(request, opened, "compare", "compare", {"others": others})
