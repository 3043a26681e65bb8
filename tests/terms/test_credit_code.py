"""The check character of a credit code, by the standard's own example."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongshu.terms.credit_code import ALPHABET, check_character, is_valid

SEVENTEEN = st.text(ALPHABET, min_size=17, max_size=17)


def test_it_works() -> None:
    assert is_valid("91350100M000100Y43")  # the example of GB 32100-2015
    assert is_valid(" ９１350100m000100y43 ")


@pytest.mark.parametrize("written", ["", "91350100M000100Y4", "91350100M000100Y44", "91350100I000100Y43"])
def test_refusals(written: str) -> None:
    assert not is_valid(written)


@given(SEVENTEEN, st.integers(0, 16), st.sampled_from(ALPHABET))
def test_one_changed_sign_is_seen(first: str, place: int, sign: str) -> None:
    code = first + check_character(first)
    changed = code[:place] + sign + code[place + 1 :]
    assert is_valid(code)
    assert is_valid(changed) == (changed == code)
