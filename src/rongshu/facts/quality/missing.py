"""A firm that reported shortly before has not reported this month, though it is not closed."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from rongshu.facts.quality.panel import Panel
from rongshu.facts.quality.suspect import Suspect, month_written
from rongshu.pack.declared.quality import QualityRule
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Certainty


def find(panel: Panel, rule: QualityRule) -> Iterator[Suspect]:
    """Months without a figure between others, and the latest month of firms that go on elsewhere."""
    months = rule.months or 1
    for measure in rule.measures:
        known = np.isfinite(panel.values[measure]) | panel.together[measure]
        ever = np.logical_or.accumulate(known[:, ::-1], axis=1)[:, ::-1]
        later = np.zeros_like(known)
        later[:, :-1] = ever[:, 1:]
        later[:, panel.last] = True
        before = np.zeros_like(known)
        for back in range(1, months + 1):
            before[:, back:] |= known[:, :-back]
        month = panel.first + np.arange(panel.months)
        open_then = month[None, :] < panel.open_until[:, None]
        for firm, column in np.argwhere(~known & before & later & open_then):
            yield _suspect(panel, rule, measure, int(firm), int(column))


def _suspect(panel: Panel, rule: QualityRule, measure: str, firm: int, column: int) -> Suspect:
    told = np.isfinite(panel.values[measure]) | panel.together[measure]
    known = np.flatnonzero(told[firm, :column])
    seen = panel.month(int(known[-1]))
    name, month = panel.firms[firm], panel.month(column)
    return Suspect(
        rule.kind,
        (name,),
        month,
        (measure,),
        Bilingual(
            f"{name} {month_written(month)} 没有 {measure}",
            f"{name}: no {measure} for {month_written(month)}",
        ),
        arithmetic=f"{month_written(seen)} → —",
        certainty=Certainty.CERTAIN,
        seen=seen,
    )
