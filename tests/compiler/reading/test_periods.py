"""Times in prose and headings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongshu.compiler.reading.periods import (
    Bond,
    find_moments,
    five_year_end,
    without_moments,
    years_of_heading,
)


def test_it_works() -> None:
    moments = find_moments("到2030年，比重较2025年提高3个百分点")
    assert [(moment.year, moment.bond) for moment in moments] == [(2030, Bond.OWN), (2025, Bond.COMPARED)]


@pytest.mark.parametrize(
    ("text", "year", "bond"),
    [
        ("“十四五”期间，", 2025, Bond.OWN),
        ("到“十五五”末，", 2030, Bond.OWN),
        ("2021—2025年，", 2025, Bond.OWN),
        ("2027年6月底前", 2027, Bond.OWN),
        ("是2015年的4.6倍", 2015, Bond.COMPARED),
        ("从2015年的98亿元", 2015, Bond.START),
        ("同比2024年", 2024, Bond.OWN),
        ("占比2028年达到40%", 2028, Bond.OWN),
    ],
)
def test_bonds(text: str, year: int, bond: Bond) -> None:
    (moment,) = find_moments(text)
    assert (moment.year, moment.bond) == (year, bond)


@pytest.mark.parametrize("text", ["“十四五”规划", "第十四个五年", "20250家", "12025年产品"])
def test_no_time(text: str) -> None:
    assert find_moments(text) == ()


def test_a_verb_keeps_its_end() -> None:
    assert without_moments("由2025年的12万元提高到2028年的15万元") == "由12万元提高到15万元"


@pytest.mark.parametrize(
    ("title", "years"),
    [("2020年完成", (2020,)), ("“十四五”末目标", (2025,)), ("指标", ()), ("目标/2030年", (2030,))],
)
def test_headings(title: str, years: tuple[int, ...]) -> None:
    assert years_of_heading(title) == years


@given(st.sampled_from("一二三四五六七八九"))
def test_a_plan_ends_five_years_after_the_one_before(ordinal: str) -> None:
    assert five_year_end(ordinal) % 5 == 0
    assert five_year_end("四") == 2025
