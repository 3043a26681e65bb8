"""A measured number with its unit and how sharply it was said."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from rongshu.terms.unit import Unit

_NUMBER = re.compile(r"^([-+−]?\d[\d,]*(?:\.\d+)?)(万亿|千亿|百亿|亿|千万|百万|万|千)?(.*)$")
_FOLDS = {
    "万亿": Decimal(10) ** 12,
    "千亿": Decimal(10) ** 11,
    "百亿": Decimal(10) ** 10,
    "亿": Decimal(10) ** 8,
    "千万": Decimal(10) ** 7,
    "百万": Decimal(10) ** 6,
    "万": Decimal(10) ** 4,
    "千": Decimal(10) ** 3,
}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A decimal and its unit.

    >>> Quantity(Decimal(32), Unit.parse("亿元")).same_as(Quantity(Decimal(320000), Unit.parse("万元")))
    True
    """

    value: Decimal
    unit: Unit

    def in_measure(self) -> Decimal:
        """The value in the unit's bare measure (亿元 → 元)."""
        return self.value * self.unit.factor

    def same_as(self, other: Quantity) -> bool:
        """Equal after folding; ``False`` when the units cannot be compared."""
        return self.unit.comparable_with(other.unit) and self.in_measure() == other.in_measure()


def parse_decimal(written: str) -> Decimal | None:
    """The number at the start of ``written``, its 万/亿 folded in; ``None`` when there is none.

    Full-width digits and thousands separators are understood; what follows the number is ignored.

    >>> parse_decimal("１．０７万")
    Decimal('10700.00')
    """
    text = unicodedata.normalize("NFKC", written).strip().lstrip("≥≤>＞<＜≈~约")
    match = _NUMBER.match(text)
    if not match:
        return None
    digits, fold, _rest = match.groups()
    try:
        number = Decimal(digits.replace(",", "").replace("−", "-"))
    except InvalidOperation:  # pragma: no cover - the pattern admits only numbers
        return None
    return number * _FOLDS[fold] if fold else number


def written_decimal(value: Decimal) -> str:
    """Plain digits without exponent or trailing zeros: how a pack writes a number."""
    plain = format(value, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
