"""Parks from park tables, with the class and the axis that boxes and headings give them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rongshu.compiler.reading.about import plan_years
from rongshu.compiler.reading.enumeration import Span, split
from rongshu.compiler.reading.naming import unique_ids
from rongshu.compiler.tables.cells import read_entry
from rongshu.compiler.tables.columns import Column, Columns, Kind, Role, Tense, cell_text
from rongshu.compiler.tables.found_tables import find_tables, heading_row
from rongshu.document.blocks import Cell, Document, Paragraph
from rongshu.pack.amount import Amount
from rongshu.pack.schema import Name, Park

_OPENING = re.compile(
    r"^(?:重点|主要|大力|优先)?(?:发展|布局|打造|聚焦|围绕)(?:以)?|^以(?=.*(?:为主|等))|^主导产业[为：:]"
)
_CLOSING = re.compile(r"(?:等(?:特色|主导|重点|优势|新兴)?(?:产业|行业|领域)?|为主导?(?:产业)?|为重点)$")
_CLASS = re.compile(r"^.{2,8}(?:类|型|级)(?:园区|开发区)?$")
_MEMBERS = re.compile(r"(?:涵盖|包括|包含|含|有)([^。；]{4,200})")
_LAST_JOINT = re.compile(r"以及|(?<!通信)和(?!其他)(?!器材)(?!零)")


def find_parks(document: Document) -> tuple[Park, ...]:
    """One park a row of each park table, in reading order."""
    years = plan_years(document)
    parks: dict[str, Park] = {}
    for found in find_tables(document, years, Kind.PARKS):
        for park in _rows(found.table.body, found.columns):
            parks.setdefault(park.name.zh, park)
    classes = _classes(document, tuple(parks))
    ids = unique_ids(parks)
    return tuple(
        park.model_copy(update={"id": given, "category": park.category or classes.get(name, "")})
        for (name, park), given in zip(parks.items(), ids, strict=True)
    )


def _rows(body: tuple[tuple[Cell, ...], ...], columns: Columns) -> Iterator[Park]:
    across = level = ""
    name_column = columns.first(Role.PARK, Role.PLATFORM)
    for row in body:
        title = heading_row(row)
        if title:
            across = re.sub(r"\s+", "", re.sub(r"[（(].*[）)]|^[一二三四五六七八九十]+、", "", title))
            continue
        name = cell_text(row, name_column)
        level = cell_text(row, columns.first(Role.LEVEL)) or level  # an empty cell continues the one above
        if name and name_column and not re.match(r"^(合计|总计|小计|注)", name):
            yield _park(row, columns, name_column, level or across)


def _park(row: tuple[Cell, ...], columns: Columns, name_column: Column, level: str) -> Park:
    tax_base, tax_target = _ends(columns, Role.TAX)
    cites = [
        row[column.index].cite() for column in (name_column, *columns.every(Role.LEVEL, Role.INDUSTRIES))
    ]
    return Park(
        id="-",
        name=Name(zh=cell_text(row, name_column)),
        level=level,
        category=cell_text(row, columns.first(Role.CATEGORY)),
        county=cell_text(row, columns.first(Role.PLACE)),
        industries=industries_of(cell_text(row, columns.first(Role.INDUSTRIES))),
        area=_amount(row, columns.first(Role.AREA), columns),
        tax_per_mu_base=_amount(row, tax_base, columns),
        tax_per_mu_target=_amount(row, tax_target, columns),
        cite=tuple(dict.fromkeys(str(cite) for cite in cites if cite)),
        rule="parks.table",
        confidence=0.98,
    )


def _ends(columns: Columns, role: Role) -> tuple[Column | None, Column | None]:
    """Base and target column of a number; two undated columns are read left to right."""
    base, target = columns.at(role, Tense.BASE), columns.at(role, Tense.TARGET)
    if base or target:
        return base, target
    both = columns.every(role)
    return (both[0], both[-1]) if len(both) > 1 else (both[0] if both else None, None)


def _amount(row: tuple[Cell, ...], column: Column | None, columns: Columns) -> Amount | None:
    if column is None:
        return None
    default = {Role.AREA: "平方公里", Role.TAX: "万元/亩"}[column.role]
    unit = column.unit or columns.unit or default
    if column.role is Role.TAX and "亩" not in unit:
        unit = f"{unit}/亩"  # 亩均税收（万元）
    entry = read_entry(row[column.index].text, unit)
    return entry.amount if entry else None


def industries_of(written: str) -> tuple[str, ...]:
    """The industries of a cell; 和 parts only the last two members of a list.

    >>> industries_of("重点发展铝精深加工、新能源汽车和氢能源产业、智能制造和智能服务等产业")
    ('铝精深加工', '新能源汽车和氢能源产业', '智能制造', '智能服务')
    """
    bare = _CLOSING.sub("", _OPENING.sub("", written.strip("。；;、，,")))
    pieces = [piece.text for piece in split(Span(bare, 0), "、，,；;/") if piece.text.strip()]
    if pieces:
        pieces[-1:] = [part for part in _LAST_JOINT.split(pieces[-1]) if part]
    return tuple(dict.fromkeys(_CLOSING.sub("", piece.strip()) for piece in pieces))


def _classes(document: Document, names: tuple[str, ...]) -> dict[str, str]:
    """Class of each park that a lead such as ``标准类园区。涵盖甲、乙等`` lists; near names count."""
    given: dict[str, str] = {}
    for _path, block, _box in document.walk():
        if not isinstance(block, Paragraph) or not _CLASS.match(block.lead):
            continue
        listed = _MEMBERS.search(block.text, block.body_start)
        for name in names:
            if listed and name in listed.group(1):
                given.setdefault(name, block.lead)
    return given
