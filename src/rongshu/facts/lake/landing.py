"""One load on its way into the ledger: rows are written beside the ledger's files, then named in one commit.

Until the commit nobody sees them; after it everybody sees all of them.  What a killed writer leaves behind is
a file that no commit names; a later load removes it (``Lake.sweep``).  Rows are written once and never held.
"""

from __future__ import annotations

import json
import time
import uuid
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

import pyarrow as pa
from deltalake import CommitProperties, DeltaTable, PostCommitHookProperties
from deltalake.exceptions import DeltaError, TableNotFoundError
from deltalake.transaction import AddAction
from pyarrow import parquet

from rongshu.facts.lake.plain_arrow import spare_pandas

spare_pandas()
STAMP = pa.schema([("load_id", pa.string()), ("known_at", pa.date32()), ("sequence", pa.int64())])
ROW_GROUP = 100_000  # rows that a writer holds back before it writes them
# The log is the record of the loads.  Delta's own habit is to drop entries older than a month at every
# hundredth commit: which loads there were, and from which cells, would be gone.
LOG_KEPT = PostCommitHookProperties(cleanup_expired_logs=False)
LOG_KEPT_BY_OTHERS = {"delta.enableExpiredLogCleanup": "false"}


@dataclass(frozen=True, slots=True)
class Stamp:
    """What every row of a load carries: its load, day of release and place in the order of loading."""

    load_id: str
    known_at: date
    sequence: int

    def columns(self, count: int) -> list[pa.Array]:
        """So many rows of it."""
        values = (self.load_id, self.known_at, self.sequence)
        return [
            pa.repeat(pa.scalar(value, field.type), count) for value, field in zip(values, STAMP, strict=True)
        ]


class Landing:
    """A file being written into the ledger's folder; gone again unless it is committed.

    >>> # with Landing(ledger, Stamp(...), FIGURES) as landing:
    >>> #     landing.write(figures)
    >>> #     landing.commit(properties)
    """

    def __init__(self, ledger: Path, stamp: Stamp, figures: pa.Schema) -> None:
        self.rows = 0
        self._ledger, self._stamp, self._figures = ledger, stamp, figures
        self._path = f"load_id={quote(stamp.load_id, safe='')}/part-00000-{uuid.uuid4()}-c000.zstd.parquet"
        self._schema = pa.schema([*list(STAMP)[1:], *figures])
        self._held: list[pa.Table] = []
        self._committed = False

    def __enter__(self) -> Self:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._writer = parquet.ParquetWriter(
            self._file, self._schema, compression="zstd", compression_level=1
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._writer.close()
        if not self._committed:
            self._file.unlink(missing_ok=True)
            if not any(self._file.parent.iterdir()):
                self._file.parent.rmdir()

    @property
    def _file(self) -> Path:
        return self._ledger / self._path

    def write(self, figures: pa.Table) -> None:
        """Add rows; a row group is written as soon as there are enough."""
        self._held.append(figures)
        self.rows += len(figures)
        if sum(map(len, self._held)) >= ROW_GROUP:
            self._flush()

    def _flush(self) -> None:
        held, self._held = pa.concat_tables(self._held), []
        columns = [*self._stamp.columns(len(held))[1:], *held.select(self._figures.names).columns]
        table = pa.Table.from_arrays(columns, schema=self._schema)
        self._writer.write_table(table, row_group_size=max(ROW_GROUP, len(table)))

    def commit(self, properties: CommitProperties) -> None:
        """Name the file in the ledger's log, in one commit.

        *Errors*: ``CommitFailedError`` where another writer was first in a way that Delta does not reconcile;
        then it may be tried again.
        """
        if self._held:
            self._flush()
        self._writer.close()
        about = self._file.stat()
        action = AddAction(
            path=self._path,
            size=about.st_size,
            partition_values={"load_id": self._stamp.load_id},
            modification_time=about.st_mtime_ns // 1_000_000,
            data_change=True,
            stats=json.dumps({"numRecords": self.rows}),
        )
        schema = pa.schema([*STAMP, *self._figures])
        table = _table(self._ledger, schema)
        table.create_write_transaction(
            [action],
            "append",
            schema,
            ["load_id"],
            commit_properties=properties,
            post_commithook_properties=LOG_KEPT,
        )
        self._committed = True


def next_place() -> int:
    """A load's place in the order of loading: microseconds."""
    return time.time_ns() // 1000


def _table(ledger: Path, schema: pa.Schema) -> DeltaTable:
    try:
        return DeltaTable(ledger)
    except TableNotFoundError:
        pass
    try:
        return DeltaTable.create(
            ledger, schema, mode="error", partition_by=["load_id"], configuration=LOG_KEPT_BY_OTHERS
        )
    except DeltaError:  # another load was first
        return DeltaTable(ledger)
