"""A statistics file in, its sheets out: xlsx, xls, csv, parquet, or an HTML table that calls itself xls."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import python_calamine

from rongshu.facts.workbook.grid import CellValue, Grid, folded
from rongshu.facts.workbook.spreadsheet_xml import SIGN, spreadsheet_xml
from rongshu.facts.workbook.workbook_size import CELLS, refuse_oversized
from rongshu.facts.workbook.xls_marks import xls_marks
from rongshu.facts.workbook.xlsx_marks import BookMarks, Marks, xlsx_hidden_sheets, xlsx_marks
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, InputError, Place, Severity

if TYPE_CHECKING:
    from lxml import html

LARGEST = 200 * 1024 * 1024
HEAVY = 20  # a place in a table of an HTML page weighs as much as so many cells of a sheet


def read_sheets(path: Path) -> tuple[Grid, ...]:
    """Every visible sheet with anything in it, in the workbook's order.

    *Errors*: ``InputError`` for a file that is missing, too large, encrypted, damaged or of no known kind.
    *Cost*: about a second for 200 000 rows of xlsx.
    """
    if not path.is_file():
        raise _refusal(path, "找不到文件", "no such file", "")
    size = path.stat().st_size
    if size > LARGEST:
        raise _refusal(
            path, "文件过大", "the file is too large", f"{size // 1024**2} MB > {LARGEST // 1024**2} MB"
        )
    kind = kind_of(path)
    try:
        grids = _READERS[kind](path)
    except InputError:
        raise
    except OverflowError as problem:
        raise _refusal(
            path, "表格展开后过大", "the table is too large when opened", str(problem)
        ) from problem
    except Exception as problem:  # any reader's own exception means the file is not what it says
        raise _refusal(
            path, "文件损坏或已加密", "the file is damaged or encrypted", str(problem)[:120]
        ) from problem
    filled = tuple(grid for grid in grids if any(cell is not None for row in grid.rows for cell in row))
    if not filled:
        raise _refusal(path, "文件中没有数据", "there is nothing in the file", "")
    return filled


def kind_of(path: Path) -> str:
    """``xlsx``, ``xls``, ``parquet``, ``html``, ``xml`` or ``csv``, by the first bytes, not the name."""
    with path.open("rb") as opened:
        head = opened.read(4096)
    if head.startswith(b"PK\x03\x04"):
        return "xlsx"
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return "xls"
    if head.startswith(b"PAR1"):
        return "parquet"
    if SIGN in head and b"<?xml" in head[:64]:
        return "xml"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return (
        "html"
        if start.startswith((b"<html", b"<table", b"<!doctype", b"<meta", b"<?xml", b"<div"))
        else "csv"
    )


def _refusal(path: Path, zh: str, en: str, found: str) -> InputError:
    remedy = Bilingual(
        "请另存为 .xlsx 或 UTF-8 编码的 .csv 后重试", "save as .xlsx or UTF-8 .csv and try again"
    )
    place = Place(file=path.name)
    return InputError(
        [Diagnostic("load.file", Severity.ERROR, Bilingual(zh, en), (place,), found=found, remedy=remedy)]
    )


# --- one reader a kind --------------------------------------------------------------------------------


def _workbook(path: Path) -> list[Grid]:
    marks = workbook_marks(path)
    with python_calamine.CalamineWorkbook.from_path(str(path)) as book:
        visible = [
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.visible == python_calamine.SheetVisibleEnum.Visible
            and sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
        ]
        return [
            replace(_sheet(book.get_sheet_by_name(name), marks.sheets.get(name, Marks())), epoch=marks.epoch)
            for name in visible
        ]


def hidden_sheets(path: Path) -> tuple[str, ...]:
    """The names of a workbook's hidden sheets, which are not read."""
    kind = kind_of(path)
    if kind == "xls":
        return xls_marks(path).hidden_sheets
    return xlsx_hidden_sheets(path) if kind == "xlsx" else ()


def workbook_marks(path: Path) -> BookMarks:
    """Hidden rows and columns, errors, formulas without results, and the epoch of a workbook.

    *Errors*: ``InputError`` for one that opens into more than a machine holds, before anything opens it.
    """
    refuse_oversized(path, path.name)
    if not zipfile.is_zipfile(path):
        return xls_marks(path)
    try:
        return xlsx_marks(path)
    except KeyError:  # a workbook of another family, as .xlsb or .ods
        return BookMarks({})
    except OverflowError as problem:
        raise _refusal(path, "解压后过大", "too large when unpacked", "") from problem


