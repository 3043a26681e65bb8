"""Indicators from the rows of indicator tables, whatever the order and wording of the columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rongshu.compiler.reading.about import plan_years
from rongshu.compiler.reading.naming import unique_ids
from rongshu.compiler.reading.numbers import looks_like_unit
from rongshu.compiler.reading.periods import PlanYears
from rongshu.compiler.tables.cells import Entry, read_entry
from rongshu.compiler.tables.columns import Column, Columns, Kind, Role, Tense, cell_text
from rongshu.compiler.tables.found_tables import FoundTable, aligned, find_tables, heading_row
from rongshu.compiler.targets.timing import proposed_timing
from rongshu.document.blocks import Cell, Document
from rongshu.pack.amount import Amount, Operator
from rongshu.pack.schema import Indicator, Milestone, Name, Reading

_BRACKETS_AT_END = re.compile(r"[（(]([^（()）]*)[）)]\*?$")
_NUMBERING = re.compile(r"^(?:\d{1,2}[.．、](?!\d)|[（(]\d{1,2}[）)]|[①-⑳]|#|★|▲|\*)")
_PART = re.compile(r"^(?:其中|其中包括)[：:，,]?|^[—–-]+")
_MARKS = re.compile(r"[*★▲①-⑳]+$")
_ATTRIBUTE = re.compile(r"(预期性|约束性|引导性|导向性)")
_FALL = re.compile(r"(?:降低|下降|降幅|减少|下降率|降低率|累计下降|下降幅度)(?:率|幅度|比例)?$")
_PACE = re.compile(r"(?:增速|增长率|增长速度|增幅)$")
_PLAIN = (Operator.EQUAL, Operator.AT_LEAST)
_SCOPE = re.compile(r"^(全[市省县区州国]|规模?以?上|省级|市级|国家级|全社会)")


@dataclass(frozen=True, slots=True)
class _Row:
    """A row before it is written: its name with what stood in brackets, and its cells by meaning."""

    found: FoundTable
    cells: tuple[Cell, ...]
    name: str
    unit: str
    attribute: str
    category: str


def find_indicators(document: Document) -> tuple[Indicator, ...]:
    """One indicator a row; a name met again in a later table adds only the years the first did not have."""
    years = plan_years(document)
    rows = [row for found in find_tables(document, years, Kind.INDICATORS) for row in _rows(found)]
    merged: dict[str, Indicator] = {}
    for row in rows:
        indicator = _indicator(row, years)
        if indicator is None:
            continue
        known = merged.get(row.name)
        merged[row.name] = _completed(known, indicator) if known else indicator
    ids = unique_ids(merged)
    return tuple(
        item.model_copy(update={"id": given}) for item, given in zip(merged.values(), ids, strict=True)
    )


def _rows(found: FoundTable) -> Iterator[_Row]:
    """The rows that name something and give it a number or words; category rows name what follows."""
    if not found.columns.at(Role.VALUE, Tense.TARGET) and not found.columns.first(Role.GROWTH):
        return
    across = ""
    for printed in found.table.body:
        cells = aligned(printed, found.columns)
        title = heading_row(cells)
        if title:
            across = title
            continue
        row = _row(found, cells, across)
        if row.name and not row.name.startswith(("注", "说明", "备注")):
            yield row


def _row(found: FoundTable, cells: tuple[Cell, ...], across: str) -> _Row:
    columns = found.columns
    names = [text for column in _name_columns(columns) if (text := cell_text(cells, column))]
    name, unit, attribute = bare_name(names[-1] if names else "")
    unit = cell_text(cells, columns.first(Role.UNIT)) or unit or _column_unit(columns) or columns.unit
    attribute = cell_text(cells, columns.first(Role.ATTRIBUTE)) or attribute or across
    categories = [text for column in columns.every(Role.CATEGORY) if (text := cell_text(cells, column))]
    category = "/".join(dict.fromkeys(categories or names[:-1] or ([across] if across else [])))
    noted = _ATTRIBUTE.search(attribute)
    unit = "" if unit in ("-", "—", "/") else unit.replace("％", "%")
    return _Row(found, cells, name, unit, noted.group(1) if noted else "", category)


def _name_columns(columns: Columns) -> tuple[Column, ...]:
    """The columns that name the indicator; where no heading says 指标, the first column of words."""
    named = columns.every(Role.INDICATOR)
    if named:
        return named
    for role in (Role.OTHER, Role.PRODUCT, Role.TASK, Role.CATEGORY, Role.INDUSTRIES):
        first = columns.first(role)
        if first:
            return (first,)
    return ()


def _column_unit(columns: Columns) -> str:
    column = columns.at(Role.VALUE, Tense.TARGET) or columns.at(Role.VALUE, Tense.BASE)
    return column.unit if column else ""


def bare_name(written: str) -> tuple[str, str, str]:
    """Name, unit and attribute: brackets at the end are taken off when a unit or an attribute is in them."""
    name, unit, attribute = _NUMBERING.sub("", _MARKS.sub("", written)), "", ""
    name = _PART.sub("", name)
    while match := _BRACKETS_AT_END.search(name):
        inner = match.group(1)
        if looks_like_unit(inner):
            unit = unit or inner
        elif _ATTRIBUTE.fullmatch(inner):
            attribute = inner
        else:
            break
        name = name[: match.start()]
    return name, unit, attribute


def _indicator(row: _Row, years: PlanYears) -> Indicator | None:
    columns = row.found.columns
    base, target = _base_and_target(row)
    growth_column = _growth_column(columns)
    growth = _changed(row, growth_column) if growth_column and growth_column.whole_way else None
    growth = growth or _entry(row, growth_column, "%")
    if growth and growth.amount.cumulative and not (target and target.amount.known):
        target, growth = _accumulated(row, growth), None
    if growth and growth_column and _PACE.search(row.name) and not (target and target.amount.known):
        target, growth = read_entry(row.cells[growth_column.index].text, "%"), None
    if not any((base, target, growth)):
        return None
    cited = [cell for column in (*_name_columns(columns), *columns.every(Role.VALUE), growth_column) if column
             for cell in [row.cells[column.index]] if cell.passages]  # fmt: skip
    unit = row.unit or _printed_unit(target, base)
    return Indicator(
        id="-",
        name=Name(zh=row.name),
        unit=unit,
        base=_reading(base, columns.at(Role.VALUE, Tense.BASE), years.base),
        target=_reading(target, columns.at(Role.VALUE, Tense.TARGET), years.last),
        milestones=_milestones(row),
        growth=growth.amount if growth and growth.amount.known else None,
        attribute=row.attribute,
        category=row.category,
        timing=proposed_timing(row.name, unit),
        scope=match.group(1) if (match := _SCOPE.match(row.name)) else "",
        owner=cell_text(row.cells, columns.first(Role.LEAD_DEPARTMENT, Role.DEPARTMENTS, Role.OWNER)),
        cite=tuple(dict.fromkeys(str(cell.cite()) for cell in cited if cell.cite())),
        rule="indicators.table",
        confidence=0.98 if base and target else 0.9,
    )


def _growth_column(columns: Columns) -> Column | None:
    """The last column of growth; one that gives the yearly pace before one that gives the whole way."""
    found = columns.every(Role.GROWTH)
    return next((c for c in reversed(found) if not c.whole_way), found[-1] if found else None)


def _changed(row: _Row, column: Column) -> Entry | None:
    """A cell of 2025年比2022年增长（%）或增加: percent where it says so, else the indicator's own unit."""
    entry = read_entry(row.cells[column.index].text)
    if entry is None or not entry.amount.known:
        return entry
    unit = entry.unit or ("百分点" if row.unit == "%" else row.unit)
    change = {"operator": Operator.INCREASE, "cumulative": True, "unit": unit}
    return Entry(entry.amount.model_copy(update=change), entry.year, unit)


