"""Faults planted in an invented city's statistics, with a key, so that their detection can be scored."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import pyarrow as pa

from rongshu.synth.city import City

KINDS = ("unit_slip", "missing_month", "jump", "negative", "output_up_electricity_down", "stuck")


@dataclass(frozen=True, slots=True)
class Planted:
    """One fault: which firm and month, which measure, what kind."""

    firm: int
    month: int
    measure: str
    kind: str


def plant(city: City, each: int = 20) -> tuple[City, tuple[Planted, ...]]:
    """The city with ``each`` faults of every kind, no two in one firm, and the key to them."""
    random = np.random.Generator(np.random.PCG64([city.plan.seed, 7]))
    firm = np.asarray(city.statistics.column("firm"))
    month = np.asarray(city.statistics.column("month"))
    lived = np.bincount(firm, minlength=city.plan.firms)
    eligible = np.flatnonzero(lived >= 26)
    chosen = random.permutation(eligible)[: each * len(KINDS)]
    values = {name: city.statistics.column(name).to_pylist() for name in ("output", "electricity")}
    keys: list[Planted] = []
    dropped: set[int] = set()
    for place, number in enumerate(chosen):
        rows = np.flatnonzero(firm == number)
        row = int(rows[random.integers(14, len(rows) - 2)])
        kind = KINDS[place % len(KINDS)]
        keys.append(Planted(int(number), int(month[row]), "output", kind))
        _spoil(values, row, kind, dropped)
    return _spoiled(city, values, dropped), tuple(sorted(keys, key=lambda key: (key.kind, key.firm)))


def _spoil(values: dict[str, list[Decimal]], row: int, kind: str, dropped: set[int]) -> None:
    output, electricity = values["output"], values["electricity"]
    if kind == "unit_slip":
        output[row] = output[row] / 10_000
    elif kind == "missing_month":
        dropped.add(row)
    elif kind == "jump":
        output[row] *= 6
    elif kind == "negative":
        output[row] = -output[row]
    elif kind == "output_up_electricity_down":
        output[row] *= Decimal("1.9")
        electricity[row] *= Decimal("0.45")
    else:
        for later in range(row - 3, row + 1):
            output[later] = output[row - 3]


def _spoiled(city: City, values: dict[str, list[Decimal]], dropped: set[int]) -> City:
    table = city.statistics
    for name, column in values.items():
        rounded = [value.quantize(Decimal("0.01")) for value in column]
        table = table.set_column(
            table.schema.get_field_index(name), name, pa.array(rounded, pa.decimal128(18, 2))
        )
    kept = np.ones(len(table), dtype=bool)
    kept[list(dropped)] = False
    return City(city.plan, city.firms, table.filter(pa.array(kept)))
