"""The document's tables with their columns recognised."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rongshu.compiler.reading.numbers import looks_like_unit
from rongshu.compiler.reading.periods import PlanYears
from rongshu.compiler.tables.columns import Columns, Kind, Role, read_columns
from rongshu.compiler.tables.turned import upright
from rongshu.document.blocks import Box, Cell, Document, Heading, Table

_ORDINAL = re.compile(r"[（(]?[一二三四五六七八九十]+[）)]?、?|[IVX]+")


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table, what its columns hold, and the headings (outermost first) and box it stands in."""

    table: Table
    columns: Columns
    path: tuple[Heading, ...]
    box: Box | None


def find_tables(document: Document, years: PlanYears, *kinds: Kind) -> Iterator[FoundTable]:
    """The tables of those kinds (all without), in reading order."""
    for path, block, box in document.walk():
        if isinstance(block, Table) and block.rows:
            table = upright(block)
            columns = read_columns(table, years)
            if not kinds or columns.kind in kinds:
                yield FoundTable(table, columns, path, box)


def aligned(row: tuple[Cell, ...], columns: Columns) -> tuple[Cell, ...]:
    """The row under its headings where it has one cell too many before the unit (a second category).

    A flattened text does not say that a heading spans two columns; the unit column gives it away.
    """
    unit = columns.first(Role.UNIT)
    if unit is None or unit.index < 1 or unit.index + 1 >= len(row):
        return row
    here, behind = (row[unit.index + step].text for step in (0, 1))
    if here.strip() and not looks_like_unit(here) and looks_like_unit(behind):
        extra = unit.index - 1
        return (*row[:extra], *row[extra + 1 :], row[-1])
    return row


def heading_row(row: tuple[Cell, ...]) -> str:
    """The words of a row that is one cell across (a category inside the table); empty for other rows."""
    numbered = len(row) > 2 and _ORDINAL.fullmatch(row[0].text.strip())
    cells = row[1:] if numbered else row
    filled = [cell for cell in cells if cell.text.strip()]
    alike = len({cell.text for cell in filled}) == 1 and sum(cell.origin for cell in filled) == 1
    return filled[0].text.strip() if len(row) > 1 and alike and _is_across(cells, filled) else ""


def _is_across(cells: tuple[Cell, ...], filled: list[Cell]) -> bool:
    """Whether the one filled cell spans the row, or stands first in a row that is otherwise empty."""
    return len(filled) == len(cells) or cells[0] is filled[0]
