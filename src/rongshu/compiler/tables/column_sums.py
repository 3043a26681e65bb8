"""Sums that a plan states over columns of its own tables: the 合计 row, and 2026年计划投资50亿元."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from rongshu.compiler.reading.clauses import sentences_of
from rongshu.compiler.reading.naming import unique_ids
from rongshu.compiler.reading.numbers import Figure, find_figures
from rongshu.compiler.reading.prose import prose, tables
from rongshu.compiler.tables.found_tables import heading_row
from rongshu.document.blocks import Cell, Document, Table
from rongshu.pack.amount import Amount
from rongshu.pack.schema import Claim
from rongshu.terms.quantity import parse_decimal
from rongshu.terms.unit import Unit

_TOTAL = re.compile(r"(?:合\s*计|总\s*计|共\s*计)")
_PART_TOTAL = re.compile(r"小\s*计")
_CATEGORY = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)|[（(]\d+[个项]")
_NOT_ADDED = re.compile(
    r"比|率|%|％|速|强度|均|序号|编号|年限|年月|日期|时间|开工|竣工|完工|投产|建成|排名|电话|密度|指数"
)
_UNIT = re.compile(r"[（(]([^（）()]{1,8})[）)]")
_YEARLY = re.compile(
    r"(?:(?P<year>20\d\d)年(?:度)?|(?P<plan>“十[一二三四五六七八九]五”)(?:期间|时期)?)(?:计划|预计|安排)?(?:完成)?投资额?(?:约|达到?)?$"
)


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of numbers without its total row."""

    title: str
    unit: str
    numbers: tuple[Decimal, ...]
    total: Cell | None


@dataclass(slots=True)
class _Group:
    """Rows that belong together, with what states their sum: a row of its own or the words above them."""

    rows: list[tuple[Cell, ...]] = field(default_factory=list)
    total: tuple[Cell, ...] | None = None
    heading: Cell | None = None


def find_column_sums(document: Document) -> tuple[Claim, ...]:
    """Each stated sum over a column, with the numbers of the column as its parts."""
    read = [(table, *_groups(table)) for _, table, _ in tables(document)]
    columns = [column for table, groups, whole in read for column in _columns(table, whole)]
    parts = [column for table, groups, whole in read for group in groups for column in _columns(table, group)]
    headed = [claim for table, groups, _ in read for group in groups for claim in _headed(table, group)]
    claims = [
        *_total_rows(columns, "合计"),
        *_total_rows(parts, "小计"),
        *headed,
        *_yearly(document, columns),
    ]
    ids = unique_ids((claim.noun for claim in claims), prefix="sum-")
    return tuple(claim.model_copy(update={"id": name}) for name, claim in zip(ids, claims, strict=True))


def _groups(table: Table) -> tuple[list[_Group], _Group]:
    """The groups whose sums a table states (小计 below them, or a number in the row above) and all its rows.

    A table with 其中 among its rows, or with several 合计, adds up in a way that is not for us to guess.
    """
    groups, totals = [_Group()], []
    for row in table.body:
        label, words = "".join(cell.text for cell in row[:3]), heading_row(row)
        if not any(cell.text.strip() for cell in row):
            continue
        if "其中" in label:
            return [], _Group()
        if words:
            groups.append(_Group(heading=next(cell for cell in row if cell.text.strip() == words)))
        elif _PART_TOTAL.search(label):
            groups[-1].total = row
            groups.append(_Group())
        elif _TOTAL.search(label):
            totals.append(row)
        elif _CATEGORY.search(label):
            groups.append(_Group(total=row))
        else:
            groups[-1].rows.append(row)
    every = [row for group in groups for row in group.rows]
    whole = _Group(every, totals[0]) if len(totals) == 1 else _Group([] if totals else every)
    return [group for group in groups if group.total or group.heading], whole


