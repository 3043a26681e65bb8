"""What the code imports is what pyproject.toml declares, no less and no more."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# named in settings or by another package, never imported
BY_NAME = {
    "django-htmx",  # an installed app, and htmx itself
    "django-template-partials",  # an installed app
    "pytz",  # duckdb needs it for times with a zone
}


def imported() -> set[str]:
    """The distributions whose modules the source imports."""
    modules = set()
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                modules.add(node.module.split(".")[0])
    known = packages_distributions()
    ours = modules - sys.stdlib_module_names - {"rongshu"}
    return {plain(known[module][0]) for module in ours if module in known}


def declared() -> set[str]:
    """The distributions that pyproject.toml names."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {named(line) for line in project["dependencies"]}


def extras() -> set[str]:
    """The distributions of the extras: an engine beyond one machine, another database."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {named(line) for lines in project["optional-dependencies"].values() for line in lines}


def named(line: str) -> str:
    return plain(re.split(r"[\[<>=!~ ;]", line)[0])


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_all_that_is_imported_is_declared():
    assert imported() - declared() - extras() == set()


def test_all_that_is_declared_is_used():
    assert declared() - imported() - BY_NAME == set()


def test_the_lock_holds_what_is_declared():
    lock = (ROOT / "requirements" / "runtime.txt").read_text(encoding="utf-8")
    locked = {plain(name) for name in re.findall(r"(?m)^([\w.-]+)==", lock)}
    assert declared() <= locked, "run ./run lock"
