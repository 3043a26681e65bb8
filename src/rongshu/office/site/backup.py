"""A workspace as one archive, made while it serves, and a workspace made from such an archive."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import stat
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from rongshu.office.site.workspace import (
    FOLDERS,
    SCHEMA_VERSION,
    Workspace,
    WorkspaceError,
    database_settings,
    read_workspace,
)
from rongshu.pack.written.exchange import alone

MANIFEST = "backup.json"
PLANS, LAKE, LOG = "plans", "lake", "_delta_log"
# made anew when missing; a copy of the queue would run what has been done since
LEFT_OUT = frozenset({"static", "queue.sqlite3", "queue.sqlite3-wal", "queue.sqlite3-shm"})
UNFINISHED = (".part", ".tmp", ".writing", ".before")
BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Kept:
    """What an archive holds: files, bytes before compression, and whether the database is among them."""

    files: int
    size: int
    database: bool


def back_up(folder: Path, archive: Path) -> Kept:
    """The workspace written to ``archive``, complete or not at all; the server may go on meanwhile.

    The database is copied first (SQLite's own backup), then plans, each while nobody rewrites it, the lake's
    log before its files, and received files, which are only ever added: what the database names is there.
    *Errors*: ``WorkspaceError``.
    """
    workspace = read_workspace(folder)
    if archive.exists():
        raise WorkspaceError(
            f"{archive} 已存在，不覆盖。", f"{archive} is there already; it is not overwritten."
        )
    if archive.resolve().is_relative_to(workspace.folder):
        raise WorkspaceError("备份不能放在工作区里。", "The backup cannot lie inside the workspace.")
    partial = archive.with_name(f".{archive.name}.part")
    try:
        descriptor = os.open(partial, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
        with (
            os.fdopen(descriptor, "w+b") as handle,
            zipfile.ZipFile(handle, "w", zipfile.ZIP_DEFLATED) as book,
        ):
            kept = _write(workspace, book)
        partial.replace(archive)
    except OSError as error:
        raise WorkspaceError(f"写不了备份：{error}", f"The backup cannot be written: {error}") from error
    finally:
        partial.unlink(missing_ok=True)
    return kept


def _write(workspace: Workspace, book: zipfile.ZipFile) -> Kept:
    database = _database(workspace)
    sums: dict[str, dict[str, object]] = {}
    if database is not None:
        with tempfile.TemporaryDirectory() as aside:
            copy = Path(aside) / "copy.sqlite3"
            _copy_database(database, copy)
            sums[database.name] = _add(book, copy, database.name)
    for path in _files(workspace, database):
        name = path.relative_to(workspace.folder).as_posix()
        try:
            sums[name] = _add(book, path, name)
        except FileNotFoundError:
            # Deleted since it was listed: what the lake or a plan still needs is never deleted.
            continue
    about = {
        "format": 1,
        "schema_version": workspace.schema_version,
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "database": database.name if database else "",
        "files": sums,
    }
    book.writestr(MANIFEST, json.dumps(about, ensure_ascii=False, indent=1))
    return Kept(len(sums), sum(int(str(each["size"])) for each in sums.values()), database is not None)


def _database(workspace: Workspace) -> Path | None:
    """The SQLite file inside the workspace; ``None`` where the database is elsewhere."""
    settings = database_settings(workspace.database, workspace.folder)
    path = Path(str(settings["NAME"]))
    inside = str(settings["ENGINE"]).endswith("sqlite3") and path.parent == workspace.folder
    return path if inside and path.is_file() else None


def _copy_database(database: Path, copy: Path) -> None:
    with closing(sqlite3.connect(database, timeout=60)) as live, closing(sqlite3.connect(copy)) as target:
        live.backup(target)
        # A copy of a database in WAL mode is one file only once it leaves that mode.
        target.execute("PRAGMA journal_mode=DELETE")
        (answer,) = target.execute("PRAGMA quick_check").fetchone()
    if answer != "ok":
        raise WorkspaceError(f"数据库损坏：{answer}", f"The database is damaged: {answer}")


def _files(workspace: Workspace, database: Path | None) -> Iterator[Path]:
    """Every file to keep but the database, in an order that keeps them consistent."""
    own = {f"{database.name}{end}" for end in ("", "-wal", "-shm", "-journal")} if database else set()
    for path in sorted(workspace.folder.iterdir()):
        if path.name in LEFT_OUT | own or path.name.endswith(UNFINISHED):
            continue
        if path.is_file():
            yield path
        elif path.name == PLANS:
            yield from _plans(path)
        elif path.name == LAKE:
            yield from _lake(path)
        elif path.is_dir():
            yield from _inside(path)


def _plans(folder: Path) -> Iterator[Path]:
    for plan in sorted(folder.iterdir()):
        if plan.is_dir() and not plan.name.endswith(UNFINISHED):
            with alone(plan):
                yield from _inside(plan)
        elif plan.is_file():
            yield plan


def _lake(folder: Path) -> Iterator[Path]:
    """The logs of the tables as they are now; then the files, those that the logs name among them.

    A commit after the first look is left out whole.  The second look finds what a first look at a folder in
    use may pass over: whatever was there before the newest entry seen.
    """
    newest = {log.parent: log.stem for log in _logs(folder, "*.json")}
    logs = [*_logs(folder, "*.json"), *_logs(folder, "*.checkpoint*.parquet")]
    yield from (log for log in logs if _version(log) <= newest.get(log.parent, ""))
    for path in _inside(folder):
        if LOG not in path.parts:
            yield path


def _logs(folder: Path, kind: str) -> list[Path]:
    """Entries of the tables' logs of one kind, oldest first.

    A log that was once shortened begins with a checkpoint, and its table is lost without it.  The pointer to
    the newest checkpoint is only a shortcut and is left: it may name one that is not copied.
    """
    return sorted(log for log in folder.rglob(f"{LOG}/{kind}") if _version(log).isdigit())


def _version(log: Path) -> str:
    """The version of the table that an entry or a checkpoint is of, as its name begins."""
    return log.name.partition(".")[0]


def _inside(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink() and not path.name.endswith(UNFINISHED):
            yield path


def _add(book: zipfile.ZipFile, path: Path, name: str) -> dict[str, object]:
    """The file put in, read once; its size and sha256 are of the bytes put in."""
    whole, size = hashlib.sha256(), 0
    with path.open("rb") as source:
        about = zipfile.ZipInfo.from_file(path, name, strict_timestamps=False)
        about.compress_type = zipfile.ZIP_DEFLATED
        with book.open(about, "w", force_zip64=True) as target:
            while block := source.read(BLOCK):
                whole.update(block)
                size += len(block)
                target.write(block)
    return {"sha256": whole.hexdigest(), "size": size}


def restore(archive: Path, folder: Path) -> Kept:
    """A workspace in ``folder`` as it was in ``archive``; made beside it first, so complete or not at all.

    *Errors*: ``WorkspaceError`` where the folder holds something, or the archive is none or is damaged.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WorkspaceError(
            f"{folder} 里已有内容，恢复只写到空目录。",
            f"{folder} is not empty; restoring needs an empty folder.",
        )
    beside = folder.with_name(f".{folder.name}.restoring")
    shutil.rmtree(beside, ignore_errors=True)
    try:
        beside.mkdir(mode=0o700, parents=True)
        kept = _extract(archive, beside)
        for name in FOLDERS:
            (beside / name).mkdir(exist_ok=True)
        if folder.exists():
            folder.rmdir()
        beside.rename(folder)
    except (OSError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise WorkspaceError(
            f"备份读不了或已损坏：{error}", f"The backup cannot be read or is damaged: {error}"
        ) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return kept


def _extract(archive: Path, beside: Path) -> Kept:
    with zipfile.ZipFile(archive) as book:
        about = json.loads(book.read(MANIFEST))
        if int(about["schema_version"]) > SCHEMA_VERSION:
            raise WorkspaceError(
                "备份来自更新的版本，请先升级程序。",
                "The backup is of a newer version: update the program first.",
            )
        sums = about["files"]
        if set(book.namelist()) != {*sums, MANIFEST}:
            raise ValueError("its list of files does not fit")
        for name, wanted in sums.items():
            _take(book, name, beside / _safe(name), wanted)
    size = sum(int(each["size"]) for each in sums.values())
    return Kept(len(sums), size, bool(about.get("database")))


def _safe(name: str) -> PurePosixPath:
    """The name as a path that stays inside.  *Errors*: ``ValueError``."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in path.parts[0]:
        raise ValueError(f"{name} leads outside")
    return path


def _take(book: zipfile.ZipFile, name: str, target: Path, wanted: dict[str, object]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    whole, left = hashlib.sha256(), int(str(wanted["size"]))
    with book.open(name) as source, target.open("xb") as out:
        while block := source.read(BLOCK):
            left -= len(block)
            if left < 0:
                raise ValueError(f"{name} is longer than it says")
            whole.update(block)
            out.write(block)
    if left or whole.hexdigest() != wanted["sha256"]:
        raise ValueError(f"{name} is not what was kept")
    mode = stat.S_IMODE(book.getinfo(name).external_attr >> 16)
    target.chmod(mode & 0o700 or 0o600)
