"""The ledger read back: the figure that was known on a day, and firm-months side by side for metrics."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import duckdb

from rongshu.facts.lake.firm_months import FIRM_MONTH, KNOWN_SQL, SEVERAL_SQL, firm_month_sql
from rongshu.facts.lake.kept import keep_file, kept_file, kept_open, ledger_key
from rongshu.facts.lake.lake import LEDGER, READINGS, Lake

_SHAPE = ",".join(["2", *(column.name for column in FIRM_MONTH.columns)])  # changed with how they are made


@contextmanager
def ledger_opened(lake: Lake, known_on: date | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with ``readings`` (the value known on a day, one row a figure) and ``firm_month``.

    Declared tables that anything landed in are views of their own name.

    *Shape*: ``readings`` has subject, subject_kind, month, months, measure, value, state, load_id, sheet,
    cell, attributes; ``firm_month`` one row a firm and month, one column a measure; ``several`` the months
    that only a figure for several months tells of (``firm_months``).
    *Cost*: seconds for a city the first time after a load; then the connection is kept.
    """
    key = (*ledger_key(lake, known_on.isoformat() if known_on else ""), _SHAPE)
    kept = {name: kept_file(lake, key, name) for name in ("several", "firm_month")}
    cursor = kept_open(key, lambda connection: _build(connection, lake, known_on, kept))
    try:
        yield cursor
    finally:
        cursor.close()


def _build(
    connection: duckdb.DuckDBPyConnection, lake: Lake, known_on: date | None, kept: dict[str, Path]
) -> None:
    files = lake.files()
    connection.register("empty_ledger", LEDGER.empty_table())
    connection.execute("CREATE TABLE nothing_landed AS SELECT * FROM empty_ledger")
    connection.unregister("empty_ledger")
    source = _files(files) if files else "nothing_landed"
    connection.execute(f"CREATE VIEW readings AS {readings_sql(source, known_on or date.max)}")
    for name in lake.names():
        if name != READINGS and lake.files(name):
            connection.execute(_typed(lake, name, known_on or date.max))
    if all(file.is_file() for file in kept.values()):
        for name, file in kept.items():
            connection.execute(f"CREATE TABLE {name} AS SELECT * FROM read_parquet(?)", [str(file)])
        return
    connection.execute(f"CREATE TABLE known AS {KNOWN_SQL}")
    connection.execute(f"CREATE TABLE several AS {SEVERAL_SQL}")
    connection.execute(f"CREATE TABLE firm_month AS {firm_month_sql()}")
    connection.execute("DROP TABLE known")
    if files:
        for name, file in kept.items():
            keep_file(connection, name, file)


def _files(files: Sequence[str], more: str = "") -> str:
    """A table function over the files; a load's id stays text though it may look like a number."""
    listed = ", ".join("'" + file.replace("'", "''") + "'" for file in files)
    return f"read_parquet([{listed}], hive_partitioning = true, hive_types_autocast = false{more})"


def readings_sql(source: str, known_on: date) -> str:
    """One row a figure of a ledger: the last release not after the day, and of one release the last load."""
    return f"""
        SELECT subject, subject_kind, month, months, measure, value, state, load_id, sheet, cell,
               attributes, known_at
        FROM {source}
        WHERE known_at <= DATE '{known_on.isoformat()}'
        QUALIFY row_number() OVER (
            PARTITION BY subject_kind, subject, month, months, measure
            ORDER BY known_at DESC, sequence DESC, sheet, cell
        ) = 1"""


def _typed(lake: Lake, name: str, known_on: date) -> str:
    """A declared table as known on a day: of one grain the last release, and of one release the last load.

    A snapshot's row without an end is valid until the next of its kind.
    """
    grain = lake.grain(name)
    source = _files(lake.files(name), ", union_by_name = true")
    keys = ", ".join(f'"{key}"' for key in grain)
    subject = ", ".join(f'"{key}"' for key in grain if key != "valid_from")
    until = (
        f"* REPLACE (coalesce(valid_to, lead(valid_from) OVER (PARTITION BY {subject} ORDER BY valid_from))"
        " AS valid_to)"
        if "valid_from" in grain
        else "*"
    )
    return f"""
        CREATE VIEW "{name}" AS
        SELECT {until} FROM (
            SELECT * FROM {source} WHERE known_at <= DATE '{known_on.isoformat()}'
            QUALIFY row_number() OVER (PARTITION BY {keys} ORDER BY known_at DESC, sequence DESC) = 1
        )"""
