"""What a node of a chain would be with the projects on their way there: the same rule, the facts moved on.

A project adds a producer, and what it declares of output; what it does not declare leaves the fact as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rongshu.findings.chain.node import NodeStanding, judge_counted, steps_up
from rongshu.pack.declared.node_rules import NodeRules
from rongshu.pack.schema import Chain

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class ProjectOnNode:
    """A project as it adds to a node.  *Units*: output in 万元 a year, ``None`` unknown.

    ``there`` says that its firm is a producer on the node already; ``large`` that its plant alone is of the
    large class; ``None`` where people or revenue are not declared.
    """

    key: str
    output: Decimal | None = None
    there: bool = False
    large: bool | None = None


@dataclass(frozen=True, slots=True)
class NodeProspect:
    """A node now and with all its projects; ``alone`` is the status with each project by itself.

    ``unsized`` and ``without_output`` count projects whose size or output is not declared.
    """

    now: NodeStanding
    then: NodeStanding
    alone: Mapping[str, str]
    unsized: int
    without_output: int

    @property
    def fills(self) -> bool:
        """Whether the node stands better with its projects."""
        return steps_up(self.now, self.then) > 0


def prospect_of(
    chain: Chain, now: NodeStanding, projects: Sequence[ProjectOnNode], rules: NodeRules
) -> NodeProspect:
    """The node with its projects in production, the rest of the world as it is."""
    alone = chain.model_copy(update={"nodes": tuple(n for n in chain.nodes if n.id == now.node)})
    return NodeProspect(
        now,
        _with(alone, now, projects, rules),
        {each.key: _with(alone, now, [each], rules).status for each in projects},
        sum(each.large is None and not each.there for each in projects),
        sum(each.output is None for each in projects),
    )


def _with(
    chain: Chain, now: NodeStanding, projects: Sequence[ProjectOnNode], rules: NodeRules
) -> NodeStanding:
    return judge_counted(chain, {now.node: _facts(now.facts, projects)}, rules)[0]


def _facts(
    facts: Mapping[str, Decimal | None], projects: Sequence[ProjectOnNode]
) -> dict[str, Decimal | None]:
    """The node's facts moved on.  A known total with an unknown part stays a known total: it is a least one.

    ``concentration`` is the largest share: of the largest firm now, or of the largest new plant; a plant of a
    firm that is there already makes it unknown, for nobody says which firm's output it joins.
    """
    outputs = [each.output for each in projects if each.output is not None]
    total = sum(outputs, facts["output"] or ZERO) if outputs or facts["output"] is not None else None
    new = [each for each in projects if not each.there]
    return {
        **facts,
        "firms": (facts["firms"] or ZERO) + len(new),
        "large_firms": (facts["large_firms"] or ZERO) + sum(each.large is True for each in new),
        "output": total,
        "concentration": _concentration(facts, projects, total),
    }


def _concentration(
    facts: Mapping[str, Decimal | None], projects: Sequence[ProjectOnNode], total: Decimal | None
) -> Decimal | None:
    if not total or any(each.there and each.output for each in projects):
        return None if total else facts["concentration"]
    now, share = facts["output"] or ZERO, facts["concentration"] or ZERO
    largest = max([share * now, *(each.output for each in projects if each.output is not None)])
    return largest / total
