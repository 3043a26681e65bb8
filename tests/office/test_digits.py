"""Digits in groups of three: the number stays what it was, and what is no number stays as it is."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongshu.office.digits import in_groups


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("1234567", "1,234,567"),
        ("-12345.60", "-12,345.60"),
        ("−1000", "−1,000"),
        ("999", "999"),
        ("0.5", "0.5"),
    ],
)
def test_it_works(written: str, shown: str) -> None:
    assert in_groups(written) == shown


@pytest.mark.parametrize(
    "written", ["", "—", "007", "50%、80%、100%", "1e9", "2026-10-15", "91990000000000126F"]
)
def test_what_is_no_number_stays(written: str) -> None:
    assert in_groups(written) == written


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**15), max_value=10**15))
def test_nothing_but_commas_is_added(number: Decimal) -> None:
    shown = in_groups(f"{number:f}")
    assert Decimal(shown.replace(",", "")) == number
    assert all(len(part) == 3 for part in shown.lstrip("-").partition(".")[0].split(",")[1:])


@given(st.text())
def test_any_text_can_be_shown(text: str) -> None:
    assert in_groups(text).replace(",", "") == text.replace(",", "")
