"""Statements of whole plans: sections, carried years, magnitudes, pledges, commissions."""

from __future__ import annotations

from compiler.writing import rows, written
from rongshu.compiler.industries.industries import find_industries
from rongshu.compiler.targets.statements import find_statements
from rongshu.pack.amount import Operator
from rongshu.pack.schema import Statement


def statements(text: str) -> tuple[Statement, ...]:
    """The statements of an invented plan."""
    document = written(text)
    return find_statements(document, find_industries(document))


def test_it_works() -> None:
    text = (
        "一、发展基础\n2025年，规上工业总产值4900亿元。\n"
        "二、发展目标\n到2030年，规上工业总产值达到7500亿元。\n"
    )
    fact, target = statements(text)
    assert (fact.kind, fact.period, target.kind, target.period) == ("baseline", "2025", "target", "2030")
    assert target.cite == ("p6:16-22",)


def test_the_year_of_an_opening_paragraph_holds_under_its_goal_heading() -> None:
    text = (
        "一、发展目标\n到2028年，产值达到30亿元。\n创新更强。高新企业达到50家，平台达到6个，能力持续提升。\n"
    )
    assert [(said.period, said.period_explicit) for said in statements(text)] == [("2028", True)] * 3


def test_without_a_year_the_plans_own_is_implied() -> None:
    (said,) = statements("一、主要任务\n培育链主企业30家。\n")
    assert (said.period, said.period_explicit) == ("2030", False)


def test_magnitudes_that_are_committed_to() -> None:
    text = (
        "一、主要任务\n打造千亿级现代纺织集群。"
        "支持甲乙科技、丙丁材料等企业做大做强，成长为五百亿乃至千亿级企业。\n"
    )
    first, second = statements(text)
    assert (first.name, first.amount.value, first.amount.operator) == (
        "现代纺织集群规模",
        1000,
        Operator.ABOUT,
    )
    assert (second.amount.value, second.amount.upper) == (500, 1000)
    assert second.name == "甲乙科技、丙丁材料产值"


def test_magnitudes_that_only_describe() -> None:
    text = "一、主要任务\n依托百亿级龙头企业开展招商，实施千亿集群培育计划，培育千亿级产业链6条。\n"
    (said,) = statements(text)
    assert (said.amount.value, said.amount.unit) == (6, "条")


def test_pledges_in_words() -> None:
    table = rows("指标|单位|2025年|2030年", "单位GDP能耗降幅|%|下降2|完成省下达目标")
    text = (
        "一、发展目标\n到2030年，单位GDP能耗降幅完成省政府下达的目标任务。\n表1 主要指标\n" + table
        + "二、主要任务\n确保“十五五”期间工业用地只增不减。碳排放力争2030年前达到峰值。\n"
    )  # fmt: skip
    handed, never_less, peak = statements(text)
    assert (handed.amount.operator, handed.amount.unit) == (Operator.TEXT, "%")
    assert (never_less.name, never_less.amount.value, never_less.period) == ("工业用地", 0, "2030")
    assert (peak.name, peak.period, peak.amount.value) == ("碳排放", "2030", None)


def test_commissions() -> None:
    text = "一、主要任务\n推动临溪电站5、6号机组投产，加快推进启元20万吨绿色材料项目建设。\n"
    units, project = statements(text)
    assert (units.amount.value, units.amount.upper, units.amount.unit) == (5, 6, "号")
    assert (project.amount.value, project.amount.unit) == (20, "万吨")


def test_a_past_section_has_no_magnitude_targets() -> None:
    assert statements("一、发展成效\n打造千亿级现代纺织集群。\n") == ()


def test_ids_are_unique_and_every_cite_is_a_number() -> None:
    text = "一、发展目标\n到2030年，产值达到30亿元，其中出口达到3亿元；产值年均增长8%。\n"
    document = written(text)
    found = find_statements(document)
    assert len({said.id for said in found}) == len(found) == 3
    assert [document.quote(said.citations()[0]) for said in found] == ["30亿元", "3亿元", "8%"]


def test_a_goal_heading_gives_its_year() -> None:
    (said,) = statements("一、总体要求\n（一）2028年目标\n产值达到30亿元。\n")
    assert (said.period, said.period_explicit) == ("2028", True)


def test_an_action_plan_without_years_in_its_title() -> None:
    text = "一、现状\n2024年，产值20亿元。\n二、目标\n到2026年，产值达到30亿元。到2027年，产值达到40亿元。\n"
    found = find_statements(written(text, "临溪市制造业行动方案\n"))
    assert [(said.kind, said.period) for said in found] == [
        ("baseline", "2024"), ("target", "2026"), ("target", "2027"),
    ]  # fmt: skip
