"""The sheet of ``rongshu breakdown``: a target, its groups with a key, and the constraints, as plain data.

``years`` with ``totals`` (year → total), or a total for all years together (``overall``, for counts of new
ones, spread by ``year_key`` or evenly), or ``base``, ``target`` and ``path`` from which the totals follow.
``groups`` are rows with one column a dimension, a ``key`` (share of the past, potential…) and where wanted
``base`` (of the year before), ``floor`` and ``ceiling`` for every year.  ``keys`` in place of ``groups``:
dimension → member → key, multiplied where there are several.  ``limits`` bound sums: any columns, a ``year``,
``at_least`` and ``at_most``, a ``name``.  ``fixed`` cells have all columns, a year and a ``value``.
``monotone`` is ``up`` or ``down``.  ``whole`` for counts, else ``step`` (0.01).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext
from itertools import product
from typing import Any, Literal

from pydantic import ConfigDict, Field, field_validator

from rongshu.metrics.breakdown.breakdown import Breakdown, Cell, Division, Limit, Placed, break_down
from rongshu.metrics.sheets.sheet import Sheet, decimal_text, exact
from rongshu.metrics.sheets.status_sheet import declared_goal, status_sheet
from rongshu.metrics.status.path import PathKind, end_of
from rongshu.metrics.status.status import expected_value
from rongshu.terms.period import Period

ZERO = Decimal(0)


class Numbers(Sheet):
    """A sheet whose numbers are taken exactly, wherever they stand."""

    @field_validator("*", mode="before")
    @classmethod
    def _decimals(cls, value: object) -> object:
        if isinstance(value, Mapping):
            return {key: exact(part) for key, part in value.items()}
        return exact(value)


class Columned(Numbers):
    """A row with named columns besides its numbers."""

    model_config = ConfigDict(extra="allow")

    def columns(self, dimensions: Sequence[str]) -> dict[str, str]:
        """The dimensions that the row names.  *Errors*: ``ValueError`` for a column that is none."""
        given = {str(key): str(value) for key, value in (self.model_extra or {}).items()}
        strange = sorted(given.keys() - set(dimensions))
        if strange:
            raise ValueError(
                f"{', '.join(strange)}: no such column; the dimensions are {', '.join(dimensions)}"
            )
        return given


class GroupSheet(Columned):
    """A group: its members, what it counts, and bounds for every year."""

    key: Decimal = Field(ge=0)
    base: Decimal | None = None
    floor: Decimal | None = None
    ceiling: Decimal | None = None


class LimitSheet(Columned):
    """A bound on the sum over all cells that match."""

    year: int | None = None
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    name: str = ""


class FixedSheet(Columned):
    """A figure that somebody has decided."""

    year: int
    value: Decimal


class BreakdownSheet(Numbers):
    """What ``rongshu breakdown`` takes; see the module."""

    indicator: str = ""
    unit: str = ""
    years: tuple[int, ...] = ()
    totals: dict[int, Decimal] = Field(default_factory=dict)
    overall: Decimal | None = None
    year_key: dict[int, Decimal] = Field(default_factory=dict)
    base: Any = None
    target: Any = None
    path: str = ""
    groups: tuple[GroupSheet, ...] = ()
    keys: dict[str, dict[str, Decimal]] = Field(default_factory=dict)
    limits: tuple[LimitSheet, ...] = ()
    fixed: tuple[FixedSheet, ...] = ()
    monotone: Literal["", "up", "down"] = ""
    whole: bool = False
    step: Decimal = Field(default=Decimal("0.01"), gt=0)
    based_on: str = ""

    @field_validator("keys", mode="before")
    @classmethod
    def _keys(cls, value: object) -> object:
        if not isinstance(value, Mapping):
            return value
        flat = {name: part for name, part in value.items() if not isinstance(part, Mapping)}
        parts = {"group": flat} if flat else value
        return {
            name: {member: exact(key) for member, key in part.items()} if isinstance(part, Mapping) else part
            for name, part in parts.items()
        }


def answer_breakdown(asked: Mapping[str, Any]) -> dict[str, Any]:
    """The figures with their explanation, or the constraints that conflict, under a fingerprint."""
    sheet = BreakdownSheet.model_validate(asked)
    division = division_of(sheet)
    answer = break_down(division)
    plain: dict[str, Any] = {
        "indicator": sheet.indicator,
        "unit": sheet.unit,
        "step": decimal_text(division.step),
        "based_on": sheet.based_on,
        "feasible": answer.feasible,
        "reason": {"zh": answer.reason().zh, "en": answer.reason().en},
        "conflicts": [{"kind": limit.kind, "said": limit.said()} for limit in answer.conflicts],
        "rows": _rows(division, answer),
        "sums": _sums(division, answer),
        "input": json.loads(json.dumps(asked, default=str)),
    }
    return {**plain, "fingerprint": fingerprint(plain)}


def fingerprint(plain: Mapping[str, Any]) -> str:
    """The SHA-256 of a version's content: the same input and figures have the same, whoever made them."""
    content = {key: value for key, value in plain.items() if key not in ("fingerprint", "based_on")}
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def division_of(sheet: BreakdownSheet) -> Division:
    """The sheet as cells and limits.  *Errors*: ``ValueError`` with what is missing or contradictory."""
    groups, dimensions = _groups(sheet)
    step = Decimal(1) if sheet.whole else sheet.step
    totals = _totals(sheet, step)
    wanted = totals or _spread(sheet)
    years = sorted(wanted)
    whole = sum((group.key for group in groups), ZERO)
    if whole <= 0:
        raise ValueError("groups: the keys add up to nothing")
    members = [tuple(group.columns(dimensions)[name] for name in dimensions) for group in groups]
    with localcontext() as context:
        context.prec = 50
        cells = tuple(
            Cell(year, names, (wanted[year] * group.key / whole).quantize(step / 1000))
            for year in years
            for names, group in zip(members, groups, strict=True)
        )
    limits = [
        *_total_limits(sheet, totals, years, cells),
        *_group_limits(groups, years, cells),
        *_declared_limits(sheet, dimensions, cells),
        *_monotone_limits(sheet.monotone, groups, cells),
    ]
    return Division(dimensions, cells, tuple(limits), step)


