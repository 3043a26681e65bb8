"""Enumerations are cut where a reader would cut them, and every piece keeps its place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rongshu.compiler.reading.enumeration import Span, clauses, members, sentences, split


def texts(pieces: object) -> list[str]:
    return [piece.text for piece in pieces]  # type: ignore[attr-defined]


def test_it_works() -> None:
    names = members(Span("长风机械、白鹭科技和青禾电子", 7))
    assert texts(names) == ["长风机械", "白鹭科技", "青禾电子"]
    assert [name.start for name in names] == [7, 12, 17]


def test_a_joiner_inside_a_name_is_no_joiner() -> None:
    assert texts(members(Span("四和机械、三和", 0))) == ["四和机械", "三和"]


def test_marks_inside_brackets_do_not_count() -> None:
    assert texts(split(Span("气体（氧气、氮气）、烧碱", 0), "、")) == ["气体（氧气、氮气）", "烧碱"]


def test_sentences_and_clauses_come_without_their_stops() -> None:
    sentence = next(iter(sentences("发展甲，突破乙。推广丙。")))
    assert sentence.text == "发展甲，突破乙"
    assert texts(clauses(sentence)) == ["发展甲", "突破乙"]


def test_an_empty_list_has_no_members() -> None:
    assert members(Span("", 0)) == []


@given(st.text(alphabet="甲乙丙丁、，。和及（）“”等 a1", max_size=60), st.integers(0, 50))
def test_every_piece_lies_where_it_says(text: str, start: int) -> None:
    whole = Span(text, start)
    for piece in [*split(whole, "、，"), *members(whole)]:
        assert text[piece.start - start : piece.end - start] == piece.text
