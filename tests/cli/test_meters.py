"""Meter readings from the file of a power company to an answer, by commands alone."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from rongshu.cli.command import main

READINGS = "户名,时间,用电量\n甲厂,2025-06-01 00:00,1\n甲厂,2025-06-01 00:15,2.5\n乙厂,2025-06-01 00:00,4\n"


def run(*arguments: object, code: int = 0) -> str:
    result = CliRunner().invoke(main, list(map(str, arguments)))
    assert result.exit_code == code, result.output
    return result.output


def test_it_works(tmp_path: Path) -> None:
    (tmp_path / "lake").mkdir()
    (tmp_path / "六月.csv").write_text(READINGS, encoding="gb18030")
    asked = ("metric", "sum(kwh)", "--meters", "--grain", "month", "--by", "firm", "-w", tmp_path)
    assert "还没有电表读数" in run(*asked, code=2)
    assert "3 个数据已入库" in run("load", tmp_path / "六月.csv", "--table", "meter", "-w", tmp_path)
    answer = json.loads(run(*asked))
    assert [(row["firm"], row["value"]) for row in answer["values"]] == [("乙厂", 4), ("甲厂", 3.5)]
    assert answer["unit"] == "千瓦时"
    assert "六月.csv" in run("loads", "-w", tmp_path)


def test_an_expression_over_other_columns_is_refused(tmp_path: Path) -> None:
    (tmp_path / "lake").mkdir()
    (tmp_path / "a.csv").write_text(READINGS, encoding="utf-8")
    run("load", tmp_path / "a.csv", "--table", "meter", "-w", tmp_path)
    assert "output" in run("metric", "sum(output)", "--meters", "-w", tmp_path, code=2)
