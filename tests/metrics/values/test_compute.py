"""Declared metrics over the lake: every shipped one is accepted, and values follow revisions."""

from __future__ import annotations

import os
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from rongshu.facts.lake.lake import Lake, Load
from rongshu.facts.words.calendar_words import Span
from rongshu.facts.words.reading import Reading
from rongshu.metrics.values.compute import checked_metrics, compute
from rongshu.metrics.values.query import compile_query
from rongshu.pack.declared.metrics import MetricDeclaration, load_metrics
from rongshu.terms.diagnostic import InputError

STANDARDS = Path(__file__).resolve().parents[3] / "packs" / "cn-standards"


def reading(firm: str, year: int, month: int, measure: str, value: str, unit: str = "万元") -> Reading:
    names = (("county", "甲县" if firm < "丙" else "乙县"),)
    return Reading(
        firm, "firm", Span(year, month, month), measure, Decimal(value), unit, "known", "month", "表", "C2",
        attributes=names,
    )  # fmt: skip


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    filled = Lake(tmp_path)
    readings = [reading("一厂", year, 6, "output", value) for year, value in ((2024, "100"), (2025, "110.5"))]
    readings += [reading("一厂", 2025, 6, "electricity", "10", "万千瓦时")]
    filled.append(readings, Load("1", "a.xlsx", "a", "局", date(2025, 7, 20), "zhang", 0, ""))
    revised = [reading("一厂", 2024, 6, "output", "85")]
    filled.append(revised, Load("2", "b.xlsx", "b", "局", date(2025, 9, 1), "zhang", 0, ""))
    return filled


def test_it_works(lake: Lake) -> None:
    metrics = checked_metrics(load_metrics(STANDARDS))
    answer = compute(metrics, lake, "month", ["county"])
    june = answer.rows[-1]
    assert (june["county"], june["output"]) == ("甲县", Decimal("110.5"))
    assert june["output_growth"] == pytest.approx(30)
    assert june["output_per_kwh"] == pytest.approx(11.05)
    assert answer.units["output_per_kwh"] == "万元/万千瓦时"


def test_growth_is_against_the_base_known_that_day(lake: Lake) -> None:
    metrics = {"growth": checked_metrics(load_metrics(STANDARDS))["output_growth"]}
    before = compute(metrics, lake, known_on=date(2025, 8, 31)).rows[-1]
    assert before["growth"] == pytest.approx(10.5)


def test_a_wrong_unit_and_a_wrong_expression_come_together() -> None:
    declared = [
        MetricDeclaration.model_validate(
            {"id": name, "name": {"zh": name}, "table": "firm_month", "expression": text, "unit": unit}
        )
        for name, text, unit in (("a", "sum(output)", "亿元"), ("b", "summ(output)", ""))
    ]
    with pytest.raises(InputError) as refused:
        checked_metrics(declared)
    assert [d.rule for d in refused.value.diagnostics] == ["metric.unit", "metric.expression"]


def test_a_pack_with_the_same_metric_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "metrics").mkdir()
    line = "- {id: a, name: {zh: 甲}, table: firm_month, expression: sum(output), unt: 万元}\n"
    (tmp_path / "metrics" / "a.yaml").write_text(line * 2, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        load_metrics(tmp_path)
    assert {(d.rule, d.places[0].line) for d in refused.value.diagnostics} == {
        ("unknown-key", 1),
        ("unknown-key", 2),
    }


def test_the_sql_of_the_shipped_metrics_is_as_recorded() -> None:
    """Refresh with RONGSHU_REFRESH=1 and read the difference."""

    metrics = checked_metrics(load_metrics(STANDARDS))
    query = compile_query(metrics, "month", ["county"])
    for dialect in ("duckdb", "spark"):
        recorded = Path(__file__).parent / "recorded" / f"firm-month.{dialect}.sql"
        text = query.sql(dialect=dialect, pretty=True) + "\n"
        if os.environ.get("RONGSHU_REFRESH"):
            recorded.parent.mkdir(exist_ok=True)
            recorded.write_text(text, encoding="utf-8")
        assert recorded.read_text(encoding="utf-8") == text
