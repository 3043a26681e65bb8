"""The sheet of ``rongshu status`` in every accepted spelling, as a goal with observations."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from pydantic import field_validator

from rongshu.facts.words.calendar_words import find_span
from rongshu.metrics.sheets.sheet import Gathered, Sheet, exact
from rongshu.metrics.sheets.spellings import (
    COUNTS,
    DIRECTIONS,
    PATHS,
    STATUS_KEYS,
    dated,
    respelt,
    series,
    word,
)
from rongshu.metrics.status.path import (
    Months,
    PathKind,
    Point,
    day_of_month,
    end_of,
    month_index,
    whole_month,
)
from rongshu.metrics.status.published import worded
from rongshu.metrics.status.status import Goal
from rongshu.terms.period import Period
from rongshu.terms.quantity import parse_decimal

_DIRECTED = {"ceiling": "down", "floor": "up", "range": "none"}  # the word itself says which way is good
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
        if isinstance(value, str) and value.strip().endswith(("%", "％")):
            return Decimal(value.strip().rstrip("%％ ")) / 100
        return exact(value)

    @field_validator("slack")
    @classmethod
    def _share(cls, value: Decimal) -> Decimal:
        if not 0 <= value < 1:
            raise ValueError("expected a share of the distance, as 0.05 or 5%")
        return value


def status_sheet(asked: Mapping[str, Any]) -> tuple[StatusSheet, tuple[str, ...]]:
    """The sheet from any accepted spelling, and the keys that say nothing to it.

    *Errors*: ``SheetProblems`` with everything that is wrong.
    """
    wrong = Gathered()
    found, ignored = wrong.attempt(respelt, asked, STATUS_KEYS, instead=({}, ()))
    _path_apart(found)
    plan_end, base_at, target_at = (found.pop(key, None) for key in ("end", "base_period", "target_period"))
    lower, upper = found.pop("lower", None), found.pop("upper", None)
    if upper is not None and not isinstance(found.get("target"), Mapping):
        found["target"] = [found.get("target") if lower is None else lower, upper]
    first = _before_start(found.get("start")) if base_at is None else base_at
    for name, when in (("base", first), ("target", target_at or plan_end)):
        if found.get(name) is not None:
            found[name], left = wrong.attempt(dated, found[name], when, name, instead=(None, ()))
            ignored += left
    for name, when in (("observations", found.get("date")), ("milestones", None)):
        found[name], left = wrong.attempt(series, found.get(name), when, name, instead=([], ()))
        ignored += left
    for name, words in (("path", PATHS), ("direction", DIRECTIONS), ("count", COUNTS)):
        found[name] = wrong.attempt(word, found.get(name), words, name, instead="")
    sheet = wrong.attempt(_validated, found, instead=StatusSheet())
    wrong.settle()
    return sheet, ignored


def _validated(found: dict[str, Any]) -> StatusSheet:
    if not found["direction"] and found["path"] in _DIRECTED:
        found["direction"] = _DIRECTED[found["path"]]
    if isinstance(found.get("target"), Mapping):
        found["target"] = _aim(dict(found["target"]), found)
    found |= {"path": found["path"] or None, "count": found["count"] or "months"}
    sheet = StatusSheet.model_validate({name: value for name, value in found.items() if value is not None})
    _refuse_twice(sheet)
    return sheet


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
    if start in (None, ""):
        return None
    if day := _DAY.match(str(start)):
        when = date(*map(int, day.groups()))
        return month_written(month_index(when.year, when.month) if _last(when) else whole_month(when))
    return str(Period.parse(str(start)).year - 1)


def _last(day: date) -> bool:
    return whole_month(day) == month_index(day.year, day.month)


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
