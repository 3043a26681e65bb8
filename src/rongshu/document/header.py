"""How many rows at the top of a table are its heading."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rongshu.document.pieces import GridCell

_MOST = 3
_NUMERIC = re.compile(r"[-—≥≤<>约\[（(]*\d[\d.,]*\s*(?:%|万|亿|左右|以上|以下|以内)?[\])）]*")


def header_rows(rows: Sequence[Sequence[GridCell]]) -> int:
    """1 to 3: a heading goes on while its cells span columns below or reach down from above."""
    count = 1
    while count < min(_MOST, len(rows) - 1) and _goes_on(rows[count - 1], rows[count]):
        count += 1
    return count if len(rows) > 1 else 0


def _goes_on(above: Sequence[GridCell], row: Sequence[GridCell]) -> bool:
    """Whether ``row`` still belongs to the heading that contains ``above``."""
    if any(
        _NUMERIC.fullmatch(cell.text) and not re.fullmatch(r"\d{4}", cell.text) for cell in row if cell.origin
    ):
        return False
    widened = any(not cell.origin and cell.lines for cell in above[1:])
    filled = sum(bool(cell.lines) for cell in row if cell.origin)
    return widened and filled > 0
