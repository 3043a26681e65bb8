"""Short ways to read an invented text and to look at what came out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from rongshu.document.blocks import Block, Box, Document, Heading, Paragraph, Table
from rongshu.document.read import read_document


def read(folder: Path, content: str | bytes, name: str = "plan.txt") -> Document:
    """The document of a file with this content."""
    path = folder / name
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return read_document(path)


def outline(document: Document) -> list[tuple[int, str, str]]:
    """Level, number and title of every heading."""
    return [(b.level, b.number, b.title) for b in document.blocks if isinstance(b, Heading)]


def tables(document: Document) -> list[Table]:
    """Every table, also those in boxes."""
    return [block for _, block, _ in document.walk() if isinstance(block, Table)]


def boxes(document: Document) -> list[Box]:
    """Every box."""
    return [block for block in document.blocks if isinstance(block, Box)]


def leads(document: Document) -> list[tuple[str, str]]:
    """Mark and lead of every paragraph that has either."""
    found = [block for _, block, _ in document.walk() if isinstance(block, Paragraph)]
    return [(block.marker, block.lead) for block in found if block.marker or block.lead]


def texts(table: Table) -> list[list[str]]:
    """The cells' texts; a continuation is marked with ``^``."""
    return [[cell.text + ("" if cell.origin else "^") for cell in row] for row in table.rows]


def paragraph_texts(document: Document) -> list[str]:
    """The paragraphs outside boxes."""
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def said(blocks: Iterable[Block]) -> set[int]:
    """The numbers of all passages that the blocks stand on."""
    numbers: set[int] = set()
    for block in blocks:
        if isinstance(block, Table):
            numbers |= {p.number for row in block.rows for cell in row for p in cell.passages}
            numbers |= {note.number for note in block.notes}
            numbers |= {block.caption.passage.number} if block.caption else set()
        elif isinstance(block, Box):
            numbers |= {block.passage.number} | said(block.blocks)
        elif isinstance(block, Heading | Paragraph):
            numbers.add(block.passage.number)
        else:
            numbers.add(block.passage.number if hasattr(block, "passage") else block.caption.passage.number)
    return numbers
