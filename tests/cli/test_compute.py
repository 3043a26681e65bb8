"""Values of the declared metrics: a quarter that misses a month says so, in the table and in JSON."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rongshu.cli.command import main
from rongshu.facts.lake.lake import Lake, Load
from rongshu.facts.words.calendar_words import Span
from rongshu.facts.words.reading import Reading


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    rows = [
        Reading(
            *("一厂", "firm", Span(2025, month, month), measure),
            *(Decimal(value), unit, "known", "month", "表", f"C{month}"),
        )
        for measure, unit, value in (("output", "万元", 10), ("employees", "人", 50))
        for month in (1, 2, 3, 4, 6)
    ]
    Lake(tmp_path / "lake").append(rows, Load("1", "a.xlsx", "a", "局", date(2025, 7, 20), "zhang", 0, ""))
    return tmp_path


def output(*arguments: object) -> str:
    result = CliRunner().invoke(main, list(map(str, arguments)))
    assert result.exit_code == 0, result.output
    return result.output


def test_it_works(workspace: Path) -> None:
    asked = ("compute", "output", "employees", "-w", workspace, "--grain", "quarter")
    first, second = json.loads(output(*asked, "--json"))["values"]
    assert first == {"period": "2025Q1", "output": "30", "employees": "50"}
    assert (second["output"], second["employees"]) == (None, "50")
    assert second["incomplete"] == {"output": {"months": 2, "of": 3, "value": "20"}}
    assert "不全：2/3 个月共 20" in output(*asked)
    assert "incomplete: 20 in 2/3 months" in output("--lang", "en", *asked)


def test_a_month_is_never_incomplete(workspace: Path) -> None:
    values = json.loads(output("compute", "output", "-w", workspace, "--json"))["values"]
    assert [row["output"] for row in values] == ["10"] * 5
    assert not any("incomplete" in row for row in values)
