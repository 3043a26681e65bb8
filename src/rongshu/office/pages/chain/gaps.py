"""The investment map: every missing or weak node of every chain, with buyers, projects and candidates."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Count

from rongshu.findings.chain.node import WORDS, NodeStanding
from rongshu.office.pages.chain.nodes import candidates_by_node, node_path
from rongshu.office.pages.chain.standing import ChainStanding, standings_of, status_tag
from rongshu.office.pages.opened.opening import Opened
from rongshu.office.pages.parts.listing import Cell, Column, Facet, Link, Row, Table
from rongshu.office.people.models import User
from rongshu.office.registry.models import Project
from rongshu.office.registry.reach import visible
from rongshu.pack.schema import Chain
from rongshu.terms.bilingual import Bilingual

COLUMNS = (
    Column("node", Bilingual("环节", "Node"), lead=True, wide=True),
    Column("chain", Bilingual("产业链", "Chain"), wide=True),
    Column("status", Bilingual("现状", "Standing")),
    Column("firms", Bilingual("本地生产企业", "Local producers"), numeric=True),
    Column("buyers", Bilingual("本地需求企业", "Local buyers"), numeric=True),
    Column("cut", Bilingual("单点", "Single point")),
    Column("projects", Bilingual("在途项目", "Projects on the way"), numeric=True),
    Column("candidates", Bilingual("招商目标", "Candidates"), numeric=True),
)
CUT = Bilingual("全链必经", "whole chain passes here")
ALONE = Bilingual("仅一家", "one firm only")
LACKING = ("missing", "weak")


def gap_table(user: User, opened: Opened) -> Table:
    """The list; markets have no standing, so they are not on it.

    *Cost*: three queries beside the standing, whatever the number of chains.
    """
    candidates = candidates_by_node(user, opened)
    on_way = _projects(user, opened)
    rows = []
    chains = opened.shelved.chains
    standings = standings_of(user, opened.plan, opened.folder, chains)
    for chain in chains:
        standing = standings.get(chain.id)
        if standing is not None:
            rows += [_row(chain, standing, each, candidates, on_way) for each in standing.lacking]
    words = {status: WORDS[status] for status in LACKING}
    facets = (
        Facet("chain", Bilingual("产业链", "Chain")),
        Facet("status", Bilingual("现状", "Standing"), words),
        Facet("cut", Bilingual("单点", "Single point"), {"cut": CUT, "alone": ALONE}),
    )
    return Table(COLUMNS, tuple(sorted(rows, key=_urgency)), facets)


def _urgency(row: Row) -> tuple[int, int]:
    """Missing before weak, many buyers before few."""
    return LACKING.index(row.facets["status"][0]), -int(row.cells[4].key or 0)


def _projects(user: User, opened: Opened) -> dict[tuple[str, str], int]:
    rows = visible(user, Project).filter(node__plan=opened.plan.folder).order_by()
    grouped = rows.values_list("node__chain", "node__node").annotate(count=Count("pk"))
    return {(chain, node): count for chain, node, count in grouped}


def _row(
    chain: Chain,
    standing: ChainStanding,
    each: NodeStanding,
    candidates: dict[tuple[str, str], int],
    on_way: dict[tuple[str, str], int],
) -> Row:
    node = next(node for node in chain.nodes if node.id == each.node)
    buyers = dict(standing.profile.unsupplied).get(each.node)
    points = (["cut"] if each.node in standing.profile.cut else []) + (
        ["alone"] if each.node in standing.profile.single_firm else []
    )
    path = node_path(chain.id, node.id)
    fitting = candidates.get((chain.id, node.id), 0)
    cells = (
        Cell(node.name.bilingual(), path=path),
        Cell(chain.name.bilingual(), path=f"chains/{chain.id}/"),
        Cell(tags=(status_tag(each.status),), key=LACKING.index(each.status)),
        _count(int(each.facts["firms"] or 0)),
        _count(buyers) if buyers is not None else Cell(),
        Cell(Bilingual("、".join(_word(p).zh for p in points), ", ".join(_word(p).en for p in points))),
        _count(on_way.get((chain.id, node.id), 0)),
        Cell(links=(Link(Bilingual(str(fitting)), f"{path}targets/"),) if fitting else (), key=fitting),
    )
    facets = {"chain": (chain.name.zh,), "status": (each.status,), "cut": tuple(points)}
    return Row(f"{chain.id}-{node.id}", cells, facets, also="、".join(node.products))


def _word(point: str) -> Bilingual:
    return CUT if point == "cut" else ALONE


def _count(number: int) -> Cell:
    return Cell(Bilingual(str(number)), key=Decimal(number))
