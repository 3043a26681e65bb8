"""Firms that may be one."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from rongshu.office.people.guard import allowed
from rongshu.office.people.permission import Action
from rongshu.office.registry.frame import show
from rongshu.office.registry.merging import merge
from rongshu.office.registry.models import Duplicate
from rongshu.office.registry.reach import condition
from rongshu.office.registry.tasks import begin
from rongshu.office.registry.views.review import may_place

PAGE = 50


def visible_pairs(request: HttpRequest) -> QuerySet[Duplicate]:
    """Pairs of which the reader reaches both firms."""
    rows = Duplicate.objects.select_related("first", "second")
    return rows.filter(condition(request.user, "first__")).filter(condition(request.user, "second__"))


@require_GET
@allowed(Action.EDIT_REGISTRY)
def pairs(request: HttpRequest) -> HttpResponse:
    """What waits, the likeliest first."""
    rows = visible_pairs(request).filter(state=Duplicate.State.OPEN)
    facts = {"pairs": rows[:PAGE], "total": rows.count(), "may_search": may_place(request)}
    return show(request, "duplicates", "duplicates", facts)


@require_POST
@allowed(Action.EDIT_REGISTRY)
def find(request: HttpRequest) -> HttpResponse:
    """Search again over all firms."""
    if not may_place(request):
        raise PermissionDenied
    with transaction.atomic():
        job = begin("duplicates", request.user, language=request.LANGUAGE_CODE)
    return redirect("registry:job", job.pk)


@require_POST
@allowed(Action.EDIT_REGISTRY)
def decide(request: HttpRequest, number: int) -> HttpResponse:
    """Keep the first, keep the second, or keep both."""
    pair = visible_pairs(request).filter(pk=number, state=Duplicate.State.OPEN).first()
    if pair is None:
        raise Http404(str(number))
    answer = request.POST.get("keep", "")
    if answer == "both":
        pair.state, pair.by = Duplicate.State.APART, request.user
        pair.save()
        messages.success(request, _("已记为两家企业，不再提示。"))
    elif answer in {"first", "second"}:
        keep, gone = (pair.first, pair.second) if answer == "first" else (pair.second, pair.first)
        merge(pair, keep, gone, request.user)
        messages.success(request, _("已合并，名称和历史都保留。"))
    else:
        raise PermissionDenied
    return redirect("registry:duplicates")
