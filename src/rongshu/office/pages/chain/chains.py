"""The industry chains of a plan: who leads them, and one page per chain with its panorama."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from rongshu.findings.chain.node import WORDS
from rongshu.office.pages.chain.folding import zoomed
from rongshu.office.pages.chain.panorama import Mark, Panorama, panorama_of
from rongshu.office.pages.parts.figures import Figure, figure_of
from rongshu.office.pages.parts.listing import Cell, Column, Facet, Link, Row, Table, Tag
from rongshu.office.pages.parts.wording import CHAIN_SOURCES, worded
from rongshu.office.pages.plan.industries import related
from rongshu.pack.schema import Chain, ChainNode, Industry, Pack, Sequence, Stage
from rongshu.terms.bilingual import Bilingual

COLUMNS = (
    Column("name", Bilingual("产业链", "Chain"), lead=True, wide=True),
    Column("cluster", Bilingual("所属集群", "Cluster")),
    Column("leader", Bilingual("链长", "Leader")),
    Column("department", Bilingual("牵头部门", "Lead department")),
    Column("enterprises", Bilingual("链上企业", "Enterprises"), wide=True),
    Column("nodes", Bilingual("环节数", "Nodes"), numeric=True),
    Column("source", Bilingual("来源", "Source")),
)
JUDGED = ("strong", "fair", "weak", "missing")
STANDING = tuple(
    Column(status, Bilingual(WORDS[status].zh, WORDS[status].en.capitalize()), numeric=True)
    for status in JUDGED
)


@dataclass(frozen=True, slots=True)
class NodeView:
    """A node with its neighbours."""

    node: ChainNode
    inputs: tuple[ChainNode, ...]
    outputs: tuple[ChainNode, ...]


@dataclass(frozen=True, slots=True)
class Bridge:
    """A link to another chain: ``outward`` when what flows leaves this one; ``same``: one product in both."""

    here: ChainNode
    there: Link
    chain: Link
    flow: str
    outward: bool
    same: bool
    cite: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChainPage:
    """Everything on one chain; ``sequences`` are the product chains as the plan writes them."""

    chain: Chain
    source: Tag
    target: Figure | None
    panorama: Panorama | None
    stages: tuple[tuple[Stage, tuple[ChainNode, ...]], ...]
    inputs: dict[str, tuple[ChainNode, ...]]
    outputs: dict[str, tuple[ChainNode, ...]]
    sequences: tuple[Sequence, ...]
    industries: tuple[Industry, ...]
    parks: tuple[Link, ...]
    enterprises: tuple[Link, ...]
    cluster: Bilingual
    bridges: tuple[Bridge, ...]
    zoom: Stage | None = None

    @property
    def stage_views(self) -> tuple[tuple[Stage, tuple[NodeView, ...]], ...]:
        """The stages with their nodes and what each is linked with."""
        return tuple(
            (stage, tuple(NodeView(node, self.inputs[node.id], self.outputs[node.id]) for node in nodes))
            for stage, nodes in self.stages
        )


def chain_path(identity: str) -> str:
    """The page of one chain, relative to the plan's address."""
    return f"chains/{quote(identity)}/"


def chain_lookup(pack: Pack) -> dict[str, Chain]:
    """Each chain by id and by Chinese name."""
    return {**{chain.name.zh: chain for chain in pack.chains}, **{chain.id: chain for chain in pack.chains}}


def chain_table(pack: Pack, counts: Mapping[str, Mapping[str, int]] | None = None) -> Table:
    """The list of chains; with ``counts`` also how many nodes of each stand how, by chain and status."""
    clusters = _cluster_names(pack)
    rows = tuple(_row(chain, clusters, counts) for chain in pack.chains)
    facets = (
        Facet("cluster", Bilingual("所属集群", "Cluster")),
        Facet("department", Bilingual("牵头部门", "Lead department")),
        Facet("source", Bilingual("来源", "Source"), CHAIN_SOURCES),
    )
    return Table(_columns(counts), rows, facets)


def _columns(counts: object) -> tuple[Column, ...]:
    return COLUMNS if not counts else (*COLUMNS[:-1], *STANDING, COLUMNS[-1])


