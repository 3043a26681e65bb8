"""A statistics file in, its readings out: who, when, what, how much, in canonical units, from which cell.

Titles, notes, totals and 其中 rows are not loaded; totals are checked against what they sum.  All problems of
the file come at once, each with sheet and cell.  Nothing is guessed silently: what had to be assumed is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from rongshu.facts.intake.months import in_months
from rongshu.facts.layout.compared import compared
from rongshu.facts.layout.found_tables import tables_in
from rongshu.facts.layout.header import ColumnMeaning, Header, find_header
from rongshu.facts.layout.mapping import Mappings, mapped
from rongshu.facts.layout.rows import (
    attributes_of,
    entity_columns,
    notes_of,
    period_of_row,
    row_roles,
    units_below,
)
from rongshu.facts.layout.sheet import (
    ENTITIES,
    ORDER,
    SIGNED,
    UNITS,
    Sheet,
    Valued,
    measure_of,
    period_of,
    valued,
)
from rongshu.facts.layout.sheet_problems import (
    column_problems,
    each_once,
    hidden_row,
    hidden_sheets_left_out,
    misfit,
    no_header,
    nothing_read,
    problem_at,
    without_period,
    without_subject,
)
from rongshu.facts.layout.totals import total_problems
from rongshu.facts.words.calendar_words import Span
from rongshu.facts.words.cell_values import cell_name
from rongshu.facts.words.figure import PROBLEMS_EN, meaning_in, read_figure
from rongshu.facts.words.reading import Reading
from rongshu.facts.words.titles import fits
from rongshu.facts.workbook.grid import Grid, address
from rongshu.facts.workbook.read_sheets import hidden_sheets, read_sheets
from rongshu.terms.diagnostic import Diagnostic, Severity


@dataclass
class Intake:
    """Everything that one file gives: readings, problems, and how each column was understood."""

    readings: list[Reading] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
    columns: list[tuple[str, ColumnMeaning]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Row:
    """What a row is about: its names, which of them is its subject, and its period."""

    number: int
    attributes: dict[str, str]
    kind: str
    period: Span | None


def read_intake(path: Path, period: Span | None = None, known: Mappings | None = None) -> Intake:
    """Readings of every sheet; ``period`` stands in where the file does not say its year or month.

    ``known`` are mappings that somebody confirmed: they go before what the words of the header say.

    *Errors*: ``InputError`` when the file cannot be read at all.
    """
    intake = Intake()
    without: list[Grid] = []
    for grid in read_sheets(path):
        above: Header | None = None
        for table in tables_in(grid):
            header = find_header(table, path.stem)
            if header is None:
                without.append(grid)
                continue
            header = _dated(header, above, period)
            header = replace(
                header, columns=compared(header.columns, table, header.last, _cumulative(header))
            )
            above = above or header
            header, remarks = mapped(header, table, path.name, known)
            intake.problems += remarks
            _read_table(table, header, path, intake)
    intake.problems += _left_out(path, without, bool(intake.columns))
    intake.problems += hidden_sheets_left_out(path, hidden_sheets(path))
    if not intake.readings and not any(p.severity == Severity.ERROR for p in intake.problems):
        intake.problems.append(nothing_read(path))
    intake.readings, repeated = each_once(intake.readings, path.name)
    intake.problems += repeated
    intake.readings, months = in_months(intake.readings, path.name)
    intake.problems += months
    return intake


def _cumulative(header: Header) -> bool:
    return header.span is not None and header.span.first == 1 < header.span.last < 12


def _dated(header: Header, above: Header | None, period: Span | None) -> Header:
    """The header with its period filled in from the table above it, or from what the caller says."""
    for span in (above.span if above else None, period):
        if span is not None and (header.span is None or not header.span.year):
            header = replace(header, span=header.span.in_year(span.year) if header.span else span)
    return header


def _left_out(path: Path, grids: list[Grid], others: bool) -> list[Diagnostic]:
    """Sheets without a header: covers and instructions beside the data are only noted."""
    return [
        no_header(path, grid, Severity.NOTE if others and not _tabular(grid) else Severity.ERROR)
        for grid in grids
    ]


def _tabular(grid: Grid) -> bool:
    """Whether two rows at least hold a name and a figure."""
    return sum(1 for row in grid.rows if len({type(c).__name__ for c in row} & {"str", "Decimal"}) == 2) >= 2


def _read_table(grid: Grid, header: Header, path: Path, intake: Intake) -> None:
    roles = row_roles(grid, header)
    if not header.units:
        header = replace(header, units=units_below(grid, roles))
    sheet = Sheet(grid, header, path.name, meaning_in(notes_of(grid, header, roles)))
    intake.columns += [(grid.name, column) for column in header.columns if column.role != "empty"]
    intake.problems += column_problems(sheet)
    last: dict[str, str] = {}
    data = [row for row, role in roles.items() if role == "data"]
    for row in data:
        if row in grid.hidden_rows:
            intake.problems.append(hidden_row(sheet, row))
        intake.readings += _row_readings(sheet, row, last, intake.problems)
    totals = [row for row, role in roles.items() if role == "total"]
    intake.problems += total_problems(grid, header, path.name, totals, data, sheet.signs)


def _row_readings(
    sheet: Sheet, row: int, last: dict[str, str], problems: list[Diagnostic]
) -> Iterator[Reading]:
    attributes = attributes_of(sheet, row, last, problems)
    kind = next((name for name in ORDER if attributes.get(name)), "")
    if not kind:
        column = next(iter(entity_columns(sheet)), None)
        if column is None:
            without_subject(sheet, problems)
        else:
            problems.append(problem_at(sheet, row, column, "这一行没有名称", "this row has no name"))
        return
    try:
        about = _Row(row, attributes, kind, period_of_row(sheet, row, problems))
    except ValueError:
        return
    if _unit_misfits(sheet, about, problems):
        return
    for column_ in sheet.header.columns:
        if column_.role == "measure" and not misfit(sheet, column_):
            reading = _reading(sheet, about, column_, problems)
            if reading is not None:
                yield reading


def _unit_misfits(sheet: Sheet, row: _Row, problems: list[Diagnostic]) -> bool:
    """Whether the row's own unit is none of its measure's, as 用电量 in 万元."""
    column, written = sheet.header.attribute("unit"), row.attributes.get("unit", "")
    if column is None or not written:
        return False
    measures = [c for c in sheet.header.columns if c.role == "measure" and not c.unit]
    name, unit = measure_of(sheet, measures[0], row.attributes) if measures else ("", "")
    if not name or fits(unit, UNITS[name]):
        return False
    said = (f"单位 {unit} 不能换算为 {UNITS[name]}", f"{unit} cannot be converted into {UNITS[name]}")
    problems.append(problem_at(sheet, row.number, column.column, *said, found=written, expected=UNITS[name]))
    return True


def _reading(sheet: Sheet, row: _Row, column: ColumnMeaning, problems: list[Diagnostic]) -> Reading | None:
    measure, unit = measure_of(sheet, column, row.attributes)
    cell = sheet.grid.rows[row.number][column.column]
    if not measure or (cell is None and not row.attributes.get("firm")):
        return None
    figure = read_figure(cell, sheet.signs)
    period = period_of(column, row.period, sheet.header.span)
    written = cell_name(cell)
    if figure.problem:
        said = (figure.problem, PROBLEMS_EN[figure.problem])
        problems.append(problem_at(sheet, row.number, column.column, *said, found=written, expected="123.45"))
        return None
    if period is None:
        without_period(sheet, problems)
        return None
    value = valued(figure, unit, UNITS[measure])
    if value.misfit:
        said = (f"单位 {value.unit} 不能换算为 {UNITS[measure]}", f"{value.unit} is no unit of this column")
        problems.append(
            problem_at(sheet, row.number, column.column, *said, found=written, expected=UNITS[measure])
        )
        return None
    place = (row.number, column.column)
    problems += [
        problem_at(sheet, *place, *doubt, found=written, severity=Severity.WARNING)
        for doubt in _doubts(value, measure)
    ]
    names = tuple(
        (name, text) for name, text in row.attributes.items() if name in ENTITIES and name != row.kind
    )
    return Reading(
        *(row.attributes[row.kind], row.kind, period, measure, value.value, UNITS[measure], figure.state),
        *(column.aspect or _aspect_of(period), sheet.grid.name, address(row.number, column.column)),
        written=written,
        written_unit=value.unit,
        attributes=names,
    )


def _doubts(value: Valued, measure: str) -> list[tuple[str, str]]:
    said = []
    if value.value is not None and value.value < 0 and not SIGNED.get(measure, False):
        said.append(("不应为负数", "should not be negative"))
    if value.assumed:
        said.append((f"按 {value.assumed} 读入", f"read as {value.assumed}"))
    return said


def _aspect_of(period: Span) -> str:
    """A figure for January to some later month is cumulative, for anything else it is the period's own."""
    return "ytd" if period.first == 1 < period.last < 12 else "month"
