"""Tables of flattened text whose cells stand on lines of their own, each led by a tab."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from rongshu.document.line.fold import fold
from rongshu.document.line.pieces import Grid, GridCell
from rongshu.document.line.wrapped import opens_anew

_DASH = re.compile(r"[-—–/／]+")
_REMARKS = re.compile(r"备\s*注|说\s*明")


def is_cell(raw: str) -> bool:
    """Whether a raw line opens a cell: a single tab leads it."""
    return raw.startswith("\t") and "\t" not in raw[1:].rstrip()


def tabbed_end(raw: Sequence[str], start: int) -> int:
    """The index after the last line of the table whose first cell stands at ``start``."""
    index = start
    while index < len(raw):
        if is_cell(raw[index]):
            index += 1
            continue
        ahead = _continuation(raw, index)
        if not ahead:
            break
        index = ahead
    return index


def _continuation(raw: Sequence[str], index: int) -> int:
    """Skip one blank line or one broken-off cell line; 0 when the table has ended.

    A line without a tab still belongs to the table when another cell follows it closely: a cell
    may be broken over lines, even with a blank line between its parts.
    """
    blanks = 0
    while index < len(raw) and not raw[index].strip() and not is_cell(raw[index]):
        blanks += 1
        index += 1
    if blanks > 1 or index >= len(raw):
        return 0
    if is_cell(raw[index]):
        return index
    tail = index
    while tail < len(raw) and raw[tail].strip() and not is_cell(raw[tail]) and tail - index < 6:
        if len(raw[tail]) > 30 or opens_anew(fold(raw[tail])):
            return 0
        tail += 1
    if tail < len(raw) and is_cell(raw[tail]):
        return tail
    return _broken_cell(raw, tail)


def _broken_cell(raw: Sequence[str], tail: int) -> int:
    """``产业``, blank, ``结构``, cell: the parts of one short cell may stand apart."""
    ahead = tail + 1
    if tail < len(raw) and not raw[tail].strip() and ahead < len(raw) and is_cell(raw[ahead]):
        return 0 if raw[ahead].strip() and len(fold(raw[ahead])) > 60 else tail
    return 0


def tabbed_rows(raw: Sequence[str]) -> list[list[tuple[str, ...]]]:
    """Rows of cells, each cell its folded lines.  A blank line before a cell begins a row."""
    rows: list[list[list[str]]] = [[]]
    blank = False
    for line in raw:
        if is_cell(line):
            if blank and rows[-1]:
                rows.append([])
            rows[-1].append([fold(line)] if line.strip() else [])
        elif line.strip() and rows[-1]:
            rows[-1][-1].append(fold(line))
        blank = not line.strip() and not is_cell(line)
    return [[tuple(cell) for cell in row] for row in rows if row]


def tabbed_grid(raw: Sequence[str], gap: int = 0) -> Grid | None:
    """The table in these lines; ``None`` when they do not make one (a single column of text)."""
    rows = tabbed_rows(raw)
    widths = Counter(len(row) for row in rows)
    width = max(widths, key=lambda size: (widths[size], size)) if rows else 0
    if width < 2 or len(rows) < 2:
        return None
    widest = max(width, *(len(row) for row in rows))
    header, body = _header(rows, widest), [_spread(row, widest) for row in rows]
    body[: len(header)] = header
    return Grid(tuple(tuple(row) for row in _merge_down(body, len(header))), gap=gap)


def _spread(row: Sequence[tuple[str, ...]], width: int) -> list[GridCell]:
    """A row that is short of cells: its last cell spans the missing columns."""
    cells = [GridCell(lines) for lines in row]
    last = cells[-1].lines
    return cells + [GridCell(last, origin=False) for _ in range(width - len(cells))]


def _header(rows: Sequence[Sequence[tuple[str, ...]]], width: int) -> list[list[GridCell]]:
    """The heading rows where a short first row spans groups of columns named in the second."""
    if len(rows) < 2 or not len(rows[0]) < len(rows[1]) == width:
        return [_spread(rows[0], width)]
    second = rows[1]
    groups = sum(1 for place, cell in enumerate(second) if cell and (place == 0 or not second[place - 1]))
    if len(rows[0]) != groups + sum(not cell for cell in second):
        return [_spread(rows[0], width)]
    top: list[GridCell] = []
    names = iter(rows[0])
    for place, cell in enumerate(second):
        continues = bool(cell and place and second[place - 1])
        top.append(GridCell(top[-1].lines, origin=False) if continues else GridCell(next(names)))
    below = [
        GridCell(cell) if cell else GridCell(top[place].lines, origin=False)
        for place, cell in enumerate(second)
    ]
    return [top, below]


def _merge_down(rows: list[list[GridCell]], header: int) -> list[list[GridCell]]:
    """Fill cells that a vertical merge left empty.

    In flattened text a merged cell and an empty one look alike.  A column is taken as merged where
    most of its cells are empty under a first one that is not (a group label), or where the table
    marks absent values with a dash, so that an empty cell under words cannot mean "none".
    """
    dashed = any(_DASH.fullmatch(cell.text) for row in rows[header:] for cell in row)
    for column in range(len(rows[0])):
        cells = [row[column] for row in rows[header:]]
        labels = _is_label_column(cells, rows[0][column].text)
        for place in range(header + 1, len(rows)):
            above = rows[place - 1][column]
            words = bool(above.lines) and not re.search(r"^[\d\[(≥≤-]", above.text)
            if not rows[place][column].lines and (labels or (dashed and words)):
                rows[place][column] = GridCell(above.lines, origin=False)
    return rows


def _is_label_column(cells: Sequence[GridCell], title: str) -> bool:
    if not cells or not cells[0].lines or _REMARKS.search(title):
        return False
    empty = sum(not cell.lines for cell in cells)
    numeric = any(re.match(r"[\d≥≤\[]", cell.text) for cell in cells if cell.lines)
    return empty * 2 > len(cells) and not numeric
