"""Numbers a plan says of its own lists and sums."""

import pytest

from compiler.writing import rows, written
from rongshu.compiler.targets.claims import claims_in, find_claims


def said(text):
    return [
        (c.kind, c.noun, str(c.figure.value), [str(p) for p in c.parts], c.listed) for c in claims_in(text)
    ]


def test_it_works():
    assert said("围绕10条重点产业链，建立推进机制。") == [("count", "重点产业链", "10", [], ())]
    assert said("建设3个检测平台（茶叶检测平台、船舶检测平台），形成网络。") == [
        ("count", "检测平台", "3", [], ("茶叶检测平台", "船舶检测平台"))
    ]


def test_totals_and_their_parts():
    [(kind, _, total, parts, _)] = said("两大产业实现产值90亿元，分别为50亿元、30亿元。")
    assert (kind, total, parts) == ("sum", "90", ["50", "30"])
    [claim] = claims_in("国家级平台3个、省级4个、市级5个，各级平台总数达13个。")
    assert (str(claim.figure.value), claim.exhaustive) == ("13", True)
    [claim] = claims_in("全县产值90亿元，其中茶叶50亿元、船舶30亿元。")
    assert not claim.exhaustive


def test_a_total_is_called_by_the_words_that_say_what_it_counts():
    nouns = {
        "构建多园格局，即12个重点园区，其中国家级3个、省级5个、市级4个。": "重点园区",
        "各级平台3个、省级4个、市级5个，总数达12个。": "各级平台",
        "全县产值90亿元，其中茶叶50亿元、船舶30亿元。": "全县产值",
    }
    for text, noun in nouns.items():
        assert [c.noun for c in claims_in(text) if c.kind == "sum"] == [noun]


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("实施项目200个，其中新建120个、续建60个、技改40个。", True),  # a project is one or the other
        ("上市公司5家，其中主板4家、创业板3家。", True),
        ("设立50亿元产业基金，其中天使基金10亿元、成长基金25亿元、并购基金20亿元。", True),
        ("优质企业80家，其中高新技术企业60家、专精特新企业50家。", False),  # a firm may be both
    ],
)
def test_kinds_that_exclude_each_other_are_no_more_than_all(text, sure):
    [found] = [claim for claim in claims_in(text) if claim.kind == "sum"]
    assert found.apart is sure


def test_so_many_years_of_the_same():
    assert ("sum", "三年合计", "9", ["2", "2", "2"], ()) in said("每年安排专项资金2亿元，三年共安排9亿元。")
    assert said("每年安排专项资金2亿元以上，三年共安排9亿元。") == []  # more a year may well be more in all


def test_what_a_section_lays_out():
    assert ("count", "工程", "5", [], ()) in said("组织实施五大工程，加快突破。")
    assert said("对接全省五大工程布局。") == []


def test_shares_of_one_whole_and_a_multiple_before_its_level():
    text = "一、目标\n三次产业结构优化为5:50:45。\n产值比2025年翻一番，达到90亿元。\n"
    found = {claim.kind: claim for claim in find_claims(written(text))}
    assert [str(part) for part in found["sum"].parts] == ["5", "50", "45"]
    assert (str(found["multiple"].amount.value), found["multiple"].when) == ("2", "2025")


def test_what_an_annex_adds_up_to():
    found = said("重点推进附表所列8个项目，计划总投资213亿元。")
    assert [(kind, value) for kind, _, value, _, _ in found] == [("count", "8"), ("investment", "213")]


@pytest.mark.parametrize(
    "text",
    [
        "船坞项目总投资32亿元。",  # one project's own money
        "全省10条重点产业链中占3席。",
        "每条链每年至少签约2家企业（含外资、民资等）。",
        "引进人才30名（责任单位：市人社局、市教育局）。",
    ],
)
def test_what_is_no_claim(text):
    assert said(text) == []


def test_great_numbers_of_chains_are_counts():
    assert [(c.kind, c.noun, str(c.figure.value)) for c in claims_in("聚焦六大重点产业链，建立专班。")] == [
        ("count", "重点产业链", "6")
    ]
    assert list(claims_in("打造全国六大产业链基地，发展六大产业。"))[1:] == []


def test_a_sum_right_below_a_table_of_projects_is_about_that_table():
    table = rows(
        "序号|项目名称|建设单位|总投资（亿元）", "1|鹭江硅棒项目|鹭江硅业|38", "2|鹭湾制氢项目|鹭湾氢能|72"
    )
    found = find_claims(written("附件1 重点项目表\n" + table + "2个项目总投资145亿元。\n"))
    assert [claim.annex for claim in found if claim.kind == "investment"] == [True]
