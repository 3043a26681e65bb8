"""Rows whose cells span columns and rows, spread out into a rectangle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rongshu.document.guard import limits
from rongshu.document.guard.refusal import too_large
from rongshu.document.line.pieces import GridCell, Piece
from rongshu.terms.bilingual import Bilingual


@dataclass(frozen=True, slots=True)
class SpanCell:
    """A cell as the file states it: its lines and pieces, its columns and rows.

    ``continues`` says that it carries on the cell above it (Word), instead of ``down`` (HTML).
    """

    lines: tuple[str, ...]
    pieces: tuple[Piece, ...] = ()
    across: int = 1
    down: int = 1
    continues: bool = False


def fill_spans(rows: Sequence[Sequence[SpanCell]], name: str) -> tuple[tuple[GridCell, ...], ...]:
    """Rows of equal width; a spanned place repeats its cell with ``origin`` false.

    *Errors*: ``InputError`` where the spans claim more cells than a table may have.
    """
    grid: list[dict[int, GridCell]] = [{} for _ in rows]
    for index, row in enumerate(rows):
        column = 0
        for cell in row:
            while column in grid[index]:
                column += 1
            if (column + cell.across) * len(rows) > limits.TABLE_CELLS:
                what = Bilingual("表格单元格数", "cells of a table:")
                raise too_large(name, what, str((column + cell.across) * len(rows)), str(limits.TABLE_CELLS))
            _place(grid, index, column, cell)
            column += cell.across
    width = max((max(row) + 1 for row in grid if row), default=0)
    return tuple(tuple(row.get(column, GridCell()) for column in range(width)) for row in grid if row)


def _place(grid: list[dict[int, GridCell]], index: int, column: int, cell: SpanCell) -> None:
    above = grid[index - 1].get(column) if index and cell.continues else None
    lines = above.lines if above and not cell.lines else cell.lines
    for row in range(index, min(index + cell.down, len(grid))):
        for place in range(column, column + cell.across):
            origin = row == index and place == column and not (above and not cell.lines)
            grid[row].setdefault(place, GridCell(lines, origin))
