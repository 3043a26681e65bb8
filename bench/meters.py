"""Firm × month electricity of a city-year of quarter-hour readings, compared with last month and ranked.

The same question on the same month-partitioned files: our compiled metrics (along the sorted runs, and
hashing), the best hand-written DuckDB query, Polars (as it is usually written, and told that the files are
sorted) and, with ``--spark``, Spark local.  Nobody needs the time column: the month is the
partition.  Answers are checked equal before any ratio is printed.  The floor decodes the three columns.

The same again on the same readings in a plain layout (no split bytes, no runs in the footer), which suits
the peers best.  And, as another question, what a monthly close costs with the sums of the other months kept.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import harness
from pyarrow import parquet

from rongshu.facts.tables.meters import METERS, meters_opened
from rongshu.metrics.language.expression import check_expression
from rongshu.metrics.values.query import compile_query
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


MONTHLY = """
WITH monthly AS ({monthly}), compared AS (
    SELECT *, lag(kwh) OVER (PARTITION BY firm ORDER BY month) AS before FROM monthly
)
SELECT month, firm, kwh, kwh / before - 1, rank() OVER (PARTITION BY month ORDER BY kwh DESC)
FROM compared ORDER BY month, firm
"""
ONE_SCAN = """
SELECT firm, month, sum(kwh) AS kwh
FROM read_parquet('{files}', hive_partitioning = true, hive_types = {{'month': INTEGER}})
GROUP BY firm, month
"""
A_MONTH = """
SELECT firm, {month} AS month, sum(kwh) AS kwh
FROM read_parquet('{file}', hive_partitioning = false) GROUP BY firm
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
    """The best query that we can write by hand: each month grouped by its firms alone."""
    return asked(
        " UNION ALL ".join(A_MONTH.format(month=month_of(file), file=file) for file in files_of(folder))
    )


def by_hand_one_scan(folder: Path) -> Answer:
    """The query that one writes first: all files in one scan, grouped by firm and month."""
    return asked(ONE_SCAN.format(files=folder / "*" / "*.parquet"))


def asked(monthly: str) -> Answer:
    """What DuckDB answers, given how the months are added up."""
    with duckdb.connect() as connection:
        connection.execute("SET threads TO 2")
        answer: Answer = connection.execute(MONTHLY.format(monthly=monthly)).fetchall()
    return answer


def files_of(folder: Path) -> list[Path]:
    """The months' files in order."""
    return sorted(folder.glob("month=*/*.parquet"))


def month_of(file: Path) -> int:
    """The month of a file, as in ``202106``."""
    return int(file.parent.name.removeprefix("month="))


def polars(folder: Path) -> Answer:
    """Polars' streaming engine, as one writes it: all files in one scan."""
    import polars as pl

    frame = pl.scan_parquet(folder / "*" / "*.parquet", hive_partitioning=True)
    return compared(frame.group_by("month", "firm").agg(pl.col("kwh").cast(pl.Float64).sum()))


def polars_told_sorted(folder: Path) -> Answer:
    """The best that we found for Polars: month by month, told that the files are sorted by firm."""
    import polars as pl

    months = [
        pl.scan_parquet(file, hive_partitioning=False)
        .set_sorted("firm")
        .group_by("firm", maintain_order=True)
        .agg(pl.col("kwh").cast(pl.Float64).sum())
        .with_columns(month=pl.lit(month_of(file)))
        for file in files_of(folder)
    ]
    return compared(pl.concat(months))


def compared(monthly: Any) -> Answer:
    """Polars' answer, given the sums by firm and month."""
    import polars as pl

    before = pl.col("kwh").shift(1).over("firm")
    place = pl.col("kwh").rank("min", descending=True).over("month")
    answer = (
        monthly.select("month", "firm", "kwh")
        .sort("firm", "month")
        .with_columns((pl.col("kwh") / before - 1).alias("growth"), place.alias("place"))
    )
    rows: Answer = answer.sort("month", "firm").collect(engine="streaming").rows()
    return rows


def spark(folder: Path) -> Answer:
    """The same on Spark local with two threads, warm."""
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.driver.memory", "6g")
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


def ours_kept(folder: Path) -> Answer:
    """Our metrics with the sums of unchanged months kept beside the files."""
    query = compiled()
    with meters_opened(folder, query, keep=True) as connection:
        return connection.execute(query.sql(dialect="duckdb")).fetchall()


def ours_closing(folder: Path) -> Answer:
    """The same after the last month has been written anew, as it is every month."""
    os.utime(files_of(folder)[-1])
    return ours_kept(folder)


