"""Output up while electricity falls, or the reverse: one of the two is probably wrong."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from rongshu.facts.quality.panel import Panel
from rongshu.facts.quality.suspect import Suspect, month_written
from rongshu.pack.declared.quality import QualityRule
from rongshu.terms.bilingual import Bilingual


def find(panel: Panel, rule: QualityRule) -> Iterator[Suspect]:
    """Months in which the two measures leave their levels in opposite directions, both by far."""
    one, other = rule.measures
    least = float(np.log(float(rule.times or 1)))
    directions = []
    for measure in (one, other):
        off = np.nan_to_num(panel.deviation(measure))
        limit = np.maximum(least, float(rule.deviations or 0) * panel.spread(measure))
        directions.append(np.where(np.abs(off) > limit[:, None], np.sign(off), 0))
    for firm, column in np.argwhere(directions[0] * directions[1] < 0):
        yield _suspect(panel, rule, (int(firm), int(column)))


def _suspect(panel: Panel, rule: QualityRule, at: tuple[int, int]) -> Suspect:
    one, other = rule.measures
    name, month = panel.firms[at[0]], panel.month(at[1])
    changes = [100 * (float(np.exp(panel.deviation(measure)[at])) - 1) for measure in (one, other)]
    return Suspect(
        rule.kind,
        (name,),
        month,
        (one, other),
        Bilingual(
            f"{name} {month_written(month)} {one} 与 {other} 反向变化",
            f"{name}: {one} and {other} of {month_written(month)} move against each other",
        ),
        arithmetic=f"{one} {changes[0]:+.0f}%, {other} {changes[1]:+.0f}%",
    )
