"""Targets on the wrong side of their base."""

from __future__ import annotations

from collections.abc import Iterator

from rongshu.pack.amount import Operator
from rongshu.pack.figures import Figure, figures
from rongshu.pack.invented import indicator, plan
from rongshu.pack.naming import falls
from rongshu.pack.rule import Kind, Rule, Sheet, finding
from rongshu.pack.schema import Indicator
from rongshu.terms.diagnostic import Certainty, Diagnostic

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
            yield _report(item, base, target)


def _ends(sheet: Sheet, item: Indicator) -> tuple[Figure, Figure] | None:
    own = figures(
        sheet.pack.model_copy(update={"indicators": (item,), "statements": (), "clusters": (), "chains": ()})
    )
    base = next((f for f in own if not f.target), None)
    target = next((f for f in own if f.target and f.amount.operator in _LEVELS and f.sort == "level"), None)
    if base is None or target is None or base.unit.measure != target.unit.measure:
        return None
    one_kind = base.amount.cumulative == target.amount.cumulative and base.sort == target.sort
    return (base, target) if one_kind else None


def _report(item: Indicator, base: Figure, target: Figure) -> Diagnostic:
    counted = base.unit.measure not in ("%", "百分点")
    sure = item.direction == "up" or counted
    return finding(
        "target_below_base",
        f"“{item.name.zh}”目标{target.written}低于基期{base.written}",
        f"{item.name.zh!r}: the target {target.written} lies below the base {base.written}",
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
    lambda: plan(indicator("高新技术企业", "家", 820, 560)),
    lambda: plan(
        indicator("高新技术企业", "家", 820, 1500),
        indicator("单位GDP能耗", "吨标准煤/万元", "0.52", "0.44"),
        indicator("规上工业增加值年均增速", "%", "7.1", "6.5"),
    ),
)
