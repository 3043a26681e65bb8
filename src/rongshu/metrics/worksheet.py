"""Worked sheets in JSON for scripts and for checking: status, decomposition and contributions.

Each ``answer_…`` takes what was parsed from a file and gives plain dictionaries; numbers are decimal text.
*Errors*: ``pydantic.ValidationError`` with every problem of the sheet, or ``ValueError`` with a reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, field_validator

from rongshu.metrics.contributions import Contribution, Holding, contributions
from rongshu.metrics.lmdi import Decomposition, Part, decompose, decompose_ratio
from rongshu.metrics.path import PathKind, Point, end_of, month_index, whole_month
from rongshu.metrics.status import FINAL, WORDS, Assessment, Goal, assess
from rongshu.terms.period import Period
from rongshu.terms.quantity import written_decimal


class Sheet(BaseModel):
    """Strict about names, lenient about numbers: JSON numbers and decimal text are both taken exactly."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


def _exact(value: object) -> object:
    return repr(value) if isinstance(value, float) else value


class Dated(Sheet):
    """A value at a period or a day; ``null`` is an observation that is missing."""

    period: str = Field(validation_alias=AliasChoices("period", "date", "year"))
    value: Decimal | None = None
    upper: Decimal | None = None

    @field_validator("period", mode="before")
    @classmethod
    def _text(cls, value: object) -> object:
        return str(value) if isinstance(value, int) else value

    @field_validator("value", "upper", mode="before")
    @classmethod
    def _decimal(cls, value: object) -> object:
        return _exact(value)

    @property
    def month(self) -> int:
        """The month in which the value is true."""
        return _month(self.period)

    def point(self) -> Point | None:
        """The value as a point on the path; ``None`` where it is missing."""
        return None if self.value is None else Point(self.month, self.value)


def _month(written: str) -> int:
    if len(written) == 10:
        return whole_month(date.fromisoformat(written))
    return end_of(Period.parse(written))


class StatusSheet(Sheet):
    """What ``rongshu status`` takes."""

    indicator: str = ""
    unit: str = ""
    base: Dated | None = None
    target: Dated | None = None
    path: PathKind
    direction: Literal["up", "down", "none", ""] = ""
    observations: tuple[Dated, ...] = ()
    milestones: tuple[Dated, ...] = ()
    date: str | int = ""
    start: str | int | None = None
    slack: Decimal = Decimal("0.05")
    running_total: bool = False
    words_done: bool | None = None


class LmdiSheet(Sheet):
    """What ``rongshu lmdi`` takes: sector → activity and quantity, at two times."""

    before: dict[str, dict[str, Decimal]]
    after: dict[str, dict[str, Decimal]]
    of: Literal["quantity", "ratio"] = "quantity"

    @field_validator("before", "after", mode="before")
    @classmethod
    def _decimals(cls, value: object) -> object:
        if not isinstance(value, Mapping):
            return value
        return {
            name: {key: _exact(number) for key, number in part.items()} if isinstance(part, Mapping) else part
            for name, part in value.items()
        }


class HoldingSheet(Sheet):
    """One firm's value at one time."""

    firm: str
    group: str
    value: Decimal

    @field_validator("value", mode="before")
    @classmethod
    def _decimal(cls, value: object) -> object:
        return _exact(value)


class ContributionsSheet(Sheet):
    """What ``rongshu contributions`` takes: firms with group and value, at two times."""

    before: tuple[HoldingSheet, ...]
    after: tuple[HoldingSheet, ...]


def answer_status(asked: Mapping[str, Any]) -> dict[str, Any]:
    """Class, expected value, progress, gap and formula at the sheet's date."""
    sheet = StatusSheet.model_validate(asked)
    observed = tuple(point for dated in sheet.observations if (point := dated.point()))
    month = _asked_month(sheet, observed)
    return {
        "indicator": sheet.indicator,
        "unit": sheet.unit,
        "date": f"{month // 12}-{month % 12 + 1:02d}",
        **_written(assess(_goal(sheet), observed, month)),
    }


