"""How the nodes of a chain stand: counted by the database from the registry, judged by the declared rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.core.cache import cache
from django.db.models import Q, QuerySet, Subquery
from django.utils import timezone

from rongshu.findings.chain.node import NOT_JUDGED, WORDS, NodeReference, NodeStanding, judge_counted
from rongshu.findings.chain.profile import ChainProfile, buying_nodes, profile_chain
from rongshu.findings.region.location import (
    NodeEvidence,
    OutputReference,
    node_evidence,
    node_references,
)
from rongshu.office.pages.chain.panorama import Mark
from rongshu.office.pages.chain.reference import NOTHING, Outputs, outputs_of
from rongshu.office.pages.chain.tallies import KEPT, Newest, Tally, counted, local_output, nodes_and_newest
from rongshu.office.pages.parts.listing import Tag
from rongshu.office.people.models import Organisation, User
from rongshu.office.people.permission import Action, Role, can, reaches
from rongshu.office.plans.models import Plan
from rongshu.office.registry.models import Assignment, Enterprise, Node
from rongshu.pack.declared.node_rules import FILE, NodeRules, load_node_rules
from rongshu.pack.schema import Chain, ChainNode
from rongshu.pack.written.files import find_used

LOOKS = {
    "strong": ("good", "tick"),
    "fair": ("fair", "disc"),
    "weak": ("warn", "triangle"),
    "missing": ("bad", "square"),
    "market": ("none", "way"),
}
ORDER = ("strong", "fair", "weak", "missing")


@dataclass(frozen=True, slots=True)
class ChainStanding:
    """A chain judged: each node's standing, the whole's profile, the rule, and how much is only proposed.

    ``detail``: the reader may see figures of the whole territory, not only counts.
    """

    nodes: Mapping[str, NodeStanding]
    profile: ChainProfile
    proposed: int
    confirmed: int
    rules: NodeRules
    detail: bool
    numbers: Mapping[str, int]
    newest: Newest
    outputs: Outputs = NOTHING

    @property
    def counts(self) -> tuple[tuple[Tag, int], ...]:
        """How many nodes stand how."""
        return tuple((status_tag(status), self.profile.counts.get(status, 0)) for status in ORDER)

    @property
    def markets(self) -> int:
        """How many nodes are markets, which nothing is said of."""
        return self.profile.counts.get(NOT_JUDGED, 0)

    @property
    def bar(self) -> tuple[tuple[float, float, str], ...]:
        """Start, width (of 100) and tone of each status."""
        total, start, parts = max(1, len(self.nodes) - self.markets), 0.0, []
        for status in ORDER:
            width = 100 * self.profile.counts.get(status, 0) / total
            parts.append((round(start, 2), round(width, 2), LOOKS[status][0]))
            start += width
        return tuple(parts)

    @property
    def lacking(self) -> tuple[NodeStanding, ...]:
        """Missing nodes first, then weak ones."""
        found = [each for each in self.nodes.values() if each.is_gap]
        return tuple(sorted(found, key=lambda each: each.status != "missing"))


def status_tag(status: str) -> Tag:
    """The status as a word with its shape."""
    return Tag(WORDS[status], *LOOKS[status])


def rules_of(folder: Path) -> NodeRules:
    """The pack's own rule, else the one of the national pack."""
    if (folder / FILE).is_file():
        return _rules(folder, (folder / FILE).stat().st_mtime_ns)
    shared = find_used("cn-standards", folder, (folder.parent,))
    if shared is None:
        return load_node_rules(folder)
    return _rules(shared, (shared / FILE).stat().st_mtime_ns)


@lru_cache(maxsize=8)
def _rules(folder: Path, _moment: int) -> NodeRules:
    return load_node_rules(folder)


def may_see(user: User, plan: Plan) -> bool:
    """Whether the reader may see how the plan's territory stands at all."""
    return can(user, Action.READ_STANDING, plan)


