"""A workspace of an earlier version opens after ``rongshu upgrade`` with nothing lost; so does its backup."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from office.site.test_commands import rongshu
from rongshu.office.site.workspace import init_workspace

EARLIER = Path(__file__).parent / "recorded" / "workspace-schema-1.sql"
# worked out anew by every version
OWN = ("sqlite_", "django_", "auth_")


def rows(folder: Path) -> dict[str, int]:
    """How many rows each table holds."""
    with closing(sqlite3.connect(folder / "rongshu.sqlite3")) as database:
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        kept = [name for name in names if not name.startswith(OWN)]
        return {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in kept}


def said(folder: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(folder / "rongshu.sqlite3")) as database:
        return database.execute(sql).fetchall()


@pytest.fixture
def earlier(tmp_path: Path) -> Path:
    """The workspace as the earlier version left it, in a folder with a blank and Chinese in its name."""
    folder = tmp_path / "临江 市"
    init_workspace(folder, "临江")
    with closing(sqlite3.connect(folder / "rongshu.sqlite3")) as database:
        database.executescript(EARLIER.read_text(encoding="utf-8"))
    return folder


def test_it_works(earlier: Path) -> None:
    before = rows(earlier)
    assert rongshu("upgrade", earlier).returncode == 0
    after = rows(earlier)
    assert {name: count for name, count in before.items() if after.get(name) != count} == {}
    people = rongshu("user", "password", "guanli", "-w", earlier)
    assert people.stdout.startswith("guanli  "), people.stderr


def test_what_was_written_is_still_said(earlier: Path) -> None:
    """A field that became a table of its own keeps what it held."""
    rongshu("upgrade", earlier)
    assert said(
        earlier,
        "SELECT o.what, p.name FROM registry_obstacle o JOIN registry_project p ON p.id = o.project_id",
    ) == [("用地指标未落实", "示例项目")]
    assert said(earlier, "SELECT address FROM registry_enterprise") == [("新址",)]
    past = said(earlier, "SELECT address FROM registry_historicalenterprise ORDER BY history_id")
    assert past == [("",), ("旧址",), ("新址",)]
    assert said(earlier, "SELECT value, source FROM plans_actual") == [(1.5, "公报")]


def test_a_backup_of_the_earlier_version_is_restored_and_upgraded(earlier: Path, tmp_path: Path) -> None:
    assert rongshu("backup", earlier, "-o", tmp_path / "earlier.zip").returncode == 0
    assert rongshu("restore", tmp_path / "earlier.zip", tmp_path / "again").returncode == 0
    rongshu("upgrade", earlier)
    assert rows(tmp_path / "again") == rows(earlier)
