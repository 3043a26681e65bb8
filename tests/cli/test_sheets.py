"""Commands for scripts: stable exit codes and JSON, refused input as a list."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from rongshu.cli.command import main
from rongshu.facts.lake.lake import Lake, Load
from rongshu.facts.words.calendar_words import Span
from rongshu.facts.words.reading import Reading
from rongshu.pack.folder.write import write_pack
from rongshu.pack.schema import About, Actual, Name, Pack

PACK = Path(__file__).resolve().parents[2] / "packs" / "fuzhou-2021-2025"
STATUS = {
    "base": {"period": "2020", "value": 100},
    "target": {"period": "2025", "value": 150},
    "path": "linear",
    "direction": "up",
    "observations": [{"period": "2022", "value": 110}],
    "date": "2022-12-31",
}


def run(*arguments: object, given: object = None) -> tuple[int, str]:
    text = given if isinstance(given, str) else json.dumps(given)
    result = CliRunner().invoke(main, ["--lang", "en", *map(str, arguments)], input=text)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def answer(*arguments: object, given: object = None) -> Any:
    code, output = run(*arguments, given=given)
    assert code == 0, output
    return json.loads(output)


def test_it_works(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.json"
    sheet.write_text(json.dumps(STATUS), encoding="utf-8")
    assert answer("status", sheet)["class"] == "behind"
    assert [one["class"] for one in answer("status", "-", given=[STATUS, STATUS])] == ["behind"] * 2


@pytest.mark.parametrize("command", ["status", "lmdi", "contributions"])
@pytest.mark.parametrize("given", ["5", "{", '{"rows": 5}', '{"before": 1, "after": 2, "target": 1}'])
def test_refused_sheets_exit_with_two(command: str, given: str) -> None:
    code, output = run(command, "-", given=given)
    assert code == 2
    assert "Traceback" not in output


def test_rows_are_one_sheet() -> None:
    rows = [{"name": "甲", "before": 1, "after": 3}, {"name": "乙", "before": 2, "after": 2}]
    assert answer("contributions", "-", given=rows)["change"] == "2"


def test_status_of_a_pack() -> None:
    code, output = run("status", "--pack", PACK, "--known-on", "2026-11-01")
    assert code == 0
    assert "2052 + (4000 − 2052)" in output
    one = answer(
        "status", "guo-jia-ji-gao-xin-ji-shu-qi-ye", "--pack", PACK, "--known-on", "2023-06-30", "--json"
    )
    assert one[0]["figures"][0]["source"]
    assert run("status", "no-such", "--pack", PACK)[0] == 2
    assert run("status")[0] == 2
    assert run("status", "--pack", PACK, "--known-on", "soon")[0] == 2
    assert run("compute", "--known-on", "soon")[0] == 2


def test_a_metric_is_checked_without_data() -> None:
    assert answer("metric", "--check", "sum(output) / sum(employees)")["unit"] == "万元/人"
    code, output = run("metric", "--check", "summ(output)")
    assert code == 2
    assert "did you mean sum?" in json.loads(output)["reasons"][0]["en"]


def test_a_breakdown_prints_json_only() -> None:
    asked = {"totals": {"2025": 100}, "keys": {"甲县": 2, "乙县": 1}}
    assert answer("breakdown", "-", given=asked)["sums"]["overall"] == "100"
    assert run("breakdown", "-", given={"totals": {"2025": 100}})[0] == 2


def test_needed_and_forecast_of_sheets() -> None:
    way = answer("needed", "-", given=STATUS)["whole"]
    assert (way["left"], way["yearly"], way["met"]) == ("40", "13.3333", False)
    short = answer("forecast", "-", given={"observations": {"2020": 1, "2021": 2}, "until": "2025"})
    assert not short["offered"]
    published = answer("forecast", "guo-jia-ji-gao-xin-ji-shu-qi-ye", "--pack", PACK)
    assert published["reason"]["en"]
    assert run("forecast", "-", given={"observations": 3})[0] == 2


def test_forecast_and_explain_over_a_workspace(tmp_path: Path) -> None:
    rows = [
        Reading(
            *("一厂", "firm", Span(2020 + i // 12, i % 12 + 1, i % 12 + 1), "output"),
            *(Decimal(1000 + 10 * i + 100 * (i % 12)), "万元", "known", "month", "表", "C2"),
            attributes=(("county", "甲县"), ("park", "东园")),
        )
        for i in range(60)
    ]
    Lake(tmp_path / "lake").append(rows, Load("1", "a.xlsx", "a", "局", date(2025, 1, 20), "zhang", 0, ""))
    found = answer("forecast", "output", "-w", tmp_path, "--to", "2025-06")
    assert found["offered"], found
    assert found["points"][-1]["period"] == "2025-06"
    assert run("forecast", "output", "-w", tmp_path)[0] == 2
    asked = ("explain", "output", "--period", "2024-12", "-w", tmp_path)
    why = answer(*asked, "--by", "county,park", "--deflator", "102", "--json")
    split = why["price"]["甲县"]
    assert Decimal(split["volume"]) + Decimal(split["price"]) == Decimal(why["change"])
    nominal = Decimal(why["after"]) / Decimal(why["before"])
    assert split["real_growth"] == f"{(nominal / Decimal('1.02') - 1) * 100:.2f}"
    assert why["nested"]["甲县"][0]["group"] == "东园"
    assert run(*asked, "--deflator", "x")[0] == 2
    index = Actual(series="ppi", period="2024", value=Decimal(102), unit="%", source="公报", grade="H")
    plan = Pack(about=About(id="plan", title=Name(zh="榕城规划")), actuals=(index,))
    write_pack(plan, tmp_path / "plans" / "plan")
    by_series = answer(*asked, "--by", "county,park", "--deflator", "ppi", "--json")
    assert by_series["price"] == why["price"]
    assert run(*asked, "--by", "county,park")[0] == 0


def test_firms_outside_every_park_are_called_so(tmp_path: Path) -> None:
    rows = [
        Reading(
            *(firm, "firm", Span(year, 6, 6), "output"),
            *(Decimal(1000 + year), "万元", "known", "month", "表", f"C{row}"),
            attributes=(("chain", "链"), *park),
        )
        for year in (2024, 2025)
        for row, (firm, park) in enumerate([("一厂", (("park", "东园"),)), ("二厂", ())], 2)
    ]
    Lake(tmp_path / "lake").append(rows, Load("1", "a.xlsx", "a", "局", date(2025, 7, 20), "zhang", 0, ""))
    asked = ("explain", "output", "--period", "2025-06", "-w", tmp_path, "--month", "--by")
    for by in ("park", "chain,park", "park,chain"):
        status, said = run(*asked, by)
        assert status == 0
        assert "not in a park" in said
        assert "东园" in said
