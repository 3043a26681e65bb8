"""``rongshu projects contribution``: any usual table in, both readings out, every wrong cell said at once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import Workbook
from typer.testing import CliRunner

from rongshu.cli.command import main

ROWS = (
    ("项目名称", "阶段", "达产年产值（万元）", "投产计划", "达产进度"),
    ("甲", "开工", "12,000", "2026-07", "40%、80%、100%"),
    ("乙", "在谈", "", "2028年", ""),
    ("丙", "签约", "1.5亿元", "", ""),
)
INDICATOR = {
    "indicator": "总产值",
    "unit": "亿元",
    "base": {"period": "2020", "value": 10},
    "target": {"period": "2030", "value": 13},
    "path": "linear",
    "direction": "up",
    "observations": [{"period": "2025", "value": 12}],
}


def ask(*words: object, code: int = 0) -> str:
    answer = CliRunner().invoke(main, ["projects", "contribution", *(str(word) for word in words)])
    assert answer.exit_code == code, answer.output
    return answer.output


def table(folder: Path, form: str) -> Path:
    if form == "xlsx":
        path, book = folder / "p.xlsx", Workbook()
        book.active.append(["2026年重点项目"])
        for row in ROWS:
            book.active.append(row)
        book.save(path)
        return path
    path = folder / "p.csv"
    quoted = "\n".join(",".join(f'"{cell}"' for cell in row) for row in ROWS)
    path.write_bytes(quoted.encode(form))
    return path


@pytest.mark.parametrize("form", ["utf-8-sig", "gb18030", "xlsx"])
def test_it_works(tmp_path, form):
    sheet = tmp_path / "i.json"
    sheet.write_text(json.dumps(INDICATOR), encoding="utf-8")
    told = json.loads(ask(table(tmp_path, form), "--indicator", sheet, "--json"))
    assert [(y["year"], y["added"], y["added_weighted"]) for y in told["years"][:2]] == [
        (2026, "0.24", "0.204"),
        (2027, "0.72", "0.612"),
    ]
    assert (told["closes"], told["closes_weighted"]) == (2028, 2029)
    assert told["unknown"] == {"amount": ["乙"], "start": ["丙"], "other_unit": []}
    assert told["formula"].startswith("12 + 1.2 = 13.2 ≥ 13")


def test_a_json_sheet_holds_it_all(tmp_path):
    sheet = tmp_path / "s.json"
    asked = {
        "figure": "tax",
        "first_year": 2026,
        "rule": {"stages": {"开工": "50%"}, "ramp": [0.5, 1]},
        "projects": [
            {"name": "甲", "stage": "started", "tax": {"value": 2, "unit": "亿元"}, "start": "2026-01"}
        ],
    }
    sheet.write_text(json.dumps(asked, ensure_ascii=False), encoding="utf-8")
    told = json.loads(ask(sheet, "--json"))
    assert told["unit"] == "万元"
    assert told["rule"].endswith("*")
    assert [(y["added"], y["added_weighted"]) for y in told["years"][:2]] == [
        ("10000", "5000"),
        ("20000", "10000"),
    ]
    assert "情景" in ask(sheet)


def test_every_wrong_cell_is_said_at_once(tmp_path):
    path = tmp_path / "bad.csv"
    path.write_text(
        "项目名称,阶段,达产年产值（万元）,投产计划,达产进度\n,梦想,多,某天,200%\n", encoding="utf-8"
    )
    said = ask(path, code=2)
    for word in ("没有项目名称", "梦想", "不小于0", "某天", "100%"):
        assert word in said
    assert "bad.csv:2" in said


@pytest.mark.parametrize(
    "text", ["", "a,b\n1,2\n", "[1, 2]", '{"projects": 3}', "{", '{"figure": "苹果", "projects": []}']
)
def test_what_is_no_sheet_is_refused(tmp_path, text):
    path = tmp_path / "x.json"
    path.write_text(text, encoding="utf-8")
    ask(path, code=2)


def test_an_indicator_to_which_nothing_adds_says_why(tmp_path):
    sheet = tmp_path / "i.json"
    sheet.write_text(json.dumps({**INDICATOR, "unit": "%"}), encoding="utf-8")
    told = json.loads(ask(table(tmp_path, "utf-8"), "--indicator", sheet, "--json"))
    assert "不可比" in told["cannot_be_compared"]
    assert told["closes"] is None
