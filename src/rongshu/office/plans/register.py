"""The packs that lie in the workspace become plans that people see."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings
from django.db.models import Q
from django.dispatch import Signal
from django.utils import timezone

from rongshu.office.people.models import Organisation
from rongshu.office.plans.models import Plan, ReceivedFile
from rongshu.office.plans.shelf import pack_folder
from rongshu.pack.folder.fingerprint import fingerprint
from rongshu.pack.folder.load import load_pack
from rongshu.pack.schema import Pack
from rongshu.terms.diagnostic import InputError

LONGEST = 60
RESERVED = frozenset({"upload"})
# sent with ``plan`` after its pack was written anew
renewed = Signal()


def register_packs(owner: Organisation | None = None) -> list[Plan]:
    """Plans made for folders under ``plans/`` that had none; a pack placed there by hand is published.

    A folder that does not load is left alone: ``rongshu check`` says why.
    """
    known = set(Plan.objects.values_list("folder", flat=True))
    made = []
    for folder in sorted(
        path for path in settings.WORKSPACE.plans.iterdir() if (path / "pack.yaml").is_file()
    ):
        if folder.name in known:
            continue
        pack = _loaded(folder)
        if pack is not None and pack.about.kind == "plan":
            made.append(_plan(folder, pack, owner))
    return made


def _loaded(folder: Path) -> Pack | None:
    try:
        return load_pack(folder, beside=(folder.parent,))
    except InputError:
        return None


def _plan(folder: Path, pack: Pack, owner: Organisation | None) -> Plan:
    source = pack.about.source
    return Plan.objects.create(
        slug=free_slug(pack.about.id or folder.name),
        title=pack.about.title.zh,
        title_en=pack.about.title.en,
        folder=folder.name,
        fingerprint=fingerprint(pack),
        demonstration=pack.about.demonstration,
        state=Plan.State.PUBLISHED,
        published=timezone.now(),
        owner=owner,
        source=ReceivedFile.objects.filter(sha256=source.sha256).first() if source else None,
    )


def renew(plan: Plan, pack: Pack) -> None:
    """Title, mark and fingerprint of the plan as its pack now says; the log is told of the first two."""
    title, title_en = pack.about.title.zh or plan.title, pack.about.title.en or plan.title_en
    said = (title, title_en, pack.about.demonstration)
    if said != (plan.title, plan.title_en, plan.demonstration):
        plan.title, plan.title_en, plan.demonstration = said
        plan.save()
    Plan.objects.filter(pk=plan.pk).update(fingerprint=fingerprint(pack))
    renewed.send(Plan, plan=plan)


def free_slug(words: str) -> str:
    """An address part made from ``words`` (Chinese by its sound) that no plan has yet."""
    # the dictionary takes half a second: loaded where the first plan is named
    from pypinyin import lazy_pinyin

    sound = "-".join(lazy_pinyin(words)).lower()
    wanted = re.sub(r"[^a-z0-9]+", "-", sound).strip("-")[:LONGEST].strip("-") or "plan"
    slug, number = wanted, 1
    while slug in RESERVED or Plan.objects.filter(Q(slug=slug) | Q(folder=slug)).exists():
        number += 1
        slug = f"{wanted[: LONGEST - 4]}-{number}"
    return slug


def put_aside(plan: Plan) -> Path | None:
    """Where a removed plan's folder now lies, ``removed/<slug>-<moment>``; ``None`` where it had none.

    The tables that were sent for it lie beside it.
    """
    # what reads the tables brings the engine with it, and plans are seldom removed
    from rongshu.findings.region.reference_tables import sent_folder

    folder = pack_folder(plan)
    if not folder.is_dir():
        return None
    place = settings.WORKSPACE.folder / "removed" / f"{plan.slug}-{timezone.now():%Y%m%dT%H%M%S%f}"
    place.parent.mkdir(exist_ok=True)
    tables = sent_folder(folder)
    if tables.is_dir():
        tables.rename(place.with_name(f"{place.name}-reference"))
    return folder.rename(place)
