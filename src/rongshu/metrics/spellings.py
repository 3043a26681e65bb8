"""The keys and words that a worked sheet may use, brought to one spelling before it is read.

A key that is nearly a known one is refused with the known one named; any other key is kept apart and listed
in the answer as ``ignored``, so that nothing is dropped silently.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from difflib import get_close_matches
from typing import Any

STATUS_KEYS = {
    "indicator": ("indicator", "name", "id", "title", "指标"),
    "unit": ("unit", "单位"),
    "base": ("base", "baseline", "base_value", "start_value", "基期", "基期值"),
    "target": ("target", "target_value", "goal", "目标", "目标值"),
    "path": ("path", "path_kind", "path_type", "kind", "trajectory", "路径"),
    "direction": ("direction", "better", "方向"),
    "observations": (
        "observations", "observation", "observed", "actuals", "actual", "values", "value", "current", "data",
        "观测值", "实际值",
    ),
    "milestones": ("milestones", "steps", "stages", "阶段目标"),
    "date": ("date", "as_of", "asof", "on", "at", "day", "as_known_on", "日期"),
    "start": ("start", "start_year", "first_year", "plan_start", "起始年"),
    "end": ("end", "last_year", "plan_end", "终止年"),
    "slack": ("slack", "tolerance", "容差"),
    "running_total": ("running_total", "running", "observations_are_cumulative"),
    "words_done": ("words_done", "done"),
    "count": ("count", "counting"),
    "strict": ("strict",),
    "base_period": ("base_period", "base_year", "base_date", "baseline_year", "baseline_period", "基期年"),
    "target_period": ("target_period", "target_year", "target_date", "end_year", "目标年"),
    "upper": ("upper", "target_upper", "target_max", "upper_target"),
    "lower": ("lower", "target_lower", "target_min", "lower_target"),
}  # fmt: skip
DATED_KEYS = {
    "period": ("period", "date", "year", "month", "when", "时期", "年份"),
    "value": ("value", "amount", "actual", "observed", "lower", "low", "min", "数值", "值"),
    "upper": ("upper", "high", "max", "上限"),
}
PATHS = {
    "linear": ("linear", "straight", "even", "线性", "等量"),
    "compound": ("compound", "cagr", "geometric", "exponential", "growth", "复合", "等比"),
    "stepped": ("stepped", "step", "steps", "milestones", "staged", "阶梯", "分阶段"),
    "cumulative": ("cumulative", "cumulated", "total", "sum", "累计"),
    "ceiling": ("ceiling", "at_most", "cap", "upper_bound", "max", "上限", "不超过"),
    "floor": ("floor", "at_least", "lower_bound", "min", "下限", "不低于"),
    "level": ("level", "level_at_end", "at_end", "end_level", "point", "期末"),
    "range": ("range", "band", "between", "interval", "区间"),
    "text": ("text", "words", "qualitative", "文字"),
}
DIRECTIONS = {
    "up": (
        "up", "increase", "increasing", "rise", "rising", "higher", "higher_is_better", "+",
        "上升", "越高越好",
    ),
    "down": (
        "down", "decrease", "decreasing", "fall", "falling", "lower", "lower_is_better", "-",
        "下降", "越低越好",
    ),
    "none": ("none", "neutral", "无"),
}  # fmt: skip
COUNTS = {"months": ("months", "month", "whole_months", "按月"), "days": ("days", "day", "按日")}


def respelt(
    asked: Mapping[str, Any], known: Mapping[str, Collection[str]], where: str = ""
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """``asked`` under the first spelling of each key, and the keys that say nothing here.

    *Errors*: ``ValueError`` for a key given twice in two spellings, or one that is nearly a known key.
    """
    if not isinstance(asked, Mapping):
        raise ValueError(f"{where.rstrip('.') or 'the sheet'}: expected an object, found {asked!r:.40}")
    names = {spelling: name for name, spellings in known.items() for spelling in spellings}
    found: dict[str, Any] = {}
    ignored = []
    for key, value in asked.items():
        name = names.get(_folded(key))
        if name is None:
            _refuse_slip(key, names, where)
            ignored.append(f"{where}{key}")
        elif name in found:
            raise ValueError(f"{where}{key}: {name} stands here twice, in two spellings")
        else:
            found[name] = value
    return found, tuple(ignored)


def _folded(key: object) -> str:
    return str(key).strip().lower().replace("-", "_").replace(" ", "_")


def _refuse_slip(key: str, names: Mapping[str, str], where: str) -> None:
    near = get_close_matches(_folded(key), names, 1, 0.88)
    if near:
        raise ValueError(f"{where}{key}: no such key; did you mean {near[0]}?")


def word(value: object, words: Mapping[str, Collection[str]], what: str) -> str:
    """The one spelling of ``value``; empty where there is none.  *Errors*: ``ValueError``."""
    if value is None or value == "":
        return ""
    for name, spellings in words.items():
        if _folded(value) in {_folded(spelling) for spelling in spellings}:
            return name
    raise ValueError(f"{what}: {value!r} is not one of {', '.join(words)}")


def dated(value: Any, period: Any, where: str) -> tuple[Any, tuple[str, ...]]:
    """A value with its period as a mapping, from any of its written forms.

    A number beside ``period``; a pair of a range; a mapping with period and value in any spelling.
    *Errors*: ``ValueError`` where the period is told nowhere.
    """
    ignored: tuple[str, ...] = ()
    if isinstance(value, Mapping):
        found, ignored = respelt(value, DATED_KEYS, f"{where}.")
    elif isinstance(value, list) and len(value) == 2:
        found = {"value": value[0], "upper": value[1]}
    else:
        found = {"value": value}
    if found.get("period") in (None, ""):
        found["period"] = period
    if found["period"] in (None, ""):
        raise ValueError(f"{where}: no period; write {{period, value}} or {where}_year beside it")
    return found, ignored


def series(value: Any, period: Any, where: str) -> tuple[list[Any], tuple[str, ...]]:
    """Dated values as a list, from a list, a mapping period → value, or a single value."""
    if value is None:
        return [], ()
    if isinstance(value, Mapping) and not set(map(_folded, value)) & {"value", "amount", "period"}:
        value = [{"period": key, "value": number} for key, number in value.items()]
    found: list[Any] = []
    ignored: list[str] = []
    for number, one in enumerate(value if isinstance(value, list) else [value]):
        pair = isinstance(one, list) and len(one) == 2
        one, when = (one[1], one[0]) if pair else (one, period)
        row, left = dated(one, when, f"{where}.{number}")
        found.append(row)
        ignored += left
    return found, tuple(ignored)
