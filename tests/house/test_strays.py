"""Nothing lies about: every kept file has a place, a kind and a reasonable size."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOP = {
    ".ci", ".gitignore", ".importlinter", "CHANGELOG.md", "CONTRIBUTING.md", "GLOSSARY.md", "LICENSE",
    "README.md", "README.zh-CN.md", "TENETS.md", "bench", "bundle", "docs", "examples", "mkdocs.yml",
    "package-lock.json", "package.json", "packs", "pyproject.toml", "requirements", "run", "src", "tests",
}  # fmt: skip
KINDS = {
    "src": {".py", ".html", ".css", ".js", ".svg", ".po", ".typed"},
    "packs": {".yaml", ".csv", ".geojson", ".py", ".md"},
    "bench": {".py", ".json", ".svg", ".md"},
    "docs": {".md", ".py", ".yaml", ".svg", ".png"},
}
LARGEST = 1_500_000
VAGUE = re.compile(r"(?i)^(?:base|common)$|(?:^|_)(?:utils?|helpers?|manager|misc|stuff)(?:_|$)")


def kept() -> list[Path]:
    """Every file under version control that is still there, and every new one that is not ignored."""
    asked = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    answer = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    if answer.returncode:
        pytest.skip("no git checkout: which files are kept is not known")
    return [Path(name) for name in answer.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_the_top_holds_only_what_it_should():
    assert {path.parts[0] for path in kept()} <= TOP


def test_every_file_is_of_a_kind_its_folder_holds():
    strays = [
        path
        for path in kept()
        if path.parts[0] in KINDS and path.suffix not in KINDS[path.parts[0]] and path.name != "py.typed"
    ]
    assert strays == []


def test_no_file_is_too_large():
    assert [path for path in kept() if (ROOT / path).stat().st_size > LARGEST] == []


def test_no_leftovers():
    leftovers = re.compile(r"(?:\.(?:orig|rej|bak|swp|tmp|log|part)|~)$|^\.DS_Store$|\.ipynb$")
    assert [path for path in kept() if leftovers.search(path.name)] == []


def test_modules_are_nouns():
    named = [path for path in kept() if path.parts[0] == "src" and path.suffix == ".py"]
    assert [path for path in named if VAGUE.search(path.stem)] == []


def test_a_folder_with_code_is_a_package():
    folders = {path.parent for path in kept() if path.parts[0] == "src" and path.suffix == ".py"}
    assert [folder for folder in folders if not (ROOT / folder / "__init__.py").is_file()] == []


def test_texts_end_with_a_line_end_and_hold_no_tabs_or_merge_marks():
    wrong = []
    for path in kept():
        if (
            path.suffix in {".py", ".md", ".toml", ".yaml", ".html", ".css", ".js"}
            and "recorded" not in path.parts
        ):
            text = (ROOT / path).read_text(encoding="utf-8")
            bad = "\n<<<<<<< " in text or (path.suffix in {".py", ".md"} and text and not text.endswith("\n"))
            wrong += [path] if bad else []
    assert wrong == []
