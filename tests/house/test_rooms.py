"""Each package says in one sentence what it is, and re-exports nothing."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = sorted((ROOT / "src" / "rongshu").rglob("__init__.py"))


@pytest.mark.parametrize("path", ROOMS, ids=lambda path: str(path.parent.relative_to(ROOT)))
def test_a_package_is_one_sentence(path: Path) -> None:
    if "migrations" in path.parts or path.parent.name in {"management", "commands"}:
        return
    body = ast.parse(path.read_text(encoding="utf-8")).body
    assert len(body) == 1, f"{path} holds more than its sentence"
    sentence = ast.get_docstring(ast.Module(body=body, type_ignores=[])) or ""
    assert sentence.endswith(".")
    assert "\n\n" not in sentence


def test_the_readme_map_is_true() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for path in (ROOT / "src" / "rongshu").glob("*/__init__.py"):
        sentence = (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").split("\n")[0]
        assert f"| `{path.parent.name}` | {sentence} |" in readme, f"README map lacks {path.parent.name}"


def test_no_word_of_private_places_stands_in_the_house() -> None:
    words = ("/" + "work/", "/" + "tmp/bash", "file:///" + "opt")
    for path in ROOT.rglob("*"):
        parts = set(path.parts)
        if path.suffix not in {".py", ".md", ".toml", ".txt", ".yaml", ".html", ".json", ".cfg"}:
            continue
        if parts & {".venv", "node_modules", ".git", "build", "workspace"}:
            continue
        text = path.read_text(encoding="utf-8", errors="ignore")
        assert not [word for word in words if word in text], path
