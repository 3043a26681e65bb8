"""Near-duplicates are proposed with reasons; firms that only sound alike are not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.blind_pairs import score_pairs
from rongshu.matching.duplicates import FirmRecord, find_duplicates
from rongshu.matching.firm_name import parse_name
from rongshu.terms.credit_code import check_character

FIRST = "91350100M000100Y43"
OTHER = "91350200MA000002X" + check_character("91350200MA000002X")


def score(one: FirmRecord, other: FirmRecord) -> float:
    found = find_duplicates([one, other], 0)
    return found[0].score if found else 0.0


def named(one: str, other: str, **more: str) -> float:
    return score(FirmRecord("1", one, **more), FirmRecord("2", other, **more))


def test_it_works() -> None:
    pair = find_duplicates(
        [FirmRecord("1", "榕江海螺纺织有限公司"), FirmRecord("2", "榕江海螺纺织有限责任公司")]
    )[0]
    assert pair.score >= 0.9
    assert pair.reasons[0].en.startswith("the same name proper")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("榕江市海螺纺织有限公司", "海螺纺织（榕江）有限公司"),
        ("甲县力恒锦纶科技有限公司", "某某省甲县力恒锦纶科技有限公司"),
        ("海螺纺织　有限公司", "海螺纺织有限公司"),
    ],
)
def test_proposed(one: str, other: str) -> None:
    assert named(one, other) >= 0.75


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("某某省金华鼎智能装备有限公司", "某某省华鼎智能装备有限公司"),
        ("榕江三和电子有限公司", "榕江三禾水产有限公司"),
        ("榕江第一水泥厂", "榕江第二水泥厂"),
    ],
)
def test_not_proposed(one: str, other: str) -> None:
    assert named(one, other) < 0.75


def test_the_code_decides() -> None:
    same = score(FirmRecord("1", "甲厂", FIRST), FirmRecord("2", "乙厂", FIRST.lower()))
    assert same == 1
    apart = score(FirmRecord("1", "海螺纺织有限公司", FIRST), FirmRecord("2", "海螺纺织有限责任公司", OTHER))
    assert apart < 0.75


def test_a_former_name_is_followed() -> None:
    renamed = FirmRecord("2", "新海螺纺织有限公司", former_names=("老螺纺织有限公司",))
    assert score(FirmRecord("1", "老螺纺织有限公司"), renamed) > 0.9


def test_addresses_count() -> None:
    near = named("榕江海螺纺织有限公司", "榕江海罗纺织有限公司", address="甲县开发区一路8号")
    assert near > named("榕江海螺纺织有限公司", "榕江海罗纺织有限公司")


def test_a_name_without_a_core_is_kept_whole() -> None:
    assert parse_name("电子厂").core
    assert parse_name("").core == ""


@pytest.mark.parametrize("wave", ["first", "second"])
def test_labelled_pairs_are_told_apart(wave: str) -> None:
    scored = score_pairs(wave)
    assert scored.precision >= 0.96, scored.wrong
    assert scored.recall >= 0.96, scored.missed


def test_slips_of_the_pen_count_at_one_address_only() -> None:
    one, other = "榕江鹭源水产食品有限公司", "榕江鹭原水产食品有限公司"
    assert named(one, other, address="甲县开发区一路8号") >= 0.75
    assert named(one, other) < 0.75
    apart = score(
        FirmRecord("1", one, address="甲县开发区一路8号"), FirmRecord("2", other, address="甲县开发区一路9号")
    )
    assert apart < 0.75


def test_traditional_characters_are_read() -> None:
    assert named("榕江龍騰紡織有限公司", "榕江龙腾纺织有限公司") > 0.9


def test_a_name_that_tells_its_former_one_is_followed() -> None:
    assert named("榕江启新材料有限公司（原榕江旧航纺织厂）", "榕江旧航纺织厂") > 0.9


def test_an_old_code_and_a_new_one_are_of_one_body() -> None:
    old = FIRST[8:16] + "-" + FIRST[16]
    assert score(FirmRecord("1", "榕江甲织布厂", old), FirmRecord("2", "榕江乙纺织有限公司", FIRST)) > 0.95
    assert score(FirmRecord("1", "榕江甲织布厂", old), FirmRecord("2", "榕江乙纺织有限公司", OTHER)) < 0.75


def people(one: str, other: str) -> float:
    return score(
        FirmRecord("1", "榕江骏炜机械配件厂", legal_person=one),
        FirmRecord("2", "榕江骏伟机械配件厂", legal_person=other),
    )


def test_who_represents_the_firm_decides_between_names_that_sound_alike() -> None:
    assert people("黄志勇", "黄 志勇") >= 0.75
    assert people("黄志勇", "林芳") < people("", "") < 0.75


def test_one_owner_of_two_firms_does_not_make_them_one() -> None:
    records = [
        FirmRecord("1", "榕江嶙石重工有限公司", FIRST, "新街1号", legal_person="赵某"),
        FirmRecord("2", "榕江嶙石置业有限公司", OTHER, "新街1号", legal_person="赵某"),
    ]
    assert find_duplicates(records) == ()


def test_a_place_that_addresses_name_is_a_place_in_names_too() -> None:
    short = FirmRecord("1", "砺澜船舶", legal_person="于某")
    long = FirmRecord("2", "青岛砺澜船舶设备有限公司", address="青岛市黄岛区某路7号", legal_person="于某")
    assert score(short, long) >= 0.75


def test_a_former_name_holds_for_every_row_of_the_firm() -> None:
    records = [
        FirmRecord("1", "榕江漓皋画材有限公司"),
        FirmRecord("2", "榕江漓皋画材有限公司（曾用名：榕江漓皋文具有限公司）"),
        FirmRecord("3", "榕江漓皋文具有限公司"),
    ]
    assert {(pair.first.key, pair.second.key) for pair in find_duplicates(records)} == {
        ("1", "2"), ("1", "3"), ("2", "3"),
    }  # fmt: skip


def test_a_whole_city_is_no_address() -> None:
    one = FirmRecord("1", "龙川瓯岭剑厂", address="龙川市", legal_person="季某")
    other = FirmRecord("2", "龙川瓯岭刀剑厂", address="龙川市", legal_person="胡某")
    assert score(one, other) < 0.75


PARTS = st.sampled_from(
    ["榕江", "榕江市", "海螺", "海罗", "一厂", "纺织", "科技", "（集团）", "有限公司", "股份有限公司"]
)
NAMES = st.lists(PARTS, min_size=1, max_size=5).map("".join)
RECORDS = st.builds(
    FirmRecord,
    st.just(""),
    NAMES,
    st.sampled_from(["", FIRST, OTHER]),
    st.sampled_from(["", "榕江市新街1号", "榕江市新街9号"]),
    legal_person=st.sampled_from(["", "赵某", "钱某"]),
)


@settings(deadline=None)  # the first one loads the dictionary of sounds
@given(st.lists(RECORDS, min_size=2, max_size=4))
def test_scores_lie_between_nothing_and_one_whichever_row_comes_first(records: list[FirmRecord]) -> None:
    rows = [replace(record, key=str(n)) for n, record in enumerate(records)]
    found = {frozenset((p.first.key, p.second.key)): p.score for p in find_duplicates(rows)}
    assert all(0.75 <= score <= 1 for score in found.values())
    turned = {frozenset((p.first.key, p.second.key)): p.score for p in find_duplicates(rows[::-1])}
    assert found == turned