def _columns(table: Table, group: _Group) -> Iterator[_Column]:
    """The columns of numbers of a group, each with its cell of the total row."""
    added: dict[int, tuple[Decimal, ...]] = {}
    for place, title in enumerate(table.headers):
        numbers = [_number(row[place].text) for row in group.rows]
        known = [number for number in numbers if number is not None]
        if len(known) >= 2 and len(known) == len(numbers) and not _NOT_ADDED.search(title):
            added[place] = tuple(known)
    below = _below(group.total, list(added)) if group.total else {}
    for place, known_ in added.items():
        unit = _UNIT.search(table.headers[place])
        yield _Column(table.headers[place], unit.group(1) if unit else "", known_, below.get(place))


def _headed(table: Table, group: _Group) -> Iterator[Claim]:
    """一、绿色食品类（4个，总投资91000万元） above its rows."""
    if group.heading is None:
        return
    columns = [column for column in _columns(table, group) if "投资" in column.title and column.unit]
    cite = group.heading.cite()
    for figure in find_figures(group.heading.text):
        unit = Unit.parse(figure.unit)
        fitting = [column for column in columns if Unit.parse(column.unit).comparable_with(unit)]
        if "元" in figure.unit and len(fitting) == 1 and cite is not None:
            factor = Unit.parse(fitting[0].unit).factor / unit.factor
            amount = Amount(value=figure.value, unit=figure.unit)
            yield _claim("总投资小计", amount, tuple(n * factor for n in fitting[0].numbers), str(cite))


def _below(row: tuple[Cell, ...], places: list[int]) -> dict[int, Cell]:
    """The total row's cells by column.

    Where a text does not say how wide its label is, the cells slip to the left and the last one is stretched:
    then as many numbers as there are columns of numbers belong to these in their order, others to none.
    """
    numbers = [cell for cell in row if cell.origin and _number(cell.text) is not None]
    if not numbers or row[-1].origin or row[-1].text != numbers[-1].text:
        return {place: row[place] for place in places}
    return dict(zip(places, numbers, strict=True)) if len(numbers) == len(places) else {}


def _number(text: str) -> Decimal | None:
    """The number of a cell that holds nothing else."""
    return parse_decimal(text) if re.fullmatch(r"\s*[\d,，.]+\s*", text) else None


def _total_rows(columns: list[_Column], which: str) -> Iterator[Claim]:
    for column in columns:
        total = _number(column.total.text) if column.total is not None else None
        cite = column.total.cite() if column.total is not None else None
        if total is not None and cite is not None:
            amount = Amount(value=total, unit=column.unit)
            yield _claim(f"{column.title}{which}", amount, column.numbers, str(cite))


def _yearly(document: Document, columns: list[_Column]) -> Iterator[Claim]:
    """2026年计划投资50亿元 against the column of that year."""
    for passage in prose(document) if columns else ():
        for sentence in sentences_of(passage.text) if "投资" in passage.text else ():
            for figure in find_figures(sentence.text):
                match = _YEARLY.search(sentence.text[: figure.start])
                span = (match["year"] or match["plan"]) if match else ""
                column = _of_year(columns, span, figure) if span else None
                if column is not None:
                    start, end = sentence.start + figure.start, sentence.start + figure.end
                    amount = Amount(value=figure.value, unit=figure.unit)
                    factor = Unit.parse(column.unit).factor / Unit.parse(figure.unit).factor
                    parts = tuple(number * factor for number in column.numbers)
                    named = f"{span}年" if span.isdigit() else span
                    yield _claim(f"{named}计划投资", amount, parts, str(passage.cite(start, end)))


def _of_year(columns: list[_Column], year: str, figure: Figure) -> _Column | None:
    """The one column of investments of that year, its money comparable with the figure."""
    named = [column for column in columns if year in column.title and "投资" in column.title]
    fitting = [c for c in named if Unit.parse(c.unit).comparable_with(Unit.parse(figure.unit))]
    return fitting[0] if len(fitting) == 1 else None


def _claim(noun: str, amount: Amount, parts: tuple[Decimal, ...], cite: str) -> Claim:
    return Claim(
        id="sum",
        kind="sum",
        noun=noun,
        amount=amount,
        parts=parts,
        exhaustive=True,
        cite=(cite,),
        rule="claims.column",
        confidence=0.85,
    )
