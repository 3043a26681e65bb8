"""The rows of a sheet: which are data, totals, parts, headings or notes, and what each is about."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from rongshu.facts.layout.header import Header
from rongshu.facts.layout.sheet import ENTITIES, Sheet
from rongshu.facts.layout.sheet_problems import problem_at
from rongshu.facts.words.calendar_words import Span, period_of_cell
from rongshu.facts.words.cell_values import cell_name
from rongshu.facts.words.titles import stated_units
from rongshu.facts.words.vocabulary import NOTES, OF_WHICH, TOTALS
from rongshu.facts.workbook.grid import CellValue, Grid, squeezed
from rongshu.terms.diagnostic import Diagnostic, Severity

_GROWTH = re.compile(r"(?:增长|增减|增速|增幅|同比|环比)(?:率|幅度|额|±)?(?:\(.*\)|%|±%)?$")
_COMPARISONS = frozenset(
    {
        "平均",
        "平均值",
        "均值",
        "平均数",
        "最大值",
        "最小值",
        "占比",
        "比重",
        "上年同期",
        "去年同期",
        "上年同月",
        "average",
        "mean",
    }
)
_ENDINGS = ("合计", "小计", "总计")
_NUMBERED = re.compile(r"^(?:[（(]?[一二三四五六七八九十]{1,3}(?:[)）、.．]|(?=[^\w]))|[①-⑳])")
_REMARK = re.compile(r"^[①-⑳*]|^\(?\d{1,2}[.、)]\D|[。;；]|表示|代表")
_LABELLED = re.compile(r"^[^:：]{1,12}[:：]")
_FIGURE = re.compile(r"^[-+(]?[\d,.]+[)%]*$")
_SECTOR_CODE = re.compile(r"^[A-T]?\d{0,4}$")
CODES = ("code", "account")
_SHORT_OF_DIGITS = re.compile(r"^\d(?:\.\d+)?e\+?\d{2}$", re.IGNORECASE)


def is_total(text: str) -> bool:
    """Whether a row's name says that it sums others."""
    plain = text.removesuffix(":").lower()
    return plain in TOTALS or plain.endswith(_ENDINGS) or plain.startswith(("合计(", "总计(", "小计("))


def is_comparison(text: str) -> bool:
    """Whether a row's name says that it compares or averages others: 平均, 比上年增长（%）, 上年同期."""
    return text.lower() in _COMPARISONS or bool(_GROWTH.search(text))


def is_numbered(text: str) -> bool:
    """Whether a name is counted as headings are: 一、纺织业."""
    return bool(_NUMBERED.match(text))


def row_roles(grid: Grid, header: Header) -> dict[int, str]:
    """Of each row below the header: ``data``, ``total``, ``part``, ``heading``, ``note`` or ``empty``."""
    roles: dict[int, str] = {}
    noted = False
    numbered: dict[int, bool] = {}
    for row in range(header.last + 1, len(grid.rows)):
        roles[row] = _role(grid, header, row, noted)
        if roles[row] == "note":
            noted = True
        if roles[row] == "data":
            names = _names(grid, header, row)
            numbered[row] = bool(names and is_numbered(names[0]))
    roles |= dict.fromkeys(_members(grid, header, roles), "data")
    if any(numbered.values()) and not all(numbered.values()):
        roles |= {
            row: "total" if _filled(grid, header, row) else "heading" for row, is_ in numbered.items() if is_
        }
    return roles


def _members(grid: Grid, header: Header, roles: dict[int, str]) -> list[int]:
    """其中 rows right below a total that are members like the rows after them: with them it adds up."""
    found = []
    ordered = [row for row, role in roles.items() if role in ("data", "total", "part")]
    for place, row in enumerate(ordered[1:], 1):
        if roles[row] != "part" or roles[ordered[place - 1]] != "total":
            continue
        after = list(itertools.takewhile(lambda r: roles[r] == "data", ordered[place + 1 :]))
        if after and _adds_up(grid, header, ordered[place - 1], [row, *after]):
            found.append(row)
    return found


def _adds_up(grid: Grid, header: Header, total: int, rows: Sequence[int]) -> bool:
    """Whether every column of figures that the total fills in is the sum of the rows."""
    columns = [c.column for c in header.columns if c.role == "measure"]
    sums = [(grid.rows[total][c], [grid.rows[row][c] for row in rows]) for c in columns]
    plain = [(t, [v for v in vs if isinstance(v, Decimal)]) for t, vs in sums if isinstance(t, Decimal)]
    return bool(plain) and all(len(vs) == len(rows) and sum(vs, Decimal(0)) == t for t, vs in plain)


def _role(grid: Grid, header: Header, row: int, noted: bool) -> str:
    cells = grid.rows[row]
    texts = [squeezed(cell) for cell in cells if cell is not None]
    if not texts:
        return "empty"
    names = _names(grid, header, row)
    first = next(iter(names), texts[0])
    filled = _filled(grid, header, row)
    if any(map(is_total, [*names, texts[0]])):
        return "total"
    if any(map(is_comparison, names)):
        return "part"
    if any(text.startswith(OF_WHICH) or (text.startswith("#") and filled) for text in names):
        return "part"
    if _LABELLED.match(texts[0]) and not texts[0].startswith(OF_WHICH) and not any(map(_is_figure, cells)):
        return "note"  # who filled the form in, and when; a unit below the table
    if len(texts) <= 2 and (_says_something(texts[0]) or _says_something(first)):
        return "note"
    if not filled and len(texts) == 1 and (noted or _REMARK.search(first) or _across(grid, row)):
        return "note" if noted or not _across(grid, row) else "heading"
    return "data" if filled or names else "note"


