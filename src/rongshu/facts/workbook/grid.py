"""A sheet as it was sent: a rectangle of cells, each with its address, before anybody says what it means."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

CellValue = str | Decimal | date | None
EPOCH_1900 = date(1899, 12, 30)
EPOCH_1904 = date(1904, 1, 1)
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet.  Rows are padded to one width; a merged cell's value stands at its first place only.

    ``merged`` are ``(first row, first column, last row, last column)``; all indexes start at 0.
    """

    name: str
    rows: tuple[tuple[CellValue, ...], ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    epoch: date = EPOCH_1900  # day 0 of serial numbers: some workbooks of old Macs count from 1904

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.rows[0]) if self.rows else 0


def column_letters(column: int) -> str:
    """``0`` → ``A``, ``27`` → ``AB``."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """The cell's name as the office writes it: ``B12``."""
    return f"{column_letters(column)}{row + 1}"


def place_of(cell: str) -> tuple[int, int]:
    """``B12`` → row 11, column 1."""
    letters = cell.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(cell[len(letters) :]) - 1, column - 1


def folded(value: object) -> CellValue:
    """A raw cell as text, decimal or date: full-width folded, blanks trimmed, nothing for the empty.

    Floating numbers come with the fifteen digits that a spreadsheet shows, so 0.1 + 0.2 is 0.3.
    """
    if value is None or isinstance(value, (date, Decimal)):
        return value
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, (int, float)):
        return Decimal(str(value)) if isinstance(value, int) else +Decimal(f"{value:.15g}")
    text = _BLANKS.sub(" ", unicodedata.normalize("NFKC", str(value))).strip()
    return text or None


def squeezed(value: CellValue) -> str:
    """A cell's text without any blanks: how titles are compared."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return _BLANKS.sub("", str(value))
