"""Firms as sentences introduce them, and lists that look alike but are none."""

from __future__ import annotations

import pytest

from rongshu.compiler.names.firm_lists import listed_firms, listed_words
from rongshu.document.blocks import Passage


def firms(text: str, words: frozenset[str] = frozenset()) -> set[str]:
    return {seen.name for seen in listed_firms(Passage(1, text, 0), words)}


def test_it_works() -> None:
    assert firms("依托鹭达集团、长川化纤和青禾科技等龙头骨干企业，加强与原料企业对接。") == {
        "鹭达集团",
        "长川化纤",
        "青禾科技",
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("以鹭达、长川、青禾等为龙头，推广紧密纺技术。", {"鹭达", "长川", "青禾"}),
        ("充分发挥鹭晶、鹭光、川兆等龙头企业作用。", {"鹭晶", "鹭光", "川兆"}),
        ("鹭达电子、长川重工等15家企业产值超百亿元。", {"鹭达电子", "长川重工"}),
        ("鼓励鹭和机械、长全工业等零部件企业实施技改。", {"鹭和机械", "长全工业"}),
        ("鹭达精工、长川液压先后入选国家制造业单项冠军。", {"鹭达精工", "长川液压"}),
        ("引进鹭江集团合作建设产业园。", {"鹭江集团"}),
        ("依托坤鹭科技，重点发展珠光材料。", {"坤鹭科技"}),
        ("链主企业包括鹭达重工、长川车桥。", {"鹭达重工", "长川车桥"}),
        ("鹭达石化、鲜川集团三家企业营业收入超过百亿元。", {"鹭达石化", "鲜川集团"}),
        ("由临溪鹭达智造技术有限公司承担。", {"临溪鹭达智造技术有限公司"}),
    ],
)
def test_phrases_of_official_plans(text: str, found: set[str]) -> None:
    assert firms(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "支持整车生产企业与互联网、人工智能、信息通信等企业深度合作。",
        "鼓励冶金、食品、轻工等传统优势领域龙头企业申报。",
        "依托临溪经济开发区、高新区等园区，推动集聚发展。",
        "引导银行、投资公司、担保公司等各类金融机构支持创新。",
        "以高端化、智能化、绿色化为方向，推动产业升级。",
        "依托省装备研究院、临溪实验室等载体开展攻关。",
        "推动新能源汽车、智能网联汽车加快发展。",
    ],
)
def test_common_words_and_places_are_no_firms(text: str) -> None:
    assert firms(text) == set()


def test_words_the_document_lists_as_products_are_no_firms() -> None:
    words = listed_words((Passage(1, "发展锦纶、莱赛等产品。", 0),))
    assert "莱赛" in words
    assert firms("以莱赛为龙头。", words) == set()


def test_every_sighting_lies_where_it_says() -> None:
    text = "支持鹭达集团、长川化纤等企业；引导北鹭液压实施扩能项目。"
    for seen in listed_firms(Passage(1, text, 0), frozenset()):
        assert text[seen.start : seen.start + len(seen.name)] == seen.name
        assert 0 < seen.confidence <= 1
        assert seen.rule.startswith("enterprises:")


def test_a_paragraph_under_a_lead_of_firms_is_a_list_of_firms() -> None:
    assert firms("4.骨干企业。鹭瓷科技、沐釉新材、泰和厂。") >= {"鹭瓷科技", "沐釉新材"}
    assert firms("4.骨干企业。加快培育、做大做强。") == set()