def sees_detail(user: User, plan: Plan) -> bool:
    """Whether the reader reaches the whole territory, so that no figure is a neighbour's."""
    return user.role == Role.ADMINISTRATOR or reaches(user.reach, plan.owner_path)


def territory(plan: Plan) -> QuerySet[Assignment]:
    """The live places of the firms that the plan's owner reaches; a plan without owner counts every firm."""
    rows = Assignment.objects.filter(node__plan=plan.folder, enterprise__merged_into=None)
    rows = rows.exclude(state=Assignment.State.OVERRIDDEN)
    if plan.owner_id is None:
        return rows
    below = Organisation.objects.filter(path__startswith=plan.owner_path)
    return rows.filter(enterprise__owner__in=below)


def standing_of(user: User, plan: Plan, folder: Path, chain: Chain) -> ChainStanding | None:
    """The chain judged; ``None`` for whoever may not see it, and where the registry has placed no firm yet.

    *Cost*: one query while nothing in the registry changes, whatever the number of firms; after a change up
    to four more.
    """
    if not chain.nodes or not may_see(user, plan):
        return None
    return standings_of(user, plan, folder, (chain,)).get(chain.id)


def standings_of(user: User, plan: Plan, folder: Path, chains: Sequence[Chain]) -> dict[str, ChainStanding]:
    """The chains with nodes judged, all in the same few queries; nothing for whoever may not see them."""
    if not may_see(user, plan):
        return {}
    numbers: dict[str, dict[str, int]] = defaultdict(dict)
    nodes, newest = nodes_and_newest(plan)
    for number, (chain, node) in nodes.items():
        numbers[chain][node] = number
    mapped = tuple(each for each in chains if each.nodes and each.id in numbers)
    if not mapped:
        return {}
    rules, detail, outputs = rules_of(folder), sees_detail(user, plan), outputs_of(folder)
    judged = _kept(plan, mapped, counted(plan, territory(plan), nodes, newest), rules, outputs)
    return {
        chain: ChainStanding(*found, rules, detail, numbers[chain], newest, outputs)
        for chain, found in judged.items()
    }


def registry_day() -> date | None:
    """The day of the registry's last change of a firm or a place; ``None`` where no chain is in it."""
    newest = {
        name: Subquery(table.history.order_by("-history_id").values("history_date")[:1])
        for name, table in (("places", Assignment), ("firms", Enterprise))
    }
    moments = Node.objects.annotate(**newest).order_by("pk").values_list(*newest).first() or ()
    known = [timezone.localdate(moment) for moment in moments if moment is not None]
    return max(known, default=None)


Judged = tuple[dict[str, NodeStanding], ChainProfile, int, int]


def _kept(
    plan: Plan,
    chains: tuple[Chain, ...],
    tally: Tally,
    rules: NodeRules,
    outputs: Outputs,
) -> dict[str, Judged]:
    """The judgement of each chain, kept until something on it changes; nobody's reach is in it.

    Where outputs are held against a reference, any firm's output changes every share.
    """
    held = tally.newest if outputs.reference else ()
    shared = (plan.pk, plan.owner_path, rules, outputs.stamp, held, tally.until)
    keys = {
        chain.id: f"standing:{hash((*shared, *_map_of(chain), tally.touched[chain.id]))}" for chain in chains
    }
    known: dict[str, Judged] = cache.get_many(keys.values())
    found = {chain: known[key] for chain, key in keys.items() if key in known}
    lacking = [chain for chain in chains if chain.id not in found]
    if lacking:
        judged = _judged(plan, lacking, rules, tally, outputs.reference)
        cache.set_many({keys[chain]: each for chain, each in judged.items()}, KEPT)
        found |= judged
    return found


def _map_of(chain: Chain) -> tuple[object, ...]:
    """What of a chain's map its judgement depends on."""
    return chain.id, chain.links, tuple((node.id, node.kind) for node in chain.nodes)


