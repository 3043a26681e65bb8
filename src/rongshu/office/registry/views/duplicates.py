"""Firms that may be one."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rongshu.office.people.guard import allowed
from rongshu.office.people.permission import Action
from rongshu.office.registry.cells import Refused
from rongshu.office.registry.frame import language, show
from rongshu.office.registry.merge_preview import merge_preview
from rongshu.office.registry.merging import merge, part
from rongshu.office.registry.models import Enterprise
from rongshu.office.registry.reach import condition
from rongshu.office.registry.tasks import begin
from rongshu.office.registry.views.review import may_place
from rongshu.office.registry.work import Duplicate

PAGE = 50


def visible_pairs(request: HttpRequest) -> QuerySet[Duplicate]:
    """Pairs of which the reader reaches both firms."""
    rows = Duplicate.objects.select_related("first", "second")
    return rows.filter(condition(request.user, "first__")).filter(condition(request.user, "second__"))


@require_GET
@allowed(Action.EDIT_REGISTRY)
def pairs(request: HttpRequest) -> HttpResponse:
    """What waits, the likeliest first; and what was merged lately, which can be undone."""
    known = visible_pairs(request).defer("done")
    rows, merged = (known.filter(state=state) for state in (Duplicate.State.OPEN, Duplicate.State.MERGED))
    lately = merged.exclude(decided=None).select_related("first", "second", "by").order_by("-decided")
    facts = {"pairs": rows[:PAGE], "total": rows.count(), "merged": lately[:PAGE]}
    return show(request, "duplicates", "duplicates", {**facts, "may_search": may_place(request)})


@require_POST
@allowed(Action.EDIT_REGISTRY)
def find(request: HttpRequest) -> HttpResponse:
    """Search again over all firms."""
    if not may_place(request):
        raise PermissionDenied
    with transaction.atomic():
        job = begin("duplicates", request.user, language=request.LANGUAGE_CODE)
    return redirect("registry:job", job.pk)


@require_http_methods(["GET", "POST"])
@allowed(Action.EDIT_REGISTRY)
def decide(request: HttpRequest, number: int) -> HttpResponse:
    """What keeping one of two firms would change; then keep the first, keep the second, or keep both."""
    pair = _pair(request, number, Duplicate.State.OPEN)
    answer = (request.GET if request.method == "GET" else request.POST).get("keep", "")
    if request.method == "GET":
        keep, gone = _sides(pair, answer)
        facts = {"pair": pair, "keep": keep, "gone": gone, "answer": answer}
        seen = merge_preview(keep, gone, request.user)
        return show(request, "merge", "duplicates", {**facts, "title": _("合并预览"), "preview": seen})
    if answer == "both":
        pair.state, pair.by = Duplicate.State.APART, request.user
        pair.save()
        messages.success(request, _("已记为两家企业，不再提示。"))
    elif answer in {"first", "second"}:
        merge(pair, *_sides(pair, answer), request.user)
        messages.success(request, _("已合并，名称和历史都保留。"))
    else:
        raise PermissionDenied
    return redirect("registry:duplicates")


@require_POST
@allowed(Action.EDIT_REGISTRY)
def undo(request: HttpRequest, number: int) -> HttpResponse:
    """Two firms again; the pair waits for a decision as before."""
    pair = _pair(request, number, Duplicate.State.MERGED)
    try:
        kept = part(pair, request.user)
    except Refused as refused:
        messages.error(request, refused.said.in_language(language()))
        return redirect("registry:duplicates")
    messages.success(request, _("已撤销合并，两家企业恢复原状。"))
    if kept:
        messages.warning(
            request, _("合并之后又被改过、因此没有恢复：%(what)s") % {"what": "；".join(kept[:20])}
        )
    return redirect("registry:duplicates")


def _pair(request: HttpRequest, number: int, state: str) -> Duplicate:
    ends = (f"{end}__{name}" for end in ("first", "second") for name in ("park", "owner"))
    pair = visible_pairs(request).select_related(*ends).filter(pk=number, state=state).first()
    if pair is None:
        raise Http404(str(number))
    return pair


def _sides(pair: Duplicate, answer: str) -> tuple[Enterprise, Enterprise]:
    """The firm that stays and the one that goes."""
    return (pair.second, pair.first) if answer == "second" else (pair.first, pair.second)
