"""A figure far off the firm's own level, its season and its usual scatter allowed for."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from rongshu.facts.quality.panel import Panel
from rongshu.facts.quality.suspect import Suspect, month_written, shown
from rongshu.pack.declared.quality import QualityRule
from rongshu.terms.bilingual import Bilingual


def find(panel: Panel, rule: QualityRule) -> Iterator[Suspect]:
    """Figures beyond the declared number of robust deviations and the declared multiple."""
    least = float(np.log(float(rule.times or 1)))
    for measure in rule.measures:
        off, spread = panel.deviation(measure), panel.spread(measure)
        limit = np.maximum(least, float(rule.deviations or 0) * spread)
        for firm, column in np.argwhere(np.abs(np.nan_to_num(off)) > limit[:, None]):
            yield _suspect(panel, rule, measure, (int(firm), int(column)), float(spread[firm]))


def _suspect(panel: Panel, rule: QualityRule, measure: str, at: tuple[int, int], spread: float) -> Suspect:
    name, month = panel.firms[at[0]], panel.month(at[1])
    value, off = panel.values[measure][at], panel.deviation(measure)[at]
    level = value / np.exp(off)
    times = shown(float(np.exp(off)))
    return Suspect(
        rule.kind,
        (name,),
        month,
        (measure,),
        Bilingual(
            f"{name} {month_written(month)} 的 {measure} 为常态的 {times} 倍",
            f"{name}: {measure} of {month_written(month)} is {times} times its level",
        ),
        expected=f"≈ {shown(level)}",
        arithmetic=f"|ln({shown(value)} ÷ {shown(level)})| = {abs(off):.2f}"
        f" = {abs(off) / spread:.1f} × {spread:.3f}",
    )
