"""Annex tables in the shapes that offices write."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.writing import rows, written
from rongshu.compiler.projects.project_tables import date_text, money, tabled_projects, years


def test_it_works() -> None:
    table = rows(
        "序号|项目名称|建设单位|建设内容|总投资（万元）|建设起止年限|责任单位",
        "一、竹木类|一、竹木类|一、竹木类|一、竹木类|一、竹木类|一、竹木类|一、竹木类",
        "1|重组竹项目|青鹭竹业|年产8万立方米|42000|2026—2028|麻坪镇人民政府",
        "二|竹纤维（2项）|||9000||",
        "合计|合计|||42000||",
    )
    projects = list(tabled_projects(written("附件1 重点项目表\n" + table)))
    assert [project.name for project in projects] == ["重组竹项目"]
    project = projects[0]
    assert project.investment
    assert (project.investment.value, project.investment.unit) == (Decimal(42000), "万元")
    assert (project.owner, project.department, project.content) == (
        "青鹭竹业",
        "麻坪镇人民政府",
        "年产8万立方米",
    )
    assert (project.start, project.finish) == ("2026", "2028")


def test_the_unit_may_stand_behind_a_slash() -> None:
    table = rows("编号|项目|业主单位|投资额/亿元|起止时间", "1|总装线|鹭山煤机|12.5|2026-2028")
    project = next(tabled_projects(written("附表 重点工业项目\n" + table)))
    assert project.investment
    assert (project.investment.value, project.investment.unit) == (Decimal("12.5"), "亿元")


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("2026—2028", ("2026", "2028")),
        ("2026.3-2027.12", ("2026-03", "2027-12")),
        ("2026年3月至2028年6月", ("2026-03", "2028-06")),
        ("2026-28", ("2026", "2028")),
        ("2027年", ("2027", "2027")),
        ("待定", ("", "")),
    ],
)
def test_years(text: str, span: tuple[str, str]) -> None:
    assert years(text) == span


def test_no_number_is_no_investment() -> None:
    assert money("待定", "万元") is None
    own = money("约5亿元", "万元")
    assert own
    assert (own.value, own.unit) == (Decimal(5), "亿元")


@given(st.integers(2000, 2099), st.integers(1, 12))
def test_a_month_is_written_in_two_digits(year: int, month: int) -> None:
    assert date_text(f"{year}年{month}月") == f"{year}-{month:02d}"


@given(st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False, allow_infinity=False))
def test_a_figure_is_read_as_written(value: Decimal) -> None:
    found = money(f"{value:,}", "万元")
    assert found
    assert found.value == value
