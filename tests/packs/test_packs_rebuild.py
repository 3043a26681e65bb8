"""``./run packs``: rebuilt from the document and what people decided, compared byte by byte."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from rongshu.compiler.draft import write_draft
from rongshu.document.read import read_document
from rongshu.pack.folder.load import load_pack

PLAN = """江临市“十五五”工业发展规划
一、主要目标
到2030年，全市规上工业总产值达到900亿元。
二、主要任务
（一）壮大产业集群
培育链主企业。支持云帆科技、远帆重工等龙头企业做大做强。
"""


@pytest.fixture(scope="session")
def rebuild() -> ModuleType:
    file = Path(__file__).resolve().parents[2] / "packs" / "packs_rebuild.py"
    spec = importlib.util.spec_from_file_location("packs_rebuild", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.fixture
def pack(tmp_path: Path, document: Path) -> Path:
    folder = tmp_path / "packs" / "jianglin"
    write_draft(read_document(document), folder)
    return folder


def test_it_works(
    rebuild: ModuleType, pack: Path, document: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = rebuild.contents(pack)
    assert rebuild.main(["--check", "--doc", str(document), str(pack)]) == 0
    assert "same" in capsys.readouterr().out
    assert rebuild.main(["--doc", str(document), str(pack)]) == 0
    assert rebuild.contents(pack) == before


def test_a_file_that_the_document_does_not_make_is_named(
    rebuild: ModuleType, pack: Path, document: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = pack / "targets.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("900", "990"), encoding="utf-8")
    before = rebuild.contents(pack)
    assert rebuild.main(["--check", "--doc", str(document), str(pack)]) == 1
    assert "jianglin/curation.yaml differs" in capsys.readouterr().out
    assert rebuild.contents(pack) == before


def test_a_compile_of_yesterday_is_named(
    rebuild: ModuleType, pack: Path, document: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for file in (pack / "targets.yaml", pack / "compiled" / "targets.yaml"):
        file.write_text(file.read_text(encoding="utf-8").replace("900", "990"), encoding="utf-8")
    assert rebuild.main(["--check", "--doc", str(document), str(pack)]) == 1
    told = capsys.readouterr().out
    assert "jianglin/targets.yaml differs" in told
    assert "jianglin/compiled/targets.yaml differs" in told


def test_the_same_document_under_another_name_is_the_same(
    rebuild: ModuleType, pack: Path, document: Path, tmp_path: Path
) -> None:
    other = document.rename(tmp_path / "another.txt")
    assert rebuild.main(["--check", "--doc", str(other), str(pack)]) == 0


def test_without_the_document_it_says_so(
    rebuild: ModuleType, pack: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stranger = tmp_path / "stranger.txt"
    stranger.write_text("别的文件", encoding="utf-8")
    sha256 = load_pack(pack).about.source.sha256  # type: ignore[union-attr]
    assert rebuild.main(["--check", "--doc", str(stranger), str(pack)]) == 0
    assert f"not compared: the document is not here\n  sha256 {sha256}" in capsys.readouterr().out
    assert rebuild.main(["--doc", str(stranger), str(pack)]) == 2
