"""The packs of the workspace, opened once and kept while their files stay the same."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from rongshu.office.plans.models import Plan
from rongshu.pack.load import load_pack
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
    return _opened(folder, stamp(folder))


def stamp(folder: Path) -> Stamp:
    """Name, size and time of every file: two equal stamps mean nothing changed."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    facts = ((path, path.stat()) for path in files)
    return tuple((str(path), about.st_mtime_ns, about.st_size) for path, about in facts)


@lru_cache(maxsize=16)
def _opened(folder: Path, _stamp: Stamp) -> Pack:
    return load_pack(folder, beside=(folder.parent,))
