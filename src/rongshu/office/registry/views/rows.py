"""One row: what is known, since when and by whom, and a form to change it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from rongshu.office.people.guard import allowed, require
from rongshu.office.people.meanwhile import held, meanwhile, with_version
from rongshu.office.people.models import User
from rongshu.office.people.permission import Action, can
from rongshu.office.registry.cells import Refused
from rongshu.office.registry.derived import derive
from rongshu.office.registry.desk import LARGE, REFERENCES, Desk, cleared, put, stored
from rongshu.office.registry.frame import language, opened_kind, show
from rongshu.office.registry.kinds import OBSTACLE_KINDS, Field, Kind
from rongshu.office.registry.lists import SIZE, cell_text, sees_contacts
from rongshu.office.registry.models import Enterprise, Project
from rongshu.office.registry.offers import offered, suggested
from rongshu.office.registry.past import past_of
from rongshu.office.registry.pipeline import project_view
from rongshu.office.registry.reach import inside, row_of

HANGING = 100
PAGES = {"park": "parks", "firm": "enterprises", "project": "projects"}
LISTED = frozenset({"organisation", "park", "node"})


@require_GET
def row(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """Everything on one row."""
    opened = opened_kind(request, kind)
    try:
        found: Any = row_of(request.user, opened, number)
    except Http404:
        into = merged_into(number) if opened.model is Enterprise else None
        if into is None:
            raise
        return redirect("registry:row", kind, row_of(request.user, opened, into).pk)
    return row_page(request, opened, found)


def row_page(
    request: HttpRequest, opened: Kind, found: Any, overtaken: Mapping[str, Any] | None = None
) -> HttpResponse:
    """The page of a row; ``overtaken`` where somebody else was quicker with one of its forms."""
    contacts = sees_contacts(request.user)
    said = [
        (field, text, _address(request.user, found, field))
        for field in opened.fields
        if not field.name.startswith("steps.") and (text := cell_text(found, field, language(), contacts))
    ]
    if isinstance(found, Enterprise) and found.size:
        said.append((SIZE, cell_text(found, SIZE, language(), contacts), ""))
    facts: dict[str, Any] = {
        "kind": opened,
        "row": found,
        "said": said,
        "past": past_of(found, opened, request.user),
        "title": str(found),
    }
    if isinstance(found, Enterprise):
        places = list(with_version(found.assignments.select_related("node")))
        facts["assignments"], facts["places_seen"] = places, max((each.version for each in places), default=0)
        facts["mentions"] = found.mentions.all()
        facts["projects"] = found.projects.all()[:20]
        facts["merged"] = found.merged.all()
        facts["plots"], facts["meters"] = (
            visible_of(request.user, found.plots),
            visible_of(request.user, found.meters),
        )
    if isinstance(found, Project):
        facts["view"], facts["obstacle_kinds"] = project_view(found), OBSTACLE_KINDS
    return show(request, "row", opened.key, {**facts, **(overtaken or {})}, status=409 if overtaken else 200)


def visible_of(user: User, rows: Any) -> list[Any]:
    """What hangs on a row and may be seen, as much as its page shows."""
    return list(rows.filter(inside(user))[:HANGING])


def _address(user: User, row: Any, field: Field) -> str:
    """The page of what a field names; empty where it is none or out of reach.  *Cost*: nothing is asked."""
    other = getattr(row, field.name) if field.form in PAGES else None
    if other is None or not can(user, Action.READ_REGISTRY, other) or getattr(other, "merged_into_id", None):
        return ""
    return reverse("registry:row", args=[PAGES[field.form], other.pk])


def merged_into(number: int) -> int | None:
    """The firm that another was merged into."""
    return Enterprise.objects.filter(pk=number).values_list("merged_into", flat=True).first()


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, kind: str, number: int = 0) -> HttpResponse:
    """A row written by hand, with the readers of the files; number 0 is a new one."""
    opened = opened_kind(request, kind)
    require(request, Action.EDIT_REGISTRY)
    desk = Desk(request.user)
    found = row_of(request.user, opened, number) if number else opened.model()
    if request.method == "GET":
        texts = {f.name: desk.show(stored(found, f), f, language()) for f in opened.fields}
        return show(request, "edit", kind, _form(request.user, opened, found, texts, {}))
    texts = {f.name: request.POST.get(f.name, "").strip() for f in opened.fields}
    wrong, changed = _fill(found, opened, texts, desk), []
    if not wrong:
        with held(found):
            changed = meanwhile(request, found)
            wrong = {} if changed else _saved(found, opened)
    if wrong or changed:
        facts = {**_form(request.user, opened, found, texts, wrong), "meanwhile": changed}
        return show(request, "edit", kind, facts, status=409 if changed else 400)
    messages.success(request, _("已保存。"))
    return redirect("registry:row", kind, found.pk)


@require_GET
@allowed(Action.EDIT_REGISTRY)
def names(request: HttpRequest, kind: str, name: str) -> HttpResponse:
    """What may be meant by the letters typed into a field that names a firm or a project."""
    field = opened_kind(request, kind).field(name)
    if field is None or field.form not in LARGE:
        raise Http404(name)
    found = suggested(request.user, field.form, request.GET.get(name, ""))
    return render(request, "registry/parts/names.html", {"names": found})


def _form(user: User, kind: Kind, row: Any, texts: dict[str, str], wrong: dict[str, str]) -> dict[str, Any]:
    fields = [(f, texts.get(f.name, ""), wrong.get(f.name, "")) for f in kind.fields]
    title = str(row) if row.pk else ""
    facts = {"kind": kind, "row": row, "fields": fields, "title": title, "wrong": wrong, "large": set(LARGE)}
    return {**facts, "lists": {form: names for form, names in offered(kind, user).items() if form in LISTED}}


def _fill(row: Any, kind: Kind, texts: dict[str, str], desk: Desk) -> dict[str, str]:
    wrong = {}
    for field in kind.fields:
        text = texts[field.name]
        if not text and field.required:
            wrong[field.name] = _("必填")
            continue
        if text and _stands(row, field, text, desk):
            continue  # also where it names what is out of this person's reach
        try:
            value = desk.read(text, field) if text else cleared(field)
        except Refused as refused:
            wrong[field.name] = refused.said.in_language(language())
            continue
        if field.name == "owner" and not value:
            value = row.owner_id or desk.own
            if value is None:
                wrong[field.name] = _("请写归口单位")
        put(row, field, value)
    return wrong


def _stands(row: Any, field: Field, text: str, desk: Desk) -> bool:
    """Whether a reference is left as the form showed it."""
    number = stored(row, field) if field.form in REFERENCES else None
    return number is not None and text == desk.show(number, field, language())


def _saved(row: Any, kind: Kind) -> dict[str, str]:
    identity = kind.identity[0]
    unique = identity[-1]
    values = {name: getattr(row, name) for name in identity}
    same = kind.model._default_manager.filter(**values).exclude(pk=row.pk)
    if isinstance(row, Enterprise):
        same = same.filter(merged_into=None)
    if kind.key != "targets" and all(values.values()) and same.exists():
        return {unique: _("已有这个值。")}
    derive(row)
    row._change_reason = _("手工填写")
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        return {unique: _("已有这个值。")}
    return {}
