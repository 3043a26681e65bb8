"""When the things a plan builds start, are finished and are used."""

import pytest

from rongshu.compiler.projects.dated_works import dated_works, priced_works
from rongshu.document.blocks import Passage


def said(text):
    return [(dated.noun, dated.event, dated.when) for dated in dated_works(text)]


def test_it_works():
    assert said("高标准建设云海茶叶中试基地，2027年投入使用。") == [("云海茶叶中试基地", "used", "2027年")]


def test_both_dates_of_one_work():
    assert said("云海船坞项目2026年9月开工、2028年底建成投产。") == [
        ("云海船坞项目", "start", "2026年9月"),
        ("云海船坞项目", "built", "2028年底"),
        ("云海船坞项目", "used", "2028年底"),
    ]


def test_the_lead_names_the_work():
    assert said("云海茶叶中试基地。布设三条产品线，2029年建成。")[0][0] == "云海茶叶中试基地"


@pytest.mark.parametrize("text", ["到2030年建成现代化产业体系。", "2027年产值达到30亿元。"])
def test_no_work(text):
    assert said(text) == []


def costs(text):
    return [(c.noun, c.amount.written()) for c in priced_works(Passage(number=3, text=text, start=0))]


def test_what_a_work_costs():
    assert costs("云海茶叶中试基地于2028年建成，总投资32.6亿元。") == [("云海茶叶中试基地", "32.6亿元")]
    assert costs("云海茶叶中试基地。计划投资68000万元，布设三条产线。") == [("云海茶叶中试基地", "68000万元")]


@pytest.mark.parametrize(
    "text",
    [
        "重点推进附表所列8个项目，计划总投资213亿元。",
        "云海船坞项目2026年投资3亿元。",
        "三年实施制造业重点项目12个，总投资48亿元。",
    ],
)
def test_the_money_of_many_works_or_of_a_year_is_not(text):
    assert costs(text) == []


def test_a_sum_before_its_work_or_fund():
    assert costs("在云岭园布局总投资8.5亿元的云海紧固件产业基地。") == [("云海紧固件产业基地", "8.5亿元")]
    assert costs("发挥50亿元产业引导基金作用。") == [("产业引导基金", "50亿元")]
    assert costs("市财政每年出资2亿元的产业引导基金。") == []


def test_a_count_behind_a_date_is_no_date_of_one_work():
    assert said("推进42个重点项目建设，其中2026年开工18个、2027年开工14个。") == []
