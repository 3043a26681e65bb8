"""The sheets of ``rongshu lmdi`` and ``rongshu contributions`` in every accepted spelling.

Two shapes are understood by both: two times side by side (``before`` and ``after``, each a list of rows or a
mapping by name), and one list of rows that hold both times (a list alone, or under ``rows``, ``firms``,
``sectors``…).  A row of both times has its values under ``before`` and ``after``, with that ending
(``output_before``, ``energy_after``) or as pairs (``output: [100, 120]``).  The two times may also be named
by their periods: ``{"2024": …, "2025": …}``, or rows with a ``period`` each; the earlier is before.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, localcontext
from typing import Any, Literal

from pydantic import field_validator

from rongshu.metrics.contributions import Holding
from rongshu.metrics.lmdi import Part
from rongshu.metrics.sheet import Sheet, exact
from rongshu.metrics.spellings import respelt, word

Row = Mapping[str, Any]
PERIOD = r"\d{4}(?:-?\d{2}|[HQ]\d)?"
PERIODS = ("period", "year", "time", "时期", "年份")
TIMES = {
    "before": ("before", "from", "old", "previous", "base", "baseline", "t0", "0", "上年", "基期"),
    "after": ("after", "to", "new", "current", "now", "t1", "t", "1", "本年", "报告期"),
}
SHEET = {
    **TIMES,
    "rows": ("rows", "items", "data", "firms", "groups", "sectors", "industries", "values", "changes"),
    "times": ("times", "periods", "years"),
    "of": ("of", "kind", "mode", "what"),
    "group_by": ("group_by", "by"),
    "name": ("indicator", "id", "unit", "title", "note"),
}
OF = {
    "quantity": ("quantity", "total", "energy", "absolute", "总量"),
    "ratio": ("ratio", "intensity", "aggregate_intensity", "强度"),
}
PARTS = {
    "name": ("sector", "name", "industry", "group", "id", "部门", "行业"),
    "activity": ("activity", "output", "value_added", "gdp", "denominator", "产值", "规模"),
    "quantity": ("quantity", "energy", "emissions", "consumption", "numerator", "能耗", "总量"),
    "intensity": ("intensity", "强度"),
    "structure": ("structure", "share", "结构", "占比"),
}
HOLDING = {
    "firm": ("firm", "name", "enterprise", "company", "id", "企业"),
    "group": ("group", "county", "park", "chain", "sector", "industry", "category", "组", "分组"),
    "value": ("value", "amount", "output", "数值", "值"),
}
BOTH = {
    **{key: HOLDING[key] for key in ("firm", "group")},
    "before": (*TIMES["before"], "value_before", "before_value", "value0", "output_before"),
    "after": (*TIMES["after"], "value_after", "after_value", "value1", "output_after"),
    "group_before": ("group_before", "before_group", "from_group", "group0"),
    "group_after": ("group_after", "after_group", "to_group", "group1"),
}


def are_rows(asked: Sequence[Any]) -> bool:
    """Whether a list is one sheet of named rows with both times, and not a list of sheets."""
    names = {*PARTS["name"], *HOLDING["firm"]}
    return bool(asked) and all(
        isinstance(row, Mapping) and names & row.keys() and not any(map(_nested, row.values()))
        for row in asked
    )


def _nested(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(isinstance(part, (Mapping, list)) for part in value.values())
    return isinstance(value, list) and len(value) != 2


class PartSheet(Sheet):
    """One sector at one time: two of activity, quantity and intensity."""

    activity: Decimal
    quantity: Decimal | None = None
    intensity: Decimal | None = None

    @field_validator("activity", "quantity", "intensity", mode="before")
    @classmethod
    def _decimal(cls, value: object) -> object:
        return exact(value)

    def part(self, name: str) -> Part:
        """The two numbers that are decomposed.  *Errors*: ``ValueError`` unless the third follows."""
        if self.quantity is None and self.intensity is None:
            raise ValueError(f"{name}: expected activity and quantity (or intensity)")
        product = None if self.intensity is None else self.activity * self.intensity
        if self.quantity is None:
            return Part(self.activity, product or Decimal(0))
        if product is not None and abs(product - self.quantity) > abs(self.quantity) / 100:
            raise ValueError(f"{name}: the quantity is not activity × intensity")
        return Part(self.activity, self.quantity)


class LmdiSheet(Sheet):
    """What ``rongshu lmdi`` takes: sector → activity and quantity, at two times.

    A row has ``activity`` (or ``output``) with ``quantity`` (or ``energy``) or ``intensity``; with a total
    ``activity`` beside its sectors, a row may tell its ``structure`` (share) instead.  ``of`` is
    ``quantity`` or ``ratio``.
    """

    before: dict[str, PartSheet]
    after: dict[str, PartSheet]
    of: Literal["quantity", "ratio"] = "quantity"

    def parts(self) -> tuple[dict[str, Part], dict[str, Part]]:
        """The sectors of the two times."""
        before, after = (
            {name: row.part(name) for name, row in time.items()} for time in (self.before, self.after)
        )
        return before, after


def _opened(asked: Row | Sequence[Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The sheet's keys under one spelling, its two times as before and after."""
    if not isinstance(asked, Mapping):
        asked = {"rows": asked}
    dated = sorted(key for key in asked if re.fullmatch(PERIOD, str(key)))
    if len(dated) == 2:
        other = {key: value for key, value in asked.items() if key not in dated}
        asked = {**other, "before": asked[dated[0]], "after": asked[dated[1]]}
    found, ignored = respelt(asked, SHEET)
    times = found.pop("times", None)
    if isinstance(times, Mapping) and len(times) == 2:
        times = [times[key] for key in sorted(times)]
    if isinstance(times, list) and len(times) == 2:
        found["before"], found["after"] = times
    rows = found.get("rows")
    if isinstance(rows, list) and rows and all(isinstance(r, Mapping) and _period(r) for r in rows):
        found["before"], found["after"] = _by_period(rows)
        del found["rows"]
    return found, ignored


