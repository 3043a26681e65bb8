"""A small lake of an invented city, with values that can be worked out by hand.

2024: 甲 100, 乙 50, 丙 20 万元 a month.  2025: 甲 110, 乙 45, 丙 20; 丁 enters in March with 5.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

from rongshu.facts.lake.lake import Lake, Load
from rongshu.facts.words.calendar_words import Span
from rongshu.facts.words.reading import Reading

FIRMS = {"甲": ("东城区", "装备链", "34"), "乙": ("西山县", "纺织链", "17"), "丙": ("东城区", "纺织链", "17")}
OUTPUT = {2024: {"甲": "100", "乙": "50", "丙": "20"}, 2025: {"甲": "110", "乙": "45", "丙": "20"}}
POWER = {2024: {"甲": "10", "乙": "5", "丙": "2"}, 2025: {"甲": "9", "乙": "5", "丙": "2"}}
LAST = 6


def reading(firm: str, year: int, month: int, measure: str, value: str, row: int) -> Reading:
    """One figure of a firm."""
    county, chain, sector = FIRMS.get(firm, ("西山县", "装备链", "34"))
    unit = "万元" if measure == "output" else "万千瓦时"
    return Reading(
        firm,
        "firm",
        Span(year, month, month),
        measure,
        Decimal(value),
        unit,
        "known",
        "month",
        f"{month}月",
        f"{'C' if measure == 'output' else 'D'}{row}",
        attributes=(("county", county), ("chain", chain), ("sector", sector)),
    )


def readings(year: int, month: int) -> Iterator[Reading]:
    """The month's report."""
    for row, firm in enumerate(FIRMS, start=2):
        yield reading(firm, year, month, "output", OUTPUT[year][firm], row)
        yield reading(firm, year, month, "electricity", POWER[year][firm], row)
    if year == 2025 and month >= 3:
        yield reading("丁", year, month, "output", "5", 5)
        yield reading("丁", year, month, "electricity", "1", 5)


def fill(folder: Path, source: str = "市统计局") -> Lake:
    """The lake, one load a month, released on the eighteenth of the next."""
    lake = Lake(folder)
    for number in range(2024 * 12, 2025 * 12 + LAST):
        year, month = number // 12, number % 12 + 1
        day = date((number + 1) // 12, (number + 1) % 12 + 1, 18)
        name = f"load-{year}-{month:02d}"
        load = Load(
            name, f"{year}-{month:02d}.xlsx", f"{number:064d}", source, day, "x", 0, f"{day}T09:00:00+08:00"
        )
        lake.append(list(readings(year, month)), load)
    return lake


def revise(lake: Lake) -> None:
    """乙 corrects June 2025 from 45 to 60, released in September."""
    load = Load(
        "revised",
        "revision.xlsx",
        "f" * 64,
        "市统计局",
        date(2025, 9, 1),
        "x",
        0,
        "2025-09-01T09:00:00+08:00",
    )
    lake.append([reading("乙", 2025, 6, "output", "60", 3)], load)
