"""Quarter-hour meter readings as a fact table: month-partitioned Parquet, read one month at a time.

*Shape*: ``firm`` whole number, ``at`` time, ``kwh``, and ``month`` as whole months since year 0.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from rongshu.facts.declared import shipped_tables, table_of

METERS = table_of(shipped_tables()["meter"])


@contextmanager
def meters_opened(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection whose view ``meter`` reads the files of ``folder``; the partition is the month."""
    connection = duckdb.connect()
    try:
        connection.execute("SET threads TO 2")
        files = (str(folder / "*" / "*.parquet")).replace("'", "''")
        connection.execute(
            "CREATE VIEW meter AS SELECT * REPLACE ((month // 100) * 12 + month % 100 - 1 AS month)"
            f" FROM read_parquet('{files}', hive_partitioning = true, hive_types = {{'month': INTEGER}})"
        )
        yield connection
    finally:
        connection.close()
