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
    """``volume`` + ``price`` is the nominal change, exactly.  *Units*: those of the values.

    ``real_growth`` is the growth at constant prices in percent; ``None`` for what begins or ends.
    """

    before: Decimal
    after: Decimal
    volume: Decimal
    price: Decimal
    real_growth: Decimal | None = None

    @property
    def change(self) -> Decimal:
        """The nominal change."""
        return self.after - self.before


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
        real_growth = (after * 100 / deflator / before - 1) * 100
    return PriceSplit(before, after, after - before - price, price, real_growth)


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
