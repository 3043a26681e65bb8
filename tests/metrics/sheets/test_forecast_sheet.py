"""A forecast asked by sheet: periods say the step, and the proof is part of the answer."""

from __future__ import annotations

import math
from typing import Any

import pytest

from rongshu.metrics.sheets.forecast_sheet import answer_forecast


def monthly(length: int = 60) -> dict[str, float]:
    return {
        f"{2020 + i // 12}-{i % 12 + 1:02d}": round(
            1000 * 1.005**i * (1 + 0.2 * math.sin(i * math.pi / 6)), 2
        )
        for i in range(length)
    }


def test_it_works() -> None:
    answer = answer_forecast({"observations": monthly(), "until": "2025-12"})
    assert answer["offered"]
    assert (answer["points"][0]["period"], answer["points"][-1]["period"]) == ("2025-01", "2025-12")
    assert answer["backtest"]["ratio"] < 1
    assert answer["reason"]["zh"] == ""


def test_years_are_mostly_too_few() -> None:
    answer = answer_forecast({"values": [{"year": 2020 + i, "value": 100 + i} for i in range(5)], "to": 2026})
    assert not answer["offered"]
    assert "至少需要 10 期" in answer["reason"]["zh"]
    assert answer["points"] == []


@pytest.mark.parametrize(
    ("sheet", "reason"),
    [
        ({}, "are needed"),
        ({"observations": {"2020": 1, "2021-01": 2}, "until": 2025}, "all of one kind"),
        ({"observations": {"2020H1": 1}, "until": 2025}, "all of one kind"),
        ({"observations": {"soon": 1}, "until": 2025}, "not a period"),
        ({"observation": {"2020": 1}, "until": 2025}, "did you mean observations"),
    ],
)
def test_refused(sheet: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        answer_forecast(sheet)
