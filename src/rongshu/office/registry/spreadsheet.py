"""Excel and CSV in: the rows below the headings, whatever stands above them."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from rongshu.office.files.workbook import check_workbook, is_archive
from rongshu.office.registry.cells import Refused, written
from rongshu.office.registry.kinds import Kind
from rongshu.terms.diagnostic import InputError

LARGEST_ROWS = 200_000
_LOOKED_AT = 15
TO_READ_BY = ("（参考）", "(for reference)")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a file: ``columns`` field names by place, ``rows`` line number and cells by field."""

    header: int
    columns: dict[int, str]
    rows: list[tuple[int, dict[str, str]]]
    unknown: tuple[str, ...]


def read_sheet(content: bytes, kind: Kind) -> Sheet:
    """The rows.  *Errors*: ``Refused`` for what is no table, has no headings of the kind, or is too large."""
    grid = _grid(content)
    header = _header(grid, kind)
    if header is None:
        wanted = kind.fields[0].title
        raise Refused(f"找不到表头（应有“{wanted.zh}”列）", f"no headings found (a column {wanted.en})")
    titles = [written(cell).rstrip("*").strip() for cell in grid[header]]
    columns = {place: name for place, title in enumerate(titles) if (name := _field_of(title, kind))}
    unknown = tuple(
        title
        for place, title in enumerate(titles)
        if title and place not in columns and not title.endswith(TO_READ_BY)
    )
    rows = []
    for line, cells in enumerate(grid[header + 1 :], header + 2):
        row = {
            name: text
            for place, name in columns.items()
            if place < len(cells) and (text := written(cells[place]))
        }
        if row:
            rows.append((line, row))
    if len(rows) > LARGEST_ROWS:
        raise Refused(f"超过 {LARGEST_ROWS} 行", f"more than {LARGEST_ROWS} rows")
    return Sheet(header + 1, columns, rows, unknown)


def _grid(content: bytes) -> list[list[Any]]:
    if is_archive(content) or content.startswith(b"\xd0\xcf\x11\xe0"):
        try:
            if is_archive(content):
                check_workbook(content, "")
            book = CalamineWorkbook.from_filelike(io.BytesIO(content))
            return book.get_sheet_by_index(0).to_python(skip_empty_area=False)
        except InputError as error:
            said = error.diagnostics[0].message
            raise Refused(said.zh, said.en) from error
        except (CalamineError, ValueError, IndexError) as error:
            raise Refused("打不开这个表格文件", "the workbook cannot be opened") from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030", "replace")
    if "\x00" in text:
        raise Refused("不是表格文件", "not a table")
    try:
        return [list(row) for row in csv.reader(io.StringIO(text))]
    except csv.Error as error:
        raise Refused("打不开这个 CSV 文件", "the CSV cannot be read") from error


def _header(grid: list[list[Any]], kind: Kind) -> int | None:
    """The line in which most titles are known, if the leading field is among them."""
    best, most = None, 0
    for line, cells in enumerate(grid[:_LOOKED_AT]):
        known = {_field_of(written(cell).rstrip("*").strip(), kind) for cell in cells} - {""}
        if len(known) > most and kind.fields[0].name in known | {kind.lead}:
            best, most = line, len(known)
    return best


def _field_of(title: str, kind: Kind) -> str:
    plain = _plain(title)
    for field in kind.fields:
        names = (field.title.zh, field.title.en, field.name, *field.also)
        if plain and plain in {_plain(name) for name in names}:
            return field.name
    return ""


def _plain(title: str) -> str:
    folded = "".join(title.split()).lower()
    return folded.replace("(", "（").replace(")", "）")
