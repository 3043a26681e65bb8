"""The invented plan documents of the demonstration, compiled and published."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from django.utils import timezone

from rongshu.office.people.models import Organisation
from rongshu.office.plans.models import CompileRun, Plan, ReceivedFile
from rongshu.office.plans.receiving import keep
from rongshu.office.plans.register import free_slug, renew
from rongshu.office.plans.shelf import pack_folder
from rongshu.office.plans.tasks import compile_plan
from rongshu.pack.renewal.curation import ABOUT_KIND, Edit, read_curation
from rongshu.pack.renewal.renew import save_edits

ACTUALS, REFERENCE = "actuals.csv", "reference"
INVENTED = Edit(kind=ABOUT_KIND, do="edit", set={"demonstration": True}, why="示例 example")


def give_to(owner: Organisation | None) -> None:
    """Plans that nobody owns go to ``owner``."""
    Plan.objects.filter(owner=None).update(owner=owner)


def compile_examples(documents: Iterable[Path], owner: Organisation | None) -> list[Plan]:
    """The plans made, marked as invented; a document that is in the workspace already is not compiled anew.

    A ``curation.yaml`` beside the document holds what people would have decided on the review page.
    """
    made = []
    for document in documents:
        received = keep(document.read_bytes(), document.name, None)
        before = Plan.objects.filter(source=received).first()
        if before is not None:
            _marked(before, document.parent)
        elif not CompileRun.objects.filter(document=received).exists():
            made.append(_compiled(document, received, owner))
    return made


def _marked(plan: Plan, folder: Path) -> None:
    """The plan says that it is invented, and goes on saying so when it is compiled anew."""
    if not plan.demonstration:
        actuals = folder / ACTUALS
        if actuals.is_file():  # invented figures of an invented city, carried beside every compile
            shutil.copyfile(actuals, pack_folder(plan) / ACTUALS)
        if (folder / REFERENCE).is_dir():
            shutil.copytree(folder / REFERENCE, pack_folder(plan) / REFERENCE, dirs_exist_ok=True)
        renew(plan, save_edits([*read_curation(folder), INVENTED], pack_folder(plan)).pack)


def _compiled(document: Path, received: ReceivedFile, owner: Organisation | None) -> Plan:
    slug = free_slug(document.parent.name)
    plan = Plan.objects.create(slug=slug, folder=slug, title=document.stem, owner=owner)
    run = CompileRun.objects.create(plan=plan, document=received)
    compile_plan.call_local(run.pk)
    run.refresh_from_db()
    plan.refresh_from_db()
    if run.state == CompileRun.State.DONE:
        _marked(plan, document.parent)
        plan.state, plan.published = Plan.State.PUBLISHED, timezone.now()
        plan.save()
    return plan
