"""The phrases around a list of firms."""

from __future__ import annotations

import pytest

from rongshu.compiler.names.phrases import TAIL, opened, role_of, strong_opener


def test_it_works() -> None:
    assert opened("持续依托白鹭科技") == ("依托", 4)
    match = TAIL.search("甲、乙等5家龙头企业")
    assert match
    assert (match["count"], match["noun"]) == ("5家", "龙头")


@pytest.mark.parametrize(
    ("words", "role"),
    [
        (("等链主企业",), "链主"),
        (("龙头", "骨干"), "龙头"),
        (("零部件",), "配套"),
        (("引进",), "引进"),
        (("",), ""),
    ],
)
def test_the_words_around_give_the_role(words: tuple[str, ...], role: str) -> None:
    assert role_of(*words) == role


def test_weak_verbs_open_no_list_of_firms() -> None:
    assert strong_opener("支持以")
    assert not strong_opener("围绕")


def test_a_name_too_short_is_not_opened() -> None:
    assert opened("依托甲") == ("", 0)
