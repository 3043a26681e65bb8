"""The address of a passage in a source document."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FORM = re.compile(r"p(\d+)(?::(\d+)-(\d+))?")


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """Paragraph number (1-based, empty ones not counted) and character span within its text.

    Written ``p170:12-28``; ``p170`` alone cites the whole paragraph.  ``end`` is exclusive and
    0 means "to the end".  The paragraph's text is the document's normalised text.

    >>> Citation.parse("p170:12-28")
    Citation(paragraph=170, start=12, end=28)
    >>> str(Citation(170))
    'p170'
    """

    paragraph: int
    start: int = 0
    end: int = 0

    def __str__(self) -> str:
        if not self.end:
            return f"p{self.paragraph}"
        return f"p{self.paragraph}:{self.start}-{self.end}"

    @classmethod
    def parse(cls, written: str) -> Citation:
        """Read the written form back.  *Errors*: ``ValueError`` naming what was found."""
        match = _FORM.fullmatch(written.strip())
        if not match:
            raise ValueError(f"{written!r} is not a citation; expected p12 or p12:3-9")
        paragraph, start, end = (int(part or 0) for part in match.groups())
        if paragraph < 1 or (end and end <= start):
            raise ValueError(f"{written!r} cites nothing: the span is empty or the paragraph is 0")
        return cls(paragraph, start, end)
