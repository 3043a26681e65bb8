"""What a reference table holds and what it would change, for its pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from rongshu.findings.region.industry_nodes import bare
from rongshu.findings.region.location import LocalOutput, OutputReference, OutputRow, node_evidence
from rongshu.findings.region.reference_tables import OUTPUTS, REGIONS, Brought, reference_table, sent_folder
from rongshu.office.plans.models import Plan, ReferenceTable
from rongshu.office.plans.reference.kinds import DEMAND, KINDS, OUTPUT, Figures, Read, TableKind
from rongshu.office.plans.reference.versions import said_of
from rongshu.office.plans.shelf import pack_folder
from rongshu.office.registry.desk import standards
from rongshu.pack.schema import Pack
from rongshu.terms.bilingual import Bilingual

MOST_ROWS, MOST_COLUMNS, MOST_CHANGES = 400, 12, 60
NEW, CHANGED, GONE = (
    Bilingual("新增", "new"),
    Bilingual("修改", "changed"),
    Bilingual("删除", "gone"),
)


@dataclass(frozen=True, slots=True)
class Change:
    """One figure before and after; ``what`` names it."""

    word: Bilingual
    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What another table would change, all counted and the first ones shown."""

    counts: tuple[tuple[Bilingual, int], ...]
    changes: tuple[Change, ...]
    unchanged: int


@dataclass(frozen=True, slots=True)
class Line:
    """A row to be shown; ``anchor`` is the address of its cell, by which a page can point at it."""

    anchor: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A table to be looked at, as much as a page holds; ``more`` rows and ``wider`` columns are left out.

    From the column ``numeric`` on, counted from 0, its cells are figures.
    """

    heads: tuple[Bilingual, ...]
    lines: tuple[Line, ...]
    numeric: int
    more: int
    wider: int = 0


def brought_of(table: ReferenceTable) -> Brought:
    """A version, whether it counts or not."""
    path = sent_folder(pack_folder(table.plan)) / table.stored
    return Brought(path, said_of(table), table.stored, True)


def current(plan: Plan, kind: TableKind) -> Read | None:
    """The table in force; ``None`` without one.  *Errors*: ``InputError`` for one that cannot be read."""
    brought = reference_table(pack_folder(plan), kind.key)
    return None if brought is None else kind.read(brought)


def difference(before: Figures, after: Figures) -> Difference:
    """The second table held against the first, figure by figure."""
    found = list(_changes(before, after))
    counts = tuple((word, sum(each.word is word for each in found)) for word in (NEW, CHANGED, GONE))
    same = len(after) - counts[0][1] - counts[1][1]
    return Difference(counts, tuple(found[:MOST_CHANGES]), same)


def _changes(before: Figures, after: Figures) -> Iterator[Change]:
    for name, value in after.items():
        what = " · ".join(name)
        if name not in before:
            yield Change(NEW, what, "", _written(value))
        elif before[name] != value:
            yield Change(CHANGED, what, _written(before[name]), _written(value))
    for name, value in before.items():
        if name not in after:
            yield Change(GONE, " · ".join(name), _written(value), "")


def fits(kind: TableKind, read: Read, pack: Pack) -> tuple[Bilingual, ...]:
    """How far the table serves the plan, in words."""
    if kind.key == OUTPUTS:
        return _nodes_served(read.table, pack)
    if kind.key == REGIONS and pack.about.region is not None:
        own = pack.about.region.name.zh
        known = region_in(read.table.regions, own)
        if not known:
            return (Bilingual(f"表中没有{own}", f"{own} is not in the table"),)
        return (Bilingual(f"本地：{known}", f"this region: {known}"),)
    return ()


def region_in(regions: tuple[str, ...], own: str) -> str:
    """How a table calls the region of this name; empty where it has none such."""
    wanted = [own, own.rstrip("市县区省"), *(each for each in regions if own and own in each)]
    return next((each for each in wanted if each and each in regions), "")


def _nodes_served(reference: OutputReference, pack: Pack) -> tuple[Bilingual, ...]:
    """How many nodes have a row, and which rows no node asks for."""
    nothing, used, served, asked = LocalOutput(None, {}, {}), set[OutputRow](), 0, 0
    for chain in pack.chains:
        for node in chain.nodes:
            if node.is_market:
                continue
            asked += 1
            rows = node_evidence(chain, node, nothing, reference).rows
            served += any(not row.is_total for row in rows)
            used.update(rows)
    idle = [row for row in reference.rows if row not in used and not row.is_total]
    said = [Bilingual(f"{asked} 个环节中 {served} 个有参照", f"{served} of {asked} nodes have a row")]
    if idle:
        names = "、".join(row.code or row.node for row in idle[:8])
        said.append(
            Bilingual(
                f"{len(idle)} 行没有环节用到：{names}{'…' if len(idle) > 8 else ''}",
                f"{len(idle)} rows serve no node: {names}{'…' if len(idle) > 8 else ''}",
            )
        )
    return tuple(said)


def shown(kind: TableKind, read: Read) -> Shown:
    """The table for a page."""
    if kind.key == OUTPUTS:
        return _shown_outputs(read.table)
    return _shown_matrix(read)


def _shown_outputs(reference: OutputReference) -> Shown:
    heads = (
        Bilingual("单元格", "Cell"),
        Bilingual("行业代码", "Sector code"),
        Bilingual("名称", "Name"),
        Bilingual("产业链", "Chain"),
        Bilingual("环节", "Node"),
        Bilingual(f"{OUTPUT.zh}（万元）", f"{OUTPUT.en} (10k yuan)"),
        Bilingual(f"{DEMAND.zh}（万元）", f"{DEMAND.en} (10k yuan)"),
    )
    lines = []
    for row in reference.rows[:MOST_ROWS]:
        known = standards().industry(bare(row.code)) if row.code else None
        where = "!".join(filter(None, (row.sheet, row.cell)))
        cells = (where, row.code, known.name if known else "", row.chain, row.node)
        lines.append(Line(row.cell, (*cells, _written(row.output), _written(row.demand))))
    return Shown(heads, tuple(lines), 5, max(0, len(reference.rows) - MOST_ROWS))


def _shown_matrix(read: Read) -> Shown:
    """Rows and columns as the figures name them."""
    rows = list(dict.fromkeys(name[0] for name in read.figures))
    columns = list(dict.fromkeys(name[1] for name in read.figures))
    names = dict(zip(getattr(read.table, "industries", ()), getattr(read.table, "names", ()), strict=False))
    heads = (Bilingual(""), *(Bilingual(_named(each, names)) for each in columns[:MOST_COLUMNS]))
    lines = [
        Line(f"r{at}", (row, *(_written(read.figures.get((row, each))) for each in columns[:MOST_COLUMNS])))
        for at, row in enumerate(rows[:MOST_ROWS], 1)
    ]
    wider = max(0, len(columns) - MOST_COLUMNS)
    return Shown(heads, tuple(lines), 1, max(0, len(rows) - MOST_ROWS), wider)


def _named(key: str, names: dict[str, str]) -> str:
    name = names.get(key, key)
    return key if name == key else f"{key} {name}"


def _written(value: Decimal | None) -> str:
    """In groups of three digits; nothing for what is unknown."""
    return "" if value is None else f"{value.normalize():,f}"


def kind_of(table: ReferenceTable) -> TableKind:
    """The kind of a version."""
    return KINDS[table.kind]
