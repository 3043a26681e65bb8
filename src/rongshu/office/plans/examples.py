"""The invented plan documents of the demonstration, compiled and published."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from django.utils import timezone

from rongshu.office.people.models import Organisation
from rongshu.office.plans.models import CompileRun, Plan, ReceivedFile
from rongshu.office.plans.receiving import keep
from rongshu.office.plans.register import free_slug
from rongshu.office.plans.tasks import compile_plan


def give_to(owner: Organisation | None) -> None:
    """Plans that nobody owns go to ``owner``."""
    Plan.objects.filter(owner=None).update(owner=owner)


def compile_examples(documents: Iterable[Path], owner: Organisation | None) -> list[Plan]:
    """The plans made; a document that is in the workspace already is left alone."""
    made = []
    for document in documents:
        received = keep(document.read_bytes(), document.name, None)
        if not CompileRun.objects.filter(document=received).exists():
            made.append(_compiled(document, received, owner))
    return made


def _compiled(document: Path, received: ReceivedFile, owner: Organisation | None) -> Plan:
    slug = free_slug(document.parent.name)
    plan = Plan.objects.create(slug=slug, folder=slug, title=document.stem, owner=owner)
    run = CompileRun.objects.create(plan=plan, document=received)
    compile_plan.call_local(run.pk)
    run.refresh_from_db()
    plan.refresh_from_db()
    if run.state == CompileRun.State.DONE:
        plan.state, plan.published = Plan.State.PUBLISHED, timezone.now()
        plan.save()
    return plan
