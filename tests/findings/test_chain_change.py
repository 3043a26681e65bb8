"""A chain on two days: what differs is said with its facts; what nobody recorded has no direction."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from findings.test_chain_node import CHAIN, RULES, firm
from rongshu.findings.chain.change import ChainThen, ProjectThen, compare_chain

NODES = tuple(node.id for node in CHAIN.nodes)


def compare(before: ChainThen, after: ChainThen):
    return compare_chain(CHAIN, before, after, RULES)


def node(change, name: str = "blade"):
    return next(each for each in change.nodes if each.node == name)


def test_it_works() -> None:
    before = ChainThen((firm(1, output=Decimal(10)), firm(2, "resin")))
    after = ChainThen((firm(1, output=Decimal(12)), firm(3), firm(2, "fibre")))
    found = compare(before, after)
    blade = node(found)
    assert (blade.before.status, blade.after.status, blade.direction) == ("weak", "fair", "better")
    assert (blade.entered, blade.left) == (("公司3",), ())
    assert {f.fact: (f.before, f.after) for f in blade.facts}["firms"] == (1, 2)
    assert node(found, "resin").direction == "worse"
    assert found.entered == ("公司3",)
    assert found.left == ()
    assert [(r.firm, r.gone, r.come) for r in found.reclassified] == [("公司2", ("resin",), ("fibre",))]
    assert [each.node for each in found.changed][0] == "resin"
    assert dict(found.turned) == {"worse": 1, "better": 2, "same": 1}


def test_a_firm_that_becomes_a_trader_leaves_the_producers_only() -> None:
    found = compare(ChainThen((firm(1),)), ChainThen((firm(1, role="trader"),)))
    assert (found.entered, found.left) == ((), ())
    assert found.reclassified[0].roles == (("blade", "producer", "trader"),)
    assert node(found).after.status == "missing"


def test_what_is_not_recorded_has_no_direction() -> None:
    found = compare(ChainThen(unsure={"blade": 2}), ChainThen((firm(1),)))
    assert (node(found).direction, node(found).unsure) == ("unsure", 2)
    assert node(found, "resin").direction == "same"


def test_projects_move() -> None:
    old = [
        ProjectThen("a", "blade", "talks"),
        ProjectThen("b", "blade", "idea"),
        ProjectThen("c", "resin", "idea"),
    ]
    new = [
        ProjectThen("a", "blade", "signed"),
        ProjectThen("c", "fibre", "filed"),
        ProjectThen("d", "blade", "idea"),
    ]
    found = compare(ChainThen(projects=tuple(old)), ChainThen(projects=tuple(new)))
    assert [(each.project, each.kind) for each in found.projects] == [
        ("a", "stage"),
        ("b", "gone"),
        ("c", "node"),
        ("d", "new"),
    ]


def test_candidates_come_and_go() -> None:
    before = ChainThen(candidates={"blade": frozenset({"甲", "乙"})})
    after = ChainThen(candidates={"blade": frozenset({"乙", "丙"})})
    blade = node(compare(before, after))
    assert (blade.new_candidates, blade.lost_candidates, blade.direction) == (("丙",), ("甲",), "same")


PLACES = st.lists(
    st.tuples(st.integers(0, 5), st.sampled_from(NODES), st.sampled_from(["producer", "trader"])),
    unique_by=lambda row: row[:2],
    max_size=12,
)


@given(PLACES, PLACES)
def test_back_is_the_mirror_of_there(one, two) -> None:
    """Whatever entered one way left the other way, and a day differs in nothing from itself."""
    before, after = (ChainThen(tuple(firm(n, at, role=role) for n, at, role in rows)) for rows in (one, two))
    there, back = compare(before, after), compare(after, before)
    assert (there.entered, there.left) == (back.left, back.entered)
    for forth, again in zip(there.nodes, back.nodes, strict=True):
        assert (forth.entered, forth.left) == (again.left, again.entered)
        mirror = {"better": "worse", "worse": "better", "same": "same"}
        assert forth.direction == mirror[again.direction]
    assert not compare(before, before).changed
