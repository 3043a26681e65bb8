"""How the nodes of a chain stand: counted by the database from the registry, judged by the declared rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from django.db.models import Count, F, Max, Q, QuerySet, Sum

from rongshu.findings.chain_node import WORDS, NodeStanding, judge_counted
from rongshu.findings.chain_profile import ChainProfile, buying_nodes, profile_chain
from rongshu.office.pages.listing import Tag
from rongshu.office.pages.panorama import Mark
from rongshu.office.people.models import Organisation, User
from rongshu.office.people.permission import Action, Role, can, reaches
from rongshu.office.plans.models import Plan
from rongshu.office.registry.models import Assignment, Node
from rongshu.pack.declared_node_rules import FILE, NodeRules, load_node_rules
from rongshu.pack.files import find_used
from rongshu.pack.schema import Chain

LOOKS = {
    "strong": ("good", "tick"),
    "fair": ("fair", "disc"),
    "weak": ("warn", "triangle"),
    "missing": ("bad", "square"),
}
ORDER = ("strong", "fair", "weak", "missing")


@dataclass(frozen=True, slots=True)
class ChainStanding:
    """A chain judged: each node's standing, the whole's profile, the rule, and how much is only proposed.

    ``detail``: the reader may see figures of the whole territory, not only counts.
    """

    nodes: Mapping[str, NodeStanding]
    profile: ChainProfile
    rules: NodeRules
    proposed: int
    confirmed: int
    detail: bool
    numbers: Mapping[str, int]

    @property
    def counts(self) -> tuple[tuple[Tag, int], ...]:
        """How many nodes stand how."""
        return tuple((status_tag(status), self.profile.counts.get(status, 0)) for status in ORDER)

    @property
    def bar(self) -> tuple[tuple[float, float, str], ...]:
        """Start, width (of 100) and tone of each status."""
        total, start, parts = max(1, len(self.nodes)), 0.0, []
        for status in ORDER:
            width = 100 * self.profile.counts.get(status, 0) / total
            parts.append((round(start, 2), round(width, 2), LOOKS[status][0]))
            start += width
        return tuple(parts)

    @property
    def lacking(self) -> tuple[NodeStanding, ...]:
        """Missing nodes first, then weak ones."""
        found = [each for each in self.nodes.values() if each.status in {"missing", "weak"}]
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

    *Cost*: four queries whatever the number of firms.
    """
    if not chain.nodes or not may_see(user, plan):
        return None
    numbers = dict(Node.objects.filter(plan=plan.folder, chain=chain.id).values_list("node", "pk"))
    if not numbers:
        return None
    rows = territory(plan).filter(node__chain=chain.id)
    counted = _counted(rows)
    rules = rules_of(folder)
    facts = {node: _facts(row) for node, row in counted.items()}
    standings = judge_counted(chain, facts, rules)
    profile = profile_chain(chain, standings, _buyers(rows, chain, standings))
    proposed = sum(row["proposed"] for row in counted.values())
    total = sum(row["firms"] for row in counted.values())
    nodes = {each.node: each for each in standings}
    return ChainStanding(nodes, profile, rules, proposed, total - proposed, sees_detail(user, plan), numbers)


def _counted(rows: QuerySet[Assignment]) -> dict[str, dict[str, object]]:
    both = Q(enterprise__output__isnull=False, enterprise__output_before__isnull=False)
    grouped = rows.filter(role="producer").order_by().values("node__node")
    counted = grouped.annotate(
        firms=Count("pk"),
        large=Count("pk", filter=Q(enterprise__size="large")),
        champions=Count("pk", filter=Q(enterprise__champion=True)),
        output=Sum("enterprise__output"),
        biggest=Max("enterprise__output"),
        now=Sum("enterprise__output", filter=both),
        before=Sum("enterprise__output_before", filter=both),
        proposed=Count("pk", filter=Q(state="proposed")),
    )
    return {row["node__node"]: row for row in counted}


def _facts(row: Mapping[str, object]) -> dict[str, Decimal | None]:
    """As ``findings.chain_node.node_facts``, from sums.  What nobody loaded is unknown."""
    output, before = row["output"], row["before"]
    return {
        "firms": Decimal(row["firms"]),
        "large_firms": Decimal(row["large"]),
        "champions": Decimal(row["champions"]),
        "output": output,
        "concentration": row["biggest"] / output if output else None,
        "trend": row["now"] / before - 1 if before else None,
        "location_quotient": None,
        "local_supply": None,
    }


def _buyers(rows: QuerySet[Assignment], chain: Chain, standings: tuple[NodeStanding, ...]) -> dict[str, int]:
    """For each missing node how many firms stand on the nodes that buy from it; one query for all."""
    wanted = {
        each.node: after
        for each in standings
        if each.status == "missing" and (after := buying_nodes(chain, each.node))
    }
    if not wanted:
        return {}
    names = {f"n{place}": node for place, node in enumerate(wanted)}
    asked = {
        name: Count(F("enterprise"), distinct=True, filter=Q(node__node__in=wanted[node], role="producer"))
        for name, node in names.items()
    }
    found = rows.order_by().aggregate(**asked)
    return {names[name]: count for name, count in found.items()}


def marks_of(standing: ChainStanding) -> dict[str, Mark]:
    """What each card of the panorama shows."""
    return {
        node: Mark(each.status, WORDS[each.status], int(each.facts["firms"] or 0))
        for node, each in standing.nodes.items()
    }
