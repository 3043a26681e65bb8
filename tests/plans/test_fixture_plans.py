"""Each fixture plan goes through the reader and the compiler and is held against its gold."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from build import where
from scoring import Row, macro, near_miss_alarms, score, table

compiling = pytest.importorskip("rongshu.compiler.compile", reason="the compiler is not here yet")
reading = pytest.importorskip("rongshu.document.read", reason="the document reader is not here yet")
flat = pytest.importorskip("rongshu.compiler.flat", reason="the flat form is not here yet")

HERE = Path(__file__).resolve().parent
OFFICIAL = HERE.parent.parent.parent / "shared" / "gold" / "score.py"
DOCUMENTS = (
    ("lanchuan", "plan.docx"),
    ("lanchuan", "plan.txt"),
    ("zhaochuan", "plan.txt"),
    ("tingyu", "plan.pdf"),
    ("tingyu", "plan.txt"),
    ("jichuan", "plan.docx"),
    ("jichuan", "plan.txt"),
    ("panyao", "plan.docx"),
    ("qingmo", "plan.docx"),
    ("qingmo", "plan.txt"),
    ("linpu", "plan.txt"),
    ("rongwan", "plan.docx"),
    ("sangbo", "plan.docx"),
    ("sangbo", "plan.txt"),
    ("lanyang", "plan.docx"),
    ("tingsha", "plan.docx"),
    ("mujiang", "plan.pdf"),
    ("mujiang", "plan.txt"),
    ("yunping", "plan.docx"),
    ("huqi", "plan.txt"),
    ("wangchao", "plan.docx"),
    ("huailing", "plan.docx"),
    ("cangling", "plan.docx"),
    ("dongluo", "plan.txt"),
    ("pingjiang", "plan.docx"),
    ("linze", "plan.docx"),
    ("cangping", "plan.docx"),
    ("qingya", "plan.pdf"),
    ("qingya", "plan.txt"),
    ("yunlu", "plan.docx"),
    ("luopu", "plan.txt"),
    ("bolan", "plan.pdf"),
    ("bolan", "plan.txt"),
    ("hailing", "plan.docx"),
    ("zuozhou", "plan.docx"),
    ("haojiang", "plan.docx"),
    ("weiling", "plan.pdf"),
    ("weiling", "plan.txt"),
    ("shuxi", "plan.docx"),
    ("yunya", "plan.txt"),
    ("panling", "plan.docx"),
    ("lizhou", "plan.docx"),
    ("tingwu", "plan.txt"),
    ("yaojin", "plan.pdf"),
    ("yaojin", "plan.txt"),
    ("xiayu", "plan.docx"),
    ("suhe", "plan.txt"),
    ("lucheng", "plan.docx"),
    ("qiluan", "plan.docx"),
    ("moyang", "plan.txt"),
    ("tanxi", "plan.docx"),
    ("ruobei", "plan.pdf"),
    ("ruobei", "plan.txt"),
    ("yuangang", "plan.docx"),
    ("yuangang", "sized.docx"),
    ("jindu", "plan.pdf"),
    ("jindu", "plan.txt"),
    ("mangling", "plan.txt"),
    ("yunxi", "plan.html"),
    ("dainan", "plan.docx"),
)
FLOORS = {
    "outline": 0.97,
    "indicator": 0.95,
    "box": 0.95,
    "target": 0.85,
    "baseline": 0.75,
    "enterprise": 0.85,
    "product": 0.70,
    "industry:pillar": 0.90,
    "industry:industry": 0.90,
    "industry:segment": 0.90,
    "project": 0.70,
    "park": 0.95,
    "chain": 0.95,
    "capacity": 0.95,
    "task": 0.90,
    "contradiction": 0.60,
}


def gold(name: str) -> dict:
    """The gold of a fixture."""
    return json.loads((HERE / name / "gold.json").read_text(encoding="utf-8"))


@cache
def compiled(name: str, file: str) -> list[dict]:
    """The flat items of a fixture's document, compiled once."""
    return flat.flat_items(compiling.compile_document(reading.read_document(where(name) / file)))


def rows_of(name: str, file: str) -> list[Row]:
    """The score table of a fixture's document."""
    return score(gold(name), compiled(name, file))


@pytest.mark.parametrize(("name", "file"), DOCUMENTS)
def test_it_works(name: str, file: str) -> None:
    rows = rows_of(name, file)
    assert macro(rows) >= 0.90, table(f"{name}/{file}", rows)


@pytest.mark.parametrize(("name", "file"), DOCUMENTS)
def test_no_kind_is_left_behind(name: str, file: str) -> None:
    rows = rows_of(name, file)
    low = [row for row in rows if (row.recall if row.recall_only else row.f1) < FLOORS[row.label]]
    assert not low, "\n".join(
        f"{row.label} {row.f1:.3f}: missed {row.missed}, extra {row.extra}" for row in low
    )


@pytest.mark.parametrize(("name", "file"), DOCUMENTS)
def test_no_near_miss_is_reported(name: str, file: str) -> None:
    assert near_miss_alarms(gold(name), compiled(name, file)) == []


@pytest.mark.skipif(not OFFICIAL.exists(), reason="the official scorer ../shared/gold/score.py is not here")
@pytest.mark.parametrize(("name", "file"), DOCUMENTS)
def test_the_official_scorer_agrees(name: str, file: str, tmp_path: Path) -> None:
    found, result = tmp_path / "found.json", tmp_path / "result.json"
    found.write_text(json.dumps({"items": compiled(name, file)}, ensure_ascii=False), encoding="utf-8")
    known = str(HERE / name / "gold.json")
    command = [sys.executable, str(OFFICIAL), known, str(found), "--json", str(result)]
    printed = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout
    mean = float(printed.split("core rows:")[1].split()[0])
    assert mean >= 0.90, printed
