"""What the columns of a sheet mean: the header found below titles, its levels joined, each column named."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from rongshu.facts.calendar_words import Span, find_span
from rongshu.facts.grid import Grid, squeezed
from rongshu.facts.vocabulary import ASPECTS, ATTRIBUTES, MEASURES, NOTES, OF_WHICH, MeasureWord
from rongshu.terms.unit import Unit

SEARCHED = 40
DEEPEST = 4
_BRACKETS = re.compile(r"[（(\[【]([^（()）\]】]{1,16})[)）\]】]")
_STATED_UNIT = re.compile(r"(?:计量)?单位[:：]?([^\s,，;；:：)）、]{1,10})")
_TITLES = sorted(((title, word) for word in MEASURES for title in word.titles), key=lambda row: -len(row[0]))
_NUMBER = re.compile(r"^-?[\d,]+(?:\.\d+)?$")
_COLUMN_NUMBERS = re.compile(r"^[甲乙丙丁戊己]$|^\(?\d{1,2}\)?(?:=[\d+\-*/÷×]+)?$")


@dataclass(frozen=True, slots=True)
class ColumnMeaning:
    """One column: ``role`` is attribute, measure, growth or unknown; ``path`` its header cells, top down.

    ``name`` is the attribute's or measure's; a measure column may leave the name to the row or the title.
    ``aspect`` is month, ytd, last_year, ytd_last_year or empty; ``span`` a period written in the header.
    """

    column: int
    path: tuple[str, ...]
    role: str
    name: str = ""
    aspect: str = ""
    unit: str = ""
    span: Span | None = None
    of_which: bool = False


@dataclass(frozen=True, slots=True)
class Header:
    """Rows ``first`` to ``last`` are the header; above stand titles, of which unit and period are kept."""

    first: int
    last: int
    columns: tuple[ColumnMeaning, ...]
    title: str
    unit: str
    span: Span | None
    measure: MeasureWord | None

    def attribute(self, name: str) -> ColumnMeaning | None:
        """The column of this attribute."""
        return next((c for c in self.columns if c.role == "attribute" and c.name == name), None)


def find_header(grid: Grid, file: str = "") -> Header | None:
    """The header of a sheet, or ``None`` where no row reads like one."""
    first = _first_row(grid)
    if first is None:
        return None
    last = _last_row(grid, first)
    title = " ".join(squeezed(cell) for row in grid.rows[:first] for cell in row if cell is not None)
    context = f"{title} {squeezed(grid.name)} {file}"
    columns = tuple(_meaning(column, path) for column, path in enumerate(_paths(grid, first, last)))
    return Header(
        first,
        last,
        columns,
        title,
        _title_unit(title),
        _span_of(title, grid.name, file),
        measure_in(context),
    )


def _title_unit(title: str) -> str:
    stated = _STATED_UNIT.search(title)
    return stated.group(1) if stated else _unit_in([title])


def _span_of(title: str, sheet: str, file: str) -> Span | None:
    found = [span for text in (title, sheet, file) if (span := find_span(text))]
    if not found:
        return None
    year = next((span.year for span in found if span.year), 0)
    best = next((span for span in found if (span.first, span.last) != (1, 12)), found[0])
    return best.in_year(year)


def _first_row(grid: Grid) -> int | None:
    for row in range(min(len(grid.rows), SEARCHED)):
        texts = [squeezed(cell) for cell in grid.rows[row] if cell is not None]
        known = sum(1 for text in texts if _known(text))
        if known >= 2 and known * 2 >= len(texts):
            return row
        if known == 1 and len(texts) >= 2 and _mostly_periods(texts):
            return row
    return None


def _mostly_periods(texts: Sequence[str]) -> bool:
    return sum(1 for text in texts if len(text) <= 12 and find_span(text)) * 2 >= len(texts)


def _known(text: str) -> bool:
    if len(text) > 30 or (text.startswith(NOTES) and len(text) > 4):
        return False
    bare = _bare(text)
    return bool(
        _attribute(bare) or measure_in(bare) or _aspect(bare) or (len(bare) <= 12 and find_span(bare))
    )


def _last_row(grid: Grid, first: int) -> int:
    last = max(
        [first, *(bottom for top, _l, bottom, _r in grid.merged if top == first and bottom - top < DEEPEST)]
    )
    while last + 1 < min(len(grid.rows), first + DEEPEST) and _continues(grid.rows[last + 1]):
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
    known = sum(1 for text in texts if _known(text) or text in _UNIT_WORDS or _BRACKETS.fullmatch(text))
    return numbers == 0 and known * 2 > len(texts)


def _figure(text: str) -> bool:
    """A number that a CSV writes as text, unless it is a year or a month."""
    return bool(_NUMBER.match(text)) and find_span(text) is None


_UNITS_SEEN = """万元 亿元 元 千元 美元 万美元 亿美元 人 万人 人次 家 个 户 台 辆 % 万千瓦时 千瓦时 亿千瓦时
度 万度 千瓦
吨标准煤 万吨标准煤 吨标煤 tce 亩 平方米 平方公里 公顷 吨 万吨 公斤 千克 立方米 万立方米 小时 公里"""
_UNIT_WORDS = frozenset(_UNITS_SEEN.split())


def _numbered(texts: Sequence[str]) -> bool:
    """The row 甲 乙 1 2 3 that some forms print below their titles: letters, then numbers counting up."""
    numbers = [int(text) for text in texts if text.isdigit()]
    letters = [text for text in texts if text in "甲乙丙丁戊己"]
    counting = numbers == list(range(1, len(numbers) + 1))
    return len(numbers) >= 2 and counting and len(letters) + len(numbers) == len(texts)


def _paths(grid: Grid, first: int, last: int) -> list[tuple[str, ...]]:
    """The header cells above each column, merged ones spread over what they cover."""
    levels = [[squeezed(cell) for cell in grid.rows[row]] for row in range(first, last + 1)]
    for top, left, bottom, right in grid.merged:
        if top <= last and bottom >= first:
            _spread(levels, grid, (top - first, left, bottom - first, right))
    if not grid.merged:
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
    joined = "/".join(path)
    unit = _unit_in(path)
    of_which = any(part.startswith(OF_WHICH) for part in path)
    parts = path[next(i for i, part in enumerate(path) if part.startswith(OF_WHICH)) :] if of_which else path
    bare = _bare("/".join(parts)).removeprefix("其中").lstrip(":：")
    span, aspect = find_span(bare) if len(bare) < 40 else None, _aspect(bare)
    measure = measure_in(bare, whole=of_which)
    attribute = _attribute(bare)
    if attribute and (measure is None or bare in _EXACT):
        return ColumnMeaning(column, path, "attribute", attribute)
    if aspect == "growth":
        return ColumnMeaning(column, path, "growth", measure.name if measure else "", aspect, "%", span)
    if measure:
        return ColumnMeaning(column, path, "measure", measure.name, aspect, unit, span, of_which)
    if (span or aspect) and not of_which:
        return ColumnMeaning(column, path, "measure", "", aspect, unit, span)
    return ColumnMeaning(column, path, "unknown" if joined else "empty", of_which=of_which)


def _bare(text: str) -> str:
    return _BRACKETS.sub(lambda m: "" if _is_unit(m.group(1)) else m.group(0), text).lower()


def _is_unit(text: str) -> bool:
    return (
        text in _UNIT_WORDS
        or Unit.parse(text).factor != 1
        or Unit.parse(text).measure != text
        or text == "tce"
    )


def _unit_in(path: Sequence[str]) -> str:
    for part in reversed(path):
        if part in _UNIT_WORDS:
            return part
        for match in _BRACKETS.finditer(part):
            inner = match.group(1).removeprefix("单位").lstrip(":：")
            if _is_unit(inner):
                return inner
    return ""


def measure_in(text: str, whole: bool = False) -> MeasureWord | None:
    """The measure that a title names; with ``whole`` only where the title says nothing more."""
    lowered = text.lower()
    for title, word in _TITLES:
        if (lowered == title.lower()) if whole else title.lower() in lowered:
            return word
    return None


_EXACT = {title: word.name for word in ATTRIBUTES for title in word.titles}


def _attribute(text: str) -> str:
    if text in _EXACT:
        return _EXACT[text]
    if measure_in(text) or len(text) > 14:
        return ""
    longest = [(len(title), name) for title, name in _EXACT.items() if len(title) > 1 and title in text]
    return max(longest)[1] if longest else ""


def _aspect(text: str) -> str:
    return next((name for name, words in ASPECTS if any(word in text for word in words)), "")
