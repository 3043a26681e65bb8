"""The list of plans."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from rongshu.office.plans.reading import readable_plans


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every plan that the reader may open."""
    return render(request, "plans/index.html", {"plans": readable_plans(request.user), "section": "plans"})
