"""The likely mistakes at the command line: each is said in a few lines with what to do, and makes nothing."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from rongshu.cli.command import main


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one month's report, which is no workspace."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("RONGSHU_WORKSPACE", raising=False)
    book = openpyxl.Workbook()
    book.active.append(["2025年6月月报"])
    book.active.append(["企业名称", "产值（万元）"])
    book.active.append(["甲公司", 100])
    book.save(tmp_path / "6月 报表.xlsx")
    return tmp_path


def refused(*arguments: str) -> str:
    """What the command says.  It ends with 2 and without the program's steps."""
    answer = CliRunner().invoke(main, arguments)
    assert answer.exit_code == 2, answer.output
    assert answer.exception is None or isinstance(answer.exception, SystemExit)
    assert "Traceback" not in answer.output
    return answer.output


def test_it_works(folder: Path) -> None:
    (folder / "workspace.toml").touch()
    answer = CliRunner().invoke(main, ["load", "6月 报表.xlsx", "--released", "2025-07-20"])
    assert answer.exit_code == 0, answer.output
    assert (folder / "lake").is_dir()


@pytest.mark.parametrize(
    "arguments",
    [("load", "6月 报表.xlsx"), ("loads",), ("undo", "abc"), ("load", "6月 报表.xlsx", "-w", "别处"),
     ("compute", "output"), ("explain", "output", "--period", "2025-06"), ("quality",)],
)  # fmt: skip
def test_without_a_workspace_nothing_is_made(folder: Path, arguments: tuple[str, ...]) -> None:
    said = refused(*arguments)
    assert "rongshu init" in said
    assert not list(folder.rglob("lake"))
    assert not (folder / "别处").exists()


def test_a_preview_needs_no_workspace(folder: Path) -> None:
    assert CliRunner().invoke(main, ["load", "6月 报表.xlsx", "--preview"]).exit_code == 0


@pytest.mark.parametrize("day", ["2025/07/20", "7月20日", "2025-13-01"])
def test_a_day_that_is_none(folder: Path, day: str) -> None:
    (folder / "workspace.toml").touch()
    assert day in refused("load", "6月 报表.xlsx", "--released", day)
    assert not (folder / "lake").exists()


@pytest.mark.parametrize("port", ["99999", "-1", "http"])
def test_a_port_that_is_none(folder: Path, port: str) -> None:
    assert "--port" in refused("serve", str(folder), "--port", port)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("规划.docx", b"PK\x03\x04 broken"),
        ("图.xlsx", b"\x89PNG\r\n\x1a\n\x00\x00"),
        ("乱.csv", b"\xff\xfe\x00\xd8bad"),
        ("空.xlsx", b""),
        ("无月份.csv", "企业名称,产值（万元）\n甲,1\n".encode()),
    ],
)
def test_a_wrong_file(folder: Path, name: str, content: bytes) -> None:
    (folder / name).write_bytes(content)
    assert name in refused("load", name, "--preview")


def test_a_file_that_is_not_there(folder: Path) -> None:
    assert "没有.xlsx" in refused("load", "没有.xlsx", "--preview")
    assert "没有.docx" in refused("compile", "没有.docx", "-o", "x")
    assert not (folder / "x").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("compute", "outptu"), "outptu"),
        (("compute", "output", "--by", "contry"), "contry"),
        (("compute", "output", "--grain", "week"), "week"),
        (("compute", "output", "--known-on", "昨天"), "昨天"),
        (("explain", "output", "--period", "2025-13"), "2025-13"),
        (("explain", "outptu", "--period", "2025-06"), "outptu"),
    ],
)
def test_a_wrong_name_or_period(folder: Path, arguments: tuple[str, ...], said: str) -> None:
    (folder / "workspace.toml").touch()
    CliRunner().invoke(main, ["load", "6月 报表.xlsx"])
    assert said in refused(*arguments)


def test_a_file_that_is_not_there_is_named_in_the_readers_language(tmp_path):
    absent = tmp_path / "没有.csv"
    words = ["projects", "contribution", str(absent)]
    told = CliRunner().invoke(main, ["--lang", "zh", *words])
    assert (told.exit_code, told.output.strip()) == (2, f"找不到文件：{absent}")
    assert CliRunner().invoke(main, ["--lang", "en", *words]).output.strip() == f"no such file: {absent}"
