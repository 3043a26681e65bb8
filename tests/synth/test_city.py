"""The invented city: the same every time, calibrated to the cent, with lives, seasons and no real names."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from hypothesis import given, settings
from hypothesis import strategies as st

from rongshu.synth.city import CityPlan, decimals, make_city

SMALL = CityPlan(firms=200, months=36)


def total(table: pa.Table, measure: str, first: int, last: int) -> Decimal:
    month = np.asarray(table.column("month"))
    return sum(
        (v for v, m in zip(table.column(measure).to_pylist(), month, strict=True) if first <= m <= last),
        Decimal(0),
    )


def test_it_works() -> None:
    city = make_city(SMALL)
    assert len(city.firms) == 200
    assert total(city.statistics, "output", 2021 * 12, 2021 * 12 + 11) == Decimal("60000000")
    assert len(set(city.firms.column("name").to_pylist())) == 200
    assert all(name.startswith("榕江市") for name in city.firms.column("name").to_pylist())


def test_it_is_the_same_every_time() -> None:
    assert make_city(SMALL).statistics.equals(make_city(SMALL).statistics)
    other = make_city(CityPlan(firms=200, months=36, seed=1))
    assert not other.statistics.equals(make_city(SMALL).statistics)


def test_published_totals_of_a_sector_hold_to_the_cent() -> None:
    city = make_city(CityPlan(firms=300, months=12, sector_output={"28": 1234567.89}))
    sector = dict(
        zip(city.firms.column("firm").to_pylist(), city.firms.column("sector").to_pylist(), strict=True)
    )
    rows = zip(
        city.statistics.column("firm").to_pylist(), city.statistics.column("output").to_pylist(), strict=True
    )
    assert sum((value for firm, value in rows if sector[firm] == "28"), Decimal(0)) == Decimal("1234567.89")
    assert total(city.statistics, "output", 0, 10**6) == Decimal("60000000")


def test_firms_enter_and_leave() -> None:
    city = make_city(SMALL)
    month = city.statistics.column("month")
    first, last = pc.min(month).as_py(), pc.max(month).as_py()
    at = {
        when: set(np.asarray(city.statistics.column("firm"))[np.asarray(month) == when])
        for when in (first, last)
    }
    assert at[last] - at[first]
    assert at[first] - at[last]


def test_taken_names_are_avoided() -> None:
    taken = make_city(SMALL).firms.column("name").to_pylist()[0].removeprefix("榕江市")[:2]
    city = make_city(CityPlan(firms=200, months=12, taken_names=frozenset({taken})))
    assert not [name for name in city.firms.column("name").to_pylist() if name.startswith(f"榕江市{taken}")]


@settings(max_examples=50)
@given(st.lists(st.integers(-(10**15), 10**15), max_size=50))
def test_cents_become_exact_decimals(cents: list[int]) -> None:
    assert decimals(np.array(cents, dtype=np.int64)).to_pylist() == [Decimal(c).scaleb(-2) for c in cents]
