"""What a reader of values does not see of a workbook: hidden lines, errors, formulas that hold no result."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from datetime import date
from html import unescape
from pathlib import Path

from rongshu.facts.workbook.grid import EPOCH_1900, EPOCH_1904, place_of

LARGEST_UNPACKED = 2 * 1024**3
_ROW = re.compile(
    rb"<(?:\w+:)?row\b(?=[^<>]*?\br=\"(\d+)\")(?=[^<>]*?\bhidden=\"(?:1|true)\")",
)
_COLUMN = re.compile(rb"<(?:\w+:)?col\b[^<>]*?\bhidden=\"(?:1|true)\"[^<>]*>")
_BOUND = re.compile(rb"\b(min|max)=\"(\d+)\"")
_ERROR = re.compile(
    rb"<(?:\w+:)?c\b(?=[^<>]*?\bt=\"e\")[^<>]*?\br=\"([A-Z]+\d+)\"[^<>]*>.{0,2000}?<(?:\w+:)?v>([^<]*)</",
    re.DOTALL,
)
_FORMULA = re.compile(
    rb"<(?:\w+:)?c\b(?![^<>]*?\bt=\"str\")[^<>]*?\br=\"([A-Z]+\d+)\"[^<>]*>\s*<(?:\w+:)?f\b[^<>]*?(?:/>|>([^<]*)</(?:\w+:)?f>)"
    rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>(0?)</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_TO_CALCULATE = re.compile(rb'\bfullCalcOnLoad="(?:1|true)"')
_DATE_1904 = re.compile(rb'date1904="(?:1|true)"')
_HIDDEN_SHEET = re.compile(r'\bstate="(?:hidden|veryHidden)"')


@dataclass(frozen=True, slots=True)
class Marks:
    """Of one sheet, with indexes from 0; ``broken``: place → ``#REF!`` or the formula without a result."""

    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    broken: dict[tuple[int, int], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BookMarks:
    """Of a workbook: its sheets' marks by name, the day that serial numbers count from, hidden sheets."""

    sheets: dict[str, Marks]
    epoch: date = EPOCH_1900
    hidden_sheets: tuple[str, ...] = ()


def xlsx_marks(path: Path) -> BookMarks:
    """Read from the XML by byte patterns: parsing it costs seconds.

    *Errors*: ``OverflowError`` when the parts are too large unpacked.
    """
    with zipfile.ZipFile(path) as archive:
        if sum(part.file_size for part in archive.infolist()) > LARGEST_UNPACKED:
            raise OverflowError
        book = archive.read("xl/workbook.xml")
        files, present = _sheet_files(archive, book.decode("utf-8", "replace")), set(archive.namelist())
        never = bool(_TO_CALCULATE.search(book))  # a program wrote it: 0 stands for every result
        sheets = {name: _marks(archive.read(file), never) for name, file in files.items() if file in present}
    epoch = EPOCH_1904 if _DATE_1904.search(book) else EPOCH_1900
    return BookMarks(sheets, epoch, _hidden_sheets(book.decode("utf-8", "replace")))


def xlsx_hidden_sheets(path: Path) -> tuple[str, ...]:
    """The names of hidden sheets; none for a workbook of another family."""
    with zipfile.ZipFile(path) as archive:
        if "xl/workbook.xml" not in archive.namelist():
            return ()
        return _hidden_sheets(archive.read("xl/workbook.xml").decode("utf-8", "replace"))


def _marks(xml: bytes, never_calculated: bool) -> Marks:
    broken = {}
    if b'"e"' in xml:
        broken = {place_of(at.decode()): text.decode() for at, text in _ERROR.findall(xml)}
    if b"<f" in xml or b":f>" in xml:
        for at, text, zero in _FORMULA.findall(xml):
            if not zero or never_calculated:
                broken[place_of(at.decode())] = "=" + unescape(text.decode("utf-8", "replace"))
    hidden = frozenset(int(row) - 1 for row in _ROW.findall(xml)) if b"hidden=" in xml else frozenset()
    columns: set[int] = set()
    for tag in _COLUMN.findall(xml[: xml.find(b"<sheetData")]):
        bounds = {key: int(value) for key, value in _BOUND.findall(tag)}
        columns |= set(range(bounds.get(b"min", 1) - 1, min(bounds.get(b"max", 0), 1000)))
    return Marks(hidden, frozenset(columns), broken)


def _tags(text: str, name: str) -> list[str]:
    return re.findall(rf"<(?:\w+:)?{name}\b[^<>]*>", text)


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'(?<![\w:]){name}="([^"]*)"', tag)
    return unescape(found.group(1)) if found else ""


def _sheet_files(archive: zipfile.ZipFile, book: str) -> dict[str, str]:
    links = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    targets = {
        _attribute(tag, "Id"): "xl/" + _attribute(tag, "Target").removeprefix("/xl/").lstrip("/")
        for tag in _tags(links, "Relationship")
    }
    keys = {_attribute(tag, "name"): re.search(r'\b\w+:id="([^"]+)"', tag) for tag in _tags(book, "sheet")}
    return {name: targets[key.group(1)] for name, key in keys.items() if key and key.group(1) in targets}


def _hidden_sheets(book: str) -> tuple[str, ...]:
    return tuple(_attribute(tag, "name") for tag in _tags(book, "sheet") if _HIDDEN_SHEET.search(tag))
