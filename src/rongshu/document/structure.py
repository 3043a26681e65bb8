"""The stage all formats share: pieces in, a structured document out."""

from __future__ import annotations

from rongshu.document.blocks import Document, Source
from rongshu.document.boxes import enclose
from rongshu.document.build import Ledger, build
from rongshu.document.contents import hide_contents
from rongshu.document.headings import judge
from rongshu.document.pieces import Reading
from rongshu.document.reframe import reframe
from rongshu.document.titles import find_title


def structure(reading: Reading, source: Source) -> Document:
    """The document over the pieces of one reading."""
    pieces = enclose(reframe(hide_contents(reading.pieces)))
    title = find_title(pieces, reading.title)
    letter = range(min(title.lines, default=0))  # what stands above the title opens no section
    verdicts = judge(pieces, title.lines | frozenset(letter))
    ledger = Ledger()
    blocks = build(pieces, verdicts, ledger)
    name = title.text or reading.title or source.name.rsplit(".", 1)[0]
    return Document(source, name, ledger.text(), tuple(ledger.passages), blocks, reading.diagnostics)
