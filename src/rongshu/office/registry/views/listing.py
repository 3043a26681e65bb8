"""The lists: filter, sort, columns, saved views, bulk edit, export."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from rongshu.office.asked import row_number
from rongshu.office.people.guard import require
from rongshu.office.people.permission import Action
from rongshu.office.registry.applying import apply_to_all
from rongshu.office.registry.cells import Refused
from rongshu.office.registry.desk import Desk, cleared
from rongshu.office.registry.frame import chains_known, language, opened_kind, show
from rongshu.office.registry.kinds import Kind
from rongshu.office.registry.lists import (
    PAGE,
    SEARCHED,
    STATES,
    asked_of,
    columns_of,
    facets_of,
    narrowed,
    nodes_of,
    obstacles_of,
    page_rows,
    searched,
    sees_contacts,
    shown_columns,
)
from rongshu.office.registry.tasks import begin
from rongshu.office.registry.work import SavedView

BULK = frozenset({"text", "park", "organisation", "choice", "flag", "industry", "node"})
MOST = 1000


@require_GET
def index(_request: HttpRequest) -> HttpResponse:
    """The firms are the first list."""
    return redirect("registry:list", "enterprises")


@require_GET
def listing(request: HttpRequest, kind: str) -> HttpResponse:
    """One page of a list, as the address asks."""
    opened = opened_kind(request, kind)
    asked = asked_of(opened, request.GET.dict())
    rows = narrowed(request.user, opened, asked)
    page, total = (
        searched(rows, opened, asked) if asked.words else (page_rows(rows, opened, asked), rows.count())
    )
    fields = shown_columns(opened, asked)
    heads = [(field, _sorting(opened, asked, field.name), _order(asked.sort, field.name)) for field in fields]
    within = min(total, SEARCHED) if asked.words else total
    pages = max(1, -(-within // PAGE))
    facts = {
        "kind": opened,
        "asked": asked,
        "rows": page,
        "total": total,
        "within": within,
        "heads": heads,
        "columns": columns_of(opened),
        "chosen_columns": {field.name for field in fields},
        "facets": facets_of(request.user, opened),
        "nodes": nodes_of([row.pk for row in page], language()) if kind == "enterprises" else {},
        "obstacles": obstacles_of([row.pk for row in page]) if kind == "projects" else {},
        "contacts": sees_contacts(request.user),
        "views": SavedView.objects.filter(user=request.user, kind=kind),
        "pages": pages,
        "previous": asked.query(page=asked.page - 1) if asked.page > 1 else "",
        "following": asked.query(page=asked.page + 1) if asked.page < pages else "",
        "query": asked.query(),
        "chains": chains_known() if kind in {"enterprises", "projects"} else [],
        "states": STATES if kind == "enterprises" else (),
        "bulk": [f for f in opened.fields if f.form in BULK and not f.required and not f.private],
    }
    return show(request, "list", kind, facts)


def _sorting(kind: Kind, asked: object, name: str) -> str:
    if name not in kind.sorts:
        return ""
    return asked.query(sort=f"-{name}" if asked.sort == name else name, page="")


def _order(sort: str, name: str) -> str:
    return {name: "ascending", f"-{name}": "descending"}.get(sort, "")


@require_POST
def save_view(request: HttpRequest, kind: str) -> HttpResponse:
    """Keep the address under a name; the same name is written over."""
    opened = opened_kind(request, kind)
    query = asked_of(opened, _parameters(request.POST.get("query", ""))).query()
    name = request.POST.get("name", "").strip()[:60]
    if name:
        SavedView.objects.update_or_create(user=request.user, kind=kind, name=name, defaults={"query": query})
        messages.success(request, _("已保存视图。"))
    return redirect(f"/registry/{kind}/?{query}")


@require_POST
def drop_view(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """Forget one of one's own views."""
    opened_kind(request, kind)
    get_object_or_404(SavedView, pk=number, user=request.user).delete()
    return redirect("registry:list", kind)


@require_POST
def export(request: HttpRequest, kind: str) -> HttpResponse:
    """Write the list in the background."""
    opened = opened_kind(request, kind)
    query = _parameters(request.POST.get("query", ""))
    with transaction.atomic():
        job = begin("export", request.user, kind=opened.key, query=query, language=request.LANGUAGE_CODE)
    return redirect("registry:job", job.pk)


def _parameters(query: str) -> dict[str, str]:
    return QueryDict(query).dict()


@require_POST
def bulk(request: HttpRequest, kind: str) -> HttpResponse:
    """One field of the chosen rows set to one value, to be undone like a file."""
    opened = opened_kind(request, kind)
    require(request, Action.EDIT_REGISTRY)
    field = opened.field(request.POST.get("field", ""))
    back = f"/registry/{kind}/?{asked_of(opened, _parameters(request.POST.get('query', ''))).query()}"
    if field is None or field.form not in BULK or field.required or field.private:
        raise PermissionDenied
    numbers = [row_number(text) for text in request.POST.getlist("row")[:MOST]]
    try:
        text = request.POST.get("value", "").strip()
        value = Desk(request.user).read(text, field) if text else cleared(field)
        if field.name == "owner" and not value:
            raise Refused("请写归口单位", "say who keeps it")
    except Refused as refused:
        messages.error(
            request, f"{field.title.in_language(language())}：{refused.said.in_language(language())}"
        )
        return redirect(back)
    batch = apply_to_all(opened, numbers, field, value, text, request.user)
    told = _("已修改 %(count)s 条。") % {"count": batch.counts["changed"]}
    link = format_html('<a href="{}">{}</a>', reverse("registry:batch", args=[batch.pk]), _("查看或撤销"))
    messages.success(request, format_html("{} {}", told, link))
    return redirect(back)
