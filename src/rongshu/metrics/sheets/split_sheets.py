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

from rongshu.metrics.decomposition.contributions import Holding
from rongshu.metrics.decomposition.lmdi import Part
from rongshu.metrics.sheets.sheet import Sheet, exact
from rongshu.metrics.sheets.spellings import respelt, word
from rongshu.metrics.sheets.split_words import BOTH, HOLDING, OF, PARTS, PERIOD, PERIODS, SHEET, TIMES

Row = Mapping[str, Any]


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


def opened_times(asked: Row | Sequence[Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
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
    found, ignored = opened_times(asked)
    if "rows" in found:
        found["before"], found["after"] = _two_times(_named(found.pop("rows")))
    for time in ("before", "after"):
        found[time], left = _sectors(found.get(time), time)
        ignored += left
    found["of"] = word(found.get("of"), OF, "of") or "quantity"
    kept = {key: found[key] for key in ("before", "after", "of")}
    return LmdiSheet.model_validate(kept), ignored


def _named(rows: Any) -> dict[str, Any]:
    """Rows by name, from a list of rows that say their name or from a mapping."""
    if isinstance(rows, Mapping):
        return dict(rows)
    found: dict[str, Any] = {}
    for number, row in enumerate(listed(rows, "sector")):
        key = next((key for key in PARTS["name"] if key in row), None)
        if key is None:
            raise ValueError(f"rows.{number}: no name; write {{sector, activity, quantity}}")
        if str(row[key]) in found:
            raise ValueError(f"rows.{number}: {row[key]} stands twice")
        found[str(row[key])] = {other: value for other, value in row.items() if other not in PARTS["name"]}
    return found


def listed(rows: Any, key: str) -> list[dict[str, Any]]:
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
            part = of_time(row, time)
            if part:
                kept[name] = part
    if not before and not after:
        raise ValueError("rows: no values for before and after")
    return before, after


def of_time(row: Row, time: str) -> dict[str, Any]:
    """What a row of both times says of one of them, under the keys without their ending."""
    whole = next((row[key] for key in TIMES[time] if isinstance(row.get(key), Mapping)), None)
    if whole is not None:
        return dict(whole)
    endings = [f"_{word_}" for word_ in TIMES[time]] + [word_ for word_ in TIMES[time] if word_[-1].isdigit()]
    found = {}
    for key, value in row.items():
        if isinstance(value, list) and len(value) == 2:
            found[str(key)] = value[0 if time == "before" else 1]
            continue
        ending = next((end for end in endings if str(key).endswith(end) and len(key) > len(end)), None)
        if ending is not None and value is not None:
            found[str(key).removesuffix(ending)] = value
    return found


def _sectors(rows: Any, time: str) -> tuple[dict[str, Any], tuple[str, ...]]:
    """One time's sectors under one spelling, shares of a total as activity; keys that say nothing."""
    ignored: list[str] = []
    if rows is None:
        raise ValueError(f"{time}: nothing says what it was")
    total = None
    if isinstance(rows, Mapping) and isinstance(rows.get("sectors"), (list, Mapping)):
        total, rows = rows.get("activity"), rows["sectors"]
    found: dict[str, Any] = {}
    for name, row in _named(rows).items():
        if not isinstance(row, Mapping):
            raise ValueError(f"{time}.{name}: expected activity and quantity, found {row!r}")
        given, strange = respelt(row, PARTS, f"{time}.{name}.")
        if strange and len(given) < 2:
            raise ValueError(f"{', '.join(strange)}: expected activity and quantity (or intensity)")
        ignored += strange
        found[name] = _with_activity(given, total)
    return found, tuple(ignored)


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
    found, ignored = opened_times(asked)
    by = str(found.get("group_by") or "")
    if "rows" in found:
        before, after, left = _both(found["rows"], by)
        ignored += left
    else:
        (before, left), (after, also) = (_holdings(found.get(time), time, by) for time in ("before", "after"))
        ignored += (*left, *also)
    groups = found.get("groups_of")
    if isinstance(groups, Mapping):
        for row in (*before, *after):
            row["group"] = str(groups.get(row["firm"], row["group"]))
    return ContributionsSheet.model_validate({"before": before, "after": after}), ignored


def _both(rows: Any, by: str) -> tuple[list[Any], list[Any], tuple[str, ...]]:
    before: list[Any] = []
    after: list[Any] = []
    ignored: list[str] = []
    for number, written in enumerate(listed(rows, "name")):
        row, left = respelt(group_apart(_unpaired(written), by), BOTH, f"rows.{number}.")
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


def group_apart(row: Row, by: str) -> Row:
    """A row without spare spellings: of several that could be its group, the asked one or the first is."""
    if by and by in row:
        rest = {key: value for key, value in row.items() if key not in HOLDING["group"] and key != by}
        return {**rest, "group": row[by]}
    groups, firms = ([key for key in HOLDING[name] if key in row] for name in ("group", "firm"))
    return {key: value for key, value in row.items() if key not in (*groups[1:], *firms[1:])}


def _holdings(rows: Any, time: str, by: str) -> tuple[list[Any], tuple[str, ...]]:
    if rows is None:
        raise ValueError(f"{time}: nothing says what it was")
    found: list[Any] = []
    ignored: list[str] = []
    for number, written in enumerate(listed(rows, "firm")):
        row, strange = respelt(group_apart(written, by), HOLDING, f"{time}.{number}.")
        if strange and "value" not in row:
            raise ValueError(f"{', '.join(strange)}: expected firm, group and value")
        ignored += strange
        if not {"firm", "group"} & row.keys():
            raise ValueError(f"{time}.{number}: no name; write {{firm, group, value}}")
        row.setdefault("firm", row.get("group"))
        row.setdefault("group", row["firm"])
        found.append({**row, "firm": str(row["firm"]), "group": str(row["group"])})
    return found, tuple(ignored)
