"""A file of a declared table in: each column found by its titles, each cell read as what it must be.

All problems come at once with sheet and cell.  A column that is not found is unknown in every row, not zero.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa

from rongshu.facts.words.calendar_words import period_of_cell
from rongshu.facts.words.cell_values import cell_name, rounded
from rongshu.facts.words.figure import PROBLEMS_EN, SignMeaning, read_figure
from rongshu.facts.words.titles import fits
from rongshu.facts.workbook.grid import EPOCH_1900, CellValue, Grid, address, squeezed
from rongshu.facts.workbook.read_sheets import read_sheets
from rongshu.pack.declared.tables import ColumnDeclaration, TableDeclaration
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, Place, Severity
from rongshu.terms.unit import Unit

TYPES = {
    "text": pa.string(),
    "date": pa.date32(),
    "flag": pa.bool_(),
    "whole": pa.int64(),
    "month": pa.int32(),
    "number": pa.decimal128(38, 8),
}
EXPECTED = {
    "text": "文字 text",
    "date": "2025-06-30",
    "flag": "是/否 yes/no",
    "whole": "12",
    "month": "2025年6月",
    "number": "123.45",
}
_FLAGS = dict.fromkeys(("是", "有", "true", "yes", "y", "1", "√"), True) | dict.fromkeys(
    ("否", "无", "false", "no", "n", "0", "×"), False
)
_DAY = re.compile(r"(\d{4})\s*[年\-/.]?\s*(\d{1,2})\s*[月\-/.]?\s*(\d{1,2})\s*日?")
_BRACKETS = re.compile(r"[（(\[【]([^（()）\]】]{1,16})[)）\]】]")
SEARCHED = 40


@dataclass
class TypedIntake:
    """Rows by column, where each came from, and what was wrong."""

    columns: dict[str, list[Any]]
    sheets: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Found:
    """A declared column at its place in a sheet, and what one written unit is in the declared one."""

    declared: ColumnDeclaration
    place: int
    factor: Decimal


def schema_of(declaration: TableDeclaration) -> pa.Schema:
    """The columns of a declared table in the lake, with sheet and cell behind them."""
    declared = [(column.name, TYPES[column.kind]) for column in declaration.columns]
    return pa.schema([*declared, ("sheet", pa.string()), ("cell", pa.string())])


def read_typed(
    path: Path, declaration: TableDeclaration, released: date
) -> tuple[pa.Table, list[Diagnostic]]:
    """The rows of a file as the declared table, and every problem.

    *Errors*: ``InputError`` when the file cannot be read at all.
    """
    intake = TypedIntake({column.name: [] for column in declaration.columns})
    for grid in read_sheets(path):
        _read_sheet(path, grid, declaration, intake)
    if declaration.form == "snapshot":
        first = intake.columns["valid_from"]
        intake.columns["valid_from"] = [released if day is None else day for day in first]
    intake.problems += _repeated(path, declaration, intake)
    arrays = [
        pa.array(values, TYPES[column.kind])
        for column, values in zip(declaration.columns, intake.columns.values(), strict=True)
    ]
    table = pa.Table.from_arrays(
        [*arrays, pa.array(intake.sheets, pa.string()), pa.array(intake.cells, pa.string())],
        schema=schema_of(declaration),
    )
    return table, intake.problems


def _read_sheet(path: Path, grid: Grid, declaration: TableDeclaration, intake: TypedIntake) -> None:
    header = _header(grid, declaration)
    if header is None:
        intake.problems.append(_no_header(path, grid, declaration))
        return
    row, found = header
    intake.problems += _column_problems(path, grid, row, declaration, found)
    for number in range(row + 1, len(grid.rows)):
        if any(cell is not None for cell in grid.rows[number]):
            _read_row(path, grid, number, found, intake)


def _titles(column: ColumnDeclaration) -> set[str]:
    written = (column.name, column.label.zh, column.label.en, *column.titles)
    return {re.sub(r"\s+", "", text).lower() for text in written if text}


def _header(grid: Grid, declaration: TableDeclaration) -> tuple[int, list[_Found]] | None:
    """The first row that names at least two columns, or all of a narrow table."""
    titles = {column.name: _titles(column) for column in declaration.columns}
    least = min(2, len(declaration.columns))
    for row in range(min(len(grid.rows), SEARCHED)):
        found: dict[str, _Found] = {}
        for place, cell in enumerate(grid.rows[row]):
            title, bare, unit = _split(squeezed(cell))
            column = next((c for c in declaration.columns if {title, bare} & titles[c.name]), None)
            if column is not None and column.name not in found:
                found[column.name] = _Found(
                    column, place, _factor(unit if bare != title else "", column.unit)
                )
        if len(found) >= least:
            return row, list(found.values())
    return None


def _split(title: str) -> tuple[str, str, str]:
    """A title as it is, without its last brackets, and what stands in them."""
    found = _BRACKETS.findall(title)
    return title.lower(), _BRACKETS.sub("", title).lower(), found[-1] if found else ""


def _factor(unit: str, declared: str) -> Decimal:
    if not unit or not declared or not Unit.parse(unit).comparable_with(Unit.parse(declared)):
        return Decimal(1)
    return Unit.parse(unit).factor / Unit.parse(declared).factor


def _no_header(path: Path, grid: Grid, declaration: TableDeclaration) -> Diagnostic:
    expected = "、".join(column.label.zh for column in declaration.columns)
    return Diagnostic(
        "load.header",
        Severity.ERROR,
        Bilingual("找不到表头", "no header was found"),
        (Place(file=path.name, sheet=grid.name),),
        found=" | ".join(squeezed(cell) for cell in grid.rows[0] if cell is not None)[:80],
        expected=expected,
        remedy=Bilingual("请保留一行列名", "keep one row of column titles"),
    )


def _column_problems(
    path: Path, grid: Grid, row: int, declaration: TableDeclaration, found: Sequence[_Found]
) -> list[Diagnostic]:
    names = {one.declared.name for one in found}
    problems = []
    for column in declaration.columns:
        if column.required and column.name not in names:
            message = Bilingual(f"缺少列 {column.label.zh}", f"the column {column.label.en} is missing")
            place = Place(file=path.name, sheet=grid.name, cell=address(row, 0))
            problems.append(Diagnostic("load.column", Severity.ERROR, message, (place,)))
    for place_, cell in enumerate(grid.rows[row]):
        if cell is not None and place_ not in {one.place for one in found}:
            message = Bilingual("没有读入这一列", "this column is not loaded")
            place = Place(file=path.name, sheet=grid.name, cell=address(row, place_))
            problems.append(Diagnostic("load.column", Severity.NOTE, message, (place,), found=squeezed(cell)))
    return problems


def _read_row(path: Path, grid: Grid, row: int, found: Sequence[_Found], intake: TypedIntake) -> None:
    values: dict[str, Any] = dict.fromkeys(intake.columns)
    for one in found:
        cell = grid.rows[row][one.place]
        value, problem = _value(cell, one)
        if not problem and value is None and one.declared.required:
            problem = Bilingual("必填", "a required cell")
        if problem:
            place = Place(file=path.name, sheet=grid.name, cell=address(row, one.place))
            remedy = Bilingual("改正后重新上传", "mend the cell and load again")
            intake.problems.append(
                Diagnostic(
                    "load.cell",
                    Severity.ERROR,
                    problem,
                    (place,),
                    found=cell_name(cell),
                    expected=EXPECTED[one.declared.kind],
                    remedy=remedy,
                )
            )
        values[one.declared.name] = value
    for name, value in values.items():
        intake.columns[name].append(value)
    intake.sheets.append(grid.name)
    intake.cells.append(address(row, 0))


def _value(cell: CellValue, one: _Found) -> tuple[Any, Bilingual | None]:
    """The cell as its column's kind, or what is wrong with it; ``None`` for an empty one."""
    kind = one.declared.kind
    if cell is None:
        return None, None
    if kind == "text":
        return cell_name(cell), None
    if kind in ("number", "whole"):
        return _number(cell, one)
    if kind == "month":
        span = period_of_cell(cell)
        good = span is not None and span.year and span.first == span.last
        return (span.year * 12 + span.first - 1, None) if good and span else _wrong("不是月份", "not a month")
    if kind == "flag":
        answer = _FLAGS.get(cell_name(cell).lower())
        return (answer, None) if answer is not None else _wrong("应为是或否", "yes or no is expected")
    day = _day(cell)
    return (day, None) if day else _wrong("不是日期", "not a date")


