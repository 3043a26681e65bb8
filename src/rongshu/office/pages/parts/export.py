"""A list as a file: CSV and Excel whose cells are text or numbers, never a formula by accident."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import xlsxwriter

from rongshu.office.pages.parts.listing import Column, Listing, Row
from rongshu.terms.bilingual import Bilingual

DEMONSTRATION = Bilingual("演示数据", "Demonstration data")
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
_ADDRESS = Bilingual("出处", "Address")
_VALUE = Bilingual("数值", "value")
_UNIT = Bilingual("单位", "unit")
Value = str | Decimal | None


@dataclass(frozen=True, slots=True)
class Heading:
    """What a file says of itself: title, plan, the address that reproduces it, and whether it is invented."""

    title: str
    plan: str
    address: str
    demonstration: bool
    language: str


def columns_of(listing: Listing, language: str) -> list[str]:
    """The headings: a figure takes three columns (as written, number, unit); the address comes last."""
    titles: list[str] = []
    for column in listing.columns:
        title = column.title.in_language(language)
        titles.append(title)
        if _holds_figures(listing, column):
            titles += [f"{title} {_VALUE.in_language(language)}", f"{title} {_UNIT.in_language(language)}"]
    return [*titles, _ADDRESS.in_language(language)]


def rows_of(listing: Listing, language: str) -> list[list[Value]]:
    """Every row that matches, not only the page shown."""
    figures = [_holds_figures(listing, column) for column in listing.columns]
    return [_values(row, figures, language) for row in listing.matched]


def csv_bytes(listing: Listing, heading: Heading) -> bytes:
    """UTF-8 with a mark, so that office programs read Chinese; text that could be a formula is quoted off."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    if heading.demonstration:
        writer.writerow([DEMONSTRATION.in_language(heading.language)])
    writer.writerow([harmless(title) for title in columns_of(listing, heading.language)])
    for row in rows_of(listing, heading.language):
        writer.writerow([_csv_value(value) for value in row])
    return text.getvalue().encode("utf-8-sig")


def xlsx_bytes(listing: Listing, heading: Heading) -> bytes:
    """A workbook with the list and a sheet that says where it comes from."""
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        _write_list(book, listing, heading)
        _write_about(book, heading)
    return stream.getvalue()


def harmless(text: str) -> str:
    """The text with an apostrophe before a sign that a spreadsheet would take for a formula."""
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def _csv_value(value: Value) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    return harmless(value or "")


def _holds_figures(listing: Listing, column: Column) -> bool:
    position = listing.columns.index(column)
    return any(row.cells[position].figure for row in listing.matched)


def _values(row: Row, figures: Sequence[bool], language: str) -> list[Value]:
    values: list[Value] = []
    for cell, measured in zip(row.cells, figures, strict=True):
        values.append(cell.written(language))
        if measured:
            known = cell.figure if cell.figure and cell.figure.known else None
            values += [known.value, known.printed] if known else [None, ""]
    cites = dict.fromkeys(cite for cell in row.cells for cite in cell.cites)
    return [*values, " ".join(cites)]


def _write_list(book: xlsxwriter.Workbook, listing: Listing, heading: Heading) -> None:
    sheet = book.add_worksheet(_sheet_name(heading.title))
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    top = 0
    if heading.demonstration:
        sheet.write_string(0, 0, DEMONSTRATION.in_language(heading.language), book.add_format({"bold": True}))
        top = 1
    titles = columns_of(listing, heading.language)
    rows = rows_of(listing, heading.language)
    for column, title in enumerate(titles):
        sheet.write_string(top, column, title, bold)
        sheet.set_column(column, column, _width(title, [row[column] for row in rows]))
    for line, row in enumerate(rows, start=top + 1):
        for column, value in enumerate(row):
            if isinstance(value, Decimal):
                sheet.write_number(line, column, float(value), wrapped)
            elif value:
                sheet.write_string(line, column, value, wrapped)
    sheet.freeze_panes(top + 1, 1)
    if rows:
        sheet.autofilter(top, 0, top + len(rows), len(titles) - 1)
    sheet.repeat_rows(top)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _write_about(book: xlsxwriter.Workbook, heading: Heading) -> None:
    sheet = book.add_worksheet(Bilingual("说明", "About").in_language(heading.language))
    lines = [heading.title, heading.plan, heading.address]
    if heading.demonstration:
        lines.append(DEMONSTRATION.in_language(heading.language))
    sheet.set_column(0, 0, 80)
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, line)


def _sheet_name(title: str) -> str:
    return "".join(letter for letter in title if letter not in "[]:*?/\\'")[:31] or "1"


def _width(title: str, values: Sequence[Value]) -> float:
    """As wide as the widest of the first rows; a Chinese character counts as two."""
    texts = [title, *(str(value or "") for value in values[:200])]
    widest = max(sum(2 if ord(letter) > 0x2E80 else 1 for letter in text) for text in texts)
    return float(min(max(widest + 2, 8), 46))
