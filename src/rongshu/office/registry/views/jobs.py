"""Background work: how far it is, and what came of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect

from rongshu.office.people.guard import allowed, require
from rongshu.office.people.permission import Action
from rongshu.office.registry.frame import show
from rongshu.office.registry.progress import percent_of
from rongshu.office.registry.tasks import begin_again, export_folder
from rongshu.office.registry.views.review import may_place
from rongshu.office.registry.work import Job

EDITS = frozenset({"compare", "apply", "undo", "place", "duplicates"})


def own_job(request: HttpRequest, number: int) -> Job:
    """One of one's own jobs.  *Errors*: ``Http404`` for anybody else's."""
    found = Job.objects.filter(pk=number, by=request.user).first()
    if found is None:
        raise Http404(str(number))
    return found


@require_GET
@allowed(Action.READ_REGISTRY)
def job(request: HttpRequest, number: int) -> HttpResponse:
    """The state; the part alone for htmx."""
    found = own_job(request, number)
    if found.kind == "compare" and found.state == Job.State.DONE:
        return _onward(request, reverse("registry:batch", args=[found.about["batch"]]))
    return show(request, "job", "job", {"job": found, "percent": percent_of(found)})


def _onward(request: HttpRequest, address: str) -> HttpResponse:
    """To what the work was for: the whole page, also from the part that asks every second."""
    htmx: Any = getattr(request, "htmx", None)
    return HttpResponseClientRedirect(address) if htmx and not htmx.boosted else redirect(address)


@require_POST
@allowed(Action.READ_REGISTRY)
def again(request: HttpRequest, number: int) -> HttpResponse:
    """Begin a job anew that failed or that a stopped server left behind."""
    found = own_job(request, number)
    if found.kind in EDITS:
        require(request, Action.EDIT_REGISTRY)
    if found.kind in {"place", "duplicates"} and not may_place(request):
        raise PermissionDenied
    if found.state not in {Job.State.FAILED, Job.State.BROKEN}:
        messages.error(request, _("这项工作没有中断。"))
        return redirect("registry:job", number)
    with transaction.atomic():
        begun = begin_again(found)
    return redirect("registry:job", begun.pk)


@require_GET
@allowed(Action.READ_REGISTRY)
def job_file(request: HttpRequest, number: int) -> FileResponse:
    """The workbook of a finished export."""
    found = own_job(request, number)
    path = export_folder() / f"{found.pk}.xlsx"
    if found.kind != "export" or found.state != Job.State.DONE or not path.is_file():
        raise Http404(str(number))
    # the response closes the file when it has been sent
    handle: Any = path.open("rb")
    return FileResponse(handle, as_attachment=True, filename=found.result.get("name", "list.xlsx"))
