"""The declared tables as the engine knows them: those shipped with the standards, and those of any pack."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from rongshu.facts.tables.table import Column, Kind, Table
from rongshu.pack.declared.tables import TableDeclaration, load_tables
from rongshu.pack.written.files import find_used

STANDARDS = "cn-standards"


@cache
def shipped_tables() -> dict[str, TableDeclaration]:
    """The tables of the installed standards by name."""
    folder = find_used(STANDARDS)
    return {} if folder is None else {table.id: table for table in load_tables(folder)}


def declared_tables(packs: Iterable[Path] = ()) -> dict[str, TableDeclaration]:
    """The shipped tables and those of the packs given; a later pack's table replaces one of the same name."""
    found = dict(shipped_tables())
    for folder in packs:
        found |= {table.id: table for table in load_tables(folder)}
    return found


def table_of(declaration: TableDeclaration) -> Table:
    """A declaration as a table of facts."""
    columns = tuple(
        Column(
            column.name, Kind(column.kind), column.unit, column.label.bilingual(), column.meaning.bilingual()
        )
        for column in declaration.columns
    )
    names = declaration.name.bilingual(), declaration.meaning.bilingual()
    return Table(declaration.id, columns, declaration.grain, *names)
