"""What ``rongshu firms place`` and ``duplicates`` answer: stable keys, deciding signs, reasons, faults."""

from __future__ import annotations

import csv
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from rongshu.cli.command import main
from rongshu.cli.firms import with_chains
from rongshu.cli.placing import Placer

PACK = Path(__file__).resolve().parents[2] / "packs" / "fuzhou-2021-2025"
KEYS = (
    *(
        "firm",
        "key",
        "line",
        "chains",
        "chain",
        "chain_id",
        "segment",
        "segment_id",
        "node",
        "node_id",
        "role",
    ),
    *("score", "evidence", "placements", "alternatives", "why_not", "problems"),
)


def ask(folder: Path, rows: list[dict[str, str]], command: str = "place") -> tuple[list[Any], str]:
    path = folder / "firms.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    pack = ["--pack", str(PACK)] if command == "place" else []
    answer = CliRunner().invoke(main, ["firms", command, str(path), "--json", *pack])
    assert answer.exit_code == 0, answer.output
    return json.loads(answer.stdout), answer.stderr


def firm(
    products: str = "", scope: str = "", code: str = "", name: str = "甲川某某有限公司"
) -> dict[str, str]:
    return {"公司全称": name, "主营产品": products, "经营业务": scope, "所属行业": code}


def test_it_works(tmp_path: Path) -> None:
    (one,), _faults = ask(tmp_path, [firm("显示器用 ＴＦＴ偏光片", "显示器件制造", "C3974")])
    assert tuple(one) == KEYS
    assert (one["chain"], one["node"], one["role"]) == ("新型显示产业链", "偏光片", "producer")
    first = one["evidence"][0]
    begin, end = first["span"]
    assert "显示器用 ＴＦＴ偏光片"[begin:end] == first["text"] == "ＴＦＴ偏光片"


@pytest.mark.parametrize(
    ("row", "reason", "word"),
    [
        (firm("锂电池检测设备"), "only_describes", "锂电池"),
        (firm("挂钟", "钟表加工（不含偏光片）"), "excluded", "偏光片"),
        (firm("挂钟"), "nothing_known", ""),
        (firm(), "nothing_said", ""),
        (firm("", "酒店管理", "3973"), "code_alone", "3973"),
    ],
)
def test_an_unplaced_firm_says_why(tmp_path: Path, row: dict[str, str], reason: str, word: str) -> None:
    (one,), _faults = ask(tmp_path, [row])
    assert one["chains"] == []
    assert one["node"] is None
    assert (reason, word) in {(each["reason"], each["word"]) for each in one["why_not"]}


def test_a_firm_may_stand_in_a_chain_on_no_node(tmp_path: Path) -> None:
    (one,), _faults = ask(tmp_path, [firm("电脑绣花加工", "服饰制造", "1830")])
    assert one["chains"] == ["纺织功能新材料产业链"]
    assert one["node"] is None
    assert one["role"] == "producer"


def test_what_was_too_light_is_told(tmp_path: Path) -> None:
    (one,), _faults = ask(tmp_path, [firm("偏光片", "光学玻璃制造", "3052")])
    light = {each["node"]: each["why_not"] for each in one["alternatives"]}
    assert light["光学玻璃"]


def test_faults_are_told_at_once_and_stop_nothing(tmp_path: Path) -> None:
    rows = [firm("偏光片", code="9999"), firm("x", name=""), firm("光模块", code="C12345")]
    answer, told = ask(tmp_path, rows)
    assert [one["line"] for one in answer] == [2, 4]
    (fault,) = answer[0]["problems"]
    assert (fault["line"], fault["column"], fault["found"]) == (2, "所属行业", "9999")
    assert fault["expected"]
    assert answer[1]["problems"][0]["found"] == "C12345"
    assert "firms.csv:3" in told
    assert answer[0]["node"] == "偏光片"


def test_duplicates_tell_their_lines(tmp_path: Path) -> None:
    rows = [
        {"编号": "7", "单位名称": "榕江龍騰紡織有限公司", "住所": "一路8号"},
        {"编号": "7", "单位名称": "榕江龙腾纺织有限公司", "住所": "一路8号"},
    ]
    (pair,), told = ask(tmp_path, rows, "duplicates")
    assert (pair["first"]["line"], pair["second"]["line"]) == (2, 3)
    assert pair["first"]["key"] != pair["second"]["key"]
    assert pair["reason"]
    assert "编号重复" in told


WORDS = (
    *(
        "锦纶切片",
        "TFT偏光片",
        "ＬＥＤ外延片",
        "芯片",
        "核二、三级闸阀",
        "用于锂电池",
        "的",
        "铜箔",
        "叔丁醇",
        "240万吨/年",
    ),
    *(
        "½",
        "㎡",
        "、",
        "；",
        "（不含",
        "）",
        "(",
        "+",
        "及",
        "和",
        "制造",
        "销售",
        "维修",
        " ",
        "\n\n",
        "\u3000",
        "\t",
    ),
)
SAID = st.lists(st.sampled_from(WORDS), max_size=9).map("".join)


@cache
def placer() -> Placer:
    return Placer(with_chains(PACK))


@settings(deadline=None)  # the first one loads the maps
@given(SAID, SAID)
def test_evidence_stands_where_it_says(products: str, scope: str) -> None:
    row = {"name": "甲川某某有限公司", "key": "1", "line": "2", "products": products, "scope": scope}
    answer = placer().answer(row, (), 0.4)
    for placement in (*answer["placements"], *answer["alternatives"]):
        assert 0 <= placement["score"] <= 1
        for each in placement["evidence"]:
            begin, end = each["span"]
            assert row[each["source"]][begin:end] == each["text"]
            assert each["text"].strip()
