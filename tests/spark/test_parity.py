"""Every shipped metric gives the same on Spark as on DuckDB, and a silent difference would be caught."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from rongshu.facts.lake.firm_months import FIRM_MONTH
from rongshu.facts.lake.lake import Lake, Load
from rongshu.facts.lake.ledger import ledger_opened
from rongshu.facts.lake.spark_engine import in_spark, spark_opened, spark_rows
from rongshu.facts.tables.duckdb_engine import rows
from rongshu.facts.words.calendar_words import Span
from rongshu.facts.words.reading import Reading
from rongshu.metrics.language.expression import check_expression
from rongshu.metrics.values.compute import checked_metrics
from rongshu.metrics.values.query import compile_query
from rongshu.metrics.values.rendering import rendered
from rongshu.pack.declared.metrics import load_metrics
from rongshu.synth.city import CityPlan
from rongshu.synth.workspace import SOURCE, fill

STANDARDS = Path(__file__).resolve().parents[2] / "packs" / "cn-standards"
Row = dict[str, Any]


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    """An invented city with a revision, a missing figure and a zero in it."""
    filled = Lake(tmp_path_factory.mktemp("lake"))
    plan = CityPlan(firms=120, months=30)
    fill(filled, plan, "once")
    with ledger_opened(filled) as connection:
        firms = connection.execute(
            "SELECT DISTINCT firm, county FROM firm_month ORDER BY firm LIMIT 12"
        ).fetchall()
    odd = [Decimal("0"), None, Decimal("12.345678"), Decimal("0.00000001")]
    revised = [
        Reading(
            *(
                firm,
                "firm",
                Span(2022, month, month),
                "output",
                odd[number % 4],
                "万元",
                "known",
                "month",
                "订正",
                f"C{number}",
            ),
            attributes=(("county", county),),
        )
        for number, (firm, county) in enumerate(firms)
        for month in (3, 4)
    ]
    filled.append(revised, Load("123456789012", "r.xlsx", "r" * 64, SOURCE, date(2024, 1, 1), "zhang", 0, ""))
    return filled


def differences(ours: list[Row], theirs: list[Row]) -> list[tuple[Row, str, object, object]]:
    """Where two answers are not the same: exact for whole numbers and decimals, 1e-9 relative otherwise."""
    if len(ours) != len(theirs):
        return [({}, "rows", len(ours), len(theirs))]
    return [
        (one, name, value, other[name])
        for one, other in zip(ours, theirs, strict=True)
        for name, value in one.items()
        if not same(value, other[name])
    ]


def same(one: object, other: object) -> bool:
    if isinstance(one, float) and isinstance(other, (float, int, Decimal)):
        return abs(one - float(other)) <= 1e-9 * max(abs(one), abs(float(other)))
    if isinstance(one, bool) or isinstance(other, (bool, float)):
        return one == other and type(one) is type(other)
    return one == other  # decimals and whole numbers compare exactly; None only with None


def both(lake: Lake, session: Any, query: Any, known_on: date | None = None) -> tuple[list[Row], list[Row]]:
    with ledger_opened(lake, known_on) as connection:
        ours = rows(connection, rendered(query, "duckdb"))
    with spark_opened(session, lake, known_on):
        theirs = spark_rows(session, rendered(query, "spark"))
    return ours, theirs


@pytest.mark.parametrize(
    ("grain", "dimensions", "known_on"),
    [
        ("month", ["county"], None),
        ("month", [], date(2023, 8, 1)),
        ("quarter", ["sector"], None),
        ("year", ["park", "chain"], None),
        ("month", ["firm"], None),
    ],
    ids=["month by county", "known on a day", "quarter by sector", "year by park and chain", "by firm"],
)
def test_every_shipped_metric(
    lake: Lake, session: Any, grain: str, dimensions: list[str], known_on: date | None
) -> None:
    metrics = checked_metrics(load_metrics(STANDARDS))
    query = compile_query(metrics, grain, dimensions)
    ours, theirs = both(lake, session, query, known_on)
    assert len(ours) > 2
    assert set(ours[0]) == set(theirs[0]) >= set(metrics)
    assert differences(ours, theirs) == []


WORDS = (
    "avg(output)",
    "min(output)",
    "max(employees) - min(employees)",
    "floor(avg(output) / 7)",
    "ceil(sum(output) / sum(employees))",
    "round(sum(output) / sum(employees), 2)",
    "sqrt(abs(sum(profit)))",
    "ln(sum(output))",
    "exp(sum(profit) / sum(output))",
    "coalesce(sum(gas), 0)",
    "greatest(sum(output), sum(revenue))",
    "least(sum(tax), sum(profit))",
    "count(distinct firm) filter (where output > 100)",
    "sum(case when output > 1000 then output else 0 end)",
    "weighted(tax / output, output)",
    "rolling(sum(output), 12)",
    "last_year(ytd(sum(output)))",
    "mom(sum(electricity))",
    "share(sum(output))",
    "ranking(sum(output))",
    "sum(output) % 7",
    "nullif(sum(output), 0)",
)


def test_every_allowed_word(lake: Lake, session: Any) -> None:
    metrics = {f"m{n}": check_expression(text, (FIRM_MONTH,)) for n, text in enumerate(WORDS)}
    ours, theirs = both(lake, session, compile_query(metrics, "month", ["county"]))
    found = {WORDS[int(name[1:])] for _row, name, _one, _other in differences(ours, theirs)}
    assert found == set()


@pytest.mark.parametrize(
    "text",
    [
        "SELECT firm, month, CAST(output AS INT) AS value FROM firm_month ORDER BY firm, month",
        "SELECT firm, month, log(output) AS value FROM firm_month WHERE output > 0 ORDER BY firm, month",
    ],
    ids=["a cast that rounds here and cuts there", "a logarithm of another base"],
)
def test_a_silent_difference_would_be_caught(lake: Lake, session: Any, text: str) -> None:
    """The negative control: known differences, not on the allow-list, taken over word for word."""
    with ledger_opened(lake) as connection:
        ours = rows(connection, text)
    with spark_opened(session, lake):
        theirs = spark_rows(session, text)
    assert len(differences(ours, theirs)) > len(ours) / 4


def test_the_views_are_the_same(lake: Lake, session: Any) -> None:
    text = "SELECT subject, month, measure, value, state, load_id, sheet, cell FROM readings ORDER BY ALL"
    order = text.replace("ALL", "subject, month, measure, value")
    with ledger_opened(lake) as connection:
        ours = rows(connection, order)
    with spark_opened(session, lake):
        theirs = spark_rows(session, in_spark(order))
    assert "123456789012" in {row["load_id"] for row in theirs}
    assert differences(ours, theirs) == []


def test_two_workers_took_part(session: Any) -> None:
    spread = session.sparkContext._jsc.sc().getExecutorMemoryStatus().size()
    assert spread == 3  # the driver and an executor a worker


def test_an_empty_lake_answers(tmp_path: Path, session: Any) -> None:
    query = compile_query(checked_metrics(load_metrics(STANDARDS)), "month")
    assert both(Lake(tmp_path), session, query) == ([], [])
