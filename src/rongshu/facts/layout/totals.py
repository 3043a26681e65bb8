"""Printed totals held against what they sum; a total is never loaded, so nothing counts twice."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from rongshu.facts.layout.header import Header
from rongshu.facts.words.figure import SignMeaning, read_figure
from rongshu.facts.workbook.grid import Grid, address
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Certainty, Diagnostic, Place, Severity

LONGEST_DIVISION = 8  # rows of a first division of the whole


def total_problems(
    grid: Grid, header: Header, file: str, totals: Sequence[int], rows: Sequence[int], signs: SignMeaning
) -> list[Diagnostic]:
    """Totals that do not equal the rows since the last total, until the next, nor all rows, within rounding.

    A column with a cell that is no figure, or that has a unit of its own, is left out.
    """
    found = []
    for column in (c.column for c in header.columns if c.role == "measure"):
        figures = {row: read_figure(grid.rows[row][column], signs) for row in rows}
        if any(figure.problem or figure.unit or figure.fold for figure in figures.values()):
            continue
        values = {row: figure.value for row, figure in figures.items() if figure.value is not None}
        for number, row in enumerate(totals):
            printed = read_figure(grid.rows[row][column], signs).value
            choices = _choices(values, header.last, totals, number)
            below = choices[1]  # divided in one way after another: 轻工业 and 重工业, then every industry
            choices += [below[:count] for count in range(2, min(len(below), LONGEST_DIVISION))]
            if printed is not None and values and not any(_adds_up(printed, choice) for choice in choices):
                sums = [sum(choice, Decimal(0)) for choice in choices if choice]
                found.append(mismatch(grid.name, file, (row, column), printed, sums))
    return found


def _choices(values: dict[int, Decimal], top: int, totals: Sequence[int], number: int) -> list[list[Decimal]]:
    row = totals[number]
    above = totals[number - 1] if number else top
    below = totals[number + 1] if number + 1 < len(totals) else max(values, default=row) + 1
    return [
        [value for at, value in values.items() if above < at < row],
        [value for at, value in values.items() if row < at < below],
        list(values.values()),
    ]


def _adds_up(printed: Decimal, values: Sequence[Decimal]) -> bool:
    if not values:
        return False
    finest = min(
        value.as_tuple().exponent
        for value in (printed, *values)
        if isinstance(value.as_tuple().exponent, int)
    )
    step = Decimal(1).scaleb(int(finest))
    return abs(sum(values, Decimal(0)) - printed) <= step * (len(values) + 1) / 2


def mismatch(
    sheet: str, file: str, at: tuple[int, int], printed: Decimal, sums: Sequence[Decimal]
) -> Diagnostic:
    """The warning that a printed total is none of the sums that it could be."""
    nearest = min(sums, key=lambda total: abs(total - printed), default=Decimal(0))
    return Diagnostic(
        "load.total",
        Severity.WARNING,
        Bilingual("合计与各行之和不符", "the total is not the sum of its rows"),
        (Place(file=file, sheet=sheet, cell=address(*at)),),
        Certainty.LIKELY,
        found=str(printed),
        expected=str(nearest),
        remedy=Bilingual("核对各行与合计", "compare the rows with the total"),
        arithmetic=f"Σ = {nearest}; {printed} − {nearest} = {printed - nearest}",
    )
