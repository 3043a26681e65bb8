"""How large a workbook is when opened: a few kilobytes may claim a sheet of 17 billion cells.

A reader of values lays out the whole rectangle up to the last cell that holds anything and ends the process
where memory does not suffice, so the size is looked up before.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from functools import reduce
from pathlib import Path

from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, InputError, Place, Severity

CELLS = 20_000_000
UNPACKED = 512 * 1024 * 1024
SHEETS = 1000
_BLOCK = 4 << 20
_OVERLAP = 600
# attributes are bounded: a pattern that may run to the end of a hostile part takes for ever
_FILLED = re.compile(
    rb"<(?:\w{1,20}:)?c\s(?:[^<>]{0,200}?\s)?r\s?=\s?[\"']([A-Z]{1,3})(\d{1,7})[\"'][^<>]{0,200}(?<!/)>"
    rb"\s{0,20}<(?:\w{1,20}:)?(?:v|is|f)\b"
)
_ROW = re.compile(rb"row\s[^<>]{0,300}?\br\s?=\s?[\"'](\d{1,7})[\"']")
# a cell that does not say where it is stands right of the one before
_PLACELESS = re.compile(rb"<(?:\w{1,20}:)?c(?:\s(?![^<>]{0,200}\br\s?=)[^<>]{0,200})?(?<!/)>\s{0,20}<")
_WIDE = re.compile(rb"=\s?[\"']([A-Z]{2,3})\d{1,7}[\"']")


def refuse_oversized(source: Path | bytes, name: str) -> None:
    """Nothing for a workbook of sensible size, or for what is no ``.xlsx``.

    *Errors*: ``InputError`` where its parts unpack to more than ``UNPACKED`` bytes or a sheet has more than
    ``CELLS`` cells up to its last filled one.
    *Cost*: about a second for 200 000 rows of ten columns.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > UNPACKED:
                raise _refusal(name, f"> {UNPACKED >> 20} MB", f"≤ {UNPACKED >> 20} MB")
            sheets = [part for part in parts if part.filename.startswith("xl/worksheets/")]
            if len(sheets) > SHEETS:
                raise _refusal(name, f"{len(sheets)} sheets", f"≤ {SHEETS} sheets")
            for part in sheets:
                _look(archive, part, name)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return  # no archive, or a damaged one: its reader says so in its own words


def _look(archive: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> None:
    """First by what a claim costs least to find: rows, then columns, then the cells that are filled."""
    rows, letters, placeless = 1, {b"Z"}, 0
    for block in _blocks(archive, part):
        rows = max(rows, *map(int, _ROW.findall(block)), 1)
        letters.update(_WIDE.findall(block))
        placeless += len(_PLACELESS.findall(block))
    columns = max(placeless, *map(_number, letters))
    if rows * columns <= CELLS:
        return
    low, right = (rows, placeless) if placeless else (0, 0)
    for block in _blocks(archive, part):
        for column, row in _FILLED.findall(block):
            low, right = max(low, int(row)), max(right, _number(column))
    if low * right > CELLS:
        raise _refusal(name, f"{low} × {right}", f"≤ {CELLS} cells")


def _number(letters: bytes) -> int:
    """``A`` → 1, ``XFD`` → 16384."""
    return reduce(lambda number, letter: number * 26 + letter - 64, letters, 0)


def _blocks(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The part in pieces that overlap, so that no cell is cut in all of them."""
    kept = b""
    with archive.open(part) as opened:
        while block := opened.read(_BLOCK):
            yield kept + block
            kept = block[-_OVERLAP:]


def _refusal(name: str, found: str, expected: str) -> InputError:
    message = Bilingual("表格展开后过大", "the workbook is too large when opened")
    remedy = Bilingual(
        "请删去最后一行、最后一列之外的零散内容，另存后重试",
        "delete what stands far beyond the last row and column, save and try again",
    )
    place = (Place(file=name),)
    return InputError(
        [
            Diagnostic(
                "load.file", Severity.ERROR, message, place, found=found, expected=expected, remedy=remedy
            )
        ]
    )
