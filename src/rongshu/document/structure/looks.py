"""Heading levels told by size, weight and typeface, where a file has no heading styles and no numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from rongshu.document.line.captions import is_note, is_unit_line, read_box, read_caption
from rongshu.document.line.marks import annex_mark, list_mark
from rongshu.document.line.pieces import Frame, Grid, Line, Piece

_LONGEST = 40
_DEEPEST = 6
_FEWEST = 2  # a look that only one line has is an ornament, not a level
_ENDS = "。；：，、;:,！？"

# the faces of official documents, the more prominent the higher; 仿宋, 宋体 and unknown ones are 0
_FACES = (("标宋", 3), ("黑体", 2), ("hei", 2), ("楷", 1), ("kai", 1))

Look = tuple[float, bool, int]


def tell_levels(pieces: Sequence[Piece], skip: Collection[int] = ()) -> list[Piece]:
    """The pieces, with an outline level on each line whose look sets it above the running text.

    Left as they are: files whose styles declare levels, and those whose prominent lines are numbered.
    ``skip`` holds lines known to be something else (the title).
    """
    lines = [
        (index, piece)
        for index, piece in enumerate(pieces)
        if isinstance(piece, Line) and not piece.hidden and index not in skip
    ]
    if sum(bool(line.outline) for _, line in lines) >= _FEWEST:
        return list(pieces)
    body = _body_look([line for _, line in lines])
    shown = [(index, line) for index, line in lines if _is_prominent(line, body) and _heads(pieces, index)]
    numbered = sum(bool(list_mark(line.text)) for _, line in shown)
    counts = Counter(_look(line) for _, line in shown)
    first = {_look(line): index for index, line in reversed(shown)}
    # of looks of one size the outer one comes first: a chapter opens before its sections
    common = [look for look, count in counts.items() if count >= _FEWEST]
    kept = sorted(common, key=lambda look: (-look[0], first[look]))[:_DEEPEST]
    if not kept or 2 * numbered > len(shown):
        return list(pieces)
    levels = {index: kept.index(_look(line)) + 1 for index, line in shown if _look(line) in kept}
    return [
        replace(piece, outline=levels[index]) if isinstance(piece, Line) and index in levels else piece
        for index, piece in enumerate(pieces)
    ]


def _look(line: Line) -> Look:
    face = next((rank for name, rank in _FACES if name in line.face.lower()), 0)
    return round(line.size * 2) / 2, line.bold >= len(line.text), face


def _body_look(lines: Sequence[Line]) -> Look:
    """The look of most characters."""
    weights: Counter[Look] = Counter()
    for line in lines:
        weights[_look(line)] += len(line.text)
    return weights.most_common(1)[0][0] if weights else (0.0, False, 0)


def _is_prominent(line: Line, body: Look) -> bool:
    """Larger than the running text, or as large and bold or in a face for headings where that is not."""
    text = line.text
    if not 1 < len(text) <= _LONGEST or text[-1] in _ENDS or not any(sign >= "\u4e00" for sign in text):
        return False
    captioned = read_caption(text) or read_box(text, framed=True) or annex_mark(text)
    named = captioned is not None or is_note(text) or is_unit_line(text)
    return not named and _look(line) > body and line.size >= body[0]


def _heads(pieces: Sequence[Piece], index: int) -> bool:
    """Whether something stands below the line; what stands right over a table or a frame names that."""
    after = pieces[index + 1] if index + 1 < len(pieces) else None
    return after is not None and not isinstance(after, Grid | Frame)
