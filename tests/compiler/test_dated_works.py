"""When the things a plan builds start, are finished and are used."""

import pytest

from rongshu.compiler.dated_works import dated_works


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
