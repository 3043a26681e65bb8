"""Figures with units: what is written is read back, and what is no figure stays unread."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongshu.compiler.reading.numbers import (
    chinese_number,
    find_figures,
    find_magnitudes,
    fold_unit,
    looks_like_unit,
)
from rongshu.terms.quantity import Quantity, written_decimal
from rongshu.terms.unit import Unit

UNITS = (
    "家",
    "个",
    "亿元",
    "万元",
    "万亿元",
    "%",
    "万吨",
    "个百分点",
    "万元/亩",
    "亿千瓦时",
    "件",
    "倍",
    "GWh",
)
DIGITS = "零一二三四五六七八九"


def read(text: str) -> list[tuple[str, str]]:
    """Number and unit of every figure of a text."""
    return [(written_decimal(figure.value), figure.unit) for figure in find_figures(text)]


def test_it_works() -> None:
    assert read("产值超1.6万亿元，建成三个基地、20家以上工厂") == [
        ("1.6", "万亿元"),
        ("3", "个"),
        ("20", "家"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("突破2000亿，", [("2000", "亿元")]),
        ("用户达120万。", [("1200000", "")]),
        ("3千万元", [("3000", "万元")]),
        ("功率5千瓦", [("5", "千瓦")]),
        ("60多家", [("60", "家")]),
        ("5,000家", [("5000", "家")]),
        ("25万元/亩", [("25", "万元/亩")]),
        ("4.6亿千瓦时", [("4.6", "亿千瓦时")]),
        ("提高0.5个百分点", [("0.5", "个百分点")]),
        ("300件/万人", [("300", "件/万人")]),
        ("二十家", [("20", "家")]),
        ("九千五百家", [("9500", "家")]),
        ("算力1000P，", [("1000", "P")]),
    ],
)
def test_units(text: str, expected: list[tuple[str, str]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("3—5家", "3", "5"), ("8%—9%", "8", "9"), ("三至五家", "3", "5"), ("1000亿-1.5万亿元", "0.1", "1.5")],
)
def test_ranges(text: str, low: str, high: str) -> None:
    (figure,) = find_figures(text)
    assert (written_decimal(figure.value), written_decimal(figure.upper or Decimal(-1))) == (low, high)


@pytest.mark.parametrize(
    "text",
    [
        "5G网络", "世界500强", "第3家", "三元材料", "2025年", "9月22日", "400系不锈钢", "一个企业",
        "百家争鸣", "千名干部", "3个方面", "八大任务", "1+6模式", "T1000碳纤维", "七通一平",
        "一条龙服务", "每万人口",
    ],
)  # fmt: skip
def test_no_figure(text: str) -> None:
    assert read(text) == []


@given(st.integers(0, 10**7), st.integers(0, 999), st.sampled_from(UNITS))
def test_what_is_written_is_read_back(whole: int, thousandths: int, unit: str) -> None:
    value = Decimal(whole) + Decimal(thousandths) / 1000
    (figure,) = find_figures(f"达到{written_decimal(value)}{unit}，")
    assert (figure.value, figure.unit) == (value, unit)
    assert "达到" + f"达到{written_decimal(value)}{unit}，"[figure.start : figure.end] + "，" == (
        f"达到{written_decimal(value)}{unit}，"
    )


@given(st.integers(1, 9999), st.integers(1, 9999), st.sampled_from(UNITS))
def test_a_range_keeps_both_ends(low: int, more: int, unit: str) -> None:
    (figure,) = find_figures(f"{low}—{low + more}{unit}")
    assert (figure.value, figure.upper) == (low, low + more)


@given(st.integers(1, 9999))
def test_chinese_numerals(value: int) -> None:
    assert chinese_number(spelled(value)) == value


def spelled(value: int) -> str:
    """A Chinese numeral below ten thousand, with 零 over gaps."""
    written, gap = "", False
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // place % 10
        if digit:
            written += ("零" if gap and written else "") + DIGITS[digit] + name
        gap = digit == 0
    return written


@given(st.integers(1, 10**6), st.sampled_from(["千万元", "百万元", "千亿元", "百亿元", "千家", "十亿元"]))
def test_folding_keeps_the_amount(value: int, unit: str) -> None:
    folded, printed = fold_unit(Decimal(value), unit)
    assert Quantity(folded, Unit.parse(printed)).same_as(Quantity(Decimal(value), Unit.parse(unit)))


def test_magnitudes_are_in_hundred_million() -> None:
    assert [m.value for m in find_magnitudes("五百亿乃至千亿级，500亿级，万亿级")] == [500, 1000, 500, 10000]


@pytest.mark.parametrize(
    "unit", [*UNITS, "吨标准煤/万元", "亩", "平方公里", "万标箱", "立方米/万元", "元/人"]
)
def test_a_unit_is_told(unit: str) -> None:
    assert looks_like_unit(unit)


@pytest.mark.parametrize("word", ["产品", "预期性", "规上", "不含农户", "2020年", ""])
def test_a_word_is_no_unit(word: str) -> None:
    assert not looks_like_unit(word)
