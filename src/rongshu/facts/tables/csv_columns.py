"""Columns of a file as offices save it: any encoding, units in titles, thousands and dashes, a year apart."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import duckdb

from rongshu.facts.tables.table import Column, Kind, Table
from rongshu.facts.words.titles import BRACKETS, is_unit, unit_word
from rongshu.facts.workbook.read_sheets import decoded

YEAR_NAMES = ("year", "年", "年份", "年度")
_NUMBER = r"^\s*[-+]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?\s*$"
_NOTHING = r"^\s*(-{1,3}|—{1,2}|–|…{1,2}|/|NA|N/A|null|NULL)?\s*$"


@contextmanager
def in_utf8(file: Path) -> Iterator[Path]:
    """The file itself, or a copy in UTF-8 where it is written otherwise, as GB18030."""
    raw = file.read_bytes()
    try:
        raw.decode("utf-8")
        yield file
    except UnicodeDecodeError:
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "copy.csv"
            copy.write_text(decoded(raw), encoding="utf-8")
            yield copy


def quoted(name: str) -> str:
    """A name as the engine takes it."""
    return '"' + name.replace('"', '""') + '"'


def tidied(connection: duckdb.DuckDBPyConnection, table: Table) -> Table:
    """The table with units taken out of its titles and with figures where text holds only figures."""
    columns = list(table.columns)
    for number, column in enumerate(columns):
        if column.kind is Kind.TEXT and _figures_only(connection, table.name, column.name):
            _made_figures(connection, table.name, column.name)
            column = replace(column, kind=Kind.NUMBER)
        bare, unit = _apart(column.name)
        if unit and not any(other.name.lower() == bare.lower() for other in columns):
            connection.execute(
                f"ALTER TABLE {quoted(table.name)} RENAME COLUMN {quoted(column.name)} TO {quoted(bare)}"
            )
            column = replace(column, name=bare, unit=column.unit or unit)
        columns[number] = column
    return Table(table.name, tuple(columns), table.grain)


def _apart(title: str) -> tuple[str, str]:
    """A title without its brackets and the unit in them; no unit where they hold something else."""
    found = BRACKETS.search(title)
    if found is None or not is_unit(found.group(1)):
        return title, ""
    return BRACKETS.sub("", title, count=1).strip(), unit_word(found.group(1))


def _figures_only(connection: duckdb.DuckDBPyConnection, table: str, column: str) -> bool:
    number, nothing = (f"regexp_matches({quoted(column)}, '{form}')" for form in (_NUMBER, _NOTHING))
    row = connection.execute(
        f"SELECT count(*) FILTER (WHERE {number}), count(*) FILTER (WHERE NOT ({number} OR {nothing}))"
        f" FROM {quoted(table)} WHERE {quoted(column)} IS NOT NULL"
    ).fetchone()
    return row is not None and row[0] > 0 and row[1] == 0


def _made_figures(connection: duckdb.DuckDBPyConnection, table: str, column: str) -> None:
    name = quoted(column)
    figure = f"TRY_CAST(replace(trim({name}), ',', '') AS DECIMAL(38,8))"
    changed = f"SELECT * REPLACE ({figure} AS {name}) FROM {quoted(table)}"
    connection.execute(f"CREATE OR REPLACE TABLE {quoted(table)} AS {changed}")


def with_year(connection: duckdb.DuckDBPyConnection, table: Table) -> Table:
    """A table whose year stands in a column of its own: with a month beside it, or as its December."""
    year = next((c for c in table.columns if c.name.lower() in YEAR_NAMES and c.kind is Kind.WHOLE), None)
    if year is None or any(c.kind is Kind.MONTH for c in table.columns):
        return table
    month = next((c for c in table.columns if c.name.lower() in ("month", "月", "月份")), None)
    if month is not None and (month.kind is not Kind.WHOLE or not _months_only(connection, table, month)):
        return table
    counted = f"CAST({quoted(year.name)} * 12 + {quoted(month.name) if month else 12} - 1 AS INTEGER)"
    named = "month" in {c.name.lower() for c in table.columns}
    change = f"* REPLACE ({counted} AS month)" if named else f"*, {counted} AS month"
    connection.execute(
        f"CREATE OR REPLACE TABLE {quoted(table.name)} AS SELECT {change} FROM {quoted(table.name)}"
    )
    others = tuple(c for c in table.columns if c.name.lower() != "month")
    return Table(table.name, (*others, Column("month", Kind.MONTH)), table.grain)


def _months_only(connection: duckdb.DuckDBPyConnection, table: Table, month: Column) -> bool:
    row = connection.execute(
        f"SELECT count(*) FILTER (WHERE {quoted(month.name)} NOT BETWEEN 1 AND 12) FROM {quoted(table.name)}"
    ).fetchone()
    return row is not None and row[0] == 0
