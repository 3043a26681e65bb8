"""Ruled tables of a PDF into grids, and grids that go on over a page into one."""

from __future__ import annotations

from collections.abc import Sequence

from rongshu.document.line.captions import read_caption
from rongshu.document.line.fold import fold
from rongshu.document.line.header import header_rows
from rongshu.document.line.pieces import Frame, Grid, GridCell, Line, Piece, join_lines
from rongshu.document.line.wrapped import opens_anew
from rongshu.document.pdf.layout import Ruled, TextLine

_NEAR = 3.0  # points within which two edges are one


def ruled_piece(table: Ruled) -> Piece | None:
    """A grid with its spans resolved; a frame where there is only one column of cells."""
    columns = _edges([value for box, _ in table.cells for value in (box[0], box[2])])
    rows = _edges([value for box, _ in table.cells for value in (box[1], box[3])])
    if len(columns) <= 2:
        cells = [inside for _, inside in sorted(table.cells, key=lambda cell: cell[0][1])]
        texts = [text for inside in cells for text in _cell_texts(inside)]
        return Frame(tuple(Line(text, page=table.page) for text in texts), table.page) if texts else None
    filled: dict[tuple[int, int], GridCell] = {}
    for box, inside in table.cells:
        _fill(filled, box, inside, columns, rows)
    grid = tuple(
        tuple(filled.get((row, column), GridCell()) for column in range(len(columns) - 1))
        for row in range(len(rows) - 1)
    )
    kept = tuple(row for row in grid if any(cell.lines for cell in row))
    return Grid(kept, header_rows(kept), table.page) if kept else None


def _fill(
    filled: dict[tuple[int, int], GridCell],
    box: tuple[float, float, float, float],
    inside: Sequence[TextLine],
    columns: Sequence[float],
    rows: Sequence[float],
) -> None:
    lines = tuple(_cell_texts(inside))
    first = (_index(rows, box[1]), _index(columns, box[0]))
    for row in range(first[0], _index(rows, box[3])):
        for column in range(first[1], _index(columns, box[2])):
            filled[row, column] = GridCell(lines, (row, column) == first)


def _cell_texts(lines: Sequence[TextLine]) -> list[str]:
    """The paragraphs in a cell: a new one begins after a line that ends early, or with a mark."""
    edge = max((line.right for line in lines), default=0.0)
    texts: list[str] = []
    early = True
    for line in lines:
        text = fold(line.text)
        if early or opens_anew(text):
            texts.append(text)
        else:
            texts[-1] = join_lines([texts[-1], text])
        early = text[-1:] in "。；" and line.right < edge - 1.5 * line.size
    return texts


def _edges(values: list[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _NEAR:
            edges.append(value)
    return edges


def _index(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda place: abs(edges[place] - value))


def join_pages(pieces: Sequence[Piece]) -> list[Piece]:
    """Tables that go on over the page joined; their repeated heading and 续表 line dropped."""
    joined: list[Piece] = []
    for piece in pieces:
        before = _table_before(joined)
        if isinstance(piece, Grid) and before is not None and _goes_on(joined[before], piece):
            table = joined[before]
            assert isinstance(table, Grid)  # _goes_on says so
            joined[before:] = [_appended(table, piece)]
        else:
            joined.append(piece)
    return joined


def _table_before(pieces: Sequence[Piece]) -> int | None:
    """The place of the table that ends the pieces, a 续表 line aside."""
    place = len(pieces) - 1
    if place > 0:
        last = pieces[place]
        if (
            isinstance(last, Line)
            and last.text.startswith("续")
            and (read_caption(last.text) or len(last.text) < 6)
        ):
            place -= 1
    return place if place >= 0 and isinstance(pieces[place], Grid) else None


def _goes_on(table: Piece, piece: Grid) -> bool:
    if not isinstance(table, Grid) or not 0 < piece.page - table.page <= 1 + len(table.rows) // 10:
        return False
    return len(table.rows[0]) == len(piece.rows[0])


def _appended(table: Grid, piece: Grid) -> Grid:
    head = [tuple(cell.text for cell in row) for row in table.rows[: table.header_rows]]
    repeated = 0
    while repeated < len(piece.rows) and repeated < len(head):
        if tuple(cell.text for cell in piece.rows[repeated]) != head[repeated]:
            break
        repeated += 1
    rows = list(table.rows)
    for row in piece.rows[repeated:]:
        rows.append(tuple(_carried(cell, rows[-1][column], column, row) for column, cell in enumerate(row)))
    return Grid(tuple(rows), table.header_rows, piece.page, table.gap)


def _carried(cell: GridCell, above: GridCell, column: int, row: tuple[GridCell, ...]) -> GridCell:
    """A label cell that spans the page break is empty on the second page."""
    if cell.lines or above.origin or not above.lines or not any(other.lines for other in row[column + 1 :]):
        return cell
    return GridCell(above.lines, origin=False)