def _period(row: Row) -> str:
    return str(next((row[key] for key in PERIODS if key in row), ""))


def _by_period(rows: Sequence[Row]) -> tuple[list[Any], list[Any]]:
    """Rows of two periods, taken apart; *Errors*: ``ValueError`` unless there are two."""
    periods = sorted({_period(row) for row in rows})
    if len(periods) != 2:
        raise ValueError(f"rows: two periods are compared, found {', '.join(periods)}")
    before, after = (
        [{k: v for k, v in row.items() if k not in PERIODS} for row in rows if _period(row) == period]
        for period in periods
    )
    return before, after


def lmdi_sheet(asked: Row | Sequence[Any]) -> tuple[LmdiSheet, tuple[str, ...]]:
    """The sheet from any accepted spelling, and the keys that say nothing to it."""
    found, ignored = _opened(asked)
    if "rows" in found:
        found["before"], found["after"] = _two_times(_named(found.pop("rows")))
    for time in ("before", "after"):
        found[time] = _sectors(found.get(time), time)
    found["of"] = word(found.get("of"), OF, "of") or "quantity"
    kept = {key: found[key] for key in ("before", "after", "of")}
    return LmdiSheet.model_validate(kept), ignored


def _named(rows: Any) -> dict[str, Any]:
    """Rows by name, from a list of rows that say their name or from a mapping."""
    if isinstance(rows, Mapping):
        return dict(rows)
    found: dict[str, Any] = {}
    for number, row in enumerate(_listed(rows, "sector")):
        key = next((key for key in PARTS["name"] if key in row), None)
        if key is None:
            raise ValueError(f"rows.{number}: no name; write {{sector, activity, quantity}}")
        if str(row[key]) in found:
            raise ValueError(f"rows.{number}: {row[key]} stands twice")
        found[str(row[key])] = {other: value for other, value in row.items() if other != key}
    return found


def _listed(rows: Any, key: str) -> list[dict[str, Any]]:
    """Rows as a list of objects; a mapping's names go into each under ``key``, a bare number is its value."""
    if isinstance(rows, Mapping):
        rows = [
            {key: name, **row} if isinstance(row, Mapping) else {key: name, "value": row}
            for name, row in rows.items()
        ]
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise ValueError(f"expected a list of objects, found {rows!r:.60}")
    return rows


def _two_times(rows: Row) -> tuple[dict[str, Any], dict[str, Any]]:
    """Rows that hold both times, taken apart; a sector without one of them is not in it."""
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for name, row in rows.items():
        if not isinstance(row, Mapping):
            raise ValueError(f"{name}: expected an object with before and after, found {row!r:.40}")
        for time, kept in (("before", before), ("after", after)):
            part = _of_time(row, time)
            if part:
                kept[name] = part
    if not before and not after:
        raise ValueError("rows: no values for before and after")
    return before, after


def _of_time(row: Row, time: str) -> dict[str, Any]:
    whole = next((row[key] for key in TIMES[time] if isinstance(row.get(key), Mapping)), None)
    if whole is not None:
        return dict(whole)
    endings = [f"{joint}{word_}" for word_ in TIMES[time] for joint in ("_", "")]
    found = {}
    for key, value in row.items():
        if isinstance(value, list) and len(value) == 2:
            found[str(key)] = value[0 if time == "before" else 1]
            continue
        ending = next((end for end in endings if str(key).endswith(end) and len(key) > len(end)), None)
        if ending is not None and value is not None:
            found[str(key).removesuffix(ending)] = value
    return found


