"""Firm × month electricity of a city-year of quarter-hour readings, compared with last month and ranked.

The same question on the same month-partitioned files: our compiled metrics (along the sorted runs, and
hashing), the best hand-written DuckDB query, Polars (streaming) and, where pyspark is installed, Spark local.
Answers are checked equal before any ratio is printed.  The floor decodes the three columns.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import harness

from rongshu.facts.meters import METERS, meters_opened
from rongshu.metrics.expression import check_expression
from rongshu.metrics.query import compile_query
from rongshu.synth.city import CityPlan, make_city
from rongshu.synth.meters import write_meters

Answer = list[tuple[int, int, float, float | None, int]]
FLOOR = "SELECT bit_xor(firm), bit_xor(epoch_us(\"at\")), sum(kwh) FROM read_parquet('{files}')"
CITY = 2_850  # firms, of which some enter and leave within the year: 91 million readings
QUESTION = {
    "kwh": "sum(kwh)",
    "growth": "mom(sum(kwh))",
    "place": "ranking(sum(kwh))",
}


class Timing(NamedTuple):
    """The best wall and CPU seconds, and the answer."""

    wall: float
    cpu: float
    answer: Answer


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


def compiled() -> Any:
    """Our metrics as one query."""
    return compile_query(
        {name: check_expression(text, [METERS]) for name, text in QUESTION.items()}, "month", ["firm"]
    )


def ours(folder: Path) -> Answer:
    """Our metrics, compiled and answered along the sorted runs."""
    query = compiled()
    with meters_opened(folder, query) as connection:
        return connection.execute(query.sql(dialect="duckdb")).fetchall()


def ours_hashing(folder: Path) -> Answer:
    """The same query without the use of the order: DuckDB hashes every reading."""
    with meters_opened(folder) as connection:
        return connection.execute(compiled().sql(dialect="duckdb")).fetchall()


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


def floor(folder: Path) -> Answer:
    """Decoding the three columns, nothing else."""
    sql = FLOOR.format(files=folder / "*" / "*.parquet")
    connection = duckdb.connect()
    connection.execute("SET threads TO 2")
    return connection.execute(sql).fetchall()


def timed(answers: dict[str, Callable[[Path], Answer]], folder: Path, rounds: int) -> dict[str, Timing]:
    """Wall and CPU seconds of each, asked in turn in every round after one that is not counted.

    In turn, so that what else the machine does falls on all of them alike; the best round counts.
    """
    found = {name: answer(folder) for name, answer in answers.items()}
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in answers}
    for _round in range(rounds):
        for name, answer in answers.items():
            wall, cpu = time.perf_counter(), time.process_time()
            answer(folder)
            times[name].append((time.perf_counter() - wall, time.process_time() - cpu))
    return {
        name: Timing(min(wall for wall, _cpu in taken), min(cpu for _wall, cpu in taken), found[name])
        for name, taken in times.items()
    }


def same(one: Answer, other: Answer) -> bool:
    """Equal keys and places; sums and growth within a millionth (float32 readings)."""
    keys = [(row[1], row[4]) for row in one] == [(row[1], row[4]) for row in other]
    return keys and all(abs(a[2] - b[2]) <= 1e-6 * abs(b[2]) for a, b in zip(one, other, strict=True))


def main() -> int:
    """Measure at the scale given (1 is a city-year of 91 million readings)."""
    scale = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        city = make_city(CityPlan(firms=round(CITY * scale), months=12))
        write_meters(city, place, [2021 * 12 + month for month in range(12)])
        answers = {
            "hand_written_duckdb": by_hand,
            "ours": ours,
            "ours_hashing": ours_hashing,
            "polars": polars,
        }
        timings = timed({**answers, "floor.decode_three_columns": floor}, place, rounds)
        if find_spec("pyspark"):
            timings |= timed({"spark_local": spark}, place, 2)
        expected = timings["hand_written_duckdb"].answer
        for name in (*answers, *(["spark_local"] if "spark_local" in timings else [])):
            assert same(timings[name].answer, expected), f"{name} answers differently"
        figures: dict[str, float | int | str] = {
            "rows": _count(place),
            "file_mb": sum(file.stat().st_size for file in place.rglob("*.parquet")) / 1e6,
            "load_average": os.getloadavg()[0],
            **{f"{name}.s": timing.wall for name, timing in timings.items()},
            **{f"{name}.cpu_s": timing.cpu for name, timing in timings.items() if name != "spark_local"},
        }
        own = timings["ours"]
        for name, timing in timings.items():
            if name != "ours":
                figures[f"{name}_to_ours"] = timing.wall / own.wall
        figures["ours_to_hand_written"] = own.wall / timings["hand_written_duckdb"].wall
        figures["hashing_to_hand_written"] = (
            timings["ours_hashing"].wall / timings["hand_written_duckdb"].wall
        )
        figures["ours_to_floor"] = own.wall / timings["floor.decode_three_columns"].wall
        figures["ours_to_floor.cpu"] = own.cpu / timings["floor.decode_three_columns"].cpu
        figures["peak_mb"] = _peak(place)
        harness.report(f"meters-{scale:g}", figures)
    return 0


def _count(folder: Path) -> int:
    found = duckdb.connect().execute(f"SELECT count(*) FROM read_parquet('{folder}/*/*.parquet')").fetchone()
    return int(found[0]) if found else 0


def _peak(folder: Path) -> float:
    """Peak memory of a fresh process that answers the question once."""
    code = "from pathlib import Path\nimport meters\nmeters.ours(Path(sys.argv[1]))\n"
    return harness.apart(f"sys.path.insert(0, {str(Path(__file__).parent)!r})\n" + code, folder, runs=1)[1]


if __name__ == "__main__":
    raise SystemExit(main())
