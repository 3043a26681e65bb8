"""What projects add to a target: by year, by stage, with what nobody declared counted and never assumed."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongshu.findings.projects.contribution import DeclaredProject, scenario_of
from rongshu.metrics.status.path import PathKind, Point, month_index
from rongshu.metrics.status.status import Goal
from rongshu.pack.declared.project_rule import load_project_rule

RULE = load_project_rule(Path(__file__).resolve().parents[2] / "packs" / "cn-standards")
FIGURES = {each.figure: each for each in RULE.figures}
STAGES = [each.stage for each in RULE.stages]
DECEMBER = 11


def goal(target: str, year: int = 2030, path: PathKind = PathKind.LINEAR, direction: str = "up") -> Goal:
    return Goal(path, direction, Point(year * 12 + DECEMBER, Decimal(target)))


def project(amount: str | None = "1000", stage: str = "started", start: int | None = None, **more):
    given_start = month_index(2026, 1) if start is None else start
    return DeclaredProject(
        "p", "示例项目", stage, Decimal(amount) if amount else None, "万元", given_start, **more
    )


def scenario(*projects, figure="output", year=2025, **more):
    return scenario_of(projects, FIGURES[figure], RULE, year + 1, **more)


def test_it_works() -> None:
    """1 000 at full production from January 2026, 40 %, 80 %, 100 %; stage started counts 85 %."""
    found = scenario(
        project(), goal=goal("1800"), current=Point(2025 * 12 + DECEMBER, Decimal(1000)), unit="万元"
    )
    assert [(y.year, y.added, y.value) for y in found.years[:3]] == [
        (2026, 400, 1400),
        (2027, 800, 1800),
        (2028, 1000, 2000),
    ]
    assert found.years[1].added_weighted == 680
    assert (found.closes, found.closes_weighted) == (2027, 2028)
    assert (found.gap, found.share, found.share_weighted) == (800, 125, Decimal("106.25"))
    assert found.formula == "1000 + 1000 = 2000 ≥ 1800；1000 + 850 = 1850 ≥ 1800"


def test_a_start_in_the_middle_counts_the_months_that_fall_in_the_year() -> None:
    found = scenario(project("1200", start=month_index(2026, 7), ramp=(Decimal("0.5"), Decimal(1))))
    assert [y.added for y in found.years] == [300, 900, 1200]


def test_a_stock_is_the_level_at_the_end_of_the_year() -> None:
    jobs = DeclaredProject("p", "示例项目", "built", Decimal(100), "人", month_index(2026, 7))
    assert [y.added for y in scenario(jobs, figure="jobs").years] == [40, 80, 100, 100]


def test_what_was_produced_when_it_was_observed_is_not_added_again() -> None:
    found = scenario(
        project(stage="producing", start=month_index(2025, 1)),
        goal=goal("9999"),
        current=Point(2025 * 12 + DECEMBER, Decimal(1000)),
        unit="万元",
    )
    assert [y.added for y in found.years[:3]] == [400, 600, 600]


def test_what_is_not_declared_is_counted_and_adds_nothing() -> None:
    found = scenario(project(None), DeclaredProject("q", "无期", "idea", Decimal(5), "万元"), project())
    assert found.unknown_amount == ("示例项目",)
    assert found.unknown_start == ("无期",)
    assert [(s.stage, s.projects, s.counted) for s in found.stages] == [("idea", 1, 0), ("started", 2, 1)]
    assert found.years[0].added == 400


def test_units_are_converted_or_refused() -> None:
    yi = DeclaredProject("p", "亿", "started", Decimal("0.1"), "亿元", month_index(2026, 1))
    tons = DeclaredProject("q", "吨", "started", Decimal(10), "吨", month_index(2026, 1))
    found = scenario(yi, tons)
    assert found.years[0].added == 400
    assert found.other_unit == ("吨",)
    share = scenario(project(), goal=goal("27"), current=Point(2025 * 12 + DECEMBER, Decimal(25)), unit="%")
    assert share.reason is not None
    assert "不可比" in share.reason.zh
    assert share.closes is None
    assert (share.unit, share.years[0].added) == ("万元", 400)
    in_yi = scenario(
        project("20000"), goal=goal("3"), current=Point(2025 * 12 + DECEMBER, Decimal(1)), unit="亿元"
    )
    assert (in_yi.years[-1].value, in_yi.closes) == (3, 2028)


@pytest.mark.parametrize(
    ("aim", "seen", "said"),
    [
        (goal("1", direction="down"), Point(2025 * 12 + DECEMBER, Decimal(5)), "下降"),
        (goal("1", path=PathKind.CEILING), Point(2025 * 12 + DECEMBER, Decimal(5)), "可相加"),
        (goal("1"), None, "没有观测值"),
        (goal("1"), Point(2025 * 12 + 5, Decimal(5)), "不到年底"),
    ],
)
def test_an_indicator_to_which_nothing_adds_says_why(aim, seen, said) -> None:
    found = scenario(project(), goal=aim, current=seen, unit="万元")
    assert found.reason is not None
    assert said in found.reason.zh
    assert found.years[0].value is None


def test_a_target_already_met_leaves_no_gap() -> None:
    found = scenario(
        project(), goal=goal("500"), current=Point(2025 * 12 + DECEMBER, Decimal(600)), unit="万元"
    )
    assert (found.gap, found.share, found.closes) == (0, None, 2026)


def test_a_total_adds_up_over_the_years() -> None:
    found = scenario(
        project(),
        goal=goal("2000", path=PathKind.CUMULATIVE),
        current=Point(2025 * 12 + DECEMBER, Decimal(0)),
        unit="万元",
    )
    assert [y.value for y in found.years[:3]] == [400, 1200, 2200]
    assert found.closes == 2028


def test_a_stage_that_the_rule_does_not_know_is_refused() -> None:
    with pytest.raises(ValueError, match="梦想"):
        scenario(project(stage="梦想"))


PROJECTS = st.lists(
    st.builds(
        DeclaredProject,
        key=st.text(max_size=3),
        name=st.text(max_size=3),
        stage=st.sampled_from(STAGES),
        amount=st.none() | st.integers(0, 10**6).map(Decimal),
        unit=st.just("万元"),
        start=st.none() | st.integers(month_index(2024, 1), month_index(2031, 12)),
    ),
    max_size=8,
)


@given(PROJECTS)
def test_the_weighted_reading_is_never_above_the_other(projects) -> None:
    for year in scenario(*projects).years:
        assert 0 <= year.added_weighted <= year.added


@given(PROJECTS, PROJECTS)
def test_two_sets_of_projects_add_up(one, two) -> None:
    parts = [{y.year: y.added for y in scenario(*each).years} for each in (one, two)]
    for year in scenario(*one, *two).years:
        known = [part.get(year.year, part[max(part)]) for part in parts]
        assert abs(sum(known) - year.added) < Decimal("1e-9")
