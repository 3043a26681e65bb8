"""One node of a chain: who is there, why it stands as it does, what is on its way, and whom to bring in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import quote

from django.db.models import Count, F, Max, Prefetch, Window
from django.db.models.functions import RowNumber

from rongshu.findings.chain.node import NodeStanding
from rongshu.findings.chain.profile import buying_nodes
from rongshu.findings.investment.bars import HOW
from rongshu.findings.investment.candidate import Candidate, Demand, ParkOffer
from rongshu.findings.investment.candidate_file import TIES, ties_of
from rongshu.findings.investment.ranking import Ranked, rank_candidates
from rongshu.findings.region.location import NodeEvidence
from rongshu.matching.lexicon import Lexicon
from rongshu.matching.placement import FirmText, place
from rongshu.office.pages.chain.standing import ChainStanding, evidence_of, standing_of, territory
from rongshu.office.pages.opened.opening import Opened, once_per_pack
from rongshu.office.people.models import User
from rongshu.office.people.permission import Action, can
from rongshu.office.registry.models import Assignment, Enterprise, Obstacle, Project, Target
from rongshu.office.registry.models import Park as RegisteredPark
from rongshu.office.registry.reach import inside, visible
from rongshu.pack.declared.weights import Weights, load_weights
from rongshu.pack.schema import Chain, ChainNode, Name, Park
from rongshu.pack.written.files import find_used
from rongshu.terms.bilingual import Bilingual

SHOWN, RANKED_SHOWN = 60, 50
lexicon_of = once_per_pack(lambda pack: Lexicon(pack.chains))


@dataclass(frozen=True, slots=True)
class NodePage:
    """A node with all that the reader may see of it; ``hidden`` firms are out of the reader's reach."""

    chain: Chain
    node: ChainNode
    standing: NodeStanding | None
    whole: ChainStanding | None
    suppliers: tuple[ChainNode, ...]
    buyers: tuple[ChainNode, ...]
    firms: tuple[Assignment, ...] = ()
    traders: tuple[Assignment, ...] = ()
    hidden: int = 0
    projects: tuple[Project, ...] = ()
    number: int | None = None
    evidence: NodeEvidence | None = None

    @property
    def is_cut(self) -> bool:
        """Whether the chain hangs on this node."""
        return self.whole is not None and self.node.id in self.whole.profile.cut

    @property
    def planned_output(self) -> object:
        """Output at capacity of the projects on their way, 万元; ``None`` where none says it."""
        outputs = [project.output for project in self.projects if project.output is not None]
        return sum(outputs) if outputs else None


@dataclass(frozen=True, slots=True)
class TargetPage:
    """Candidates for a node, ranked, with the weights that did it."""

    chain: Chain
    node: ChainNode
    weights: Weights
    ranked: tuple[Ranked, ...]
    buyers: tuple[str, ...]
    numbers: dict[str, Target] = field(default_factory=dict)
    registered: dict[str, int] = field(default_factory=dict)

    @property
    def how(self) -> Mapping[str, Bilingual]:
        """How each component is worked out."""
        return HOW

    @property
    def names(self) -> dict[str, Name]:
        """The components by what the pack calls them."""
        return {weight.component: weight.name for weight in self.weights.weights}


def node_path(chain: str, node: str) -> str:
    """The page of a node, relative to the plan's address."""
    return f"nodes/{quote(chain, safe='')}/{quote(node, safe='')}/"


def find_node(opened: Opened, identity: str, node: str) -> tuple[Chain, ChainNode] | None:
    """The node; ``None`` where the plan has none such."""
    for chain in opened.shelved.chains:
        if chain.id == identity:
            return next(((chain, each) for each in chain.nodes if each.id == node), None)
    return None


def node_page(user: User, opened: Opened, chain: Chain, node: ChainNode) -> NodePage:
    """Everything on a node.  *Cost*: three queries beside the standing, whatever the number of firms."""
    whole = standing_of(user, opened.plan, opened.folder, chain)
    nodes = {each.id: each for each in chain.nodes}
    before = tuple(
        nodes[link.source] for link in chain.links if link.target == node.id and link.source in nodes
    )
    after = tuple(nodes[each] for each in buying_nodes(chain, node.id) if each in nodes)
    if whole is None:
        return NodePage(chain, node, None, None, before, after)
    number = whole.numbers.get(node.id)
    there = _there(user, opened, chain.id, node.id)
    firms, traders = (
        tuple(each for each in there if (each.role == "producer") is makers) for makers in (True, False)
    )
    standing = whole.nodes[node.id]
    counted = firms[0].of_role if firms else 0
    in_way = Prefetch("obstacles", Obstacle.objects.filter(cleared=None), to_attr="standing_in_way")
    projects = visible(user, Project).filter(node_id=number).select_related("park", "enterprise")
    return NodePage(
        *(chain, node, standing, whole, before, after),
        firms=firms,
        traders=traders,
        hidden=0 if whole.detail else max(0, int(standing.facts["firms"] or 0) - counted),
        projects=tuple(projects.prefetch_related(in_way)[:SHOWN]),
        number=number,
        evidence=evidence_of(opened.plan, chain, node, whole) if standing.is_judged else None,
    )


