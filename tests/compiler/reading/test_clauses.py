"""Sentences and clauses with the numbers of names hidden."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rongshu.compiler.reading.clauses import clauses_of, masked, sentences_of


def test_it_works() -> None:
    (first, second) = sentences_of("产值达到5,000亿元，企业30家。培育链主。")
    assert [clause.text for clause in clauses_of(first)] == ["产值达到5,000亿元", "企业30家"]
    assert (second.text, second.start) == ("培育链主", 18)


def test_titles_and_short_quotations_hide_their_numbers() -> None:
    hidden = masked("落实《方案（2021—2023年）》，坚持“3820”工程，达到30家")
    assert [sign for sign in hidden if sign.isdigit()] == ["3", "0"]


@given(st.text(alphabet="产值，。；：《》“”0123456789家、", max_size=80))
def test_offsets_point_into_the_text(text: str) -> None:
    assert len(masked(text)) == len(text)
    for sentence in sentences_of(text):
        for clause in clauses_of(sentence):
            assert text[clause.start : clause.start + len(clause.text)] == clause.text
