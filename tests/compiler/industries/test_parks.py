"""Park tables and the classes that boxes give."""

from __future__ import annotations

import pytest

from compiler.writing import rows, written
from rongshu.compiler.industries.parks import find_parks, industries_of

TABLE = rows(
    "园区名称|级别|规划面积（平方公里）|主导产业|2025年亩均税收（万元/亩）|2030年亩均税收（万元/亩）",
    "临溪经济开发区|省级|8.6|电机电器、矿物材料|12.4|18",
    "青石产业园|县级|2.4|竹木家居|—|9",
)


def test_it_works() -> None:
    first, second = find_parks(written("一、布局\n" + TABLE))
    assert (first.name.zh, first.level, first.industries) == (
        "临溪经济开发区",
        "省级",
        ("电机电器", "矿物材料"),
    )
    assert first.area
    assert str(first.area.value) == "8.6"
    assert first.area.unit == "平方公里"
    assert first.tax_per_mu_base
    assert first.tax_per_mu_target
    assert first.tax_per_mu_target.value == 18
    assert second.tax_per_mu_base
    assert second.tax_per_mu_base.not_applicable


def test_a_class_comes_from_the_lead_that_lists_the_park() -> None:
    text = "一、布局\n" + TABLE + "\n标准类园区。涵盖临溪经济开发区、其他园区等。\n创新类园区。涵盖别处等。\n"
    assert [park.category for park in find_parks(written(text))] == ["标准类园区", ""]


@pytest.mark.parametrize(
    ("written_cell", "expected"),
    [
        ("食品", ("食品",)),
        ("机械制造以及纺织服装业", ("机械制造", "纺织服装业")),
        ("人工智能、电子信息、互联网经济和智能制造", ("人工智能", "电子信息", "互联网经济", "智能制造")),
        ("计算机通信和其他电子设备制造业、食品", ("计算机通信和其他电子设备制造业", "食品")),
        ("重点发展海洋装备、氢能与储能等", ("海洋装备", "氢能与储能")),
        ("", ()),
    ],
)
def test_industries(written_cell: str, expected: tuple[str, ...]) -> None:
    assert industries_of(written_cell) == expected


def test_an_empty_level_continues_the_one_above() -> None:
    table = rows("级别|园区名称|主导产业", "国家级|甲园|食品", "|乙园|轻工", "省级|丙园|医药")
    assert [park.level for park in find_parks(written("一、布局\n" + table))] == ["国家级", "国家级", "省级"]


def test_a_class_column_with_levels_is_the_level() -> None:
    table = rows("园区类别|园区名称|主导集群|核准面积/km²", "国家级开发区|甲园|食品|45")
    (park,) = find_parks(written("一、布局\n" + table))
    assert (park.level, park.industries) == ("国家级开发区", ("食品",))
    assert park.area is not None
    assert park.area.value == 45


def test_no_park_table_no_parks() -> None:
    assert find_parks(written("一、布局\n建设临溪经济开发区。\n")) == ()
