"""Plain text, in the flattened form that text exports have: one paragraph a line, cells led by tabs."""

from __future__ import annotations

from collections.abc import Sequence

from rongshu.document.fold import fold
from rongshu.document.pieces import Line, Piece, Reading
from rongshu.document.tabbed import is_cell, tabbed_end, tabbed_grid


def read_txt(text: str) -> Reading:
    """The pieces of a decoded text."""
    raw = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return Reading(tuple(_pieces(raw)))


def _pieces(raw: Sequence[str]) -> list[Piece]:
    pieces: list[Piece] = []
    index = gap = 0
    while index < len(raw):
        line = raw[index]
        if is_cell(line):
            end = tabbed_end(raw, index)
            grid = tabbed_grid(raw[index:end], gap)
            if grid:
                pieces.append(grid)
                index, gap = end, 0
                continue
        folded = fold(line)
        if folded:
            pieces.append(Line(folded, gap=gap, tabbed=line.lstrip(" \u3000").startswith("\t")))
            gap = 0
        else:
            gap += 1
        index += 1
    return pieces
