"""The pipeline of projects, and their monthly progress."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count, F, QuerySet, Sum, Window
from django.db.models.functions import RowNumber
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from rongshu.office.people.guard import allowed, require
from rongshu.office.people.permission import Action
from rongshu.office.registry.cells import Refused
from rongshu.office.registry.desk import Desk, cleared
from rongshu.office.registry.frame import language, show
from rongshu.office.registry.kinds import MONTHS, PROJECTS, STAGES
from rongshu.office.registry.lists import asked_of, facets_of, narrowed
from rongshu.office.registry.models import Project, ProjectMonth
from rongshu.office.registry.pipeline import slippage
from rongshu.office.registry.reach import row_of

CARDS = 12


@require_GET
@allowed(Action.READ_REGISTRY)
def board(request: HttpRequest) -> HttpResponse:
    """Every stage as a column with its latest-due projects, how many there are, and what slips."""
    asked = asked_of(PROJECTS, request.GET.dict())
    rows = narrowed(request.user, PROJECTS, asked)
    today = timezone.localdate()
    late = rows.filter(due__lt=today)
    totals = {stage: (count, money) for stage, count, money in _totals(rows)}
    cards = _cards(rows)
    facts = {
        "columns": [
            (key, name, *totals.get(key, (0, None)), [(p, slippage(p, today)) for p in cards.get(key, [])])
            for key, name in STAGES
        ],
        "late": [(project, slippage(project, today)) for project in late.order_by("due")[:CARDS]],
        "late_count": late.count(),
        "blocked": [],
        "facets": [pair for pair in facets_of(request.user, PROJECTS) if pair[0].name != "stage"],
        "asked": asked,
        "query": asked.query(),
        "kind": PROJECTS,
    }
    return show(request, "board", "board", facts)


def _totals(rows: QuerySet[Project]) -> list[tuple[str, int, object]]:
    grouped = rows.order_by().values("stage").annotate(count=Count("pk"), money=Sum("investment"))
    return [(each["stage"], each["count"], each["money"]) for each in grouped]


def _cards(rows: QuerySet[Project]) -> dict[str, list[Project]]:
    """The first of each stage by the day that is due, ranked by the database."""
    order = [F("due").asc(nulls_last=True), F("number").asc()]
    ranked = rows.annotate(place=Window(RowNumber(), partition_by=[F("stage")], order_by=order))
    first = list(ranked.filter(place__lte=CARDS).values_list("pk", flat=True))
    found: dict[str, list[Project]] = {}
    for project in Project.objects.filter(pk__in=first).select_related("node").order_by(*order):
        found.setdefault(project.stage, []).append(project)
    return found


@require_POST
@allowed(Action.EDIT_REGISTRY)
def month(request: HttpRequest, number: int) -> HttpResponse:
    """One month of a project, written by hand; the same month is written over."""
    project = row_of(request.user, PROJECTS, number)
    require(request, Action.EDIT_REGISTRY, project)
    desk, values = Desk(request.user), {}
    try:
        for name in ("month", "planned", "actual", "note"):
            field, text = MONTHS.field(name), request.POST.get(name, "").strip()
            values[name] = desk.read(text, field) if text else cleared(field)
        if not values["month"]:
            raise Refused("请写月份", "say which month")
    except Refused as refused:
        messages.error(request, refused.said.in_language(language()))
        return redirect("registry:row", "projects", number)
    row = ProjectMonth.objects.filter(project=project, month=values["month"]).first()
    row = row or ProjectMonth(project=project)
    for name, value in values.items():
        setattr(row, name, value)
    row._change_reason = _("手工填写")
    row.save()
    messages.success(request, _("已保存。"))
    return redirect("registry:row", "projects", number)
