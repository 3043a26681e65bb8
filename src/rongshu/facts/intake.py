"""A statistics file in, its readings out: who, when, what, how much, in canonical units, from which cell.

Titles, notes, totals and 其中 rows are not loaded; totals are checked against what they sum.  All problems of
the file come at once, each with sheet and cell.  Nothing is guessed silently: what had to be assumed is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from rongshu.facts.calendar_words import Span, period_of_cell
from rongshu.facts.column_cells import cell_name
from rongshu.facts.figure import Figure, SignMeaning, meaning_in, read_figure
from rongshu.facts.grid import Grid, address, squeezed
from rongshu.facts.header import ColumnMeaning, Header, find_header, measure_in
from rongshu.facts.mapping import Mappings, mapped
from rongshu.facts.months import in_months
from rongshu.facts.read_sheets import read_sheets
from rongshu.facts.reading import Reading
from rongshu.facts.totals import total_problems
from rongshu.facts.vocabulary import ATTRIBUTES, MEASURES, NOTES, OF_WHICH, TOTALS
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, Place, Severity
from rongshu.terms.unit import Unit

UNITS = {word.name: word.unit for word in MEASURES}
SIGNED = {word.name: word.signed for word in MEASURES}
ENTITIES = [word.name for word in ATTRIBUTES if word.entity]
ORDER = ("firm", "project", "account", "code", "park", "chain", "county", "sector")


@dataclass
class Intake:
    """Everything that one file gives: readings, problems, and how each column was understood."""

    readings: list[Reading] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
    columns: list[tuple[str, ColumnMeaning]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with what its header and its notes say."""

    grid: Grid
    header: Header
    file: str
    signs: SignMeaning


def read_intake(path: Path, period: Span | None = None, known: Mappings | None = None) -> Intake:
    """Readings of every sheet; ``period`` stands in where the file does not say its year or month.

    ``known`` are mappings that somebody confirmed: they go before what the words of the header say.

    *Errors*: ``InputError`` when the file cannot be read at all.
    """
    intake = Intake()
    for grid in read_sheets(path):
        header = find_header(grid, path.stem)
        if header is not None and period is not None and (header.span is None or not header.span.year):
            header = replace(header, span=header.span.in_year(period.year) if header.span else period)
        if header is None:
            intake.problems.append(no_header(path, grid))
            continue
        header, remarks = mapped(header, grid, path.name, known)
        intake.problems += remarks
        _read_sheet(Sheet(grid, header, path.name, meaning_in(_notes(grid, header))), intake)
    intake.problems += _duplicates(intake.readings, path.name)
    intake.readings, months = in_months(intake.readings, path.name)
    intake.problems += months
    return intake


def no_header(path: Path, grid: Grid) -> Diagnostic:
    """The refusal of a sheet in which no row reads like a header."""
    return Diagnostic(
        "load.header",
        Severity.ERROR,
        Bilingual("找不到表头", "no header was found"),
        (Place(file=path.name, sheet=grid.name),),
        found=" | ".join(squeezed(cell) for cell in grid.rows[0] if cell is not None)[:80],
        expected="企业名称、月份、工业总产值（万元）…",
        remedy=Bilingual("请保留一行列名", "keep one row of column titles"),
    )


def _notes(grid: Grid, header: Header) -> str:
    below = (squeezed(row[0]) for row in grid.rows[header.last + 1 :] if row and row[0] is not None)
    written = [text for text in below if text.startswith(NOTES) and len(text) > 4]
    return ";".join([header.title, *written])


def _read_sheet(sheet: Sheet, intake: Intake) -> None:
    intake.columns += [(sheet.grid.name, column) for column in sheet.header.columns if column.role != "empty"]
    intake.problems += column_problems(sheet)
    last: dict[str, str] = {}
    totals: list[int] = []
    data: list[int] = []
    for row in range(sheet.header.last + 1, len(sheet.grid.rows)):
        role = _row_role(sheet, row)
        if role == "total":
            totals.append(row)
        if role != "data":
            continue
        if row in sheet.grid.hidden_rows:
            intake.problems.append(_hidden(sheet, row))
        data.append(row)
        intake.readings += _row_readings(sheet, row, last, intake.problems)
    intake.problems += total_problems(sheet.grid, sheet.header, sheet.file, totals, data, sheet.signs)


