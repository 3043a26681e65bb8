"""What could come next, for scripts: the invented example, answers in plain keys, refusals all at once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rongshu.cli.command import main

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "examples" / "jichuan" / "reference"
MATRIX, TABLE = REFERENCE / "region-industry.csv", REFERENCE / "input-output.csv"
PACK = ROOT / "packs" / "fuzhou-2021-2025"


def run(*words: object) -> tuple[int, str, str]:
    answer = CliRunner().invoke(main, [str(word) for word in words])
    return answer.exit_code, answer.stdout, answer.stderr


def ask(*words: object) -> dict[str, object]:
    code, out, err = run(*words, "--json")
    assert code == 0, err
    return json.loads(out)


def test_it_works():
    answer = ask("relatedness", MATRIX, "--region", "霁川市", "--pack", PACK)
    assert (answer["unit"], answer["period"]) == ("亿元", "2025年")
    best = answer["industries"][0]
    assert best["rank"] == 1
    assert best["present"] is False
    assert best["score"] == pytest.approx(best["density"] * best["complexity_place"], abs=1e-5)
    assert best["near"][0]["proximity"] > 0
    assert any(row["nodes"] for row in answer["industries"])
    ranks = [row["rank"] for row in answer["industries"] if row["rank"]]
    assert ranks == sorted(ranks)
    assert {row["present"] for row in answer["industries"] if row["rank"] is None} == {True}


def test_without_a_region_all_are_compared():
    answer = ask("relatedness", MATRIX)
    complexity = {row["region"]: row["complexity"] for row in answer["regions"]}
    assert complexity["澜州市"] == max(complexity.values())
    assert "ubiquity" in answer["industries"][0]
    assert "霁川市" in run("relatedness", MATRIX)[1]


def test_an_unknown_region_is_answered_with_those_there():
    code, _out, err = run("relatedness", MATRIX, "--region", "无此市")
    assert code == 2
    assert "霁川市" in err


def test_the_table_gives_its_coefficients_and_what_a_demand_brings():
    answer = ask("io", TABLE, "--demand", "装备制造业=100", "--inverse")
    sectors = {row["sector"]: row for row in answer["sectors"]}
    assert sum(row["influence"] for row in sectors.values()) == pytest.approx(len(sectors), abs=1e-4)
    effects = {row["sector"]: float(row["output"]) for row in answer["effects"]}
    assert effects["装备制造业"] > 100
    multiplier = sectors["装备制造业"]["output_multiplier"]
    assert float(answer["total_output"]) == pytest.approx(100 * multiplier, abs=1e-3)
    assert float(answer["total_value_added"]) == pytest.approx(100, abs=1)
    assert len(answer["leontief_inverse"]["values"]) == len(sectors)
    assert "装备制造业" in run("io", TABLE)[1]


def test_every_wrong_demand_is_named():
    code, _out, err = run("io", TABLE, "--demand", "装备制造业", "--demand", "化学工业=1亿")
    assert code == 2
    assert "装备制造业" in err
    assert "化学工业=1亿" in err


def test_unit_period_and_source_may_come_with_the_command(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("region,1311,3415\nA,1,2\nB,2,1\n", encoding="utf-8")
    assert len(ask("relatedness", path)["problems"]) == 3
    told = ask("relatedness", path, "--unit", "亿元", "--period", "2024", "--source", "虚构")
    assert told["problems"] == []
    assert told["source"] == "虚构"


def test_a_pack_lends_the_table_that_was_sent_for_it(tmp_path):
    """Named by its folder, a plan of a workspace answers by the table in force, with what was said of it."""
    from rongshu.findings.region.reference_tables import Said, put_in_force, store

    pack = tmp_path / "plans" / "linjiang"
    pack.mkdir(parents=True)
    missing = CliRunner().invoke(main, ["relatedness", str(pack)])
    assert missing.exit_code == 2
    assert "region-industry" in missing.output
    table = "行业代码,甲市,乙市,丙市\n13,5,1,2\n17,2,6,1\n26,1,1,9\n"
    name = store(pack, "region-industry", table.encode(), "csv")
    put_in_force(pack, "region-industry", name, Said("亿元", "2025", "虚构年鉴"))
    answer = ask("relatedness", pack, "--region", "甲市", "--json")
    assert "虚构年鉴" in str(answer)
