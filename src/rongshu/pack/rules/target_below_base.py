"""Targets on the wrong side of their base."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rongshu.pack.amount import Operator
from rongshu.pack.checks.figures import Figure
from rongshu.pack.checks.invented import amount, indicator, plan, target
from rongshu.pack.checks.naming import falls
from rongshu.pack.checks.rule import Kind, Rule, Sheet, finding
from rongshu.pack.schema import Indicator
from rongshu.terms.diagnostic import Certainty, Diagnostic

_RISING = re.compile(
    r"税收|产值|增加值|收入|利润|营收|效益|投资|产量|出口|产能|比重|覆盖率|普及率|利用率|配套率|转化率|数控化率|合格率"
    r"|高新|专精|龙头|企业|平台|工厂|实验室|中心"
)
_LEVELS = (Operator.EQUAL, Operator.AT_LEAST, Operator.MORE, Operator.ABOUT)


def find(sheet: Sheet) -> Iterator[Diagnostic]:
    """目标值比基期值还低（本应上升的指标）。
    The target lies below the base although the quantity is meant to rise.
    """
    for item in sheet.pack.indicators:
        ends = _ends(sheet, item)
        if ends is None or falls(item.name.zh) or item.direction in ("down", "none"):
            continue
        base, target = ends
        if target.span.high < base.span.low:
            counted = base.unit.measure not in ("%", "百分点")
            yield _report(item.name.zh, base, target, item.direction == "up" or counted)
    yield from _said(sheet)


def _said(sheet: Sheet) -> Iterator[Diagnostic]:
    """由甲提高到乙 in running text, with 乙 below 甲."""
    for statement in sheet.pack.statements:
        if statement.kind != "target" or falls(statement.name) or statement.base is None:
            continue
        own = [figure for figure in sheet.by_source.get((False, statement.id), ()) if figure.sort == "level"]
        base, goal = (next((f for f in own if f.target is target), None) for target in (False, True))
        if base is None or goal is None or base.unit.measure != goal.unit.measure:
            continue
        if goal.amount.operator in _LEVELS and goal.span.high < base.span.low:
            yield _report(statement.name, base, goal, bool(_RISING.search(statement.name)))


def _ends(sheet: Sheet, item: Indicator) -> tuple[Figure, Figure] | None:
    own = sheet.by_source.get((True, item.id), [])
    base = next((f for f in own if not f.target), None)
    target = next((f for f in own if f.target and f.amount.operator in _LEVELS and f.sort == "level"), None)
    if base is None or target is None or base.unit.measure != target.unit.measure:
        return None
    one_kind = base.amount.cumulative == target.amount.cumulative and base.sort == target.sort
    return (base, target) if one_kind else None


def _report(name: str, base: Figure, target: Figure, sure: bool) -> Diagnostic:
    return finding(
        "target_below_base",
        f"“{name}”目标{target.written}低于基期{base.written}",
        f"{name!r}: the target {target.written} lies below the base {base.written}",
        (base.place(), target.place()),
        certainty=Certainty.CERTAIN if sure else Certainty.LIKELY,
        arithmetic=f"{target.number} < {base.number}",
        found=target.written,
        expected=f"≥ {base.written}",
    )


RULE = Rule(
    "target_below_base",
    Kind.CONTRADICTION,
    find,
    lambda: plan(
        indicator("高新技术企业", "家", 820, 560),
        target("开发区亩均税收", "11.8", "万元/亩", base=amount("12.4", "万元/亩"), since="2025"),
    ),
    lambda: plan(
        indicator("高新技术企业", "家", 820, 1500),
        indicator("单位GDP能耗", "吨标准煤/万元", "0.52", "0.44"),
        indicator("规上工业增加值年均增速", "%", "7.1", "6.5"),
        target("万元增加值能耗", "0.4", "吨标煤", base=amount("0.5", "吨标煤"), since="2025"),
    ),
)
