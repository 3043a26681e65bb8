"""The industry chains a plan names, with leader, department, firms and parks where a table gives them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rongshu.compiler.reading.enumeration import Span, members, split
from rongshu.compiler.reading.naming import unique_ids
from rongshu.compiler.reading.prose import prose, tables
from rongshu.compiler.tables.cells import read_entry
from rongshu.compiler.tables.columns import Column, Columns, Kind, Role, Tense, cell_text, read_columns
from rongshu.document.blocks import Cell, Document, Table
from rongshu.pack.amount import Amount
from rongshu.pack.schema import Chain, Name

_AFTERWORDS = re.compile(r"[（(][^（()）]*[）)]$")
_PROSE = re.compile(
    r"(?:打造|培育|做强|围绕|聚焦|构建|完善|实施|推进|建设|壮大|锻造)(?P<list>[^，。；：]{2,60}?)等?(?:[\d一二三四五六七八九十]+条)?(?:重点|优势|标志性|特色|主导|千亿级?|百亿级?)*(?:产业)链(?!条?(?:的)?(?:缺失|薄弱|短板|关键|环节|上下游|配套))"
)
_LED = re.compile(
    r"(?P<chain>[一-鿿A-Za-z]{2,14}(?:产业)?链)(?:链长)?由(?P<leader>[^，。；、]{2,14}?)(?:担任|任)(?:链长)?"
)
_METRIC = re.compile("总产值|产值|营业收入|营收|产业规模|规模")
_GENERAL = re.compile(
    r"^(?:重点|优势|特色|主导|全|本地|上下游|完整|[\d一二三四五六七八九十]+条|千亿级?|百亿级?|.{0,6}的)*(?:产业链?)?$"
)


@dataclass(frozen=True, slots=True)
class _Row:
    """One chain as a table or a sentence names it."""

    name: str
    cite: str
    rule: str
    confidence: float
    leader: str = ""
    lead_department: str = ""
    departments: tuple[str, ...] = ()
    enterprises: tuple[str, ...] = ()
    parks: tuple[str, ...] = ()
    cluster: str = ""
    target: Amount | None = None
    target_of: str = ""


def find_chains(document: Document) -> tuple[Chain, ...]:
    """Each chain once; a table's chains stand before those that only prose names."""
    rows = list(_in_tables(document)) or list(_in_prose(document))
    merged: dict[str, _Row] = {}
    for row in rows:
        key = bare_chain(row.name)
        merged[key] = _merged(merged[key], row) if key in merged else row
    ids = unique_ids(row.name for row in merged.values())
    return tuple(_chain(item, row) for item, row in zip(ids, merged.values(), strict=True))


def bare_chain(name: str) -> str:
    """The name without 产业链, to tell whether two names mean one chain."""
    return re.sub(r"(?:产业)?链?$", "", name)


def chain_names(cell: Span) -> Iterator[Span]:
    """The chains printed in one cell, without the parts in brackets after them."""
    for piece in split(cell, "、，,；;\n"):
        match = _AFTERWORDS.search(piece.text.strip())
        name = piece.trimmed()
        if match:
            name = name.cut(0, match.start())
        if len(name.text) >= 2:
            yield name


def _merged(one: _Row, other: _Row) -> _Row:
    """The fuller of two rows, with what only the other says."""
    first, second = (other, one) if other.leader and not one.leader else (one, other)
    return _Row(
        first.name,
        first.cite,
        first.rule,
        first.confidence,
        first.leader or second.leader,
        first.lead_department or second.lead_department,
        first.departments or second.departments,
        first.enterprises or second.enterprises,
        first.parks or second.parks,
        first.cluster or second.cluster,
        first.target or second.target,
        first.target_of or second.target_of,
    )


