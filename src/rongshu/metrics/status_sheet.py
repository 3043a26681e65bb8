"""The sheet of ``rongshu status`` in every accepted spelling, as a goal with observations."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from pydantic import field_validator

from rongshu.facts.calendar_words import find_span
from rongshu.metrics.path import (
    Months,
    PathKind,
    Point,
    day_of_month,
    end_of,
    month_index,
    whole_month,
)
from rongshu.metrics.published import worded
from rongshu.metrics.sheet import Sheet, exact
from rongshu.metrics.spellings import COUNTS, DIRECTIONS, PATHS, STATUS_KEYS, dated, respelt, series, word
from rongshu.metrics.status import Goal
from rongshu.terms.period import Period
from rongshu.terms.quantity import parse_decimal

_DAY = re.compile(r"\s*(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})(?:日|[T ].*)?\s*$")
_FOLDED = re.compile(r"\s*[-+−]?\d[\d,]*(?:\.\d+)?\s*[万亿]?\s*[%％]?\s*")  # 1.07万, 12,345, 25.27%


class Dated(Sheet):
    """A value at a period or a day; ``null`` is an observation that is missing."""

    period: str
    value: Decimal | None = None
    upper: Decimal | None = None

    @field_validator("period", mode="before")
    @classmethod
    def _text(cls, value: object) -> object:
        return str(value) if isinstance(value, int) else value

    @field_validator("value", "upper", mode="before")
    @classmethod
    def _decimal(cls, value: object) -> object:
        if isinstance(value, str) and _FOLDED.fullmatch(value):
            return parse_decimal(value.rstrip("%％ "))
        return exact(value)

    def point(self, count: str) -> Point | None:
        """The value as a point on the path; ``None`` where it is missing."""
        return None if self.value is None else Point(_month(self.period, count), self.value)


def _month(written: str, count: str) -> Months:
    """The month in which something written is true; a day counts as the last whole month or as itself."""
    if day := _DAY.match(written):
        when = date(*map(int, day.groups()))
        return day_of_month(when) if count == "days" else whole_month(when)
    try:
        return end_of(Period.parse(written))
    except ValueError:
        span = find_span(written)  # 2022年6月, 2022年上半年, 202206
        if span is None:
            raise
        return month_index(span.year, span.last)


class StatusSheet(Sheet):
    """What ``rongshu status`` takes, brought to one spelling.

    ``base`` and ``target`` are ``{period, value}``, or a number beside ``base_year`` and ``target_year``; a
    target range is ``{period, value, upper}`` or ``[3, 5]``.  ``observations`` (also ``actuals``,
    ``values``) are a list of ``{period|year|date, value}``, or a mapping period → value.  ``path`` and
    ``direction`` are declared (``linear``, ``compound``…; ``up``, ``down``, ``none``): where one is missing
    the answer is that it cannot be assessed.  ``date`` (also ``as_of``) is a period or a day, the latest
    observation's by default; a day counts whole months unless ``count`` is ``days``.  More: ``milestones``,
    ``start`` (first year of a count), ``slack`` (0.05), ``running_total``, ``words_done``, ``strict``.
    """

    indicator: str = ""
    unit: str = ""
    base: Dated | None = None
    target: Dated | None = None
    path: PathKind | None = None
    direction: Literal["up", "down", "none", ""] = ""
    observations: tuple[Dated, ...] = ()
    milestones: tuple[Dated, ...] = ()
    date: str | int = ""
    start: str | int | None = None
    slack: Decimal = Decimal("0.05")
    running_total: bool = False
    words_done: bool | None = None
    count: Literal["months", "days"] = "months"
    strict: bool = False

    @field_validator("slack", mode="before")
    @classmethod
    def _decimal(cls, value: object) -> object:
        return exact(value)


def status_sheet(asked: Mapping[str, Any]) -> tuple[StatusSheet, tuple[str, ...]]:
    """The sheet from any accepted spelling, and the keys that say nothing to it.

    *Errors*: ``ValueError`` or ``pydantic.ValidationError`` with what is wrong.
    """
    found, ignored = respelt(asked, STATUS_KEYS)
    _path_apart(found)
    plan_end, base_at, target_at = (found.pop(key, None) for key in ("end", "base_period", "target_period"))
    lower, upper = found.pop("lower", None), found.pop("upper", None)
    if upper is not None and not isinstance(found.get("target"), Mapping):
        found["target"] = [found.get("target") if lower is None else lower, upper]
    first = _before_start(found.get("start")) if base_at is None else base_at
    for name, when in (("base", first), ("target", target_at or plan_end)):
        if found.get(name) is not None:
            found[name], left = dated(found[name], when, name)
            ignored += left
    for name, when in (("observations", found.get("date")), ("milestones", None)):
        found[name], left = series(found.get(name), when, name)
        ignored += left
    found["path"] = word(found.get("path"), PATHS, "path") or None
    found["direction"] = word(found.get("direction"), DIRECTIONS, "direction")
    if isinstance(found.get("target"), Mapping):
        found["target"] = _aim(dict(found["target"]), found)
    found["count"] = word(found.get("count"), COUNTS, "count") or "months"
    given = {name: value for name, value in found.items() if value is not None}
    sheet = StatusSheet.model_validate(given)
    _refuse_twice(sheet)
    return sheet, ignored


def _path_apart(found: dict[str, Any]) -> None:
    """A path written as an object: its kind, and its milestones where it has them."""
    path = found.get("path")
    if isinstance(path, Mapping):
        found["path"] = next((path[key] for key in ("kind", "type", "name", "path") if key in path), None)
        steps = next((path[key] for key in STATUS_KEYS["milestones"] if key in path), None)
        if steps is not None:
            found.setdefault("milestones", steps)


def _aim(target: dict[str, Any], found: dict[str, Any]) -> dict[str, Any]:
    """A target in words: nothing but its date for the path text; of ≥50 or 超过50 the number."""
    value = target.get("value")
    if not isinstance(value, str):
        return target
    number, bound = worded(value)
    if found["path"] == "text":
        return {**target, "value": None}
    if number is not None and bound:
        if value.strip().startswith((">", "超", "突破")) and not value.strip().startswith(">="):
            found.setdefault("strict", True)
        return {**target, "value": number}
    return target


def _refuse_twice(sheet: StatusSheet) -> None:
    """What is added up must not stand twice; elsewhere the last of a period counts."""
    periods = [dated.period for dated in sheet.observations]
    twice = sorted({period for period in periods if periods.count(period) > 1})
    if twice and sheet.path is PathKind.CUMULATIVE and not sheet.running_total:
        raise ValueError(f"observations: {', '.join(twice)} stands twice and would be added twice")


def _before_start(start: object) -> str | None:
    """The period that ends where a plan starts: the baseline's, where only the start is given."""
    return None if start in (None, "") else str(Period.parse(str(start)).year - 1)


