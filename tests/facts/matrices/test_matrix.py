"""Tables of two directions as offices send them: every shape gives the same figures, every fault its cell."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from rongshu.facts.matrices.input_output_table import read_input_output
from rongshu.facts.matrices.matrix import About
from rongshu.facts.matrices.region_industry import read_region_industry
from rongshu.terms.diagnostic import InputError

D = Decimal
WIDE = "单位：亿元,,\n期间：2024,,\n来源,虚构年鉴,\n地区,1311,3415\n甲市,10,\n乙市,4,0.5\n合计,14,0.5\n"
TURNED = (
    "虚构的表\n（单位：亿元）,期间：2024,来源：虚构年鉴\n"
    "行业代码,行业名称,甲市,乙市\n1311,稻谷,10,4\n3415,风机,,0.5\n"
)
LONG = (
    "地区,行业代码,行业名称,产值（亿元）,期间,来源\n甲市,1311,稻谷,10,2024,虚构年鉴\n甲市,3415,风机,-,2024,虚构年鉴\n"
    "乙市,1311,稻谷,4,2024,虚构年鉴\n乙市,3415,风机,0.5,2024,虚构年鉴\n"
)
PLAIN = "region,1311,3415\n甲市,1e1,\n乙市,4,5e-1\n"


def written(folder: Path, text: str, name: str = "table.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("text", [WIDE, TURNED, LONG, PLAIN], ids=["wide", "turned", "long", "plain"])
def test_it_works(tmp_path: Path, text: str) -> None:
    found = read_region_industry(written(tmp_path, text), about=About("亿元", "2024", "虚构年鉴"))
    assert found.regions == ("甲市", "乙市")
    assert found.industries == ("1311", "3415")
    assert found.values == ((D(10), None), (D(4), D("0.5")))
    assert found.about == About("亿元", "2024", "虚构年鉴")
    assert not found.remarks


def test_a_workbook_reads_the_same(tmp_path: Path) -> None:
    book = Workbook()
    for row in (("单位：亿元",), ("地区", 1311, 3415), ("甲市", 10, None), ("乙市", 4, 0.5)):
        book.active.append(row)
    book.save(tmp_path / "table.xlsx")
    found = read_region_industry(tmp_path / "table.xlsx")
    assert found.values == ((D(10), None), (D(4), D("0.5")))
    assert [each.message.zh for each in found.remarks] == ["没有写明期间", "没有写明来源"]


def test_the_region_tells_the_direction(tmp_path: Path) -> None:
    path = written(tmp_path, "表,纺织,食品\n甲市,1,2\n乙市,3,4\n")
    assert read_region_industry(path, "甲市").regions == ("甲市", "乙市")
    assert read_region_industry(path, "食品").regions == ("纺织", "食品")


def test_everything_wrong_comes_at_once(tmp_path: Path) -> None:
    path = written(tmp_path, "地区,1311,1311\n甲市,多,1\n甲市,2,-3\n")
    with pytest.raises(InputError) as refused:
        read_region_industry(path)
    rules = [(each.rule, each.found) for each in refused.value.diagnostics if each.severity == "error"]
    assert ("matrix.cell", "多") in rules
    assert ("matrix.cell", "-3") in rules
    assert [rule for rule, _found in rules].count("matrix.duplicate") == 2
    assert {"B2"} <= {place.cell for each in refused.value.diagnostics for place in each.places}


def test_two_units_are_no_table(tmp_path: Path) -> None:
    path = written(
        tmp_path, "地区,行业,产值,单位\n甲市,纺织,1,亿元\n乙市,纺织,2,万元\n甲市,纺织,3,亿元\n,纺织,3,亿元\n"
    )
    with pytest.raises(InputError) as refused:
        read_region_industry(path)
    assert len([each for each in refused.value.diagnostics if each.severity == "error"]) == 3


@pytest.mark.parametrize("text", ["", "只有题目\n", "地区,1311\n"])
def test_nothing_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError):
        read_region_industry(written(tmp_path, text))


SQUARE = """单位：亿元
期间：2024
来源：虚构
代码,部门,A,B,中间使用合计,居民消费,出口,最终使用合计,进口,总产出
A,农业,10,20,30,60,20,80,10,100
B,工业,30,40,70,100,50,150,20,200
,中间投入合计,40,60,100,,,,,
,劳动者报酬,40,100,,,,,,
,营业盈余,20,40,,,,,,
,增加值合计,60,140,,,,,,
,总投入,100,200,,,,,,
"""


def test_a_table_with_totals_counts_nothing_twice(tmp_path: Path) -> None:
    found = read_input_output(written(tmp_path, SQUARE))
    assert found.codes == ("A", "B")
    assert found.names == ("农业", "工业")
    assert found.flows == ((D(10), D(20)), (D(30), D(40)))
    assert found.final == (D(70), D(130))
    assert found.added == (D(60), D(140))
    assert found.output == (D(100), D(200))
    assert found.imports


def test_totals_are_not_needed(tmp_path: Path) -> None:
    text = (
        ",农业,工业,居民消费,出口\n农业,10,20,50,20\n工业,30,40,80,50\n"
        "劳动者报酬,40,100,,\n营业盈余,20,40,,\n"
    )
    found = read_input_output(written(tmp_path, text), About("亿元", "2024", "虚构"))
    assert found.output == (D(100), D(200))
    assert found.final == (D(70), D(130))
    assert found.added == (D(60), D(140))
    assert not found.imports
    assert not found.remarks


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        (",农业,工业\n农业,1,2\n工业,3,4\n", {"io.output"}),
        (",农业,工业,总产出\n农业,-1,,10\n工业,3,4,10\n", {"io.negative", "io.unknown"}),
        (",农业,工业,服务,总产出\n农业,1,2,3,10\n采矿,3,4,5,10\n服务,3,4,5,10\n", {"io.square"}),
        (",农业,出口\n采矿,1,2\n", {"io.square"}),
    ],
)
def test_a_broken_table_is_refused_with_its_reasons(tmp_path: Path, text: str, rules: set[str]) -> None:
    with pytest.raises(InputError) as refused:
        read_input_output(written(tmp_path, text))
    assert {each.rule for each in refused.value.diagnostics if each.severity == "error"} == rules