def _groups(sheet: BreakdownSheet) -> tuple[list[GroupSheet], tuple[str, ...]]:
    if sheet.groups:
        dimensions = tuple(sheet.groups[0].model_extra or {})
        groups = list(sheet.groups)
    else:
        dimensions = tuple(sheet.keys)
        members = product(*(part.items() for part in sheet.keys.values()))
        groups = [_product(dimensions, row) for row in members] if dimensions else []
    if not groups or not dimensions:
        raise ValueError("groups: write rows with a column (county…) and a key, or keys")
    seen = [tuple(sorted(group.columns(dimensions).items())) for group in groups]
    if any(len(row) != len(dimensions) for row in seen):
        raise ValueError(f"groups: every row needs {', '.join(dimensions)}")
    if len(set(seen)) < len(seen):
        raise ValueError("groups: a group stands twice")
    return groups, dimensions


def _product(dimensions: Sequence[str], row: Sequence[tuple[str, Decimal]]) -> GroupSheet:
    key = Decimal(1)
    for _member, part in row:
        key *= part
    names = dict(zip(dimensions, (member for member, _part in row), strict=True))
    return GroupSheet.model_validate({**names, "key": key})


def _totals(sheet: BreakdownSheet, step: Decimal) -> dict[int, Decimal]:
    """The total of each year: as given, or on the path from base to target in whole steps."""
    if sheet.totals:
        return dict(sheet.totals)
    if sheet.target is None:
        return {}
    asked = {"base": sheet.base, "target": sheet.target, "path": sheet.path or None, "direction": "none"}
    goal = declared_goal(status_sheet(asked)[0])
    if goal is None or goal.target is None:
        raise ValueError("path: declare it, so that the totals of the years follow")
    if goal.base is None or goal.path not in (PathKind.LINEAR, PathKind.COMPOUND, PathKind.STEPPED):
        raise ValueError("totals: give them by year, or base and target with path linear or compound")
    first, last = int(goal.base.month) // 12 + 1, int(goal.target.month) // 12
    return {
        year: (expected_value(goal, end_of(Period(year)))[0] / step).quantize(Decimal(1), ROUND_HALF_UP)
        * step
        for year in (sheet.years or range(first, last + 1))
    }


def _spread(sheet: BreakdownSheet) -> dict[int, Decimal]:
    """What each year wants of a total for all of them together."""
    if sheet.overall is None:
        raise ValueError("totals: give totals by year, overall, or base and target")
    keys = sheet.year_key or dict.fromkeys(sheet.years, Decimal(1))
    whole = sum(keys.values(), ZERO)
    if whole <= 0:
        raise ValueError("years: give the years (or year_key) over which the overall total is spread")
    with localcontext() as context:
        context.prec = 50
        return {year: sheet.overall * key / whole for year, key in keys.items()}


def _total_limits(
    sheet: BreakdownSheet, totals: Mapping[int, Decimal], years: Sequence[int], cells: Sequence[Cell]
) -> list[Limit]:
    found = [
        Limit("total", f"{year} 合计 total", _matching(cells, {}, (), year), totals[year], totals[year])
        for year in years
        if totals
    ]
    if sheet.overall is not None:
        every = tuple(range(len(cells)))
        found.append(Limit("overall", "各年合计 all years", every, sheet.overall, sheet.overall))
    return found


