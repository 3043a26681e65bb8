"""What a node would be with its projects: the declared rule on facts moved on, nothing guessed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from findings.test_chain_node import CHAIN, RULES, firm, standing
from rongshu.findings.projects.prospect import ProjectOnNode, prospect_of


def prospect(now, *projects: ProjectOnNode):
    return prospect_of(CHAIN, now, projects, RULES)


def test_it_works() -> None:
    found = prospect(standing(), ProjectOnNode("a", Decimal(500), large=False))
    assert (found.now.status, found.then.status, found.fills) == ("missing", "weak", True)
    assert found.then.facts["firms"] == 1
    assert found.then.facts["concentration"] == 1
    both = prospect(standing(), *(ProjectOnNode(key, Decimal(1)) for key in "ab"))
    assert both.then.status == "fair"
    assert both.alone == {"a": "weak", "b": "weak"}
    assert both.unsized == 2


def test_a_plant_of_a_firm_that_is_there_is_no_new_firm() -> None:
    found = prospect(standing(firm(1, output=Decimal(10))), ProjectOnNode("a", Decimal(5), there=True))
    assert (found.then.status, found.fills) == ("weak", False)
    assert found.then.facts["firms"] == 1
    assert found.then.facts["output"] == 15
    assert found.then.facts["concentration"] is None


def test_unknown_output_is_counted_and_adds_nothing() -> None:
    found = prospect(standing(firm(1, output=Decimal(10))), ProjectOnNode("a"))
    assert found.without_output == 1
    assert found.then.facts["output"] == 10
    nothing = prospect(standing(firm(1)), ProjectOnNode("a"))
    assert nothing.then.facts["output"] is None


def test_the_largest_share_falls_where_a_plant_comes_beside_it() -> None:
    found = prospect(standing(firm(1, output=Decimal(90))), ProjectOnNode("a", Decimal(10), large=True))
    assert found.then.facts["concentration"] == Decimal("0.9")
    assert found.then.facts["large_firms"] == 1


@pytest.mark.parametrize("number", [0, 1, 3])
def test_no_project_changes_nothing(number: int) -> None:
    now = standing(*(firm(n, output=Decimal(7)) for n in range(number)))
    found = prospect(now)
    assert found.then.facts == found.now.facts
    assert found.then.status == now.status
