"""Quarter-hour meter readings as a fact table: month-partitioned Parquet, read one month at a time.

*Shape*: ``firm`` whole number, ``at`` time, ``kwh``, and ``month`` as whole months since year 0.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa
from sqlglot import exp

from rongshu.facts.tables.declared import shipped_tables, table_of
from rongshu.facts.tables.sorted_sums import NotSorted, month_sums, only_sums

METERS = table_of(shipped_tables()["meter"])


@contextmanager
def meters_opened(
    folder: Path, query: exp.Expr | None = None, keep: bool = False
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection whose ``meter`` reads the files of ``folder``; the partition is the month.

    Where ``query`` asks only for sums by firm and month and the files say that they are sorted, ``meter``
    holds these sums instead, added up along the sorted runs: the same answer, without hashing every reading.
    With ``keep`` they are kept beside the files, so that a month's close reads one month.
    """
    connection = duckdb.connect()
    try:
        connection.execute("SET threads TO 2")
        sums = _sums(folder, keep) if query is not None and only_sums(query) else None
        if sums is not None:
            connection.register("meter", sums)
        else:
            files = (str(folder / "*" / "*.parquet")).replace("'", "''")
            connection.execute(
                "CREATE VIEW meter AS SELECT * REPLACE ((month // 100) * 12 + month % 100 - 1 AS month)"
                f" FROM read_parquet('{files}', hive_partitioning = true, hive_types = {{'month': INTEGER}})"
            )
        yield connection
    finally:
        connection.close()


def _sums(folder: Path, keep: bool) -> pa.Table | None:
    try:
        return month_sums(folder, keep=keep)
    except NotSorted:
        return None
