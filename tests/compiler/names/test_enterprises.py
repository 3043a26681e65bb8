"""Each firm once, with its mentions, aliases, role and segments."""

from __future__ import annotations

from compiler.writing import rows, written
from rongshu.compiler.industries.industries import find_industries
from rongshu.compiler.names.enterprises import find_enterprises, regions_of
from rongshu.document.blocks import Document
from rongshu.pack.schema import Enterprise

PLAN = """三、重点产业
（一）高端装备
1.智能农机
依托鹭达集团、恒鹭农机等龙头企业，重点发展插秧机、拖拉机。
2.工程液压
支持北鹭液压、鹭达开发柱塞泵、多路阀，推进北鹭液压智能车间项目建设。
（二）绿色食品
1.粮油加工
推动双鹭米业、稻鹭粮油等骨干企业做大做强。
四、保障措施
（一）强化组织
推动鹭达集团申报国家试点，组建临溪装备产业联盟。
"""


def firms(document: Document) -> dict[str, Enterprise]:
    return {firm.name: firm for firm in find_enterprises(document, find_industries(document))}


def test_it_works() -> None:
    found = firms(written(PLAN))
    alliance = found.pop("临溪装备产业联盟")
    assert set(found) == {"鹭达集团", "恒鹭农机", "北鹭液压", "双鹭米业", "稻鹭粮油"}
    assert alliance.kind == "association"
    assert found["鹭达集团"].aliases == ("鹭达",)
    assert found["鹭达集团"].role == "龙头"
    assert found["双鹭米业"].role == "骨干"


def test_mentions_carry_their_segment_and_their_words() -> None:
    document = written(PLAN)
    names = {industry.id: industry.name.zh for industry in find_industries(document)}
    group = firms(document)["鹭达集团"]
    assert [(mention.name, names.get(mention.segment, "")) for mention in group.mentions] == [
        ("鹭达集团", "智能农机"),
        ("鹭达", "工程液压"),
        ("鹭达集团", ""),
    ]
    for firm in firms(document).values():
        for mention, cite in zip(firm.mentions, firm.citations(), strict=True):
            assert document.quote(cite) == mention.name


def test_columns_of_tables_name_firms_and_offices_are_none() -> None:
    table = rows(
        "序号|项目名称|建设单位|总投资（万元）", "1|重组竹项目|青鹭竹业|42000", "2|冷库项目|县供销社|800"
    )
    assert set(firms(written("附件 重点项目表\n" + table))) == {"青鹭竹业"}


def test_chain_leaders_have_their_role() -> None:
    table = rows("产业链|链长|牵头单位|链主企业", "农机产业链|市长|市工信局|鹭达重工、恒鹭农机")
    found = firms(written("表1 链长制安排\n" + table))
    assert {name: firm.role for name, firm in found.items()} == {"鹭达重工": "链主", "恒鹭农机": "链主"}


def test_the_region_is_told_from_the_title() -> None:
    assert regions_of(written("正文。"))[0] == "临溪"


def test_a_plan_without_firms_names_none() -> None:
    assert firms(written("一、总体要求\n坚持创新驱动、绿色发展，推动高端装备、电子信息等产业集聚。\n")) == {}


def test_a_firm_and_what_it_builds_are_not_one_name() -> None:
    text = "支持鹭能新储、海鹭澜思等链主企业扩大产能。加快海鹭澜思储能系统基地、鹭能新储电池等项目建设。\n"
    assert set(firms(written("一、重点产业\n" + text))) == {"鹭能新储", "海鹭澜思"}
