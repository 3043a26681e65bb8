"""``rongshu contributions`` of a ratio: how each group moves Σ numerator / Σ denominator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, localcontext
from typing import Any

from rongshu.metrics.decomposition.lmdi import DIGITS, EXACT, Effect, Part, decompose_ratio
from rongshu.metrics.sheets.sheet import SheetProblems, decimal_text
from rongshu.metrics.sheets.spellings import respelt
from rongshu.metrics.sheets.split_sheets import group_apart, listed, of_time, opened_times
from rongshu.metrics.sheets.split_words import HOLDING, RATIO

_KEYS = {**RATIO, "firm": HOLDING["firm"], "group": HOLDING["group"]}
_SPELLINGS = tuple(spelling for spellings in RATIO.values() for spelling in spellings)


def is_ratio(asked: Any) -> bool:
    """Whether any row of the sheet has a numerator or a denominator."""
    if isinstance(asked, Mapping):
        return any(_names_ratio(key) or is_ratio(value) for key, value in asked.items())
    return isinstance(asked, list) and any(map(is_ratio, asked))


def _names_ratio(key: object) -> bool:
    text = str(key).lower()
    return any(text == word or text.startswith(f"{word}_") for word in _SPELLINGS)


def answer_ratio(asked: Mapping[str, Any] | Sequence[Any]) -> dict[str, Any]:
    """The change of the ratio by group, exactly.  *Errors*: ``ValueError`` with what is wrong."""
    found, _ignored = opened_times(asked)
    by = str(found.get("group_by") or "")
    times = [_groups(found, time, by) for time in ("before", "after")]
    split = decompose_ratio(*times)
    start, end = (_ratio(_whole(parts)) for parts in times)
    groups = [
        {
            "group": name,
            "before": decimal_text(_ratio(times[0].get(name))),
            "after": decimal_text(_ratio(times[1].get(name))),
            "change": decimal_text(effect.total),
            "structure": decimal_text(_structure(effect)),
            "intensity": decimal_text(effect.intensity),
        }
        for name, effect in sorted(split.effects.items(), key=lambda row: (-abs(row[1].total), row[0]))
    ]
    return {
        "kind": "ratio",
        "before": decimal_text(start),
        "after": decimal_text(end),
        "change": decimal_text(split.change),
        "structure": decimal_text(_structure(split.total)),
        "intensity": decimal_text(split.total.intensity),
        "groups": groups,
    }


def _groups(found: Mapping[str, Any], time: str, by: str) -> dict[str, Part]:
    """Numerator and denominator of each group at one time."""
    groups: dict[str, Part] = {}
    problems: list[tuple[str, str, str]] = []
    rows = found.get("rows")
    for number, written in enumerate(listed(found.get(time) if rows is None else rows, "firm")):
        row, _strange = respelt(group_apart(written, by), _KEYS)
        if rows is not None:
            row |= respelt(of_time(written, time), _KEYS)[0]
        if row.get("numerator") is None and row.get("denominator") is None:
            continue  # not there at this time: it entered or left
        name = str(row.get("group", row.get("firm", "")))
        try:
            top, bottom = (Decimal(str(row[key])) for key in ("numerator", "denominator"))
        except (KeyError, ArithmeticError):
            problems.append((f"{number}", "expected a numerator and a denominator", repr(written)[:80]))
            continue
        before = groups.get(name, Part(Decimal(0), Decimal(0)))
        groups[name] = Part(before.activity + bottom, before.quantity + top)
    if problems:
        raise SheetProblems(problems)
    return groups


def _structure(effect: Effect) -> Decimal:
    """All that is not intensity, so that the two add up exactly."""
    with localcontext() as context:
        context.prec = EXACT
        return effect.structure + effect.activity


def _whole(parts: Mapping[str, Part]) -> Part:
    rows = parts.values()
    return Part(
        sum((row.activity for row in rows), Decimal(0)), sum((row.quantity for row in rows), Decimal(0))
    )


def _ratio(part: Part | None) -> Decimal | None:
    if part is None or part.activity == 0:
        return None
    with localcontext() as context:
        context.prec = DIGITS
        return part.quantity / part.activity
