"""A bullet card's marks."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from office.pages.rongjiang import DAY, actual, indicator, rongjiang
from rongshu.metrics.status.indicator_status import indicator_status
from rongshu.office.pages.indicator.bullet import bullet_of

PACK = rongjiang()


def bullet(subject, actuals=()):
    return bullet_of(subject, indicator_status(subject, actuals, DAY, 2026))


def test_it_works():
    marks = bullet(PACK.indicators[0], PACK.actuals)
    assert marks.zero == 0
    assert marks.base < marks.actual < marks.target < 100


def test_what_is_no_number_has_no_mark():
    assert bullet(PACK.indicators[5]) is None
    assert bullet(PACK.indicators[9]).actual is None


numbers = st.integers(-(10**6), 10**6).map(lambda n: str(Decimal(n) / 100))


@given(numbers, numbers, numbers)
def test_every_mark_lies_on_the_bar_and_keeps_the_order(base, target, now):
    marks = bullet(indicator(1, "x", "x", "家", base, target), (actual("x", "2027", now, "家"),))
    places = [marks.base, marks.target, marks.actual, marks.zero]
    assert all(0 <= place <= 100 for place in places)
    values = [Decimal(each) for each in (base, target, now)]
    for i, a in enumerate(values):
        for j, b in enumerate(values):
            if a < b:
                assert places[i] <= places[j]
