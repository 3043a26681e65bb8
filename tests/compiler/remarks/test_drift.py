"""One name spelled twice, told apart from two names that merely resemble each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongshu.compiler.remarks.drift import drifting


def pairs(*names: str) -> list[tuple[str, str]]:
    return [(drift.one, drift.other) for drift in drifting(dict.fromkeys(names))]


def test_it_works() -> None:
    assert pairs("榕达科技", "晖远集团", "辉远集团") == [("晖远集团", "辉远集团")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("海港胶粘带", "海港粘胶带"),
        ("清江工业互联网平台", "清江工业互联平台"),
        ("榕城—海门数据研究院", "榕城海门数据研究院"),
    ],
)
def test_slips(one: str, other: str) -> None:
    assert pairs(one, other) == [(one, other)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("榕城一期", "榕城二期"),
        ("东江产业园", "西江产业园"),
        ("榕达科技", "榕达科技集团"),
        ("江海食品", "江海纺织"),
        ("光电产业链", "风电产业链"),
        ("AB科技", "AC科技"),
    ],
)
def test_different_names(one: str, other: str) -> None:
    assert pairs(one, other) == []


@given(st.lists(st.text(alphabet="榕江海门晖辉科技园", min_size=1, max_size=6), unique=True, max_size=8))
def test_each_pair_is_told_once(names: list[str]) -> None:
    found = pairs(*names)
    assert len(found) == len({frozenset(pair) for pair in found})
