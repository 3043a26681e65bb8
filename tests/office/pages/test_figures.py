"""How a page writes a figure."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from office.pages.rongjiang import amount
from rongshu.office.pages.parts.figures import figure_of, grouped


def test_it_works():
    assert figure_of(amount("10700", "亿元", ">=")).text("zh") == "≥10,700亿元"
    assert figure_of(amount("10700", "亿元", ">=")).text("en") == "≥1,070 bn yuan"


def test_a_range_and_a_count_over_years_say_so():
    assert figure_of(amount("3", "家", upper=Decimal(5))).text() == "3–5家"
    assert figure_of(amount("19.5", "%", cumulative=True)).text() == "[19.5]%"
    assert figure_of(amount("18", "%", "cum-")).text("en") == "down by 18%"


def test_unknown_not_applicable_words_and_zero_are_four_answers():
    shown = [
        figure_of(None),
        figure_of(amount(not_applicable=True)),
        figure_of(amount(operator="text", words="完成省下达任务")),
        figure_of(amount("0", "家")),
    ]
    assert [each.kind for each in shown] == ["unknown", "not_applicable", "words", "known"]
    assert len({each.text() for each in shown}) == 4


def test_english_moves_the_point_and_loses_no_digit():
    assert figure_of(amount("1.07", "万亿元")).text("en") == "1.07 tn yuan"
    assert figure_of(amount("86.35", "亿元")).text("en") == "8.635 bn yuan"
    assert figure_of(amount("21.5", "万元/亩")).text("en") == "215 k yuan/mu"


def test_an_unworded_unit_stays_chinese():
    assert figure_of(amount("2", "艘次")).text("en") == "2 艘次"


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**12), max_value=10**12))
def test_grouping_loses_no_digit(value):
    assert Decimal(grouped(value).replace(",", "")) == value
