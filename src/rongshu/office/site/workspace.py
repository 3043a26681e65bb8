"""A workspace folder: what a city owns, and how it is made, read and moved to a newer schema."""

from __future__ import annotations

import os
import secrets
import shutil
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

SCHEMA_VERSION = 1
SETTINGS_FILE = "workspace.toml"
KEY_FILE = "secret.key"
FOLDERS = ("plans", "files")
DEFAULT_DATABASE = "sqlite:///rongshu.sqlite3"


class WorkspaceError(Exception):
    """What is wrong with a workspace, in zh and en, with what to do."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh}\n{en}")
        self.zh = zh
        self.en = en


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder with ``workspace.toml``; ``https`` says that users reach it by TLS."""

    folder: Path
    schema_version: int = SCHEMA_VERSION
    title: str = ""
    database: str = DEFAULT_DATABASE
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    origins: tuple[str, ...] = ()
    https: bool = False
    demonstration: bool = False
    secret: str = field(default="", repr=False)

    @property
    def plans(self) -> Path:
        """The folder of the packs."""
        return self.folder / "plans"

    @property
    def files(self) -> Path:
        """The folder of received files, named by sha256."""
        return self.folder / "files"

    @property
    def lake(self) -> Path:
        """The folder of the statistics."""
        return self.folder / "lake"


def read_workspace(folder: Path) -> Workspace:
    """The workspace in ``folder``.  *Errors*: ``WorkspaceError`` where it is none or is of another schema."""
    path = folder / SETTINGS_FILE
    if not path.is_file():
        raise WorkspaceError(
            f"{folder} 不是工作区（缺 {SETTINGS_FILE}）。请先运行 rongshu init。",
            f"{folder} is not a workspace (no {SETTINGS_FILE}). Run rongshu init first.",
        )
    written = tomllib.loads(path.read_text(encoding="utf-8"))
    version = int(written.get("schema_version", 0))
    if version > SCHEMA_VERSION:
        raise WorkspaceError(
            f"工作区版本 {version} 比本程序（{SCHEMA_VERSION}）新，请升级程序。",
            f"The workspace has schema {version}, this program knows {SCHEMA_VERSION}: update the program.",
        )
    return _from_mapping(folder.resolve(), version, written)


def _from_mapping(folder: Path, version: int, written: Mapping[str, object]) -> Workspace:
    serve = written.get("serve")
    serve = serve if isinstance(serve, dict) else {}
    return Workspace(
        folder=folder,
        schema_version=version,
        title=str(written.get("title", "")),
        database=os.environ.get("DATABASE_URL") or str(written.get("database", DEFAULT_DATABASE)),
        hosts=tuple(serve.get("hosts", Workspace.__dataclass_fields__["hosts"].default)),
        origins=tuple(serve.get("origins", ())),
        https=bool(serve.get("https", False)),
        demonstration=bool(written.get("demonstration", False)),
        secret=read_key(folder),
    )


def read_key(folder: Path) -> str:
    """The secret key kept beside the settings; made on first use, readable by its owner only."""
    path = folder / KEY_FILE
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as handle:
            handle.write(secrets.token_urlsafe(64))
    return path.read_text(encoding="ascii").strip()


def init_workspace(folder: Path, title: str = "", demonstration: bool = False) -> Workspace:
    """A new workspace.  *Errors*: ``WorkspaceError`` where the folder already holds one."""
    if (folder / SETTINGS_FILE).exists():
        raise WorkspaceError(
            f"{folder} 已是工作区；升级请用 rongshu upgrade。",
            f"{folder} already is a workspace; use rongshu upgrade to move it to this version.",
        )
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in FOLDERS:
        (folder / name).mkdir(exist_ok=True)
    (folder / SETTINGS_FILE).write_text(_settings_text(title, demonstration), encoding="utf-8")
    read_key(folder)
    return read_workspace(folder)


def _settings_text(title: str, demonstration: bool) -> str:
    quoted = title.replace("\\", "\\\\").replace('"', '\\"')
    return f"""# 榕树工作区设置 / settings of this Rongshu workspace
schema_version = {SCHEMA_VERSION}
title = "{quoted}"
demonstration = {str(demonstration).lower()}

# sqlite:///rongshu.sqlite3 或/or postgresql://user:password@host:5432/name
database = "{DEFAULT_DATABASE}"

[serve]
# 允许的主机名 / host names that may be asked for
hosts = ["127.0.0.1", "localhost", "[::1]"]
# 经 https 反向代理时填写 / behind a TLS proxy, e.g. ["https://rongshu.example.gov.cn"]
origins = []
https = false
"""


def add_pack(workspace: Workspace, pack: Path) -> Path:
    """The pack copied under ``plans/``.  *Errors*: ``WorkspaceError`` where it is none or there already."""
    if not (pack / "pack.yaml").is_file():
        raise WorkspaceError(f"{pack} 不是规划包（缺 pack.yaml）。", f"{pack} is not a pack (no pack.yaml).")
    target = workspace.plans / pack.resolve().name
    if target.exists():
        raise WorkspaceError(f"{target} 已存在。", f"{target} is there already.")
    shutil.copytree(pack, target, ignore=shutil.ignore_patterns(".*", "__pycache__"))
    return target


def upgrade_workspace(folder: Path) -> list[str]:
    """Every step taken to bring the folder to this schema; empty where nothing was to be done."""
    steps: list[str] = []
    workspace = read_workspace(folder)
    for name in FOLDERS:
        if not (folder / name).is_dir():
            (folder / name).mkdir()
            steps.append(f"+ {name}/")
    if workspace.schema_version < SCHEMA_VERSION:
        _write_version(folder / SETTINGS_FILE)
        steps.append(f"schema_version {workspace.schema_version} → {SCHEMA_VERSION}")
    return steps


def _write_version(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("schema_version")]
    path.write_text("\n".join([f"schema_version = {SCHEMA_VERSION}", *kept]) + "\n", encoding="utf-8")


def database_settings(url: str, folder: Path) -> dict[str, object]:
    """Django's database entry for ``sqlite:///file`` or ``postgresql://…``.  *Errors*: ``WorkspaceError``."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        name = unquote(parts.path.removeprefix("/"))
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(folder / name),
            # One writer at a time: take the lock at BEGIN, so that waiting works instead of failing at once.
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            },
        }
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    raise WorkspaceError(
        f"不认识的数据库地址：{parts.scheme or url!r}（应为 sqlite:/// 或 postgresql://）。",
        f"Unknown database address {parts.scheme or url!r} (expected sqlite:/// or postgresql://).",
    )
