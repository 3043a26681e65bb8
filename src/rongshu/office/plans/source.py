"""The document behind a plan: the file whose sha256 is the one that the pack's addresses refer to."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from threading import Lock

from rongshu.document.blocks import Document
from rongshu.document.read import read_document
from rongshu.office.files.keeping import stored_path
from rongshu.office.plans.models import Plan, ReceivedFile
from rongshu.pack.schema import Pack

_reading = Lock()


def document_of(plan: Plan, pack: Pack) -> Document | None:
    """The source document; ``None`` where nobody has supplied it.

    *Cost*: one reading a process; a long PDF takes seconds, so a compile warms this.
    """
    received = plan.source
    about = pack.about.source
    if received is None or (about is not None and about.sha256 != received.sha256):
        return None
    return opened(received)


def opened(received: ReceivedFile) -> Document | None:
    """The received file, read; ``None`` where the file has gone from the workspace."""
    if not stored_path(received.sha256).is_file():
        return None
    # Two readers of the same long PDF wait for one reading instead of doing it twice.
    with _reading:
        return _read(received.sha256, received.name)


def matches(pack: Pack, received: ReceivedFile) -> bool:
    """Whether the pack's addresses refer to this file."""
    return pack.about.source is None or pack.about.source.sha256 == received.sha256


@lru_cache(maxsize=8)
def _read(sha256: str, name: str) -> Document:
    document = read_document(stored_path(sha256))
    return replace(document, source=replace(document.source, name=name))
