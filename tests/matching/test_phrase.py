"""Phrases: what heads them, what is blanked, and where a word stands in the text as written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongshu.matching.phrase import (
    Place,
    excluded,
    folded,
    is_other_substance,
    phrases,
    purposes,
    raw_places,
    raw_span,
    said,
    standing,
)

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
        ("操作系统(TOS)软件".lower(), "操作系统", Place.OTHER),
        ("环氧丙烷(PO)、丁醇".lower(), "环氧丙烷", Place.HEAD),
        ("双酚a型环氧树脂e-51", "环氧树脂", Place.HEAD),
        ("abs+pc拉杆箱", "abs", Place.MODIFIER),
        ("道路货物运输(含冷藏保鲜)", "冷藏保鲜", Place.HEAD),
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


@pytest.mark.parametrize(
    ("text", "aim"),
    [
        ("用于锂电池的铜箔", ["用于锂电池"]),
        ("铸件，主要用于5mw以上风电机组", ["主要用于5mw以上风电机组"]),
        ("烧结钕铁硼(用于驱动电机)、磁钢", ["用于驱动电机"]),
        ("日用品、用具", []),
    ],
)
def test_what_a_thing_is_for_is_not_the_thing(text: str, aim: list[str]) -> None:
    assert [text[begin:end] for begin, end in purposes(text)] == aim


@pytest.mark.parametrize("text", ["PTA 240万吨/年", "年产30万台套偏光片", "偏光片3,000万平方米"])
def test_how_much_of_it_says_nothing(text: str) -> None:
    assert not any(sign.isdigit() for sign in said(folded(text)))


@pytest.mark.parametrize("text", ["10万吨级油轮", "5台以上机组", "pa66切片"])
def test_a_number_that_says_of_what_sort_stays(text: str) -> None:
    assert said(folded(text)) == folded(text)


def test_a_chemical_within_a_longer_name_is_another() -> None:
    assert is_other_substance("叔丁醇", 1, "丁醇")
    assert is_other_substance("聚丙烯", 1, "丙烯")
    assert not is_other_substance("工业丁醇", 2, "丁醇")
    assert not is_other_substance("车用铝材", 2, "铝材")


@given(TEXTS)
def test_every_folded_sign_has_its_place_in_the_text_as_written(text: str) -> None:
    plain = folded(text)
    places = raw_places(text, plain)
    assert list(places) == sorted(places)
    if places:
        assert len(places) == len(plain)
        assert all(folded(text[place]) in (plain[n], "") for n, place in enumerate(places))
