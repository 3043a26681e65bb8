"""Names are told by their shape."""

from __future__ import annotations

import pytest

from rongshu.compiler.names.likeness import (
    coined,
    common,
    core,
    kind_of,
    looks_like_firm,
    plain,
    shape,
    short_forms,
)


def test_it_works() -> None:
    assert shape("鹭达隔膜") == "sure"
    assert shape("鹭达里") == "maybe"
    assert shape("高端装备") == ""


@pytest.mark.parametrize("name", ["新能源汽车零部件", "人工智能", "轻工食品", "高端装备制造"])
def test_common_words_are_no_name(name: str) -> None:
    assert common(name)
    assert not looks_like_firm(name)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("临溪长风机械有限公司", "enterprise"),
        ("省智能装备研究院", "institute"),
        ("临溪经济开发区", "place"),
        ("装备产业联盟", "association"),
        ("数控机床产业", "generic"),
        ("长风自动化", ""),
    ],
)
def test_the_ending_tells_the_kind(name: str, kind: str) -> None:
    assert kind_of(name) == kind


def test_short_forms_lose_region_legal_form_and_trade() -> None:
    assert short_forms("临溪长风智造技术有限公司", ("临溪",)) == ("长风智造技术", "长风智造", "长风")
    assert core("鹭达科技") == "鹭达"


def test_a_made_up_word_is_no_everyday_word() -> None:
    assert coined("鹭达")
    assert not coined("加快")
    assert not coined("全市")
    assert plain("智慧城市")
