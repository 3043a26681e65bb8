"""Broken lines: recognised by their statistics, joined without losing paragraphs."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rongshu.document.line.wrapped import RawLine, join_text, join_wrapped, page_measure, soft_lines

PROSE = "云江市坚持以海洋装备和绿色化工为主攻方向，推动产业链上下游协同发展，建设一批重点项目。"


def broken(paragraphs, width, indent="　　"):
    """Paragraphs as lines of ``width`` characters, without gaps."""
    lines = []
    for paragraph in paragraphs:
        text = indent + paragraph
        lines += [RawLine(text[start : start + width], 0) for start in range(0, len(text), width)]
    return lines


def test_it_works():
    lines = broken([PROSE * 3] * 4, 30)
    assert page_measure(lines) == 60
    assert [join_text(group) for group in join_wrapped(lines)] == [PROSE * 3] * 4


def test_whole_paragraphs_are_left_alone():
    lines = [RawLine(PROSE * times, 0) for times in (3, 1, 4, 2, 5, 1, 3, 2, 4)]
    assert page_measure(lines) == 0
    assert len(join_wrapped(lines)) == len(lines)


def test_broken_text_among_many_headings_and_rows():
    lines = broken([PROSE * 3] * 4, 30) + [RawLine("第二节 发展目标", 0)] * 60
    assert page_measure(lines) == 60


@given(st.lists(st.integers(1, 9), min_size=3, max_size=8), st.integers(20, 45))
def test_any_measure_gives_the_paragraphs_back(times, width):
    paragraphs = [PROSE * count for count in times] + [PROSE * 5]
    lines = broken(paragraphs, width)
    if page_measure(lines):
        assert [join_text(group) for group in join_wrapped(lines)] == paragraphs


def test_a_break_inside_a_sentence_is_joined():
    assert soft_lines("坚持以海洋装备和绿色化工为主攻方向，\n推动协同发展。\n1.建设基地。") == [
        "坚持以海洋装备和绿色化工为主攻方向，推动协同发展。",
        "1.建设基地。",
    ]


def test_lines_with_digits_measure_less_and_still_go_on() -> None:
    text = "2025年，全市核心产业增加值达到428亿元，占生产总值的比重为9.8%；业务收入560亿元，同比增长13.5%"
    wide = "依托骨干企业扩大高端产品生产规模，推动上下游企业协同发展，建设重要的产业基地，并完善配套"
    lines = broken([text, wide] * 6, 30)
    assert len(join_wrapped(lines)) == 12
