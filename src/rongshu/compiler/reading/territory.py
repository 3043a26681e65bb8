"""Which industry or segment a paragraph belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rongshu.document.blocks import Document, Heading, Paragraph
from rongshu.pack.schema import Industry


@dataclass(frozen=True, slots=True)
class Territory:
    """The id of the segment by paragraph number; of the industry where it has no segments."""

    owners: dict[int, str]

    def at(self, paragraph: int) -> str:
        """The id, empty outside the industrial chapters and in an industry's own introduction."""
        return self.owners.get(paragraph, "")


def territory_of(document: Document, industries: Iterable[Industry]) -> Territory:
    """The paragraphs under each heading or lead that names an industry without further parts."""
    industries = tuple(industries)
    parents = {industry.parent for industry in industries}
    starts = {industry.citations()[0].paragraph: industry for industry in industries if industry.cite}
    owners: dict[int, str] = {}
    current, depth, by_lead, boxed = "", 0, False, False
    for _, block, box in document.walk():
        if box is not None and not (
            isinstance(block, Paragraph) and (block.passage.number in starts or boxed)
        ):
            continue
        boxed = box is not None
        if isinstance(block, Heading):
            named = starts.get(block.passage.number)
            if named is not None or block.level <= depth:
                current, depth, by_lead = "", 0, False
            if named is not None:
                depth = block.level
                current = "" if named.id in parents or named.level == "pillar" else named.id
        elif isinstance(block, Paragraph):
            named = starts.get(block.passage.number)
            if named is not None:
                current, by_lead = ("" if named.id in parents else named.id), True
            elif block.lead and by_lead:
                current, by_lead = "", False
            if current:
                owners[block.passage.number] = current
    return Territory(owners)
