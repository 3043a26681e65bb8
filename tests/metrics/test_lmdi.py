"""The decomposition is exact, whatever is zero."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongshu.metrics.lmdi import Part, decompose, decompose_ratio, logarithmic_mean

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
