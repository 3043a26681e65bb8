"""Tables of contents: they repeat the headings and would be read as headings twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from rongshu.document.line.pieces import Line, Piece

_WORD = re.compile(r"目\s*[录次]|contents", re.IGNORECASE)
_LEADER = re.compile(
    r"(.{2,80}?)\s*(?:\.{3,}|…+|·{3,}|_{4,}|-{5,}|(?:\. ){3,}|(?:… ?)+|⋯+)\s*[-—]?\s*\d{1,3}\s*[-—]?"
)
_LONGEST = 200
_NUMBERED = re.compile(r"(.{2,60}?)[\s\t]+\d{1,3}")


def hide_contents(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with the lines of a table of contents marked as hidden."""
    lines = Counter(_key(piece.text) for piece in pieces if isinstance(piece, Line))
    shown: list[Piece] = []
    inside = False
    for index, piece in enumerate(pieces):
        if not isinstance(piece, Line):
            inside = False
            shown.append(piece)
            continue
        opens = bool(_WORD.fullmatch(piece.text)) and _listed(pieces[index + 1 :][:4], lines)
        inside = opens or (inside and _is_entry(piece, lines))
        alone = (
            len(piece.text) <= _LONGEST and _LEADER.fullmatch(piece.text) and _next_to_leader(pieces, index)
        )
        shown.append(replace(piece, hidden=True) if inside or alone or piece.hidden else piece)
    return shown


def _listed(pieces: Sequence[Piece], lines: Counter[str]) -> bool:
    found = [piece for piece in pieces if isinstance(piece, Line)]
    return bool(found) and sum(_is_entry(line, lines) for line in found) * 2 > len(found)


def _is_entry(line: Line, lines: Counter[str]) -> bool:
    """A dotted line, or one that stands again as a heading further on."""
    if len(line.text) > _LONGEST:
        return False
    if line.hidden or _LEADER.fullmatch(line.text):
        return True
    match = _NUMBERED.fullmatch(line.text)
    if match and lines[_key(match.group(1))]:
        return True
    if len(line.text) > 60 or lines[_key(line.text)] < 2:
        return False
    lines[_key(line.text)] -= 1  # the one that is left is the heading itself
    return True


def _next_to_leader(pieces: Sequence[Piece], index: int) -> bool:
    around = [*pieces[max(index - 1, 0) : index], *pieces[index + 1 : index + 2]]
    return any(isinstance(piece, Line) and _LEADER.fullmatch(piece.text) for piece in around)


def _key(text: str) -> str:
    return re.sub(r"\s", "", text)
