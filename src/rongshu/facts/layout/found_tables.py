"""The tables of a sheet: one below the other, side by side, or one whose header is repeated on each page."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from rongshu.facts.layout.header import first_row, last_row
from rongshu.facts.words.calendar_words import find_span
from rongshu.facts.words.titles import bare_title, is_attribute, is_entity, known_title, stated_units
from rongshu.facts.words.vocabulary import NOTES
from rongshu.facts.workbook.grid import CellValue, Grid, squeezed

_DIGITS = re.compile(r"^[-+(]?[\d,.]+\)?%?$")


def tables_in(grid: Grid) -> tuple[Grid, ...]:
    """The sheet once for each of its tables, everything of the others blanked: addresses stay as they are."""
    heads = _heads(grid)
    if not heads:
        return (grid,)
    starts, repeats = _parted(grid, heads)
    rows = [(None,) * grid.width if row in repeats else cells for row, cells in enumerate(grid.rows)]
    whole = replace(grid, rows=tuple(rows)) if repeats else grid
    tables = []
    for number, (start, head) in enumerate(starts):
        end = starts[number + 1][0] if number + 1 < len(starts) else len(grid.rows)
        below = whole if (start, end) == (0, len(grid.rows)) else _band(whole, start, end)
        tables += _beside(below, head)
    return tuple(tables)


def _heads(grid: Grid) -> list[int]:
    first = first_row(grid)
    if first is None:
        return []
    below = range(last_row(grid, first) + 1, len(grid.rows))
    return [first, *(row for row in below if _is_head(grid.rows[row]))]


def _is_head(cells: Sequence[CellValue]) -> bool:
    """A later row of titles: all words, most of them known, one of them exactly an attribute's."""
    if any(isinstance(cell, Decimal) for cell in cells[:4]):
        return False
    texts = [squeezed(cell) for cell in cells if cell is not None]
    if len(texts) < 2 or not any(is_attribute(bare_title(text)) for text in texts):
        return False
    figures = sum(1 for text in texts if _DIGITS.match(text) and find_span(text) is None)
    return not figures and sum(map(known_title, texts)) * 3 >= len(texts) * 2


def _parted(grid: Grid, heads: Sequence[int]) -> tuple[list[tuple[int, int]], set[int]]:
    """Where each table starts with its titles, and its header row; rows that only repeat a header."""
    starts, repeats = [(0, heads[0])], set()
    before = heads[0]
    for head in heads[1:]:
        titles = _titles_above(grid, head, last_row(grid, before))
        told = " ".join(squeezed(cell) for row in titles for cell in grid.rows[row] if cell is not None)
        if grid.rows[head] == grid.rows[before] and not (find_span(told) or stated_units(told)):
            deep = last_row(grid, before) - before
            repeats |= set(range(head, min(head + deep, len(grid.rows) - 1) + 1)) | set(titles)
        else:
            starts.append((titles[0] if titles else head, head))
            before = head
    return starts, repeats


def _titles_above(grid: Grid, head: int, last: int) -> list[int]:
    """The rows just above a header that hold a title or nothing."""
    found: list[int] = []
    for row in range(head - 1, last, -1):
        cells = [cell for cell in grid.rows[row] if cell is not None]
        texts = [squeezed(cell) for cell in cells]
        if len(cells) > 3 or any(
            isinstance(cell, Decimal) or _DIGITS.match(squeezed(cell)) for cell in cells
        ):
            break
        if any(text.startswith(NOTES) for text in texts):
            break
        found.insert(0, row)
    while found and all(cell is None for cell in grid.rows[found[0]]):
        found.pop(0)
    return found


def _band(grid: Grid, start: int, end: int) -> Grid:
    empty = (None,) * grid.width
    rows = tuple(cells if start <= row < end else empty for row, cells in enumerate(grid.rows))
    return replace(grid, rows=rows, merged=tuple(area for area in grid.merged if start <= area[0] < end))


def _beside(grid: Grid, head: int) -> list[Grid]:
    """The table, or each of several whose first title of an entity stands again to the right."""
    titles = [squeezed(cell) for cell in grid.rows[head]]
    entities = [column for column, title in enumerate(titles) if is_entity(bare_title(title))]
    places = [column for column in entities if titles[column] == titles[entities[0]]] if entities else []
    if len(places) < 2:
        return [grid]
    lead = 0
    while all(place - lead > 0 for place in places) and _same_left(titles, places, lead + 1):
        lead += 1
    edges = [0, *(place - lead for place in places[1:]), grid.width]
    return [_strip(grid, head, left, right) for left, right in itertools.pairwise(edges)]


def _same_left(titles: Sequence[str], places: Sequence[int], lead: int) -> bool:
    if places[0] - lead < 0 or not titles[places[0] - lead]:
        return False
    return all(titles[place - lead] == titles[places[0] - lead] for place in places)


def _strip(grid: Grid, head: int, left: int, right: int) -> Grid:
    def kept(row: int, cells: tuple[CellValue, ...]) -> tuple[CellValue, ...]:
        inside = tuple(cell if left <= column < right else None for column, cell in enumerate(cells))
        return cells if row < head and not titled else inside

    titled = any(cell is not None for row in range(head) for cell in grid.rows[row][left:right])
    merged = tuple(area for area in grid.merged if area[0] < head or left <= area[1] < right)
    return replace(grid, rows=tuple(kept(row, cells) for row, cells in enumerate(grid.rows)), merged=merged)