def _matching(
    cells: Sequence[Cell], columns: Mapping[str, str], dimensions: Sequence[str], year: int | None
) -> tuple[int, ...]:
    wanted = [(place, columns[name]) for place, name in enumerate(dimensions) if name in columns]
    return tuple(
        number
        for number, cell in enumerate(cells)
        if year in (None, cell.year) and all(cell.members[place] == member for place, member in wanted)
    )


def _group_limits(groups: Sequence[GroupSheet], years: Sequence[int], cells: Sequence[Cell]) -> list[Limit]:
    found = []
    for place in range(len(years) * len(groups)):
        group, name = groups[place % len(groups)], str(cells[place])
        if group.floor is not None:
            found.append(Limit("floor", f"{name} 下限 floor", (place,), low=group.floor))
        if group.ceiling is not None:
            found.append(Limit("ceiling", f"{name} 上限 ceiling", (place,), high=group.ceiling))
    return found


def _declared_limits(sheet: BreakdownSheet, dimensions: Sequence[str], cells: Sequence[Cell]) -> list[Limit]:
    found = []
    for row in sheet.limits:
        columns = row.columns(dimensions)
        matching = _matching(cells, columns, dimensions, row.year)
        if not matching:
            raise ValueError(f"limits: no cell matches {columns} {row.year or ''}".rstrip())
        name = row.name or " · ".join(filter(None, (str(row.year or ""), *columns.values()))) or "合计 total"
        kind = "floor" if row.at_most is None else "ceiling"
        found.append(Limit(kind, name, matching, row.at_least, row.at_most))
    for cell in sheet.fixed:
        columns = cell.columns(dimensions)
        matching = _matching(cells, columns, dimensions, cell.year)
        if len(matching) != 1:
            raise ValueError(f"fixed: {columns} {cell.year} is not one cell")
        name = f"{cells[matching[0]]} 已定 fixed"
        found.append(Limit("fixed", name, matching, cell.value, cell.value))
    return found


def _monotone_limits(way: str, groups: Sequence[GroupSheet], cells: Sequence[Cell]) -> list[Limit]:
    """Each cell not below (or above) the year before, and the first year not below (or above) the base."""
    if not way:
        return []
    sign, word = (1, "不低于上年 not below the year before") if way == "up" else (-1, "不高于上年 not above")
    found = []
    for place, cell in enumerate(cells):
        group = groups[place % len(groups)]
        if place >= len(groups):
            before = place - len(groups)
            found.append(Limit("monotone", f"{cell} {word}", (place, before), low=ZERO, signs=(sign, -sign)))
        elif group.base is not None:
            low, high = (group.base, None) if way == "up" else (None, group.base)
            found.append(Limit("monotone", f"{cell} {word}", (place,), low, high))
    return found


def _rows(division: Division, answer: Breakdown) -> list[dict[str, Any]]:
    wanted: dict[int, Decimal] = {}
    for cell in division.cells:
        wanted[cell.year] = wanted.get(cell.year, ZERO) + cell.wanted
    return [_row(division, placed, wanted[placed.cell.year]) for placed in answer.rows]


def _row(division: Division, placed: Placed, year: Decimal) -> dict[str, Any]:
    cell = placed.cell
    share = ZERO if year == 0 else (cell.wanted / year * 100).quantize(Decimal("0.0001"))
    return {
        "year": cell.year,
        **dict(zip(division.dimensions, cell.members, strict=True)),
        "value": decimal_text(placed.value),
        "key_share": decimal_text(share),
        "wanted": decimal_text(cell.wanted),
        "shift": decimal_text(placed.shift),
        "binding": [limit.said() for limit in placed.binding],
    }


def _sums(division: Division, answer: Breakdown) -> dict[str, Any]:
    """By year, and by each member of each dimension and year."""
    years: dict[str, Decimal] = {}
    members: dict[str, dict[str, dict[str, Decimal]]] = {name: {} for name in division.dimensions}
    for placed in answer.rows:
        year = str(placed.cell.year)
        years[year] = years.get(year, ZERO) + placed.value
        for name, member in zip(division.dimensions, placed.cell.members, strict=True):
            by_year = members[name].setdefault(member, {})
            by_year[year] = by_year.get(year, ZERO) + placed.value
    return {
        "year": {year: decimal_text(value) for year, value in years.items()},
        "overall": decimal_text(sum(years.values(), ZERO)),
        **{
            name: {m: {year: decimal_text(value) for year, value in row.items()} for m, row in rows.items()}
            for name, rows in members.items()
        },
    }
