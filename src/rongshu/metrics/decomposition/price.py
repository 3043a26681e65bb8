"""A nominal change split exactly into volume and price, where a deflator exists.

*Source*: additive logarithmic mean Divisia index with two factors, value = volume × price (B. W. Ang, Energy
Policy 33, 2005); it leaves no interaction term and treats both factors alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext

from rongshu.metrics.decomposition.lmdi import DIGITS, logarithmic_mean

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class PriceSplit:
    """``volume`` + ``price`` is the nominal change, exactly.  *Units*: those of the values."""

    before: Decimal
    after: Decimal
    volume: Decimal
    price: Decimal

    @property
    def change(self) -> Decimal:
        """The nominal change."""
        return self.after - self.before

    @property
    def real_growth(self) -> Decimal | None:
        """Growth at constant prices in percent; ``None`` without a value before or after."""
        if self.before <= 0 or self.after <= 0:
            return None
        with localcontext() as context:
            context.prec = DIGITS
            weight = logarithmic_mean(self.after, self.before)
            return ((self.volume / weight).exp() - 1) * 100


def volume_and_price(
    before: Decimal, after: Decimal, deflator: Decimal, cents: Decimal = Decimal("0.01")
) -> PriceSplit:
    """The change split by ``deflator``, the price index of ``after`` with ``before`` = 100.

    The price part is rounded to ``cents``, the volume part takes the rest.  What begins or ends has no other
    price to compare with: it is volume.  *Errors*: ``ValueError`` unless the index is positive.
    """
    if deflator <= 0:
        raise ValueError("a price index is positive")
    if before <= 0 or after <= 0:
        return PriceSplit(before, after, after - before, ZERO)
    with localcontext() as context:
        context.prec = DIGITS
        price = (logarithmic_mean(after, before) * (deflator / 100).ln()).quantize(cents)
    return PriceSplit(before, after, after - before - price, price)


def price_by_group(
    groups: Mapping[str, tuple[Decimal, Decimal]],
    deflators: Mapping[str, Decimal],
    everywhere: Decimal | None,
) -> dict[str, PriceSplit]:
    """Each group split by its own deflator, or by the one for all.

    *Errors*: ``ValueError`` where a group has none.
    """
    found = {}
    for name, (before, after) in groups.items():
        deflator = deflators.get(name, everywhere)
        if deflator is None:
            raise ValueError(f"no deflator for {name}")
        found[name] = volume_and_price(before, after, deflator)
    return found
