"""The stage all formats share: pieces in, a structured document out."""

from __future__ import annotations

from rongshu.document.blocks import Document, Source
from rongshu.document.line.pieces import Reading
from rongshu.document.structure.boxes import enclose
from rongshu.document.structure.build import Ledger, build
from rongshu.document.structure.contents import hide_contents
from rongshu.document.structure.headings import judge
from rongshu.document.structure.looks import tell_levels
from rongshu.document.structure.reframe import reframe
from rongshu.document.structure.titles import find_title


def structure(reading: Reading, source: Source) -> Document:
    """The document over the pieces of one reading."""
    pieces = enclose(reframe(hide_contents(reading.pieces)))
    title = find_title(pieces, reading.title)
    letter = range(min(title.lines, default=0))  # what stands above the title opens no section
    taken = title.lines | frozenset(letter)
    pieces = tell_levels(pieces, taken)
    verdicts = judge(pieces, taken)
    ledger = Ledger()
    blocks = build(pieces, verdicts, ledger)
    name = title.text or reading.title or source.name.rsplit(".", 1)[0]
    return Document(source, name, ledger.text(), tuple(ledger.passages), blocks, reading.diagnostics)
