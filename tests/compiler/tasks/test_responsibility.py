"""Who and when, in every way an office writes it; prose that only looks like it is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongshu.compiler.tasks.responsibility import read_deadline, read_responsibility, split_departments


def test_it_works() -> None:
    said = read_responsibility("建设中试平台。（责任单位：市工信局、市科技局；完成时限：2026年底）")
    assert said is not None
    assert said.departments == ("市工信局", "市科技局")
    assert said.deadline == "2026年底"
    assert said.start == 7


@pytest.mark.parametrize(
    ("text", "departments", "lead", "deadline"),
    [
        ("责任部门：县发改局、县住房和城乡建设局。", ("县发改局", "县住房和城乡建设局"), "", ""),
        ("完善机制（市工信局牵头，市发改委配合）", ("市工信局", "市发改委"), "市工信局", ""),
        (
            "完善机制。（牵头单位：市工信局；配合单位：各县（市、区）人民政府；完成时间：2027年6月）",
            ("市工信局", "各县（市、区）人民政府"),
            "市工信局",
            "2027年6月",
        ),
        (
            "推进改造。（市工信局、市财政局等按职责分工负责，2028年底前完成）",
            ("市工信局", "市财政局"),
            "",
            "2028年底",
        ),
        (
            "推进改造。由市工信局牵头，市财政局按职责分工负责，2028年底前完成。",
            ("市工信局", "市财政局"),
            "市工信局",
            "2028年底",
        ),
        ("推进改造（市工信局，各县区政府）。", ("市工信局", "各县区政府"), "", ""),
        (
            "牵头单位：市发改委和市财政局  时间节点：长期坚持",
            ("市发改委", "市财政局"),
            "市发改委",
            "长期坚持",
        ),
        ("责任单位：市商务局牵头，市统计局配合。", ("市商务局", "市统计局"), "市商务局", ""),
        (
            "推进改造。〔牵头单位：市发改委；责任单位：市数据局；时限：2028年底〕",
            ("市发改委", "市数据局"),
            "市发改委",
            "2028年底",
        ),
        ("【牵头：市商务局，配合：市贸促会】", ("市商务局", "市贸促会"), "市商务局", ""),
    ],
)
def test_forms(text: str, departments: tuple[str, ...], lead: str, deadline: str) -> None:
    said = read_responsibility(text)
    assert said is not None
    assert (said.departments, said.lead, said.deadline) == (departments, lead, deadline)


@pytest.mark.parametrize(
    "text",
    [
        "应用企业资源计划（ERP）",
        "新增用地采取分期供地方式（含弹性出让）。",
        "强化企业主体责任：督促企业加大投入。",
        "培育龙头企业（国家级、省级）",
        "健全机制。链主企业牵头组建创新联合体。",
        "健全机制。各部门要认真负责，加强协作配合。",
        "",
    ],
)
def test_prose_says_nothing(text: str) -> None:
    assert read_responsibility(text) is None


def test_blanks_and_breaks_part_offices_as_well() -> None:
    assert split_departments("市工信局 市财政局\n各县（市、区）政府") == (
        "市工信局",
        "市财政局",
        "各县（市、区）政府",
    )


def test_a_date_with_its_month_is_kept() -> None:
    assert read_deadline("2026年12月底前完成") == "2026年12月底"
    assert read_deadline("2027年前") == "2027年前"


@given(
    st.lists(
        st.sampled_from(["市工信局", "市发改委", "各县（市、区）政府", "市住房和城乡建设局"]), unique=True
    )
)
def test_a_printed_list_reads_back(names: list[str]) -> None:
    assert split_departments("、".join(names)) == tuple(names)


@given(st.text(alphabet="市局（）：；。，责任单位牵头2026年底", max_size=40))
def test_any_text_is_read_without_an_error(text: str) -> None:
    said = read_responsibility(text)
    assert said is None or 0 <= said.start <= said.end <= len(text)


def test_a_month_of_every_year_is_a_deadline() -> None:
    assert read_deadline("每年6月底前完成") == "每年6月底"
