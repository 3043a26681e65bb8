"""A breakdown as a workbook: the table, the sums, and what it was solved under; text is never a formula."""

from __future__ import annotations

import io
from collections.abc import Sequence

import xlsxwriter

from rongshu.office.pages.breakdown.result import Line, Solved
from rongshu.terms.bilingual import Bilingual

DEMONSTRATION = Bilingual("演示数据", "Demonstration data")
WORDS = {
    "table": Bilingual("目标分解", "Target breakdown"),
    "about": Bilingual("说明", "About"),
    "base": Bilingual("基数", "Base"),
    "rate": Bilingual("年均增速（%）", "Growth a year, %"),
    "total": Bilingual("合计", "Total"),
    "why": Bilingual("起作用的约束", "What binds"),
}


def workbook(
    solved: Solved,
    titles: Sequence[str],
    about: Sequence[tuple[str, str]],
    demonstration: bool,
    language: str,
) -> bytes:
    """The file's bytes; ``titles`` are the dimensions' names, ``about`` the lines of the second sheet."""
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        _table(book, solved, titles, demonstration, language)
        _about(book, about, demonstration, language)
    return stream.getvalue()


def _table(
    book: xlsxwriter.Workbook, solved: Solved, titles: Sequence[str], demonstration: bool, language: str
) -> None:
    sheet = book.add_worksheet(WORDS["table"].in_language(language))
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
    top = 0
    if demonstration:
        sheet.write_string(0, 0, DEMONSTRATION.in_language(language), book.add_format({"bold": True}))
        top = 1
    base = f"{WORDS['base'].in_language(language)}（{solved.unit}）"
    heads = [*titles, base, *map(str, solved.years), WORDS["rate"].in_language(language)]
    for column, head in enumerate([*heads, WORDS["why"].in_language(language)]):
        sheet.write_string(top, column, head, bold)
    for number, line in enumerate(solved.lines, start=top + 1):
        _line(sheet, number, line, len(titles))
    last = top + 1 + len(solved.lines)
    sheet.write_string(last, 0, WORDS["total"].in_language(language), bold)
    for column, year in enumerate(solved.years, start=len(titles) + 1):
        total = sum(place.value for line in solved.lines for place in line.places if place.year == year)
        sheet.write_number(last, column, float(total), bold)
    sheet.set_column(0, len(titles) - 1, 22)
    sheet.set_column(len(titles), len(heads) - 1, 12)
    sheet.set_column(len(heads), len(heads), 60)
    sheet.freeze_panes(top + 1, len(titles))
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _line(sheet: xlsxwriter.worksheet.Worksheet, number: int, line: Line, depth: int) -> None:
    for column, member in enumerate(line.members):
        sheet.write_string(number, column, member)
    if line.base is not None and line.base.value is not None:
        sheet.write_number(number, depth, float(line.base.value))
    for column, place in enumerate(line.places, start=depth + 1):
        sheet.write_number(number, column, float(place.value))
    after = depth + 1 + len(line.places)
    if line.rate is not None and line.rate.value is not None:
        sheet.write_number(number, after, float(line.rate.value))
    held = dict.fromkeys(said for place in line.places for said in place.binding)
    sheet.write_string(number, after + 1, "；".join(held))


def _about(
    book: xlsxwriter.Workbook, lines: Sequence[tuple[str, str]], demonstration: bool, language: str
) -> None:
    sheet = book.add_worksheet(WORDS["about"].in_language(language))
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 90)
    if demonstration:
        lines = [*lines, ("", DEMONSTRATION.in_language(language))]
    for number, (head, text) in enumerate(lines):
        sheet.write_string(number, 0, head)
        sheet.write_string(number, 1, text)
