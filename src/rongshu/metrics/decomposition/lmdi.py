"""A change in an aggregate split exactly into its factors by the logarithmic mean Divisia index.

*Source*: B. W. Ang, "The LMDI approach to decomposition analysis: a practical guide", Energy Policy 33 (2005)
867–871 (additive LMDI-I); zero values by the analytical limits of B. W. Ang and N. Liu, "Handling zero values
in the logarithmic mean Divisia index decomposition approach", Energy Policy 35 (2007) 238–246.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

ZERO = Decimal(0)
DIGITS = 30  # of a factor; sums and remainders are taken with more, so that nothing is lost in adding up
EXACT = 100


@dataclass(frozen=True, slots=True)
class Part:
    """One sector at one time: its activity (output) and the quantity decomposed (energy)."""

    activity: Decimal
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Effect:
    """What one sector contributes through each factor.  *Units*: those of the quantity (or of the ratio)."""

    activity: Decimal
    structure: Decimal
    intensity: Decimal

    @property
    def total(self) -> Decimal:
        """The sector's whole contribution."""
        return _sum((self.activity, self.structure, self.intensity))


@dataclass(frozen=True, slots=True)
class Decomposition:
    """Effects by sector; their sum is ``change``, whatever is zero."""

    change: Decimal
    effects: Mapping[str, Effect]
    before: Decimal = ZERO
    after: Decimal = ZERO

    @property
    def ratios(self) -> Ratios | None:
        """The change as factors that multiply to it."""
        return ratios(self.before, self.after, self.total)

    @property
    def total(self) -> Effect:
        """The effects summed over the sectors."""
        rows = list(self.effects.values())
        return Effect(
            _sum(row.activity for row in rows),
            _sum(row.structure for row in rows),
            _sum(row.intensity for row in rows),
        )


@dataclass(frozen=True, slots=True)
class Ratios:
    """The same split as factors: ``change`` = activity × structure × intensity, exactly.

    ``None`` where an aggregate is zero: a ratio has no end there.
    """

    change: Decimal
    activity: Decimal
    structure: Decimal
    intensity: Decimal


def ratios(before: Decimal, after: Decimal, total: Effect) -> Ratios | None:
    """Multiplicative LMDI-I: each additive effect over L(after, before), as an exponent (Ang 2005, eq. 4)."""
    if before <= ZERO or after <= ZERO:
        return None
    with localcontext() as context:
        context.prec = DIGITS
        weight = logarithmic_mean(after, before)
        change = after / before
        activity, structure = ((part / weight).exp() for part in (total.activity, total.structure))
        return Ratios(change, activity, structure, change / activity / structure)


def _sum(values: Iterable[Decimal]) -> Decimal:
    with localcontext() as context:
        context.prec = EXACT
        return sum(values, ZERO)


def logarithmic_mean(a: Decimal, b: Decimal) -> Decimal:
    """L(a, b) = (a − b) / ln(a / b); a where equal; 0 where either is 0 (the limit)."""
    if a == ZERO or b == ZERO:
        return ZERO
    return a if a == b else (a - b) / (a / b).ln()


def decompose(before: Mapping[str, Part], after: Mapping[str, Part]) -> Decomposition:
    """ΔQ = activity + structure + intensity for Q = Σ A · (Aᵢ/A) · (Qᵢ/Aᵢ).

    *Shape*: one part a sector and time; a sector missing at one time counts as zero there.
    *Errors*: ``ValueError`` for negative values, or a quantity without any activity.
    """
    names = list(dict.fromkeys((*before, *after)))
    nothing = Part(ZERO, ZERO)
    _refuse(before, after)
    with localcontext() as context:
        context.prec = EXACT
        totals = (_activity(before), _activity(after))
        effects = {
            name: _effect(before.get(name, nothing), after.get(name, nothing), totals) for name in names
        }
        start, end = (_sum(part.quantity for part in parts.values()) for parts in (before, after))
        change = end - start
    return Decomposition(change, effects, start, end)


def decompose_ratio(before: Mapping[str, Part], after: Mapping[str, Part]) -> Decomposition:
    """Δ(Q/A) = structure + intensity: the same with total activity set to one, so its effect is zero."""
    return decompose(_normalised(before), _normalised(after))


def _normalised(parts: Mapping[str, Part]) -> dict[str, Part]:
    total = _activity(parts)
    if total == ZERO:
        raise ValueError("a ratio needs a total activity above zero")
    with localcontext() as context:
        context.prec = DIGITS
        return {name: Part(part.activity / total, part.quantity / total) for name, part in parts.items()}


def _activity(parts: Mapping[str, Part]) -> Decimal:
    return _sum(part.activity for part in parts.values())


def _refuse(*times: Mapping[str, Part]) -> None:
    for parts in times:
        for name, part in parts.items():
            if part.activity < 0 or part.quantity < 0:
                raise ValueError(f"{name}: LMDI takes no negative values")
            if part.activity == ZERO and part.quantity != ZERO:
                raise ValueError(f"{name}: a quantity without activity has no intensity")


def _effect(before: Part, after: Part, totals: Sequence[Decimal]) -> Effect:
    """One sector's effects, with the analytical limits where a factor is zero.

    A sector that appears or vanishes changes its structure (its intensity has no other end); one whose
    quantity alone starts or stops changes its intensity (Ang and Liu 2007, table 2).
    """
    change = after.quantity - before.quantity
    if change == ZERO and ZERO in (before.quantity, after.quantity):
        return Effect(ZERO, ZERO, ZERO)
    if ZERO in (before.activity, after.activity):
        return Effect(ZERO, change, ZERO)
    if ZERO in (before.quantity, after.quantity):
        return Effect(ZERO, ZERO, change)
    with localcontext() as context:
        context.prec = DIGITS
        weight = logarithmic_mean(after.quantity, before.quantity)
        share = (after.activity / totals[1]) / (before.activity / totals[0])
        activity = weight * (totals[1] / totals[0]).ln()
        structure = weight * share.ln()
    return Effect(activity, structure, change - activity - structure)
