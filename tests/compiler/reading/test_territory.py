"""Which segment a paragraph belongs to."""

from __future__ import annotations

from compiler.writing import written
from rongshu.compiler.industries.industries import find_industries
from rongshu.compiler.reading.territory import territory_of

PLAN = """三、重点产业
（一）高端装备
产值达到900亿元。
智能农机。发展插秧机、拖拉机等产品，依托鹭达农机扩产。
工程液压。发展柱塞泵、多路阀等产品，支持北鹭液压扩产。
（二）绿色食品
发展粮油、酒水等产品，支持双鹭米业做强。
四、保障措施
建立机制。
"""


def test_it_works() -> None:
    document = written(PLAN)
    industries = find_industries(document)
    territory = territory_of(document, industries)
    names = {industry.id: industry.name.zh for industry in industries}
    said = {passage.text[:4]: names.get(territory.at(passage.number), "") for passage in document.passages}
    assert said["智能农机"] == "智能农机"
    assert said["工程液压"] == "工程液压"
    assert said["产值达到"] == ""
    assert said["发展粮油"] == "绿色食品"
    assert said["建立机制"] == ""


def test_outside_the_document_there_is_none() -> None:
    assert territory_of(written(PLAN), ()).at(999) == ""
