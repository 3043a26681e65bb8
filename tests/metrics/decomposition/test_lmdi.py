"""The decomposition is exact, whatever is zero."""

from __future__ import annotations

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongshu.metrics.decomposition.lmdi import Part, decompose, decompose_ratio, logarithmic_mean

AMOUNTS = st.decimals("0", "100000", places=2)


def part(activity: object, quantity: object) -> Part:
    return Part(Decimal(str(activity)), Decimal(str(quantity)))


def parts() -> st.SearchStrategy[dict[str, Part]]:
    one = st.tuples(AMOUNTS, AMOUNTS).map(lambda pair: Part(pair[0], pair[1] if pair[0] else Decimal(0)))
    return st.dictionaries(st.sampled_from("abcdef"), one, min_size=1)


def test_it_works() -> None:
    answer = decompose({"a": part(10, 20), "b": part(10, 10)}, {"a": part(20, 30), "b": part(10, 10)})
    assert answer.change == 10
    assert answer.total.total == 10
    assert answer.total.activity > 0
    assert answer.effects["a"].intensity < 0
    assert answer.effects["b"].structure < 0


def test_only_activity_grew() -> None:
    answer = decompose({"a": part(10, 20), "b": part(30, 10)}, {"a": part(20, 40), "b": part(60, 20)})
    assert abs(answer.total.activity - 30) < Decimal("1e-20")
    assert abs(answer.total.structure) + abs(answer.total.intensity) < Decimal("1e-20")


def test_a_sector_that_appears_is_structure() -> None:
    answer = decompose({"a": part(10, 20)}, {"a": part(10, 20), "new": part(5, 7)})
    assert answer.effects["new"].structure == 7
    assert answer.effects["new"].total == 7


@given(parts(), parts())
def test_effects_add_up(before: dict[str, Part], after: dict[str, Part]) -> None:
    answer = decompose(before, after)
    assert answer.total.total == answer.change


@given(parts(), parts())
def test_a_ratio_has_no_activity_effect(before: dict[str, Part], after: dict[str, Part]) -> None:
    if not sum(p.activity for p in before.values()) or not sum(p.activity for p in after.values()):
        with pytest.raises(ValueError, match="total activity"):
            decompose_ratio(before, after)
        return
    answer = decompose_ratio(before, after)
    assert abs(answer.total.activity) < Decimal("1e-20")
    assert answer.total.total == answer.change


def test_refusals() -> None:
    with pytest.raises(ValueError, match="negative"):
        decompose({"a": part(-1, 1)}, {"a": part(1, 1)})
    with pytest.raises(ValueError, match="without activity"):
        decompose({"a": part(0, 1)}, {"a": part(1, 1)})
    assert logarithmic_mean(Decimal(0), Decimal(5)) == 0


def written_out(before: dict[str, Part], after: dict[str, Part]) -> dict[str, float]:
    """The effects by the formulae of Ang (2005) in floating point, every sector present at both times."""
    total = [sum(float(p.activity) for p in parts.values()) for parts in (before, after)]
    found = {"activity": 0.0, "structure": 0.0, "intensity": 0.0}
    for name, old in before.items():
        a, b = (
            (float(old.activity), float(old.quantity)),
            (
                float(after[name].activity),
                float(after[name].quantity),
            ),
        )
        weight = a[1] if a[1] == b[1] else (b[1] - a[1]) / math.log(b[1] / a[1])
        found["activity"] += weight * math.log(total[1] / total[0])
        found["structure"] += weight * math.log((b[0] / total[1]) / (a[0] / total[0]))
        found["intensity"] += weight * math.log((b[1] / b[0]) / (a[1] / a[0]))
    return found


def test_two_sectors_written_out() -> None:
    before = {"1": part(10, 30), "2": part(40, 20)}
    after = {"1": part(40, 80), "2": part(40, 16)}
    answer = decompose(before, after)
    for name, value in written_out(before, after).items():
        assert float(getattr(answer.total, name)) == pytest.approx(value, rel=1e-12)
    assert float(answer.total.activity) == pytest.approx(32.3846, abs=1e-4)
    assert float(answer.total.structure) == pytest.approx(38.2849, abs=1e-4)
    assert float(answer.total.intensity) == pytest.approx(-24.6695, abs=1e-4)


POSITIVE = st.decimals("0.01", "100000", places=2)


@given(st.lists(st.tuples(POSITIVE, POSITIVE, POSITIVE, POSITIVE), min_size=1, max_size=6))
def test_factors_multiply_to_the_ratio(rows: list[tuple[Decimal, Decimal, Decimal, Decimal]]) -> None:
    before = {str(n): Part(row[0], row[1]) for n, row in enumerate(rows)}
    after = {str(n): Part(row[2], row[3]) for n, row in enumerate(rows)}
    answer = decompose(before, after)
    for name, value in written_out(before, after).items():
        assert float(getattr(answer.total, name)) == pytest.approx(value, rel=1e-6, abs=1e-6)
    factors = answer.ratios
    assert factors is not None
    product = factors.activity * factors.structure * factors.intensity
    assert abs(product / factors.change - 1) < Decimal("1e-20")


def test_no_factors_where_there_was_nothing() -> None:
    assert decompose({}, {"a": part(10, 20)}).ratios is None
    assert decompose({"a": part(10, 0)}, {"a": part(10, 20)}).effects["a"].intensity == 20
    assert decompose({"a": part(10, 20)}, {"a": part(10, 0)}).effects["a"].intensity == -20
    assert decompose({"a": part(10, 20), "b": part(1, 1)}, {"b": part(1, 1)}).effects["a"].structure == -20
