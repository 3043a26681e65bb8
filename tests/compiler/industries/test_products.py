"""Products and technologies of a segment's own text."""

from __future__ import annotations

import pytest

from compiler.writing import written
from rongshu.compiler.industries.industries import find_industries
from rongshu.compiler.industries.products import with_products, without_works
from rongshu.document.blocks import Document
from rongshu.pack.schema import Industry, Project

FRAME = """三、重点产业
（一）高端装备
产值达到900亿元。
智能农机。{}
工程液压。发展柱塞泵、多路阀等产品。
（二）绿色食品
粮油加工。发展留胚米、米糠油等产品。
"""


def enriched(document: Document) -> dict[str, Industry]:
    return {item.name.zh: item for item in with_products(document, find_industries(document))}


def named(text: str) -> tuple[list[str], list[str]]:
    segment = enriched(written(FRAME.format(text)))["智能农机"]
    return [item.name for item in segment.products], [item.name for item in segment.technologies]


def test_it_works() -> None:
    products, technologies = named("重点发展插秧机、拖拉机等产品，突破自动导航、在线监测等关键技术。")
    assert products == ["插秧机", "拖拉机"]
    assert technologies == ["自动导航", "在线监测"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("支持鹭达农机开发插秧机、拖拉机。", ["插秧机", "拖拉机"]),
        ("扩大犁铧、旋耕刀产能。", ["犁铧", "旋耕刀"]),
        ("做精高效柱塞泵、空压机专用电机。", ["高效柱塞泵", "空压机专用电机"]),
        ("主打冬笋系列、腊味系列两类产品。", ["冬笋系列", "腊味系列"]),
        ("聚焦防护服、运动服等领域，加快转型。", ["防护服", "运动服"]),
        ("重点引进减速器、海缆等产业链配套项目。", ["减速器", "海缆"]),
        ("探索生物基丁二酸、透明质酸的规模化制造。", ["生物基丁二酸", "透明质酸"]),
        ("年内实现履带式采棉机量产下线。", ["履带式采棉机"]),
        ("加快播种单体、排种器研发和规模化应用。", ["播种单体", "排种器"]),
        ("提升变速箱体、湿式制动器配套能力。", ["变速箱体", "湿式制动器"]),
        ("为整机企业配套液压转向器。", ["液压转向器"]),
        ("攻克等温成型、表面钝化等技术瓶颈。", ["等温成型", "表面钝化"]),
        ("以鹭达机械为核心，发展插秧机、拖拉机。", ["插秧机", "拖拉机"]),
        ("扩大插秧机、拖拉机市场份额。", ["插秧机", "拖拉机"]),
        ("加快割台、复合变速箱中试。", ["割台", "复合变速箱"]),
        ("培育采棉机、植保无人机等新增长点。", ["采棉机", "植保无人机"]),
        ("重点布局在鹭江开发区周边。", []),
        ("突破大功率齿轮箱技术瓶颈。", ["大功率齿轮箱"]),
        ("提升多晶硅锭、单晶硅棒供给能力。", ["多晶硅锭", "单晶硅棒"]),
        ("联合省农机研究院攻关无人插秧技术。", ["无人插秧技术"]),
        ("推进十行采棉机下线。", ["十行采棉机"]),
        ("拓展气体传感器、压力传感器在汽车、煤矿等领域的应用。", ["气体传感器", "压力传感器"]),
        ("向工业丝、锦纶面料等下游延伸。", ["工业丝", "锦纶面料"]),
    ],
)
def test_phrases_of_official_plans(text: str, found: list[str]) -> None:
    products, technologies = named(text)
    assert products + technologies == found


@pytest.mark.parametrize(
    "text",
    [
        "加强与行业龙头企业合作，提升创新能力和服务水平。",
        "推动产业集聚发展，打造国内领先的产业集群。",
        "面向长三角、粤港澳等地区招商。",
    ],
)
def test_aims_are_no_products(text: str) -> None:
    assert named(text) == ([], [])


def test_each_name_is_cited_where_it_stands() -> None:
    document = written(FRAME.format("重点发展插秧机、拖拉机等产品。"))
    for industry in enriched(document).values():
        for item in (*industry.products, *industry.technologies):
            number, span = item.cite[1:].split(":")
            begin, end = (int(part) for part in span.split("-"))
            assert document.passage(int(number)).text[begin:end] == item.name


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("发展高强、低缩涤纶工业丝，功能性、差异化面料。", ["高强、低缩涤纶工业丝"]),
        ("重点培育电子级双氧水、光刻胶单体等电子化学品。", ["电子级双氧水", "光刻胶单体"]),
        ("做大聚碳酸酯、聚甲醛等工程塑料规模。", ["聚碳酸酯", "聚甲醛"]),
        (
            "培育水处理剂、油田助剂等专用化学品，以及环保涂料、水性胶粘剂。",
            ["水处理剂", "油田助剂", "环保涂料", "水性胶粘剂"],
        ),
        ("机床领域重点发展磨床、铣床。", ["磨床", "铣床"]),
    ],
)
def test_the_noun_that_a_list_shares_says_what_is_listed(text: str, found: list[str]) -> None:
    assert named(text)[0] == found


@pytest.mark.parametrize("text", ["推进开发区、产业园等工业园区建设。", "推进补链、延链等产业工程建设。"])
def test_a_list_of_what_is_no_product_gives_none(text: str) -> None:
    assert named(text) == ([], [])


def test_the_words_of_a_project_are_no_product() -> None:
    text = FRAME.format("重点发展插秧机、拖拉机，布局万吨级液压件循环利用示范工程。")
    document = written(text)
    industries = with_products(document, find_industries(document))
    work = Project(id="p", name="万吨级液压件循环利用示范工程", cite=("p5",), rule="-", confidence=1)
    kept = {item.name.zh: item for item in without_works(document, industries, (work,))}["智能农机"]
    assert [item.name for item in kept.products] == ["插秧机", "拖拉机"]
