"""Tables of plain text whose rows stand on one line: pipes, tabs, or columns set by blanks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from rongshu.document.line.captions import read_caption
from rongshu.document.line.fold import fold
from rongshu.document.line.marks import opening_mark
from rongshu.document.line.pieces import Grid, GridCell

_RULER = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")
_GUTTER = re.compile(r"[ \u3000]{2,}|\u3000+")
_CLAUSE = re.compile(r"[。；]")
_MOST_COLUMNS = 40


def row_grid(raw: Sequence[str], start: int, gap: int, *, captioned: bool) -> tuple[Grid | None, int]:
    """The table that starts at line ``start``, if one does, and the index after what was looked at."""
    seen = start
    if read_caption(fold(raw[start])):
        return None, seen
    for split, fewest in ((_by_pipes, 2), (_by_tabs, 2), (_by_blanks, 2 if captioned else 3)):
        end = _block_end(raw, start, split)
        if end - start >= fewest:
            grid = _grid(raw[start:end], split, gap)
            if grid:
                return grid, end
        seen = max(seen, end)
    return None, seen


def _block_end(raw: Sequence[str], start: int, split: Callable[[str], list[str] | None]) -> int:
    """The index after the last line of the block; one blank line may stand between two rows."""
    end = index = start
    while index < len(raw):
        if split(raw[index]) is not None:
            end = index = index + 1
        elif not raw[index].strip() and index == end and index > start:
            index += 1
        else:
            break
    return end


def _by_pipes(line: str) -> list[str] | None:
    text = line.strip()
    if text.count("|") < 2 and not _RULER.fullmatch(text):
        return None
    return text.removeprefix("|").removesuffix("|").split("|")


def _by_tabs(line: str) -> list[str] | None:
    text = line.rstrip()
    return text.split("\t") if "\t" in text.lstrip("\t") and not _CLAUSE.search(text[-1:]) else None


def _by_blanks(line: str) -> list[str] | None:
    text = line.strip(" \u3000\t")
    fields = _GUTTER.split(text)
    mark = opening_mark(fold(text))
    if mark and mark.rank <= 40:
        return None
    if (
        len(fields) < 2
        or len(text) > 200
        or _CLAUSE.search(text[-1:])
        or all(len(part) == 1 for part in fields)
    ):
        return None
    return fields


def _grid(block: Sequence[str], split: Callable[[str], list[str] | None], gap: int) -> Grid | None:
    ruled = any(_RULER.fullmatch(line) and "-" in line for line in block[1:2])
    kept = [line for line in block if line.strip() and not (split is _by_pipes and _RULER.fullmatch(line))]
    rows = [split(line) or [] for line in kept]
    if not rows:
        return None  # nothing but ruling lines
    sizes = Counter(len(row) for row in rows)
    most, votes = sizes.most_common(1)[0]
    if (
        not 2 <= most <= _MOST_COLUMNS
        or votes * 2 < len(rows)
        or (split is _by_blanks and votes * 5 < len(rows) * 4)
    ):
        return None
    if _is_contents(rows):
        return None
    if all(not row[0].strip() for row in rows):
        rows = [row[1:] for row in rows]
    widest = max(len(row) for row in rows)
    filled = tuple(tuple(_cell(text) for text in row) + (GridCell(),) * (widest - len(row)) for row in rows)
    return Grid(filled, 1 if ruled else 0, gap=gap) if widest > 1 else None


def _is_contents(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the rows are headings with their pages, as in a table of contents."""
    if any(len(row) != 2 or not row[1].strip().isdigit() for row in rows):
        return False
    pages = [int(row[1]) for row in rows]
    return pages == sorted(pages) and any(opening_mark(fold(row[0])) for row in rows)


def _cell(text: str) -> GridCell:
    lines = (fold(part) for part in re.split(r"<br\s*/?>", text))
    return GridCell(tuple(line for line in lines if line))