def month_written(month: Months) -> str:
    """``2025-06``; a day inside a month counts to that month."""
    whole = math.ceil(month)
    return f"{whole // 12}-{whole % 12 + 1:02d}"


def asked_month(sheet: StatusSheet, observed: tuple[Point, ...]) -> Months:
    """When the status is asked for.  *Errors*: ``ValueError`` where nothing says so."""
    if sheet.date:
        return _month(str(sheet.date), sheet.count)
    if observed:
        return max(point.month for point in observed)
    if sheet.target is not None:
        return _month(sheet.target.period, sheet.count)
    raise ValueError("date: nothing says when the status is asked for")


def declared_goal(sheet: StatusSheet) -> Goal | None:
    """The goal as declared; ``None`` where the path is not."""
    if sheet.path is None:
        return None
    base = sheet.base.point(sheet.count) if sheet.base else None
    counted = sheet.path is PathKind.CUMULATIVE
    if base is None and counted and sheet.start is not None:
        first = Period.parse(str(sheet.start))
        base = Point(month_index(first.year, first.month) - 1, Decimal(0))
    elif base is None and counted and sheet.base is not None:
        base = Point(_month(sheet.base.period, sheet.count), Decimal(0))
    target = sheet.target.point(sheet.count) if sheet.target else None
    if target is None and sheet.target is not None and sheet.path is PathKind.TEXT:
        target = Point(_month(sheet.target.period, sheet.count), Decimal(0))  # only its date counts
    return Goal(
        sheet.path,
        sheet.direction,
        target,
        base,
        sheet.target.upper if sheet.target else None,
        tuple(point for dated in sheet.milestones if (point := dated.point(sheet.count))),
        sheet.slack,
        sheet.running_total,
        sheet.words_done,
        sheet.strict,
    )
