"""``rongshu chain CHAIN --compare``: two tables of firms stand for two days; a day needs a workspace."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from cli.test_firms import PACK, ROWS, ask, lines
from rongshu.cli.command import main


def test_it_works(tmp_path):
    before, after = tmp_path / "before.csv", tmp_path / "after.csv"
    before.write_text(lines(ROWS[:1]), encoding="utf-8")
    after.write_text(lines(ROWS), encoding="utf-8")
    told = ask("chain", "风电装备", "--compare", before, after, "--pack", PACK, "--json")
    assert told["basis"] == "tables"
    assert told["turned"]["better"] == 1
    [node] = [each for each in told["nodes"] if each["direction"] == "better"]
    assert (node["node"], node["entered"]) == ("叶片", ["临江恒达实业有限公司"])
    assert (node["before"]["status_id"], node["after"]["status_id"]) == ("missing", "weak")
    assert {"fact": "firms", "before": "0", "after": "1"} in node["facts"]
    assert told["profile"]["after"]["single_firm"] == ["叶片"]
    back = ask("chain", "风电装备", "--compare", after, before, "--pack", PACK, "--json")
    assert back["left"] == told["entered"]
    words = ["chain", "风电装备", "--compare", str(before), str(after), "--pack", str(PACK)]
    assert "变强" in CliRunner().invoke(main, words).output
    assert "better" in CliRunner().invoke(main, ["--lang", "en", *words]).output


@pytest.mark.parametrize("days", [("gestern", "heute"), ("2026-13-01", "2026-01-01")])
def test_what_is_neither_a_day_nor_a_file_is_refused(tmp_path, days):
    answer = CliRunner().invoke(main, ["chain", "风电装备", "--compare", *days, "-w", str(tmp_path)])
    assert answer.exit_code == 2
    assert days[0] in answer.output


def test_an_empty_table_has_nobody(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(lines(ROWS[:1]), encoding="utf-8")
    told = ask("chain", "风电装备", "--compare", path, path, "--pack", PACK, "--json")
    assert told["nodes"] == []
    assert json.dumps(told)


def test_a_folder_that_is_no_workspace_is_refused(tmp_path):
    words = ["chain", "风电装备", "--compare", "2026-01-01", "2026-02-01", "-w", str(tmp_path)]
    answer = CliRunner().invoke(main, words)
    assert answer.exit_code == 2
    assert "rongshu init" in answer.output
