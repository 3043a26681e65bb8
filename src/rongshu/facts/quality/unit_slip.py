"""A figure some ten thousand times too large or too small: written in another unit than the column says."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from rongshu.facts.quality.panel import Panel
from rongshu.facts.quality.suspect import Suspect, month_written, shown
from rongshu.pack.declared.quality import QualityRule
from rongshu.terms.bilingual import Bilingual


def find(panel: Panel, rule: QualityRule) -> Iterator[Suspect]:
    """Figures whose distance from the firm's level is one of the declared factors, up or down."""
    within = float(np.log(float(rule.within or 1)))
    for measure in rule.measures:
        off = panel.deviation(measure)
        for factor in rule.factors:
            distance = float(np.log(float(factor)))
            near = np.abs(np.abs(np.nan_to_num(off)) - distance) <= within
            for firm, column in np.argwhere(near):
                yield _suspect(panel, rule, measure, (int(firm), int(column)), f"{factor}")


def _suspect(panel: Panel, rule: QualityRule, measure: str, at: tuple[int, int], factor: str) -> Suspect:
    name, month = panel.firms[at[0]], panel.month(at[1])
    value, off = panel.values[measure][at], panel.deviation(measure)[at]
    level = value / np.exp(off)
    zh, en = ("大", "large") if off > 0 else ("小", "small")
    return Suspect(
        rule.kind,
        (name,),
        month,
        (measure,),
        Bilingual(
            f"{name} {month_written(month)} 的 {measure} 约{zh}了 {factor} 倍，疑似单位写错",
            f"{name}: {measure} of {month_written(month)} is about {factor} times too {en}: wrong unit?",
        ),
        expected=f"≈ {shown(level)}",
        arithmetic=f"{shown(value)} ÷ {shown(level)} = {shown(np.exp(off))}",
    )
