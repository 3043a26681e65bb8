"""The packs of the workspace, opened once and kept while their files stay the same."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from rongshu.office.plans.models import Plan
from rongshu.pack.curation import CURATION, Edit, read_curation
from rongshu.pack.load import load_pack
from rongshu.pack.renew import COMPILED
from rongshu.pack.schema import Pack

Stamp = tuple[tuple[str, int, int], ...]


def pack_folder(plan: Plan) -> Path:
    """Where the plan's pack lies."""
    return settings.WORKSPACE.plans / plan.folder


def pack_of(plan: Plan) -> Pack:
    """The plan's pack.

    *Errors*: ``InputError`` with every diagnostic; the site shows them as a page, so a view lets it pass.
    *Cost*: a listing of the folder; the load itself only after a change.
    """
    folder = pack_folder(plan)
    return _opened(folder, stamp(folder), folder.parent)


def stamp(folder: Path) -> Stamp:
    """Name, size and time of every file: two equal stamps mean nothing changed."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    facts = ((path, path.stat()) for path in files)
    return tuple((str(path), about.st_mtime_ns, about.st_size) for path, about in facts)


@lru_cache(maxsize=16)
def _opened(folder: Path, _stamp: Stamp, beside: Path) -> Pack:
    return load_pack(folder, beside=(beside,))


def compiled_of(plan: Plan) -> Pack:
    """What the compiler last said of the plan, before people's decisions.  *Errors*: ``InputError``."""
    folder = pack_folder(plan)
    inner = folder / COMPILED
    if not (inner / "pack.yaml").is_file():
        return pack_of(plan)
    return _opened(inner, stamp(inner), folder.parent)


def curation_of(plan: Plan) -> tuple[Edit, ...]:
    """The decisions written so far, oldest first.  *Errors*: ``InputError``."""
    folder = pack_folder(plan)
    path = folder / CURATION
    if not path.is_file():
        return ()
    about = path.stat()
    return _curation(folder, about.st_mtime_ns, about.st_size)


@lru_cache(maxsize=16)
def _curation(folder: Path, _moment: int, _size: int) -> tuple[Edit, ...]:
    return read_curation(folder)
