"""Nominal change is volume and price, to the cent."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongshu.metrics.decomposition.price import price_by_group, volume_and_price

MONEY = st.decimals("0", "1000000", places=2)


def test_it_works() -> None:
    split = volume_and_price(Decimal(100), Decimal("110"), Decimal(110))
    assert (split.volume, split.price) == (0, 10)
    real = volume_and_price(Decimal(100), Decimal("121"), Decimal(110))
    assert real.price == Decimal("10.50")
    assert real.real_growth == 10


@given(MONEY, MONEY, st.decimals("50", "200", places=1))
def test_the_parts_add_up(before: Decimal, after: Decimal, deflator: Decimal) -> None:
    split = volume_and_price(before, after, deflator)
    assert split.volume + split.price == split.change == after - before


def test_what_begins_or_ends_is_volume() -> None:
    assert volume_and_price(Decimal(0), Decimal(5), Decimal(120)).volume == 5
    assert volume_and_price(Decimal(5), Decimal(0), Decimal(120)).price == 0
    assert volume_and_price(Decimal(0), Decimal(5), Decimal(120)).real_growth is None


def test_groups_have_their_own_prices() -> None:
    groups = {"甲": (Decimal(100), Decimal(110)), "乙": (Decimal(100), Decimal(110))}
    found = price_by_group(groups, {"甲": Decimal(110)}, Decimal(100))
    assert (found["甲"].volume, found["乙"].volume) == (0, 10)
    with pytest.raises(ValueError, match="no deflator for 乙"):
        price_by_group(groups, {"甲": Decimal(110)}, None)
    with pytest.raises(ValueError, match="positive"):
        volume_and_price(Decimal(1), Decimal(2), Decimal(0))
