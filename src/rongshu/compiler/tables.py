"""The document's tables with their columns recognised."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rongshu.compiler.columns import Columns, Kind, read_columns
from rongshu.compiler.periods import PlanYears
from rongshu.document.blocks import Box, Cell, Document, Heading, Table


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
            columns = read_columns(block, years)
            if not kinds or columns.kind in kinds:
                yield FoundTable(block, columns, path, box)


def heading_row(row: tuple[Cell, ...]) -> str:
    """The words of a row that is one cell across (a category inside the table); empty for other rows."""
    origins = [cell for cell in row if cell.origin and cell.text.strip()]
    alike = len({cell.text for cell in row if cell.text.strip()}) == 1
    return origins[0].text.strip() if len(row) > 1 and len(origins) == 1 and alike else ""
