"""A figure below zero where there can be none."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from rongshu.facts.quality.panel import Panel
from rongshu.facts.quality.suspect import Suspect, month_written, shown
from rongshu.pack.declared.quality import QualityRule
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Certainty


def find(panel: Panel, rule: QualityRule) -> Iterator[Suspect]:
    """Every negative figure of the measures."""
    for measure in rule.measures:
        values = panel.values[measure]
        for firm, column in np.argwhere(values < 0):
            name, month = panel.firms[firm], panel.month(column)
            yield Suspect(
                rule.kind,
                (name,),
                month,
                (measure,),
                Bilingual(
                    f"{name} {month_written(month)} 的 {measure} 为负",
                    f"{name}: {measure} of {month_written(month)} is negative",
                ),
                expected="≥ 0",
                arithmetic=f"{shown(values[firm, column])} < 0",
                certainty=Certainty.CERTAIN,
            )