def _row_role(sheet: Sheet, row: int) -> str:
    """``data``, ``total``, ``part`` (其中), ``note`` or ``empty``."""
    cells = sheet.grid.rows[row]
    texts = [squeezed(cell) for cell in cells if cell is not None]
    if not texts:
        return "empty"
    names = [squeezed(cells[c.column]) for c in sheet.header.columns if c.role == "attribute"]
    first = next((text for text in names if text), texts[0])
    if any(text in TOTALS or text.endswith(("合计", "小计", "总计")) for text in [*names, texts[0]]):
        return "total"
    if any(text.startswith(OF_WHICH) for text in names):
        return "part"
    if len(texts) <= 2 and (first.startswith(NOTES) or len(first) > 30):
        return "note"
    filled = any(cells[c.column] is not None for c in sheet.header.columns if c.role == "measure")
    return "data" if filled or any(names) else "note"


def _row_readings(
    sheet: Sheet, row: int, last: dict[str, str], problems: list[Diagnostic]
) -> Iterator[Reading]:
    attributes = _attributes(sheet, row, last)
    kind = next((name for name in ORDER if attributes.get(name)), "")
    if not kind:
        problems.append(
            problem_at(sheet, row, 0, "这一行没有名称", "this row has no name", severity=Severity.ERROR)
        )
        return
    period = _row_period(sheet, row, problems)
    for column in sheet.header.columns:
        if column.role == "measure":
            reading = _reading(sheet, row, column, (attributes, kind, period), problems)
            if reading is not None:
                yield reading


def _attributes(sheet: Sheet, row: int, last: dict[str, str]) -> dict[str, str]:
    """The row's names; in columns with vertically merged cells the one above goes on."""
    found: dict[str, str] = {}
    for column in sheet.header.columns:
        if column.role != "attribute":
            continue
        text = cell_name(sheet.grid.rows[row][column.column])
        if not text and _merged_down(sheet.grid, row, column.column):
            text = last.get(column.name, "")
        if text:
            last[column.name] = text
            found.setdefault(column.name, text)
    return found


def _merged_down(grid: Grid, row: int, column: int) -> bool:
    return any(top < row <= bottom and left <= column <= right for top, left, bottom, right in grid.merged)


def _row_period(sheet: Sheet, row: int, problems: list[Diagnostic]) -> Span | None:
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
    if found is None or not (found.year or year):
        problems.append(
            problem_at(
                sheet,
                row,
                column.column,
                "看不懂的月份",
                "not a month",
                found=cell_name(cell),
                expected="2025年6月",
            )
        )
        return None
    return found.in_year(year)


def _reading(
    sheet: Sheet,
    row: int,
    column: ColumnMeaning,
    subject: tuple[dict[str, str], str, Span | None],
    problems: list[Diagnostic],
) -> Reading | None:
    attributes, kind, row_period = subject
    measure, unit = measure_of(sheet, column, attributes)
    cell = sheet.grid.rows[row][column.column]
    if not measure or (cell is None and not attributes.get("firm")):
        return None
    figure = read_figure(cell, sheet.signs)
    period = period_of(column, row_period, sheet.header.span)
    if figure.problem:
        problems.append(
            problem_at(
                sheet,
                row,
                column.column,
                figure.problem,
                "not a figure",
                found=cell_name(cell),
                expected="123.45",
            )
        )
        return None
    if period is None:
        without_period(sheet, problems)
        return None
    if figure.value is not None and figure.value < 0 and not SIGNED.get(measure, False):
        negative = ("不应为负数", "should not be negative")
        problems.append(
            problem_at(sheet, row, column.column, *negative, found=cell_name(cell), severity=Severity.WARNING)
        )
    value = _converted(figure, unit, UNITS[measure])
    names = tuple((name, text) for name, text in attributes.items() if name in ENTITIES and name != kind)
    aspect = column.aspect or (
        "month"
        if period.first == period.last
        else "ytd"
        if period.first == 1 and period.last < 12
        else "month"
    )
    where = (sheet.grid.name, address(row, column.column))
    return Reading(
        *(attributes[kind], kind, period, measure, value, UNITS[measure], figure.state, aspect),
        *where,
        written=cell_name(cell),
        written_unit=unit,
        attributes=names,
    )


def without_period(sheet: Sheet, problems: list[Diagnostic]) -> None:
    """Said once a sheet: the year or month is missing for all of it."""
    if sheet.header.attribute("period") is None and not any(
        p.rule == "load.period" and p.places[0].sheet == sheet.grid.name for p in problems
    ):
        problem = problem_at(
            sheet, sheet.header.first, 0, "没有说明是哪年哪月", "nothing says which year and month this is",
            found=sheet.header.title[:40], expected="2025年6月",
        )  # fmt: skip
        remedy = Bilingual(
            "在标题、工作表名或 --period 中写明", "say so in a title, the sheet's name or --period"
        )
        problems.append(replace(problem, rule="load.period", remedy=remedy))


