"""Indicators nobody measures."""

from __future__ import annotations

from collections.abc import Iterator

from rongshu.pack.checks.invented import indicator, plan
from rongshu.pack.checks.rule import Kind, Rule, Sheet, finding
from rongshu.pack.checks.unsaid import together
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, Place, Severity


def find(sheet: Sheet) -> Iterator[Diagnostic]:
    """指标没有指定数据来源，无法监测进度。
    An indicator names no published series or metric, so its progress cannot be followed.
    """
    total = len(sheet.pack.indicators)
    zh, en = (
        f"规划的{total}项指标都没有指定数据来源（measure）",
        f"none of the plan's {total} indicators has a measure",
    )
    yield from together(list(_unmeasured(sheet)), total, zh, en)


def _unmeasured(sheet: Sheet) -> Iterator[Diagnostic]:
    for item in sheet.pack.indicators:
        if not item.measure:
            cites = item.citations()
            yield finding(
                "indicators_without_source",
                f"指标“{item.name.zh}”没有数据来源（measure）",
                f"indicator {item.name.zh!r} has no measure",
                [Place(cite=cites[0] if cites else None, item=item.id, quote=item.name.zh)],
                severity=Severity.NOTE,
                remedy=Bilingual("在 indicators.yaml 填写 measure", "fill in measure in indicators.yaml"),
            )


RULE = Rule(
    "indicators_without_source",
    Kind.GAP,
    find,
    lambda: plan(indicator("高新技术企业", "家", 820, 1500)),
    lambda: plan(indicator("高新技术企业", "家", 820, 1500).model_copy(update={"measure": "high-tech"})),
)
