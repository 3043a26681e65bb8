"""The command line: every command answers, refused input is a list and never a traceback."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rongshu.cli.command import main
from rongshu.cli.printing import print_diagnostics, print_table
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.citation import Citation
from rongshu.terms.diagnostic import Diagnostic, InputError, Place, Severity

PLAN = """榕城市“十五五”先进制造业发展规划
一、发展目标
到2030年，全市规上工业总产值达到3000亿元。
二、重点任务
（一）壮大产业集群
培育龙头企业。建立重点企业库，完善链长制。
三、保障措施
（一）加强组织领导
成立规划实施领导小组。
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


def run(*arguments: object, lang: str = "zh") -> tuple[int, str]:
    result = CliRunner().invoke(main, ["--lang", lang, *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def test_it_works(plan: Path, tmp_path: Path) -> None:
    status, output = run("compile", plan, "-o", tmp_path / "pack")
    assert status == 0, output
    assert "写入" in output
    status, output = run("show", tmp_path / "pack", "tasks", "--json")
    assert any(task["name"] == "壮大产业集群" for task in json.loads(output))


def test_flat_items_go_to_standard_output(plan: Path) -> None:
    status, output = run("compile", plan, "--json", "-")
    assert status == 0
    assert json.loads(output)["items"]


def test_a_pack_does_not_differ_from_itself(plan: Path, tmp_path: Path) -> None:
    run("compile", plan, "-o", tmp_path / "a")
    run("compile", plan, "-o", tmp_path / "b")
    status, output = run("diff", tmp_path / "a", tmp_path / "b", "--json")
    assert (status, json.loads(output)) == (0, [])


def test_check_quotes_the_document_and_answers_json(plan: Path, tmp_path: Path) -> None:
    run("compile", plan, "-o", tmp_path / "pack")
    status, output = run("check", tmp_path / "pack", "--doc", plan)
    assert status in (0, 1, 2)
    assert "错误" in output
    _, output = run("check", tmp_path / "pack", "--json")
    assert isinstance(json.loads(output), list)


def test_a_missing_document_is_a_list_not_a_traceback(tmp_path: Path) -> None:
    status, output = run("compile", tmp_path / "none.docx")
    assert status == 2
    assert "none.docx" in output
    assert "Traceback" not in output


def test_a_missing_pack_is_refused(tmp_path: Path) -> None:
    status, output = run("show", tmp_path / "nothing")
    assert status == 2
    assert "Traceback" not in output


def test_an_unknown_kind_names_the_known_ones(plan: Path, tmp_path: Path) -> None:
    run("compile", plan, "-o", tmp_path / "pack")
    status, output = run("show", tmp_path / "pack", "unicorns", lang="en")
    assert status == 2
    assert "indicators" in output


@pytest.mark.parametrize(("lang", "words"), [("zh", ["不认识", "unknown key"]), ("en", ["unknown key"])])
def test_refused_input_says_where_what_and_what_to_do(
    lang: str, words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RONGSHU_LANG", lang)
    refused = Diagnostic(
        rule="unknown-key",
        severity=Severity.ERROR,
        message=Bilingual("不认识这个键", "unknown key"),
        places=(Place(file="parks.yaml", line=12), Place(cite=Citation(3, 1, 4), quote="园区")),
        found="aera",
        expected="area",
        remedy=Bilingual("改为 area", "write area"),
        arithmetic="1 + 1 = 2",
    )
    print_diagnostics(InputError([refused]).diagnostics, error=True)
    shown = capsys.readouterr().err
    for word in [*words, "parks.yaml:12", "p3:1-4", "「园区」", "aera", "area", "1 + 1 = 2"]:
        assert word in shown
    assert ("不认识" in shown) == (lang == "zh")


def test_help_lists_every_command() -> None:
    status, output = run("--help")
    assert status == 0
    for command in ("compile", "show", "diff", "check", "coverage"):
        assert command in output


def test_columns_align_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    print_table([("园区", "1"), ("park", "22")])
    assert capsys.readouterr().out == "园区  1\npark  22\n"
