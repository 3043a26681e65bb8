"""The opening phrase that serves as a paragraph's title."""

from __future__ import annotations

import pytest

from rongshu.document.line.leads import find_lead, lead_phrase
from rongshu.document.line.pieces import Line


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("强化统筹协调。建立市级专班，按月调度。", "强化统筹协调"),
        ("培育“专精特新”中小企业。建立梯度培育库，动态管理。", "培育“专精特新”中小企业"),
        ("打造“618”等展会品牌。办好系列展会，促进成果对接。", "打造“618”等展会品牌"),
        ("海洋装备：依托云江重工，建设深海装备基地。", "海洋装备"),
        ("优化空间布局，促进集聚发展。引导企业向园区集中。", "优化空间布局，促进集聚发展"),
    ],
)
def test_it_works(text, lead):
    assert lead_phrase(text) == lead


@pytest.mark.parametrize(
    "text",
    [
        "全市拥有规上企业1200家。其中产值超亿元的有86家。",
        "到2030年产值翻一番。其中海洋装备占比过半。",
        "“十四五”期间，工业总量不断扩大，结构持续优化。成绩来之不易。",
        "主要包括：海洋装备、绿色化工、食品加工三类。",
        "支持企业做大做强。责任单位：市工信局；完成时限：2026年。",
        "强化统筹协调。",
        "“十五五”时期是加快转型的关键五年。要抢抓机遇，乘势而上。",
        "当前形势复杂严峻。要坚定信心，迎难而上。",
    ],
)
def test_ordinary_sentences_are_no_leads(text):
    assert lead_phrase(text) == ""


def test_a_mark_before_the_lead():
    lead = find_lead(Line("——竹木加工。依托骨干企业，发展竹集成材。"))
    assert (lead.marker, lead.start, lead.text) == ("——", 2, "竹木加工")


def test_a_bold_opening_needs_no_pattern():
    lead = find_lead(Line("到2030年的目标。产值翻一番，结构更优。", bold=9))
    assert lead.text == "到2030年的目标"
