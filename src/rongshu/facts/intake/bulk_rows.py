"""The rows of a large sheet by what their names and periods say: each distinct combination is judged once."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from rongshu.facts.intake.column_cells import cells_mapped
from rongshu.facts.intake.piece import Piece, Unfit
from rongshu.facts.layout.header import Header
from rongshu.facts.layout.rows import CODES, digits_lost, is_comparison, is_numbered, is_total
from rongshu.facts.layout.sheet import ENTITIES, ORDER
from rongshu.facts.words.calendar_words import Span, period_of_cell
from rongshu.facts.words.cell_values import cell_name
from rongshu.facts.words.vocabulary import NOTES, OF_WHICH
from rongshu.facts.workbook.grid import CellValue, squeezed

PERIODS = ("period", "year")
_LOOSE = ("number", "note")
Flags = NDArray[np.bool_]
Whole = NDArray[np.int64]
SayNameless = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class NamedRow:
    """What the names of a row say, the same for every row with the same names.

    ``role`` is data, total, part, nameless or noteworthy (it may be a note); ``named`` its measure and unit
    for tables with a figure a row.
    """

    role: str
    entity: str = ""
    kind: str = ""
    attributes: str = "{}"
    named: tuple[tuple[str, str], ...] = ()
    of_firm: bool = False
    subject: tuple[object, ...] = ()


@dataclass
class RowBook:
    """Every distinct row of names and every distinct period met so far."""

    header: Header
    rows: list[NamedRow] = field(default_factory=list)
    places: dict[tuple[str, ...], int] = field(default_factory=dict)
    spans: list[Span | None] = field(default_factory=list)
    span_places: dict[Span | None, int] = field(default_factory=dict)
    texts: dict[str, pa.Array] = field(default_factory=dict)

    def text(self, what: str) -> pa.Array:
        """``entity``, ``kind`` or ``attributes`` of every distinct row."""
        known = self.texts.get(what)
        if known is None or len(known) < len(self.rows):
            known = self.texts[what] = pa.array([getattr(row, what) for row in self.rows], pa.string())
        return known


@dataclass(frozen=True, slots=True)
class PieceRows:
    """The rows of a piece: numbers into the book's rows and spans; which are data, which are totals."""

    piece: Piece
    names: Whole
    spans: Whole
    data: Flags
    totals: tuple[int, ...]


def piece_rows(book: RowBook, piece: Piece, say_nameless: SayNameless) -> PieceRows:
    """The rows of ``piece`` judged; rows with figures but no name are told to ``say_nameless``."""
    names = _names(book, piece)
    roles = np.array([row.role for row in book.rows])[names]
    below = np.arange(piece.first, piece.first + piece.count) > book.header.last
    loose = _loose_totals(book.header, piece)
    data = (roles == "data") & below & ~loose
    for number in np.flatnonzero(below & ~loose & np.isin(roles, ("nameless", "noteworthy"))).tolist():
        role = _role(book.header, piece, number, roles[number])
        data[number] = role == "data"
        if role == "nameless":
            say_nameless(number)
    without_kind = np.array([not row.kind for row in book.rows])[names] & data
    for number in np.flatnonzero(without_kind).tolist():
        say_nameless(number)
    totals = np.flatnonzero(((roles == "total") | loose) & below)
    return PieceRows(piece, names, _spans(book, piece), data & ~without_kind, tuple(totals.tolist()))


def _names(book: RowBook, piece: Piece) -> Whole:
    columns = [
        column
        for column in book.header.columns
        if column.role == "attribute" and column.name not in (*PERIODS, *_LOOSE)
    ]
    if not columns:
        raise Unfit
    for column in columns:
        cells_of = piece.columns[column.column]
        coded = column.name in CODES and not isinstance(cells_of, pa.Array)
        if coded and any(isinstance(cell, float) and cell >= 1e15 for cell in cells_of):
            raise Unfit
    cells = [cells_mapped(piece.columns[column.column], cell_name) for column in columns]
    titles = [column.name for column in columns]
    found = np.empty(piece.count, np.int64)
    for number, names in enumerate(zip(*cells, strict=True)):
        place = book.places.get(names)
        if place is None:
            place = book.places[names] = len(book.rows)
            book.rows.append(_row_of(titles, names))
        found[number] = place
    return found


