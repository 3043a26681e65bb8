"""Indicator tables of several shapes."""

from __future__ import annotations

import pytest

from compiler.writing import rows, written
from rongshu.compiler.targets.indicators import bare_name, find_indicators
from rongshu.pack.amount import Operator
from rongshu.pack.schema import Indicator

HEAD = "一、发展目标\n表1 主要指标\n"


def indicator(*lines: str) -> Indicator:
    """The only indicator of a table with this heading and row."""
    (found,) = find_indicators(written(HEAD + rows(*lines)))
    return found


def test_it_works() -> None:
    found = indicator(
        "指标|单位|2025年|2030年|年均增速（%）|属性", "规上工业总产值|亿元|4860|7500|9.1|预期性"
    )
    assert (found.name.zh, found.unit, found.attribute) == ("规上工业总产值", "亿元", "预期性")
    assert found.base
    assert found.base.period == "2025"
    assert found.base.amount.value == 4860
    assert found.target
    assert found.target.period == "2030"
    assert found.target.amount.value == 7500
    assert found.growth
    assert str(found.growth.value) == "9.1"
    assert found.growth.operator is Operator.GROWTH
    assert found.confidence > 0.9
    assert found.rule == "indicators.table"
    assert len(found.cite) == 4


def test_columns_in_another_order() -> None:
    found = indicator("2030年目标|2027年|2025年实际|性质|指标名称（单位）", "12|8|6|约束性|绿色工厂（家）")
    assert found.target
    assert found.target.amount.value == 12
    assert found.base
    assert found.base.amount.value == 6
    assert [(stone.period, stone.amount.value) for stone in found.milestones] == [("2027", 8)]
    assert (found.name.zh, found.unit, found.attribute) == ("绿色工厂", "家", "约束性")


@pytest.mark.parametrize(
    ("cell", "operator", "value"),
    [
        ("≥24", ">=", 24),
        ("3-5", "range", 3),
        ("8左右", "~", 8),
        ("持续提升", "text", None),
        ("不超过6", "<=", 6),
    ],
)
def test_target_forms(cell: str, operator: str, value: int | None) -> None:
    found = indicator("指标|单位|2025年|2030年", f"重点实验室|家|-|{cell}")
    assert found.target
    assert (found.target.amount.operator.value, found.target.amount.value) == (
        operator,
        value,
    )
    assert found.base
    assert found.base.amount.not_applicable


def test_a_fall_is_a_decrease() -> None:
    found = indicator("指标|2025年|2030年", "单位增加值能耗降低（%）|—|[14]")
    assert found.target
    assert found.target.amount.operator is Operator.DECREASE
    assert found.target.amount.cumulative


def test_a_lone_hope_in_the_base_column_is_the_target() -> None:
    found = indicator("指标|单位|2025年|2030年", "新增规上工业企业|家|1000以上|")
    assert found.base is None
    assert found.target
    assert found.target.amount.value == 1000


def test_a_bracketed_total_in_the_growth_column_is_the_target() -> None:
    found = indicator("指标|2025年|2030年|[累计]/年均增长", "单位增加值能耗下降（%）|—|—|[15]")
    assert found.target is not None
    assert (found.target.amount.operator, found.target.amount.value) == (Operator.DECREASE, 15)
    assert found.growth is None


def test_a_row_across_gives_the_attribute() -> None:
    table = rows("指标|单位|2025年|2030年", "约束性指标|||", "能耗降低|%|—|[14]")
    (found,) = find_indicators(written(HEAD + table))
    assert found.attribute == "约束性"


def test_years_without_figures_are_the_plans_own() -> None:
    found = indicator("类别|主要指标|基期|目标值", "质效|工业增加值占比（%）|25.3|27")
    assert (found.base and found.base.period, found.target and found.target.period) == ("2025", "2030")
    assert found.category == "质效"


def test_a_second_table_adds_years_only() -> None:
    first = rows("指标|单位|2025年|2030年", "高企|家|27|45")
    second = rows("指标|单位|2026年|2027年|2030年", "高企|家|30|34|45")
    (found,) = find_indicators(written(HEAD + first + "\n表2 分年度目标\n" + second))
    assert [stone.period for stone in found.milestones] == ["2026", "2027"]
    assert found.base
    assert found.base.amount.value == 27


@pytest.mark.parametrize(
    ("printed", "name", "unit"),
    [
        ("单项冠军企业（产品）（个）", "单项冠军企业（产品）", "个"),
        ("其中：高技术制造业占比（%）", "高技术制造业占比", "%"),
        ("1.规上工业企业数（户）", "规上工业企业数", "户"),
        ("能耗降低（%）*", "能耗降低", "%"),
    ],
)
def test_names(printed: str, name: str, unit: str) -> None:
    assert bare_name(printed)[:2] == (name, unit)


@pytest.mark.parametrize(
    "lines",
    [
        ("序号|平台名称|企业名称", "1|云联平台|云联科技"),
        ("项目名称|建设单位|总投资", "甲项目|乙公司|3"),
        ("年份|2019年|2020年|2021年", "产值|1|2|3"),
    ],
)
def test_other_tables_have_no_indicators(lines: tuple[str, ...]) -> None:
    assert find_indicators(written(HEAD.replace("主要指标", "名单") + rows(*lines))) == ()


@pytest.mark.parametrize(
    ("unit", "base", "goal", "cell", "change"),
    [
        ("亿元", "1180", "1800", "52.5%", "+[52.5]%"),
        ("家", "92", "180", "88", "+[88]家"),
        ("%", "45", "100", "55", "+[55]百分点"),
    ],
)
def test_a_change_over_the_whole_way_is_no_yearly_pace(
    unit: str, base: str, goal: str, cell: str, change: str
) -> None:
    heading = "指标|单位|2025年|2030年|2030年比2025年增长（%）或增加"
    found = indicator(heading, f"船舶产业规模|{unit}|{base}|{goal}|{cell}")
    assert found.growth
    assert found.growth.written() == change


def test_the_yearly_pace_stands_before_the_whole_way() -> None:
    heading = "指标|单位|2025年|2030年|年均增长（%）|2030年比2025年增长（%）"
    found = indicator(heading, "船舶产值|亿元|100|161|10|61%")
    assert found.growth
    assert (str(found.growth.value), found.growth.operator) == ("10", Operator.GROWTH)
