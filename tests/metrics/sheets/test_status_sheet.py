"""A status sheet is understood in the spellings that scripts use, and never half understood."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongshu.metrics.sheets.worked_answers import answer_status

PLAN = {
    "base": 100,
    "base_year": 2020,
    "target": 150,
    "target_year": 2025,
    "path": "linear",
    "direction": "up",
}


def asked(**more: Any) -> dict[str, Any]:
    return answer_status({**PLAN, **more})


def test_it_works() -> None:
    answer = asked(observations={"2021": 105, "2022": 110}, date="2022-12-31")
    assert (answer["class"], answer["expected"], answer["gap"]) == ("behind", "120", "-10")


@pytest.mark.parametrize(
    "observations",
    [
        [{"period": "2022", "value": 110}],
        [{"year": 2022, "value": 110}],
        [{"date": "2022-12-31", "value": "110"}],
        [["2022", 110]],
        {"2022年": 110},
        {"2022年12月": 110},
        {"2022/12/31": 110},
        [{"date": "2022-12-31T00:00:00", "value": 110}],
        {"2022": 110},
        {"period": 2022, "value": 110},
    ],
)
def test_observations_in_any_form(observations: Any) -> None:
    assert asked(observations=observations, date=2022)["gap"] == "-10"


@pytest.mark.parametrize(
    "goal",
    [
        {"base": {"year": 2020, "value": 100}, "target": {"date": "2025-12-31", "value": 150}},
        {"baseline": 100, "baseline_year": 2020, "goal": 150, "target_period": "2025"},
        {"base": 100, "start": 2021, "target": 150, "end": 2025},
    ],
)
def test_base_and_target_in_any_form(goal: dict[str, Any]) -> None:
    answer = answer_status({**goal, "path": "linear", "direction": "increase", "actuals": {"2022": 110}})
    assert answer["expected"] == "120"


def test_numbers_and_targets_as_they_are_written() -> None:
    assert asked(base="100%", target="≥150%", observations={"2022": "110％"})["gap"] == "-10"
    assert asked(target="1.5万", observations={"2025": "15,000"})["final"] == "completed"
    assert asked(target="超过150", observations={"2025": 150})["final"] == "not_completed"
    words = asked(target="完成省下达目标任务", path="text", observations={"2022": 1})
    assert words["class"] == "cannot_be_assessed"
    for strange in (">110", "12只", "很多"):
        with pytest.raises(ValueError, match="valid decimal"):
            asked(observations={"2022": strange})


def test_a_path_may_be_an_object() -> None:
    path = {"kind": "stepped", "milestones": [{"year": 2022, "value": 120}]}
    assert asked(path=path, observations={"2023": 118})["expected"] == "120"


def test_a_range_is_a_pair() -> None:
    sheet = {"target": [3, 5], "target_year": 2025, "path": "range", "observations": {"2025": 6}}
    assert answer_status({**sheet, "direction": "none"})["class"] == "behind"
    assert answer_status({**sheet, "direction": "up"})["class"] == "achieved"
    named = {"target": {"year": 2025, "low": 3, "high": 5}, "path": "range", "direction": "up"}
    assert answer_status({**named, "values": {"2025": 2}})["class"] == "behind"


def test_what_is_not_declared_cannot_be_assessed() -> None:
    without_path = {key: value for key, value in PLAN.items() if key != "path"}
    answer = answer_status({**without_path, "observations": {"2022": 110}})
    assert (answer["class"], answer["reason"]["en"]) == ("cannot_be_assessed", "the path is not declared")
    without_way = {key: value for key, value in PLAN.items() if key != "direction"}
    assert answer_status({**without_way, "observations": {"2022": 110}})["class"] == "cannot_be_assessed"


def test_strange_keys_are_listed_and_slips_refused() -> None:
    assert asked(observations={"2022": 110}, remark="x")["ignored"] == ["remark"]
    with pytest.raises(ValueError, match="did you mean observations"):
        asked(observatons={"2022": 110})
    with pytest.raises(ValueError, match="two spellings"):
        asked(baseline=3)
    with pytest.raises(ValueError, match="base_year"):
        answer_status({"base": 1, "target": 2, "target_year": 2025, "path": "linear", "direction": "up"})
    with pytest.raises(ValueError, match="not one of"):
        asked(path="wobbly")


def test_a_declared_outcome_needs_no_figure() -> None:
    sheet = {"path": "text", "target": {"period": 2025}, "date": 2025}
    assert answer_status({**sheet, "words_done": True})["final"] == "completed"
    assert answer_status({**sheet, "words_done": False})["final"] == "not_completed"
    assert answer_status(sheet)["class"] == "cannot_be_assessed"


def test_what_is_added_up_stands_once() -> None:
    twice = [{"period": 2022, "value": 1}] * 2
    with pytest.raises(ValueError, match="stands twice"):
        asked(path="cumulative", observations=twice)
    assert asked(observations=twice)["class"] == "worsening"


def test_days_count_only_where_declared() -> None:
    mid = {"observations": [{"date": "2022-06-15", "value": 115}], "date": "2022-06-15"}
    assert asked(**mid)["expected"] == "114.1666666666666666666666667"
    assert asked(**mid, count="days")["expected"] == "114.5833333333333333333333333"


def test_milestones_bend_the_line() -> None:
    answer = asked(milestones={"2023": 110}, observations={"2022": 106})
    assert answer["formula"] == "100 + (110 − 100) × 24/36"
    assert asked(milestones={"2023": 110}, observations={"2024": 130})["expected"] == "130"
    assert asked(milestones={"2026": 110}, observations={"2024": 130})["class"] == "cannot_be_assessed"


def test_beyond_is_more_than_equal() -> None:
    assert asked(observations={"2025": 150}, strict=True)["final"] == "not_completed"
    assert asked(observations={"2025": 151}, strict=True)["final"] == "completed"


VALUES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
NESTED = (
    VALUES
    | st.lists(VALUES, max_size=3)
    | st.dictionaries(st.sampled_from(["year", "value", "2022"]), VALUES)
)


@given(
    st.dictionaries(st.sampled_from([*PLAN, "observations", "date", "milestones", "slack", "start"]), NESTED)
)
def test_nonsense_is_refused_with_a_reason(sheet: dict[str, Any]) -> None:
    try:
        assert answer_status({**PLAN, **sheet})["class"]
    except ValueError:
        return
