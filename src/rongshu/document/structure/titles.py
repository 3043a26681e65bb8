"""The title of a document: the lines at its top that name a plan."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rongshu.document.line.captions import read_caption
from rongshu.document.line.marks import list_mark, opening_mark
from rongshu.document.line.pieces import Line, Piece, join_lines

_REACH = 60
_KIND = (
    r"(?:规划|纲要|方案|计划|意见|行动|办法|措施|报告|决定|政策|条例|规定|细则|指南|蓝图|要点)"
    r"(?:纲要|方案|计划|意见)?(?:[（(][^）)]*[)）])?"
)
_PLAN = re.compile(rf".*{_KIND}$")
_LETTER = re.compile(r".*(?:通知|批复|函)$")
_STRANGER = re.compile(
    r"〔\d{4}〕|^[（(]?\d{4}\s*年\s*\d+\s*月|\d号$|文件$|^附件|[。；：，！？]$|^目\s*录$|^[\d\s.\-—]+$"
)
_SPAN = re.compile(
    r"[（(].*\d{4}\s*年?\s*[-—–~至]+\s*\d{4}.*[)）]|[（(](?:征求意见|送审|报批|审议|公示|修订)稿[)）]"
)


@dataclass(frozen=True, slots=True)
class Title:
    """The title and the indices of the lines it stands on."""

    text: str
    lines: frozenset[int]


def find_title(pieces: Sequence[Piece], declared: str = "") -> Title:
    """The title of the plan; else the ``declared`` one, else the covering letter's subject."""
    letter = Title("", frozenset())
    begun = False
    for index, piece in enumerate(pieces[:_REACH]):
        if not isinstance(piece, Line) or not _can_title(piece):
            begun = begun or (isinstance(piece, Line) and _opens_section(piece))
            continue
        if _PLAN.match(piece.text) and (piece.centred or not begun):
            whole = _whole(pieces, index)
            if len(whole.text) > 5 and not _is_one_of_many(piece, pieces):
                return _with_repeats(whole, pieces)
        begun = begun or bool(piece.outline)
        if _LETTER.match(piece.text) and not letter.text:
            letter = _whole(pieces, index)
    return _declared(declared, pieces) or (letter if letter.text else _first_line(pieces))


def _declared(declared: str, pieces: Sequence[Piece]) -> Title | None:
    """The title that the file's own style or head names, where it stands in the text."""
    title = _with_repeats(Title(declared, frozenset()), pieces)
    return title if title.lines else None


def _with_repeats(title: Title, pieces: Sequence[Piece]) -> Title:
    """The title with the lines near the top that say it again, whole or in part (cover, first page)."""
    bare = re.sub(r"\s", "", title.text)
    again = {
        index
        for index, piece in enumerate(pieces[:_REACH])
        if isinstance(piece, Line) and len(piece.text) > 5 and re.sub(r"\s", "", piece.text) in bare
    }
    return Title(title.text, title.lines | again)


def _opens_section(line: Line) -> bool:
    mark = opening_mark(line.text, bare=True)
    return not line.hidden and bool(line.outline or (mark and mark.rank <= 51))


def _is_one_of_many(piece: Piece, pieces: Sequence[Piece]) -> bool:
    """Whether the line is a heading beside others of its level."""
    if not isinstance(piece, Line) or not piece.outline:
        return False
    return sum(isinstance(other, Line) and other.outline == piece.outline for other in pieces) > 1


def _can_title(line: Line) -> bool:
    if line.hidden or len(line.text) > 60 or _STRANGER.search(line.text):
        return False
    return not (list_mark(line.text) or opening_mark(line.text, bare=True)) and not read_caption(line.text)


def _whole(pieces: Sequence[Piece], index: int) -> Title:
    """The title line with the lines of the same title above it and its span of years below."""
    first, last = index, index
    while first and index - first < 3 and _is_part(pieces[first - 1]):
        first -= 1
    after = pieces[last + 1] if last + 1 < len(pieces) else None
    if isinstance(after, Line) and len(after.text) <= 60 and _SPAN.fullmatch(after.text):
        last += 1
    texts = [piece.text for piece in pieces[first : last + 1] if isinstance(piece, Line)]
    return Title(
        re.sub(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])", "", join_lines(texts)),
        frozenset(range(first, last + 1)),
    )


def _is_part(piece: Piece) -> bool:
    return (
        isinstance(piece, Line)
        and len(piece.text) <= 40
        and _can_title(piece)
        and not _LETTER.match(piece.text)
    )


def _first_line(pieces: Sequence[Piece]) -> Title:
    first = pieces[0] if pieces else None
    if first is None or _is_one_of_many(first, pieces):
        return Title("", frozenset())
    if isinstance(first, Line) and len(first.text) <= 60 and _can_title(first):
        return Title(first.text, frozenset({0}))
    return Title("", frozenset())
