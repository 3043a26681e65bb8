"""What the columns of a sheet mean: the header found below titles, its levels joined, each column named."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from rongshu.facts.words.calendar_words import Span, find_span
from rongshu.facts.words.titles import (
    BRACKETS,
    UNIT_WORDS,
    another_measure,
    aspect_in,
    attribute_in,
    bare_title,
    fits,
    is_attribute,
    is_entity,
    is_label,
    is_quotient,
    is_unit,
    is_value,
    known_title,
    measure_in,
    months_in,
    rank_in,
    says_only_when,
    stated_units,
    unit_in,
)
from rongshu.facts.words.vocabulary import ATTRIBUTES, OF_WHICH, MeasureWord
from rongshu.facts.workbook.grid import Grid, squeezed

SEARCHED = 40
DEEPEST = 4
_NUMBER = re.compile(r"^-?[\d,]+(?:\.\d+)?$")
_YEAR_AND_MONTH = re.compile(r"(?:19|20)\d{2}\.(?:0?[1-9]|1[0-2])")
_COLUMN_NUMBERS = re.compile(r"^[甲乙丙丁戊己]$|^\(?\d{1,2}\)?(?:=[\d+\-*/÷×]+)?$")
_DAY_OF_REPORT = re.compile(r"(?:报出|填报|制表|打印|上报|导出|发布|报送|填表)(?:日期|时间)[:：]?\S*")
_SUBJECTS = tuple(
    (word.name, re.compile(rf"(?:填报|报送|报告|用电)?{re.escape(title)}[:：]\s*([^\s:：]+)"))
    for word in ATTRIBUTES
    if word.entity
    for title in sorted(word.titles, key=len, reverse=True)
    if len(title) > 1
)
_ENTITY_NAMES = frozenset(word.name for word in ATTRIBUTES if word.entity)
_KINDS = tuple(
    (kind, re.compile(form))
    for kind, form in (
        ("park", r"(?:开发区|园区|工业园|产业园|工业区|集中区)$"),
        ("county", r"^.{1,9}(?:区|县|市|旗|盟|州)$"),
        ("firm", r"(?:公司|厂|集团|企业)$"),
        ("sector", r"(?:业|开采|供应)$"),
    )
)


@dataclass(frozen=True, slots=True)
class ColumnMeaning:
    """One column: ``role`` is attribute, measure, growth or unknown; ``path`` its header cells, top down.

    ``name`` is the attribute's or measure's; a measure column may leave the name to the row or the title.
    ``aspect`` is month, ytd, last_year, ytd_last_year, last_month or empty; ``span`` the months written
    in the header, ``year`` the year, which may stand there alone.
    """

    column: int
    path: tuple[str, ...]
    role: str
    name: str = ""
    aspect: str = ""
    unit: str = ""
    span: Span | None = None
    of_which: bool = False
    year: int = 0


@dataclass(frozen=True, slots=True)
class Header:
    """Rows ``first`` to ``last`` are the header; above stand titles, of which units and period are kept.

    ``subject``: what the title says all rows are about: ``(("firm", "…"),)`` on a form of one firm.
    """

    first: int
    last: int
    columns: tuple[ColumnMeaning, ...]
    title: str
    units: tuple[str, ...]
    span: Span | None
    measure: MeasureWord | None
    subject: tuple[tuple[str, str], ...] = ()

    def attribute(self, name: str) -> ColumnMeaning | None:
        """The column of this attribute."""
        return next((c for c in self.columns if c.role == "attribute" and c.name == name), None)


def find_header(grid: Grid, file: str = "") -> Header | None:
    """The header of a sheet, or ``None`` where no row reads like one."""
    first = first_row(grid)
    if first is None:
        return None
    last = last_row(grid, first)
    title = " ".join(squeezed(cell) for row in grid.rows[:first] for cell in row if cell is not None)
    context = f"{title} {squeezed(grid.name)} {file}"
    columns = tuple(_meaning(column, path) for column, path in enumerate(_paths(grid, first, last)))
    measure = measure_in(context)
    return Header(
        first,
        last,
        _of_others(_settled(columns, grid, last), measure),
        title,
        stated_units(title),
        _span_of(_DAY_OF_REPORT.sub("", title), grid.name, file),
        measure,
        _subject(title),
    )


def _subject(title: str) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for name, pattern in _SUBJECTS:
        match = pattern.search(title)
        if match and not is_unit(match.group(1).split("、")[0]):
            found.setdefault(name, match.group(1))
    return tuple(found.items())


def _span_of(title: str, sheet: str, file: str) -> Span | None:
    found = [span for text in (title, sheet, file) if (span := find_span(text))]
    if not found:
        return None
    year = next((span.year for span in found if span.year), 0)
    best = next((span for span in found if (span.first, span.last) != (1, 12)), found[0])
    return best.in_year(year)


# --- rows ------------------------------------------------------------------------------------------


def first_row(grid: Grid, start: int = 0) -> int | None:
    """The first row from ``start`` on that reads like a header."""
    for row in range(start, min(len(grid.rows), start + SEARCHED)):
        texts = [squeezed(cell) for cell in grid.rows[row] if cell is not None]
        if _reads_like_header(texts) and not _still_title(texts):
            return row
    return None


def _reads_like_header(texts: Sequence[str]) -> bool:
    known = sum(1 for text in texts if known_title(text))
    if any(map(is_label, texts)):
        return False
    if known >= 2 and known * 2 >= len(texts):
        return True
    return known == 1 and len(texts) >= 2 and _mostly_periods(texts)


def _still_title(texts: Sequence[str]) -> bool:
    """A line above the header that names a measure and a period, beside a unit perhaps."""
    if len(texts) > 3 or any(is_attribute(bare_title(text)) for text in texts):
        return False
    return any(len(text) > 8 and find_span(text) and measure_in(text) for text in texts)


def _mostly_periods(texts: Sequence[str]) -> bool:
    return sum(1 for text in texts if len(text) <= 12 and find_span(text)) * 2 >= len(texts)


def last_row(grid: Grid, first: int) -> int:
    """The last row of the header that begins at ``first``."""
    last = max(
        [first, *(bottom for top, _l, bottom, _r in grid.merged if top == first and bottom - top < DEEPEST)]
    )
    entities = [c for c, cell in enumerate(grid.rows[first]) if is_entity(bare_title(squeezed(cell)))]
    while last + 1 < min(len(grid.rows), first + DEEPEST) and _continues(grid.rows[last + 1]):
        below = [squeezed(grid.rows[last + 1][column]) for column in entities]
        if any(text and not known_title(text) and not _COLUMN_NUMBERS.match(text) for text in below):
            break  # somebody's name: 1900 and 2010 beside it are figures
        last += 1
    return last


def _continues(row: Sequence[object]) -> bool:
    """Whether a row still belongs to the header: words about columns, or the columns' numbers."""
    texts = [squeezed(cell) for cell in row if cell is not None]  # type: ignore[arg-type]
    if not texts:
        return False
    if _numbered(texts):
        return True
    numbers = sum(1 for cell in row if isinstance(cell, Decimal)) + sum(map(_figure, texts))
    known = sum(1 for text in texts if known_title(text) or text in UNIT_WORDS or BRACKETS.fullmatch(text))
    return numbers == 0 and known * 2 > len(texts)


