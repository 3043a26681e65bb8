"""An invented city: firms with a size, a sector, a life and a season, and what they report each month.

Deterministic: the same seed and scale give the same city to the last digit, on every machine.  Nothing in it
is a figure of a real firm or a real city.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from rongshu.synth.names import firm_names
from rongshu.synth.sectors import SECTORS

Numbers = NDArray[np.float64]
Whole = NDArray[np.int64]
CENT = 100


@dataclass(frozen=True, slots=True)
class CityPlan:
    """What to invent: ``months`` months from January of ``first_year``, ``annual_output`` in 万元.

    ``sector_output`` calibrates single sectors (GB/T 4754 division → 万元 in the first year) to published
    totals; the rest of ``annual_output`` is shared by the declared shares.  ``chains`` names the chain of a
    division where it is not simply called after its trade.
    """

    name: str = "榕江市"
    seed: int = 20260701
    firms: int = 2600
    first_year: int = 2021
    months: int = 60
    annual_output: float = 60_000_000.0
    counties: tuple[str, ...] = ("临川区", "东屿区", "榕北县", "海坛县", "青溪县")
    parks: tuple[str, ...] = ("榕江经济开发区", "东屿高新区", "榕北工业园", "海坛临港园", "青溪产业园")
    sector_output: Mapping[str, float] = field(default_factory=dict)
    taken_names: frozenset[str] = frozenset()
    chains: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class City:
    """``firms``: firm, name, code, sector, county, park, first and last month, size.

    ``statistics``: firm (number), month (months since year 0) and one column a measure, in cents of 万元 etc.
    as exact decimals; sorted by firm and month.
    """

    plan: CityPlan
    firms: pa.Table
    statistics: pa.Table


def make_city(plan: CityPlan) -> City:
    """The city of a plan.  *Cost*: about a second for 2 600 firms and 60 months; linear in both."""
    random = np.random.Generator(np.random.PCG64(plan.seed))
    sector = _sectors(plan, random)
    size = random.lognormal(0.0, 1.25, plan.firms)
    first, last = _lives(plan, random)
    firms = _firm_table(plan, random, sector, size, first, last)
    return City(plan, firms, _statistics(plan, random, (sector, size, first, last)))


def _sectors(plan: CityPlan, random: np.random.Generator) -> Whole:
    shares = np.array([row.share for row in SECTORS])
    weight = shares / shares.sum()
    counts = random.choice(len(SECTORS), plan.firms, p=weight).astype(np.int64)
    counts[: len(SECTORS)] = np.arange(len(SECTORS))[: plan.firms]  # every sector has a firm
    return counts


def _lives(plan: CityPlan, random: np.random.Generator) -> tuple[Whole, Whole]:
    """First and last month of each firm, counted from the city's first: some enter, some leave."""
    first = np.zeros(plan.firms, np.int64)
    last = np.full(plan.firms, plan.months - 1, np.int64)
    entering = random.random(plan.firms) < 0.12
    leaving = random.random(plan.firms) < 0.06
    first[entering] = random.integers(1, max(2, plan.months), int(entering.sum()))
    last[leaving] = random.integers(0, plan.months, int(leaving.sum()))
    return first, np.maximum(first, last)


def _firm_table(
    plan: CityPlan, random: np.random.Generator, sector: Whole, size: Numbers, first: Whole, last: Whole
) -> pa.Table:
    county = random.integers(0, len(plan.counties), plan.firms)
    in_park = random.random(plan.firms) < 0.6
    trades = [SECTORS[number].trade for number in sector]
    return pa.table(
        {
            "firm": pa.array(np.arange(plan.firms, dtype=np.int32)),
            "name": pa.array(list(firm_names(plan.name, trades, plan.seed, plan.taken_names))),
            "code": pa.array([f"DEMO{number:014d}" for number in range(plan.firms)]),
            "sector": pa.array([SECTORS[number].code for number in sector]),
            "county": pa.array([plan.counties[number] for number in county]),
            "park": pa.array(
                [
                    plan.parks[number % len(plan.parks)] if inside else ""
                    for number, inside in zip(county, in_park, strict=True)
                ]
            ),
            "first_month": pa.array(first + plan.first_year * 12),
            "last_month": pa.array(last + plan.first_year * 12),
            "weight": pa.array(size),
        }
    )


def _statistics(
    plan: CityPlan, random: np.random.Generator, firms: tuple[Whole, Numbers, Whole, Whole]
) -> pa.Table:
    sector, size, first, last = firms
    months = last - first + 1
    firm = np.repeat(np.arange(plan.firms, dtype=np.int64), months)
    month = np.concatenate([np.arange(a, b + 1) for a, b in zip(first, last, strict=True)])
    raw = _activity(random, sector[firm], size[firm], month)
    output = _calibrated(plan, sector[firm], month, raw)
    return _measures(plan, random, firm, month, sector[firm], output)