def floor(folder: Path) -> Answer:
    """Decoding the three columns, nothing else."""
    sql = FLOOR.format(files=folder / "*" / "*.parquet")
    with duckdb.connect() as connection:
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


def plain_layout(folder: Path, target: Path) -> None:
    """The same readings as one would write them without thought of us: plain, uncompressed, no runs told."""
    for file in files_of(folder):
        place = target / file.parent.name / file.name
        place.parent.mkdir(parents=True)
        table = parquet.ParquetFile(file).read().replace_schema_metadata()
        parquet.write_table(
            table,
            place,
            row_group_size=1_000_000,
            compression={"firm": "zstd", "at": "zstd", "kwh": "none"},
            use_dictionary=["firm"],
            column_encoding={"at": "DELTA_BINARY_PACKED", "kwh": "PLAIN"},
            sorting_columns=[parquet.SortingColumn(0)],
        )


PEERS: dict[str, Callable[[Path], Answer]] = {
    "hand_written_duckdb": by_hand,
    "hand_written_duckdb_one_scan": by_hand_one_scan,
    "ours_hashing": ours_hashing,
    "polars": polars,
    "polars_told_sorted": polars_told_sorted,
}
Figures = dict[str, float | int | str]


def question(place: Path, rounds: int, with_spark: bool = False) -> Figures:
    """The question of all, with the ratios to ours."""
    timings = timed({"ours": ours, **PEERS, "floor.decode_three_columns": floor}, place, rounds)
    if with_spark:
        timings |= timed({"spark_local": spark}, place, 1)
    expected = timings["hand_written_duckdb"].answer
    for name, timing in timings.items():
        assert name.startswith("floor") or same(timing.answer, expected), f"{name} answers differently"
    own = timings.pop("ours")
    figures: Figures = {"ours.s": own.wall, "ours.cpu_s": own.cpu}
    for name, timing in timings.items():
        figures |= {f"{name}.s": timing.wall, f"{name}_to_ours": timing.wall / own.wall}
        if name != "spark_local":  # its work is another process's
            figures |= {f"{name}.cpu_s": timing.cpu, f"{name}_to_ours.cpu": timing.cpu / own.cpu}
    return figures


def monthly_close(place: Path, rounds: int) -> Figures:
    """Another question: the answer again after one month has changed, against adding up all again."""
    timings = timed({"unchanged": ours_kept, "one_month_anew": ours_closing, "polars": polars}, place, rounds)
    expected = timings.pop("polars")
    figures: Figures = {}
    for name, timing in timings.items():
        assert same(timing.answer, expected.answer), f"{name} answers differently"
        figures |= {
            f"close.{name}.s": timing.wall,
            f"close.{name}.cpu_s": timing.cpu,
            f"close.polars_adding_up_again_to_{name}.cpu": expected.cpu / timing.cpu,
        }
    return figures


def main() -> int:
    """Measure at the scale given (1 is a city-year of 91 million readings), in so many rounds."""
    numbers = [part for part in sys.argv[1:] if not part.startswith("--")]
    scale = float(numbers[0]) if numbers else 1.0
    rounds = int(numbers[1]) if len(numbers) > 1 else 5
    with tempfile.TemporaryDirectory() as folder:
        place, plain = Path(folder, "ours"), Path(folder, "plain")
        city = make_city(CityPlan(firms=round(CITY * scale), months=12))
        write_meters(city, place, [2021 * 12 + month for month in range(12)])
        figures: Figures = {"rows": _count(place), "file_mb": _megabytes(place)}
        figures |= {"load_average": os.getloadavg()[0], **question(place, rounds, "--spark" in sys.argv)}
        figures["peak_mb"] = _peak(place)
        figures |= monthly_close(place, rounds)
        plain_layout(place, plain)
        figures["plain.file_mb"] = _megabytes(plain)
        figures |= {f"plain.{name}": figure for name, figure in question(plain, rounds).items()}
    harness.report(f"meters-{scale:g}", figures)
    return 0


def _megabytes(folder: Path) -> float:
    return sum(file.stat().st_size for file in files_of(folder)) / 1e6


def _count(folder: Path) -> int:
    return sum(parquet.read_metadata(file).num_rows for file in files_of(folder))


def _peak(folder: Path) -> float:
    """Peak memory of a fresh process that answers the question once."""
    code = "from pathlib import Path\nimport meters\nmeters.ours(Path(sys.argv[1]))\n"
    return harness.apart(f"sys.path.insert(0, {str(Path(__file__).parent)!r})\n" + code, folder, runs=1)[1]


if __name__ == "__main__":
    raise SystemExit(main())
