"""Firm × month electricity of a city-year of quarter-hour readings, compared with last month and ranked.

The same question on the same month-partitioned files: our compiled metrics, the best hand-written DuckDB
query, Polars (streaming) and, where pyspark is installed, Spark local.  Answers are checked equal before any
ratio is printed.  The floor decodes the three columns.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from statistics import median

import duckdb
import harness

from rongshu.facts.meters import METERS, meters_opened
from rongshu.metrics.expression import check_expression
from rongshu.metrics.query import compile_query
from rongshu.synth.city import CityPlan, make_city
from rongshu.synth.meters import write_meters

Answer = list[tuple[int, int, float, float | None, int]]
QUESTION = {
    "kwh": "sum(kwh)",
    "growth": "mom(sum(kwh))",
    "place": "ranking(sum(kwh))",
}
HAND = """
WITH monthly AS (
    SELECT firm, month, sum(kwh) AS kwh
    FROM read_parquet('{files}', hive_partitioning = true, hive_types = {{'month': INTEGER}})
    GROUP BY firm, month
), compared AS (
    SELECT *, lag(kwh) OVER (PARTITION BY firm ORDER BY month) AS before FROM monthly
)
SELECT month, firm, kwh, kwh / before - 1, rank() OVER (PARTITION BY month ORDER BY kwh DESC)
FROM compared ORDER BY month, firm
"""


def ours(folder: Path) -> Answer:
    """Our metrics, compiled and answered."""
    metrics = {name: check_expression(text, [METERS]) for name, text in QUESTION.items()}
    sql = compile_query(metrics, "month", ["firm"]).sql(dialect="duckdb")
    with meters_opened(folder) as connection:
        return connection.execute(sql).fetchall()


def by_hand(folder: Path) -> Answer:
    """The best query that we can write by hand."""
    connection = duckdb.connect()
    connection.execute("SET threads TO 2")
    return connection.execute(HAND.format(files=folder / "*" / "*.parquet")).fetchall()


def polars(folder: Path) -> Answer:
    """The same through Polars' streaming engine."""
    import polars as pl

    frame = pl.scan_parquet(folder / "*" / "*.parquet", hive_partitioning=True)
    monthly = frame.group_by("month", "firm").agg(pl.col("kwh").cast(pl.Float64).sum()).sort("firm", "month")
    before = pl.col("kwh").shift(1).over("firm")
    place = pl.col("kwh").rank("min", descending=True).over("month")
    answer = monthly.with_columns((pl.col("kwh") / before - 1).alias("growth"), place.alias("place"))
    return answer.sort("month", "firm").collect(engine="streaming").rows()


def spark(folder: Path) -> Answer:
    """The same on Spark local with two threads, warm."""
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.driver.memory", "8g")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "8")
        .getOrCreate()
    )
    session.read.parquet(str(folder)).createOrReplaceTempView("meter_files")
    rows = session.sql(
        """
        WITH monthly AS (
            SELECT firm, month, sum(CAST(kwh AS DOUBLE)) AS kwh FROM meter_files GROUP BY firm, month
        ),
        compared AS (SELECT *, lag(kwh) OVER (PARTITION BY firm ORDER BY month) AS before FROM monthly)
        SELECT month, firm, kwh, kwh / before - 1, rank() OVER (PARTITION BY month ORDER BY kwh DESC)
        FROM compared ORDER BY month, firm
        """
    ).collect()
    return [tuple(row) for row in rows]


def timed(answer: Callable[[Path], Answer], folder: Path, runs: int) -> tuple[float, Answer]:
    """Median seconds over ``runs`` after one that is not counted, and the answer."""
    found = answer(folder)
    seconds = []
    for _run in range(runs):
        start = time.perf_counter()
        answer(folder)
        seconds.append(time.perf_counter() - start)
    return median(seconds), found


def floor(folder: Path, sql: str, runs: int) -> float:
    """Median seconds of a query that only reads."""
    return timed(
        lambda f: duckdb.connect().execute(sql.format(files=f / "*" / "*.parquet")).fetchall(), folder, runs
    )[0]


def same(one: Answer, other: Answer) -> bool:
    """Equal keys and places; sums and growth within a millionth (float32 readings)."""
    keys = [(row[1], row[4]) for row in one] == [(row[1], row[4]) for row in other]
    return keys and all(abs(a[2] - b[2]) <= 1e-6 * abs(b[2]) for a, b in zip(one, other, strict=True))


def main() -> int:
    """Measure at the scale given (1 is a city-year of 2 600 firms)."""
    scale = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    runs = 3
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        city = make_city(CityPlan(firms=round(2600 * scale), months=12))
        write_meters(city, place, [2021 * 12 + month for month in range(12)])
        size = sum(file.stat().st_size for file in place.rglob("*.parquet")) / 1e6
        count = (
            duckdb.connect().execute(f"SELECT count(*) FROM read_parquet('{place}/*/*.parquet')").fetchone()
        )
        seconds, answer = timed(ours, place, runs)
        hand, expected = timed(by_hand, place, runs)
        assert same(answer, expected), "the answers differ"
        figures: dict[str, float | int | str] = {
            "rows": count[0] if count else 0,
            "file_mb": size,
            "ours.s": seconds,
            "hand_written_duckdb.s": hand,
            "ours_to_hand_written": seconds / hand,
        }
        columns = "SELECT bit_xor(firm), bit_xor(epoch_us(\"at\")), sum(kwh) FROM read_parquet('{files}')"
        figures["floor.decode_three_columns.s"] = floor(place, columns, runs)
        figures["ours_to_floor"] = seconds / float(figures["floor.decode_three_columns.s"])
        peers = {"polars": polars} | ({"spark_local": spark} if find_spec("pyspark") else {})
        for name, peer in peers.items():
            taken, found = timed(peer, place, 1)
            assert same(found, expected), f"{name} answers differently"
            figures[f"{name}.s"] = taken
            figures[f"{name}_to_ours"] = taken / seconds
        figures["peak_mb"] = _peak(place)
        harness.report(f"meters-{scale:g}", figures)
    return 0


def _peak(folder: Path) -> float:
    """Peak memory of a fresh process that answers the question once."""
    code = "from pathlib import Path\nimport meters\nmeters.ours(Path(sys.argv[1]))\n"
    return harness.apart(f"sys.path.insert(0, {str(Path(__file__).parent)!r})\n" + code, folder, runs=1)[1]


if __name__ == "__main__":
    raise SystemExit(main())
