"""How a page writes a figure: number and unit apart, and the three ways of having no number kept apart."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from rongshu.pack.amount import Amount, Operator
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.quantity import written_decimal

NOTHING = Bilingual("")
UNKNOWN = Bilingual("未给出", "not given")
NOT_APPLICABLE = Bilingual("不适用", "not applicable")

_SIGNS: dict[Operator, Bilingual] = {
    Operator.AT_LEAST: Bilingual("≥"),
    Operator.MORE: Bilingual(">"),
    Operator.AT_MOST: Bilingual("≤"),
    Operator.ABOUT: Bilingual("约", "about "),
    Operator.GROWTH: Bilingual("年均增长 ", "yearly growth "),
    Operator.INCREASE: Bilingual("新增 ", "plus "),
    Operator.DECREASE: Bilingual("累计下降 ", "down by "),
    Operator.MULTIPLE: Bilingual("×"),
}
# English counts in thousands, Chinese in ten-thousands: the point moves, no digit is lost
_SCALED_EN: dict[str, tuple[Decimal, str]] = {
    "亿元": (Decimal("0.1"), "bn yuan"),
    "万亿元": (Decimal(1), "tn yuan"),
    "千亿元": (Decimal(100), "bn yuan"),
    "万元": (Decimal(10), "k yuan"),
    "万元/亩": (Decimal(10), "k yuan/mu"),
    "万元/人": (Decimal(10), "k yuan/person"),
    "万人": (Decimal(10), "k people"),
    "万亩": (Decimal(10), "k mu"),
    "万平方米": (Decimal(10), "k m²"),
    "万吨": (Decimal(10), "kt"),
    "万吨标准煤": (Decimal(10), "k tce"),
    "万千瓦": (Decimal(10), "MW"),
    "万辆": (Decimal(10), "k vehicles"),
    "万家": (Decimal(10), "k units"),
    "万个": (Decimal(10), "k items"),
}
_UNITS_EN: dict[str, str] = {
    "元": "yuan",
    "%": "%",
    "百分点": "pp",
    "个百分点": "pp",
    "家": "units",
    "户": "units",
    "个": "items",
    "项": "items",
    "条": "lines",
    "件": "pieces",
    "人": "people",
    "亩": "mu",
    "平方公里": "km²",
    "平方米": "m²",
    "吨": "t",
    "吨标准煤": "tce",
    "吨标准煤/万元": "tce/10k yuan",
    "千瓦": "kW",
    "年": "years",
    "倍": "times",
    "位": "place",
    "台": "sets",
    "套": "sets",
    "辆": "vehicles",
    "公里": "km",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure as shown.  ``kind``: known, words, not_applicable or unknown.

    ``value`` is the number in ``printed``, the unit of the plan; ``number`` and ``unit`` are what a reader
    of either language sees.
    """

    kind: str
    sign: Bilingual = NOTHING
    number: Bilingual = NOTHING
    unit: Bilingual = NOTHING
    printed: str = ""
    words: Bilingual = NOTHING
    cumulative: bool = False
    value: Decimal | None = None

    @property
    def known(self) -> bool:
        """Whether there is a number to show."""
        return self.kind == "known"

    def text(self, language: str = "zh") -> str:
        """The figure in one line, as an export or a chart's title writes it."""
        if not self.known:
            return self.words.in_language(language)
        unit = self.unit.in_language(language)
        gap = " " if unit and unit != "%" and language.startswith("en") else ""
        number = self.number.in_language(language)
        number = f"[{number}]" if self.cumulative else number
        return f"{self.sign.in_language(language)}{number}{gap}{unit}"


def unit_words(unit: str) -> Bilingual:
    """The unit of an unscaled number in both languages; Chinese alone where no English is settled."""
    if unit in _SCALED_EN:
        factor, word = _SCALED_EN[unit]
        return Bilingual(unit, word if factor == 1 else f"{written_decimal(factor)} {word}")
    return Bilingual(unit, _UNITS_EN.get(unit, ""))


def grouped(value: Decimal) -> str:
    """Plain digits with thousands separators: ``10700`` → ``10,700``."""
    whole, point, rest = written_decimal(value).partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    return f"{sign}{int(digits):,}{point}{rest}"


def signed(value: Decimal, unit: str, places: int = 2) -> Figure:
    """A difference with its sign; that of percentages is in percentage points."""
    rounded = round(value, places)
    figure = figure_of(Amount(value=abs(rounded).normalize() + 0, unit="百分点" if unit == "%" else unit))
    sign = "−" if rounded < 0 else "+" if rounded > 0 else ""
    return replace(figure, sign=Bilingual(sign), value=rounded)


def percent(share: Decimal) -> str:
    """A share of 1 as a percentage with at most one decimal."""
    return f"{written_decimal(round(share * 100, 1))}%"


def figure_of(amount: Amount | None, unit: str = "") -> Figure:
    """What to show for ``amount``; ``unit`` is used where the amount names none of its own."""
    if amount is None:
        return Figure("unknown", words=UNKNOWN)
    if amount.value is None:
        return _without_number(amount)
    printed = amount.unit or unit
    factor, word = _SCALED_EN.get(printed, (Decimal(1), _UNITS_EN.get(printed, "")))
    return Figure(
        "known",
        sign=_SIGNS.get(amount.operator, NOTHING),
        number=Bilingual(_numbers(amount, Decimal(1)), _numbers(amount, factor)),
        unit=Bilingual(printed, word),
        printed=printed,
        cumulative=amount.cumulative,
        value=amount.value,
    )


def _numbers(amount: Amount, factor: Decimal) -> str:
    ends = [end for end in (amount.value, amount.upper) if end is not None]
    return "–".join(grouped(end * factor) for end in ends)


def _without_number(amount: Amount) -> Figure:
    if amount.not_applicable:
        return Figure("not_applicable", words=NOT_APPLICABLE)
    if amount.words:
        return Figure("words", words=Bilingual(amount.words))
    return Figure("unknown", words=UNKNOWN)
