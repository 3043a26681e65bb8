"""One query for a set of metrics: right on a real engine, and the same text for the same metrics."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from rongshu.facts.tables.duckdb_engine import opened, rows
from rongshu.facts.tables.table import Column, Kind, Table
from rongshu.metrics.language.expression import RefusedExpression, check_expression
from rongshu.metrics.values.inquiry import answer_metric
from rongshu.metrics.values.query import compile_query

CSV = """月份,county,firm,output,employees
2024年05月,甲县,a,50.05,5
2024年06月,甲县,a,100.10,5
2025年05月,甲县,a,60.06,6
2025年06月,甲县,a,110.11,5
2025年06月,甲县,b,10,0
2025年06月,乙县,c,0,0
"""
TABLE = Table(
    "firms", (Column("county", Kind.TEXT), Column("month", Kind.MONTH), Column("output", Kind.NUMBER, "万元"))
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "firms.csv").write_text(CSV, encoding="utf-8")
    return tmp_path


def values(folder: Path, text: str, **how: object) -> dict[tuple[object, ...], object]:
    answer = answer_metric(text, folder, **how)
    return {tuple(v for k, v in row.items() if k != "value"): row["value"] for row in answer["values"]}


def test_it_works(folder: Path) -> None:
    by_month = values(folder, "sum(output)", grain="month")
    assert by_month[("2025-06",)] == "120.11"
    assert by_month[("2024-05",)] == "50.05"


def test_a_division_by_zero_is_null(folder: Path) -> None:
    found = values(folder, "sum(output) / sum(employees)", grain="month", dimensions=["county"])
    assert found[("2025-06", "乙县")] is None
    assert found[("2025-06", "甲县")] == pytest.approx(120.11 / 5)


def test_words_over_periods(folder: Path) -> None:
    assert values(folder, "ytd(sum(output))", grain="month")[("2025-06",)] == "180.17"
    growth = values(folder, "yoy(ytd(sum(output)))", grain="month")
    assert growth[("2025-06",)] == pytest.approx(180.17 / 150.15 - 1)
    assert growth[("2024-06",)] is None
    assert values(folder, "rolling(sum(output), 2)", grain="month")[("2025-06",)] == "180.17"
    assert values(folder, "rolling(sum(output), 3)", grain="month")[("2025-06",)] is None
    assert values(folder, "last_month(sum(output))", grain="month")[("2025-05",)] is None
    assert values(folder, "sum(output)", grain="year") == {("2024",): "150.15", ("2025",): "180.17"}


def test_shares_add_up_to_one(folder: Path) -> None:
    found = values(folder, "share(sum(output))", grain="month", dimensions=["county"])
    assert sum(value for key, value in found.items() if key[0] == "2025-06") == pytest.approx(1)


def test_ranks_and_the_largest(folder: Path) -> None:
    ranks = values(folder, "ranking(sum(output))", grain="month", dimensions=["county", "firm"])
    assert [ranks["2025-06", *key] for key in (("甲县", "a"), ("甲县", "b"), ("乙县", "c"))] == [1, 2, 3]
    metrics = {"output": check_expression("sum(output)", [TABLE])}
    sql = compile_query(metrics, "month", ["county"], top=("output", 1)).sql(dialect="duckdb")
    with opened(folder) as (connection, _tables):
        found = rows(connection, sql)
    assert [row["county"] for row in found] == ["甲县"] * 4
    assert [row["place"] for row in found] == [1] * 4


def test_a_ratio_of_sums_is_not_a_sum_of_ratios(folder: Path) -> None:
    found = values(folder, "ytd(sum(output) / sum(employees))", grain="month")
    assert found[("2025-06",)] == pytest.approx(float(Decimal("180.17") / 11))


def test_shared_aggregates_are_computed_once() -> None:
    metrics = {
        name: check_expression(text, [TABLE])
        for name, text in {
            "a": "sum(output)",
            "b": "yoy(sum(output))",
            "c": "100 * share(sum(output))",
        }.items()
    }
    sql = compile_query(metrics, "month", ["county"]).sql(dialect="duckdb")
    assert sql.count("SUM(output)") == 1
    spark = compile_query(metrics, "month", ["county"]).sql(dialect="spark")
    assert "`a`" in spark


def test_refusals(folder: Path) -> None:
    with pytest.raises(RefusedExpression, match="needs a grain"):
        answer_metric("yoy(sum(output))", folder)
    with pytest.raises(RefusedExpression, match="no such column"):
        answer_metric("sum(output)", folder, dimensions=["region"])


def test_a_quarter_of_two_months_is_marked(tmp_path: Path) -> None:
    lines = [
        "month,firm,output",
        "2025-01,甲,1",
        "2025-02,甲,2",
        "2025-03,甲,3",
        "2025-04,甲,4",
        "2025-06,甲,",
    ]
    (tmp_path / "firms.csv").write_text("\n".join(lines), encoding="utf-8")
    answer = answer_metric("sum(output)", tmp_path, "quarter")
    assert [row["value"] for row in answer["values"]] == [6, 4]
    assert answer["incomplete"] == [{"period": "2025Q2", "months": 1, "of": 3}]
    by_firm = answer_metric("sum(output)", tmp_path, "quarter", ["firm"])["incomplete"]
    assert by_firm == [{"period": "2025Q2", "firm": "甲", "months": 1, "of": 3}]
    assert answer_metric("sum(output)", tmp_path, "month")["incomplete"] == []
