"""Frames and grids put into the form that naming and building expect.

Offices draw boxes as tables and put a table's title or notes into a row that spans it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rongshu.document.line.captions import is_bare_title, is_note, is_unit_line, read_box, read_caption
from rongshu.document.line.header import header_rows
from rongshu.document.line.pieces import Frame, Grid, GridCell, Line, Piece

_SLIGHT = 40  # characters below which a frame without a name is only a label on the page

Row = tuple[GridCell, ...]


def reframe(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with boxes drawn as tables made frames, and title rows made lines of their own."""
    found: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, Grid):
            found.extend(_grid(piece))
        elif isinstance(piece, Frame) and _is_slight(piece, found[-1] if found else None):
            found.extend(piece.pieces)
        else:
            found.append(piece)
    return found


def _is_slight(frame: Frame, before: Piece | None) -> bool:
    lines = [piece for piece in frame.pieces if isinstance(piece, Line)]
    if len(lines) < len(frame.pieces) or sum(len(line.text) for line in lines) > _SLIGHT:
        return False
    named = [line.text for line in (*lines[:1], before) if isinstance(line, Line)]
    return not any(read_box(text, framed=True) for text in named)


def _grid(grid: Grid) -> Iterator[Piece]:
    rows = list(grid.rows)
    if all(_is_one_cell(row) for row in rows):
        yield Frame(tuple(_lines(rows, grid)), grid.page)
        return
    above, below = 0, len(rows)
    while above < below - 1 and _is_one_cell(rows[above]) and _names(rows[above][0].text):
        above += 1
    while below > above + 1 and _is_one_cell(rows[below - 1]) and is_note(rows[below - 1][0].text):
        below -= 1
    if below - above == len(rows):
        yield grid
        return
    yield from _lines(rows[:above], grid)
    kept = tuple(rows[above:below])
    yield Grid(kept, max(min(grid.header_rows - above, 3), header_rows(kept)), grid.page)
    yield from _lines(rows[below:], grid)


def _is_one_cell(row: Row) -> bool:
    """Whether one cell spans the whole row."""
    return (
        len(row) > 1 and bool(row[0].lines) and all(c.lines is row[0].lines and not c.origin for c in row[1:])
    )


def _names(text: str) -> bool:
    return bool(
        read_box(text, framed=True) or read_caption(text) or is_bare_title(text) or is_unit_line(text)
    )


def _lines(rows: Sequence[Row], grid: Grid) -> Iterator[Line]:
    return (Line(text, page=grid.page) for row in rows for text in row[0].lines)
