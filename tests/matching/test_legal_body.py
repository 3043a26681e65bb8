"""What stays of a firm's code when codes change."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rongshu.matching.legal_body import legal_body
from rongshu.terms.credit_code import ALPHABET, check_character

FIRST = st.text(alphabet=ALPHABET, min_size=17, max_size=17)


@given(FIRST)
def test_it_works(first: str) -> None:
    code = first + check_character(first)
    body = legal_body(code)
    assert body == code[8:17]
    if body[-1].isdigit() or body[-1] == "X":
        assert legal_body(f"{body[:8]}-{body[8]}") == body
        assert legal_body("350100" + body) == body


def test_a_registration_number_and_nothing_have_none() -> None:
    assert legal_body("") == legal_body("不详") == legal_body("1234") == ""
