"""The lake: an append-only ledger of readings under Delta Lake, one atomic commit a load.

A load lands whole or not at all, and the same load never lands twice: its id is a transaction of the table.
A revision is a later load of the same figure; the old value stays and is read by asking "as known on".
Undoing a load takes its rows out in one commit of its own and leaves the record that it was there.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pyarrow as pa
from deltalake import CommitProperties, DeltaTable, Transaction, WriterProperties, write_deltalake
from deltalake.exceptions import CommitFailedError, TableNotFoundError

from rongshu.facts.lake.landing import (
    LOG_KEPT,
    LOG_KEPT_BY_OTHERS,
    ROW_GROUP,
    STAMP,
    Landing,
    Stamp,
    next_place,
)
from rongshu.facts.words.cell_values import rounded
from rongshu.facts.words.reading import Reading
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, InputError, Place, Severity

FIGURES = pa.schema(
    [
        ("subject", pa.string()),
        ("subject_kind", pa.string()),
        ("month", pa.int32()),
        ("months", pa.int16()),
        ("measure", pa.string()),
        ("value", pa.decimal128(38, 8)),
        ("state", pa.string()),
        ("unit", pa.string()),
        ("attributes", pa.string()),
        ("sheet", pa.string()),
        ("cell", pa.string()),
    ]
)
LEDGER = pa.schema([*STAMP, *FIGURES])
READINGS = "readings"
_KEY = "rongshu"
_ORPHAN_AGE = 24 * 3600.0
_TRIES = 20


@dataclass(frozen=True, slots=True)
class Load:
    """One load: ``released`` is the day from which its figures are known; ``state`` active or undone."""

    id: str
    file: str
    sha256: str
    source: str
    released: date
    by: str
    rows: int
    loaded_at: str
    state: str = "active"

    def as_json(self) -> dict[str, Any]:
        """A plain dictionary with the release date in ISO form."""
        return {**asdict(self), "released": self.released.isoformat()}


class Lake:
    """The tables of a workspace's ``lake`` folder; with ``seen`` only the figures of those loads are read."""

    def __init__(self, folder: Path, seen: frozenset[str] | None = None) -> None:
        self.folder = folder
        self.seen = seen

    @property
    def ledger(self) -> Path:
        """The folder of the ledger of readings."""
        return self.folder / READINGS

    def names(self) -> tuple[str, ...]:
        """The tables that anything has landed in."""
        return tuple(sorted(log.parent.name for log in self.folder.glob("*/_delta_log")))

    def table(self, name: str = READINGS) -> DeltaTable | None:
        """A table as it is now; ``None`` before its first load."""
        try:
            return DeltaTable(self.folder / name)
        except TableNotFoundError:
            return None

    def files(self, name: str = READINGS) -> list[str]:
        """The Parquet files of a table as it is now, with their partition folders."""
        files = self._all_files(name)
        return files if self.seen is None else [file for file in files if _load_of(file) in self.seen]

    def _all_files(self, name: str) -> list[str]:
        table = self.table(name)
        return [] if table is None else [self._place(name, table, uri) for uri in table.file_uris()]

    def _place(self, name: str, table: DeltaTable, uri: str) -> str:
        """A file as the operating system names it: Delta writes a blank or 汉字 in the folder as ``%20``."""
        return str(self.folder / name / uri.removeprefix(urlsplit(table.table_uri).path))

    def stamp(self) -> str:
        """The newest entry of every table's log: two equal stamps mean an unchanged lake."""
        return ";".join(_newest(self.folder / name / "_delta_log") for name in self.names())

    def append(self, readings: Sequence[Reading], load: Load) -> Load:
        """Take a load in, whole.  *Errors*: ``InputError`` when this load or this file is already there."""
        with self.landing(load) as landing:
            landing.write(_arrow(readings))
            return self.landed(landing, load)

    def landing(self, load: Load) -> Landing:
        """Where a load's rows are written before ``landed`` takes them in.

        *Errors*: ``InputError`` when this load or this file is already there.
        """
        self._refuse_twice(load)
        self.sweep()
        return Landing(self.ledger, Stamp(load.id, load.released, next_place()), FIGURES)

    def landed(self, landing: Landing, load: Load) -> Load:
        """Take in what was written, whole, in one commit.

        *Errors*: ``InputError`` when this load or this file has landed meanwhile.
        """
        full = Load(**{**asdict(load), "rows": landing.rows})
        self._take_in(full, lambda: landing.commit(_commit(full)))
        return full

    def grain(self, name: str) -> tuple[str, ...]:
        """The columns that make a row of a declared table unique."""
        table = self.table(name)
        described = json.loads(table.metadata().description or "{}") if table else {}
        return tuple(described.get("grain", ()))

    def append_figures(
        self, figures: pa.Table, load: Load, rows: int, name: str = READINGS, grain: Sequence[str] = ()
    ) -> Load:
        """Take a load of Arrow rows in, whole.

        *Shape*: the ledger's columns without its first three (``FIGURES``), or those of a declared table.
        *Errors*: ``InputError`` when this load or this file is already there.
        """
        if name == READINGS:
            with self.landing(load) as landing:
                landing.write(figures)
                return self.landed(landing, load)
        full = Load(**{**asdict(load), "rows": rows})
        write = partial(
            write_deltalake,
            self.folder / name,
            _stamped(figures, load),
            mode="append",
            partition_by=["load_id"],
            description=json.dumps({"grain": list(grain)}) if grain else None,
            configuration=LOG_KEPT_BY_OTHERS,
            schema_mode="merge" if grain else None,
            writer_properties=WriterProperties(compression="ZSTD", max_row_group_size=ROW_GROUP),
            commit_properties=_commit(full),
            post_commithook_properties=LOG_KEPT,
        )
        self._take_in(full, write)
        return full

    def _take_in(self, load: Load, commit: Callable[[], None]) -> None:
        """Commit, and again where several first loads made the table at the same time."""
        for left in reversed(range(_TRIES)):
            self._refuse_twice(load)
            try:
                commit()
            except CommitFailedError:
                if not left:
                    raise
            else:
                return

    def _refuse_twice(self, load: Load) -> None:
        for known in self.loads():
            if known.state == "active" and (known.id == load.id or known.sha256 == load.sha256):
                raise _already(load, known)

    def undo(self, load_id: str, by: str) -> Load:
        """Take a load's rows out again.  *Errors*: ``InputError`` when there is no such active load."""
        for name in self.names():
            table = self.table(name)
            known = _landed(table).get(load_id)
            if table is None or known is None or known.state != "active":
                continue
            note = json.dumps({"undo": {"id": load_id, "by": by}}, ensure_ascii=False)
            table.delete(
                f"load_id = '{_literal(load_id)}'",
                commit_properties=CommitProperties(custom_metadata={_KEY: note}, max_commit_retries=50),
                post_commithook_properties=LOG_KEPT,
            )
            return Load(**{**asdict(known), "state": "undone"})
        raise _no_such(load_id)

    def loads(self) -> tuple[Load, ...]:
        """Every load that ever landed, oldest first, with what became of it."""
        tables = [list(_landed(self.table(name)).values()) for name in self.names()]
        if len(tables) == 1:
            return tuple(tables[0])
        return tuple(sorted((load for loads in tables for load in loads), key=lambda load: load.loaded_at))

    def sweep(self, older_than: float = _ORPHAN_AGE) -> tuple[Path, ...]:
        """Remove files that a killed writer left behind and that no commit of the table's history names.

        Every load begins with it; ``older_than`` seconds keep what another load is writing.
        """
        orphans = [
            file
            for name in {*self.names(), READINGS}
            for file in _unnamed(self.folder / name, frozenset(self._all_files(name)), older_than)
        ]
        for file in orphans:
            file.unlink()
        return tuple(orphans)


