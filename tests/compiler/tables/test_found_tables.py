"""Tables found with their columns, rows across and rows with a cell too many."""

from __future__ import annotations

from compiler.writing import rows, written
from rongshu.compiler.reading.periods import PlanYears
from rongshu.compiler.tables.columns import Kind
from rongshu.compiler.tables.found_tables import find_tables, heading_row
from rongshu.document.blocks import Cell

YEARS = PlanYears(2026, 2030)


def test_it_works() -> None:
    text = (
        "一、目标\n" + rows("指标|2025年|2030年", "产值|1|2") + "二、园区\n" + rows("园区|级别", "甲园|省级")
    )
    kinds = [found.columns.kind for found in find_tables(written(text), YEARS)]
    assert kinds == [Kind.INDICATORS, Kind.PARKS]
    (parks,) = find_tables(written(text), YEARS, Kind.PARKS)
    assert parks.path[-1].title == "园区"


def test_a_row_across_is_told() -> None:
    across = (Cell("一"), Cell("集群规模"), Cell("集群规模", origin=False), Cell("集群规模", origin=False))
    assert heading_row(across) == "集群规模"
    assert heading_row((Cell("约束性指标"), Cell(""), Cell(""))) == "约束性指标"


def test_an_ordinary_row_is_not() -> None:
    assert heading_row((Cell("1"), Cell("产值"), Cell("亿元"), Cell("30"))) == ""
    assert heading_row((Cell(""), Cell("产值"), Cell(""))) == ""
