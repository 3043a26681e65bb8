"""Computed values as figures of a page: rounded for reading, in the unit that people use."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from rongshu.office.pages.figures import NOTHING, Figure, figure_of, grouped
from rongshu.pack.amount import Amount
from rongshu.terms.bilingual import Bilingual

NO_DATA = Bilingual("无数据", "no data")
# the unit that people read for a canonical unit, how many of the one make the other, and decimals shown
READ_AS: dict[str, tuple[str, Decimal, int]] = {
    "万元": ("亿元", Decimal(10_000), 2),
    "万千瓦时": ("亿千瓦时", Decimal(10_000), 2),
    "tce": ("万吨标准煤", Decimal(10_000), 2),
    "人": ("万人", Decimal(10_000), 2),
}
_EN = {"亿千瓦时": (Decimal("0.1"), "TWh"), "万千瓦时": (Decimal("0.01"), "GWh")}


def decimal_of(value: object) -> Decimal | None:
    """A computed value as a decimal; ``None`` where there is none."""
    if value is None:
        return None
    return value if isinstance(value, Decimal) else Decimal(str(value))


def shown(value: object, unit: str, places: int | None = None) -> Figure:
    """The figure that a page shows for a value in a canonical unit."""
    exact = decimal_of(value)
    if exact is None:
        return Figure("unknown", words=NO_DATA)
    printed, factor, usual = READ_AS.get(unit, (unit, Decimal(1), 2))
    rounded = exact_round(exact / factor, usual if places is None else places)
    if printed in _EN:
        scale, word = _EN[printed]
        number = Bilingual(grouped(rounded), grouped((rounded * scale).normalize()))
        return Figure("known", number=number, unit=Bilingual(printed, word), printed=printed, value=rounded)
    return figure_of(Amount(value=rounded, unit=printed))


def growth(value: object, unit: str = "%", places: int = 1) -> Figure:
    """A rate of growth or a difference of rates, always with its sign."""
    exact = decimal_of(value)
    if exact is None:
        return Figure("unknown", words=NO_DATA)
    rounded = exact_round(exact, places)
    number = Bilingual(signed(rounded, places))
    word = {"百分点": "pp"}.get(unit, unit)
    return Figure(
        "known", number=number, unit=Bilingual(unit, word), printed=unit, value=rounded, sign=NOTHING
    )


def signed(value: Decimal, places: int) -> str:
    """``+1.0``, ``−0.5``, ``0.0``: a true minus sign, and as many decimals as the others."""
    text = f"{abs(value):,.{places}f}"
    return f"+{text}" if value > 0 else f"−{text}" if value < 0 else text


def exact_round(value: Decimal, places: int) -> Decimal:
    """Half away from zero, as people round."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
