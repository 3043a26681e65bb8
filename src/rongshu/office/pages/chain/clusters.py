"""The industrial clusters of a plan with the chains printed beside them."""

from __future__ import annotations

from rongshu.office.pages.chain.chains import chain_lookup, chain_path
from rongshu.office.pages.parts.figures import figure_of
from rongshu.office.pages.parts.listing import Cell, Column, Link, Row, Table
from rongshu.pack.schema import Chain, Cluster, Pack
from rongshu.terms.bilingual import Bilingual

COLUMNS = (
    Column("name", Bilingual("集群", "Cluster"), lead=True, wide=True),
    Column("target", Bilingual("目标规模", "Target size"), numeric=True),
    Column("chains", Bilingual("产业链", "Chains"), wide=True),
)


def cluster_table(pack: Pack) -> Table:
    """The list of clusters."""
    chains = chain_lookup(pack)
    return Table(COLUMNS, tuple(_row(cluster, chains) for cluster in pack.clusters))


def _row(cluster: Cluster, chains: dict[str, Chain]) -> Row:
    own = [each.name.zh for each in chains.values() if each.cluster in (cluster.id, cluster.name.zh)]
    links = tuple(_link(key, chains) for key in dict.fromkeys((*cluster.chains, *own)))
    links = tuple({link.text.zh: link for link in links}.values())
    cells = (
        Cell(cluster.name.bilingual(), cites=cluster.cite),
        Cell(figure=figure_of(cluster.target)),
        Cell(links=links),
    )
    return Row(cluster.id, cells)


def _link(key: str, chains: dict[str, Chain]) -> Link:
    chain = chains.get(key)
    return Link(chain.name.bilingual(), chain_path(chain.id)) if chain else Link(Bilingual(key))
