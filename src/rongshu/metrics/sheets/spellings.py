"""The keys and words that a worked sheet may use, brought to one spelling before it is read.

A key that is nearly a known one is refused with the known one named; any other key is kept apart and listed
in the answer as ``ignored``, so that nothing is dropped silently.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from difflib import get_close_matches
from typing import Any

_PERIOD = re.compile(r"\s*(?:19|20)\d{2}(?:$|[-/.年QHqh]|[01]\d$|[01]\d[0-3]\d$)")
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
    "date": (
        "date", "as_of", "asof", "on", "at", "day", "as_known_on", "as_of_date", "evaluation_date",
        "assessment_date", "assessed_at", "today", "now", "period", "日期", "评估日期",
    ),
    "start": ("start", "start_year", "first_year", "plan_start", "起始年"),
    "end": ("end", "last_year", "plan_end", "终止年"),
    "slack": ("slack", "tolerance", "threshold", "slightly_behind", "容差"),
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
    "period": ("period", "date", "year", "month", "when", "time", "at", "on", "时期", "年份", "日期"),
    "value": ("value", "amount", "actual", "observed", "level", "lower", "low", "min", "数值", "值", "下限"),
    "upper": ("upper", "high", "max", "上限"),
}
PATHS = {
    "linear": ("linear", "straight", "straight_line", "even", "线性", "直线", "等量"),
    "compound": (
        "compound", "compounded", "compound_growth", "cagr", "geometric", "exponential", "growth",
        "复合", "复合增长", "等比",
    ),
    "stepped": (
        "stepped", "step", "steps", "stepwise", "milestone", "milestones", "staged", "given_milestones",
        "阶梯", "分阶段", "阶段",
    ),
    "cumulative": (
        "cumulative", "cumulated", "cumulative_over_the_plan", "cumulative_over_plan", "total", "sum",
        "budget",
        "累计", "规划期累计",
    ),
    "ceiling": (
        "ceiling", "at_most", "no_more_than", "cap", "upper_bound", "upper_limit", "max", "maximum",
        "上限", "不超过", "封顶",
    ),
    "floor": (
        "floor", "at_least", "no_less_than", "lower_bound", "lower_limit", "min", "minimum",
        "下限", "不低于", "保底",
    ),
    "level": (
        "level", "level_at_end", "level_at_the_end", "at_end", "at_the_end", "end_level", "end_of_plan",
        "final", "final_level", "point", "期末", "期末水平", "期末达到",
    ),
    "range": ("range", "band", "between", "within", "interval", "corridor", "区间", "范围"),
    "text": ("text", "words", "qualitative", "文字", "定性"),
}  # fmt: skip
DIRECTIONS = {
    "up": (
        "up", "upward", "upwards", "increase", "increasing", "rise", "rising", "grow", "higher",
        "higher_is_better", "higher_better", "more_is_better", "maximize", "maximise", "positive", "+",
        "上升", "增长", "提高", "越高越好", "正向",
    ),
    "down": (
        "down", "downward", "downwards", "decrease", "decreasing", "fall", "falling", "reduce", "lower",
        "lower_is_better", "lower_better", "less_is_better", "minimize", "minimise", "negative", "-",
        "下降", "降低", "减少", "越低越好", "反向", "逆向",
    ),
    "none": ("none", "neutral", "within", "inside", "both", "range", "keep", "无", "区间内"),
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
    if isinstance(value, Mapping) and len(value) == 1 and is_period(only := next(iter(value))):
        found = {"period": only, "value": value[only]}
    elif isinstance(value, Mapping):
        found, ignored = respelt(value, DATED_KEYS, f"{where}.")
    elif isinstance(value, list) and len(value) == 2 and period in (None, "") and is_period(value[0]):
        found = {"period": value[0], "value": value[1]}
    elif isinstance(value, list) and len(value) == 2:
        found = {"value": value[0], "upper": value[1]}
    else:
        found = {"value": value}
    if isinstance(pair := found.get("value"), list) and len(pair) == 2 and "upper" not in found:
        found["value"], found["upper"] = pair
    if found.get("period") in (None, ""):
        found["period"] = period
    if found["period"] in (None, ""):
        raise ValueError(f"{where}: no period; write {{period, value}} or {where}_year beside it")
    return found, ignored


def is_period(written: object) -> bool:
    """Whether something written is a year, a month or a day: 2025, 2025-06, 2025年6月."""
    return bool(_PERIOD.match(str(written)))


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