def _activity(random: np.random.Generator, sector: Whole, size: Numbers, month: Whole) -> Numbers:
    """Relative output: size × growth × season × noise, with a dent in the month of the spring festival."""
    growth = np.array([row.growth for row in SECTORS])[sector]
    season = np.array([row.season for row in SECTORS])[sector]
    swing = 1 + season * np.sin(2 * np.pi * (month % 12 - 2) / 12)
    festival = np.where(month % 12 == 1, 0.82, 1.0)
    noise = random.lognormal(0.0, 0.08, len(month))
    return np.asarray(size * (1 + growth) ** (month / 12) * swing * festival * noise, dtype=np.float64)


def _calibrated(plan: CityPlan, sector: Whole, month: Whole, raw: Numbers) -> Whole:
    """Output in cents of 万元, so that the first year's total of each sector is exact to the cent."""
    output = np.zeros(len(raw), np.int64)
    totals = _sector_totals(plan)
    for number, total in enumerate(totals):
        rows = np.flatnonzero(sector == number)
        base = rows[month[rows] < 12]
        if not len(base):
            continue
        scale = total / raw[base].sum()
        output[rows] = np.rint(raw[rows] * scale).astype(np.int64)
        missing = total - int(output[base].sum())
        largest = base[np.argsort(-raw[base], kind="stable")][: max(1, min(len(base), abs(missing)))]
        share, rest = divmod(abs(missing), len(largest))
        output[largest] += int(np.sign(missing)) * (share + (np.arange(len(largest)) < rest))
    return output


def _sector_totals(plan: CityPlan) -> list[int]:
    """First-year output of each sector in cents: published where given, the rest by the declared shares."""
    free = [row for row in SECTORS if row.code not in plan.sector_output]
    published = {code: round(total * CENT) for code, total in plan.sector_output.items()}
    left = max(0, round(plan.annual_output * CENT) - sum(published.values()))
    shares = sum(row.share for row in free) or 1.0
    totals = [published.get(row.code, int(left * row.share / shares)) for row in SECTORS]
    if free:  # the cents that rounding down left over
        totals[SECTORS.index(free[-1])] += left - sum(
            total for row, total in zip(SECTORS, totals, strict=True) if row in free
        )
    return totals


def _measures(
    plan: CityPlan, random: np.random.Generator, firm: Whole, month: Whole, sector: Whole, output: Whole
) -> pa.Table:
    def column(values: Sequence[float] | Numbers | Whole) -> pa.Array:
        cents = np.rint(np.asarray(values, dtype=np.float64)).astype(np.int64)
        return decimals(cents)

    def of(name: str) -> Numbers:
        return np.array([getattr(row, name) for row in SECTORS], dtype=np.float64)[sector]

    noise = random.lognormal(0.0, 0.05, len(firm))
    electricity = output * of("kwh") * noise * 0.985 ** (month / 12)
    mean = (
        np.bincount(firm, output, plan.firms) / np.maximum(1, np.bincount(firm, minlength=plan.firms)) / CENT
    )
    people = np.maximum(5, np.rint(mean * 12 / random.uniform(120, 260, plan.firms)))[firm]
    return pa.table(
        {
            "firm": pa.array(firm.astype(np.int32)),
            "month": pa.array((month + plan.first_year * 12).astype(np.int32)),
            "output": decimals(output),
            "revenue": column(output * random.uniform(0.95, 1.02, len(firm))),
            "tax": column(output * of("tax") * random.lognormal(0.0, 0.15, len(firm))),
            "profit": column(output * (of("margin") + random.normal(0.0, 0.02, len(firm)))),
            "employees": column(people * CENT),
            "electricity": column(electricity),
            "energy": column(output * of("tce") * noise),
            "rd": column(output * random.uniform(0.005, 0.05, plan.firms)[firm]),
        }
    )


def decimals(cents: Whole) -> pa.Array:
    """Whole cents as decimal128(18, 2), without passing through floats.

    The 128-bit little-endian words are the cents with their sign spread over the upper half.
    """
    words = np.empty((len(cents), 2), dtype="<i8")
    words[:, 0] = cents
    words[:, 1] = np.where(cents < 0, -1, 0)
    return pa.Array.from_buffers(pa.decimal128(18, 2), len(cents), [None, pa.py_buffer(words.tobytes())])
