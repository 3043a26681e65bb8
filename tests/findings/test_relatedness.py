"""Relatedness and complexity: answers worked out by hand, and what must not change them."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rongshu.findings.region.complexity import complexity_of
from rongshu.findings.region.industry_nodes import bare, nodes_of
from rongshu.findings.region.relatedness import (
    advantages,
    densities,
    next_steps,
    presence,
    proximities,
    ranked,
)
from rongshu.pack.schema import Chain

# the first region has all three industries, the second two, the third one
NESTED = np.array([[1, 1, 1], [1, 1, 0], [1, 0, 0]], dtype=bool)
ROOT = 1.5**0.5


def table(*rows: tuple[object, ...]) -> list[list[Decimal | None]]:
    return [[None if cell is None else Decimal(str(cell)) for cell in row] for row in rows]


def test_it_works() -> None:
    near = proximities(NESTED)
    assert near.tolist() == [[0, 2 / 3, 1 / 3], [2 / 3, 0, 1 / 2], [1 / 3, 1 / 2, 0]]
    density = densities(NESTED, near)
    assert density[2].tolist() == pytest.approx([0, 4 / 7, 2 / 5])
    assert density[1, 2] == pytest.approx(1)


def test_complexity_of_the_nested_matrix() -> None:
    """Worked out by hand: the second eigenvalue is 1/4 with the vector (2, -1, -4)."""
    found = complexity_of(NESTED)
    assert found.regions == pytest.approx((ROOT, 0, -ROOT), abs=1e-9)
    assert found.industries == pytest.approx((-ROOT, 0, ROOT), abs=1e-9)
    assert (found.diversity, found.ubiquity) == ((3, 2, 1), (3, 2, 1))
    assert not found.remarks


def test_an_average_share_counts_as_present() -> None:
    assert presence(table(("0.1", "0.2"), ("0.3", "0.6"))).all()
    assert presence(table((2, 1), (1, 2))).tolist() == [[True, False], [False, True]]


def test_advantage_is_the_ratio_of_shares() -> None:
    found = advantages(table((10, 30), (30, 30)))
    assert found[0].tolist() == pytest.approx([(10 / 40) / (40 / 100), (30 / 40) / (60 / 100)])


def test_the_unknown_is_neither_present_nor_missing() -> None:
    values = table((5, 0, None), (5, 5, 1), (0, 5, 1))
    steps = next_steps(values, 0, (0.5, 1.5, -1.0))
    assert [step.present for step in steps] == [True, False, None]
    assert [step.industry for step in ranked(steps)] == [1]
    assert steps[2].advantage is None


def test_a_step_shows_what_it_is_near_to() -> None:
    values = table((6, 4, 0, 0), (5, 5, 5, 0), (0, 2, 6, 2), (0, 0, 1, 9))
    found = complexity_of(presence(values))
    best = ranked(next_steps(values, 0, found.industries))
    assert best[0].industry == 2
    assert {near.industry for near in best[0].near} <= {0, 1}
    assert sum(near.part for near in best[0].near) == pytest.approx(best[0].density)
    assert best[0].score == pytest.approx(best[0].density * best[0].place)


@pytest.mark.parametrize(
    ("present", "word"),
    [
        (np.ones((3, 3), dtype=bool), "same industries"),
        (np.eye(3, dtype=bool), "parts that share nothing"),
        (np.array([[1, 1, 0], [0, 1, 1], [1, 0, 1]], dtype=bool), "double"),
        (np.zeros((2, 2), dtype=bool), "too few"),
        (np.zeros((0, 0), dtype=bool), "too few"),
    ],
)
def test_what_cannot_be_ranked_says_why(present: np.ndarray, word: str) -> None:
    found = complexity_of(present)
    assert set(found.regions) | set(found.industries) <= {None}
    assert any(word in remark.en for remark in found.remarks)


def test_a_stranger_does_not_disturb_the_others() -> None:
    """An empty region, an empty industry and an island of its own are left out; the rest stands as before."""
    larger = np.zeros((5, 5), dtype=bool)
    larger[:3, :3] = NESTED
    larger[4, 4] = True
    found = complexity_of(larger)
    assert found.regions[:3] == pytest.approx((ROOT, 0, -ROOT), abs=1e-9)
    assert found.regions[3:] == (None, None)
    assert found.industries[3:] == (None, None)
    assert len(found.remarks) == 2


def test_no_complexity_still_gives_density() -> None:
    steps = next_steps(table((9, 5, 0), (4, 4, 8), (1, 0, 9)), 0, (None, None, None))
    best = ranked(steps)
    assert [(step.industry, step.score) for step in best] == [(2, None)]
    assert best[0].density is not None


matrices = st.integers(2, 6).flatmap(
    lambda wide: st.lists(st.lists(st.integers(0, 9), min_size=wide, max_size=wide), min_size=2, max_size=6)
)


@settings(deadline=None)
@given(matrices, st.randoms())
def test_the_order_of_rows_and_columns_means_nothing(rows: list[list[int]], random: object) -> None:
    down, across = list(range(len(rows))), list(range(len(rows[0])))
    random.shuffle(down)
    random.shuffle(across)
    values = table(*rows)
    turned = [[values[r][c] for c in across] for r in down]
    here, there = complexity_of(presence(values)), complexity_of(presence(turned))
    assert [here.regions[r] for r in down] == _near(there.regions)
    assert [here.industries[c] for c in across] == _near(there.industries)
    steps = next_steps(values, down[0], here.industries)
    again = next_steps(turned, 0, there.industries)
    assert [steps[c].density for c in across] == _near([step.density for step in again])


def _near(values: object) -> list[object]:
    return [None if value is None else pytest.approx(value, abs=1e-6) for value in values]


@settings(deadline=None)
@given(matrices, st.sampled_from(["0.001", "0.3", "7", "1000000"]))
def test_the_unit_means_nothing(rows: list[list[int]], factor: str) -> None:
    larger = [[cell * Decimal(factor) for cell in row] for row in table(*rows)]
    assert (presence(table(*rows)) == presence(larger)).all()


@settings(deadline=None)
@given(matrices)
def test_figures_stay_within_their_bounds(rows: list[list[int]]) -> None:
    there = presence(table(*rows))
    near = proximities(there)
    assert (near == near.T).all()
    assert ((near >= 0) & (near <= 1)).all()
    known = densities(there, near)
    known = known[~np.isnan(known)]
    assert ((known >= 0) & (known <= 1 + 1e-12)).all()
    found = [each for each in complexity_of(there).regions if each is not None]
    assume(found)
    assert np.mean(found) == pytest.approx(0, abs=1e-9)


def test_industries_meet_nodes_by_their_codes() -> None:
    nodes = [
        {"id": "tower", "name": {"zh": "塔筒"}, "stage": "s", "gbt4754": ["3311"]},
        {"id": "blade", "name": {"zh": "叶片"}, "stage": "s", "gbt4754": ["3415"]},
    ]
    chain = Chain.model_validate(
        {
            "id": "wind",
            "name": {"zh": "风电"},
            "stages": [{"id": "s", "name": {"zh": "部件"}}],
            "nodes": nodes,
        }
    )
    found = nodes_of([chain], ["C3415", "33", "3416", "合计"])
    assert {code: [node.id for _chain, node in pairs] for code, pairs in found.items()} == {
        "C3415": ["blade"],
        "33": ["tower"],
    }
    assert (bare("A0111"), bare("7"), bare("34153")) == ("0111", "", "")
