"""Where an indicator stands: the words, in their order, on cases that existing tools get wrong."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongshu.metrics.sheets.worked_answers import answer_status
from rongshu.metrics.status.status import Status


def sheet(start: object, goal: object, year: int, value: object, **more: object) -> dict[str, object]:
    return {
        "base": {"period": "2020", "value": start},
        "target": {"period": "2025", "value": goal},
        "path": "linear",
        "direction": "up",
        "observations": [{"period": str(year), "value": value}],
        "date": str(year),
        **more,
    }


def word(*case: object, **more: object) -> str:
    return answer_status(sheet(*case, **more))["class"]


def test_it_works() -> None:
    answer = answer_status(sheet(100, 150, 2022, 110))
    assert answer["class"] == "behind"
    assert (answer["expected"], answer["gap"], answer["progress"]) == ("120", "-10", "0.2")
    assert answer["planned_progress"] == "0.4"
    assert answer["formula"] == "100 + (150 − 100) × 24/60"


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ((0, 10, 2022, 2), Status.BEHIND),
        ((100, 300, 2022, 180), Status.ON_PACE),
        ((100, 150, 2022, 99), Status.WORSENING),
        ((100, 150, 2022, "117.5"), Status.SLIGHTLY_BEHIND),
        ((100, 150, 2022, "117.49"), Status.BEHIND),
        ((100, 150, 2022, 150), Status.ACHIEVED),
        ((100, 150, 2021, 105), Status.BEHIND),
        ((100, 150, 2021, 110), Status.ON_PACE),
    ],
)
def test_rising(case: tuple[object, ...], expected: Status) -> None:
    assert word(*case) == expected


def test_falling_exactly_on_pace() -> None:
    assert word("1.0", "0.8", 2022, "0.92", direction="down") == "on_pace"
    assert word("1.0", "0.8", 2022, "0.93", direction="down") == "slightly_behind"
    assert word("1.0", "0.8", 2022, "1.01", direction="down") == "worsening"


def test_direction_is_never_guessed() -> None:
    assert word(100, 150, 2022, 110, direction="") == "cannot_be_assessed"
    contradicting = answer_status(sheet(100, 150, 2022, 90, direction="down"))
    assert contradicting["class"] == "cannot_be_assessed"
    assert contradicting["reason"]["zh"]


def test_unknown_is_not_zero() -> None:
    assert word(100, 150, 2022, None) == "no_data"
    assert word(100, 150, 2022, 0) == "worsening"
    assert word(None, 150, 2022, 110) == "cannot_be_assessed"


def test_bounds_are_achieved_only_at_the_end() -> None:
    ceiling = {"path": "ceiling", "direction": "none", "base": None}
    assert word(None, 50, 2022, 40, **ceiling) == "on_pace"
    assert word(None, 50, 2025, 40, **ceiling) == "achieved"
    assert word(None, 50, 2025, 60, **ceiling) == "behind"
    budget = {"path": "cumulative", "direction": "down"}
    assert word(0, 500, 2022, 60, **budget) == "on_pace"
    assert word(0, 500, 2022, 260, **budget) == "behind"


def test_a_cumulative_target_sums_its_years() -> None:
    years = [{"period": str(2021 + i), "value": 200} for i in range(3)]
    answer = answer_status(sheet(0, 1000, 2023, 0, path="cumulative", observations=years))
    assert (answer["observed"], answer["expected"], answer["class"]) == ("600", "600", "on_pace")
    running = answer_status(
        sheet(0, 1000, 2023, 0, path="cumulative", observations=years, running_total=True)
    )
    assert running["observed"] == "200"


def test_milestones_hold_until_the_next() -> None:
    steps = [{"period": "2022", "value": 120}, {"period": "2024", "value": 140}]
    assert word(100, 150, 2023, 121, path="stepped", milestones=steps) == "on_pace"
    assert word(100, 150, 2023, 115, path="stepped", milestones=steps) == "behind"


def test_only_a_final_target_still_gives_a_status() -> None:
    assert word(100, 150, 2021, 99, path="stepped") == "worsening"
    assert word(100, 150, 2021, 100, path="stepped") == "on_pace"
    assert word(100, 150, 2025, 149, path="stepped") == "slightly_behind"


def test_months_are_whole() -> None:
    assert answer_status(sheet(0, 60, 2022, 0, date="2022-06-15"))["date"] == "2022-05"
    half = answer_status(
        sheet(0, 60, 2022, 0, observations=[{"period": "2022-06", "value": 18}], date="2022-06-30")
    )
    assert (half["expected"], half["class"]) == ("18", "on_pace")


def test_after_the_last_date_there_is_a_verdict() -> None:
    assert answer_status(sheet(100, 150, 2025, 151))["final"] == "completed"
    assert answer_status(sheet(100, 150, 2025, 149))["final"] == "not_completed"
    late = answer_status(sheet(100, 150, 2023, 140, date="2026"))
    assert late["final"] == "cannot_be_assessed"
    assert late["age_months"] == 36


def test_words_need_a_declared_outcome() -> None:
    text = {"path": "text", "direction": "", "target": None, "base": None}
    assert word(None, None, 2025, 1, **text) == "cannot_be_assessed"
    assert word(None, None, 2025, 1, words_done=True, **text) == "achieved"


@given(st.decimals("1", "1000", places=2), st.decimals("1", "1000", places=2), st.integers(1, 60))
def test_on_the_path_is_on_pace(base: Decimal, distance: Decimal, month: int) -> None:
    year, rest = divmod(2021 * 12 + month - 1, 12)
    period = f"{year}-{rest + 1:02d}"
    for path in ("linear", "compound"):
        asked = sheet(base, base + distance, 2021, 0, path=path, date=period)
        asked["observations"] = [{"period": period, "value": 0}]
        expected = answer_status(asked)["expected"]
        asked["observations"] = [{"period": period, "value": expected}]
        assert answer_status(asked)["class"] in {"on_pace", "achieved"}