def _there(user: User, opened: Opened, chain: str, node: str) -> list[Assignment]:
    """The first firms of each role on the node, those with the largest output first; all in one query.

    ``of_role`` says of each how many the reader sees in all.
    """
    rows = territory(opened.plan).filter(node__chain=chain, node__node=node)
    seen = rows.filter(inside(user, "enterprise__"))
    order = [F("enterprise__output").desc(nulls_last=True), F("score").desc(nulls_last=True), F("pk").asc()]
    ranked = seen.annotate(
        place=Window(RowNumber(), partition_by=[F("role")], order_by=order),
        of_role=Window(Count("pk"), partition_by=[F("role")]),
    )
    return list(
        ranked.filter(place__lte=SHOWN).select_related("enterprise", "enterprise__park").order_by("place")
    )


def target_page(user: User, opened: Opened, chain: Chain, node: ChainNode) -> TargetPage:
    """The outside firms that the reader may see, ranked for the node."""
    weights = weights_of(opened)
    rows = list(visible(user, Target, Action.READ_TARGETS))
    buyers = _buyers(user, opened, chain, node)
    demand = Demand(chain.id, node.id, buyers, _offers(user, opened), _wanted(chain, node))
    ranked = rank_candidates([candidate_of(row) for row in rows], demand, lexicon_of(opened.shelved), weights)
    numbers = {str(row.pk): row for row in rows}
    return TargetPage(chain, node, weights, ranked, buyers or (), numbers, _registered(user, ranked))


def _registered(user: User, ranked: Sequence[Ranked]) -> dict[str, int]:
    """The introducing firms that the reader may see in the registry, by name."""
    names = {firm for row in ranked[:RANKED_SHOWN] for firm, _kind in row.introducers}
    if not names:
        return {}
    rows = visible(user, Enterprise).filter(name__in=names, merged_into=None)
    return dict(rows.values_list("name", "pk"))


def _wanted(chain: Chain, node: ChainNode) -> tuple[str, ...]:
    """The words by which a park's leading industries are held against the node."""
    return (chain.name.zh.removesuffix("产业链"), node.name.zh, *node.products[:5])


def _buyers(user: User, opened: Opened, chain: Chain, node: ChainNode) -> tuple[str, ...] | None:
    """Firms on the nodes that buy from this one; ``None`` where none buys in the chain."""
    after = buying_nodes(chain, node.id)
    if not after:
        return None
    rows = territory(opened.plan).filter(node__chain=chain.id, node__node__in=after, role="producer")
    rows = rows.filter(inside(user, "enterprise__")).order_by("-enterprise__output")
    return tuple(dict.fromkeys(rows.values_list("enterprise__name", flat=True)[:500]))


def _offers(user: User, opened: Opened) -> tuple[ParkOffer, ...]:
    """The registered parks with what they can give; the plan's own where none is registered."""
    rows = visible(user, RegisteredPark)
    found = tuple(
        ParkOffer(
            Park(
                id=str(row.pk),
                name=Name(zh=row.name, en=row.name_en),
                industries=tuple(word for word in row.industries.split("、") if word),
            ),
            row.free_mu,
            row.energy_room,
        )
        for row in rows
    )
    return found or tuple(ParkOffer(park) for park in opened.shelved.parks)


def candidate_of(row: Target) -> Candidate:
    """An outside firm as the ranking reads it."""
    ties = ties_of({name: getattr(row, name) for name in TIES})
    codes = tuple(code for code in row.gbt4754.split(",") if code)
    return Candidate(
        *(str(row.pk), row.name, row.products, row.scope, codes, row.revenue, row.growth, row.distance_km),
        ties=ties,
        land_need=row.land_mu,
        energy_need=row.energy,
    )


def weights_of(opened: Opened) -> Weights:
    """The pack's own weights, else the national ones.  *Errors*: ``InputError``."""
    own = opened.folder / "rules" / "investment.yaml"
    folder = (
        opened.folder if own.is_file() else find_used("cn-standards", opened.folder, (opened.folder.parent,))
    )
    return load_weights(folder or opened.folder)


def candidates_by_node(user: User, opened: Opened) -> dict[tuple[str, str], int]:
    """How many outside firms fit each node, for those who may see them."""
    if not can(user, Action.READ_TARGETS):
        return {}
    rows = visible(user, Target, Action.READ_TARGETS)
    newest = Target.history.aggregate(newest=Max("history_id"))["newest"] or 0
    return _fitting(user.pk, newest, _Held(opened, rows))


class _Held:
    """Carries what the count reads; the count itself is kept by person and newest change."""

    def __init__(self, opened: Opened, rows: Sequence[Target]) -> None:
        self.opened, self.rows = opened, rows

    def __hash__(self) -> int:
        return hash(self.opened.folder)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and other.opened.shelved is self.opened.shelved


@lru_cache(maxsize=64)
def _fitting(_user: int, _newest: int, held: _Held) -> dict[tuple[str, str], int]:
    lexicon, counted = lexicon_of(held.opened.shelved), Counter()
    for row in held.rows:
        each = candidate_of(row)
        text = FirmText(each.key, each.name, each.products, each.scope, each.codes)
        counted.update((p.chain, p.node) for p in place(text, lexicon) if p.role == "producer")
    return dict(counted)
