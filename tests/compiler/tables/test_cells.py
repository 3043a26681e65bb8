"""Table cells: numbers with marks and words, three kinds of nothing, and words that stay words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongshu.compiler.tables.cells import read_entry
from rongshu.pack.amount import Operator
from rongshu.terms.quantity import written_decimal


def read(text: str, unit: str = "") -> tuple[str, str]:
    """Operator and number (or words) of a cell."""
    entry = read_entry(text, unit)
    assert entry is not None
    amount = entry.amount
    number = "" if amount.value is None else written_decimal(amount.value)
    return amount.operator.value, number or amount.words or ("—" if amount.not_applicable else "")


def test_it_works() -> None:
    assert read("≥320", "个") == (">=", "320")


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("3左右", "%", ("~", "3")),
        ("1.07万", "亿元", ("=", "10700")),
        ("1.2万亿元", "亿元", ("=", "12000")),
        ("1.1万亿", "亿元", ("=", "11000")),
        ("3000万元", "亿元", ("=", "0.3")),
        ("12.5万", "人", ("=", "125000")),
        ("下降2.11", "%", ("cum-", "2.11")),
        ("比2020年下降13.5%", "%", ("cum-", "13.5")),
        ("年均增长7%左右", "%", ("growth", "7")),
        ("1000以上", "家", (">=", "1000")),
        ("控制在10以内", "%", ("<=", "10")),
        ("3-5", "家", ("range", "3")),
        ("[≥18]", "%", (">=", "18")),
        ("１，２００", "家", ("=", "1200")),
        ("-13.5", "%", ("=", "-13.5")),
        ("翻一番", "", ("x", "2")),
        ("-", "", ("=", "—")),
        ("——", "", ("=", "—")),
        ("完成省下达目标任务", "%", ("text", "完成省下达目标任务")),
        ("持续提升", "", ("text", "持续提升")),
        ("高于全省平均1个百分点", "%", ("text", "高于全省平均1个百分点")),
        ("进入全国前10", "", ("text", "进入全国前10")),
    ],
)
def test_forms(text: str, unit: str, expected: tuple[str, str]) -> None:
    assert read(text, unit) == expected


def test_a_noted_year_and_brackets() -> None:
    entry = read_entry("[19.5]\n（2019年）", "%")
    assert entry is not None
    assert (entry.year, entry.amount.cumulative, entry.amount.value) == (2019, True, Decimal("19.5"))


def test_empty_is_not_known() -> None:
    assert read_entry("  ") is None


@given(
    st.decimals(0, 10**6, places=2),
    st.sampled_from([("≥", ""), ("", "以上"), ("≤", ""), ("", "左右"), (">", ""), ("", "")]),
)
def test_what_is_written_is_read_back(value: Decimal, marks: tuple[str, str]) -> None:
    entry = read_entry(f"{marks[0]}{written_decimal(value)}{marks[1]}", "家")
    assert entry is not None
    assert entry.amount.value == value


@given(st.text(alphabet="稳步提升完成下达目标高于全省平均水平", min_size=1, max_size=12))
def test_words_stay_words(text: str) -> None:
    entry = read_entry(text)
    assert entry is not None
    assert entry.amount.operator is Operator.TEXT
    assert entry.amount.value is None


@given(st.text(alphabet="0123456789.,-—~≥≤<>[]（）()年%万亿元家以上下降约近左右新增翻番完成 ", max_size=16))
def test_no_cell_breaks_it(text: str) -> None:
    for unit in ("", "亿元", "%"):
        entry = read_entry(text, unit)
        assert entry is None or entry.amount.value is None or not entry.amount.not_applicable
