"""What the checks found, and how two plans differ."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from rongshu.office.pages.opened.opening import open_plan
from rongshu.office.pages.opened.respond import FORMATS, as_file, show
from rongshu.office.pages.plan.checks import check_page, check_table


@require_GET
def checks(request: HttpRequest, plan: str) -> HttpResponse:
    """The findings, rule by rule."""
    opened = open_plan(request.user, plan)
    wanted = request.GET.get("as", "")
    if wanted in FORMATS:
        return as_file(request, opened, "checks", check_table(opened.findings), wanted)
    severity, certainty = request.GET.get("severity", ""), request.GET.get("certainty", "")
    page = check_page(opened.findings, severity, certainty)
    facts = {"page": page, "severity": severity, "certainty": certainty}
    return show(request, opened, "checks", "checks", facts)
