"""The ledger read back: the figure that was known on a day, and firm-months side by side for metrics."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import duckdb

from rongshu.facts.kept import keep_file, kept_file, kept_open, ledger_key
from rongshu.facts.lake import LEDGER, Lake
from rongshu.facts.table import Column, Kind, Table
from rongshu.facts.vocabulary import MEASURES
from rongshu.terms.bilingual import Bilingual

FIRM_MONTH = Table(
    "firm_month",
    (
        Column("firm", Kind.TEXT),
        Column("county", Kind.TEXT),
        Column("park", Kind.TEXT),
        Column("chain", Kind.TEXT),
        Column("sector", Kind.TEXT),
        Column("month", Kind.MONTH),
        *(Column(word.name, Kind.NUMBER, word.unit, Bilingual(word.titles[0])) for word in MEASURES),
    ),
    grain=("firm", "month"),
    label=Bilingual("企业月度数据", "firm-month statistics"),
)
_ATTRIBUTES = ("county", "park", "chain", "sector")
_SHAPE = ",".join(column.name for column in FIRM_MONTH.columns)


@contextmanager
def ledger_opened(lake: Lake, known_on: date | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with ``readings`` (the value known on a day, one row a figure) and ``firm_month``.

    *Shape*: ``readings`` has subject, subject_kind, month, months, measure, value, state, load_id, sheet,
    cell, attributes; ``firm_month`` one row a firm and month, one column a measure.
    *Cost*: seconds for a city the first time after a load; then the connection is kept.
    """
    key = (*ledger_key(lake, known_on.isoformat() if known_on else ""), _SHAPE)
    cursor = kept_open(key, lambda connection: _build(connection, lake, known_on, kept_file(lake, key)))
    try:
        yield cursor
    finally:
        cursor.close()


def _build(connection: duckdb.DuckDBPyConnection, lake: Lake, known_on: date | None, kept: Path) -> None:
    files = lake.files()
    connection.register("empty_ledger", LEDGER.empty_table())
    connection.execute("CREATE TABLE nothing_landed AS SELECT * FROM empty_ledger")
    connection.unregister("empty_ledger")
    connection.execute(_readings(files, known_on or date.max))
    if kept.is_file():
        connection.execute("CREATE TABLE firm_month AS SELECT * FROM read_parquet(?)", [str(kept)])
        return
    connection.execute(_firm_month())
    if files:
        keep_file(connection, "firm_month", kept)


def _readings(files: Sequence[str], known_on: date) -> str:
    """One row a figure: the last release not after the day, and of one release the last load."""
    source = "(SELECT * FROM nothing_landed)"
    if files:
        listed = ", ".join("'" + file.replace("'", "''") + "'" for file in files)
        source = f"read_parquet([{listed}], hive_partitioning = true)"
    return f"""
        CREATE VIEW readings AS
        SELECT subject, subject_kind, month, months, measure, value, state, load_id, sheet, cell,
               attributes, known_at
        FROM {source}
        WHERE known_at <= DATE '{known_on.isoformat()}'
        QUALIFY row_number() OVER (
            PARTITION BY subject_kind, subject, month, months, measure
            ORDER BY known_at DESC, sequence DESC
        ) = 1"""


def _firm_month() -> str:
    """Measures side by side; a figure for several months stands in the last of them, as it was reported."""
    measures = ",\n".join(
        f"max(value) FILTER (WHERE measure = '{word.name}') AS {word.name}" for word in MEASURES
    )
    attributes = ", ".join(
        f"max(json_extract_string(attributes, '$.{name}')) AS {name}" for name in _ATTRIBUTES
    )
    return f"""
        CREATE TABLE firm_month AS
        SELECT subject AS firm, {attributes}, month + months - 1 AS month, {measures}
        FROM readings WHERE subject_kind = 'firm'
        GROUP BY subject, month + months - 1"""
