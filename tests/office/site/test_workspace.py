"""A workspace is made, read, and moved to a newer schema."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from rongshu.office.site.workspace import (
    WorkspaceError,
    add_pack,
    database_settings,
    init_workspace,
    read_workspace,
    upgrade_workspace,
)


def test_it_works(tmp_path: Path) -> None:
    workspace = init_workspace(tmp_path / "city", '临江"市', demonstration=True)
    assert read_workspace(tmp_path / "city") == workspace
    assert (workspace.title, workspace.demonstration) == ('临江"市', True)
    assert workspace.plans.is_dir()
    assert workspace.files.is_dir()


def test_the_key_is_long_and_private(tmp_path: Path) -> None:
    workspace = init_workspace(tmp_path / "a")
    assert len(workspace.secret) > 60
    assert stat.S_IMODE((tmp_path / "a" / "secret.key").stat().st_mode) == 0o600
    assert workspace.secret not in repr(workspace)
    assert workspace.secret not in (tmp_path / "a" / "workspace.toml").read_text()
    assert init_workspace(tmp_path / "b").secret != workspace.secret


def test_a_second_init_is_refused(tmp_path: Path) -> None:
    init_workspace(tmp_path)
    with pytest.raises(WorkspaceError) as refused:
        init_workspace(tmp_path)
    assert "upgrade" in refused.value.en
    assert refused.value.zh


def test_what_is_no_workspace_is_said(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="rongshu init"):
        read_workspace(tmp_path)


def test_a_newer_workspace_is_left_alone(tmp_path: Path) -> None:
    init_workspace(tmp_path)
    path = tmp_path / "workspace.toml"
    path.write_text(path.read_text().replace("schema_version = 1", "schema_version = 99"))
    with pytest.raises(WorkspaceError, match="99"):
        read_workspace(tmp_path)


def test_an_older_workspace_is_moved_and_keeps_its_settings(tmp_path: Path) -> None:
    init_workspace(tmp_path, "旧")
    path = tmp_path / "workspace.toml"
    path.write_text(path.read_text().replace("schema_version = 1", "schema_version = 0"))
    (tmp_path / "files").rmdir()
    assert upgrade_workspace(tmp_path) == ["+ files/", "schema_version 0 → 1"]
    assert upgrade_workspace(tmp_path) == []
    assert read_workspace(tmp_path).title == "旧"


def test_a_pack_is_copied_once(tmp_path: Path) -> None:
    workspace = init_workspace(tmp_path / "w")
    pack = tmp_path / "plan-a"
    pack.mkdir()
    with pytest.raises(WorkspaceError):
        add_pack(workspace, pack)
    (pack / "pack.yaml").write_text("id: a\n")
    assert (add_pack(workspace, pack) / "pack.yaml").is_file()
    with pytest.raises(WorkspaceError):
        add_pack(workspace, pack)


def test_databases(tmp_path: Path) -> None:
    assert database_settings("sqlite:///a.sqlite3", tmp_path)["NAME"] == str(tmp_path / "a.sqlite3")
    postgres = database_settings("postgresql://me:p%40ss@db:5433/city", tmp_path)
    assert (postgres["USER"], postgres["PASSWORD"], postgres["PORT"]) == ("me", "p@ss", "5433")
    with pytest.raises(WorkspaceError):
        database_settings("mysql://x/y", tmp_path)
