"""DuckDB in the house: a folder of files as typed tables, a second check of a query, and its answer.

Numbers of CSV files are read as decimals, exactly as written; months come out as whole months since year 0
from ``2025-06``, ``2025年6月``, ``202506`` or a date.  After loading, the engine can reach no file any more.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from decimal import Decimal
from pathlib import Path

import duckdb

from rongshu.facts.tables.csv_columns import in_utf8, quoted, tidied, with_year
from rongshu.facts.tables.table import Column, Kind, Table
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, InputError, Place, Severity

KINDS = {
    "VARCHAR": Kind.TEXT,
    "DATE": Kind.DATE,
    "BOOLEAN": Kind.FLAG,
    "BIGINT": Kind.WHOLE,
    "INTEGER": Kind.WHOLE,
    "SMALLINT": Kind.WHOLE,
}
TYPES = {
    Kind.TEXT: "VARCHAR",
    Kind.DATE: "DATE",
    Kind.FLAG: "BOOLEAN",
    Kind.WHOLE: "BIGINT",
    Kind.MONTH: "INTEGER",
    Kind.NUMBER: "DECIMAL(38,8)",
}
MONTH_NAMES = ("month", "period", "date", "月份", "月", "日期", "时间")
_MONTH_FORM = r"^\s*(\d{4})\s*(?:年|-|/|\.)?\s*(\d{1,2})\s*(?:月|[-/.]\d{1,2})?\s*$"


@contextmanager
def opened(
    folder: Path, units: dict[str, str] | None = None
) -> Iterator[tuple[duckdb.DuckDBPyConnection, list[Table]]]:
    """The tables of a folder of CSV and Parquet files, one each, named after their file.

    *Errors*: ``InputError`` when there is none or one cannot be read.
    """
    connection = duckdb.connect()
    try:
        connection.execute("SET threads TO 2")
        tables = [_loaded(connection, file, units or {}) for file in _files(folder)]
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        yield connection, tables
    finally:
        connection.close()


def binding_problem(sql: str, tables: Sequence[Table]) -> str | None:
    """What the engine says against a query on empty tables of these shapes; ``None`` when it binds."""
    connection = duckdb.connect()
    try:
        for table in tables:
            columns = ", ".join(f"{quoted(c.name)} {TYPES[c.kind]}" for c in table.columns)
            connection.execute(f"CREATE TABLE {quoted(table.name)} ({columns})")
        connection.execute("SET enable_external_access = false")
        connection.execute(sql).fetchall()
    except duckdb.Error as problem:
        return str(problem).splitlines()[0]
    finally:
        connection.close()
    return None


def rows(connection: duckdb.DuckDBPyConnection, sql: str) -> list[dict[str, object]]:
    """The answer as dictionaries, decimals kept; what is not finite is not known.

    *Errors*: ``ValueError`` with what the engine says, where a value overflows for instance.
    """
    try:
        answer = connection.execute(sql)
        names = [column[0] for column in answer.description]
        found = answer.fetchall()
    except duckdb.Error as problem:
        raise ValueError(str(problem).splitlines()[0]) from problem
    return [{name: _finite(value) for name, value in zip(names, row, strict=True)} for row in found]


def _finite(value: object) -> object:
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _files(folder: Path) -> list[Path]:
    found = sorted(file for file in folder.glob("*") if file.suffix.lower() in {".csv", ".parquet"})
    if not found:
        raise InputError(
            [
                Diagnostic(
                    "data.folder",
                    Severity.ERROR,
                    Bilingual("目录中没有 CSV 或 Parquet 文件", "no CSV or Parquet file in the folder"),
                    (Place(file=str(folder)),),
                    found="0",
                    expected="*.csv, *.parquet",
                    remedy=Bilingual("用 --data 指定数据目录", "point --data to the folder of data"),
                )
            ]
        )
    return found


def _loaded(connection: duckdb.DuckDBPyConnection, file: Path, units: dict[str, str]) -> Table:
    try:
        with in_utf8(file) if file.suffix.lower() == ".csv" else nullcontext(file) as path:
            _read(connection, path, file.stem)
        columns = tuple(
            Column(name, KINDS.get(kind, Kind.NUMBER), units.get(name, ""))
            for name, kind in _described(connection, file.stem)
        )
        return with_year(connection, _with_month(connection, tidied(connection, Table(file.stem, columns))))
    except duckdb.Error as problem:
        message = Bilingual("无法读取数据文件", "the data file cannot be read")
        raise InputError(
            [
                Diagnostic(
                    "data.file",
                    Severity.ERROR,
                    message,
                    (Place(file=str(file)),),
                    found=str(problem).splitlines()[0],
                )
            ]
        ) from problem


def _read(connection: duckdb.DuckDBPyConnection, file: Path, stem: str) -> None:
    name = quoted(stem)
    if file.suffix.lower() == ".parquet":
        connection.execute(f"CREATE TABLE {name} AS SELECT * FROM read_parquet(?)", [str(file)])
        return
    connection.execute(f"CREATE TABLE {name} AS SELECT * FROM read_csv(?) LIMIT 0", [str(file)])
    inexact = [column for column, kind in _described(connection, stem) if kind == "DOUBLE"]
    connection.execute(f"DROP TABLE {name}")
    as_text = ", ".join(f"{_text(column)}: 'VARCHAR'" for column in inexact)
    types = f", types = {{{as_text}}}" if inexact else ""
    exact = ", ".join(f"CAST({quoted(c)} AS DECIMAL(38,8)) AS {quoted(c)}" for c in inexact)
    replaced = f" REPLACE ({exact})" if inexact else ""
    try:
        connection.execute(f"CREATE TABLE {name} AS SELECT *{replaced} FROM read_csv(?{types})", [str(file)])
    except duckdb.ConversionException:  # exponents and the like: a double is what they are
        connection.execute(f"CREATE TABLE {name} AS SELECT * FROM read_csv(?)", [str(file)])


def _with_month(connection: duckdb.DuckDBPyConnection, table: Table) -> Table:
    """The table with its month column as whole months since year 0, where it has one."""
    named = next(
        (c for c in table.columns if c.name.lower() in MONTH_NAMES and c.kind is not Kind.FLAG), None
    )
    if named is None or (table.column("month") and named.name.lower() != "month"):
        return table
    source, text = quoted(named.name), f"CAST({quoted(named.name)} AS VARCHAR)"
    year, month = (f"CAST(regexp_extract({text}, '{_MONTH_FORM}', {group}) AS INTEGER)" for group in (1, 2))
    misfits = f"count(*) FILTER (WHERE NOT regexp_matches({text}, '{_MONTH_FORM}'))"
    fits = connection.execute(f"SELECT {misfits}, count(*) FROM {quoted(table.name)}").fetchone()
    if fits is None or fits[0] or not fits[1]:
        return table
    counted = f"{year} * 12 + {month} - 1"
    kept = "" if named.name.lower() == "month" else "*, "
    change = f"* REPLACE ({counted} AS {source})" if not kept else f"*, {counted} AS month"
    connection.execute(
        f"CREATE OR REPLACE TABLE {quoted(table.name)} AS SELECT {change} FROM {quoted(table.name)}"
    )
    others = tuple(c for c in table.columns if kept or c is not named)
    return Table(table.name, (*others, Column("month" if kept else named.name, Kind.MONTH)), table.grain)


def _described(connection: duckdb.DuckDBPyConnection, name: str) -> list[tuple[str, str]]:
    return [(row[0], row[1]) for row in connection.execute(f"DESCRIBE {quoted(name)}").fetchall()]


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def plain(value: object) -> object:
    """A value as JSON takes it: decimals as text, everything else as it is."""
    return format(value.normalize(), "f") if isinstance(value, Decimal) else value