def _is_figure(cell: CellValue) -> bool:
    return isinstance(cell, Decimal) or bool(_FIGURE.match(squeezed(cell)))


def _says_something(text: str) -> bool:
    return text.startswith(NOTES) or len(text) > 30


def _names(grid: Grid, header: Header, row: int) -> list[str]:
    cells = grid.rows[row]
    columns = (c.column for c in header.columns if c.role == "attribute")
    return [text for column in columns if (text := squeezed(cells[column]))]


def _filled(grid: Grid, header: Header, row: int) -> bool:
    return any(grid.rows[row][c.column] is not None for c in header.columns if c.role == "measure")


def _across(grid: Grid, row: int) -> bool:
    """Whether one merged cell covers most of the row, as a heading does."""
    return any(
        top == bottom == row and (right - left + 1) * 2 > grid.width
        for top, left, bottom, right in grid.merged
    )


def notes_of(grid: Grid, header: Header, roles: dict[int, str]) -> str:
    """Title and notes of a sheet as one text."""
    below = [
        squeezed(cell)
        for row, role in roles.items()
        if role == "note"
        for cell in grid.rows[row]
        if cell is not None
    ]
    return ";".join([header.title, *below])


def units_below(grid: Grid, roles: dict[int, str]) -> tuple[str, ...]:
    """The units that a line below the table states: 单位：千瓦时."""
    texts = (squeezed(cell) for row, role in roles.items() if role == "note" for cell in grid.rows[row])
    return next((units for text in texts if "单位" in text[:6] and (units := stated_units(text))), ())


def attributes_of(sheet: Sheet, row: int, last: dict[str, str], problems: list[Diagnostic]) -> dict[str, str]:
    """The row's names; in columns with vertically merged cells the one above goes on."""
    found: dict[str, str] = {}
    codes = sheet.header.attribute("firm") is not None  # a firm keeps the code of its sector, not the name
    lost: list[tuple[int, str]] = []
    for column in sheet.header.columns:
        if column.role != "attribute":
            continue
        cell = sheet.grid.rows[row][column.column]
        text = cell_name(cell)
        if not text and _merged_down(sheet.grid, row, column.column):
            text = last.get(column.name, "")
        if column.name in CODES and digits_lost(text, isinstance(cell, Decimal)):
            lost.append((column.column, text))
            continue
        if text.startswith("#") and column.name in ENTITIES:
            text = ""
        if text:
            last[column.name] = text
            named = _unnumbered(text) if column.name in ENTITIES else text
            if column.name == "sector" and _SECTOR_CODE.match(found.get("sector", "")) and not codes:
                found["sector"] = named
            found.setdefault(column.name, named)
    if not any(found.get(name) for name in ENTITIES):
        found |= dict(sheet.header.subject)
    severity = Severity.WARNING if found.get("firm") else Severity.ERROR
    said = ("代码写成了数值，末几位已丢失", "a code written as a number has lost its last digits")
    problems += [
        problem_at(sheet, row, at, *said, found=text, expected="18 位文本 text", severity=severity)
        for at, text in lost
    ]
    return found


def digits_lost(text: str, number: bool) -> bool:
    """Whether a code went through a spreadsheet's number, which keeps fifteen digits."""
    return bool(_SHORT_OF_DIGITS.match(text)) or (number and len(text) > 15)


def _unnumbered(text: str) -> str:
    """A name without the number of its heading, or the 其中 before it."""
    plain = text.removeprefix("其中").lstrip(":：") if text.startswith("其中") else text
    return _NUMBERED.sub("", plain).strip() or text


def _merged_down(grid: Grid, row: int, column: int) -> bool:
    return any(top < row <= bottom and left <= column <= right for top, left, bottom, right in grid.merged)


def period_of_row(sheet: Sheet, row: int, problems: list[Diagnostic]) -> Span | None:
    """The period that a row names, else the sheet's; the year may be left to the columns.

    *Errors*: ``ValueError``, with the problem noted, where the row's own words are no period.
    """
    year = sheet.header.span.year if sheet.header.span else 0
    column, years = sheet.header.attribute("period"), sheet.header.attribute("year")
    if years is not None:
        named = period_of_cell(sheet.grid.rows[row][years.column], sheet.grid.epoch)
        year = named.year if named else year
        if column is None:
            return Span(year, 1, 12) if year else None
    if column is None:
        return sheet.header.span
    cell = sheet.grid.rows[row][column.column]
    found = period_of_cell(cell, sheet.grid.epoch)
    if found is None or not (found.year or year or _columns_say_year(sheet)):
        said = ("看不懂的月份", "not a month")
        problems.append(
            problem_at(sheet, row, column.column, *said, found=cell_name(cell), expected="2025年6月")
        )
        raise ValueError
    return found.in_year(year)


def _columns_say_year(sheet: Sheet) -> bool:
    return any(c.year or (c.span and c.span.year) for c in sheet.header.columns if c.role == "measure")


def entity_columns(sheet: Sheet) -> Iterable[int]:
    """The columns that can name a row's subject."""
    return (c.column for c in sheet.header.columns if c.role == "attribute" and c.name in ENTITIES)
