"""Chains of tables in any order of columns; prose only where no table lists any."""

from __future__ import annotations

from compiler.writing import rows, written
from rongshu.compiler.industries.chains import find_chains

TABLE = rows(
    "牵头单位|产业链|链主企业|链长|承载园区",
    "市工信局、市商务局|智能农机产业链|鹭达重工、恒鹭农机|市长|柘口经济开发区",
    "市发改委|工程液压产业链|北鹭液压|市委副书记|柘口经济开发区",
)


def test_it_works() -> None:
    chains = find_chains(written("表1 链长制安排\n" + TABLE))
    first = chains[0]
    assert [chain.name.zh for chain in chains] == ["智能农机产业链", "工程液压产业链"]
    assert (first.leader, first.lead_department) == ("市长", "市工信局、市商务局")
    assert first.enterprises == ("鹭达重工", "恒鹭农机")
    assert first.parks == ("柘口经济开发区",)


def test_a_cell_may_hold_several_chains() -> None:
    table = rows(
        "序号|千亿产业集群|重点产业链", "1|电子信息产业集群|新型显示产业链、集成电路（设计、封测）、"
    )
    assert [chain.name.zh for chain in find_chains(written("表1 产业集群\n" + table))] == [
        "新型显示产业链",
        "集成电路",
    ]


def test_responsible_offices_lead_where_none_is_said_to() -> None:
    table = rows("产业链名称|市级链长|责任部门|链主企业", "农机产业链|市长|市工信局|鹭达重工")
    assert find_chains(written("表1 产业链推进机制\n" + table))[0].lead_department == "市工信局"


def test_prose_does_not_double_a_table() -> None:
    text = "重点打造智能农机、工程液压、现代家居等产业链。\n"
    assert len(find_chains(written(text + "表1 链长制安排\n" + TABLE))) == 2
    alone = find_chains(written(text))
    assert [chain.name.zh for chain in alone] == ["智能农机产业链", "工程液压产业链", "现代家居产业链"]
    assert all(chain.confidence < 0.7 for chain in alone)


def test_chains_in_general_are_none() -> None:
    assert find_chains(written("围绕重点产业链、完善产业链条，提升产业链水平。\n")) == ()


def test_a_table_may_say_what_each_chain_is_to_reach() -> None:
    table = rows(
        "产业链|链长|牵头部门|2030年产值目标（亿元）",
        "农机产业链|市长|市工信局|220",
        "茶产业链|副市长|市商务局|80",
    )
    first = find_chains(written("表1 产业链推进机制\n" + table))[0]
    assert first.target is not None
    assert (first.target.written(), first.target_of) == ("220亿元", "产值")
    assert first.enterprises == ()


def test_missing_links_are_no_chain() -> None:
    assert find_chains(written("聚焦锂电、机床等产业链缺失环节，开展招商。\n")) == ()
