"""Background work: how far it is, and what came of it."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from rongshu.office.people.guard import allowed
from rongshu.office.people.permission import Action
from rongshu.office.registry.frame import show
from rongshu.office.registry.models import Job
from rongshu.office.registry.tasks import export_folder


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
    return show(request, "job", "job", {"job": own_job(request, number)})


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
