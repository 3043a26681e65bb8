"""How a page writes a figure: number and unit apart, and the three ways of having no number kept apart."""

from __future__ import annotations

from dataclasses import dataclass
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
_UNITS_EN: dict[str, str] = {
    "亿元": "×100 M yuan",
    "万亿元": "trillion yuan",
    "万元": "×10k yuan",
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
    "万人": "×10k people",
    "亩": "mu",
    "万亩": "×10k mu",
    "平方公里": "km²",
    "平方米": "m²",
    "万平方米": "×10k m²",
    "吨": "t",
    "万吨": "×10k t",
    "吨标准煤": "tce",
    "万元/亩": "×10k yuan/mu",
    "万元/人": "×10k yuan/person",
    "吨标准煤/万元": "tce/10k yuan",
    "千瓦": "kW",
    "万千瓦": "×10 MW",
    "年": "years",
    "倍": "times",
    "位": "place",
    "台": "sets",
    "套": "sets",
    "辆": "vehicles",
    "万辆": "×10k vehicles",
    "公里": "km",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure as shown.  ``kind``: known, words, not_applicable or unknown."""

    kind: str
    sign: Bilingual = NOTHING
    number: str = ""
    unit: Bilingual = NOTHING
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
        number = f"[{self.number}]" if self.cumulative else self.number
        return f"{self.sign.in_language(language)}{number}{gap}{unit}"


def unit_words(unit: str) -> Bilingual:
    """The unit in both languages; Chinese alone where no English is settled."""
    return Bilingual(unit, _UNITS_EN.get(unit, ""))


def grouped(value: Decimal) -> str:
    """Plain digits with thousands separators: ``10700`` → ``10,700``."""
    whole, point, rest = written_decimal(value).partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    return f"{sign}{int(digits):,}{point}{rest}"


def figure_of(amount: Amount | None, unit: str = "") -> Figure:
    """What to show for ``amount``; ``unit`` is used where the amount names none of its own."""
    if amount is None:
        return Figure("unknown", words=UNKNOWN)
    if amount.value is None:
        return _without_number(amount)
    number = grouped(amount.value)
    if amount.upper is not None:
        number += f"–{grouped(amount.upper)}"
    return Figure(
        "known",
        sign=_SIGNS.get(amount.operator, NOTHING),
        number=number,
        unit=unit_words(amount.unit or unit),
        cumulative=amount.cumulative,
        value=amount.value,
    )


def _without_number(amount: Amount) -> Figure:
    if amount.not_applicable:
        return Figure("not_applicable", words=NOT_APPLICABLE)
    if amount.words:
        return Figure("words", words=Bilingual(amount.words))
    return Figure("unknown", words=UNKNOWN)