def _sectors(rows: Any, time: str) -> dict[str, Any]:
    """One time's sectors under one spelling, shares of a total turned into activity."""
    if rows is None:
        raise ValueError(f"{time}: nothing says what it was")
    total = None
    if isinstance(rows, Mapping) and isinstance(rows.get("sectors"), (list, Mapping)):
        total, rows = rows.get("activity"), rows["sectors"]
    found = {}
    for name, row in _named(rows).items():
        if not isinstance(row, Mapping):
            raise ValueError(f"{time}.{name}: expected activity and quantity, found {row!r}")
        given, strange = respelt(row, PARTS, f"{time}.{name}.")
        if strange:
            raise ValueError(f"{', '.join(strange)}: expected activity and quantity (or intensity)")
        found[name] = _with_activity(given, total)
    return found


def _with_activity(row: dict[str, Any], total: Any) -> dict[str, Any]:
    share = row.pop("structure", None)
    if "activity" not in row and share is not None and total is not None:
        with localcontext() as context:
            context.prec = 50
            row["activity"] = Decimal(str(share)) * Decimal(str(total))
    return {key: value for key, value in row.items() if value is not None and key != "name"}


class HoldingSheet(Sheet):
    """One firm's value at one time."""

    firm: str
    group: str
    value: Decimal

    @field_validator("value", mode="before")
    @classmethod
    def _decimal(cls, value: object) -> object:
        return exact(value)


class ContributionsSheet(Sheet):
    """What ``rongshu contributions`` takes: firms with group and value, at two times.

    A firm without a group is its own.  In rows of both times, ``null`` or nothing under ``before`` means
    that it was not there (it entered), under ``after`` that it is gone (it left); 0 is a value.
    ``group_before`` and ``group_after`` tell a firm that was reclassified.
    """

    before: tuple[HoldingSheet, ...]
    after: tuple[HoldingSheet, ...]

    def holdings(self) -> tuple[list[Holding], list[Holding]]:
        """The firms of the two times."""
        before, after = (
            [Holding(row.firm, row.group, row.value) for row in time] for time in (self.before, self.after)
        )
        return before, after


def contributions_sheet(asked: Row | Sequence[Any]) -> tuple[ContributionsSheet, tuple[str, ...]]:
    """The sheet from any accepted spelling, and the keys that say nothing to it."""
    found, ignored = _opened(asked)
    if "rows" in found:
        before, after, left = _both(found["rows"])
        ignored += left
    else:
        before, after = (_holdings(found.get(time), time) for time in ("before", "after"))
    return ContributionsSheet.model_validate({"before": before, "after": after}), ignored


def _both(rows: Any) -> tuple[list[Any], list[Any], tuple[str, ...]]:
    before: list[Any] = []
    after: list[Any] = []
    ignored: list[str] = []
    for number, written in enumerate(_listed(rows, "name")):
        row, left = respelt(_group_apart(_unpaired(written)), BOTH, f"rows.{number}.")
        ignored += left
        name = row.get("firm", row.get("group"))
        if name is None:
            raise ValueError(f"rows.{number}: no name; write {{name, group, before, after}}")
        for time, kept in (("before", before), ("after", after)):
            group = row.get(f"group_{time}", row.get("group", name))
            if row.get(time) is not None:
                kept.append({"firm": str(name), "group": str(group), "value": row[time]})
    return before, after, tuple(ignored)


def _unpaired(row: Row) -> Row:
    """A row whose value is a pair, with the two as before and after."""
    key = next((key for key in HOLDING["value"] if isinstance(row.get(key), list)), None)
    if key is None or len(row[key]) != 2:
        return row
    rest = {name: value for name, value in row.items() if name != key}
    return {**rest, "before": row[key][0], "after": row[key][1]}


def _group_apart(row: Row) -> Row:
    """A row without spare spellings: of several that could be its group, the first is."""
    named = [key for key in HOLDING["group"] if key in row]
    return {key: value for key, value in row.items() if key not in named[1:]}


def _holdings(rows: Any, time: str) -> list[Any]:
    if rows is None:
        raise ValueError(f"{time}: nothing says what it was")
    found = []
    for number, written in enumerate(_listed(rows, "firm")):
        row, strange = respelt(_group_apart(written), HOLDING, f"{time}.{number}.")
        if strange:
            raise ValueError(f"{', '.join(strange)}: expected firm, group and value")
        if not {"firm", "group"} & row.keys():
            raise ValueError(f"{time}.{number}: no name; write {{firm, group, value}}")
        row.setdefault("firm", row.get("group"))
        row.setdefault("group", row["firm"])
        found.append(row)
    return found
