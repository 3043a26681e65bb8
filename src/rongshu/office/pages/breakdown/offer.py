"""What can be broken down and by what: the indicators with amounts, the groups with their past shares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Any

from rongshu.metrics.status.indicator_status import IndicatorStatus, indicator_status
from rongshu.metrics.status.path import PathKind, month_index
from rongshu.metrics.status.status import expected_value
from rongshu.metrics.status.timing import YEAR
from rongshu.office.pages.breakdown.draft import EVEN, Draft, Group
from rongshu.office.pages.parts.amounts import decimal_of
from rongshu.office.pages.parts.naming import group_name
from rongshu.office.pages.running.lake import values
from rongshu.office.pages.running.monitoring import Source
from rongshu.pack.schema import Pack
from rongshu.terms.unit import Unit

DIMENSIONS = ("county", "chain", "park", "sector")
LEVELS = (PathKind.LINEAR, PathKind.COMPOUND, PathKind.STEPPED)
COUNTED = frozenset({"家", "个", "户", "项", "条", "件", "人", "台", "套", "辆"})
CENT = Decimal("0.01")
FINE = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Years:
    """The amounts to be divided: by year where they are levels, in all where they add up."""

    years: tuple[int, ...]
    totals: Mapping[int, Decimal]
    overall: Decimal | None
    base: Decimal | None


def divisible(pack: Pack, day: date) -> tuple[IndicatorStatus, ...]:
    """The indicators whose target is an amount: no share, no rate, no words, and on a declared path."""
    found = (indicator_status(one, pack.actuals, day, pack.about.first_year) for one in pack.indicators)
    return tuple(status for status in found if _is_amount(status))


def _is_amount(status: IndicatorStatus) -> bool:
    goal = status.goal
    if goal is None or goal.base is None or goal.target is None or status.observed_as != "value":
        return False
    per = Unit.parse(status.unit).measure
    amount = status.timing != "ratio" and per not in ("%", "百分点", "‰") and "/" not in status.unit
    return amount and goal.path in (*LEVELS, PathKind.CUMULATIVE) and goal.target.value > 0


def years_of(status: IndicatorStatus, whole: bool) -> Years:
    """The path's amounts in whole steps, the last one the target itself.

    *Errors*: ``ValueError`` for an indicator that cannot be broken down.
    """
    goal = status.goal
    if goal is None or goal.base is None or goal.target is None:
        raise ValueError(status.indicator)
    first, last = int(goal.base.month) // YEAR + 1, int(goal.target.month) // YEAR
    years = tuple(range(first, last + 1))
    step = Decimal(1) if whole else CENT
    if goal.path is PathKind.CUMULATIVE:
        return Years(years, {}, _stepped(goal.target.value, step), None)
    totals = {year: _stepped(expected_value(goal, month_index(year, YEAR))[0], step) for year in years}
    return Years(years, totals, None, goal.base.value)


def _stepped(value: Decimal, step: Decimal) -> Decimal:
    return (value / step).to_integral_value(ROUND_HALF_UP) * step


def counts_whole(unit: str) -> bool:
    """Whether a unit counts things that are not cut."""
    return Unit.parse(unit).measure in COUNTED and Unit.parse(unit).factor == 1


def offered(
    source: Source | None, pack: Pack, status: IndicatorStatus, by: Sequence[str], key: str, day: date | None
) -> Draft:
    """A first draft: the groups with their share of ``key`` in the last twelve months, else even shares."""
    whole = counts_whole(status.unit)
    years = years_of(status, whole)
    shares = _shares(source, by, key, day) if source and key != EVEN else {}
    if not shares:
        key = EVEN
        shares = dict.fromkeys(_named_in_plan(pack, by), Decimal(1))
    total = sum(shares.values(), Decimal(0))
    groups = tuple(
        Group(members, share, None if years.base is None else _part(years.base, share, total))
        for members, share in shares.items()
    )
    return Draft(status.indicator, tuple(by), key, groups, whole=whole, monotone=True)


def _part(base: Decimal, share: Decimal, total: Decimal) -> Decimal:
    with localcontext() as context:
        context.prec = 50
        return (base * share / total).quantize(CENT, ROUND_HALF_UP)


def _shares(source: Source, by: Sequence[str], key: str, day: date | None) -> dict[tuple[str, ...], Decimal]:
    """Each group's sum of a metric over the last twelve months known, the largest first."""
    rows = values(dict(source.metrics), (key,), source.lake, by, day).rows
    last = max((row["period"] for row in rows if row.get(key) is not None), default=None)
    if last is None:
        return {}
    found: dict[tuple[str, ...], Decimal] = {}
    for row in rows:
        value = decimal_of(row.get(key))
        if last - YEAR < row["period"] <= last and value is not None:
            members = tuple(member_of(name, row) for name in by)
            found[members] = found.get(members, Decimal(0)) + value
    positive = {members: value.quantize(FINE) for members, value in found.items() if value > 0}
    return dict(sorted(positive.items(), key=lambda pair: (-pair[1], pair[0])))


def member_of(name: str, row: Mapping[str, Any]) -> str:
    """What a breakdown calls the group of a computed row."""
    return group_name(name, str(row[name] or "")).zh


def _named_in_plan(pack: Pack, by: Sequence[str]) -> list[tuple[str, ...]]:
    """The groups that the plan itself names; for two dimensions every pair."""
    named = {
        "county": sorted({park.county for park in pack.parks if park.county}),
        "chain": [chain.name.zh for chain in pack.chains],
        "park": [park.name.zh for park in pack.parks],
        "sector": [each.name.zh for each in pack.industries if each.level == "industry"],
    }
    found: list[tuple[str, ...]] = [()]
    for name in by:
        found = [(*members, member) for members in found for member in dict.fromkeys(named[name])]
    return [members for members in found if members]
