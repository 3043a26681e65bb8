"""What 去年同期 is compared with: the month or the year so far, told by the columns around it or growth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from rongshu.facts.layout.header import ColumnMeaning
from rongshu.facts.words.titles import aspect_in, bare_title
from rongshu.facts.words.vocabulary import THIS_MONTH
from rongshu.facts.workbook.grid import Grid

_NEAR = Decimal("0.6")  # of a percentage point: growth is printed with one decimal


def compared(
    columns: Sequence[ColumnMeaning], grid: Grid, last: int, cumulative: bool
) -> tuple[ColumnMeaning, ...]:
    """The columns, with those of last year that stand beside cumulative figures told apart.

    ``cumulative``: the sheet is about several months from January on, so a column of no other aspect is too.
    """
    found = list(columns)
    for number, column in enumerate(found):
        if cumulative and column.aspect == "month" and not _says_month(column):
            found[number] = column = replace(column, aspect="ytd")  # 本期 of a sheet about several months
        if column.role == "measure" and column.aspect == "last_year" and not _says_month(column):
            before = [c for c in found[:number] if c.role == "measure" and c.name == column.name]
            if _with_the_year(column, before, found[number + 1 :], grid, last, cumulative):
                found[number] = replace(column, aspect="ytd_last_year")
    return tuple(found)


def _says_month(column: ColumnMeaning) -> bool:
    if column.span is not None and column.span.first == column.span.last:
        return True
    return any(word in "/".join(column.path) for word in THIS_MONTH) or "同月" in "/".join(column.path)


def _with_the_year(
    column: ColumnMeaning,
    before: Sequence[ColumnMeaning],
    after: Sequence[ColumnMeaning],
    grid: Grid,
    last: int,
    cumulative: bool,
) -> bool:
    plain = "ytd" if cumulative else "month"
    aspects = [c.aspect or plain for c in before]
    now = [c for c, aspect in zip(before, aspects, strict=True) if aspect in ("month", "ytd")]
    if not now:
        return cumulative
    nearest = now[-1].aspect or plain
    if any(aspect.endswith("last_year") for aspect in aspects) or len(now) == 1 or nearest == "month":
        return nearest == "ytd"
    month = next((c for c in now if (c.aspect or plain) == "month"), None)
    growth = next((c for c in after[:2] if aspect_in(bare_title("/".join(c.path))) == "growth"), None)
    if month is None:
        return True
    return growth is not None and _fits(grid, last, now[-1], column, growth) > _fits(
        grid, last, month, column, growth
    )


def _fits(grid: Grid, last: int, now: ColumnMeaning, then: ColumnMeaning, growth: ColumnMeaning) -> int:
    """In how many rows the printed growth is that of ``now`` on ``then``."""
    count = 0
    for row in grid.rows[last + 1 :]:
        cells = [row[c.column] for c in (now, then, growth)]
        if not all(isinstance(cell, Decimal) for cell in cells) or not cells[1]:
            continue
        new, old, printed = (Decimal(str(cell)) for cell in cells)
        rate = (new / old - 1) * 100
        count += (
            abs(rate - printed) < _NEAR or abs(rate / 100 - printed) < _NEAR / 100 or new - old == printed
        )
    return count
