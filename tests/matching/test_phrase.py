"""Phrases: what heads them, what is blanked, and where a word stands in the text as written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongshu.matching.phrase import Place, excluded, folded, phrases, raw_span, said, standing

TEXTS = st.text(alphabet="锦纶丝切片不含除外（）()、，；。销售维修 　ＦＤＹfdy6龍", max_size=40)


def stands(text: str, word: str) -> Place:
    return standing(text, text.index(word) + len(word))


def test_it_works() -> None:
    assert stands("锦纶切片生产", "锦纶切片") is Place.HEAD
    assert stands("锦纶切片检测设备", "锦纶切片") is Place.OTHER
    assert stands("锦纶切片纺丝", "锦纶切片") is Place.MODIFIER


@pytest.mark.parametrize(
    ("text", "word", "place"),
    [
        ("冷库、空调维修", "冷库", Place.OTHER),
        ("危险品运输(锂电池)", "锂电池", Place.OTHER),
        ("锂电池(圆柱)", "锂电池", Place.HEAD),
        ("锂电池回收", "锂电池", Place.OTHER),
        ("偏光片的研发、生产", "偏光片", Place.HEAD),
        ("偏光片、背光模组", "偏光片", Place.HEAD),
    ],
)
def test_what_follows_decides(text: str, word: str, place: Place) -> None:
    assert stands(text, word) is place


def test_what_every_registration_says_is_blanked() -> None:
    text = folded(
        "一般项目：技术服务、技术开发；偏光片制造（不含背光模组）；货物进出口；以自有资金从事投资活动"
    )
    assert "偏光片制造" in said(text)
    for gone in ("技术开发", "背光模组", "进出口", "投资"):
        assert gone not in said(text)
    assert [text[begin:end] for begin, end in excluded(text)] == ["(不含背光模组)"]


def test_phrases_lose_what_is_done_with_the_thing() -> None:
    text = folded("锦纶切片的研发、生产；彩涂钢板销售")
    assert [phrase for _begin, phrase in phrases(text)] == ["锦纶切片", "彩涂钢板"]


@given(TEXTS)
def test_blanking_moves_nothing(text: str) -> None:
    plain = folded(text)
    kept = said(plain)
    assert len(kept) == len(plain)
    assert all(sign in (before, "；") for before, sign in zip(plain, kept, strict=True))


@given(TEXTS)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(TEXTS, st.integers(0, 40), st.integers(1, 6))
def test_a_span_holds_the_word(text: str, begin: int, length: int) -> None:
    raw = text.replace("龍", "龙")
    word = folded("".join(raw.split()))[begin : begin + length]
    span = raw_span(raw, word)
    if word and span is not None:
        assert word in folded("".join(raw[span[0] : span[1]].split()))
