"""Tables copied from a page: fields parted by single blanks, merged cells simply missing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from rongshu.document.line.captions import is_note, read_box, read_caption
from rongshu.document.line.fold import fold
from rongshu.document.line.marks import annex_mark, opening_mark
from rongshu.document.line.pieces import Grid, GridCell

_VALUE = re.compile(
    r"[\[（(≥≤><约]*[-+]?\d[\d,.]*(?:[-–~至]\d[\d,.]*)?[\])）]*(?:%|万|亿|以上|左右|以下|以内)*[\])）]*(?:（[^）]*）)?|[-—–/]+"
)
_SPAN = re.compile(r"20\d\d[-–—~至]+20\d\d")  # 2026-2028 is when, not how much
_TOTAL = re.compile("合计|总计|共计|小计")
_GOAL = re.compile("目标|规划|预期|末期|计划")
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
    while index < len(raw) and (
        not _ends_table(raw[index], started=len(rows)) or (rows and _heads_group(raw, index, len(rows[0])))
    ):
        fields = fold(raw[index]).split(" ")
        if _heads_group(raw, index, len(rows[0]) if rows else 0):
            rows.append([" ".join(fields)])
        elif len(fields) == 1 and rows and len(rows[-1]) > 2:
            rows[-1][-1] += fields[0]  # the tail of a cell that was broken
        else:
            rows.append(fields)
        index += 1
    return rows, index


def _heads_group(raw: Sequence[str], index: int, width: int) -> bool:
    """一、新材料（3个） between the rows of a table: a numbered title right above a numbered row."""
    mark, after = opening_mark(fold(raw[index])), fold(raw[index + 1]) if index + 1 < len(raw) else ""
    fields = after.split(" ")
    return bool(mark and mark.rank <= 40) and fields[0].isdigit() and width > 3 and len(fields) >= width - 2


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
    """The most fields that at least two rows have; group titles say nothing of it."""
    rows = [row for row in rows if len(row) > 1]
    sizes = Counter(len(row) for row in rows)
    width = max((size for size, count in sizes.items() if count > 1 and size > 2), default=0)
    near = sum(count for size, count in sizes.items() if width - 1 <= size <= width)
    return width if width <= _MOST_COLUMNS and near * 3 >= len(rows) * 2 else 0


def _first_body_row(rows: Sequence[Fields], width: int) -> int:
    """The heading ends where a nearly full row holds a value that is not a year."""
    for place, row in enumerate(rows[:4]):
        if place and len(row) == 1 and opening_mark(row[0]):
            return place  # a group's title opens the body
        if place and len(row) >= width - 1 and any(_is_value(field) and not _is_year(field) for field in row):
            return place
    return 1


def _is_value(field: str) -> bool:
    return bool(_VALUE.fullmatch(field)) and not _SPAN.fullmatch(field)


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
        fields = _rejoined(fields, numeric)
    if missing > 0 and len(fields) > 1 and _TOTAL.match(fields[0]):
        label, *sums = fields
        return [GridCell((label,)), *_placed_sums(sums, numeric)]
    gaps = _gaps(fields, numeric) if 0 < missing <= _MOST_MISSING else tuple(range(len(fields), len(numeric)))
    waiting = iter(fields)
    row: list[GridCell] = []
    for column in range(len(numeric)):
        if column not in gaps:
            row.append(GridCell((next(waiting),)))
        else:
            row.append(_missing(column, row, numeric, above))
    return row


def _placed_sums(sums: Fields, numeric: Sequence[bool]) -> list[GridCell]:
    """The sums of a 合计 row below the columns that they can add up."""
    gaps = _gaps(sums, numeric[1:])
    waiting = iter(sums)
    return [
        GridCell() if column in gaps else GridCell((next(waiting),)) for column in range(len(numeric) - 1)
    ]


def _rejoined(fields: Fields, numeric: Sequence[bool]) -> Fields:
    """A cell with a blank inside put together again, where the rest then fits its columns best."""
    more = len(fields) - len(numeric)

    def joined(at: int) -> Fields:
        return [*fields[:at], "".join(fields[at : at + more + 1]), *fields[at + more + 1 :]]

    def misfits(at: int) -> int:
        return sum(_is_value(field) != wanted for field, wanted in zip(joined(at), numeric, strict=True))

    return joined(min(reversed(range(len(numeric))), key=misfits))


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
    shared = len(under) - spread  # titles over the columns that the second row names
    if not below or not under or spread < 0 or (spread and shared < 1):
        names = [*top, *below][:width] + [""] * (width - len(top) - len(below))
        return [[GridCell((name,) if name else ()) for name in _with_tails(names, tails, numeric)]]
    if not spread:
        upper = [GridCell((name,)) for name in _with_tails(top, tails, numeric)]
    else:
        upper = _spread_top(top, _runs_below(top, below, under, shared), tails, numeric)
    waiting = iter(below)
    lower = [
        GridCell((next(waiting),)) if column in under else GridCell(upper[column].lines, origin=False)
        for column in range(width)
    ]
    return [upper, lower]


def _runs_below(top: Fields, below: Fields, under: Sequence[int], shared: int) -> list[list[int]]:
    """The columns below each of the ``shared`` titles: equally many where the second row repeats itself,
    else the most for the one that speaks of goals, or for the last."""
    titles = top[under[0] : under[0] + shared]
    size, rest = divmod(len(under), shared)
    if rest or below != below[:size] * shared:
        goal = next((place for place, title in enumerate(titles) if _GOAL.search(title)), shared - 1)
        sizes = [1 + (len(under) - shared) * (place == goal) for place in range(shared)]
    else:
        sizes = [size] * shared
    starts = [under[0] + sum(sizes[:place]) for place in range(shared)]
    return [list(range(start, start + count)) for start, count in zip(starts, sizes, strict=True)]


def _spread_top(
    top: Fields, runs: Sequence[Sequence[int]], tails: Fields, numeric: Sequence[bool]
) -> list[GridCell]:
    """The upper heading row with each title repeated over its run of columns."""
    first = runs[0][0]
    over = [title for title, run in zip(top[first:], runs, strict=False) for _ in run]
    names = [*top[:first], *over, *top[first + len(runs) :]][: len(numeric)]
    repeated = {column for run in runs for column in run[1:]}
    cells: list[GridCell] = []
    for column, name in enumerate(_with_tails(names, tails, numeric)):
        cells.append(GridCell(cells[-1].lines, origin=False) if column in repeated else GridCell((name,)))
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