def _chain(item: str, row: _Row) -> Chain:
    return Chain(
        id=item,
        name=Name(zh=row.name),
        cluster=row.cluster,
        leader=row.leader,
        lead_department=row.lead_department,
        departments=row.departments,
        enterprises=row.enterprises,
        parks=row.parks,
        target=row.target,
        target_of=row.target_of,
        cite=(row.cite,),
        rule=row.rule,
        confidence=row.confidence,
    )


def _in_tables(document: Document) -> Iterator[_Row]:
    for _, table, _ in tables(document):
        columns = read_columns(table)
        if columns.kind in (Kind.CHAINS, Kind.CLUSTERS):
            yield from _in_table(table, columns)


def _in_table(table: Table, columns: Columns) -> Iterator[_Row]:
    column = columns.first(Role.CHAIN)
    if column is None and columns.kind is Kind.CHAINS and columns.first(Role.LEADER) is not None:
        column = columns.first(Role.INDUSTRIES)  # a table of 链长 may call its chains 产业
    if column is None:
        return
    alone = columns.kind is Kind.CHAINS and columns.first(Role.LEADER, Role.LEAD_DEPARTMENT) is not None
    goal = _goal(columns)
    for row in table.body:
        cell = row[column.index]
        if not cell.origin or not cell.passages or re.match(r"(?:合计|小计|总计)", cell.text):
            continue
        passage = cell.passages[0]
        whole = Span(passage.text, 0)
        for name in [whole.trimmed()] if alone else chain_names(whole):
            yield _Row(
                name.text,
                str(passage.cite(name.start, name.end)),
                "chains:表格",
                0.97,
                leader=cell_text(row, columns.first(Role.LEADER)),
                lead_department=cell_text(row, columns.first(Role.LEAD_DEPARTMENT, Role.DEPARTMENTS)),
                departments=_listed(row, columns, Role.DEPARTMENTS),
                enterprises=_listed(row, columns, Role.ENTERPRISES, Role.ENTERPRISE),
                parks=_listed(row, columns, Role.PARKS, Role.PARK, Role.PLACE),
                cluster=cell_text(row, columns.first(Role.CLUSTER)),
                target=_target(row, goal, columns),
                target_of=_metric(goal),
            )


def _goal(columns: Columns) -> Column | None:
    """The column of the money that each chain is to reach in the plan's last year."""
    money = [
        column for column in columns.columns if column.role is Role.VALUE and _METRIC.search(column.title)
    ]
    goals = [column for column in money if column.tense is Tense.TARGET]
    return goals[0] if len(goals) == 1 else None


def _metric(goal: Column | None) -> str:
    match = _METRIC.search(goal.title) if goal else None
    return match.group() if match else ""


def _target(row: tuple[Cell, ...], goal: Column | None, columns: Columns) -> Amount | None:
    if goal is None or "元" not in (unit := goal.unit or columns.unit):
        return None
    entry = read_entry(cell_text(row, goal), unit)
    return entry.amount if entry and entry.amount.known else None


def _listed(row: tuple[Cell, ...], columns: Columns, *roles: Role) -> tuple[str, ...]:
    """The members of a cell, dashes and empty words left out."""
    text = cell_text(row, columns.first(*roles))
    pieces = (piece.text.strip() for piece in split(Span(text, 0), "、，,；;"))
    return tuple(re.sub(r"等$", "", piece) for piece in pieces if piece and piece not in "—-－/无")


def _in_prose(document: Document) -> Iterator[_Row]:
    for passage in prose(document):
        for match in _LED.finditer(passage.text):
            cite = str(passage.cite(match.start("chain"), match.end("chain")))
            yield _Row(match["chain"], cite, "chains:由…任链长", 0.75, leader=match["leader"])
        for match in _PROSE.finditer(passage.text):
            names = members(Span(match["list"], match.start("list")))
            for name in names if len(names) > 1 else ():
                if not _GENERAL.match(name.text) and len(name.text) <= 14:
                    text = name.text if name.text.endswith("链") else f"{name.text}产业链"
                    yield _Row(text, str(passage.cite(name.start, name.end)), "chains:…等产业链", 0.6)
