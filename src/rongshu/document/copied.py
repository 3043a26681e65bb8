"""Tables copied from a page: fields parted by single blanks, merged cells simply missing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from rongshu.document.captions import is_note, read_box, read_caption
from rongshu.document.fold import fold
from rongshu.document.marks import annex_mark, opening_mark
from rongshu.document.pieces import Grid, GridCell

_VALUE = re.compile(
    r"[\[（(≥≤><约]*[-+]?\d[\d,.]*(?:[-–~至]\d[\d,.]*)?[\])）]*(?:%|万|亿|以上|左右|以下|以内)*[\])）]*(?:（[^）]*）)?|[-—–/]+"
)
_ORDINALS = ("序号", "编号", "项次", "号")
_MOST_COLUMNS, _MOST_MISSING = 12, 3

Fields = list[str]


def copied_grid(raw: Sequence[str], start: int, gap: int) -> tuple[Grid | None, int]:
    """The table that starts at line ``start`` below a caption, if any, and the index after its lines."""
    rows, end = _field_rows(raw, start)
    width = _table_width(rows)
    if not width or len(rows) < 3:
        return None, end
    first = _first_body_row(rows, width)
    if not 1 <= first <= 3:
        return None, end
    kinds = _numeric_columns(rows[first:], width)
    body: list[list[GridCell]] = []
    for fields in rows[first:]:
        body.append(_placed(fields, kinds, body[-1] if body else None))
    header = _header(rows[:first], width, kinds)
    return Grid(tuple(map(tuple, header + body)), len(header), gap=gap), end


def _field_rows(raw: Sequence[str], start: int) -> tuple[list[Fields], int]:
    """Lines as fields until running text, a note, a caption or a heading begins."""
    rows: list[Fields] = []
    index = start
    while index < len(raw) and not _ends_table(raw[index], started=len(rows)):
        fields = fold(raw[index]).split(" ")
        if len(fields) == 1 and rows and len(rows[-1]) > 2:
            rows[-1][-1] += fields[0]  # the tail of a cell that was broken
        else:
            rows.append(fields)
        index += 1
    return rows, index


def _ends_table(line: str, *, started: int) -> bool:
    text = fold(line)
    if not text or text[-1] in "。；：" or is_note(text) or read_caption(text) or read_box(text, framed=True):
        return True
    if annex_mark(text) or (line.startswith("\u3000\u3000") and " " not in text):
        return True
    mark = opening_mark(text, bare=True)
    heading = mark and " " not in text[mark.end :]
    return bool(heading) or (" " not in text and (not started or len(text) > 24))


def _table_width(rows: Sequence[Fields]) -> int:
    """The most fields that at least two rows have."""
    sizes = Counter(len(row) for row in rows)
    width = max((size for size, count in sizes.items() if count > 1 and size > 2), default=0)
    near = sum(count for size, count in sizes.items() if width - 1 <= size <= width)
    return width if width <= _MOST_COLUMNS and near * 3 >= len(rows) * 2 else 0


def _first_body_row(rows: Sequence[Fields], width: int) -> int:
    """The heading ends where a nearly full row holds a value that is not a year."""
    for place, row in enumerate(rows[:4]):
        if place and len(row) >= width - 1 and any(_is_value(field) and not _is_year(field) for field in row):
            return place
    return 1


def _is_value(field: str) -> bool:
    return bool(_VALUE.fullmatch(field))


def _is_year(field: str) -> bool:
    return bool(re.fullmatch(r"20\d\d年?", field))


def _numeric_columns(rows: Sequence[Fields], width: int) -> list[bool]:
    """Per column whether its full rows hold values there."""
    full = [row for row in rows if len(row) == width]
    return [sum(_is_value(row[column]) for row in full) * 2 > len(full) for column in range(width)]


def _placed(fields: Fields, numeric: Sequence[bool], above: Sequence[GridCell] | None) -> list[GridCell]:
    """Fields set into the columns they fit; a missing one at the left carries on the cell above."""
    missing = len(numeric) - len(fields)
    if missing < 0:
        kept = len(numeric) - 1
        fields = [*fields[:kept], "".join(fields[kept:])]
    gaps = _gaps(fields, numeric) if 0 < missing <= _MOST_MISSING else tuple(range(len(fields), len(numeric)))
    waiting = iter(fields)
    row: list[GridCell] = []
    for column in range(len(numeric)):
        if column not in gaps:
            row.append(GridCell((next(waiting),)))
        else:
            row.append(_missing(column, row, numeric, above))
    return row


def _missing(
    column: int, row: Sequence[GridCell], numeric: Sequence[bool], above: Sequence[GridCell] | None
) -> GridCell:
    """A merged cell is printed once: a label or words from above, else the value to the left."""
    over = above[column] if above else GridCell()
    if over.lines and (not numeric[column] if column < 2 else numeric[column] and not _is_value(over.text)):
        return GridCell(over.lines, origin=False)
    if row and numeric[column] and numeric[column - 1]:
        return GridCell(row[-1].lines, origin=False)
    return GridCell()


def _gaps(fields: Fields, numeric: Sequence[bool]) -> tuple[int, ...]:
    """The columns left out, so that values meet values best; the leftmost ones when in doubt."""
    columns = range(len(numeric))

    def misfits(gaps: tuple[int, ...]) -> tuple[int, int, int]:
        taken = [column for column in columns if column not in gaps]
        wrong = sum(_is_value(field) != numeric[column] for field, column in zip(fields, taken, strict=True))
        inside = sum(numeric[column] and taken[0] < column < taken[-1] for column in gaps)
        return wrong, inside, sum(gaps)

    return min(combinations(columns, len(numeric) - len(fields)), key=misfits)


def _header(rows: Sequence[Fields], width: int, numeric: Sequence[bool]) -> list[list[GridCell]]:
    """One heading row, or two where the second names the columns of a shared title."""
    top = rows[0]
    below = [field for row in rows[1:] for field in row if not field.startswith("（")]
    tails = [field for row in rows[1:] for field in row if field.startswith("（")]
    under = _columns_below(len(below), numeric)
    spread = width - len(top)
    if not below or not under or spread != max(len(under) - 1, 0) * (spread > 0):
        names = [*top, *below][:width] + [""] * (width - len(top) - len(below))
        return [[GridCell((name,) if name else ()) for name in _with_tails(names, tails, numeric)]]
    if not spread:
        upper = [GridCell((name,)) for name in _with_tails(top, tails, numeric)]
    else:
        upper = _spread_top(top, under, tails, numeric, width)
    waiting = iter(below)
    lower = [
        GridCell((next(waiting),)) if column in under else GridCell(upper[column].lines, origin=False)
        for column in range(width)
    ]
    return [upper, lower]


def _spread_top(
    top: Fields, under: Sequence[int], tails: Fields, numeric: Sequence[bool], width: int
) -> list[GridCell]:
    """The upper heading row with the one title repeated over the columns ``under`` it."""
    names = [*top[: under[0] + 1], *[top[under[0]]] * (len(under) - 1), *top[under[0] + 1 :]]
    cells: list[GridCell] = []
    for column, name in enumerate(_with_tails(names[:width], tails, numeric)):
        continues = column in under[1:]
        cells.append(GridCell(cells[-1].lines, origin=False) if continues else GridCell((name,)))
    return cells


def _columns_below(count: int, numeric: Sequence[bool]) -> list[int]:
    """The ``count`` neighbouring value columns that a second heading row names, the last such ones."""
    runs = [
        list(range(start, start + count))
        for start in range(len(numeric) - count + 1)
        if count and all(numeric[start : start + count])
    ]
    return runs[-1] if runs else []


def _with_tails(names: Fields, tails: Fields, numeric: Sequence[bool]) -> Fields:
    """Units broken off from their titles (``面积`` / ``（平方公里）``) put back on value columns."""
    whole = list(names)
    for tail in tails:
        places = [
            place
            for place, name in enumerate(whole)
            if "（" not in name and numeric[place] and name not in _ORDINALS
        ]
        if places:
            whole[places[0]] += tail
    return whole
