"""The gap to the path split by group, to the cent: where the shortfall sits.

A group's gap is what it has less what its own path expects.  What is left over is named, never spread: the
part of the whole's path that no group was given, and the part of the whole that no group holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from rongshu.metrics.decomposition.contributions import allot
from rongshu.metrics.status.path import Months
from rongshu.metrics.status.status import Goal, expected_value

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class GroupGap:
    """One group's part of the gap.  *Units*: the indicator's; ``share`` in percent of the whole gap."""

    group: str
    observed: Decimal
    expected: Decimal
    share: Decimal | None
    formula: str = ""

    @property
    def gap(self) -> Decimal:
        """Observed − expected: negative is missing."""
        return self.observed - self.expected


@dataclass(frozen=True, slots=True)
class GapSplit:
    """The whole gap: Σ groups + ``undistributed`` + ``outside`` = ``gap``, exactly.

    ``undistributed`` is what the groups' paths expect beyond the whole's (negative: the groups were given
    less than the whole needs, so that part of the gap is nobody's); ``outside`` what the whole has beyond its
    groups.  ``declared`` is false where the groups have no targets and the path was allotted by a key.
    """

    gap: Decimal
    groups: tuple[GroupGap, ...]
    undistributed: Decimal
    outside: Decimal
    declared: bool


def gap_by_goals(
    observed: Decimal, goal: Goal, groups: Mapping[str, tuple[Goal, Decimal]], month: Months
) -> GapSplit:
    """The gap at ``month`` where each group has its declared goal and an observed value."""
    expected = expected_value(goal, month)[0]
    paths = {name: expected_value(own, month) for name, (own, _seen) in groups.items()}
    seen = {name: value for name, (_own, value) in groups.items()}
    wants = {name: value for name, (value, _formula) in paths.items()}
    formulas = {name: formula for name, (_value, formula) in paths.items()}
    return _split(observed, expected, seen, wants, formulas, declared=True)


def gap_by_key(
    observed: Decimal, expected: Decimal, groups: Mapping[str, Decimal], key: Mapping[str, Decimal]
) -> GapSplit:
    """The gap where the groups have no targets: the path allotted by ``key`` (such as their base values)."""
    wants = allot(expected, {name: key.get(name, ZERO) for name in groups})
    return _split(observed, expected, groups, wants, {}, declared=False)


def _split(
    observed: Decimal,
    expected: Decimal,
    seen: Mapping[str, Decimal],
    wants: Mapping[str, Decimal],
    formulas: Mapping[str, str],
    *,
    declared: bool,
) -> GapSplit:
    whole = observed - expected
    rows = [
        GroupGap(
            name,
            value,
            wants[name],
            None if whole == 0 else (value - wants[name]) / whole * 100,
            formulas.get(name, ""),
        )
        for name, value in seen.items()
    ]
    return GapSplit(
        whole,
        tuple(sorted(rows, key=lambda row: (row.gap, row.group))),
        sum(wants.values(), ZERO) - expected,
        observed - sum(seen.values(), ZERO),
        declared,
    )
