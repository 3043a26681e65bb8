"""Framed inserts of flattened text, where the frame is lost: found by their caption or their tab."""

from __future__ import annotations

from collections.abc import Sequence

from rongshu.document.line.captions import read_box
from rongshu.document.line.leads import find_lead
from rongshu.document.line.marks import Mark, annex_mark, opening_mark
from rongshu.document.line.pieces import Frame, Grid, Line, Piece

_LONGEST = 80


def enclose(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with every insert gathered into one ``Frame``, its caption line first."""
    tabs_frame = _tabs_frame(pieces)
    found: list[Piece] = []
    open_marks: dict[str, int] = {}
    index = 0
    while index < len(pieces):
        piece = pieces[index]
        end = _insert_end(pieces, index, open_marks, tabs_frame=tabs_frame)
        if end:
            found.append(Frame(tuple(pieces[index:end])))
            index = end
            continue
        mark = opening_mark(piece.text) if isinstance(piece, Line) else None
        if mark:
            open_marks[mark.system] = mark.value
        found.append(piece)
        index += 1
    return found


def _tabs_frame(pieces: Sequence[Piece]) -> bool:
    """Whether a leading tab marks a frame here; not where most paragraphs are indented by tabs."""
    running = [piece for piece in pieces if isinstance(piece, Line) and len(piece.text) > 40]
    return sum(line.tabbed for line in running) * 4 < len(running)


def _insert_end(pieces: Sequence[Piece], index: int, open_marks: dict[str, int], *, tabs_frame: bool) -> int:
    """The index after the insert that starts at ``index``; 0 when none starts there."""
    line = pieces[index]
    if not isinstance(line, Line):
        return 0
    naming = read_box(line.text, framed=line.tabbed)
    after = pieces[index + 1] if index + 1 < len(pieces) else None
    if naming and isinstance(after, Frame | Grid):
        return 0
    if naming and not (line.tabbed and tabs_frame):
        return _end_by_kind(pieces, index, open_marks)
    if not (line.tabbed and tabs_frame) or not (naming or len(line.text) > 40):
        return 0
    end = _end_by_gap(pieces, index)
    return end or (_end_by_kind(pieces, index, open_marks) if naming else 0)


def _end_by_gap(pieces: Sequence[Piece], index: int) -> int:
    """Two blank lines close a tab-led frame; 0 when a chapter comes first."""
    for place in range(index + 1, min(len(pieces), index + _LONGEST)):
        piece = pieces[place]
        if not isinstance(piece, Frame) and piece.gap >= 2:
            return place
        if isinstance(piece, Line) and _opens_chapter(piece):
            return 0
    return len(pieces) if len(pieces) - index < _LONGEST else 0


def _opens_chapter(line: Line) -> bool:
    mark = annex_mark(line.text) or opening_mark(line.text)
    return bool(line.outline or (mark and mark.rank <= 40 and len(line.text) <= 50))


def _end_by_kind(pieces: Sequence[Piece], index: int, open_marks: dict[str, int]) -> int:
    """Without a visible end an insert holds the lines of the same make as its first one."""
    first = pieces[index + 1] if index + 1 < len(pieces) else None
    if not isinstance(first, Line) or _leaves(first, open_marks):
        return index + 1
    kind, place = _kind(first), index + 2
    while place < len(pieces):
        piece = pieces[place]
        if not isinstance(piece, Line) or _leaves(piece, open_marks) or _kind(piece) != kind:
            break
        place += 1
    return place


def _leaves(line: Line, open_marks: dict[str, int]) -> bool:
    """A declared heading, another insert, or the next number of a series open outside."""
    if line.outline or read_box(line.text, framed=False) or annex_mark(line.text):
        return True
    mark: Mark | None = opening_mark(line.text)
    return bool(mark and (mark.rank < 40 or mark.value == open_marks.get(mark.system, -9) + 1 != 1))


def _kind(line: Line) -> str:
    mark = opening_mark(line.text)
    lead = find_lead(line)
    return mark.system if mark else lead.marker[:1] or ("lead" if lead.text else "plain")
