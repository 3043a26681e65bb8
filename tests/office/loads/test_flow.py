"""What may happen next, decided without a database."""

from __future__ import annotations

import pytest

from rongshu.office.loads.flow import (
    NEXT,
    ROWS_KEPT,
    State,
    bounded,
    is_invented,
    may_become,
    may_land,
    sample,
)


def row(number: int, value: str | None = "1") -> dict[str, object]:
    return {
        "entity": f"企业{number}",
        "entity_kind": "firm",
        "measure": "output",
        "unit": "万元",
        "value": value,
        "period": f"2025-{number % 12 + 1:02d}",
    }


def test_it_works() -> None:
    found = {"columns": [], "rows": [row(1), row(2, None)], "errors": [{"severity": "warning"}]}
    kept = bounded(found)
    assert kept["counts"] == {"figures": 2, "subjects": 2, "error": 0, "warning": 1, "note": 0}
    assert kept["measures"] == [{"measure": "output", "unit": "万元", "figures": 2, "missing": 1}]
    assert may_land(State.READ, kept)


@pytest.mark.parametrize("state", [state for state in State if state is not State.READ])
def test_only_what_is_read_can_land(state: State) -> None:
    assert not may_land(state, {"counts": {"figures": 5, "error": 0}})


def test_one_error_stops_the_whole_file() -> None:
    assert not may_land(State.READ, {"counts": {"figures": 5, "error": 1}})
    assert not may_land(State.READ, {"counts": {"figures": 0, "error": 0}})
    assert not may_land(State.READ, {})


def test_nothing_comes_back_from_the_end() -> None:
    assert not NEXT[State.UNDONE]
    assert not NEXT[State.DISCARDED]
    assert not may_become(State.LANDED, State.QUEUED)


def test_errors_come_first_and_all_are_counted() -> None:
    errors = [{"severity": "note"}] * 500 + [{"severity": "error"}]
    kept = bounded({"columns": [], "rows": [], "errors": errors})
    assert kept["problems"][0]["severity"] == "error"
    assert kept["counts"]["note"] == 500


def test_a_sample_has_start_middle_and_end() -> None:
    rows = [row(number) for number in range(1000)]
    names = [each["entity"] for each in sample(rows)]
    assert len(names) == ROWS_KEPT
    assert names[0] == "企业0"
    assert "企业500" in names
    assert names[-1] == "企业999"


def test_invented_figures_say_so_in_their_source() -> None:
    assert is_invented("演示数据")
    assert not is_invented("市统计局")
