"""How many rows at the top of a table are its heading."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rongshu.document.line.pieces import GridCell

_MOST = 3
_NUMERIC = re.compile(r"[-—≥≤<>约\[（(]*\d[\d.,]*\s*(?:%|万|亿|左右|以上|以下|以内)?[\])）]*")


def header_rows(rows: Sequence[Sequence[GridCell]]) -> int:
    """1 to 3: a heading goes on while its cells span columns below or reach down from above."""
    count = 1
    while count < min(_MOST, len(rows) - 1) and (_reaches_down(rows, count) or _is_parted(rows, count)):
        count += 1
    return count if len(rows) > 1 else 0


def _reaches_down(rows: Sequence[Sequence[GridCell]], row: int) -> bool:
    """Whether a cell of the heading above spans into ``row``."""
    pairs = zip(rows[row - 1], rows[row], strict=False)
    return any(below.lines and not below.origin and below.lines is above.lines for above, below in pairs)


def _is_parted(rows: Sequence[Sequence[GridCell]], row: int) -> bool:
    """Whether ``row`` names the columns that one cell of the heading above spans."""
    if any(_is_value(cell) for cell in rows[row]):
        return False
    above = rows[row - 1]
    return any(
        not above[column].origin
        and above[column].lines
        and above[column].lines is above[column - 1].lines
        and rows[row][column].lines
        and rows[row][column].lines is not rows[row][column - 1].lines
        for column in range(1, min(len(above), len(rows[row])))
    )


def _is_value(cell: GridCell) -> bool:
    return cell.origin and bool(_NUMERIC.fullmatch(cell.text)) and not re.fullmatch(r"\d{4}", cell.text)
