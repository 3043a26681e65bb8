"""A sheet whose header and notes are understood: what each of its columns and rows is about."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from rongshu.facts.layout.header import ColumnMeaning, Header
from rongshu.facts.words.calendar_words import Span
from rongshu.facts.words.figure import Figure, SignMeaning
from rongshu.facts.words.titles import (
    another_measure,
    aspect_in,
    bare_title,
    fits,
    measure_in,
    unit_in,
    unit_word,
)
from rongshu.facts.words.vocabulary import ATTRIBUTES, MEASURES
from rongshu.facts.workbook.grid import Grid
from rongshu.terms.unit import Unit

UNITS = {word.name: word.unit for word in MEASURES}
SIGNED = {word.name: word.signed for word in MEASURES}
ENTITIES = [word.name for word in ATTRIBUTES if word.entity]
ORDER = ("firm", "project", "account", "code", "park", "chain", "county", "sector")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with what its header and its notes say."""

    grid: Grid
    header: Header
    file: str
    signs: SignMeaning


def measure_of(sheet: Sheet, column: ColumnMeaning, attributes: dict[str, str]) -> tuple[str, str]:
    """The measure's name and the unit that this cell is written in."""
    named = attributes.get("measure", "")
    name = column.name or (measure_named(named) if named else _of_title(sheet))
    unit = (
        column.unit or unit_word(attributes.get("unit", "")) or unit_in([named]) or stated_unit(sheet, name)
    )
    return name, unit or UNITS.get(name, "")


def measure_named(text: str) -> str:
    """The measure that a row names, or nothing for a growth rate or something that is no measure of ours."""
    bare = bare_title(text)
    word = measure_in(bare)
    other = another_measure(bare) or aspect_in(bare) == "growth" or unit_in([text]) == "%"
    return word.name if word and not other else ""


def _of_title(sheet: Sheet) -> str:
    return sheet.header.measure.name if sheet.header.measure else ""


def stated_unit(sheet: Sheet, measure: str) -> str:
    """The unit above the header that figures of ``measure`` can be written in."""
    return next((unit for unit in sheet.header.units if fits(unit, UNITS.get(measure, ""))), "")


def period_of(column: ColumnMeaning, row: Span | None, sheet: Span | None) -> Span | None:
    """The months that a figure of this column is about; ``None`` where nothing says the year."""
    period = _months_of(column, row, row or sheet)
    if period is None or not period.year:
        return None
    if column.aspect in ("last_year", "ytd_last_year") and not column.year:
        period = Span(period.year - 1, period.first, period.last)
    if column.aspect == "last_month":
        number = period.year * 12 + period.last - 2
        return Span(number // 12, number % 12 + 1, number % 12 + 1)
    if column.aspect in ("ytd", "ytd_last_year"):
        return Span(period.year, 1, period.last)
    if column.aspect in ("month", "last_year"):
        return Span(period.year, period.last, period.last)
    return period


def _months_of(column: ColumnMeaning, row: Span | None, around: Span | None) -> Span | None:
    if column.span and not row_is_month(row):
        return column.span.in_year(around.year if around else 0)
    if not column.year:
        return around
    if around is None or (around.first, around.last) == (1, 12):
        return Span(column.year, 1, 12)
    return Span(column.year, around.first, around.last)


def row_is_month(row: Span | None) -> bool:
    """Whether the row itself says its month, so that the column's words only say the aspect."""
    return row is not None and row.first == row.last


def factor_of(unit: str, canonical: str) -> Decimal:
    """How many canonical units one written unit is; 1 where they cannot be compared."""
    if not fits(unit, canonical):
        return Decimal(1)
    return Unit.parse(unit).factor / Unit.parse(canonical).factor


@dataclass(frozen=True, slots=True)
class Valued:
    """A figure in canonical units, the unit it was written in, and a problem or an assumption, if any."""

    value: Decimal | None
    unit: str
    misfit: bool = False
    assumed: str = ""


def valued(figure: Figure, unit: str, canonical: str) -> Valued:
    """A figure as its measure is kept: what the cell itself says of its unit goes before the column.

    120万 below 万元 can only mean 120万元, but 1.07万 below 亿元 is 10 700 of them.
    """
    if figure.value is None:
        return Valued(None, unit)
    if figure.unit:
        if not fits(figure.unit, canonical):
            return Valued(None, figure.unit, misfit=True)
        return Valued(figure.value * factor_of(figure.unit, canonical), figure.unit)
    value = figure.value * factor_of(unit, canonical)
    known = Unit.parse(unit)
    if figure.fold and known.factor > 1 and Unit.parse(figure.fold + "元").factor >= known.factor:
        return Valued(value / known.factor, unit, assumed=f"{figure.fold}{known.measure}")
    return Valued(value, unit)
