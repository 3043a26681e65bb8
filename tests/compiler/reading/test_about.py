"""Title, territory and years."""

from __future__ import annotations

import pytest

from compiler.writing import written
from rongshu.compiler.reading.about import find_about, find_region, plan_years


def test_it_works() -> None:
    about = find_about(written("一、发展目标\n到2030年，产值达到3亿元。\n"))
    assert about.region
    assert about.region.name.zh == "临溪市"
    assert about.region.level == "city"
    assert (about.first_year, about.last_year, about.id) == (2026, 2030, "lin-xi-shi-2026-2030")
    assert about.title.zh.startswith("临溪市“十五五”制造业发展规划")


@pytest.mark.parametrize(
    ("title", "text", "years"),
    [
        ("临溪市“十四五”工业规划\n", "前言\n", (2021, 2025)),
        ("临溪县三年行动方案\n（2024—2026年）\n", "一、要求\n", (2024, 2026)),
        ("临溪市制造业规划\n", "前  言\n制定本规划，规划期2023—2027年。\n", (2023, 2027)),
        ("临溪市行动方案\n", "一、目标\n到2027年，建成三个基地。到2027年，产值翻番。\n", (2025, 2027)),
    ],
)
def test_years(title: str, text: str, years: tuple[int, int]) -> None:
    found = plan_years(written(text, title))
    assert (found.first, found.last) == years


@pytest.mark.parametrize(
    ("title", "name", "level"),
    [
        ("临溪县制造业方案", "临溪县", "county"),
        ("广南省临溪市规划", "广南省", "province"),
        ("临溪市白沙区工业规划", "临溪市白沙区", "county"),
        ("临溪经济开发区规划", "临溪经济开发区", "park"),
        ("临溪“十五五”规划", "临溪", ""),
    ],
)
def test_regions(title: str, name: str, level: str) -> None:
    region = find_region(title)
    assert region
    assert (region.name.zh, region.level) == (name, level)


def test_a_title_without_a_place_has_no_region() -> None:
    assert find_region("“十五五”规划") is None
