"""A table of two directions as it was sent: its labels, its figures, and what it says of itself.

Lines above the titles say unit, period and source (``单位：亿元``).  A cell that holds nothing is unknown,
not zero; everything that is wrong comes at once with its sheet and cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path

from rongshu.facts.words.cell_values import cell_name
from rongshu.facts.words.figure import SignMeaning, read_figure
from rongshu.facts.workbook.grid import CellValue, Grid, address, squeezed
from rongshu.facts.workbook.read_sheets import read_sheets
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, InputError, Place, Severity

SAID = {
    "unit": ("计量单位", "单位", "unit"),
    "period": ("报告期", "时期", "期间", "年份", "年度", "period", "year"),
    "source": ("资料来源", "数据来源", "来源", "source"),
}
NAMES = ("名称", "行业名称", "部门名称", "行业", "部门", "name", "industry", "sector", "title", "description")
LARGEST = 4_000_000
_SEARCHED = 40
_SEPARATED = re.compile(r"^[#（(]?\s*([^：:=]{1,12}?)\s*[：:=]\s*(.+?)\s*$")
_CODE = re.compile(r"^[A-T]?\d{1,4}$")


@dataclass(frozen=True, slots=True)
class Label:
    """A row's or a column's code and name, and the cell it stands in; one label may be both."""

    code: str
    name: str
    cell: str

    @property
    def key(self) -> str:
        """What the row or column is known by."""
        return self.code or self.name


@dataclass(frozen=True, slots=True)
class About:
    """What a table says of itself; empty where it does not say."""

    unit: str = ""
    period: str = ""
    source: str = ""

    def filled(self, other: About) -> About:
        """With what ``other`` says in the places that are empty here."""
        return About(self.unit or other.unit, self.period or other.period, self.source or other.source)


@dataclass(frozen=True, slots=True)
class Matrix:
    """*Shape*: ``values[row][column]``, ``None`` for unknown; ``corner`` is the title of the first column."""

    file: str
    sheet: str
    corner: str
    rows: tuple[Label, ...]
    columns: tuple[Label, ...]
    values: tuple[tuple[Decimal | None, ...], ...]
    about: About
    problems: tuple[Diagnostic, ...] = field(default=())

    def turned(self) -> Matrix:
        """Rows and columns exchanged."""
        values = tuple(zip(*self.values, strict=True)) if self.values else ()
        return replace(self, rows=self.columns, columns=self.rows, values=values)


@dataclass(frozen=True, slots=True)
class Titled:
    """A sheet with its row of titles found, and what the lines above it say."""

    file: str
    grid: Grid
    header: int
    about: About

    @property
    def titles(self) -> tuple[str, ...]:
        """The titles without blanks, in small letters."""
        return tuple(squeezed(cell).lower() for cell in self.grid.rows[self.header])

    def place(self, row: int, column: int) -> Place:
        """A cell of the sheet."""
        return Place(file=self.file, sheet=self.grid.name, cell=address(row, column))


def read_titled(path: Path) -> Titled:
    """The first sheet with a row of titles.  *Errors*: ``InputError`` where no sheet has one."""
    for grid in read_sheets(path):
        found = _titled(path, grid)
        if found is not None:
            return found
    message = Bilingual("找不到表头", "no header was found")
    remedy = Bilingual("第一行写列名，数据在其下", "write the titles in one row, the figures below it")
    raise InputError(
        [Diagnostic("matrix.header", Severity.ERROR, message, (Place(file=path.name),), remedy=remedy)]
    )


def read_matrix(titled: Titled) -> Matrix:
    """The table of a sheet, every cell read.

    *Errors*: ``InputError`` where it is larger than four million cells; other problems are in the answer.
    """
    grid, header = titled.grid, titled.header
    body = [row for row in range(header + 1, len(grid.rows)) if any(c is not None for c in grid.rows[row])]
    if len(body) * grid.width > LARGEST:
        message = Bilingual("表太大", "the table is too large")
        raise InputError(
            [
                Diagnostic(
                    "matrix.size", Severity.ERROR, message, (titled.place(header, 0),), expected="4000000"
                )
            ]
        )
    first = 1 + _named(titled, body)
    columns = [at for at in range(first, grid.width) if grid.rows[header][at] is not None]
    problems = _untitled(titled, body, first)
    rows: list[Label] = []
    values: list[tuple[Decimal | None, ...]] = []
    for row in body:
        label = _row_label(grid, row, first)
        if not label.key:
            if any(grid.rows[row][at] is not None for at in columns):
                problems.append(_wrong(titled, row, 0, "这一行没有名称", "this row has no label"))
            continue
        if not any(grid.rows[row][at] is not None for at in columns) and _is_note(label):
            continue
        rows.append(label)
        values.append(tuple(_figure(titled, row, at, problems) for at in columns))
    labels = tuple(_column_label(grid, header, at) for at in columns)
    problems += [*_doubled(titled, rows), *_doubled(titled, labels)]
    return Matrix(
        *(titled.file, grid.name, titled.titles[0], tuple(rows), labels, tuple(values), titled.about),
        problems=tuple(problems),
    )


def is_code(text: str) -> bool:
    """Whether ``text`` looks like a code of GB/T 4754 or of a sector: a letter, or one to four digits."""
    return bool(_CODE.match(text))


def _titled(path: Path, grid: Grid) -> Titled | None:
    said: dict[str, str] = {}
    for row, cells in enumerate(grid.rows[:_SEARCHED]):
        filled = [cell for cell in cells if cell is not None]
        if not filled:
            continue
        if _says(filled, said) or len(filled) == 1:
            continue
        return Titled(path.name, grid, row, About(**said))
    return None


def _says(cells: Sequence[CellValue], said: dict[str, str]) -> bool:
    """Whether a line speaks of the table itself; what it says is written into ``said``."""
    pairs = [_SEPARATED.match(squeezed(cell)) for cell in cells]
    if all(pairs):
        found = [(match.group(1), _unbracketed(match.string, match.group(2))) for match in pairs if match]
    elif len(cells) == 2 and not isinstance(cells[0], Decimal):
        found = [(squeezed(cells[0]).lstrip("#").rstrip("：:"), cell_name(cells[1]))]
    else:
        return False
    kinds = {word: kind for kind, words in SAID.items() for word in words}
    known = [(kinds[name.lower()], value) for name, value in found if name.lower() in kinds]
    for kind, value in known:
        said.setdefault(kind, value)
    return bool(known) or all(pairs)


def _unbracketed(whole: str, said: str) -> str:
    """（单位：亿元） says 亿元; what is said may hold brackets of its own."""
    return said.rstrip(")）") if whole.startswith(("(", "（")) else said


def _named(titled: Titled, body: Sequence[int]) -> int:
    """1 where the second column holds names beside the codes of the first, else 0."""
    if titled.grid.width < 3:
        return 0
    if titled.titles[1] in NAMES:
        return 1
    cells = [titled.grid.rows[row][1] for row in body]
    there = [cell for cell in cells if cell is not None]
    words = [cell for cell in there if isinstance(cell, str) and amount_of(cell)[1]]
    return int(len(there) > 1 and len(words) > len(there) / 2)


def _row_label(grid: Grid, row: int, first: int) -> Label:
    code = cell_name(grid.rows[row][0])
    name = cell_name(grid.rows[row][1]) if first > 1 else ""
    return _label(code, name, address(row, 0))


def _column_label(grid: Grid, row: int, column: int) -> Label:
    return _label(cell_name(grid.rows[row][column]), "", address(row, column))


def _label(code: str, name: str, cell: str) -> Label:
    """``3415 风电``, ``3415`` with a name beside it, or a name alone."""
    if name:
        return Label(code, name, cell)
    parts = re.split(r"[\s|:：]+", code, maxsplit=1)
    if len(parts) == 2 and is_code(parts[0]):
        return Label(parts[0], parts[1], cell)
    return Label(code, code, cell)


def _is_note(label: Label) -> bool:
    return len(label.key) > 12 or label.key.startswith(("注", "说明", "note", "#"))


def _figure(titled: Titled, row: int, column: int, problems: list[Diagnostic]) -> Decimal | None:
    cell = titled.grid.rows[row][column]
    value, problem = amount_of(cell)
    if problem:
        problems.append(_wrong(titled, row, column, "不是数值", "not a figure", cell_name(cell)))
    return value


def amount_of(cell: CellValue) -> tuple[Decimal | None, bool]:
    """The figure of a cell, ``None`` where it holds nothing, and whether it holds something else.

    What programs write (``1.5e-05``) is a figure too.
    """
    figure = read_figure(cell, SignMeaning())
    if figure.problem and isinstance(cell, str):
        try:
            value = Decimal(cell.replace(",", ""))
        except InvalidOperation:
            return None, True
        return (value, False) if value.is_finite() else (None, True)
    return figure.value, bool(figure.problem)


def _untitled(titled: Titled, body: Sequence[int], first: int) -> list[Diagnostic]:
    """Columns that hold something under no title."""
    grid = titled.grid
    empty = [at for at in range(first, grid.width) if grid.rows[titled.header][at] is None]
    held = [at for at in empty if any(grid.rows[row][at] is not None for row in body)]
    return [_wrong(titled, titled.header, at, "这一列没有列名", "this column has no title") for at in held]


def _doubled(titled: Titled, labels: Iterable[Label]) -> list[Diagnostic]:
    seen: dict[str, Label] = {}
    found = []
    for label in labels:
        first = seen.setdefault(label.key, label)
        if first is not label:
            places = tuple(
                Place(file=titled.file, sheet=titled.grid.name, cell=each.cell) for each in (first, label)
            )
            message = Bilingual(f"“{label.key}”出现两次", f"{label.key!r} stands twice")
            found.append(Diagnostic("matrix.duplicate", Severity.ERROR, message, places, found=label.key))
    return found


def _wrong(titled: Titled, row: int, column: int, zh: str, en: str, found: str = "") -> Diagnostic:
    place = titled.place(row, column)
    remedy = Bilingual("改正后再读", "mend the cell and read again")
    return Diagnostic(
        "matrix.cell",
        Severity.ERROR,
        Bilingual(zh, en),
        (place,),
        found=found,
        expected="123.45",
        remedy=remedy,
    )


def unsaid(about: About, file: str) -> list[Diagnostic]:
    """A warning for each of unit, period and source that nobody said."""
    words: Mapping[str, Bilingual] = {
        "unit": Bilingual("没有写明单位", "the unit is not said"),
        "period": Bilingual("没有写明期间", "the period is not said"),
        "source": Bilingual("没有写明来源", "the source is not said"),
    }
    remedy = Bilingual(
        "在表头上方写“单位：亿元”等，或用 --unit、--period、--source",
        "write it above the titles (单位：亿元), or give --unit, --period, --source",
    )
    return [
        Diagnostic("matrix.unsaid", Severity.WARNING, word, (Place(file=file),), remedy=remedy)
        for name, word in words.items()
        if not getattr(about, name)
    ]
