"""Printed totals of a large sheet held against running sums: the rule of a small one, without its cells."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from rongshu.facts.intake.bulk_rows import PieceRows
from rongshu.facts.intake.column_cells import Figures
from rongshu.facts.layout.header import ColumnMeaning
from rongshu.facts.layout.sheet import Sheet
from rongshu.facts.layout.totals import mismatch
from rongshu.terms.diagnostic import Diagnostic
from rongshu.terms.quantity import written_decimal

ZERO = Decimal(0)


@dataclass
class _Running:
    """Of one column: sums and counts between its totals, and the totals with their rows."""

    sums: list[Decimal] = field(default_factory=lambda: [ZERO])
    counts: list[int] = field(default_factory=lambda: [0])
    printed: list[tuple[int, Decimal | None]] = field(default_factory=list)
    spoilt: bool = False


@dataclass
class RunningTotals:
    """Sums of every measure column as the pieces pass by."""

    columns: dict[int, _Running] = field(default_factory=dict)

    def add(self, column: ColumnMeaning, read: Figures, rows: PieceRows) -> None:
        """Take the figures of one column of a piece."""
        running = self.columns.setdefault(column.column, _Running())
        running.spoilt = running.spoilt or any(rows.data[number] for number in read.odd)
        start = 0
        for total in (*rows.totals, rows.piece.count):
            kept = pa.array(rows.data[start:total])
            part = read.values.slice(start, total - start).filter(kept)
            running.sums[-1] += pc.sum(part).as_py() or ZERO
            running.counts[-1] += len(part) - part.null_count
            if total < rows.piece.count:
                running.printed.append((rows.piece.first + total, read.values[total].as_py()))
                running.sums.append(ZERO)
                running.counts.append(0)
            start = total + 1

    def problems(self, sheet: Sheet) -> list[Diagnostic]:
        """Totals that equal neither the rows above, nor those below, nor all of them, within rounding."""
        found = []
        for column, running in self.columns.items():
            if running.spoilt:
                continue
            for number, (row, printed) in enumerate(running.printed):
                choices = [*zip(running.sums, running.counts, strict=True)][number : number + 2]
                choices.append((sum(running.sums, ZERO), sum(running.counts)))
                filled = [choice for choice in choices if choice[1]]
                if printed is not None and filled and not any(_adds_up(printed, *one) for one in filled):
                    sums = [plain(total) for total, _count in filled]
                    at = (row, column)
                    found.append(mismatch(sheet.grid.name, sheet.file, at, plain(printed), sums))
        return found


def _adds_up(printed: Decimal, total: Decimal, count: int) -> bool:
    """Within half a cent, or half the last printed digit, for each number."""
    exponent = printed.normalize().as_tuple().exponent
    step = Decimal(1).scaleb(min(-2, exponent if isinstance(exponent, int) else 0))
    return abs(total - printed) <= step * (count + 1) / 2


def plain(value: Decimal) -> Decimal:
    """The same number without the zeros that the ledger's eight decimals add."""
    return Decimal(written_decimal(value))
