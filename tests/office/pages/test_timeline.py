"""The line chart of an indicator."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.pages.rongjiang import DAY, actual, indicator, rongjiang
from rongshu.metrics.status.indicator_status import indicator_status
from rongshu.office.pages.indicator.timeline import HEIGHT, WIDTH, nice_ticks, timeline_of

PACK = rongjiang()


def drawn(subject, actuals, ahead=()):
    return timeline_of(subject, indicator_status(subject, actuals, DAY, 2026), ahead)


def test_it_works():
    chart = drawn(PACK.indicators[0], PACK.actuals)
    assert [mark.kind for mark in chart.marks] == ["base", "actual", "actual", "actual", "target"]
    assert [tick.text for tick in chart.years] == ["2025", "2026", "2027", "2028", "2029", "2030"]
    assert chart.marks[0].y > chart.marks[-1].y
    assert chart.path.count(",") == 6


def test_milestones_are_points_of_their_own():
    chart = drawn(PACK.indicators[3], PACK.actuals)
    assert [mark.kind for mark in chart.marks] == ["base", "actual", "milestone", "target"]


def test_without_a_declared_path_none_is_drawn():
    assert drawn(PACK.indicators[8], PACK.actuals).path == ""


@pytest.mark.parametrize("number", [6])
def test_words_are_not_drawn(number):
    assert drawn(PACK.indicators[number - 1], PACK.actuals) is None


def test_figures_of_another_measure_are_left_out():
    strange = (*PACK.actuals, actual("规上工业增加值", "2029", "5", "家"))
    assert "2029" not in {mark.period for mark in drawn(PACK.indicators[0], strange).marks}


@given(st.lists(st.integers(1, 10**9), min_size=2, max_size=6, unique=True))
def test_every_point_lies_in_the_picture(values):
    base, target, *rest = map(str, values)
    actuals = tuple(actual("x", str(2026 + i), value, "家") for i, value in enumerate(rest))
    chart = drawn(indicator(1, "x", "x", "家", base, target), actuals)
    assert all(0 <= mark.x <= WIDTH and 0 <= mark.y <= HEIGHT for mark in chart.marks)


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6))
def test_ticks_are_inside_and_few(low, span):
    ticks = nice_ticks(low, low + span)
    assert 1 <= len(ticks) <= 7
    assert all(Decimal(str(low)) - 1 <= tick <= Decimal(str(low + span)) + 1 for tick in ticks)


def test_a_step_is_held_until_it_is_due():
    """A stepped path without milestones asks for nothing before its last year, and is drawn so."""
    steps = indicator(1, "x", "x", "个", "5", "6").model_copy(update={"path": "stepped", "direction": "up"})
    points = [tuple(map(float, point.split(","))) for point in drawn(steps, ()).path.split()]
    assert len({y for x, y in points[:-1]}) == 1
    assert points[-2][0] == points[-1][0]
    assert points[-1][1] < points[-2][1]
