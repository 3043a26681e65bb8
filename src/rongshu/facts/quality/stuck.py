"""The same figure to the last digit, month after month: copied instead of counted."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from rongshu.facts.quality.panel import Panel
from rongshu.facts.quality.suspect import Suspect, month_written, shown
from rongshu.pack.declared.quality import QualityRule
from rongshu.terms.bilingual import Bilingual


def find(panel: Panel, rule: QualityRule) -> Iterator[Suspect]:
    """Runs of at least so many equal figures that are not zero, told once, at their last month."""
    months = rule.months or 2
    for measure in rule.measures:
        values = panel.values[measure]
        length = np.ones(values.shape, np.int64)
        for column in range(1, values.shape[1]):
            same = (values[:, column] == values[:, column - 1]) & (values[:, column] != 0)
            length[:, column] = np.where(same, length[:, column - 1] + 1, 1)
        ends = length >= months
        ends[:, :-1] &= length[:, 1:] == 1
        for firm, column in np.argwhere(ends):
            yield _suspect(panel, rule, measure, (int(firm), int(column)), int(length[firm, column]))


def _suspect(panel: Panel, rule: QualityRule, measure: str, at: tuple[int, int], run: int) -> Suspect:
    name, month = panel.firms[at[0]], panel.month(at[1])
    since = month_written(month - run + 1)
    return Suspect(
        rule.kind,
        (name,),
        month,
        (measure,),
        Bilingual(
            f"{name} 的 {measure} 自 {since} 起 {run} 个月不变",
            f"{name}: {measure} is the same for {run} months from {since}",
        ),
        arithmetic=f"{since} … {month_written(month)}: {run} × {shown(panel.values[measure][at])}",
    )
