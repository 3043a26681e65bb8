"""The sectors of an invented city: sizes, seasons and intensities made up for demonstration, marked so."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sector:
    """One GB/T 4754 division.  *Units*: ``kwh`` kilowatt-hours a yuan of output; ``tce`` tce for 10 000 yuan.

    ``share`` is its part of the city's output, ``season`` the strength of its yearly swing, ``growth`` the
    yearly growth, ``margin`` profit and ``tax`` tax in relation to output.
    """

    code: str
    trade: str
    share: float
    kwh: float
    tce: float
    season: float
    growth: float
    margin: float
    tax: float


SECTORS: tuple[Sector, ...] = (
    Sector("13", "食品", 0.08, 0.030, 0.05, 0.10, 0.05, 0.06, 0.030),
    Sector("17", "纺织", 0.10, 0.090, 0.16, 0.08, 0.03, 0.04, 0.025),
    Sector("18", "服饰", 0.04, 0.020, 0.03, 0.18, 0.02, 0.05, 0.030),
    Sector("22", "纸业", 0.03, 0.110, 0.28, 0.05, 0.02, 0.04, 0.030),
    Sector("26", "化工", 0.09, 0.120, 0.42, 0.04, 0.06, 0.07, 0.045),
    Sector("27", "药业", 0.04, 0.030, 0.06, 0.05, 0.09, 0.14, 0.060),
    Sector("28", "化纤", 0.09, 0.130, 0.30, 0.05, 0.04, 0.04, 0.020),
    Sector("29", "塑胶", 0.04, 0.070, 0.10, 0.06, 0.03, 0.05, 0.030),
    Sector("30", "建材", 0.06, 0.090, 0.62, 0.16, 0.01, 0.06, 0.040),
    Sector("31", "钢铁", 0.11, 0.100, 0.85, 0.06, 0.01, 0.03, 0.020),
    Sector("34", "机械", 0.06, 0.025, 0.04, 0.07, 0.06, 0.08, 0.040),
    Sector("36", "汽车配件", 0.06, 0.030, 0.04, 0.12, 0.07, 0.07, 0.050),
    Sector("38", "电气", 0.07, 0.025, 0.03, 0.08, 0.10, 0.08, 0.040),
    Sector("39", "电子", 0.11, 0.035, 0.03, 0.09, 0.11, 0.06, 0.025),
    Sector("40", "仪表", 0.02, 0.015, 0.02, 0.07, 0.08, 0.11, 0.050),
)
