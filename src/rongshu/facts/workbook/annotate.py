"""The sender's own workbook back, with every problem at its cell and a sheet that lists them all."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from rongshu.facts.workbook.grid import Grid
from rongshu.facts.workbook.read_sheets import read_sheets
from rongshu.terms.diagnostic import Diagnostic

SHEET = "问题清单"
_COLOURS = {"error": "FFC7CE", "warning": "FFEB9C", "note": "DDEBF7"}
_WORDS = {"error": "错误", "warning": "警告", "note": "提示"}
_HEADINGS = ("级别", "工作表", "单元格", "问题", "Problem", "发现", "应为", "处理")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def annotated_copy(source: Path, problems: Sequence[Diagnostic], target: Path) -> Path:
    """Write ``target`` (.xlsx) beside the original and give it back.

    An xlsx keeps its looks; an xls, CSV or HTML table comes back as plain cells.
    *Errors*: ``InputError`` when the source cannot be read.
    """
    book = _book(source)
    for problem in problems:
        for place in problem.places:
            if place.sheet in book.sheetnames and place.cell:
                _mark(book[place.sheet], place.cell, problem)
    _listed(book, problems)
    book.save(target)
    return target


def _book(source: Path) -> Workbook:
    if zipfile.is_zipfile(source):
        return openpyxl.load_workbook(source)
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for grid in read_sheets(source):
        _copied(book, grid)
    return book


def _copied(book: Workbook, grid: Grid) -> None:
    sheet = book.create_sheet(grid.name[:31])
    for row, cells in enumerate(grid.rows, 1):
        for column, value in enumerate(cells, 1):
            if value is not None:
                sheet.cell(row, column).value = _harmless(value) if isinstance(value, str) else value
    for top, left, bottom, right in grid.merged:
        sheet.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)


def _harmless(text: str) -> str:
    """Text that a spreadsheet cannot take for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) and len(text) > 1 else text


def _mark(sheet: Worksheet, cell: str, problem: Diagnostic) -> None:
    place = sheet[cell]
    place.fill = PatternFill("solid", fgColor=_COLOURS[problem.severity])
    text = f"{_WORDS[problem.severity]}：{problem.message.zh}\n{problem.message.en}"
    before = f"{place.comment.text}\n" if place.comment else ""
    place.comment = Comment(before + text, "Rongshu")


def _listed(book: Workbook, problems: Sequence[Diagnostic]) -> None:
    if SHEET in book.sheetnames:
        book.remove(book[SHEET])
    sheet = book.create_sheet(SHEET)
    sheet.append(_HEADINGS)
    for problem in problems:
        place = problem.places[0]
        row = (
            *(_WORDS[problem.severity], place.sheet, place.cell, problem.message.zh, problem.message.en),
            *(problem.found, problem.expected, problem.remedy.zh),
        )
        sheet.append([_harmless(text) for text in row])
    for column, width in zip("ABCDEFGH", (8, 16, 10, 36, 36, 24, 24, 40), strict=True):
        sheet.column_dimensions[column].width = width
    sheet.freeze_panes = "A2"
