"""What could come next: industries near to what a region has, and what one sector's order brings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from rongshu.facts.matrices.matrix import About
from rongshu.facts.matrices.region_industry import RegionIndustry
from rongshu.findings.region.complexity import Complexity
from rongshu.findings.region.industry_nodes import nodes_of
from rongshu.findings.region.input_output import Effect, Interindustry, Sector, effects
from rongshu.findings.region.relatedness import Step, ranked
from rongshu.office.pages.chain.nodes import node_path
from rongshu.office.pages.chain.reference import flows_of, regions_of, steps_of
from rongshu.office.pages.opened.opening import Opened
from rongshu.office.pages.parts.listing import Cell, Column, Facet, Link, Row, Table
from rongshu.office.plans.reference.preview import region_in
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic

COLUMNS = (
    Column("industry", Bilingual("行业", "Industry"), lead=True, wide=True),
    Column("rank", Bilingual("名次", "Rank"), numeric=True),
    Column("score", Bilingual("得分", "Score"), numeric=True),
    Column("density", Bilingual("关联密度", "Density"), numeric=True),
    Column("complexity", Bilingual("复杂度", "Complexity"), numeric=True),
    Column("place", Bilingual("复杂度位置", "Place of complexity"), numeric=True),
    Column("advantage", Bilingual("比较优势", "Revealed advantage"), numeric=True),
    Column(
        "near", Bilingual("最近的本地行业（邻近度）", "Nearest present industries (proximity)"), wide=True
    ),
    Column("nodes", Bilingual("对应产业链环节", "Chain nodes"), wide=True),
)
LINKED = {"yes": Bilingual("有对应环节", "has nodes"), "no": Bilingual("没有对应环节", "has none")}
NODES_SHOWN, EFFECTS_SHOWN = 4, 12


@dataclass(frozen=True, slots=True)
class Prospects:
    """One region's view of the table; ``present`` its industries with their advantage, largest first."""

    table: RegionIndustry
    region: str
    complexity: float | None
    place: int | None
    diversity: int
    remarks: tuple[Bilingual, ...]
    present: tuple[tuple[str, float | None], ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Interplay:
    """The sectors of the input–output table, and what a demand that was asked for brings."""

    about: About
    sectors: tuple[Sector, ...]
    remarks: tuple[Diagnostic, ...]
    asked: tuple[str, Decimal] | None = None
    caused: tuple[Effect, ...] = ()
    rest: Decimal | None = None
    total: Decimal | None = None
    added: Decimal | None = None
    wrong: str = ""


def own_region(opened: Opened, asked: str) -> str:
    """The region asked for, else the plan's, else the table's first; empty without a table."""
    found = regions_of(opened.folder)
    if found is None:
        return ""
    regions = found[0].regions
    own = opened.pack.about.region.name.zh if opened.pack.about.region else ""
    return asked if asked in regions else region_in(regions, own) or regions[0]


def prospects_of(opened: Opened, region: str) -> Prospects | None:
    """The region's view; ``None`` where no table was brought.  *Errors*: ``InputError`` with its faults."""
    found = regions_of(opened.folder)
    if found is None:
        return None
    table, complexity = found
    at = table.regions.index(region)
    steps = steps_of(opened.folder, region)
    here = sorted((s for s in steps if s.present), key=lambda s: -(s.advantage or 0.0))
    return Prospects(
        *(table, region, complexity.regions[at], _place(complexity, at), complexity.diversity[at]),
        remarks=complexity.remarks,
        present=tuple((_name(table, s.industry), s.advantage) for s in here),
        unknown=tuple(_name(table, s.industry) for s in steps if s.present is None),
    )


def _place(complexity: Complexity, at: int) -> int | None:
    own = complexity.regions[at]
    if own is None:
        return None
    return 1 + sum(each is not None and each > own for each in complexity.regions)


def prospect_table(opened: Opened, region: str) -> Table:
    """The industries that the region does not have, best first, joined to the plan's nodes by their codes."""
    found = regions_of(opened.folder)
    assert found is not None
    table = found[0]
    nodes = nodes_of(opened.shelved.chains, table.industries)
    rows = []
    for rank, step in enumerate(ranked(steps_of(opened.folder, region)), 1):
        code = table.industries[step.industry]
        linked = nodes.get(code, ())
        links = tuple(
            Link(node.name.bilingual(), node_path(chain.id, node.id)) for chain, node in linked[:NODES_SHOWN]
        )
        if len(linked) > NODES_SHOWN:
            links = (*links, Link(_more(len(linked) - NODES_SHOWN)))
        cells = (
            Cell(Bilingual(_name(table, step.industry))),
            _number(rank, 0),
            _number(step.score, 3),
            _number(step.density, 3),
            _number(step.complexity, 2),
            _number(step.place, 3),
            _number(step.advantage, 2),
            Cell(Bilingual(_nearest(table, step))),
            Cell(links=links),
        )
        rows.append(Row(f"i-{rank}", cells, {"nodes": ("yes" if linked else "no",)}))
    facets = (Facet("nodes", Bilingual("产业链环节", "Chain nodes"), LINKED),)
    return Table(COLUMNS, tuple(rows), facets, keeps=("region",))


def _more(count: int) -> Bilingual:
    return Bilingual(f"等 {count} 个", f"{count} more")


def _nearest(table: RegionIndustry, step: Step) -> str:
    return "、".join(f"{_name(table, near.industry)} {near.proximity:.2f}" for near in step.near[:3])


def _name(table: RegionIndustry, at: int) -> str:
    code, name = table.industries[at], table.names[at]
    return name if name == code else f"{code} {name}"


def _number(value: float | None, digits: int) -> Cell:
    """A number with its sort key; nothing where it cannot be told."""
    if value is None:
        return Cell(Bilingual("—"))
    written = f"{value:.{digits}f}"
    return Cell(Bilingual(written), key=Decimal(written))


def interplay_of(opened: Opened, sector: str, amount: str) -> Interplay | None:
    """The input–output table; with ``sector`` and ``amount`` what such a demand brings."""
    found = flows_of(opened.folder)
    if found is None:
        return None
    known = (found.table.about, found.sectors, found.remarks)
    if not sector or not amount:
        return Interplay(*known)
    value = _amount(amount)
    if value is None or sector not in [each.code for each in found.sectors if each.multiplier is not None]:
        return Interplay(*known, wrong=amount if value is None else sector)
    return _asked(found, known, sector, value)


def _asked(
    found: Interindustry,
    known: tuple[About, Sequence[Sector], Sequence[Diagnostic]],
    sector: str,
    value: Decimal,
) -> Interplay:
    caused = effects(found, {sector: value})
    total = sum((each.output for each in caused), Decimal(0))
    worth = [each.added for each in caused if each.added is not None]
    return Interplay(
        *(known[0], tuple(known[1]), tuple(known[2]), (sector, value)),
        caused=caused[:EFFECTS_SHOWN],
        rest=sum((each.output for each in caused[EFFECTS_SHOWN:]), Decimal(0)) or None,
        total=total,
        added=sum(worth, Decimal(0)) if len(worth) == len(caused) else None,
    )


def _amount(written: str) -> Decimal | None:
    try:
        value = Decimal(written.replace(",", "").strip())
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value) < Decimal(10) ** 15 else None
