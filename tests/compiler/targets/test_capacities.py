"""Capacity tables."""

from __future__ import annotations

from compiler.writing import rows, written
from rongshu.compiler.targets.capacities import find_capacities


def test_it_works() -> None:
    table = rows(
        "产品|单位|2025年产能|2025年产量|2030年产能|2030年产量",
        "拖拉机|万台|4.2|3.1|6|5.4",
        "电池|GWh|—|9.8|60|",
    )
    first, second = find_capacities(written("一、产能\n" + table))
    assert (first.name, first.unit) == ("拖拉机", "万台")
    assert (str(first.base_capacity), str(first.base_output)) == ("4.2", "3.1")
    assert (str(first.target_capacity), str(first.target_output)) == ("6", "5.4")
    assert (second.base_capacity, second.target_output) == (None, None)


def test_an_indicator_table_is_no_capacity_table() -> None:
    assert find_capacities(written("一、目标\n" + rows("指标|2025年|2030年", "产值|1|2"))) == ()
