"""Passages that stand twice, and only those."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rongshu.compiler.remarks.duplicates import duplicates
from rongshu.document.blocks import Passage

TWICE = "完善园区污水收集管网，加大对重点企业污染源的整治力度，提升治理能力"


def passages(*texts: str) -> list[Passage]:
    return [Passage(number, text, 0) for number, text in enumerate(texts, 1)]


def test_it_works() -> None:
    (found,) = duplicates(passages(f"绿色发展。{TWICE}。", "招商引资。", f"清洁生产。{TWICE}。"))
    assert (str(found.first), str(found.second)) == ("p1:5-39", "p3:5-39")
    assert found.shared == len(TWICE) + 1


def test_a_word_more_or_less_does_not_hide_it() -> None:
    (found,) = duplicates(passages(TWICE, TWICE.replace("重点", "")))
    assert found.first.paragraph == 1
    assert found.shared == len(TWICE) - 2


def test_short_phrases_titles_and_lists_of_names_are_none() -> None:
    title = "《榕城市国民经济和社会发展第十五个五年规划和二〇三五年远景目标纲要》"
    names = "甲园区、乙园区、丙园区、丁园区、戊园区、己园区、庚园区"
    texts = ("推动高质量发展。", f"依据{title}。", f"包括{names}。")
    assert list(duplicates(passages(*texts, *texts))) == []


def test_three_times_is_told_twice() -> None:
    assert [found.second.paragraph for found in duplicates(passages(TWICE, TWICE, TWICE))] == [2, 3]


@given(st.lists(st.text(alphabet="建设园区平台，。", max_size=80), max_size=6))
def test_what_is_cited_is_there(texts: list[str]) -> None:
    for found in duplicates(passages(*texts)):
        for cite in (found.first, found.second):
            assert 0 <= cite.start < cite.end <= len(texts[cite.paragraph - 1])
        assert texts[found.second.paragraph - 1][found.second.start : found.second.end] == found.text
