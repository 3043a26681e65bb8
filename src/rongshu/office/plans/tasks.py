"""Background work: a long compile, and decisions written into the pack."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db.models import Max, Min
from django.utils import timezone
from huey.contrib.djhuey import HUEY, db_task

from rongshu.office.plans.models import CompileRun, Plan
from rongshu.office.plans.register import renew
from rongshu.office.plans.shelf import pack_folder
from rongshu.office.plans.source import opened
from rongshu.office.plans.writing import write_waiting
from rongshu.office.queue import waiting
from rongshu.pack.renewal.renew import Draft
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, InputError, Severity

log = logging.getLogger(__name__)
PAUSE = timedelta(seconds=2)
LONGEST_WAIT = timedelta(seconds=60)


@db_task()
def compile_plan(number: int) -> None:
    """Read the run's document into the plan's pack; what goes wrong is kept in the run."""
    run = CompileRun.objects.select_related("plan", "document").get(pk=number)
    try:
        draft = _compiled(run)
    except InputError as refused:
        _close(run, CompileRun.State.FAILED, [diagnostic.as_json() for diagnostic in refused.diagnostics])
    except Exception:
        log.exception("compile run %s broke", number)
        _close(run, CompileRun.State.FAILED, [_broken().as_json()])
    else:
        _close(run, CompileRun.State.DONE, [conflict.as_json() for conflict in draft.conflicts])


def _compiled(run: CompileRun) -> Draft:
    # Most processes of the office never compile; the compiler's vocabularies are loaded where one does.
    from rongshu.compiler.draft import write_draft

    _say(run, CompileRun.State.RUNNING, 10, "reading")
    document = opened(run.document)
    if document is None:
        raise InputError([_gone(run.document.name)])
    _say(run, CompileRun.State.RUNNING, 45, "compiling")
    draft = write_draft(document, pack_folder(run.plan))
    _say(run, CompileRun.State.RUNNING, 90, "checking")
    run.plan.refresh_from_db()
    if run.plan.source_id != run.document_id:
        run.plan.source = run.document
        run.plan.save()
    renew(run.plan, draft.pack)
    return draft


def _say(run: CompileRun, state: str, progress: int, stage: str) -> None:
    CompileRun.objects.filter(pk=run.pk).update(state=state, progress=progress, stage=stage)


def _close(run: CompileRun, state: str, diagnostics: list[dict[str, object]]) -> None:
    said = {"state": state, "progress": 100, "stage": "", "diagnostics": diagnostics}
    CompileRun.objects.filter(pk=run.pk).update(**said, finished=timezone.now())


def close_broken_runs() -> int:
    """Runs that a stopped server left open, or that the queue has lost, are failed: nobody waits for them.

    Decisions that were not written into their pack yet are asked for again.
    """
    left = CompileRun.objects.filter(state__in=[CompileRun.State.QUEUED, CompileRun.State.RUNNING])
    lost = list(left.exclude(state=CompileRun.State.QUEUED, pk__in=waiting(compile_plan)))
    for run in lost:
        _close(run, CompileRun.State.FAILED, [_broken().as_json()])
    for plan in Plan.objects.filter(decisions__written=False).distinct():
        ask_for_writing(plan)
    return len(lost)


@db_task()
def write_decisions(number: int) -> None:
    """Put the decisions that wait into the plan's curation file, once the reviewer pauses."""
    plan = Plan.objects.get(pk=number)
    waiting = plan.decisions.filter(written=False).aggregate(oldest=Min("at"), newest=Max("at"))
    if waiting["newest"] is None:
        return
    now = timezone.now()
    pausing = now - waiting["newest"] >= PAUSE or now - waiting["oldest"] >= LONGEST_WAIT
    if pausing or HUEY.immediate:
        write_waiting(plan)


def ask_for_writing(plan: Plan) -> None:
    """Have the decisions written soon: a writing rebuilds the pack, which would slow a quick reviewer."""
    if HUEY.immediate:
        write_decisions(plan.pk)
    else:
        write_decisions.schedule(args=(plan.pk,), delay=PAUSE.total_seconds() + 0.5)


def _gone(name: str) -> Diagnostic:
    message = Bilingual(f"文件“{name}”已不在工作区", f"the file {name} is no longer in the workspace")
    return Diagnostic("received-file", Severity.ERROR, message)


def _broken() -> Diagnostic:
    message = Bilingual("编译中断", "the compile was interrupted")
    return Diagnostic(
        "compile-broken",
        Severity.ERROR,
        message,
        remedy=Bilingual(
            "请重新编译；仍不行请把日志交给管理员",
            "compile again; if it fails again, give the log to the administrator",
        ),
    )