def _wrong(zh: str, en: str) -> tuple[None, Bilingual]:
    return None, Bilingual(zh, en)


def _number(cell: CellValue, one: _Found) -> tuple[Any, Bilingual | None]:
    figure = read_figure(cell, SignMeaning())
    if figure.problem:
        return _wrong(figure.problem, PROBLEMS_EN[figure.problem])
    if figure.value is None:
        return None, None
    value = figure.value * one.factor
    if figure.unit:
        if one.declared.unit and not fits(figure.unit, one.declared.unit):
            return _wrong(
                f"单位 {figure.unit} 不能换算为 {one.declared.unit}", f"{figure.unit} is no unit here"
            )
        value = figure.value * _factor(figure.unit, one.declared.unit)
    if value < 0 and not one.declared.signed:
        return _wrong("不应为负数", "should not be negative")
    if one.declared.kind == "whole":
        return (int(value), None) if value == int(value) else _wrong("应为整数", "a whole number is expected")
    return rounded(value), None


def _day(cell: CellValue) -> date | None:
    if isinstance(cell, date):
        return cell
    if isinstance(cell, Decimal) and 20000 <= cell <= 80000 and cell == int(cell):
        return EPOCH_1900 + timedelta(days=int(cell))
    match = _DAY.fullmatch(cell_name(cell))
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def _repeated(path: Path, declaration: TableDeclaration, intake: TypedIntake) -> list[Diagnostic]:
    seen: dict[tuple[Any, ...], int] = {}
    problems = []
    for row, key in enumerate(zip(*(intake.columns[name] for name in declaration.grain), strict=True)):
        first = seen.setdefault(key, row)
        if first != row:
            shown = " ".join(str(part) for part in key if part is not None)
            places = tuple(
                Place(file=path.name, sheet=intake.sheets[at], cell=intake.cells[at]) for at in (first, row)
            )
            message = Bilingual(f"{shown} 重复", f"{shown} twice")
            problems.append(Diagnostic("load.duplicate", Severity.ERROR, message, places, found=shown))
    return problems
