"""The monthly sheet of projects under way."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rongshu.office.people.guard import allowed
from rongshu.office.people.permission import Action
from rongshu.office.registry.frame import language, show
from rongshu.office.registry.kinds import MONTHS
from rongshu.office.registry.monthly import PAGE, held, keep, lines_of, months_offered, sheet_rows, under_way
from rongshu.office.registry.workbook import template_bytes
from rongshu.terms.bilingual import Bilingual

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NAME = Bilingual("项目名称（参考）", "Project name (for reference)")


@require_http_methods(["GET", "POST"])
@allowed(Action.EDIT_REGISTRY)
def monthly(request: HttpRequest) -> HttpResponse:
    """A month's progress of all projects under way: to fill in here, or as a file that comes back."""
    offered = months_offered(timezone.localdate())
    month = _month(request.GET.get("month", ""), offered)
    projects = under_way(request.user)
    total = projects.count()
    page = request.GET.get("page", "1")
    number = int(page) if page.isdecimal() and len(page) < 5 else 1
    if request.GET.get("as") == "xlsx":
        lines = lines_of(request.user, list(projects), month)
        content = template_bytes(
            MONTHS, {}, language(), settings.WORKSPACE.demonstration, sheet_rows(lines, month), (NAME,)
        )
        response = HttpResponse(content, content_type=XLSX)
        response["Content-Disposition"] = f"attachment; filename=projects-{month:%Y-%m}.xlsx"
        return response
    shown, status = list(projects[(number - 1) * PAGE : number * PAGE]), 200
    if request.method == "POST":
        with held(shown):
            lines = lines_of(request.user, shown, month)
            written = keep(request.user, lines, month, request.POST.dict(), _("月度填报"))
        if not any(line.wrong for line in lines):
            messages.success(request, _("已保存 %(count)s 个项目。") % {"count": written})
            return redirect(f"{request.path}?month={month:%Y-%m}&page={number}")
        status = 400
    else:
        lines = lines_of(request.user, shown, month)
    facts = {
        "lines": lines,
        "month": month,
        "offered": offered,
        "total": total,
        "page": number,
        "pages": max(1, -(-total // PAGE)),
        "wrong": status == 400,
    }
    return show(request, "monthly", "monthly", facts, status=status)


def _month(written: str, offered: list[date]) -> date:
    """The month asked for, the last whole one without.  *Errors*: ``Http404`` for what is none."""
    if not written:
        return offered[1]
    try:
        return date.fromisoformat(f"{written}-01")
    except ValueError:
        raise Http404(written) from None
