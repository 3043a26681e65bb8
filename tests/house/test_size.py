"""The house style's limits: sixty lines a function, 250 a class, 500 a module."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted(
    path
    for folder in ("src", "tests", "bench", "packs", "bundle", "docs")
    for path in (ROOT / folder).rglob("*.py")
    if "migrations" not in path.parts
)
LIMITS = {ast.FunctionDef: 60, ast.AsyncFunctionDef: 60, ast.ClassDef: 250}


def too_long(source: str) -> list[str]:
    """Every definition of ``source`` that reaches its limit, as ``line name lines``."""
    found = []
    for node in ast.walk(ast.parse(source)):
        limit = LIMITS.get(type(node))
        if limit and node.end_lineno - node.lineno + 1 >= limit:
            found.append(f"{node.lineno} {node.name} {node.end_lineno - node.lineno + 1}")
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_each_room_keeps_its_size(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert source.count("\n") <= 500, f"{path} has more than 500 lines"
    assert not too_long(source)


def test_a_long_function_is_seen() -> None:
    assert too_long("def long():\n" + "    pass\n" * 60) == ["1 long 61"]
    assert not too_long("def short():\n    pass\n")
