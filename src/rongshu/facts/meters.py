"""Quarter-hour meter readings as a fact table: month-partitioned Parquet, read one month at a time.

*Shape*: ``firm`` whole number, ``at`` time, ``kwh``, and ``month`` as whole months since year 0.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from rongshu.facts.table import Column, Kind, Table
from rongshu.terms.bilingual import Bilingual

METERS = Table(
    "meter",
    (
        Column("firm", Kind.WHOLE),
        Column("month", Kind.MONTH),
        Column("kwh", Kind.NUMBER, "千瓦时", Bilingual("用电量", "electricity")),
    ),
    grain=("firm", "at"),
    label=Bilingual("15分钟电表读数", "quarter-hour meter readings"),
)


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
