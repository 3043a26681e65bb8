"""What the README and the guides tell people to type is what the command takes, and does."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import openpyxl
import pytest
import typer

from rongshu.cli.command import main

ROOT = Path(__file__).resolve().parents[2]
PAGES = [
    "README.md",
    "README.zh-CN.md",
    *sorted(f"docs/guide/{p.name}" for p in (ROOT / "docs/guide").glob("*.md")),
]
_LINE = re.compile(r"^    (?:\./run |/opt/rongshu/bin/)?rongshu (?P<rest>.+)$")
_COMMENT = re.compile(r"\s{2,}#.*$| # .*$")
# 0 answered, 1 answered with warnings; a plan with planted contradictions has errors: 2
ENDS = {"check": {0, 1, 2}}


def commands(page: str) -> list[list[str]]:
    """The arguments of every command that a page shows, in its order."""
    lines = (ROOT / page).read_text(encoding="utf-8").splitlines()
    found = [match["rest"] for line in lines if (match := _LINE.match(line))]
    return [shlex.split(_COMMENT.sub("", rest)) for rest in found if "…" not in rest]


def every() -> list[tuple[str, list[str]]]:
    return [(page, arguments) for page in PAGES for arguments in commands(page)]


def test_it_works() -> None:
    assert len(every()) > 50
    assert ["init", "../ourcity", "--plan", "../ourcity-pack"] in commands("README.md")


def test_both_readmes_show_the_same_commands() -> None:
    assert commands("README.md") == commands("README.zh-CN.md")


@pytest.mark.parametrize(("page", "arguments"), every(), ids=lambda part: " ".join(part)[:60])
def test_the_command_takes_it(page: str, arguments: list[str]) -> None:
    """Names of commands and options, and how many arguments each takes; nothing is run."""
    command: click.Command = typer.main.get_command(main)
    rest = list(arguments)
    while isinstance(command, click.Group) and rest and not rest[0].startswith("-"):
        name = rest.pop(0)
        assert name in command.commands, f"{page}: rongshu {' '.join(arguments)}"
        command = command.commands[name]
    if "--help" in rest:
        return
    try:
        command.make_context("rongshu", rest)
    except click.exceptions.UsageError as refused:
        raise AssertionError(f"{page}: rongshu {' '.join(arguments)}: {refused.message}") from refused


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """The folder of somebody who follows the README: a plan, two years of one report, lists of firms."""
    folder = tmp_path / "我的 文件夹"
    folder.mkdir()
    shutil.copy(ROOT / "examples/jichuan/plan.docx", folder / "规划.docx")
    for year, name in ((2025, "6月报表.xlsx"), (2024, "去年6月.xlsx")):
        book = openpyxl.Workbook()
        book.active.append([f"{year}年6月规模以上工业企业月报"])
        book.active.append(["企业名称", "所属县区", "产值（万元）"])
        book.active.append(["示例甲公司", "东区", 1000 if year == 2025 else 900])
        book.save(folder / name)
    (folder / "firms.csv").write_text(
        "企业名称,主要产品\n示例塔筒有限公司,风电塔筒\n示例塔筒公司,风电塔筒\n示例叶片有限公司,风电叶片\n",
        encoding="utf-8",
    )
    shutil.copy(ROOT / "examples/jichuan/outside-firms.csv", folder / "elsewhere.csv")
    return folder


def test_the_readme_can_be_followed(desk: Path) -> None:
    """Every command of the README but the one that serves for ever, in its order, in an ordinary folder."""
    own = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("DJANGO", "RONGSHU", "DATABASE"))
    }

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "rongshu.cli", *arguments],
            cwd=desk, env=own, capture_output=True, text=True, check=False, timeout=300,
        )  # fmt: skip
        assert done.returncode in ENDS.get(arguments[0], {0}), (
            arguments,
            done.stdout[-800:],
            done.stderr[-2000:],
        )
        assert "Traceback" not in done.stderr, arguments
        return done.stdout

    said = {}
    for arguments in commands("README.md"):
        if arguments[0] != "serve":
            said[arguments[0]] = run(*arguments)
        if arguments[0] == "load" and "-w" in arguments:
            run("load", "去年6月.xlsx", "-w", "../ourcity", "--released", "2024-07-20")
    assert re.fullmatch(r"zhang  [a-z2-9-]{19}\n", said["user"])
    assert "东区" in said["compute"]
    assert "900 → 1000" in said["explain"]
    assert "示例塔筒公司" in said["firms"]
    assert (desk / "map.pdf").read_bytes().startswith(b"%PDF")
    assert said["targets"].strip()
