"""A document becomes, or renews, a draft pack on disk: compiled anew, with people's edits kept."""

from __future__ import annotations

from pathlib import Path

from rongshu.compiler.compile import compile_document
from rongshu.document.blocks import Document
from rongshu.pack.renewal.renew import Draft, renew_pack


def write_draft(document: Document, directory: Path, *, now: str = "") -> Draft:
    """Compile ``document`` into the pack in ``directory``, made or renewed; the same again changes nothing.

    ``now`` is the time written beside hand edits found on the way (the clock's where it is empty).
    *Errors*: ``InputError`` when the folder holds something else or its files cannot be read; then
    nothing has changed.
    """
    return renew_pack(compile_document(document), directory, now=now)