def _base_and_target(row: _Row) -> tuple[Entry | None, Entry | None]:
    """Both ends.  A figure printed across both columns, or a lone ``1000以上`` in the base, is the target."""
    columns = row.found.columns
    base_column, target_column = columns.at(Role.VALUE, Tense.BASE), columns.at(Role.VALUE, Tense.TARGET)
    base, target = _entry(row, base_column), _entry(row, target_column)
    if base_column and target_column and base:
        across = not row.cells[target_column.index].origin and _same_cell(row, base_column, target_column)
        hoped = target is None and base.amount.operator in (Operator.AT_LEAST, Operator.RANGE, Operator.ABOUT)
        if across or hoped:
            return None, base
    if target and target.amount.known and target.amount.operator in _PLAIN and _FALL.search(row.name):
        target = Entry(
            target.amount.model_copy(update={"operator": Operator.DECREASE}), target.year, target.unit
        )
    return base, target


def _accumulated(row: _Row, entry: Entry) -> Entry:
    """A bracketed number in a column 年均增长/[累计] is the target itself."""
    operator = Operator.DECREASE if _FALL.search(row.name) else Operator.INCREASE
    return Entry(entry.amount.model_copy(update={"operator": operator}), entry.year, entry.unit)


def _same_cell(row: _Row, left: Column, right: Column) -> bool:
    """Whether the right cell only continues the left one, and not the cell above it."""
    first, second = row.cells[left.index], row.cells[right.index]
    return first.passages == second.passages and bool(first.passages)


def _entry(row: _Row, column: Column | None, unit: str = "") -> Entry | None:
    if column is None:
        return None
    entry = read_entry(row.cells[column.index].text, unit or row.unit)
    if entry and column.role is Role.GROWTH and entry.amount.known:
        return Entry(entry.amount.model_copy(update={"operator": Operator.GROWTH}), entry.year, entry.unit)
    return entry


def _reading(entry: Entry | None, column: Column | None, fallback: int) -> Reading | None:
    if entry is None:
        return None
    year = entry.year or (column.year if column else 0) or fallback
    return Reading(period=str(year) if year else "", amount=entry.amount)


def _milestones(row: _Row) -> tuple[Milestone, ...]:
    found = []
    for column in row.found.columns.every(Role.VALUE):
        entry = _entry(row, column) if column.tense is Tense.MIDDLE and column.year else None
        if entry and (entry.amount.known or entry.amount.words):
            found.append(Milestone(period=str(column.year), amount=entry.amount))
    return tuple(found)


def _printed_unit(*entries: Entry | None) -> str:
    return next((entry.unit for entry in entries if entry and entry.unit), "")


def _completed(known: Indicator, later: Indicator) -> Indicator:
    """The first table's row, with milestones and ends that only a later table has."""
    dated: dict[str, Amount] = {
        stone.period: stone.amount for stone in (*later.milestones, *known.milestones)
    }
    return known.model_copy(
        update={
            "base": known.base or later.base,
            "target": known.target or later.target,
            "growth": known.growth or later.growth,
            "attribute": known.attribute or later.attribute,
            "unit": known.unit or later.unit,
            "milestones": tuple(Milestone(period=key, amount=dated[key]) for key in sorted(dated)),
            "cite": tuple(dict.fromkeys((*known.cite, *later.cite))),
        }
    )
