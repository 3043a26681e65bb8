"""Input–output: the textbook's answer, what every table must satisfy, and what is refused."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rongshu.facts.matrices.input_output_table import InputOutput
from rongshu.facts.matrices.matrix import About
from rongshu.findings.region.input_output import analyse, effects
from rongshu.terms.diagnostic import InputError

D = Decimal


def table(flows: list[list[int]], output: list[int], **more: object) -> InputOutput:
    codes = tuple(f"s{number}" for number in range(len(output)))
    rows = tuple(tuple(map(D, row)) for row in flows)
    facts = {"final": None, "added": None, "imports": False, "about": About("亿元", "2024", "虚构"), **more}
    return InputOutput(codes, codes, rows, tuple(map(D, output)), **facts)


# R. E. Miller, P. D. Blair, "Input-Output Analysis", 2nd edition, section 2.3
TEXTBOOK = table([[150, 500], [200, 100]], [1000, 2000], final=(D(350), D(1700)), added=(D(650), D(1400)))


def test_it_works() -> None:
    found = analyse(TEXTBOOK)
    assert found.inverse.tolist()[0] == pytest.approx([1.2541, 0.3300], abs=5e-5)
    assert found.inverse.tolist()[1] == pytest.approx([0.2640, 1.1221], abs=5e-5)
    assert [each.multiplier for each in found.sectors] == pytest.approx([1.5181, 1.4521], abs=1e-4)
    assert [each.added for each in found.sectors] == pytest.approx([1, 1])
    asked = effects(found, {"s0": D(600), "s1": D(1500)})
    assert {each.code: round(each.output, 2) for each in asked} == {"s0": D("1247.52"), "s1": D("1841.58")}


def test_influence_and_sensitivity_by_hand() -> None:
    """Column and row sums of the inverse over their mean; the mean is half the sum of all four."""
    first, second = analyse(table([[0, 5], [0, 0]], [10, 10])).sectors
    assert (first.multiplier, second.multiplier) == (1, 1.5)
    assert (first.influence, second.influence) == (0.8, 1.2)
    assert (first.sensitivity, second.sensitivity) == (1.2, 0.8)


def test_a_sector_that_makes_nothing_is_left_out_and_named() -> None:
    found = analyse(table([[1, 0, 2], [0, 0, 0], [1, 0, 1]], [10, 0, 10]))
    assert [each.multiplier is None for each in found.sectors] == [False, True, False]
    assert [remark.rule for remark in found.remarks] == ["io.idle"]
    with pytest.raises(InputError):
        effects(found, {"s1": D(1)})


def test_imports_are_told() -> None:
    found = analyse(table([[1, 2], [3, 1]], [10, 10], imports=True))
    assert "io.imports" in {remark.rule for remark in found.remarks}


def test_a_small_gap_is_said_and_a_large_one_refused() -> None:
    near = analyse(table([[1, 2], [3, 1]], [100, 100], final=(D(98), D(96))))
    assert [remark.rule for remark in near.remarks] == ["io.balance"]
    assert near.remarks[0].arithmetic == "3 + 98 ≠ 100"
    with pytest.raises(InputError) as refused:
        analyse(table([[1, 2], [3, 1]], [100, 100], final=(D(9), D(9)), added=(D(1), D(1))))
    assert len(refused.value.diagnostics) == 4


@pytest.mark.parametrize(
    ("flows", "output", "rule"),
    [
        ([[10, 0], [0, 1]], [10, 10], "io.singular"),
        ([[9, 9], [9, 9]], [10, 10], "io.unproductive"),
        ([[1, 2], [3, 1]], [10, 0], "io.idle"),
    ],
)
def test_a_table_that_means_nothing_is_refused(flows: list[list[int]], output: list[int], rule: str) -> None:
    with pytest.raises(InputError) as refused:
        analyse(table(flows, output))
    assert rule in {each.rule for each in refused.value.diagnostics}


def test_unknown_sectors_are_all_named() -> None:
    with pytest.raises(InputError) as refused:
        effects(analyse(TEXTBOOK), {"x": D(1), "s0": D(1), "y": D(1)})
    assert [each.found for each in refused.value.diagnostics] == ["x", "y"]


@st.composite
def productive(draw: st.DrawFn) -> tuple[list[list[int]], list[int]]:
    """Flows whose rows and columns stay below the output: whatever is used leaves something over."""
    count = draw(st.integers(2, 6))
    flows = [[draw(st.integers(0, 50)) for _to in range(count)] for _from in range(count)]
    floor = max(max(map(sum, flows)), max(map(sum, zip(*flows, strict=True))))
    return flows, [floor + draw(st.integers(1, 100)) for _sector in range(count)]


@settings(deadline=None)
@given(productive())
def test_the_final_use_of_the_table_gives_its_output_back(given_: tuple[list[list[int]], list[int]]) -> None:
    flows, output = given_
    final = tuple(D(made - sum(row)) for row, made in zip(flows, output, strict=True))
    found = analyse(table(flows, output, final=final))
    made = {
        each.code: float(each.output)
        for each in effects(found, dict(zip(found.table.codes, final, strict=True)))
    }
    assert [made[code] for code in found.table.codes] == pytest.approx([float(each) for each in output])


@settings(deadline=None)
@given(productive(), st.integers(2, 1000))
def test_averages_are_one_and_the_unit_means_nothing(
    given_: tuple[list[list[int]], list[int]], factor: int
) -> None:
    flows, output = given_
    found = analyse(table(flows, output)).sectors
    larger = analyse(
        table([[f * factor for f in row] for row in flows], [o * factor for o in output])
    ).sectors
    for name in ("influence", "sensitivity"):
        figures = [getattr(each, name) for each in found]
        assert sum(figures) / len(figures) == pytest.approx(1)
        assert figures == pytest.approx([getattr(each, name) for each in larger])
    assert all(each.multiplier >= 1 for each in found)