def _figure(text: str) -> bool:
    """A number that a CSV writes as text, unless it is a year or a month: 1900.00 is none, 2025.06 is one."""
    return bool(_NUMBER.match(text)) and (
        find_span(text) is None or ("." in text and not _YEAR_AND_MONTH.fullmatch(text))
    )


def _numbered(texts: Sequence[str]) -> bool:
    """The row 甲 乙 1 2 3 that some forms print below their titles: letters, then numbers counting up."""
    numbers = [int(text) for text in texts if text.isdigit()]
    letters = [text for text in texts if text in "甲乙丙丁戊己"]
    counting = numbers == list(range(1, len(numbers) + 1))
    return len(numbers) >= 2 and counting and len(letters) + len(numbers) == len(texts)


# --- columns ---------------------------------------------------------------------------------------


def _paths(grid: Grid, first: int, last: int) -> list[tuple[str, ...]]:
    """The header cells above each column, merged ones spread over what they cover."""
    levels = [[squeezed(cell) for cell in grid.rows[row]] for row in range(first, last + 1)]
    spread = False
    for top, left, bottom, right in grid.merged:
        if top <= last and bottom >= first:
            spread = spread or right > left
            _spread(levels, grid, (top - first, left, bottom - first, right))
    if not spread:
        _fill_right(levels)
    columns = []
    for column in range(grid.width):
        texts = [level[column] for level in levels]
        parts = [text for text in texts if text and not _COLUMN_NUMBERS.match(text)]
        columns.append(tuple(dict.fromkeys(parts)))
    return columns


def _spread(levels: list[list[str]], grid: Grid, area: tuple[int, int, int, int]) -> None:
    top, left, bottom, right = area
    if not 0 <= top < len(levels):
        return
    text = levels[top][left] if left < grid.width else ""
    for row in range(top, min(bottom, len(levels) - 1) + 1):
        for column in range(left, min(right, grid.width - 1) + 1):
            levels[row][column] = levels[row][column] or text


def _fill_right(levels: list[list[str]]) -> None:
    """Without merge marks (CSV), a blank above a filled cell continues the title on its left."""
    for upper, lower in itertools.pairwise(levels):
        for column in range(1, len(upper)):
            if not upper[column] and lower[column] and upper[column - 1] and lower[column - 1]:
                upper[column] = upper[column - 1]


