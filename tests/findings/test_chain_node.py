"""How a node stands follows from declared conditions; unknown facts decide nothing; every answer says why."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from rongshu.findings.chain.node import NodeFirm, NodeReference, NodeStanding, judge_chain, steps_up
from rongshu.findings.chain.profile import chain_graph, cut_nodes, profile_chain
from rongshu.pack.declared.node_rules import load_node_rules
from rongshu.pack.schema import Chain
from rongshu.terms.diagnostic import InputError

RULES = load_node_rules(Path(__file__).resolve().parents[2] / "packs" / "cn-standards")
CHAIN = Chain.model_validate(
    {
        "id": "wind",
        "name": {"zh": "风电装备"},
        "stages": [{"id": name, "name": {"zh": name}} for name in ("原料", "部件", "整机")],
        "nodes": [
            {"id": node, "name": {"zh": node}, "stage": stage}
            for node, stage in (("resin", "原料"), ("fibre", "原料"), ("blade", "部件"), ("turbine", "整机"))
        ],
        "links": [
            {"source": a, "target": b}
            for a, b in (("resin", "blade"), ("fibre", "blade"), ("blade", "turbine"))
        ],
    }
)


def firm(number: int, node: str = "blade", **more: object) -> NodeFirm:
    return NodeFirm(f"公司{number}", "wind", node, **more)


def standing(*firms: NodeFirm, **reference: object) -> NodeStanding:
    known = {"blade": NodeReference(**reference)} if reference else None
    return next(s for s in judge_chain(CHAIN, firms, RULES, known) if s.node == "blade")


def test_it_works() -> None:
    missing = standing()
    assert (missing.status, missing.because[0].en) == ("missing", "no local producer (0)")
    assert missing.better == "fair"
    assert standing(firm(1)).status == "weak"
    assert standing(firm(1), firm(2)).status == "fair"


def test_a_trader_is_no_producer() -> None:
    assert standing(firm(1, role="trader")).status == "missing"


def test_strength_needs_its_whole_group() -> None:
    three = [firm(n, output=Decimal(100)) for n in range(3)]
    assert standing(*three).status == "fair"
    assert standing(*three, location_quotient=Decimal("1.5")).status == "strong"
    champion = [firm(9, champion=True, output=Decimal(100)), *three]
    assert standing(*champion).status == "strong"


def test_an_unknown_fact_decides_nothing() -> None:
    two = [firm(1), firm(2)]
    assert standing(*two).status == "fair"
    assert standing(*two, local_supply=Decimal("0.1")).status == "weak"
    assert standing(*two).facts["output"] is None
    assert standing(*two).facts["concentration"] is None


def test_a_fall_makes_weak_and_says_so() -> None:
    falling = [firm(n, output=Decimal(80), output_before=Decimal(100)) for n in range(2)]
    answer = standing(*falling)
    assert (answer.status, answer.because[0].en) == ("weak", "output down by more than 10% (-0.2)")
    assert answer.lacking


def test_what_is_lacking_for_strength() -> None:
    answer = standing(firm(1, champion=True, output=Decimal(5)), firm(2, output=Decimal(5)))
    assert answer.better == "strong"
    assert [reason.en for reason in answer.lacking] == ["three producers and more (2)"]


def test_the_profile_of_the_chain() -> None:
    firms = [firm(1, "turbine"), firm(2, "turbine"), firm(3, "resin")]
    profile = profile_chain(CHAIN, judge_chain(CHAIN, firms, RULES))
    assert profile.counts["missing"] == 2
    assert profile.single_firm == ("resin",)
    assert profile.cut == ("blade", "turbine")
    assert profile.unsupplied == (("blade", 2),)


def test_a_market_is_not_judged() -> None:
    """A use outside the chain is no gap without firms, no dependence with one, no cut, and has no way up."""
    nodes = [
        node.model_copy(update={"kind": "application"}) if node.id == "turbine" else node
        for node in CHAIN.nodes
    ]
    chain = CHAIN.model_copy(update={"nodes": tuple(nodes)})
    for firms in ((), (firm(1, "turbine"),), tuple(firm(n, "turbine") for n in range(9))):
        standings = judge_chain(chain, firms, RULES)
        market = standings[-1]
        assert (market.status, market.is_judged, market.is_gap) == ("market", False, False)
        assert (market.because, market.better, market.lacking) == ((), "", ())
        assert market.facts["firms"] == len(firms)
        profile = profile_chain(chain, standings)
        assert profile.counts == {"missing": 3, "market": 1}
        assert profile.single_firm == ()
        assert profile.cut == ("blade",)
        # whoever stands on the market still buys the blade that nobody makes
        assert dict(profile.unsupplied).get("blade", 0) == len(firms)


def test_a_market_gets_neither_better_nor_worse() -> None:
    market = replace(standing(), status="market")
    assert steps_up(market, standing(firm(1), firm(2))) == 0
    assert steps_up(standing(firm(1), firm(2)), market) == 0
    assert steps_up(standing(), standing(firm(1), firm(2))) == 2


def test_a_chain_without_links_is_cut_nowhere() -> None:
    assert cut_nodes(chain_graph(CHAIN.model_copy(update={"links": ()}))) == ()


def test_a_broken_rule_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "chain-node.yaml").write_text("id: x\nversion: 1\nrules: []\n", encoding="utf-8")
    with pytest.raises(InputError) as refused:
        load_node_rules(tmp_path)
    assert {d.expected for d in refused.value.diagnostics} == {"name", "source"}
