"""The one block model that every reader gives and the compiler takes.

A document is its normalised text, cut into numbered paragraphs, and a tree of blocks over it.
*Paragraph numbers* are 1-based over non-empty lines; every table cell is a paragraph of its own, so
a number has an address too.  *Normalised text* is stable: full-width digits, Latin letters and
signs are folded (NFKC for those only), line breaks inside a sentence are joined, runs of blanks become
one, Chinese punctuation stays as it is.  A ``Citation`` into it stays valid as long as the source's
sha256 is the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from rongshu.terms.citation import Citation
from rongshu.terms.diagnostic import Diagnostic


@dataclass(frozen=True, slots=True)
class Source:
    """The file a document was read from.  ``kind``: docx, pdf, txt, html or doc; ``size`` in bytes."""

    name: str
    sha256: str
    kind: str
    size: int


@dataclass(frozen=True, slots=True)
class Passage:
    """One numbered paragraph of the normalised text; ``start`` is its offset in ``Document.text``.

    ``page`` is 1-based where the format has pages, else 0.
    """

    number: int
    text: str
    start: int
    page: int = 0

    def cite(self, start: int = 0, end: int = 0) -> Citation:
        """The address of ``text[start:end]``; the whole paragraph without arguments."""
        return Citation(self.number, start, end)


@dataclass(frozen=True, slots=True)
class Heading:
    """``level`` 1 is a chapter; ``number`` as printed (``一、``, ``第二章``, ``1.2.3``), may be empty."""

    passage: Passage
    level: int
    number: str
    title: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. ``lead`` is the opening phrase that serves as its title (bold, or ``短语。`` at the
    start), without the stop; empty where there is none.  ``lead`` starts at ``lead_start`` in the text.
    ``marker`` is the list marker as printed (``1.``, ``①``, ``——``), empty for plain text.
    """

    passage: Passage
    lead: str = ""
    lead_start: int = 0
    marker: str = ""

    @property
    def text(self) -> str:
        """The whole paragraph, lead included."""
        return self.passage.text

    @property
    def body_start(self) -> int:
        """Offset of the first character after the lead and its stop."""
        end = self.lead_start + len(self.lead)
        return end + 1 if self.lead and self.text[end : end + 1] in "。：:.—" else end


@dataclass(frozen=True, slots=True)
class Caption:
    """``表3-1 标题``, ``图5-1 标题``: ``number`` keeps the word (``表3-1``), ``title`` is the rest."""

    passage: Passage
    number: str
    title: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as printed. ``passages`` are its paragraphs (none when empty); ``text`` joins them.

    A cell that spans rows or columns stands at every place it covers; ``origin`` is false where it
    is only a continuation.
    """

    text: str
    passages: tuple[Passage, ...] = ()
    origin: bool = True

    def cite(self) -> Citation | None:
        """The address of the cell's first paragraph, whole."""
        return self.passages[0].cite(0, len(self.passages[0].text)) if self.passages else None


def _words(row: tuple[Cell, ...]) -> tuple[str, ...]:
    return tuple(cell.text.strip() for cell in row)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of equal width with spans resolved.  The first ``header_rows`` rows are headings."""

    caption: Caption | None
    rows: tuple[tuple[Cell, ...], ...]
    header_rows: int = 1
    notes: tuple[Passage, ...] = ()

    @property
    def headers(self) -> tuple[str, ...]:
        """One title a column: the distinct heading cells above each other joined by ``/``."""
        titles = []
        for column in range(len(self.rows[0]) if self.rows else 0):
            stacked = [self.rows[row][column].text for row in range(self.header_rows)]
            titles.append("/".join(dict.fromkeys(part for part in stacked if part)))
        return tuple(titles)

    @property
    def body(self) -> tuple[tuple[Cell, ...], ...]:
        """The rows below the heading, without the heading printed again after a page break."""
        heading = {_words(row) for row in self.rows[: self.header_rows]}
        return tuple(row for row in self.rows[self.header_rows :] if _words(row) not in heading)


@dataclass(frozen=True, slots=True)
class Box:
    """A framed insert (专栏): ``number`` as printed (``专栏6-1``), its title, and what is inside."""

    passage: Passage
    number: str
    title: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture's place; only its caption can be read."""

    caption: Caption


Block = Heading | Paragraph | Caption | Table | Box | Figure


@dataclass(frozen=True, slots=True)
class Document:
    """Everything read from one file, in reading order.

    The lines of a table of contents keep their paragraph numbers but make no block; page numbers and
    running heads are left out altogether.
    """

    source: Source
    title: str
    text: str
    passages: tuple[Passage, ...]
    blocks: tuple[Block, ...]
    diagnostics: tuple[Diagnostic, ...] = field(default=())

    def passage(self, number: int) -> Passage:
        """The paragraph with this 1-based number.  *Errors*: ``IndexError`` outside the document."""
        if not 1 <= number <= len(self.passages):
            raise IndexError(f"paragraph {number} of {len(self.passages)}")
        return self.passages[number - 1]

    def quote(self, cite: Citation) -> str:
        """The cited words."""
        text = self.passage(cite.paragraph).text
        return text[cite.start : cite.end or len(text)]

    def walk(self) -> Iterator[tuple[tuple[Heading, ...], Block, Box | None]]:
        """Each block in reading order with its open headings (outermost first) and its box, if any."""
        path: list[Heading] = []
        for block in self.blocks:
            if isinstance(block, Heading):
                path = [heading for heading in path if heading.level < block.level]
                yield tuple(path), block, None
                path.append(block)
            else:
                yield tuple(path), block, None
                if isinstance(block, Box):
                    for inner in block.blocks:
                        yield tuple(path), inner, block
