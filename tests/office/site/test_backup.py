"""A workspace kept as one archive while it is used, and made from it again."""

from __future__ import annotations

import json
import sqlite3
import stat
import threading
import zipfile
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from deltalake import DeltaTable

from rongshu.facts.lake.lake import Lake, Load
from rongshu.facts.lake.ledger import ledger_opened
from rongshu.facts.words.calendar_words import Span
from rongshu.facts.words.reading import Reading
from rongshu.office.site.backup import MANIFEST, back_up, restore
from rongshu.office.site.workspace import WorkspaceError, init_workspace, read_workspace


def land(folder: Path, number: int) -> None:
    """One load in the workspace's lake."""
    span = Span(2025, number, number)
    reading = Reading(
        "甲公司", "firm", span, "output", Decimal(number), "万元", "known", "month", "表", "C2", attributes=()
    )
    load = Load(
        f"load-{number}",
        "a.xlsx",
        f"{number:064d}",
        "统计局",
        date(2025, 7, 1),
        "zhang",
        0,
        "2025-07-21T08:00",
    )
    Lake(folder / "lake").append([reading], load)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace with a database in use, a pack, a received file and a lake."""
    folder = tmp_path / "city"
    init_workspace(folder, "临江")
    with closing(sqlite3.connect(folder / "rongshu.sqlite3")) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE one (number INTEGER)")
        database.executemany("INSERT INTO one VALUES (?)", [(number,) for number in range(100)])
        database.commit()
    (folder / "plans" / "linjiang").mkdir()
    (folder / "plans" / "linjiang" / "pack.yaml").write_text("id: linjiang", encoding="utf-8")
    (folder / "plans" / ".linjiang.writing").mkdir()
    (folder / "plans" / ".linjiang.writing" / "half.yaml").write_text("id: h", encoding="utf-8")
    (folder / "files" / "ab").mkdir()
    (folder / "files" / "ab" / "abcd").write_bytes(b"\x00document")
    (folder / "files" / "ab" / "abcd.7.part").write_bytes(b"half")
    (folder / "static").mkdir()
    (folder / "static" / "made.css").write_text("a{}", encoding="utf-8")
    land(folder, 1)
    return folder


def test_it_works(workspace: Path, tmp_path: Path) -> None:
    archive = tmp_path / "city.zip"
    kept = back_up(workspace, archive)
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600, "it holds the key and the passwords' hashes"
    again = tmp_path / "again"
    assert restore(archive, again) == kept
    assert read_workspace(again).secret == read_workspace(workspace).secret
    assert (again / "files" / "ab" / "abcd").read_bytes() == b"\x00document"
    assert (again / "plans" / "linjiang" / "pack.yaml").is_file()
    assert stat.S_IMODE((again / "secret.key").stat().st_mode) == 0o600
    assert [load.id for load in Lake(again / "lake").loads()] == ["load-1"]
    with closing(sqlite3.connect(again / "rongshu.sqlite3")) as database:
        assert database.execute("SELECT count(*) FROM one").fetchone() == (100,)
    names = zipfile.ZipFile(archive).namelist()
    assert not [name for name in names if "static" in name or "writing" in name or name.endswith(".part")]


def test_what_is_written_meanwhile_is_whole_or_not_there(workspace: Path, tmp_path: Path) -> None:
    """Two rows belong together; loads go on landing; every copy reads."""
    stop = threading.Event()

    def write() -> None:
        number = 2
        with closing(sqlite3.connect(workspace / "rongshu.sqlite3", timeout=20)) as database:
            while not stop.is_set():
                database.execute("BEGIN IMMEDIATE")
                database.execute("INSERT INTO one VALUES (1000)")
                database.execute("INSERT INTO one VALUES (1000)")
                database.commit()
                if number < 12:
                    land(workspace, number)
                    number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for turn in range(3):
            back_up(workspace, tmp_path / f"{turn}.zip")
    finally:
        stop.set()
        writer.join()
    for turn in range(3):
        again = tmp_path / f"again-{turn}"
        restore(tmp_path / f"{turn}.zip", again)
        with closing(sqlite3.connect(again / "rongshu.sqlite3")) as database:
            assert database.execute("SELECT count(*) FROM one").fetchone()[0] % 2 == 0
        lake = Lake(again / "lake")
        assert lake.table().to_pyarrow_table().num_rows == len(lake.loads()) >= 1


def test_a_lake_whose_log_was_shortened_comes_back(workspace: Path, tmp_path: Path) -> None:
    """Logs of earlier workspaces begin with a checkpoint: Delta dropped what was older than a month."""
    for number in range(2, 6):
        land(workspace, number)
    table = DeltaTable(workspace / "lake" / "readings")
    table.create_checkpoint()
    for version in range(table.version()):
        (workspace / "lake" / "readings" / "_delta_log" / f"{version:020d}.json").unlink()
    land(workspace, 6)
    before = Lake(workspace / "lake")
    back_up(workspace, tmp_path / "city.zip")
    restore(tmp_path / "city.zip", tmp_path / "again")
    again = Lake(tmp_path / "again" / "lake")
    assert again.loads() == before.loads() != ()
    assert firm_months(again) == firm_months(before)
    assert [month for month, _output in firm_months(again)] == [2025 * 12 + month for month in range(6)]
    assert again.sweep(older_than=0) == ()
    land(tmp_path / "again", 7)
    assert firm_months(again)[:-1] == firm_months(before)


def firm_months(lake: Lake) -> list[tuple[int, Decimal]]:
    """What a lake answers: months with their output."""
    with ledger_opened(lake) as connection:
        return connection.execute("SELECT month, output FROM firm_month ORDER BY month").fetchall()


def test_nothing_is_overwritten(workspace: Path, tmp_path: Path) -> None:
    archive = tmp_path / "city.zip"
    back_up(workspace, archive)
    with pytest.raises(WorkspaceError):
        back_up(workspace, archive)
    with pytest.raises(WorkspaceError):
        restore(archive, workspace)
    with pytest.raises(WorkspaceError):
        back_up(workspace, workspace / "inside.zip")


def test_no_workspace_no_backup(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError):
        back_up(tmp_path, tmp_path.parent / "none.zip")


def changed(archive: Path, name: str, content: bytes, extra: bool = False) -> None:
    """The archive with one file's bytes replaced, or one file more."""
    with zipfile.ZipFile(archive) as book:
        parts = {each: book.read(each) for each in book.namelist()}
    if extra:
        about = json.loads(parts[MANIFEST])
        import hashlib

        about["files"][name] = {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
        parts[MANIFEST] = json.dumps(about).encode()
    parts[name] = content
    archive.unlink()
    with zipfile.ZipFile(archive, "w") as book:
        for each, said in parts.items():
            book.writestr(each, said)


@pytest.mark.parametrize("name", ["../out.txt", "/tmp/out.txt", "plans/../../out.txt", "a\\b", "C:x"])
def test_a_forged_archive_stays_inside(workspace: Path, tmp_path: Path, name: str) -> None:
    archive = tmp_path / "city.zip"
    back_up(workspace, archive)
    changed(archive, name, b"out", extra=True)
    with pytest.raises(WorkspaceError):
        restore(archive, tmp_path / "deep" / "again")
    assert not (tmp_path / "out.txt").exists()
    assert not (tmp_path / "deep" / "again").exists()


def test_a_damaged_archive_leaves_nothing_behind(workspace: Path, tmp_path: Path) -> None:
    archive = tmp_path / "city.zip"
    back_up(workspace, archive)
    changed(archive, "workspace.toml", b"schema_version = 1")
    with pytest.raises(WorkspaceError):
        restore(archive, tmp_path / "again")
    archive.write_bytes(archive.read_bytes()[:200])
    with pytest.raises(WorkspaceError):
        restore(archive, tmp_path / "again")
    with pytest.raises(WorkspaceError):
        restore(tmp_path / "nowhere.zip", tmp_path / "again")
    assert not (tmp_path / "again").exists()
    assert not (tmp_path / ".again.restoring").exists()


def test_a_database_elsewhere_is_said(workspace: Path, tmp_path: Path) -> None:
    path = workspace / "workspace.toml"
    text = path.read_text(encoding="utf-8").replace("sqlite:///rongshu.sqlite3", "postgresql://a@h/db")
    path.write_text(text, encoding="utf-8")
    assert back_up(workspace, tmp_path / "city.zip").database is False
