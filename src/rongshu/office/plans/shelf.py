"""The packs of the workspace, opened once and kept while their files stay the same."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from rongshu.office.plans.models import Plan
from rongshu.pack.folder.load import load_pack
from rongshu.pack.renewal.curation import CURATION, Edit, read_curation
from rongshu.pack.renewal.renew import COMPILED, CONFLICTS
from rongshu.pack.schema import Pack
from rongshu.pack.written.files import ABOUT

Stamp = tuple[tuple[str, int, int], ...]
# What people decided does not change what a pack says until the pack itself is written anew.
BESIDE = frozenset({CURATION, CONFLICTS, COMPILED})


def pack_folder(plan: Plan) -> Path:
    """Where the plan's pack lies."""
    return settings.WORKSPACE.plans / plan.folder


def pack_of(plan: Plan) -> Pack:
    """The plan's pack.

    *Errors*: ``InputError`` with every diagnostic; the site shows them as a page, so a view lets it pass.
    *Cost*: a listing of the folder; the load itself only after a change of content.
    """
    folder = pack_folder(plan)
    return _kept(folder, folder.parent)


def compiled_of(plan: Plan) -> Pack:
    """What the compiler last said of the plan, before people's decisions.  *Errors*: ``InputError``."""
    folder = pack_folder(plan)
    inner = folder / COMPILED
    return _kept(inner, folder.parent) if (inner / ABOUT).is_file() else pack_of(plan)


def curation_of(plan: Plan) -> tuple[Edit, ...]:
    """The decisions written so far, oldest first.  *Errors*: ``InputError``."""
    folder = pack_folder(plan)
    path = folder / CURATION
    if not path.is_file():
        return ()
    about = path.stat()
    return _curation(folder, about.st_mtime_ns, about.st_size)


def stamp(folder: Path) -> Stamp:
    """Name, size and time of every file that the pack is read from: two equal stamps mean no change."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not _aside(path, folder))
    facts = ((path, path.stat()) for path in files)
    return tuple((str(path), about.st_mtime_ns, about.st_size) for path, about in facts)


def _aside(path: Path, folder: Path) -> bool:
    return path.relative_to(folder).parts[0] in BESIDE


def _kept(folder: Path, beside: Path) -> Pack:
    return _opened(folder, _digest(stamp(folder)), beside)


@lru_cache(maxsize=64)
def _digest(stamped: Stamp) -> str:
    """One fingerprint of the content: a pack written anew with the same content is not loaded anew."""
    whole = hashlib.sha256()
    for name, _moment, _size in stamped:
        whole.update(name.encode() + b"\0" + Path(name).read_bytes() + b"\0")
    return whole.hexdigest()


@lru_cache(maxsize=16)
def _opened(folder: Path, _content: str, beside: Path) -> Pack:
    return load_pack(folder, beside=(beside,))


@lru_cache(maxsize=16)
def _curation(folder: Path, _moment: int, _size: int) -> tuple[Edit, ...]:
    return read_curation(folder)
