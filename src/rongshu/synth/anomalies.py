"""Faults planted in an invented city's statistics, with a key, so that their detection can be scored."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import pyarrow as pa

from rongshu.synth.city import City, Whole

KINDS = (
    "unit_slip",
    "unit_slip_up",
    "missing_month",
    "jump",
    "negative",
    "output_up_electricity_down",
    "output_down_electricity_up",
    "stuck",
    "duplicate",
)
Values = dict[str, list[Decimal]]


@dataclass(frozen=True, slots=True)
class Planted:
    """One fault: which firm and month, which measure, what kind."""

    firm: int
    month: int
    measure: str
    kind: str


def plant(city: City, each: int = 20) -> tuple[City, tuple[Planted, ...]]:
    """The city with ``each`` faults of every kind, no two in one firm, and the key to them.

    A duplicate copies output and electricity of a firm that is otherwise left alone.
    """
    random = np.random.Generator(np.random.PCG64([city.plan.seed, 7]))
    firm = np.asarray(city.statistics.column("firm"))
    month = np.asarray(city.statistics.column("month"))
    lived = np.bincount(firm, minlength=city.plan.firms)
    eligible = np.flatnonzero(lived >= 26)
    chosen = random.permutation(eligible)[: each * len(KINDS)]
    values = {name: city.statistics.column(name).to_pylist() for name in ("output", "electricity")}
    keys: list[Planted] = []
    dropped: set[int] = set()
    donors = _donors(firm, month, set(chosen.tolist()))
    for place, number in enumerate(chosen):
        rows = np.flatnonzero(firm == number)
        row = int(rows[random.integers(14, len(rows) - 2)])
        kind = KINDS[place % len(KINDS)]
        keys.append(Planted(int(number), int(month[row]), "output", kind))
        if kind == "duplicate":
            donor = donors[int(month[row])][int(random.integers(len(donors[int(month[row])])))]
            for column in values.values():
                column[row] = column[donor]
        else:
            _spoil(values, row, kind, dropped)
    return _spoiled(city, values, dropped), tuple(sorted(keys, key=lambda key: (key.kind, key.firm)))


def _donors(firm: Whole, month: Whole, chosen: set[int]) -> dict[int, list[int]]:
    """Rows by month of the firms that nothing is planted in."""
    found: dict[int, list[int]] = {}
    for row, (number, when) in enumerate(zip(firm.tolist(), month.tolist(), strict=True)):
        if number not in chosen:
            found.setdefault(when, []).append(row)
    return found


def _spoil(values: Values, row: int, kind: str, dropped: set[int]) -> None:
    output, electricity = values["output"], values["electricity"]
    if kind == "unit_slip":
        output[row] = output[row] / 10_000
    elif kind == "unit_slip_up":
        output[row] = output[row] * 10_000
    elif kind == "missing_month":
        dropped.add(row)
    elif kind == "jump":
        output[row] *= 6
    elif kind == "negative":
        output[row] = -output[row]
    elif kind == "output_up_electricity_down":
        output[row] *= Decimal("1.9")
        electricity[row] *= Decimal("0.45")
    elif kind == "output_down_electricity_up":
        output[row] *= Decimal("0.5")
        electricity[row] *= Decimal("1.8")
    else:
        for later in range(row - 3, row + 1):
            output[later] = output[row - 3]


def _spoiled(city: City, values: Values, dropped: set[int]) -> City:
    table = city.statistics
    for name, column in values.items():
        rounded = [value.quantize(Decimal("0.01")) for value in column]
        table = table.set_column(
            table.schema.get_field_index(name), name, pa.array(rounded, pa.decimal128(18, 2))
        )
    kept = np.ones(len(table), dtype=bool)
    kept[list(dropped)] = False
    return City(city.plan, city.firms, table.filter(pa.array(kept)))
