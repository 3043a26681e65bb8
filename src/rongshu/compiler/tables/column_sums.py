"""Sums that a plan states over columns of its own tables: the 合计 row, and 2026年计划投资50亿元."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
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
_CATEGORY = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)|小计|[（(]\d+[个项]|其中")
_NOT_ADDED = re.compile(r"比|率|%|％|速|强度|均|序号|编号|年限|时间|排名|电话|密度|指数")
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


def find_column_sums(document: Document) -> tuple[Claim, ...]:
    """Each stated sum over a column, with the numbers of the column as its parts."""
    columns = [column for _, table, _ in tables(document) for column in _columns(table)]
    claims = [*_total_rows(columns), *_yearly(document, columns)]
    ids = unique_ids((claim.noun for claim in claims), prefix="sum-")
    return tuple(claim.model_copy(update={"id": name}) for name, claim in zip(ids, claims, strict=True))


def _columns(table: Table) -> Iterator[_Column]:
    rows = [row for row in table.body if any(cell.text.strip() for cell in row) and not heading_row(row)]
    labels = ["".join(cell.text for cell in row[:3]) for row in rows]
    totals = [row for row, label in zip(rows, labels, strict=True) if _TOTAL.search(label)]
    if len(totals) > 1 or any(_CATEGORY.search(label) for label in labels):
        return
    parts = [row for row in rows if row not in totals]
    for place, title in enumerate(table.headers):
        numbers = [_number(row[place].text) for row in parts]
        known = [number for number in numbers if number is not None]
        if len(known) < 2 or len(known) < len(numbers) or _NOT_ADDED.search(title):
            continue
        unit = _UNIT.search(title)
        yield _Column(
            title, unit.group(1) if unit else "", tuple(known), totals[0][place] if totals else None
        )


def _number(text: str) -> Decimal | None:
    """The number of a cell that holds nothing else."""
    return parse_decimal(text) if re.fullmatch(r"\s*[\d,，.]+\s*", text) else None


def _total_rows(columns: list[_Column]) -> Iterator[Claim]:
    for column in columns:
        total = _number(column.total.text) if column.total is not None else None
        cite = column.total.cite() if column.total is not None else None
        if total is not None and cite is not None:
            amount = Amount(value=total, unit=column.unit)
            yield _claim(f"{column.title}合计", amount, column.numbers, str(cite))


def _yearly(document: Document, columns: list[_Column]) -> Iterator[Claim]:
    """2026年计划投资50亿元 against the column of that year."""
    for passage in prose(document):
        for sentence in sentences_of(passage.text):
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
