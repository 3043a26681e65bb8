"""Two firms with the same figures in the same month: one row sent under two names."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from rongshu.facts.quality.panel import Panel
from rongshu.facts.quality.suspect import Suspect, month_written, shown
from rongshu.pack.declared.quality import QualityRule
from rongshu.terms.bilingual import Bilingual


def find(panel: Panel, rule: QualityRule) -> Iterator[Suspect]:
    """Pairs of firms whose measures are equal to the last digit, at least so many of them, none zero."""
    stacked = np.stack([panel.values[measure] for measure in rule.measures])
    known = np.isfinite(stacked) & (stacked != 0)
    for column in range(panel.months):
        rows = np.flatnonzero(known[:, :, column].sum(axis=0) >= (rule.least or 1))
        pairs = _pairs(stacked[:, rows, column], known[:, rows, column], rule.least or 1)
        for one, other in sorted(pairs):
            yield _suspect(panel, rule, (int(rows[one]), int(rows[other])), column)


def _pairs(values: np.ndarray, known: np.ndarray, least: int) -> set[tuple[int, int]]:
    """Rows that agree in enough measures; sorting one measure brings those of equal value together."""
    found: set[tuple[int, int]] = set()
    for measure in range(len(values)):
        rows = np.flatnonzero(known[measure])
        order = rows[np.argsort(values[measure, rows], kind="stable")]
        equal = np.flatnonzero(np.diff(values[measure, order]) == 0)
        for place in equal:
            one, other = sorted((int(order[place]), int(order[place + 1])))
            same = (values[:, one] == values[:, other]) & known[:, one] & known[:, other]
            if same.sum() >= least:
                found.add((one, other))
    return found


def _suspect(panel: Panel, rule: QualityRule, pair: tuple[int, int], column: int) -> Suspect:
    names = tuple(panel.firms[firm] for firm in pair)
    month = panel.month(column)
    same = [
        measure
        for measure in rule.measures
        if panel.values[measure][pair[0], column] == panel.values[measure][pair[1], column]
    ]
    return Suspect(
        rule.kind,
        names,
        month,
        tuple(same),
        Bilingual(
            f"{names[0]} 与 {names[1]} {month_written(month)} 数据相同",
            f"{names[0]} and {names[1]} have the same figures for {month_written(month)}",
        ),
        arithmetic=", ".join(f"{name} {shown(panel.values[name][pair[0], column])}" for name in same),
    )