def _meaning(column: int, path: tuple[str, ...]) -> ColumnMeaning:
    unit = unit_in(path)
    of_which = any(part.startswith(OF_WHICH) for part in path)
    parts = path[next(i for i, part in enumerate(path) if part.startswith(OF_WHICH)) :] if of_which else path
    bare = bare_title("/".join(parts)).removeprefix("其中").lstrip(":：")
    (span, year), aspect = (
        months_in([bare_title(part) for part in path]),
        aspect_in(bare_title("/".join(path))),
    )
    measure = measure_in(bare, whole=of_which)
    attribute = attribute_in(bare)
    if attribute and (measure is None or is_attribute(bare)):
        return ColumnMeaning(column, path, "attribute", attribute)
    if measure and (another_measure(bare) or is_quotient(path)):
        return ColumnMeaning(column, path, "unknown", of_which=of_which)
    if aspect == "growth" or (unit == "%" and measure):
        return ColumnMeaning(column, path, "growth", measure.name if measure else "", "growth", "%", span)
    if measure:
        return ColumnMeaning(column, path, "measure", measure.name, aspect, unit, span, of_which, year)
    if (span or year or aspect) and not of_which:
        return ColumnMeaning(column, path, "measure", "", aspect, unit, span, year=year)
    return ColumnMeaning(column, path, "unknown" if path else "empty", of_which=of_which)


def _settled(columns: Sequence[ColumnMeaning], grid: Grid, last: int) -> tuple[ColumnMeaning, ...]:
    """What only the columns together tell: where figures stand, what 单位 means, which title is nearer."""
    subject = _subject_column(columns, grid, last)
    named = not subject and any(c.role == "attribute" and c.name == "measure" for c in columns)
    found = []
    for column in columns:
        if column.column in subject:
            column = replace(column, role="attribute", name=subject[column.column])
        if named and column.role == "unknown" and is_value(bare_title("/".join(column.path))):
            column = replace(column, role="measure", unit=unit_in(column.path))
        if column.path in (("单位",), ("unit",)) and _holds_units(grid, last, column.column):
            column = replace(column, role="attribute", name="unit")
        found.append(column)
    return tuple(_nearest(found))


def _of_others(columns: Sequence[ColumnMeaning], measure: MeasureWord | None) -> tuple[ColumnMeaning, ...]:
    """A column with words and a unit of its own is not the title's measure: 柴油（吨） of 能耗."""
    return tuple(
        replace(column, role="unknown", aspect="", span=None, year=0)
        if column.role == "measure"
        and not column.name
        and column.unit
        and measure is not None
        and not fits(column.unit, measure.unit)
        and not says_only_when(column.path)
        else column
        for column in columns
    )


def _subject_column(columns: Sequence[ColumnMeaning], grid: Grid, last: int) -> dict[int, str]:
    """What stands below a corner cell that says 指标 or nothing: counties, firms or industries."""
    if any(c.role == "attribute" and c.name in _ENTITY_NAMES for c in columns):
        return {}
    figures = [c for c in columns if c.role in ("measure", "growth")]
    if not figures or not all(c.name for c in figures):
        return {}
    for column in columns[: figures[0].column]:
        corner = column.role in ("empty", "unknown") or (column.role, column.name) == ("attribute", "measure")
        texts = [
            squeezed(row[column.column]) for row in grid.rows[last + 1 :] if row[column.column] is not None
        ]
        kinds = Counter(
            next((kind for kind, form in _KINDS if form.search(text)), "") for text in texts[:200]
        )
        best = max(("county", "firm", "sector", "park"), key=lambda kind: kinds[kind])
        if corner and kinds[best] * 2 > len(texts):
            return {column.column: best}
    return {}


def _holds_units(grid: Grid, last: int, column: int) -> bool:
    texts = [squeezed(row[column]) for row in grid.rows[last + 1 :] if row[column] is not None][:50]
    return bool(texts) and sum(map(is_unit, texts)) * 2 > len(texts)


def _nearest(columns: Sequence[ColumnMeaning]) -> list[ColumnMeaning]:
    """Of columns with one meaning, those whose title is nearer to the measure's name; 其中 gives way."""
    best: dict[tuple[object, ...], tuple[bool, int]] = {}
    for column in columns:
        if column.role == "measure" and column.name:
            key, rank = _key(column), (column.of_which, rank_in(bare_title("/".join(column.path))))
            best[key] = min(best.get(key, rank), rank)
    return [
        replace(column, role="unknown", name="", aspect="", unit="", span=None, year=0)
        if column.role == "measure"
        and column.name
        and best[_key(column)] < (column.of_which, rank_in(bare_title("/".join(column.path))))
        else column
        for column in columns
    ]


def _key(column: ColumnMeaning) -> tuple[object, ...]:
    return column.name, column.aspect, column.span, column.year
