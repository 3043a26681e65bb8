"""Tables of a PDF that no vertical lines divide: found by the blank between their columns."""

from __future__ import annotations

from collections.abc import Sequence

from rongshu.document.line.captions import is_note, read_caption
from rongshu.document.line.fold import fold
from rongshu.document.line.header import header_rows
from rongshu.document.line.pieces import Grid, GridCell, join_lines
from rongshu.document.pdf.layout import TextLine, Word

_FEWEST_ROWS = 3
_LOOSE = 2  # broken-off lines of cells that may stand together between two rows

Segment = tuple[float, float, str]


def unruled_grid(lines: Sequence[TextLine], start: int, *, captioned: bool) -> tuple[Grid, int] | None:
    """The table whose first line is ``lines[start]`` and the index after it; ``None`` where none is."""
    end = _end(lines, start)
    block = [(line, segments(line)) for line in lines[start:end]]
    columns = _columns([parts for _, parts in block if len(parts) > 1])
    if len(columns) < (2 if captioned else 3):
        return None
    anchors = [place for place, (_, parts) in enumerate(block) if len(parts) * 2 > len(columns)]
    if len(anchors) < (_FEWEST_ROWS if captioned else _FEWEST_ROWS + 1) or anchors[0] > _LOOSE:
        return None
    cells: list[list[list[str]]] = [[[] for _ in columns] for _ in anchors]
    for place, (line, parts) in enumerate(block):
        row = _nearest(line, place, [block[anchor][0] for anchor in anchors], anchors)
        for part in parts:
            cells[row][_column(part, columns)].append(part[2])
    rows = tuple(tuple(_cell(texts) for texts in row) for row in cells)
    return Grid(rows, header_rows(rows), lines[start].page), end


def segments(line: TextLine) -> list[Segment]:
    """The parts of a line that wide blanks divide: left edge, right edge, text."""
    groups: list[list[Word]] = [[line.words[0]]]
    for word in line.words[1:]:
        if word.left - groups[-1][-1].right > 1.2 * word.size:
            groups.append([word])
        else:
            groups[-1].append(word)
    return [
        (group[0].left, group[-1].right, fold(TextLine(tuple(group), line.page).text)) for group in groups
    ]


def _end(lines: Sequence[TextLine], start: int) -> int:
    """The index after the last row: a note, a caption, a full line of text or a new page ends it."""
    end = index = start
    while index < len(lines) and lines[index].page == lines[start].page:
        line, text = lines[index], fold(lines[index].text)
        parted = len(segments(line)) > 1
        wide = line.right - line.left > 0.6 * (line.edges[1] - line.edges[0])
        if is_note(text) or read_caption(text) or (not parted and (wide or text[-1] in "。：；")):
            break
        if not parted and index - end >= _LOOSE:
            break
        index += 1
        end = index if parted else end
    return end


def _columns(rows: Sequence[Sequence[Segment]]) -> list[tuple[float, float]]:
    """The ranges that segments cover together, apart where no row has anything."""
    columns: list[tuple[float, float]] = []
    for left, right, _ in sorted(part for row in rows for part in row):
        if columns and left < columns[-1][1] + 1:
            columns[-1] = (columns[-1][0], max(columns[-1][1], right))
        else:
            columns.append((left, right))
    return columns


def _column(part: Segment, columns: Sequence[tuple[float, float]]) -> int:
    """The column that a segment overlaps most."""
    shared = [min(part[1], right) - max(part[0], left) for left, right in columns]
    return shared.index(max(shared))


def _nearest(line: TextLine, place: int, rows: Sequence[TextLine], anchors: Sequence[int]) -> int:
    """The row a line belongs to: its own, or for a broken-off part the one it stands closest to."""
    if place in anchors:
        return anchors.index(place)
    return min(range(len(rows)), key=lambda row: abs(rows[row].top - line.top))


def _cell(texts: Sequence[str]) -> GridCell:
    return GridCell((join_lines(list(texts)),) if texts else ())
