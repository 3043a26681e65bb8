"""A chain on two days: which nodes stand otherwise, by which facts, and which firms and projects moved.

Both days are judged by the same rule on the same map, so that what differs is the economy and not the
measure.  What nobody recorded of a day is counted as unsure, never taken for nothing: a node with unsure rows
has no direction.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from rongshu.findings.chain.node import NodeFirm, NodeReference, NodeStanding, judge_chain, steps_up
from rongshu.findings.chain.profile import ChainProfile, profile_chain
from rongshu.pack.declared.node_rules import NodeRules
from rongshu.pack.schema import Chain

PRODUCER = "producer"


@dataclass(frozen=True, slots=True)
class ProjectThen:
    """A project as it was: its key, node, stage and total investment (万元, ``None`` unknown)."""

    project: str
    node: str
    stage: str
    investment: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ChainThen:
    """What was known of a chain on a day.

    ``unsure`` counts by node the rows of which nobody recorded how they stood that day; ``candidates`` are by
    node the outside firms that fitted it.
    """

    firms: tuple[NodeFirm, ...] = ()
    projects: tuple[ProjectThen, ...] = ()
    candidates: Mapping[str, frozenset[str]] = field(default_factory=dict)
    unsure: Mapping[str, int] = field(default_factory=dict)
    references: Mapping[str, NodeReference] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FactChange:
    """One fact of a node at both times; ``None`` is unknown."""

    fact: str
    before: Decimal | None
    after: Decimal | None


@dataclass(frozen=True, slots=True)
class Reclassified:
    """A firm that left nodes of the chain and came to others, or whose role there changed."""

    firm: str
    gone: tuple[str, ...]
    come: tuple[str, ...]
    roles: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class NodeChange:
    """A node at both times.

    ``entered`` and ``left`` are its producers now and no more; ``facts`` those that differ, which is the
    evidence for the status; ``unsure`` rows of either day are not known.
    """

    node: str
    before: NodeStanding
    after: NodeStanding
    entered: tuple[str, ...]
    left: tuple[str, ...]
    facts: tuple[FactChange, ...]
    new_candidates: tuple[str, ...]
    lost_candidates: tuple[str, ...]
    unsure: int

    @property
    def direction(self) -> str:
        """``better``, ``worse``, ``same``; ``unsure`` where a day is not fully recorded and they differ."""
        step = steps_up(self.before, self.after)
        if self.unsure and step:
            return "unsure"
        return "better" if step > 0 else "worse" if step < 0 else "same"

    @property
    def changed(self) -> bool:
        """Whether anything at all differs."""
        return bool(
            self.before.status != self.after.status
            or self.entered
            or self.left
            or self.facts
            or self.new_candidates
            or self.lost_candidates
        )


@dataclass(frozen=True, slots=True)
class ProjectChange:
    """A project at both times; ``None`` where it was not yet, or is no more, on the chain."""

    project: str
    before: ProjectThen | None
    after: ProjectThen | None

    @property
    def kind(self) -> str:
        """``new``, ``gone``, ``stage``, ``node`` (and perhaps stage) or ``investment``."""
        if self.before is None:
            return "new"
        if self.after is None:
            return "gone"
        if self.before.node != self.after.node:
            return "node"
        return "stage" if self.before.stage != self.after.stage else "investment"


@dataclass(frozen=True, slots=True)
class ChainChange:
    """Everything that differs between the two days; ``nodes`` are all nodes in the chain's order.

    ``entered`` and ``left`` are firms new on the chain and no more on it.
    """

    chain: str
    nodes: tuple[NodeChange, ...]
    entered: tuple[str, ...]
    left: tuple[str, ...]
    reclassified: tuple[Reclassified, ...]
    projects: tuple[ProjectChange, ...]
    before: ChainProfile
    after: ChainProfile

    @property
    def changed(self) -> tuple[NodeChange, ...]:
        """The nodes that differ, those with another status first."""
        order = {"worse": 0, "better": 1, "unsure": 2, "same": 3}
        return tuple(sorted((n for n in self.nodes if n.changed), key=lambda each: order[each.direction]))

    @property
    def turned(self) -> Mapping[str, int]:
        """How many nodes became better, worse, or cannot be said."""
        return Counter(each.direction for each in self.nodes)


def compare_chain(chain: Chain, before: ChainThen, after: ChainThen, rules: NodeRules) -> ChainChange:
    """The chain on two days.  *Cost*: linear in the rows of both."""
    standings = [judge_chain(chain, then.firms, rules, then.references) for then in (before, after)]
    there = [_producers(chain, then.firms) for then in (before, after)]
    nodes = tuple(_node_change(old, new, there, before, after) for old, new in zip(*standings, strict=True))
    places = [_places(chain, then.firms) for then in (before, after)]
    return ChainChange(
        chain.id,
        nodes,
        tuple(sorted(places[1].keys() - places[0].keys())),
        tuple(sorted(places[0].keys() - places[1].keys())),
        tuple(_reclassified(places[0], places[1])),
        tuple(_projects(before.projects, after.projects)),
        *(profile_chain(chain, each) for each in standings),
    )


def _producers(chain: Chain, firms: Iterable[NodeFirm]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for firm in firms:
        if firm.chain == chain.id and firm.role == PRODUCER:
            found[firm.node].add(firm.firm)
    return found


def _places(chain: Chain, firms: Iterable[NodeFirm]) -> dict[str, dict[str, str]]:
    """Each firm's nodes on the chain with its role there."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for firm in firms:
        if firm.chain == chain.id:
            found[firm.firm][firm.node] = firm.role
    return dict(found)


def _node_change(
    old: NodeStanding,
    new: NodeStanding,
    there: Sequence[Mapping[str, set[str]]],
    before: ChainThen,
    after: ChainThen,
) -> NodeChange:
    node = old.node
    then, now = (each.get(node, set()) for each in there)
    fitted, fits = (each.candidates.get(node, frozenset()) for each in (before, after))
    facts = tuple(
        FactChange(name, value, new.facts[name])
        for name, value in old.facts.items()
        if value != new.facts[name]
    )
    return NodeChange(
        *(node, old, new),
        tuple(sorted(now - then)),
        tuple(sorted(then - now)),
        facts,
        tuple(sorted(fits - fitted)),
        tuple(sorted(fitted - fits)),
        before.unsure.get(node, 0) + after.unsure.get(node, 0),
    )


def _reclassified(
    before: Mapping[str, Mapping[str, str]], after: Mapping[str, Mapping[str, str]]
) -> Iterable[Reclassified]:
    """Firms on the chain at both times whose nodes or roles differ."""
    for firm in sorted(before.keys() & after.keys()):
        then, now = before[firm], after[firm]
        gone, come = (tuple(sorted(a.keys() - b.keys())) for a, b in ((then, now), (now, then)))
        roles = tuple(
            (node, then[node], now[node])
            for node in sorted(then.keys() & now.keys())
            if then[node] != now[node]
        )
        if gone or come or roles:
            yield Reclassified(firm, gone, come, roles)


def _projects(before: Sequence[ProjectThen], after: Sequence[ProjectThen]) -> Iterable[ProjectChange]:
    then, now = ({each.project: each for each in some} for some in (before, after))
    for project in dict.fromkeys((*then, *now)):
        change = ProjectChange(project, then.get(project), now.get(project))
        if change.before != change.after:
            yield change