def _judged(
    plan: Plan, chains: Sequence[Chain], rules: NodeRules, tally: Tally, reference: OutputReference | None
) -> dict[str, Judged]:
    counts = tally.counted
    rows = territory(plan).filter(node__chain__in=[chain.id for chain in chains])
    held = _held(plan, chains, tally, reference) if reference else {}
    standings = {
        chain.id: judge_counted(
            chain,
            {
                node.id: _facts(row, held.get((chain.id, node.id), NodeReference()))
                for node in chain.nodes
                if (row := counts.get((chain.id, node.id)))
            },
            rules,
        )
        for chain in chains
    }
    buyers = _buyers(rows, chains, standings)
    found = {}
    for chain in chains:
        mine = [row for (owner, _node), row in counts.items() if owner == chain.id]
        proposed = sum(row["proposed"] for row in mine)
        profile = profile_chain(chain, standings[chain.id], buyers.get(chain.id, {}))
        nodes = {each.node: each for each in standings[chain.id]}
        found[chain.id] = (nodes, profile, proposed, sum(row["firms"] for row in mine) - proposed)
    return found


def _held(
    plan: Plan,
    chains: Sequence[Chain],
    tally: Tally,
    reference: OutputReference,
) -> dict[tuple[str, str], NodeReference]:
    """Location quotient and local supply of every node; one query more after a change of a firm."""
    whole, found = local_output(plan, tally.newest), {}
    for chain in chains:
        nodes = {node: row["output"] for (owner, node), row in tally.counted.items() if owner == chain.id}
        known = node_references(chain, replace(whole, by_node=nodes), reference)
        found |= {(chain.id, node): each for node, each in known.items()}
    return found


def evidence_of(plan: Plan, chain: Chain, node: ChainNode, standing: ChainStanding) -> NodeEvidence | None:
    """What the node's quotient was worked out from; ``None`` without a reference table."""
    reference = standing.outputs.reference
    if reference is None:
        return None
    here = {node.id: standing.nodes[node.id].facts["output"]}
    return node_evidence(chain, node, replace(local_output(plan, standing.newest), by_node=here), reference)


def _facts(row: Mapping[str, Any], reference: NodeReference) -> dict[str, Decimal | None]:
    """As ``findings.chain_node.node_facts``, from sums.  What nobody loaded is unknown."""
    output, before = row["output"], row["before"]
    return {
        "firms": Decimal(row["firms"]),
        "large_firms": Decimal(row["large"]),
        "champions": Decimal(row["champions"]),
        "output": output,
        "concentration": row["biggest"] / output if output else None,
        "trend": row["now"] / before - 1 if before else None,
        "location_quotient": reference.location_quotient,
        "local_supply": reference.local_supply,
    }


def _buyers(
    rows: QuerySet[Assignment],
    chains: Sequence[Chain],
    standings: Mapping[str, Sequence[NodeStanding]],
) -> dict[str, dict[str, int]]:
    """For each missing node how many different firms stand on the nodes that buy from it; one query."""
    wanted = {
        (chain.id, each.node): after
        for chain in chains
        for each in standings[chain.id]
        if each.status == "missing" and (after := buying_nodes(chain, each.node))
    }
    if not wanted:
        return {}
    ends = Q()
    for (chain_id, _node), after in wanted.items():
        ends |= Q(node__chain=chain_id, node__node__in=after)
    there: dict[tuple[str, str], set[int]] = defaultdict(set)
    pairs = rows.filter(ends, role="producer").order_by()
    for chain_id, node, firm in pairs.values_list("node__chain", "node__node", "enterprise_id"):
        there[chain_id, node].add(firm)
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for (chain_id, node), after in wanted.items():
        found[chain_id][node] = len(set().union(*(there[chain_id, each] for each in after)))
    return found


def marks_of(standing: ChainStanding) -> dict[str, Mark]:
    """What each card of the panorama shows."""
    return {
        node: Mark(each.status, WORDS[each.status], int(each.facts["firms"] or 0))
        for node, each in standing.nodes.items()
    }