def _newest(log: Path) -> str:
    entries = [file for file in log.glob("*.json") if file.stem.isdigit()]
    newest = max(entries, key=lambda file: file.stem, default=None)
    return f"{newest.stem}-{newest.stat().st_mtime_ns}" if newest else ""


def _unnamed(table: Path, now: frozenset[str], older_than: float) -> list[Path]:
    """Old files that the table neither has ``now`` nor ever had; the log is read only where in doubt."""
    before = time.time() - older_than
    found = (file for file in table.rglob("*.parquet") if "_delta_log" not in file.parts)
    doubtful = [file for file in found if str(file) not in now and file.stat().st_mtime < before]
    known = _ever_named(table) if doubtful else set()
    return [file for file in doubtful if str(file.relative_to(table)) not in known]


def _landed(table: DeltaTable | None) -> dict[str, Load]:
    """The loads that a table's history tells of."""
    found: dict[str, Load] = {}
    for commit in reversed(table.history() if table else []):
        note = json.loads(commit.get(_KEY) or "{}")
        if "load" in note:
            load = _load(note["load"])
            found[load.id] = load
        elif "undo" in note and note["undo"]["id"] in found:
            undone = found[note["undo"]["id"]]
            found[undone.id] = Load(**{**asdict(undone), "state": "undone"})
    return found


