"""A document as rows for the page: structure kept, cited words marked, every paragraph with its address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rongshu.document.blocks import (
    Block,
    Box,
    Caption,
    Cell,
    Document,
    Figure,
    Heading,
    Paragraph,
    Passage,
    Table,
)
from rongshu.terms.citation import Citation

ROWS_A_PAGE = 1200
Spans = dict[int, list[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that is drawn alike."""

    text: str
    cited: bool = False
    lead: bool = False
    found: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph: its number and its pieces."""

    number: int
    pieces: tuple[Piece, ...]
    page: int = 0


@dataclass(frozen=True, slots=True)
class Square:
    """A table cell with the rows and columns it covers."""

    lines: tuple[Line, ...]
    columns: int
    rows: int
    header: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One block. ``kind``: heading, paragraph, caption, table, box, figure; what it has depends on it."""

    kind: str
    line: Line | None = None
    level: int = 0
    marker: str = ""
    squares: tuple[tuple[Square, ...], ...] = ()
    inner: tuple[Row, ...] = ()
    notes: tuple[Line, ...] = ()
    caption: Line | None = None


@dataclass(frozen=True, slots=True)
class Chapter:
    """An entry of the outline."""

    number: int
    level: int
    title: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader asked for: spans to mark, words to find."""

    cited: Spans
    words: str = ""


def parse_cites(written: str) -> tuple[Citation, ...]:
    """The citations in ``p1:2-3,p9``; what is none is left out, since it came from an address bar."""
    found = []
    for part in written.split(",")[:50]:
        try:
            found.append(Citation.parse(part))
        except ValueError:
            continue
    return tuple(found)


def spans_of(document: Document, cites: Iterable[Citation]) -> Spans:
    """Paragraph → spans to mark, none outside the document."""
    spans: Spans = {}
    for cite in cites:
        if cite.paragraph <= len(document.passages):
            length = len(document.passage(cite.paragraph).text)
            end = min(cite.end or length, length)
            spans.setdefault(cite.paragraph, []).append((min(cite.start, end), end))
    return spans


def rows_of(blocks: Iterable[Block], reading: Reading) -> Iterator[Row]:
    """A row for each block, in reading order."""
    for block in blocks:
        yield _row(block, reading)


def _row(block: Block, reading: Reading) -> Row:
    match block:
        case Heading():
            return Row("heading", _line(block.passage, reading), level=block.level)
        case Paragraph():
            start = block.lead_start
            lead = (start, start + len(block.lead)) if block.lead else None
            return Row("paragraph", _line(block.passage, reading, lead), marker=block.marker)
        case Caption():
            return Row("caption", _line(block.passage, reading))
        case Figure():
            return Row("figure", _line(block.caption.passage, reading))
        case Box():
            return Row("box", _line(block.passage, reading), inner=tuple(rows_of(block.blocks, reading)))
        case Table():
            return _table(block, reading)


def _table(table: Table, reading: Reading) -> Row:
    squares = tuple(
        tuple(_squares(table.rows, row, row < table.header_rows, reading)) for row in range(len(table.rows))
    )
    return Row(
        "table",
        squares=squares,
        notes=tuple(_line(note, reading) for note in table.notes),
        caption=_line(table.caption.passage, reading) if table.caption else None,
    )


def _squares(rows: Sequence[Sequence[Cell]], row: int, header: bool, reading: Reading) -> Iterator[Square]:
    for column, cell in enumerate(rows[row]):
        if not cell.origin:
            continue
        columns = 1 + _covered(rows[row], column)
        below = [line[column] for line in rows[row:] if column < len(line)]
        lines = tuple(_line(passage, reading) for passage in cell.passages)
        yield Square(lines, columns, 1 + _covered(below, 0), header)


def _covered(cells: Sequence[Cell], at: int) -> int:
    """How many continuations of the cell at ``at`` follow it."""
    origin, count = cells[at], 0
    for cell in cells[at + 1 :]:
        if cell.origin or cell.text != origin.text:
            break
        count += 1
    return count


def _line(passage: Passage, reading: Reading, lead: tuple[int, int] | None = None) -> Line:
    cited = reading.cited.get(passage.number, [])
    found = list(_found(passage.text, reading.words))
    return Line(passage.number, tuple(_pieces(passage.text, cited, lead, found)), passage.page)


def _pieces(
    text: str,
    cited: Sequence[tuple[int, int]],
    lead: tuple[int, int] | None,
    found: Sequence[tuple[int, int]],
) -> Iterator[Piece]:
    leads = [lead] if lead else []
    edges = sorted({0, len(text), *(edge for span in (*cited, *leads, *found) for edge in span)})
    for start, end in pairwise(edges):
        yield Piece(text[start:end], _inside(cited, start), _inside(leads, start), _inside(found, start))


def _inside(spans: Sequence[tuple[int, int]], at: int) -> bool:
    return any(start <= at < end for start, end in spans)


def _found(text: str, words: str) -> Iterator[tuple[int, int]]:
    start = text.find(words) if words else -1
    while start >= 0:
        yield start, start + len(words)
        start = text.find(words, start + len(words))


def outline_of(document: Document) -> tuple[Chapter, ...]:
    """The headings."""
    return tuple(
        Chapter(
            block.passage.number, block.level, f"{block.number}{block.title}".strip() or block.passage.text
        )
        for block in document.blocks
        if isinstance(block, Heading)
    )


def hits(document: Document, words: str, most: int = 100) -> tuple[Line, ...]:
    """Paragraphs that contain the words, at most ``most``."""
    reading = Reading({}, words)
    matching = (passage for passage in document.passages if words and words in passage.text)
    return tuple(_line(passage, reading) for passage, _ in zip(matching, range(most), strict=False))


def page_of(document: Document, number: int) -> tuple[int, int, int]:
    """Which page of a long document holds paragraph ``number``: page (from 1), first block, end block."""
    starts = [_first_number(block) for block in document.blocks]
    pages = range(0, max(len(starts), 1), ROWS_A_PAGE)
    chosen = max((start for start in pages if start == 0 or starts[start] <= number), default=0)
    return chosen // ROWS_A_PAGE + 1, chosen, chosen + ROWS_A_PAGE


def _first_number(block: Block) -> int:
    match block:
        case Table():
            first = block.caption.passage if block.caption else None
            cells = (passage for row in block.rows for cell in row for passage in cell.passages)
            passage = first or next(cells, None)
            return passage.number if passage else 0
        case Figure():
            return block.caption.passage.number
        case _:
            return block.passage.number


@dataclass(frozen=True, slots=True)
class Quote:
    """What stands around some citations: neighbouring paragraphs, or the cells of one table row."""

    cites: tuple[Citation, ...]
    lines: tuple[Line, ...]
    is_row: bool = False


def quotes(document: Document, cites: Iterable[Citation]) -> tuple[Quote, ...]:
    """A quote for each cited place; citations in one table row share theirs."""
    rows = _row_numbers(document)
    places: dict[tuple[int, ...], list[Citation]] = {}
    for cite in cites:
        if cite.paragraph <= len(document.passages):
            places.setdefault(rows.get(cite.paragraph, (cite.paragraph,)), []).append(cite)
    return tuple(
        _quote(document, numbers, held, numbers in rows.values()) for numbers, held in places.items()
    )


def _quote(document: Document, numbers: tuple[int, ...], cites: list[Citation], is_row: bool) -> Quote:
    reading = Reading(spans_of(document, cites))
    if not is_row:
        (number,) = numbers
        numbers = tuple(range(max(number - 1, 1), min(number + 1, len(document.passages)) + 1))
    lines = tuple(_line(document.passage(number), reading) for number in numbers)
    return Quote(tuple(cites), lines, is_row)


_rows_of: dict[str, dict[int, tuple[int, ...]]] = {}


def _row_numbers(document: Document) -> dict[int, tuple[int, ...]]:
    """Paragraph of a table cell → the paragraphs of its row; kept for the documents last read."""
    known = _rows_of.get(document.source.sha256)
    if known is None:
        known = dict(_numbered(block for _path, block, _box in document.walk()))
        while len(_rows_of) >= 8:
            _rows_of.pop(next(iter(_rows_of)))
        _rows_of[document.source.sha256] = known
    return known


def _numbered(blocks: Iterable[Block]) -> Iterator[tuple[int, tuple[int, ...]]]:
    for block in blocks:
        for row in block.rows if isinstance(block, Table) else ():
            numbers = tuple(dict.fromkeys(passage.number for cell in row for passage in cell.passages))
            yield from ((number, numbers) for number in numbers)
