"""Ids: readable, unique, stable."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from rongshu.compiler.reading.naming import LONGEST, slug, unique_ids

NAMES = st.lists(st.text(alphabet="工业增加值规上企业（%）ABC123 ", max_size=40), max_size=20)


def test_it_works() -> None:
    assert unique_ids(["食品", "轻工", "食品"]) == ("shi-pin", "qing-gong", "shi-pin-2")


def test_a_name_without_letters_has_an_id() -> None:
    assert re.fullmatch("[0-9a-f]{6}", slug("（）"))


def test_long_names_with_one_beginning_stay_apart() -> None:
    first, second = "工业" * 40 + "甲", "工业" * 40 + "乙"
    assert slug(first) != slug(second)
    assert len(slug(first)) <= LONGEST


@given(NAMES)
def test_ids_are_unique_and_the_same_again(names: list[str]) -> None:
    given_ids = unique_ids(names)
    assert len(set(given_ids)) == len(names)
    assert unique_ids(names) == given_ids


@given(NAMES, st.text(alphabet="新增行业", min_size=1, max_size=6))
def test_what_is_added_at_the_end_changes_no_id(names: list[str], added: str) -> None:
    assert unique_ids([*names, added])[: len(names)] == unique_ids(names)
