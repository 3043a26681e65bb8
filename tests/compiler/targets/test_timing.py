"""What an indicator counts in time, proposed from its name and unit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.writing import rows, written
from rongshu.compiler.targets.indicators import find_indicators
from rongshu.compiler.targets.timing import SURE, propose, proposed_timing


@pytest.mark.parametrize(
    ("name", "unit", "timing"),
    [
        ("规上工业总产值", "亿元", "flow"),
        ("地区生产总值", "亿元", "flow"),
        ("全社会用电量", "亿千瓦时", "flow"),
        ("新增规上工业企业数量", "家", "flow"),
        ("发明专利授权量", "件", "flow"),
        ("高新技术企业数", "家", "stock"),
        ("储能电池产能", "GWh", "stock"),
        ("本外币贷款余额", "亿元", "stock"),
        ("数字人才总量", "万人", "stock"),
        ("工业增加值占GDP比重", "%", "ratio"),
        ("单位GDP能耗降幅", "%", "ratio"),
        ("亩均税收", "万元/亩", "ratio"),
        ("两化融合发展指数", "", "ratio"),
    ],
)
def test_it_works(name: str, unit: str, timing: str) -> None:
    assert proposed_timing(name, unit) == timing


@pytest.mark.parametrize(
    ("name", "unit"),
    [("数字经济规模", "亿元"), ("行业大模型数量", "个"), ("工业设备上云", "万台"), ("幸福感", "")],
)
def test_what_words_and_unit_leave_open_stays_open(name: str, unit: str) -> None:
    assert proposed_timing(name, unit) == ""
    assert propose(name, unit).confidence < SURE


@given(st.text(max_size=12), st.sampled_from(["亿元", "%", "家", "", "万吨", "件/万人"]))
def test_any_name_has_an_answer(name: str, unit: str) -> None:
    proposal = propose(name, unit)
    assert 0 <= proposal.confidence <= 1
    assert bool(proposal.timing) == (proposal.confidence > 0)


def test_the_indicator_carries_it() -> None:
    table = rows("指标|单位|2025年|2030年", "船舶产值|亿元|120|200", "船舶规模|亿元|130|220")
    found = find_indicators(written("一、发展目标\n表1 主要指标\n" + table))
    assert [item.timing for item in found] == ["flow", ""]
