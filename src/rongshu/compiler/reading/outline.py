"""The plan's outline: headings, tables, figures and leads, each below the heading it stands under."""

from __future__ import annotations

from collections.abc import Iterator

from rongshu.compiler.reading.naming import unique_ids
from rongshu.document.blocks import Box, Caption, Document, Figure, Heading, Paragraph, Table
from rongshu.pack.schema import Section

_Found = tuple[str, int, str, str, Heading | None, str]  # kind, level, number, title, parent, citation


def find_outline(document: Document) -> tuple[Section, ...]:
    """One section for each heading, captioned table, figure and lead, in reading order."""
    found = list(_walk(document))
    ids = unique_ids(f"{number}{title}" for _kind, _level, number, title, _parent, _cite in found)
    by_place = {entry[5]: given for entry, given in zip(found, ids, strict=True) if entry[0] == "heading"}
    return tuple(
        Section.model_validate(
            {
                "id": given,
                "kind": kind,
                "level": level,
                "number": number,
                "title": title,
                "parent": by_place.get(_place(parent), "") if parent else "",
                "cite": (cite,),
                "rule": f"outline.{kind}",
                "confidence": 0.98 if number else 0.85,
            }
        )
        for (kind, level, number, title, parent, cite), given in zip(found, ids, strict=True)
    )


def _walk(document: Document) -> Iterator[_Found]:
    for path, block, box in document.walk():
        parent = path[-1] if path else None
        depth = len(path) + 1
        if isinstance(block, Heading):
            yield "heading", block.level, block.number, block.title, parent, _place(block)
        elif isinstance(block, Table | Figure) and block.caption:
            kind = "table" if isinstance(block, Table) else "figure"
            caption = block.caption
            yield kind, depth, caption.number, caption.title, parent, str(caption.passage.cite())
        elif isinstance(block, Paragraph) and block.lead and box is None:
            end = block.lead_start + len(block.lead)
            cite = str(block.passage.cite(block.lead_start, end))
            yield "lead", depth, block.marker, block.lead, parent, cite


def _place(block: Heading | Box | Caption | None) -> str:
    return str(block.passage.cite()) if block else ""