def chain_page(
    pack: Pack,
    identity: str,
    language: str,
    marks: Mapping[str, Mark] | None = None,
    stage: str = "",
) -> ChainPage | None:
    """Everything on one chain; ``None`` when the plan has none of this id.

    With ``stage`` the picture shows that stage and what is linked with it.
    """
    chain = next((each for each in pack.chains if each.id == identity), None)
    if chain is None:
        return None
    industries = tuple(each for each in pack.industries if related(chain, each))
    segments = {key for each in industries for key in (each.id, each.name.zh)}
    return ChainPage(
        chain=chain,
        source=source_tag(chain),
        target=figure_of(chain.target) if chain.target else None,
        panorama=panorama_of(zoomed(chain, stage) if stage else chain, language, marks),
        zoom=next((each for each in chain.stages if each.id == stage), None),
        stages=tuple((s, tuple(n for n in chain.nodes if n.stage == s.id)) for s in chain.stages),
        inputs=_neighbours(chain, inward=True),
        outputs=_neighbours(chain, inward=False),
        sequences=tuple(each for each in pack.sequences if each.segment in segments),
        industries=industries,
        parks=tuple(_park_link(pack, key) for key in chain.parks),
        enterprises=tuple(_firm_link(key) for key in chain.enterprises),
        cluster=_cluster_names(pack).get(chain.cluster, Bilingual(chain.cluster)),
        bridges=tuple(_bridges(pack, chain)),
    )


def source_tag(chain: Chain) -> Tag:
    """Whether the plan names the chain or an analyst added it, as a word."""
    return Tag(worded(CHAIN_SOURCES, chain.source), "plain" if chain.source == "plan" else "none")


def _bridges(pack: Pack, chain: Chain) -> Iterator[Bridge]:
    """The crosslinks that begin or end in this chain; one that lost an end is left out."""
    nodes = {(each.id, node.id): (each, node) for each in pack.chains for node in each.nodes}
    for link in pack.crosslinks:
        ends = (link.source_chain, link.source), (link.target_chain, link.target)
        outward = link.source_chain == chain.id
        if ends[0] not in nodes or ends[1] not in nodes or chain.id not in (ends[0][0], ends[1][0]):
            continue
        here, (other, there) = nodes[ends[0 if outward else 1]], nodes[ends[1 if outward else 0]]
        path = chain_path(other.id)
        yield Bridge(
            here=here[1],
            there=Link(there.name.bilingual(), f"{path}#{quote(there.id)}"),
            chain=Link(other.name.bilingual(), path),
            flow=link.flow,
            outward=outward,
            same=link.kind == "same",
            cite=link.cite,
        )


def _neighbours(chain: Chain, inward: bool) -> dict[str, tuple[ChainNode, ...]]:
    nodes = {node.id: node for node in chain.nodes}
    found: dict[str, tuple[ChainNode, ...]] = {node.id: () for node in chain.nodes}
    for link in chain.links:
        here, there = (link.target, link.source) if inward else (link.source, link.target)
        if here in nodes and there in nodes:
            found[here] = (*found[here], nodes[there])
    return found


def _park_link(pack: Pack, key: str) -> Link:
    park = next((each for each in pack.parks if key in (each.id, each.name.zh, *each.aliases)), None)
    return Link(park.name.bilingual(), f"parks/{quote(park.id)}/") if park else Link(Bilingual(key))


def _cluster_names(pack: Pack) -> dict[str, Bilingual]:
    return {cluster.id: cluster.name.bilingual() for cluster in pack.clusters}


def _firm_link(name: str) -> Link:
    return Link(Bilingual(name), f"firms/?q={quote(name)}")


def _row(chain: Chain, clusters: dict[str, Bilingual], counts: Mapping[str, Mapping[str, int]] | None) -> Row:
    cluster = clusters.get(chain.cluster, Bilingual(chain.cluster))
    mine = (counts or {}).get(chain.id)
    numbers = (None if mine is None else mine.get(status, 0) for status in JUDGED)
    cells = (
        Cell(chain.name.bilingual(), path=chain_path(chain.id), cites=chain.cite),
        Cell(cluster),
        Cell(Bilingual(chain.leader)),
        Cell(Bilingual(chain.lead_department or "、".join(chain.departments))),
        Cell(links=tuple(_firm_link(name) for name in chain.enterprises)),
        Cell(Bilingual(str(len(chain.nodes)) if chain.nodes else ""), key=len(chain.nodes)),
        *(Cell() if each is None else Cell(Bilingual(str(each)), key=each) for each in numbers if counts),
        Cell(tags=(source_tag(chain),)),
    )
    facets = {
        "cluster": (cluster.zh,) if cluster.zh else (),
        "department": (chain.lead_department,) if chain.lead_department else (),
        "source": (chain.source,),
    }
    return Row(chain.id, cells, facets, also=" ".join(chain.departments))
