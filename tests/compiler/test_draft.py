"""A document compiled onto disk, again and again."""

from __future__ import annotations

from pathlib import Path

import pytest

from rongshu.compiler.draft import write_draft
from rongshu.document.read import read_document
from rongshu.pack.folder.load import load_pack

PLAN = """榕城市“十五五”先进制造业发展规划
一、发展目标
到2030年，全市规上工业总产值达到{value}亿元。
二、重点任务
（一）壮大产业集群
培育龙头企业。建立重点企业库，完善链长联席会议制度。
三、保障措施
（一）加强组织领导
成立规划实施领导小组。
"""
NOW = "2026-11-25T09:00:00+08:00"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "pack"


def draft(folder: Path, value: int = 3000) -> Path:
    """The plan written with ``value`` and compiled into ``folder``."""
    plan = folder.with_name("plan.txt")
    plan.write_text(PLAN.format(value=value), encoding="utf-8")
    write_draft(read_document(plan), folder, now=NOW)
    return folder


def test_it_works(folder: Path) -> None:
    pack = load_pack(draft(folder))
    assert [task.name for task in pack.tasks if task.level == "task"] == ["壮大产业集群", "加强组织领导"]
    assert "重点企业库" in [mechanism.name.zh for mechanism in pack.mechanisms]
    assert load_pack(folder / "compiled") == pack


def test_the_same_document_again_changes_no_byte(folder: Path) -> None:
    before = {path: path.read_bytes() for path in draft(folder).rglob("*") if path.is_file()}
    after = {path: path.read_bytes() for path in draft(folder).rglob("*") if path.is_file()}
    assert before == after


def test_a_hand_edit_outlives_a_revised_document(folder: Path) -> None:
    file = draft(folder) / "mechanisms.yaml"
    text = file.read_text(encoding="utf-8")
    lines = [
        "  realised_by: [list:key-firms]" if "kind: register" in line else "" for line in text.splitlines()
    ]
    edited = "\n".join("\n".join(filter(None, pair)) for pair in zip(text.splitlines(), lines, strict=True))
    file.write_text(edited + "\n", encoding="utf-8")
    pack = load_pack(draft(folder, value=3300))
    register = next(mechanism for mechanism in pack.mechanisms if mechanism.kind == "register")
    assert register.realised_by == ("list:key-firms",)
    assert "3300" in (folder / "targets.yaml").read_text(encoding="utf-8")
