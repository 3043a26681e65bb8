"""Ledgers kept open while their table stays the same, and their firm-months kept as Parquet beside them.

Building firm-months from a city's ledger takes seconds, a page has a tenth of one.  What is kept is named by
the ledger's newest log entry, the day of knowledge and the loads seen, so that it is never out of date.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections import OrderedDict
from collections.abc import Callable
from itertools import count
from pathlib import Path
from threading import Lock

import duckdb

from rongshu.facts.lake.lake import Lake

KEPT_OPEN = 6
KEPT_FILES = 24  # two for each version of the ledger
Build = Callable[[duckdb.DuckDBPyConnection], None]
Key = tuple[str, ...]

_open: OrderedDict[Key, duckdb.DuckDBPyConnection] = OrderedDict()
_opening = Lock()
_spilling = count()


def ledger_key(lake: Lake, known_on: str = "") -> Key:
    """What a ledger's answers depend on: its content, the loads seen and the day of knowledge."""
    seen = "" if lake.seen is None else hashlib.sha256("\0".join(sorted(lake.seen)).encode()).hexdigest()
    return str(lake.ledger.resolve()), lake.stamp(), seen, known_on


def kept_open(key: Key, build: Build) -> duckdb.DuckDBPyConnection:
    """A cursor on the ledger of ``key``, built by ``build`` when it is asked for the first time."""
    with _opening:
        connection = _open.get(key)
        if connection is None:
            connection = _open[key] = duckdb.connect()
            try:
                _bounded(connection)
                build(connection)
            except BaseException:
                del _open[key]
                connection.close()
                raise
        _open.move_to_end(key)
        while len(_open) > KEPT_OPEN:
            _open.popitem(last=False)  # closed when its last cursor is
        return connection.cursor()


def _bounded(connection: duckdb.DuckDBPyConnection) -> None:
    """Two threads and half of the machine's memory; what needs more goes over the disk.

    Left alone the engine takes four fifths of the memory, each connection for itself.
    """
    number = next(_spilling)
    spill = str(Path(tempfile.gettempdir()) / f"rongshu-{os.getpid()}-{number}").replace("'", "''")
    connection.execute("SET threads TO 2")
    connection.execute("SET enable_progress_bar = false")
    connection.execute(f"SET memory_limit = '{_half()}MB'")
    connection.execute(f"SET temp_directory = '{spill}'")


def _half() -> int:
    """Half of the machine's memory in megabytes, never less than a gigabyte."""
    try:
        whole = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 1_000_000
    except (AttributeError, ValueError, OSError):
        return 1000
    return max(1000, whole // 2)


def kept_file(lake: Lake, key: Key, table: str) -> Path:
    """Where a table made from the ledger of ``key`` is kept."""
    return lake.folder / "kept" / f"{table}-{hashlib.sha256('|'.join(key).encode()).hexdigest()[:24]}.parquet"


def keep_file(connection: duckdb.DuckDBPyConnection, table: str, file: Path) -> None:
    """Write a table beside the ledger, whole or not at all; the oldest files go.  A full disk costs time."""
    partial = file.with_name(f"{file.name}.{os.getpid()}.part")
    with contextlib.suppress(OSError, duckdb.Error):
        file.parent.mkdir(parents=True, exist_ok=True)
        written = str(partial).replace("'", "''")
        connection.execute(f"COPY {table} TO '{written}' (FORMAT parquet, COMPRESSION zstd)")
        partial.replace(file)
        newest = sorted(file.parent.glob("*.parquet"), key=lambda path: path.stat().st_mtime, reverse=True)
        for old in newest[KEPT_FILES:]:
            old.unlink(missing_ok=True)
