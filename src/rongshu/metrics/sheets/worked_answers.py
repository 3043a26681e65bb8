"""Worked sheets in JSON for scripts and for checking: status, decomposition and contributions.

Each ``answer_…`` takes what was parsed from a file and gives plain dictionaries; numbers are decimal text.
*Errors*: ``pydantic.ValidationError`` with every problem of the sheet, or ``ValueError`` with a reason.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from rongshu.metrics.decomposition.contributions import Contribution, FirmChange, contributions, firm_changes
from rongshu.metrics.decomposition.lmdi import Decomposition, decompose, decompose_ratio
from rongshu.metrics.sheets.ratio_sheet import answer_ratio, is_ratio
from rongshu.metrics.sheets.sheet import Gathered, decimal_text
from rongshu.metrics.sheets.split_sheets import contributions_sheet, lmdi_sheet
from rongshu.metrics.sheets.status_sheet import asked_month, declared_goal, month_written, status_sheet
from rongshu.metrics.status.status import (
    FINAL,
    UNDECLARED_PATH,
    WORDS,
    Assessment,
    assess,
    expected_value,
)

_SEVERAL = ("indicators", "targets", "cases", "sheets", "items", "指标列表")


def answer_statuses(asked: Mapping[str, Any]) -> dict[str, Any] | list[dict[str, Any]]:
    """The status of a sheet, or of each in a sheet that only holds a list of them."""
    several = next((asked[key] for key in _SEVERAL if isinstance(asked.get(key), list)), None)
    if several is None or not all(isinstance(one, Mapping) for one in several):
        return answer_status(asked)
    shared = {key: value for key, value in asked.items() if key not in _SEVERAL}
    wrong = Gathered()
    answers = [wrong.attempt(answer_status, {**shared, **one}, instead={}) for one in several]
    wrong.settle()
    return answers


def answer_status(asked: Mapping[str, Any]) -> dict[str, Any]:
    """Class, expected value, progress, gap and formula at the sheet's date."""
    sheet, ignored = status_sheet(asked)
    observed = tuple(point for dated in sheet.observations if (point := dated.point(sheet.count)))
    month = asked_month(sheet, observed)
    goal = declared_goal(sheet)
    answer = assess(goal, observed, month) if goal else UNDECLARED_PATH
    at_date = None if goal is None or answer.expected is None else expected_value(goal, month)[0]
    return {
        "indicator": sheet.indicator,
        "unit": sheet.unit,
        "date": month_written(month),
        **written_assessment(answer),
        "expected_at_date": decimal_text(at_date),
        **({"ignored": list(ignored)} if ignored else {}),
    }


def written_assessment(answer: Assessment) -> dict[str, Any]:
    """An assessment as plain decimal text and words in both languages."""
    return {
        "class": answer.status.value,
        "word": {"zh": WORDS[answer.status].zh, "en": WORDS[answer.status].en},
        "final": answer.final,
        "final_word": {"zh": FINAL[answer.final].zh, "en": FINAL[answer.final].en} if answer.final else None,
        "observed": decimal_text(answer.observed),
        "expected": decimal_text(answer.expected),
        "gap": decimal_text(answer.gap),
        "shortfall": decimal_text(answer.shortfall),
        "progress": decimal_text(answer.progress),
        "planned_progress": decimal_text(answer.planned),
        "age_months": _months(answer.age),
        "formula": answer.formula,
        "reason": {"zh": answer.reason.zh, "en": answer.reason.en},
    }


def _months(age: int | Decimal | None) -> int | float | None:
    """Whole months as a whole number; with a fraction where days count."""
    if age is None:
        return None
    return float(age) if age % 1 else int(age)


def answer_lmdi(asked: Mapping[str, Any] | Sequence[Any]) -> dict[str, Any]:
    """Activity, structure and intensity effects by sector and in total; they add up to the change."""
    sheet, ignored = lmdi_sheet(asked)
    split = decompose if sheet.of == "quantity" else decompose_ratio
    answer = written_effects(split(*sheet.parts()))
    return {**answer, **({"ignored": list(ignored)} if ignored else {})}


def written_effects(answer: Decomposition) -> dict[str, Any]:
    """A decomposition as plain decimal text: the change, its effects in total, as factors, and by sector."""
    rows = {**answer.effects, "": answer.total}
    written = {
        name: {
            "activity": decimal_text(effect.activity),
            "structure": decimal_text(effect.structure),
            "intensity": decimal_text(effect.intensity),
            "total": decimal_text(effect.total),
        }
        for name, effect in rows.items()
    }
    factors = answer.ratios
    names = ("change", "activity", "structure", "intensity")
    return {
        "before": decimal_text(answer.before),
        "after": decimal_text(answer.after),
        "change": decimal_text(answer.change),
        "total": written.pop(""),
        "multiplicative": factors and {name: decimal_text(getattr(factors, name)) for name in names},
        "sectors": written,
    }


def answer_contributions(asked: Mapping[str, Any] | Sequence[Any]) -> dict[str, Any]:
    """The change by group, split into continuing, entered, left and reclassified firms; a ratio by LMDI."""
    if is_ratio(asked):
        return answer_ratio(asked)
    sheet, ignored = contributions_sheet(asked)
    before, after = sheet.holdings()
    rows = contributions(before, after)
    return {
        "before": decimal_text(sum((row.value for row in before), Decimal(0))),
        "after": decimal_text(sum((row.value for row in after), Decimal(0))),
        "change": decimal_text(sum((row.change for row in rows), Decimal(0))),
        "groups": [group_row(row) for row in rows],
        "firms": [_firm_row(one) for one in firm_changes(before, after)],
        **({"ignored": list(ignored)} if ignored else {}),
    }


def _firm_row(one: FirmChange) -> dict[str, Any]:
    return {"firm": one.firm, "group": one.group, "change": decimal_text(one.change), "as": one.way}


def group_row(row: Contribution) -> dict[str, Any]:
    """One group's contribution as plain decimal text."""
    numbers = ("before", "after", "continuing", "entered", "left", "moved_in", "moved_out", "share", "points")
    return {
        "group": row.group,
        "change": decimal_text(row.change),
        **{name: decimal_text(getattr(row, name)) for name in numbers},
    }