def _row_of(titles: Sequence[str], names: tuple[str, ...]) -> NamedRow:
    attributes: dict[str, str] = {}
    for title, text in zip(titles, names, strict=True):
        if text:
            attributes.setdefault(title, text)
    texts = [squeezed(text) for text in names if text]
    if not texts:
        return NamedRow("nameless")
    if any(map(is_total, texts)):
        return NamedRow("total")
    if is_numbered(texts[0]) or any(digits_lost(attributes.get(name, ""), False) for name in CODES):
        raise Unfit
    if any(text.startswith(OF_WHICH) or is_comparison(text) for text in texts):
        return NamedRow("part")
    kind = next((name for name in ORDER if attributes.get(name)), "")
    others = {name: text for name, text in attributes.items() if name in ENTITIES and name != kind}
    subject = (kind, attributes.get(kind), attributes.get("code"))
    return NamedRow(
        "noteworthy" if _noted(texts[0]) else "data",
        attributes.get(kind, ""),
        kind,
        json.dumps(others, ensure_ascii=False, sort_keys=True),
        tuple((name, attributes[name]) for name in ("measure", "unit") if name in attributes),
        bool(attributes.get("firm")),
        subject,
    )


def _noted(text: str) -> bool:
    return text.startswith(NOTES) or len(text) > 30


def _role(header: Header, piece: Piece, number: int, role: str) -> str:
    """``data``, ``nameless`` or ``note`` for a row whose names do not tell: its other cells do."""
    cells = [_plain(column[number]) for column in piece.columns]
    texts = [value for value in cells if value not in (None, "")]
    if not texts or (len(texts) <= 2 and (role == "noteworthy" or _noted(str(texts[0])))):
        return "note"
    if role == "noteworthy":
        return "data"
    filled = any(cells[c.column] not in (None, "") for c in header.columns if c.role == "measure")
    return "nameless" if filled else "note"


def _plain(value: Any) -> Any:
    return value.as_py() if isinstance(value, pa.Scalar) else value


def _loose_totals(header: Header, piece: Piece) -> Flags:
    """Rows whose number, note or period says that they are a total."""
    found = np.zeros(piece.count, np.bool_)
    for column in header.columns:
        if column.role == "attribute" and column.name in (*_LOOSE, *PERIODS):
            found |= np.array(cells_mapped(piece.columns[column.column], _totalled), np.bool_)
    return found


def _totalled(cell: CellValue) -> bool:
    text = squeezed(cell)
    return is_total(text)


def _spans(book: RowBook, piece: Piece) -> Whole:
    """Numbers of the rows' periods in ``book.spans``."""
    header = book.header
    period, years = header.attribute("period"), header.attribute("year")
    year = header.span.year if header.span else 0
    if period is None and years is None:
        return np.full(piece.count, _span_place(book, header.span), np.int64)
    written = [year] * piece.count
    if years is not None:
        named = cells_mapped(piece.columns[years.column], period_of_cell)
        written = [span.year if span else year for span in named]
    if period is None:
        pairs: list[tuple[Span | None, int]] = [
            (Span(number, 1, 12) if number else None, number) for number in written
        ]
    else:
        pairs = list(zip(cells_mapped(piece.columns[period.column], period_of_cell), written, strict=True))
    known = {
        (span, number): _span_place(book, span.in_year(number) if span and (span.year or number) else None)
        for span, number in set(pairs)
    }
    return np.fromiter((known[pair] for pair in pairs), np.int64, piece.count)


def _span_place(book: RowBook, span: Span | None) -> int:
    if span not in book.span_places:
        book.span_places[span] = len(book.spans)
        book.spans.append(span)
    return book.span_places[span]
