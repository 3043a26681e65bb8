"""Background work of the registry: each a ``Job`` whose progress people see."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from huey.contrib.djhuey import db_task

from rongshu.office.people.models import User
from rongshu.office.queue import waiting
from rongshu.office.registry.applying import apply, undo
from rongshu.office.registry.exporting import export_list
from rongshu.office.registry.merging import propose_duplicates
from rongshu.office.registry.placing import pack_in, place_firms
from rongshu.office.registry.preview import previewed
from rongshu.office.registry.progress import forget, tell
from rongshu.office.registry.work import Batch, Job

log = logging.getLogger(__name__)
Say = Callable[[int], None]
KEPT = timedelta(days=2)


def begin(kind: str, user: User, /, **about: Any) -> Job:
    """A job that starts as soon as the database has kept it."""
    job = Job.objects.create(kind=kind, by=user, about=about)
    transaction.on_commit(lambda: run_job(job.pk))
    return job


@db_task()
def run_job(number: int) -> None:
    """Do the job; what goes wrong is kept in it.  One that is over is not done again."""
    job = Job.objects.select_related("by", "by__organisation").get(pk=number)
    if job.is_over:
        return
    Job.objects.filter(pk=number).update(state=Job.State.RUNNING)
    try:
        with translation.override(job.about.get("language", "zh-hans")):
            result = WORK[job.kind](job, lambda percent: tell(number, percent))
    except Exception as broken:
        log.exception("job %s broke", number)
        _close(number, Job.State.FAILED, {"error": type(broken).__name__})
    else:
        _close(number, Job.State.DONE, result)


def _close(number: int, state: str, result: dict[str, Any]) -> None:
    Job.objects.filter(pk=number).update(state=state, result=result)
    forget(number)


def close_broken_jobs() -> int:
    """How many jobs a stopped server left behind: those that ran, and those that the queue has lost.

    A job writes whole or not at all, so that each of them can be begun again.
    """
    left = Job.objects.filter(state__in=[Job.State.QUEUED, Job.State.RUNNING])
    lost = left.exclude(state=Job.State.QUEUED, pk__in=waiting(run_job))
    numbers = list(lost.values_list("pk", flat=True))
    for number in numbers:
        _close(number, Job.State.BROKEN, {})
    return len(numbers)


def begin_again(job: Job) -> Job:
    """The same job anew, for the same person."""
    return begin(job.kind, job.by, **job.about)


def _place(job: Job, say: Say) -> dict[str, Any]:
    plan = job.about["plan"]
    return dict(place_firms(plan, pack_in(plan), job.by, say))


def _duplicates(_job: Job, _say: Say) -> dict[str, Any]:
    return {"pairs": propose_duplicates()}


def _compare(job: Job, say: Say) -> dict[str, Any]:
    return {"rows": previewed(Batch.objects.get(pk=job.about["batch"]), job.by, say)}


def _apply(job: Job, say: Say) -> dict[str, Any]:
    return {"rows": apply(Batch.objects.get(pk=job.about["batch"]), job.by, say)}


def _undo(job: Job, say: Say) -> dict[str, Any]:
    done = undo(Batch.objects.get(pk=job.about["batch"]), job.by, say)
    return {"rows": done.restored, "kept": list(done.kept[:50])}


def _export(job: Job, say: Say) -> dict[str, Any]:
    drop_old_exports()
    return export_list(job, say)


WORK: dict[str, Callable[[Job, Say], dict[str, Any]]] = {
    "place": _place,
    "duplicates": _duplicates,
    "compare": _compare,
    "apply": _apply,
    "undo": _undo,
    "export": _export,
}


def export_folder() -> Path:
    """Where finished exports lie until they are two days old."""
    folder = settings.WORKSPACE.folder / "exports"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def drop_old_exports() -> None:
    """Remove files of jobs that nobody will fetch any more."""
    old = timezone.now() - KEPT
    for job in Job.objects.filter(kind="export", at__lt=old):
        (export_folder() / f"{job.pk}.xlsx").unlink(missing_ok=True)
        job.delete()
