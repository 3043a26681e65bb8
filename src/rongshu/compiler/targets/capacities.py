"""Capacity and output of products from capacity tables, base and target."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from rongshu.compiler.reading.about import plan_years
from rongshu.compiler.reading.naming import unique_ids
from rongshu.compiler.tables.cells import read_entry
from rongshu.compiler.tables.columns import Column, Columns, Kind, Role, Tense, cell_text
from rongshu.compiler.tables.found_tables import FoundTable, aligned, find_tables, heading_row
from rongshu.compiler.targets.indicators import bare_name
from rongshu.document.blocks import Cell, Document
from rongshu.pack.schema import Capacity


def find_capacities(document: Document) -> tuple[Capacity, ...]:
    """One row a product, in reading order."""
    years = plan_years(document)
    rows = [row for found in find_tables(document, years, Kind.CAPACITIES) for row in _rows(found)]
    ids = unique_ids(row.name for row in rows)
    return tuple(row.model_copy(update={"id": given}) for row, given in zip(rows, ids, strict=True))


def _rows(found: FoundTable) -> Iterator[Capacity]:
    columns = found.columns
    name_column = columns.first(Role.PRODUCT, Role.INDICATOR, Role.OTHER, Role.INDUSTRIES, Role.CATEGORY)
    for printed in found.table.body:
        cells = aligned(printed, found.columns)
        written = cell_text(cells, name_column)
        if written and name_column and not heading_row(cells):
            yield _capacity(cells, columns, name_column)


def _capacity(cells: tuple[Cell, ...], columns: Columns, name_column: Column) -> Capacity:
    name, unit, _attribute = bare_name(cell_text(cells, name_column))
    numbers = columns.every(Role.CAPACITY, Role.OUTPUT)
    unit = (
        cell_text(cells, columns.first(Role.UNIT))
        or unit
        or next((c.unit for c in numbers if c.unit), columns.unit)
    )
    cites = [cells[column.index].cite() for column in (name_column, *numbers)]

    def value(role: Role, tense: Tense) -> Decimal | None:
        column = columns.at(role, tense)
        entry = read_entry(cells[column.index].text, unit) if column else None
        return entry.amount.value if entry else None

    return Capacity(
        id="-",
        name=name,
        unit=unit,
        base_capacity=value(Role.CAPACITY, Tense.BASE),
        base_output=value(Role.OUTPUT, Tense.BASE),
        target_capacity=value(Role.CAPACITY, Tense.TARGET),
        target_output=value(Role.OUTPUT, Tense.TARGET),
        cite=tuple(dict.fromkeys(str(cite) for cite in cites if cite)),
        rule="capacities.table",
        confidence=0.98,
    )