def _asked_month(sheet: StatusSheet, observed: tuple[Point, ...]) -> int:
    if sheet.date:
        return _month(str(sheet.date))
    if observed:
        return max(point.month for point in observed)
    if sheet.target is not None:
        return sheet.target.month
    raise ValueError("date: nothing says when the status is asked for")


def _goal(sheet: StatusSheet) -> Goal:
    base = sheet.base.point() if sheet.base else None
    if sheet.start is not None and base is None:
        first = Period.parse(str(sheet.start))
        base = Point(month_index(first.year, first.month) - 1, Decimal(0))
    return Goal(
        sheet.path,
        sheet.direction,
        sheet.target.point() if sheet.target else None,
        base,
        sheet.target.upper if sheet.target else None,
        tuple(point for dated in sheet.milestones if (point := dated.point())),
        sheet.slack,
        sheet.running_total,
        sheet.words_done,
    )


def _text(value: Decimal | None) -> str | None:
    return None if value is None else written_decimal(value)


def _written(answer: Assessment) -> dict[str, Any]:
    return {
        "class": answer.status.value,
        "word": {"zh": WORDS[answer.status].zh, "en": WORDS[answer.status].en},
        "final": answer.final,
        "final_word": {"zh": FINAL[answer.final].zh, "en": FINAL[answer.final].en} if answer.final else None,
        "observed": _text(answer.observed),
        "expected": _text(answer.expected),
        "gap": _text(answer.gap),
        "shortfall": _text(answer.shortfall),
        "progress": _text(answer.progress),
        "planned_progress": _text(answer.planned),
        "age_months": answer.age,
        "formula": answer.formula,
        "reason": {"zh": answer.reason.zh, "en": answer.reason.en},
    }


def answer_lmdi(asked: Mapping[str, Any]) -> dict[str, Any]:
    """Activity, structure and intensity effects by sector and in total; they add up to the change."""
    sheet = LmdiSheet.model_validate(asked)
    split = decompose if sheet.of == "quantity" else decompose_ratio
    return written_effects(split(_parts(sheet.before), _parts(sheet.after)))


def written_effects(answer: Decomposition) -> dict[str, Any]:
    """A decomposition as plain decimal text: the change, the total effects, and each sector's."""
    rows = {**answer.effects, "": answer.total}
    written = {
        name: {
            "activity": _text(effect.activity),
            "structure": _text(effect.structure),
            "intensity": _text(effect.intensity),
            "total": _text(effect.total),
        }
        for name, effect in rows.items()
    }
    return {"change": _text(answer.change), "total": written.pop(""), "sectors": written}


def _parts(sheet: Mapping[str, Mapping[str, Decimal]]) -> dict[str, Part]:
    parts = {}
    for name, row in sheet.items():
        if set(row) != {"activity", "quantity"}:
            raise ValueError(
                f"{name}: expected activity and quantity, found {', '.join(sorted(row)) or 'nothing'}"
            )
        parts[name] = Part(row["activity"], row["quantity"])
    return parts


def answer_contributions(asked: Mapping[str, Any]) -> dict[str, Any]:
    """The change by group, split into continuing, entered, left and reclassified firms."""
    sheet = ContributionsSheet.model_validate(asked)
    rows = contributions(
        [Holding(row.firm, row.group, row.value) for row in sheet.before],
        [Holding(row.firm, row.group, row.value) for row in sheet.after],
    )
    return {
        "change": _text(sum((row.change for row in rows), Decimal(0))),
        "groups": [group_row(row) for row in rows],
    }


def group_row(row: Contribution) -> dict[str, Any]:
    """One group's contribution as plain decimal text."""
    numbers = ("before", "after", "continuing", "entered", "left", "moved_in", "moved_out", "share", "points")
    return {
        "group": row.group,
        "change": _text(row.change),
        **{name: _text(getattr(row, name)) for name in numbers},
    }
