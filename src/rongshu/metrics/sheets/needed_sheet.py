"""The sheet of ``rongshu needed``: the growth needed from here and, by group, where the gap to the path sits.

The sheet is a status sheet with ``groups``: rows with a name (``group``, ``county``…) and their own
``base``, ``target`` and ``observed``; periods, path and direction are the whole's unless a row has its own.
Groups without a target share the path by their base values.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from rongshu.metrics.decomposition.gap import GapSplit, gap_by_goals, gap_by_key
from rongshu.metrics.sheets.indicator_sheet import needed_sheet
from rongshu.metrics.sheets.sheet import decimal_text
from rongshu.metrics.sheets.split_words import HOLDING
from rongshu.metrics.sheets.status_sheet import StatusSheet, declared_goal, status_sheet
from rongshu.metrics.status.needed import Needed, needed_of_goal
from rongshu.metrics.status.path import Point
from rongshu.metrics.status.status import Goal, expected_value

Known = tuple[StatusSheet, Goal, Point]


def answer_needed(asked: Mapping[str, Any]) -> dict[str, Any]:
    """The way left in all and by group, the most growth needed first, and the gap split over the groups."""
    given = dict(asked)
    rows = given.pop("groups", [])
    sheet, goal, current = _known(given, "")
    groups = _groups(rows, sheet)
    found = {name: way for name, part in groups.items() if (way := _way(name, part))}
    whole = needed_of_goal(sheet.indicator or "合计 total", goal, current)
    order = sorted(found, key=lambda name: (-(found[name].rate or Decimal(0)), name))
    return {
        "unit": sheet.unit,
        "whole": needed_sheet(whole) if whole else None,
        "groups": [needed_sheet(found[name]) for name in order],
        "gap": gap_sheet(_gap(goal, current, groups)) if groups else None,
    }


def _known(given: Mapping[str, Any], where: str) -> Known:
    """Sheet, goal and latest value.  *Errors*: ``ValueError`` naming what is missing."""
    sheet, _ignored = status_sheet(given)
    goal = declared_goal(sheet)
    points = [point for dated in sheet.observations if (point := dated.point(sheet.count))]
    if goal is None:
        raise ValueError(f"{where}path: it is not declared")
    if not points:
        raise ValueError(f"{where}observations: there is no value to start from")
    return sheet, goal, max(points, key=lambda point: point.month)


def _groups(rows: Any, whole: StatusSheet) -> dict[str, tuple[Goal | None, Point, Decimal | None]]:
    """Group → its goal (where it has a target), its latest value, its base value."""
    if not isinstance(rows, list):
        raise ValueError("groups: expected a list of rows")
    found: dict[str, tuple[Goal | None, Point, Decimal | None]] = {}
    for number, row in enumerate(rows):
        names = (*HOLDING["group"], *HOLDING["firm"])
        key = next((key for key in names if isinstance(row, Mapping) and key in row), None)
        if key is None:
            raise ValueError(f"groups.{number}: no name; write {{group, base, target, observed}}")
        sheet, goal, current = _known(_inherited(row, key, whole), f"groups.{number}.")
        base = sheet.base.value if sheet.base else None
        if str(row[key]) in found:
            raise ValueError(f"groups.{number}: {row[key]} stands twice")
        found[str(row[key])] = (goal if goal.target else None, current, base)
    return found


def _inherited(row: Mapping[str, Any], key: str, whole: StatusSheet) -> dict[str, Any]:
    """The row with the whole's path, direction, dates and periods where it has none of its own."""
    kept = {name: value for name, value in row.items() if name != key}
    latest = max((dated.period for dated in whole.observations), default="")
    shared: dict[str, Any] = {
        "path": whole.path.value if whole.path else None,
        "direction": whole.direction,
        "date": str(whole.date) or latest,
        "base_period": whole.base.period if whole.base else None,
        "target_period": whole.target.period if whole.target else None,
    }
    return {**{name: value for name, value in shared.items() if value}, **kept}


def _way(name: str, part: tuple[Goal | None, Point, Decimal | None]) -> Needed | None:
    goal, current, _base = part
    return needed_of_goal(name, goal, current) if goal else None


def _gap(
    goal: Goal, current: Point, groups: Mapping[str, tuple[Goal | None, Point, Decimal | None]]
) -> GapSplit:
    if all(own for own, _seen, _base in groups.values()):
        goals = {name: (own, seen.value) for name, (own, seen, _base) in groups.items() if own}
        return gap_by_goals(current.value, goal, goals, current.month)
    key = {name: base for name, (_own, _seen, base) in groups.items() if base is not None}
    if len(key) < len(groups):
        raise ValueError("groups: give every group a target, or every group a base to share the path by")
    seen = {name: point.value for name, (_own, point, _base) in groups.items()}
    return gap_by_key(current.value, expected_value(goal, current.month)[0], seen, key)


def gap_sheet(split: GapSplit) -> dict[str, Any]:
    """The gap and its parts as plain decimal text; they add up exactly."""
    return {
        "gap": decimal_text(split.gap),
        "undistributed": decimal_text(split.undistributed),
        "outside": decimal_text(split.outside),
        "declared": split.declared,
        "groups": [
            {
                "group": row.group,
                "observed": decimal_text(row.observed),
                "expected": decimal_text(row.expected),
                "gap": decimal_text(row.gap),
                "share": decimal_text(row.share),
                "formula": row.formula,
            }
            for row in split.groups
        ],
    }
