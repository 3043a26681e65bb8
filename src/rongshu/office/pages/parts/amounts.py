"""Computed values as figures of a page: rounded for reading, in the unit that people use."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from rongshu.office.pages.parts.figures import Figure, unit_words
from rongshu.terms.bilingual import Bilingual

NO_DATA = Bilingual("无数据", "no data")
# canonical unit → the unit that people read and how many make one of it, in Chinese, then in English
READ_AS: dict[str, tuple[str, Decimal, str, Decimal]] = {
    "万元": ("亿元", Decimal(10_000), "bn yuan", Decimal(100_000)),
    "万千瓦时": ("亿千瓦时", Decimal(10_000), "TWh", Decimal(100_000)),
    "tce": ("万吨标准煤", Decimal(10_000), "k tce", Decimal(1_000)),
    "人": ("万人", Decimal(10_000), "k people", Decimal(1_000)),
}
PLACES = 2


def decimal_of(value: object) -> Decimal | None:
    """A computed value as a decimal; ``None`` where there is none."""
    if value is None:
        return None
    return value if isinstance(value, Decimal) else Decimal(str(value))


def shown(value: object, unit: str, places: int | None = None, plus: bool = False) -> Figure:
    """The figure that a page shows for a canonical value; ``plus`` writes the sign of a rise too."""
    exact = decimal_of(value)
    if exact is None:
        return Figure("unknown", words=NO_DATA)
    printed, factor, english, factor_en = READ_AS.get(unit, (unit, Decimal(1), "", Decimal(1)))
    wanted = places_of(exact / factor, unit) if places is None else places
    word = english or unit_words(unit).en
    number, number_en = (_written(exact / by, wanted, plus) for by in (factor, factor_en))
    return Figure(
        "known",
        number=Bilingual(number, number_en),
        unit=Bilingual(printed, word),
        printed=printed,
        value=exact_round(exact / factor, wanted),
    )


def places_of(value: Decimal, unit: str) -> int:
    """Two decimals for amounts; for ratios as many as give about three digits."""
    if unit in READ_AS or abs(value) >= 10:
        return PLACES
    return 3 if abs(value) >= 1 else 5 if abs(value) < Decimal("0.01") else 4


def _written(value: Decimal, places: int, plus: bool) -> str:
    rounded = exact_round(value, places)
    text = f"{abs(rounded):,.{places}f}"
    return f"−{text}" if rounded < 0 else f"+{text}" if plus and rounded > 0 else text


def growth(value: object, unit: str = "%", places: int = 1) -> Figure:
    """A rate of growth or a difference of rates, always with its sign."""
    exact = decimal_of(value)
    if exact is None:
        return Figure("unknown", words=NO_DATA)
    number = Bilingual(_written(exact, places, plus=True))
    word = {"百分点": "pp"}.get(unit, unit)
    rounded = exact_round(exact, places)
    return Figure("known", number=number, unit=Bilingual(unit, word), printed=unit, value=rounded)


def exact_round(value: Decimal, places: int) -> Decimal:
    """Half away from zero, as people round."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
