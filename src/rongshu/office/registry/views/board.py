"""The pipeline of projects: where they stand, what slips, what stands in the way."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.contrib import messages
from django.db.models import Count, F, Q, QuerySet, Sum, Window
from django.db.models.functions import RowNumber
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from rongshu.office.people.guard import allowed, require
from rongshu.office.people.meanwhile import held, meanwhile
from rongshu.office.people.permission import Action
from rongshu.office.registry.cells import Refused
from rongshu.office.registry.desk import Desk
from rongshu.office.registry.frame import chains_known, language, show
from rongshu.office.registry.kinds import MONTHS, OBSTACLES, PROJECTS, STAGES, Kind
from rongshu.office.registry.lists import asked_of, facets_of, narrowed
from rongshu.office.registry.models import Obstacle, Project, ProjectMonth
from rongshu.office.registry.pipeline import (
    in_months,
    money_by,
    obstacles_by_kind,
    overdue,
    slippage,
    slips_of,
)
from rongshu.office.registry.reach import row_of
from rongshu.office.registry.views.rows import row_page

CARDS = 12
OPEN = Q(obstacles__cleared=None, obstacles__isnull=False)


@require_GET
@allowed(Action.READ_REGISTRY)
def board(request: HttpRequest) -> HttpResponse:
    """Every stage as a column with its latest-due projects, how many there are, and what slips."""
    asked = asked_of(PROJECTS, request.GET.dict())
    rows = narrowed(request.user, PROJECTS, asked)
    today = timezone.localdate()
    totals = {stage: (count, money) for stage, count, money in _totals(rows)}
    waiting = overdue(rows, today)
    slips = slips_of(rows, {stage: count for stage, (count, _money) in totals.items()}, waiting, today)
    longest = [pk for pk, _stage, _due in waiting[:CARDS]]
    cards, late = _cards(rows, longest)
    facts = {
        "columns": [
            (key, name, *totals.get(key, (0, None)), [(p, slippage(p, today)) for p in cards.get(key, [])])
            for key, name in STAGES
        ],
        "slips": slips,
        "late": _late(late, today),
        "late_count": len(waiting),
        "blocked": _blocked(rows, today),
        "kinds": obstacles_by_kind(rows),
        "facets": [pair for pair in facets_of(request.user, PROJECTS) if pair[0].name != "stage"],
        "chains": chains_known(),
        "asked": asked,
        "query": asked.query(),
        "kind": PROJECTS,
    }
    return show(request, "board", "board", facts)


def _totals(rows: QuerySet[Project]) -> list[tuple[str, int, object]]:
    grouped = rows.order_by().values("stage").annotate(count=Count("pk"), money=Sum("investment"))
    return [(each["stage"], each["count"], each["money"]) for each in grouped]


def _cards(rows: QuerySet[Project], longest: list[int]) -> tuple[dict[str, list[Project]], list[Project]]:
    """The first of each stage by the day that is due, ranked by the database; and those of ``longest``."""
    order = [F("due").asc(nulls_last=True), F("number").asc()]
    ranked = rows.annotate(place=Window(RowNumber(), partition_by=[F("stage")], order_by=order))
    first = ranked.filter(place__lte=CARDS).order_by().values("pk")
    blocked = Count("obstacles", filter=OPEN)
    cards = Project.objects.filter(Q(pk__in=first) | Q(pk__in=longest)).annotate(blocked=blocked)
    known = {project.pk: project for project in cards.select_related("node").order_by(*order)}
    found: dict[str, list[Project]] = defaultdict(list)
    for project in known.values():  # whoever is here only for having waited long comes after the first
        if len(found[project.stage]) < CARDS:
            found[project.stage].append(project)
    return found, [known[pk] for pk in longest if pk in known]


def _late(first: list[Project], today: date) -> list[tuple[Project, object, object]]:
    """The projects that wait longest, with months late and money behind."""
    money = money_by(Project.objects.filter(pk__in=[each.pk for each in first]), "project", today)
    return [(each, slippage(each, today), money.get(each.pk)) for each in first]


def _blocked(rows: QuerySet[Project], today: date) -> list[tuple[Obstacle, object]]:
    """What stands in the way the longest, with months; one of which nobody knows since when comes last."""
    open_ones = Obstacle.objects.filter(cleared=None, project__in=rows.order_by().values("pk"))
    first = open_ones.select_related("project").order_by(F("since").asc(nulls_last=True), "pk")[:CARDS]
    return [(each, in_months((today - each.since).days) if each.since else None) for each in first]


@require_POST
@allowed(Action.EDIT_REGISTRY)
def month(request: HttpRequest, number: int) -> HttpResponse:
    """One month of a project, written by hand; of a month that is known a blank leaves what stands there."""
    return _written(request, number, MONTHS, ProjectMonth, "month")


@require_POST
@allowed(Action.EDIT_REGISTRY)
def obstacle(request: HttpRequest, number: int) -> HttpResponse:
    """Something that stands in a project's way, written by hand.

    The same words mean the same obstacle, again in the way; a blank leaves what is known of it.
    """
    return _written(request, number, OBSTACLES, Obstacle, "what")


def _written(
    request: HttpRequest, number: int, kind: Kind, model: type[ProjectMonth] | type[Obstacle], key: str
) -> HttpResponse:
    """The form as a row of the project, or into the one that has the same ``key``."""
    project = row_of(request.user, PROJECTS, number)
    require(request, Action.EDIT_REGISTRY, project)
    try:
        values = _read(request, kind)
    except Refused as refused:
        messages.error(request, refused.said.in_language(language()))
        return redirect("registry:row", "projects", number)
    with held(project):  # a row that two people make at once is one row
        row = model._default_manager.filter(project=project, **{key: values[key]}).first()
        if kind is MONTHS and set(values) == {key}:
            messages.error(request, _("没有填写任何内容，未保存。"))
            return redirect("registry:row", "projects", number)
        changed = meanwhile(request, row) if row else []
        if not changed:
            return _kept(request, row or model(project=project), values)
    typed = {field.name: request.POST.get(field.name, "") for field in kind.fields}
    return row_page(request, PROJECTS, project, {"overtaken": kind.key, "meanwhile": changed, "typed": typed})


def _read(request: HttpRequest, kind: Kind) -> dict[str, object]:
    """What the form says.  *Errors*: ``Refused`` for the first that cannot be read or is missing."""
    desk, values = Desk(request.user), {}
    for field in kind.fields:
        if field.name == "project":
            continue
        text = request.POST.get(field.name, "").strip()
        if text:
            values[field.name] = desk.read(text, field)
        elif field.required:
            raise Refused(f"请写{field.title.zh}", f"say the {field.title.en.lower()}")
    return values


def _kept(request: HttpRequest, row: ProjectMonth | Obstacle, values: dict[str, object]) -> HttpResponse:
    if isinstance(row, Obstacle):
        row.cleared = None
    for name, value in values.items():
        setattr(row, name, value)
    row._change_reason = _("手工填写")
    row.save()
    messages.success(request, _("已保存。"))
    return redirect("registry:row", "projects", row.project_id)
