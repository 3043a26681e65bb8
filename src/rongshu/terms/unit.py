"""Units of the plan and the office, and how one folds into another."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

_MULTIPLIERS: tuple[tuple[str, Decimal], ...] = (
    ("万亿", Decimal(10) ** 12),
    ("千亿", Decimal(10) ** 11),
    ("百亿", Decimal(10) ** 10),
    ("十亿", Decimal(10) ** 9),
    ("亿", Decimal(10) ** 8),
    ("千万", Decimal(10) ** 7),
    ("百万", Decimal(10) ** 6),
    ("万", Decimal(10) ** 4),
    ("千", Decimal(10) ** 3),
)
# words that mean the same measure, folded to the first of the row
_SAME: tuple[tuple[str, ...], ...] = (
    ("百分点", "个百分点", "pp"),
    ("%", "％", "百分比"),
    ("元", "人民币"),
    ("家", "户"),
    ("平方公里", "km²", "km2", "平方千米"),
    ("吨标准煤", "吨标煤", "tce"),
    ("千瓦时", "kWh", "kwh", "度"),
    ("千瓦", "kW", "kw"),
    ("人", "名"),
)
_WHOLE = frozenset({"千瓦时", "千瓦", "千米", "千克", "百分点", "百分比"})  # 千 and 百 belong to the word
_SCALED: dict[str, tuple[str, Decimal]] = {
    "MW": ("千瓦", Decimal(1000)),
    "兆瓦": ("千瓦", Decimal(1000)),
    "GW": ("千瓦", Decimal(10) ** 6),
    "吉瓦": ("千瓦", Decimal(10) ** 6),
    "公顷": ("亩", Decimal(15)),
}
_FOLD = {word: row[0] for row in _SAME for word in row}
COUNTED = frozenset("家个项条户人名件款座台套所处次张名艘辆公里")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as printed, its measure, and how many of the measure it is.

    >>> Unit.parse("亿元")
    Unit(printed='亿元', measure='元', factor=Decimal('100000000'))
    """

    printed: str
    measure: str
    factor: Decimal

    @classmethod
    @lru_cache(maxsize=4096)
    def parse(cls, printed: str) -> Unit:
        """Fold multipliers and spellings; an unknown word is its own measure with factor 1."""
        word = printed.strip().replace("每", "/")
        if word in _FOLD or word in _WHOLE:
            return cls(printed, _FOLD.get(word, word), Decimal(1))
        if word in _SCALED:
            measure, factor = _SCALED[word]
            return cls(printed, measure, factor)
        for prefix, factor in _MULTIPLIERS:
            if word.startswith(prefix) and word != prefix:
                rest = cls.parse(word[len(prefix) :])
                return cls(printed, rest.measure, factor * rest.factor)
        return cls(printed, _FOLD.get(word, word), Decimal(1))

    def comparable_with(self, other: Unit) -> bool:
        """Whether a number of this unit can be converted into the other."""
        return self.measure == other.measure