def _sheet(sheet: python_calamine.CalamineSheet, marks: Marks) -> Grid:
    raw = sheet.to_python(skip_empty_area=False)
    merged = tuple((first[0], first[1], last[0], last[1]) for first, last in (sheet.merged_cell_ranges or ()))
    rows = [[_cell(value) for value in row] for row in raw]
    for (row, column), text in marks.broken.items():
        if row < len(rows) and column < len(rows[row]) and rows[row][column] in (None, 0):
            rows[row][column] = text
    return Grid(sheet.name, _padded(rows), merged, marks.hidden_rows, marks.hidden_columns)


def _cell(value: object) -> CellValue:
    return None if value == "" else folded(value.date() if hasattr(value, "date") else value)


def _text_table(path: Path) -> list[Grid]:
    text = decoded(path.read_bytes())
    try:
        dialect: type[csv.Dialect] | csv.Dialect = csv.Sniffer().sniff(text[:8192], delimiters=",\t;|")
    except csv.Error:
        dialect = csv.excel
    rows = [[folded(value) for value in row] for row in csv.reader(io.StringIO(text), dialect)]
    return [Grid(path.stem, _padded(rows))]


def decoded(raw: bytes) -> str:
    """Text in UTF-8, UTF-16 with its mark, GB18030, or whatever else it looks like."""
    for encoding in ("utf-8-sig", "gb18030"):
        if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
            return raw.decode("utf-16")
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    from charset_normalizer import from_bytes  # a workbook does without it

    return str(from_bytes(raw[:1_000_000]).best() or raw.decode("utf-8", "replace"))


def _parquet(path: Path) -> list[Grid]:
    from pyarrow import parquet  # 100 MB that only a Parquet file needs

    about = parquet.read_metadata(path)
    _bounded(about.num_rows, about.num_columns)
    table = parquet.read_table(path)
    columns = [table.column(name).to_pylist() for name in table.column_names]
    rows = [list(table.column_names), *map(list, zip(*columns, strict=True))]
    return [Grid(path.stem, _padded([[folded(value) for value in row] for row in rows]))]


def _html_tables(path: Path) -> list[Grid]:
    from lxml import html  # only a page needs it

    tree = html.fromstring(decoded(path.read_bytes()).encode(), parser=html.HTMLParser(encoding="utf-8"))
    tables = [table for table in tree.iter("table") if not table.xpath(".//table")]
    return [_html_table(table, f"表{number}") for number, table in enumerate(tables, 1)]


def _html_table(table: html.HtmlElement, name: str) -> Grid:
    places: dict[tuple[int, int], CellValue] = {}
    taken: set[tuple[int, int]] = set()
    merged = []
    for row, line in enumerate(table.iter("tr")):
        column = 0
        for cell in line.iterchildren("td", "th"):
            while (row, column) in taken:
                column += 1
            tall, wide = (_span(cell, key) for key in ("rowspan", "colspan"))
            places[row, column] = folded(cell.text_content())
            _bounded(len(taken) + tall * wide, HEAVY)
            taken |= {(row + down, column + right) for down in range(tall) for right in range(wide)}
            if tall * wide > 1:
                merged.append((row, column, row + tall - 1, column + wide - 1))
            column += wide
    height = 1 + max((row for row, _column in taken), default=-1)
    width = 1 + max((column for _row, column in taken), default=-1)
    _bounded(height, width)
    rows = [[places.get((row, column)) for column in range(width)] for row in range(height)]
    return Grid(name, _padded(rows), tuple(merged))


def _span(cell: html.HtmlElement, key: str) -> int:
    written = cell.get(key, "1").strip()
    return max(1, min(int(written), 1000)) if written.isdigit() else 1


def _padded(rows: Sequence[Iterable[CellValue]]) -> tuple[tuple[CellValue, ...], ...]:
    lists = [list(row) for row in rows]
    width = max((len(row) for row in lists), default=0)
    _bounded(len(lists), width)
    return tuple(tuple(row + [None] * (width - len(row))) for row in lists)


def _bounded(rows: int, columns: int) -> None:
    """Nothing for a table of sensible size.  *Errors*: ``OverflowError``."""
    if rows * columns > CELLS:
        raise OverflowError(f"{rows} × {columns} > {CELLS}")


_READERS = {
    "xlsx": _workbook,
    "xls": _workbook,
    "csv": _text_table,
    "parquet": _parquet,
    "html": _html_tables,
    "xml": spreadsheet_xml,
}
