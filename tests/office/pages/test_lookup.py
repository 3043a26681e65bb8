"""Search over everything in a plan."""

import pytest

from office.pages.rongjiang import rongjiang
from rongshu.office.pages.opened.lookup import LIMIT, find, index_of

INDEX = index_of(rongjiang())


def found(words):
    return [entry.title.zh for entry in find(INDEX, words)]


def test_it_works():
    assert found("榕江风电")[0] == "榕江风电"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("高新", "国家高新技术企业"),
        ("chanyelian", "风电装备产业链"),
        ("rjfd", "榕江风电"),
        ("Wind-power", "风电装备产业链"),
        ("五轴", "五轴加工中心"),
        ("中厚板", "风电用钢"),
        ("恒织", "恒织新材"),
        ("发展目标", "发展目标"),
    ],
)
def test_names_are_found_by_part_sound_initials_english_and_alias(words, name):
    assert name in found(words)


def test_the_exact_name_precedes_what_contains_it():
    assert found("叶片")[0] == "叶片"


def test_every_word_counts():
    assert found("风电 研究院") == ["榕江海上风电研究院"]


@pytest.mark.parametrize("words", ["", "   ", "没有这个词", "zzzz"])
def test_nothing_is_found_for_nothing(words):
    assert found(words) == []


def test_every_entry_leads_to_a_page():
    assert all(known.entry.path for known in INDEX)
    assert len(find(INDEX, "a")) <= LIMIT
