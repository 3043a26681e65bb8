"""What is wrong with a sheet, said with its cells: header, period, units, columns, repeated figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from rongshu.facts.layout.header import ColumnMeaning
from rongshu.facts.layout.sheet import UNITS, Sheet, measure_of, stated_unit
from rongshu.facts.words.reading import Reading
from rongshu.facts.words.titles import fits
from rongshu.facts.workbook.grid import Grid, address, squeezed
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, Place, Severity


def no_header(path: Path, grid: Grid, severity: Severity = Severity.ERROR) -> Diagnostic:
    """The refusal of a sheet in which no row reads like a header; a note where it holds no table at all."""
    return Diagnostic(
        "load.header",
        severity,
        Bilingual("找不到表头", "no header was found"),
        (Place(file=path.name, sheet=grid.name),),
        found=" | ".join(squeezed(cell) for cell in grid.rows[0] if cell is not None)[:80],
        expected="企业名称、月份、工业总产值（万元）…",
        remedy=Bilingual("请保留一行列名", "keep one row of column titles"),
    )


def nothing_read(path: Path) -> Diagnostic:
    """The refusal of a file from which no figure at all could be read."""
    return Diagnostic(
        "load.nothing",
        Severity.ERROR,
        Bilingual("没有读到任何数据", "no figure could be read"),
        (Place(file=path.name),),
        expected="企业名称、月份、工业总产值（万元）…",
        remedy=Bilingual(
            "核对列名，或用 --map 说明各列", "compare the titles, or say with --map what they mean"
        ),
    )


def hidden_sheets_left_out(path: Path, names: Iterable[str]) -> list[Diagnostic]:
    """The warning for each hidden sheet: it is not read."""
    message = Bilingual("隐藏的工作表没有读入", "a hidden sheet is not read")
    remedy = Bilingual("需要读入时请取消隐藏", "unhide it where it is to be read")
    return [
        Diagnostic(
            "load.hidden", Severity.WARNING, message, (Place(file=path.name, sheet=name),), remedy=remedy
        )
        for name in names
    ]


def problem_at(
    sheet: Sheet,
    row: int,
    column: int,
    zh: str,
    en: str,
    *,
    found: str = "",
    expected: str = "",
    severity: Severity = Severity.ERROR,
) -> Diagnostic:
    """What is wrong with a cell."""
    place = Place(file=sheet.file, sheet=sheet.grid.name, cell=address(row, column))
    remedy = Bilingual("改正后重新上传", "mend the cell and load again")
    return Diagnostic(
        "load.cell", severity, Bilingual(zh, en), (place,), found=found, expected=expected, remedy=remedy
    )


def without_period(sheet: Sheet, problems: list[Diagnostic]) -> None:
    """Said once a sheet: the year or month is missing for all of it."""
    if sheet.header.attribute("period") is None:
        _once(
            sheet,
            problems,
            "load.period",
            Bilingual("没有说明是哪年哪月", "nothing says which year and month this is"),
            "2025年6月",
            Bilingual(
                "在标题、工作表名或 --period 中写明", "say so in a title, the sheet's name or --period"
            ),
        )


def without_subject(sheet: Sheet, problems: list[Diagnostic]) -> None:
    """Said once a sheet: no column and no title names what its rows are about."""
    _once(
        sheet,
        problems,
        "load.subject",
        Bilingual("没有说明是哪家企业或哪个县区", "nothing says which firm or county this is about"),
        "填报单位：…",
        Bilingual(
            "加一列企业名称，或在标题写明填报单位", "add a column of firms, or name the firm in a title"
        ),
    )


def _once(
    sheet: Sheet,
    problems: list[Diagnostic],
    rule: str,
    message: Bilingual,
    expected: str,
    remedy: Bilingual,
) -> None:
    if not any(p.rule == rule and p.places[0].sheet == sheet.grid.name for p in problems):
        problem = problem_at(
            sheet,
            sheet.header.first,
            0,
            message.zh,
            message.en,
            found=sheet.header.title[:40],
            expected=expected,
        )
        problems.append(replace(problem, rule=rule, remedy=remedy))


def hidden_row(sheet: Sheet, row: int) -> Diagnostic:
    """The warning that a hidden row was read."""
    said = ("隐藏的行也读入了", "a hidden row was read as well")
    return problem_at(sheet, row, 0, *said, severity=Severity.WARNING)


def column_problems(sheet: Sheet) -> list[Diagnostic]:
    """Columns that are not read or hidden, units that do not fit, units that nothing says."""
    found = []
    for column in sheet.header.columns:
        name, unit = measure_of(sheet, column, {})
        if column.column in sheet.grid.hidden_columns and column.role == "measure":
            said = ("隐藏的列也读入了", "a hidden column was read as well")
            found.append(_of_column(sheet, column, *said, Severity.WARNING))
        if column.role == "unknown":
            said = ("没有读入这一列", "this column is not loaded")
            found.append(_of_column(sheet, column, *said, Severity.NOTE))
        elif column.role == "measure" and name:
            if misfit(sheet, column):
                message = (
                    f"单位 {unit} 不能换算为 {UNITS[name]}",
                    f"{unit} cannot be converted into {UNITS[name]}",
                )
                found.append(_of_column(sheet, column, *message, Severity.ERROR))
            elif not (column.unit or stated_unit(sheet, name) or sheet.header.attribute("unit")):
                message = (f"没有写单位，按 {UNITS[name]} 读入", f"no unit is written; read as {UNITS[name]}")
                if UNITS[name] != "人":
                    found.append(_of_column(sheet, column, *message, Severity.WARNING))
    return found


def misfit(sheet: Sheet, column: ColumnMeaning) -> bool:
    """Whether a column states a unit that its measure cannot have."""
    name, _unit = measure_of(sheet, column, {})
    return bool(name and column.unit and not fits(column.unit, UNITS[name]))


def _of_column(sheet: Sheet, column: ColumnMeaning, zh: str, en: str, severity: Severity) -> Diagnostic:
    problem = problem_at(
        sheet, sheet.header.last, column.column, zh, en, found="/".join(column.path), severity=severity
    )
    return replace(
        problem,
        rule="load.column",
        remedy=Bilingual("在列名后写明单位，如（万元）", "write the unit in the title, as in （万元）"),
    )


def each_once(readings: Iterable[Reading], file: str) -> tuple[list[Reading], list[Diagnostic]]:
    """The readings, each figure that stands twice with one value only once, and what is said of that.

    A warning where both are the same, an error where they differ: then both stay, to be looked at.
    """
    seen: dict[tuple[object, ...], Reading] = {}
    kept, found = [], []
    for reading in readings:
        key = (
            *(reading.kind, reading.entity, dict(reading.attributes).get("code")),
            *(reading.period, reading.measure, reading.aspect),
        )
        first = seen.setdefault(key, reading)
        same = first.value == reading.value and first.state == reading.state
        if first is reading or not same:
            kept.append(reading)
        if first is not reading and reading.value is not None:
            found.append(_twice(first, reading, file))
    return kept, found


def _twice(first: Reading, reading: Reading, file: str) -> Diagnostic:
    places = tuple(Place(file=file, sheet=r.sheet, cell=r.cell) for r in (first, reading))
    message = Bilingual(
        f"{reading.entity} {reading.period.written()} 重复",
        f"{reading.entity} {reading.period.written()} twice",
    )
    severity = Severity.WARNING if first.value == reading.value else Severity.ERROR
    shown = f"{first.written} / {reading.written}"
    return Diagnostic("load.duplicate", severity, message, places, found=shown)
