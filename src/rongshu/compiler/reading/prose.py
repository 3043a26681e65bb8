"""The running text and the tables of a document, each with the headings it stands under."""

from __future__ import annotations

from collections.abc import Iterator

from rongshu.document.blocks import Box, Document, Heading, Paragraph, Passage, Table


def prose(document: Document) -> Iterator[Passage]:
    """Every passage that may hold sentences: paragraphs, list items, cells; not headings and captions."""
    for _, block, _ in document.walk():
        if isinstance(block, Paragraph):
            yield block.passage
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in row:
                    if cell.origin:
                        yield from cell.passages


def tables(document: Document) -> Iterator[tuple[tuple[Heading, ...], Table, Box | None]]:
    """Every table with its open headings and its box."""
    for path, block, box in document.walk():
        if isinstance(block, Table) and block.rows:
            yield path, block, box