def measure_of(sheet: Sheet, column: ColumnMeaning, attributes: dict[str, str]) -> tuple[str, str]:
    """The measure's name and the unit that this cell is written in."""
    named = attributes.get("measure", "")
    word = measure_in(named) if named else None
    name = column.name or (word.name if word else sheet.header.measure.name if sheet.header.measure else "")
    stated = sheet.header.unit if name and _fits(sheet.header.unit, UNITS.get(name, "")) else ""
    unit = column.unit or attributes.get("unit", "") or stated
    return name, unit or UNITS.get(name, "")


def _fits(unit: str, canonical: str) -> bool:
    return bool(unit) and Unit.parse(unit).comparable_with(Unit.parse(canonical))


def period_of(column: ColumnMeaning, row: Span | None, sheet: Span | None) -> Span | None:
    """The months that a figure of this column is about; ``None`` where nothing says the year."""
    year = row.year if row else sheet.year if sheet else 0
    period = column.span.in_year(year) if column.span and not row_is_month(row) else row
    if period is None or not period.year:
        return None
    if column.aspect in ("last_year", "ytd_last_year") and not (column.span and column.span.year):
        period = Span(period.year - 1, period.first, period.last)
    if column.aspect in ("ytd", "ytd_last_year"):
        return Span(period.year, 1, period.last)
    if column.aspect in ("month", "last_year"):
        return Span(period.year, period.last, period.last)
    return period


def row_is_month(row: Span | None) -> bool:
    """Whether the row itself says its month, so that the column's words only say the aspect."""
    return row is not None and row.first == row.last


def factor_of(unit: str, canonical: str) -> Decimal:
    """How many canonical units one written unit is; 1 where they cannot be compared."""
    if not _fits(unit, canonical):
        return Decimal(1)
    return Unit.parse(unit).factor / Unit.parse(canonical).factor


def _converted(figure: Figure, unit: str, canonical: str) -> Decimal | None:
    return None if figure.value is None else figure.value * factor_of(unit, canonical)


# --- problems ------------------------------------------------------------------------------------------


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


def _hidden(sheet: Sheet, row: int) -> Diagnostic:
    return problem_at(
        sheet, row, 0, "隐藏的行也读入了", "a hidden row was read as well", severity=Severity.WARNING
    )


def column_problems(sheet: Sheet) -> list[Diagnostic]:
    """Columns that are not read, units that do not fit, units that nothing says."""
    found = []
    for column in sheet.header.columns:
        name, unit = measure_of(sheet, column, {})
        if column.role == "unknown":
            found.append(
                _of_column(sheet, column, "没有读入这一列", "this column is not loaded", Severity.NOTE)
            )
        elif column.role == "measure" and name and unit and not _fits(unit, UNITS[name]):
            message = (
                f"单位 {unit} 不能换算为 {UNITS[name]}",
                f"{unit} cannot be converted into {UNITS[name]}",
            )
            found.append(_of_column(sheet, column, *message, Severity.ERROR))
        elif (
            column.role == "measure"
            and name
            and not (column.unit or sheet.header.unit)
            and not _has_unit_column(sheet)
        ):
            message = (f"没有写单位，按 {UNITS[name]} 读入", f"no unit is written; read as {UNITS[name]}")
            if UNITS[name] != "人":
                found.append(_of_column(sheet, column, *message, Severity.WARNING))
    return found


def _has_unit_column(sheet: Sheet) -> bool:
    return sheet.header.attribute("unit") is not None


def _of_column(sheet: Sheet, column: ColumnMeaning, zh: str, en: str, severity: Severity) -> Diagnostic:
    problem = problem_at(
        sheet, sheet.header.last, column.column, zh, en, found="/".join(column.path), severity=severity
    )
    return replace(
        problem,
        rule="load.column",
        remedy=Bilingual("在列名后写明单位，如（万元）", "write the unit in the title, as in （万元）"),
    )


def _duplicates(readings: Iterable[Reading], file: str) -> list[Diagnostic]:
    seen: dict[tuple[object, ...], Reading] = {}
    found = []
    for reading in readings:
        key = (
            reading.kind,
            reading.entity,
            dict(reading.attributes).get("code"),
            reading.period,
            reading.measure,
            reading.aspect,
        )
        first = seen.setdefault(key, reading)
        if first is not reading and reading.value is not None:
            places = tuple(Place(file=file, sheet=r.sheet, cell=r.cell) for r in (first, reading))
            same = first.value == reading.value
            message = Bilingual(
                f"{reading.entity} {reading.period.written()} 重复",
                f"{reading.entity} {reading.period.written()} twice",
            )
            severity = Severity.WARNING if same else Severity.ERROR
            shown = f"{first.written} / {reading.written}"
            found.append(Diagnostic("load.duplicate", severity, message, places, found=shown))
    return found
