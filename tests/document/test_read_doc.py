"""Old Word files: what antiword writes is read as tables and paragraphs."""

from __future__ import annotations

import os

import pytest
from reading import outline, read, tables, texts

from rongshu.document.word.read_doc import unwrapped

WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "WordDocument".encode("utf-16-le")
WRITTEN = """云江市工业发展规划

一、发展目标

到2030年产值达到2000亿元。

|指标          |2025年 |2030年 |
|规上工业总产值|1200   |2000   |
|（亿元）      |       |       |
|企业数（家）  |860    |1100   |

二、重点任务

做强主导产业。
"""


@pytest.fixture
def antiword(tmp_path, monkeypatch):
    """A stand-in on the path that prints what antiword prints for such a file."""
    program = tmp_path / "bin" / "antiword"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\ncat <<'END'\n{WRITTEN}END\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")


@pytest.mark.usefixtures("antiword")
def test_it_works(tmp_path):
    document = read(tmp_path, WORD, "plan.doc")
    assert document.source.kind == "doc"
    assert outline(document) == [(1, "一、", "发展目标"), (1, "二、", "重点任务")]
    assert texts(tables(document)[0]) == [
        ["指标", "2025年", "2030年"],
        ["规上工业总产值（亿元）", "1200", "2000"],
        ["企业数（家）", "860", "1100"],
    ]


def test_a_row_with_an_empty_cell_stays_a_row():
    lines = ["|类别  |指标      |值 |", "|规模  |产值      |12 |", "|      |企业数    |8  |"]
    assert len(unwrapped(lines)) == 3
