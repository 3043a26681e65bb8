"""A forecast is offered only with its proof, and never where there is nothing to forecast."""

from __future__ import annotations

import math
import random
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rongshu.metrics.forecast.forecast import Outlook, backtested, forecast
from rongshu.metrics.status.path import Point, month_index

LAST = month_index(2024, 12)


def points(values: list[float], step: int = 1) -> list[Point]:
    first = LAST - step * (len(values) - 1)
    return [Point(first + step * i, Decimal(str(round(value, 2)))) for i, value in enumerate(values)]


def outlook(values: list[float], ahead: int = 12, step: int = 1) -> Outlook:
    return forecast(points(values, step), LAST + ahead * step, step)


def season(month: int, swing: float = 0.2) -> float:
    return 1000 * (1 + swing * math.sin(2 * math.pi * month / 12))


def test_it_works() -> None:
    noise = random.Random(1)
    history = [season(i) * 1.006**i * math.exp(noise.gauss(0, 0.02)) for i in range(72)]
    answer = outlook(history)
    assert answer.offered
    assert answer.backtest is not None
    assert answer.backtest.ratio is not None
    assert answer.backtest.ratio < 1
    assert len(answer.points) == 12
    truth = season(83) * 1.006**83
    assert answer.points[-1].low <= Decimal(truth) <= answer.points[-1].high


@settings(max_examples=8, deadline=None)
@given(st.floats(0.05, 0.6), st.integers(40, 60))
def test_a_perfect_season_is_carried_on(swing: float, length: int) -> None:
    answer = outlook([season(i, swing) for i in range(length)])
    assert answer.offered, answer.reason
    for number, estimate in enumerate(answer.points):
        assert abs(float(estimate.value) / season(length + number, swing) - 1) < 0.001


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10_000))
def test_noise_is_refused(seed: int) -> None:
    noise = random.Random(seed)
    answer = outlook([1000 + noise.gauss(0, 60) for _ in range(60)])
    assert not answer.offered
    assert answer.backtest is not None
    assert answer.reason.zh
    assert answer.reason.en


def test_it_is_deterministic() -> None:
    history = [season(i) * 1.004**i for i in range(48)]
    assert outlook(history) == outlook(history)


def test_a_constant_stays() -> None:
    answer = outlook([5.0] * 48)
    assert {estimate.value for estimate in answer.points} == {5}
    assert answer.backtest is not None
    assert answer.backtest.ratio is None


def test_years_and_quarters() -> None:
    years = outlook([100 * 1.07**i for i in range(12)], 3, 12)
    assert years.offered
    assert abs(float(years.points[-1].value) / (100 * 1.07**14) - 1) < 0.01
    assert [estimate.month for estimate in years.points] == [LAST + 12, LAST + 24, LAST + 36]
    with pytest.raises(ValueError, match="1, 3 or 12"):
        outlook([1.0] * 60, 1, 2)


@pytest.mark.parametrize(
    ("length", "ahead", "reason"),
    [(30, 12, "至少需要 38 期"), (48, 24, "只够检验 22 期"), (48, 0, "已有观测值"), (0, 3, "只有 0 期")],
)
def test_too_short_or_too_far(length: int, ahead: int, reason: str) -> None:
    answer = outlook([season(i) for i in range(length)], ahead)
    assert not answer.offered
    assert reason in answer.reason.zh


def test_only_what_follows_the_last_gap_counts() -> None:
    series = points([season(i) for i in range(60)])
    answer = forecast([*series[:30], *series[31:]], LAST + 12)
    assert answer.used == 29
    assert "缺数" in answer.reason.zh


def test_a_naive_series_is_not_beaten() -> None:
    steps = random.Random(3)
    level, history = 1000.0, []
    for _ in range(60):
        level += steps.gauss(0, 20)
        history.append(level)
    test = backtested(history, 12, 12)
    assert test.origins == 10
    answer = outlook(history)
    assert answer.offered == (test.error < test.naive and test.error < 0.75 * test.mean)


def test_intervals_keep_what_they_promise() -> None:
    noise = random.Random(7)
    history = [season(i) * 1.005**i * math.exp(noise.gauss(0, 0.03)) for i in range(72)]
    answer = outlook(history)
    assert answer.backtest is not None
    assert answer.backtest.widened >= 1
    assert all(estimate.low <= estimate.value <= estimate.high for estimate in answer.points)
