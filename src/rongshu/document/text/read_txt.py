"""Plain text: flattened exports (a paragraph a line, cells led by tabs), Markdown, copied pages."""

from __future__ import annotations

from collections.abc import Sequence

from rongshu.document.line.captions import is_bare_title, is_unit_line, read_caption
from rongshu.document.line.fold import fold
from rongshu.document.line.marks import opening_mark
from rongshu.document.line.pieces import Grid, Line, Piece, Reading
from rongshu.document.line.wrapped import RawLine, join_text, join_wrapped
from rongshu.document.text.aligned import row_grid
from rongshu.document.text.copied import copied_grid
from rongshu.document.text.furniture import without_furniture
from rongshu.document.text.tabbed import is_cell, tabbed_end, tabbed_grid

_LONG = 60  # a block of this many lines that is no table is not looked through again


def read_txt(text: str) -> Reading:
    """The pieces of a decoded text."""
    raw = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n").split("\n")
    parts = _parts(without_furniture(raw))
    joined = iter(join_wrapped([part for part in parts if isinstance(part, RawLine)]))
    return Reading(tuple(_pieces(parts, {id(group[0]): group for group in joined})))


def _parts(raw: Sequence[str]) -> list[RawLine | Grid]:
    """Tables taken out, the lines between them as they are."""
    parts: list[RawLine | Grid] = []
    index = gap = barren = 0
    captioned = False
    while index < len(raw):
        folded = fold(raw[index])
        if index >= barren and (folded or is_cell(raw[index])):
            grid, end = _table_at(raw, index, gap, captioned=captioned)
            if grid:
                parts.append(grid)
                index, gap, captioned = end, 0, False
                continue
            barren = end if end - index > _LONG else barren
        if folded:
            parts.append(RawLine(raw[index], gap))
            captioned = _names_table(folded) or (captioned and is_unit_line(folded))
        gap = 0 if folded else gap + 1
        index += 1
    return parts


def _names_table(folded: str) -> bool:
    naming = read_caption(folded)
    return naming.word == "表" if naming else is_bare_title(folded) and not opening_mark(folded)


def _table_at(raw: Sequence[str], index: int, gap: int, *, captioned: bool) -> tuple[Grid | None, int]:
    """The table at this line, if any, and the index after the lines that were looked at."""
    if is_cell(raw[index]):
        end = tabbed_end(raw, index)
        return tabbed_grid(raw[index:end], gap), end
    grid, end = row_grid(raw, index, gap, captioned=captioned)
    if grid or not captioned:
        return grid, end
    return copied_grid(raw, index, gap)


def _pieces(parts: Sequence[RawLine | Grid], groups: dict[int, list[RawLine]]) -> list[Piece]:
    pieces: list[Piece] = []
    for part in parts:
        if isinstance(part, Grid):
            pieces.append(part)
        elif id(part) in groups:
            tabbed = part.raw.lstrip(" \u3000").startswith("\t")
            text = join_text(groups[id(part)])
            pieces.append(_line(text, part.gap, tabbed=tabbed))
    return pieces


def _line(text: str, gap: int, *, tabbed: bool) -> Line:
    """A line; Markdown's heading and emphasis marks are read as style."""
    depth = len(text) - len(text.lstrip("#"))
    if 0 < depth <= 6 and text[depth : depth + 1] == " ":
        return Line(text[depth:].strip(), gap=gap, outline=depth)
    if text.startswith("**") and text.count("**") == 2:
        strong = text.index("**", 2) - 2
        return Line(text.replace("**", ""), gap=gap, tabbed=tabbed, bold=strong)
    return Line(text, gap=gap, tabbed=tabbed)
