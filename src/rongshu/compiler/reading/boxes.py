"""The plan's boxes (专栏) with the leads inside."""

from __future__ import annotations

from rongshu.compiler.reading.naming import unique_ids
from rongshu.document.blocks import Box, Document, Heading, Paragraph
from rongshu.pack.schema import Framed


def find_boxes(document: Document) -> tuple[Framed, ...]:
    """One entry a box, in reading order."""
    boxes = [block for _path, block, _box in document.walk() if isinstance(block, Box)]
    ids = unique_ids(f"{box.number}{box.title}" for box in boxes)
    return tuple(
        Framed(
            id=given,
            number=box.number,
            title=box.title,
            leads=_leads(box),
            cite=(str(box.passage.cite()),),
            rule="boxes.caption" if box.number else "boxes.implied",
            confidence=0.98 if box.number else 0.6,
        )
        for box, given in zip(boxes, ids, strict=True)
    )


def _leads(box: Box) -> tuple[str, ...]:
    leads = []
    for block in box.blocks:
        if isinstance(block, Paragraph) and block.lead:
            leads.append(block.lead)
        elif isinstance(block, Heading):
            leads.append(block.title)
    return tuple(leads)
