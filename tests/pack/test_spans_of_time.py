"""Office dates as spans of months."""

import pytest

from rongshu.pack.checks.spans_of_time import months_of


def test_it_works():
    assert months_of("2027年6月").first == 2027 * 12 + 5
    assert months_of("2027年").meets(months_of("2027年底"))
    assert not months_of("2027年底").meets(months_of("2028年6月"))


def test_before_leaves_the_start_open():
    assert months_of("2028年底前").meets(months_of("2026年"))
    assert not months_of("2028年底前").meets(months_of("2029年"))


@pytest.mark.parametrize("text", ["", "持续推进", "三年内", "2027年13月"])
def test_no_date(text):
    assert months_of(text) is None
