"""Projects as the annex tables list them: owner, investment, years, content, department."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from rongshu.compiler.reading.prose import tables
from rongshu.compiler.tables.columns import Column, Columns, Role, cell_text, read_columns
from rongshu.document.blocks import Cell, Document, Heading, Table
from rongshu.pack.amount import Amount
from rongshu.pack.schema import Project

_TOTAL = re.compile(r"^(?:合计|小计|总计|共计)|^[（(]?[一二三四五六七八九十]+[）)、.．]")
_GROUP = re.compile(r"[（(]共?\d+[个项][^（）()]*[）)]$")
_NUMBER = re.compile(r"(?<![\d.])\d[\d,，]*(?:\.\d+)?")
_UNIT = re.compile(r"^\s*([万亿千百]*元(?:人民币)?|[万亿千百]*美元)")
_MONEY_UNIT = re.compile(r"[万亿千百]*(?:美)?元")
_DATE = re.compile(r"(20\d{2})\s*(?:[年.．/-]\s*(1[0-2]|0?[1-9])(?!\d)\s*月?)?年?")
_RANGE = re.compile(
    r"(20\d{2}(?:[年.．/](?:1[0-2]|0?[1-9])月?)?年?)\s*(?:[-—–－~～至到]+)\s*((?:20)?\d{2}(?:[年.．/](?:1[0-2]|0?[1-9])月?)?年?)"
)


def tabled_projects(document: Document) -> Iterator[Project]:
    """A project for every row of the tables that list projects, ids still empty."""
    sections = {block.title for block in document.blocks if isinstance(block, Heading)}
    for path, table, _ in tables(document):
        columns = read_columns(table)
        name = columns.first(Role.PROJECT)
        if (
            name is None
            or columns.first(Role.INVESTMENT, Role.OWNER, Role.CONTENT, Role.SPAN, Role.FINISH) is None
        ):
            continue
        headings = " ".join(heading.passage.text for heading in path[-1:])
        rows = _rows(table, columns, name, headings)
        # a table of 重点工程 and who answers for them repeats the plan's own sections
        yield from (project for project in rows if project.name not in sections)


def _rows(table: Table, columns: Columns, name: Column, headings: str) -> Iterator[Project]:
    unit = columns.unit or next(iter(_MONEY_UNIT.findall(headings)), "")
    for row in table.body:
        cell = row[name.index]
        text = re.sub(r"\s+", "", cell.text)
        if (
            len(re.findall("[一-鿿]", text)) < 3
            or not cell.passages
            or _TOTAL.match(text)
            or (_GROUP.search(text) and not _has_owner(row, columns))
            or _heads_a_group(row)
        ):
            continue
        yield _project(row, columns, cell, text, unit)


def _has_owner(row: tuple[Cell, ...], columns: Columns) -> bool:
    """Whether the owner's cell holds a name; in flattened text the sums of a group may slip under it."""
    return bool(re.search("[一-鿿]", cell_text(row, columns.first(Role.OWNER, Role.ENTERPRISE))))


def _heads_a_group(row: tuple[Cell, ...]) -> bool:
    """Whether a row is only a heading over the next ones: one text across all cells."""
    said = {re.sub(r"\s+", "", cell.text) for cell in row if cell.text.strip()}
    return len(row) > 2 and len(said) <= 1


def _project(row: tuple[Cell, ...], columns: Columns, cell: Cell, name: str, unit: str) -> Project:
    text = {role: cell_text(row, columns.first(role)) for role in Role}
    start, finish = years(text[Role.SPAN])
    owner = text[Role.OWNER] or text[Role.ENTERPRISE]
    column = columns.first(Role.INVESTMENT)
    passage = cell.passages[0]
    return Project(
        id="",
        name=name,
        owner="" if owner in ("—", "-", "/", "无") else owner,
        place=text[Role.PLACE],
        stage=text[Role.STAGE],
        investment=money(
            text[Role.INVESTMENT], (column.unit if column else "") or _titled_unit(column) or unit
        ),
        content=text[Role.CONTENT],
        start=date_text(text[Role.START]) or start,
        finish=date_text(text[Role.FINISH]) or finish,
        department=text[Role.DEPARTMENTS] or text[Role.LEAD_DEPARTMENT],
        annex=True,
        cite=(str(passage.cite(0, len(passage.text))),),
        rule="projects:表格",
        confidence=0.97,
    )


def _titled_unit(column: Column | None) -> str:
    """The unit behind a slash or in the words of the heading: 投资额/亿元."""
    match = _MONEY_UNIT.search(column.title) if column else None
    return match.group() if match else ""


def money(text: str, unit: str) -> Amount | None:
    """The figure of an investment cell in its own unit or the column's; nothing where no number stands."""
    match = _NUMBER.search(text)
    if not match:
        return None
    try:
        value = Decimal(re.sub("[,，]", "", match.group()))
    except InvalidOperation:
        return None
    own = _UNIT.match(text[match.end() :])
    return Amount(value=value, unit=own.group(1) if own else unit)


def years(text: str) -> tuple[str, str]:
    """Start and finish of 2026—2028, 2026.3-2027.12 or 2026年; empty where none is said."""
    match = _RANGE.search(text)
    if match:
        second = match[2] if re.match(r"20\d\d", match[2]) else f"20{match[2]}"
        return date_text(match[1]), date_text(second)
    only = date_text(text)
    return only, only


def date_text(text: str) -> str:
    """``2026`` or ``2026-03``; empty where no year stands.

    >>> date_text("2026年3月"), date_text("2026")
    ('2026-03', '2026')
    """
    match = _DATE.search(text)
    if not match:
        return ""
    return f"{match[1]}-{int(match[2]):02d}" if match[2] else match[1]
