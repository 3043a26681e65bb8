"""What the words around a figure say of it."""

from __future__ import annotations

import pytest

from rongshu.compiler.targets.phrasing import read_wording


def test_it_works() -> None:
    wording = read_wording("全市规上工业总产值超过", "左右，", "亿元")
    assert (wording.operator.value, wording.left, wording.taken) == ("~", "全市规上工业总产值", 2)


@pytest.mark.parametrize(
    ("before", "after", "unit", "operator", "hedge"),
    [
        ("产值达到", "", "亿元", "=", ""),
        ("产值突破", "", "亿元", ">", ""),
        ("利用率不低于", "", "%", ">=", ""),
        ("不良率控制在", "以内", "%", "<=", ""),
        ("强度接近", "", "%", "~", ""),
        ("增加值年均增长", "左右", "%", "growth", "~"),
        ("亩均税收年均提高", "以上", "%", "growth", ">="),
        ("能耗累计下降", "", "%", "cum-", ""),
        ("比重提高", "", "个百分点", "+=", ""),
        ("比重提高到", "", "%", "=", ""),
        ("能耗下降到", "", "吨标准煤", "=", ""),
        ("是", "", "倍", "x", ""),
    ],
)
def test_operators(before: str, after: str, unit: str, operator: str, hedge: str) -> None:
    wording = read_wording(before, after, unit)
    assert (wording.operator.value, wording.hedge) == (operator, hedge)


def test_growth_against_a_year_is_an_increase() -> None:
    assert read_wording("增加值增长", "", "%", compared=True).operator.value == "+="
