"""Every kind of path, direction and class, with figures worked out by hand in ``status_cases.yaml``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from rongshu.metrics.sheets.sheet import SheetProblems
from rongshu.metrics.sheets.worked_answers import answer_status, answer_statuses

TOLD = yaml.safe_load(Path(__file__).with_name("status_cases.yaml").read_text("utf-8"))
CASES = [(name, {**TOLD["defaults"], **sheet}, word, due) for name, sheet, word, due in TOLD["cases"]]


def as_json(value: Any) -> Any:
    """YAML's dates and whole numbers as keys the way that JSON writes them."""
    if isinstance(value, dict):
        return {str(key): as_json(one) for key, one in value.items() if one is not None}
    if isinstance(value, list):
        return [as_json(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


@pytest.mark.parametrize(
    ("sheet", "word", "due"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_a_status(sheet: dict[str, Any], word: str, due: dict[str, Any]) -> None:
    answer = answer_status(as_json(sheet))
    assert answer["class"] == word, answer
    for name, value in due.items():
        found = answer[name] if isinstance(value, str) else float(answer[name])
        assert found == (value if isinstance(value, str) else pytest.approx(value, abs=1e-5)), name
    assert answer["formula"] or answer["reason"]["zh"]


def test_everything_wrong_is_told_at_once() -> None:
    sheet = {
        "path": "wobbly",
        "direction": "sideways",
        "base": 1,
        "target": {"period": "2025", "value": "x"},
        "observations": [{"value": 3}],
        "slack": 7,
    }
    with pytest.raises(SheetProblems) as refused:
        answer_status(sheet)
    told = " ".join(map(str, refused.value.problems))
    assert all(word in told for word in ("wobbly", "sideways", "base_year", "target.value", "observations.0"))
    assert "0.05 or 5%" in told


def test_a_sheet_may_hold_several() -> None:
    plan = {"base": {"2020": 100}, "target": {"2025": 150}}
    sheet = {
        "date": "2022",
        "path": "linear",
        "direction": "up",
        "indicators": [
            {"indicator": "a", **plan, "observations": {"2022": 110}},
            {"indicator": "b", **plan, "observations": {"2022": 120}},
        ],
    }
    answers = answer_statuses(sheet)
    assert [one["class"] for one in answers] == ["behind", "on_pace"]
    assert answer_statuses({**sheet["indicators"][0], "date": "2022", "path": "linear"})["indicator"] == "a"