def _ever_named(ledger: Path) -> set[str]:
    """Paths of all add actions in the log: older versions of the table stay readable."""
    named: set[str] = set()
    for log in (ledger / "_delta_log").glob("*.json"):
        for line in log.read_text(encoding="utf-8").splitlines():
            action = json.loads(line)
            if "add" in action:
                named.add(unquote(action["add"]["path"]))  # Delta writes paths as URIs
    return named


def _load_of(file: str) -> str:
    """The load whose partition a file lies in."""
    parts = [part for part in file.split("/") if part.startswith("load_id=")]
    return unquote(parts[-1].removeprefix("load_id=")) if parts else ""


def _literal(text: str) -> str:
    return text.replace("'", "''")


def _load(details: dict[str, Any]) -> Load:
    return Load(**{**details, "released": date.fromisoformat(details["released"])})


def _arrow(readings: Iterable[Reading]) -> pa.Table:
    written: dict[tuple[tuple[str, str], ...], str] = {}
    rows = [
        (
            *(r.entity, r.kind),
            *(r.period.year * 12 + r.period.first - 1, r.period.last - r.period.first + 1),
            *(r.measure, None if r.value is None else rounded(r.value), r.state, r.unit),
            written.get(r.attributes) or written.setdefault(r.attributes, _attributes(r)),
            *(r.sheet, r.cell),
        )
        for r in readings
    ]
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(FIGURES)
    arrays = [pa.array(column, field.type) for column, field in zip(columns, FIGURES, strict=True)]
    return pa.Table.from_arrays(arrays, schema=FIGURES)


def _attributes(reading: Reading) -> str:
    return json.dumps(dict(reading.attributes), ensure_ascii=False, sort_keys=True)


def _stamped(figures: pa.Table, load: Load) -> pa.Table:
    """The rows with load, day of release and order of loading before them."""
    stamp = Stamp(load.id, load.released, next_place()).columns(len(figures))
    return pa.Table.from_arrays([*stamp, *figures.columns], schema=pa.schema([*STAMP, *figures.schema]))


def _commit(load: Load) -> CommitProperties:
    """What a load's commit says of it; the load's id is a transaction, so that it lands once."""
    return CommitProperties(
        custom_metadata={_KEY: json.dumps({"load": load.as_json()}, ensure_ascii=False)},
        app_transactions=[Transaction(load.id, 1)],
        max_commit_retries=50,
    )


def _refused(zh: str, en: str, place: str, found: str) -> InputError:
    remedy = Bilingual("用 rongshu loads 查看已入库的批次", "rongshu loads lists what has landed")
    return InputError(
        [
            Diagnostic(
                "load.twice",
                Severity.ERROR,
                Bilingual(zh, en),
                (Place(file=place),),
                found=found,
                remedy=remedy,
            )
        ]
    )


def _already(load: Load, known: Load) -> InputError:
    return _refused(
        f"这个文件已于 {known.loaded_at} 入库", f"this file landed at {known.loaded_at}", load.file, known.id
    )


def _no_such(load_id: str) -> InputError:
    return _refused("没有这个批次，或已撤销", "no such load, or it is undone already", "", load_id)
