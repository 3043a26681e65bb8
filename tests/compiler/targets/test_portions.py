"""Shares of one whole that a plan hands out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongshu.compiler.targets.portions import portions_in


def parts(text):
    return [([str(part) for part in found.parts], found.whole) for found in portions_in(text)]


def test_it_works():
    assert parts("船舶、茶叶、光电三大产业占工业总产值的比重分别达到45%、38%、25%。") == [
        (["45", "38", "25"], False)
    ]
    assert parts("到2030年，三次产业结构调整为2.1:53.4:44.5。") == [(["2.1", "53.4", "44.5"], True)]


@pytest.mark.parametrize(
    "text",
    [
        "高新技术产业、战略性新兴产业两大类产业占比分别达到65%、40%。",  # one may be within the other
        "船舶、茶叶两大产业占比分别提高5%、3%。",  # how far they move
        "船舶、茶叶两大产业增速分别达到12%、9%。",
        "产城比例为3:7。",
    ],
)
def test_what_are_no_parts_of_a_whole(text):
    assert parts(text) == []


@given(st.lists(st.integers(1, 98), min_size=3, max_size=3))
def test_a_ratio_is_cited_by_its_own_digits(numbers):
    text = f"三次产业比重优化为{':'.join(map(str, numbers))}。"
    [found] = portions_in(text)
    assert text[found.start : found.end] == ":".join(map(str, numbers))
    assert [int(part) for part in found.parts] == numbers
