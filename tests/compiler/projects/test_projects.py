"""Projects in sentences and boxes, joined with those of the annex."""

from __future__ import annotations

from decimal import Decimal

import pytest

from compiler.writing import rows, written
from rongshu.compiler.industries.industries import find_industries
from rongshu.compiler.projects.projects import find_projects
from rongshu.document.blocks import Document
from rongshu.pack.schema import Project

FRAME = """三、重点产业
（一）高端装备
智能农机。发展插秧机等产品。{}
工程液压。发展柱塞泵、多路阀等产品。
（二）绿色食品
粮油加工。发展留胚米、米糠油等产品。
"""


def projects(document: Document) -> dict[str, Project]:
    return {project.name: project for project in find_projects(document, find_industries(document))}


def named(text: str) -> set[str]:
    return set(projects(written(FRAME.format(text))))


def test_it_works() -> None:
    assert named("推进鹭达农机总装基地二期、鹭川铸造技改等项目建设。") == {
        "鹭达农机总装基地二期",
        "鹭川铸造技改",
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("支持北鹭液压智能铸造车间建设。", {"北鹭液压智能铸造车间"}),
        ("重点抓好青鹭竹业重组竹项目，总投资4.2亿元。", {"青鹭竹业重组竹项目"}),
        ("加快鹭溪染整工业园项目建设。", {"鹭溪染整工业园项目"}),
        ("规划建设生命健康加速器。", {"生命健康加速器"}),
        ("建成新材料中试服务平台，面向企业开放。", {"新材料中试服务平台"}),
        ("并确保鹭湾药用玻璃生产基地等项目2027年6月前建成。", {"鹭湾药用玻璃生产基地"}),
        ("谋划建设一批鹭江总成建设项目、鹭湾壳体建设项目。", {"鹭江总成建设项目", "鹭湾壳体建设项目"}),
    ],
)
def test_phrases_of_official_plans(text: str, found: set[str]) -> None:
    assert named(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "每年实施延链补链项目5个。",
        "推进源网荷储一体化项目15个。",
        "加快引进一批重点项目。",
        "开展“揭榜挂帅”项目。",
        "打造国内领先的产业集群。",
    ],
)
def test_projects_in_general_are_none(text: str) -> None:
    assert named(text) == set()


def test_money_and_dates_come_from_the_same_sentence() -> None:
    document = written(FRAME.format("鹭达农机总装基地2026年9月开工、2028年底投产，总投资8.5亿元。"))
    project = projects(document)["鹭达农机总装基地"]
    assert (project.start, project.finish) == ("2026-09", "2028")
    assert project.investment
    assert (project.investment.value, project.investment.unit) == (Decimal("8.5"), "亿元")


def test_a_project_of_text_and_annex_is_one() -> None:
    table = rows("项目名称|建设单位|总投资（万元）|建设年限", "鹭达农机总装基地|鹭达农机|42000|2026—2028")
    found = projects(written(FRAME.format("推进鹭达农机总装基地项目建设。") + "附件 重点项目表\n" + table))
    assert len(found) == 1
    project = next(iter(found.values()))
    assert (project.owner, project.start, project.finish, project.annex) == ("鹭达农机", "2026", "2028", True)
    assert len(project.cite) == 2


def test_a_paragraph_of_projects_may_open_with_a_verb() -> None:
    text = "重点项目。加快鹭能新储储能电池、鹭澜储能智造基地等项目建设。"
    plan = f"二、重点产业\n（一）新型储能\n1.发展目标。产值1500亿元。\n2.{text}\n（二）绿色食品\n发展粮油。\n"
    assert set(projects(written(plan))) == {"鹭能新储储能电池", "鹭澜储能智造基地"}


def test_a_box_of_projects_may_price_each_of_them() -> None:
    text = """专栏1 先进制造业重点项目
1.高端装备：鹭江法兰项目（总投资25亿元）、鹭湾矿山装备产业园（总投资18亿元）。
2.电子信息：鹭光模块基地（总投资15亿元）。
"""
    found = projects(written(text))
    costs = {name: item.investment.written() for name, item in found.items() if item.investment}
    assert costs == {"鹭江法兰项目": "25亿元", "鹭湾矿山装备产业园": "18亿元", "鹭光模块基地": "15亿元"}
