"""Places that a segment's own text relies on or builds in."""

from __future__ import annotations

import pytest

from compiler.writing import written
from rongshu.compiler.industries.industries import find_industries
from rongshu.compiler.industries.places import with_places

FRAME = """三、重点产业
（一）高端装备
智能农机。{}发展插秧机等产品。
工程液压。发展柱塞泵、多路阀等产品。
（二）绿色食品
粮油加工。发展留胚米、米糠油等产品。
四、布局
统筹鹭山县、柘口县、棠浦区等地发展。
"""


def places(text: str) -> set[str]:
    document = written(FRAME.format(text))
    items = with_places(document, find_industries(document))
    return {place.name for item in items if item.name.zh == "智能农机" for place in item.places}


def test_it_works() -> None:
    assert places("依托柘口经济开发区、棠浦轻纺产业园，") == {"柘口经济开发区", "棠浦轻纺产业园"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("发挥鹭山农机优势，", "鹭山"),
        ("在柘口高新区建设试验场，", "柘口高新区"),
        ("推动临溪（鹭山）创新园发展，", "临溪（鹭山）创新园"),
    ],
)
def test_counties_and_parks_after_a_verb(text: str, found: str) -> None:
    assert found in places(text)


def test_what_a_place_is_for_is_no_name() -> None:
    assert places("打造船舶制造基地、产业园区，") == set()
