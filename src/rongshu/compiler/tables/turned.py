"""Tables that lie on their side or stand in two halves, set upright: an indicator a row, a time a column."""

from __future__ import annotations

import re
from dataclasses import replace

from rongshu.compiler.reading.periods import years_of_heading
from rongshu.document.blocks import Cell, Table

_TIME = re.compile(r"^(?:年份|年度|时间|时期|阶段|指标|项目)?$")
_NUMBER = re.compile(r"[\[〔≥≤>＞约]*-?\d[\d,.]*\D{0,4}$|[—-]+$")
_FEWEST = 2  # years below each other
Row = tuple[Cell, ...]


def upright(table: Table) -> Table:
    """The table with its years above and its indicators at the left; any other as it stands."""
    if table.header_rows != 1 or len(table.rows) < _FEWEST + 1:
        return table
    return _turned(table) if _on_its_side(table) else _stacked(table)


def _on_its_side(table: Table) -> bool:
    """年份 over a column of years, and headings without a year that name what is counted."""
    first, *names = (re.sub(r"\s+", "", cell.text) for cell in table.rows[0])
    dated = [years_of_heading(re.sub(r"\s+", "", row[0].text)) for row in table.body]
    named = [name for name in names if re.search("[一-鿿]{2}", name) and not years_of_heading(name)]
    cells = [cell.text.strip() for row in table.body for cell in row[1:]]
    numbers = sum(bool(_NUMBER.match(text)) for text in cells)
    shaped = bool(_TIME.match(first)) and sum(map(bool, dated)) >= _FEWEST
    return shaped and len(named) == len(names) >= _FEWEST and 2 * numbers >= len(cells)


def _turned(table: Table) -> Table:
    rows = list(zip(*(table.rows[0], *table.body), strict=True))
    return replace(table, rows=((Cell("指标"), *rows[0][1:]), *rows[1:]))


def _stacked(table: Table) -> Table:
    """指标 2025年 2030年 指标 2025年 2030年: the right half goes below the left one."""
    width, titles = len(table.rows[0]), [cell.text.strip() for cell in table.rows[0]]
    half = width // 2
    if (
        width < 2 * _FEWEST
        or width % 2
        or titles[:half] != titles[half:]
        or not any(map(years_of_heading, titles))
    ):
        return table
    right = tuple(row[half:] for row in table.body if any(cell.text.strip() for cell in row[half:]))
    return replace(table, rows=(table.rows[0][:half], *(row[:half] for row in table.body), *right))
