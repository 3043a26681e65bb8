"""What a single cell says as a name, and a value as the ledger keeps it."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Context, Decimal

from rongshu.facts.workbook.grid import CellValue, squeezed

_EIGHT = Decimal(1).scaleb(-8)
ROOMY = Context(prec=60)


def rounded(value: Decimal) -> Decimal:
    """A value as the ledger keeps it: eight decimals."""
    return value.quantize(_EIGHT, ROUND_HALF_EVEN, ROOMY)


def cell_name(cell: CellValue) -> str:
    """A cell as a name: numbers without decimals as codes are written."""
    return squeezed(cell) if isinstance(cell, Decimal) else "" if cell is None else str(cell)
