"""Quarter-hour readings written in the layout that reads fastest: one Parquet file a month.

Chosen by measurement (decision 8): sorted by firm and time; no column may be empty, so that no reader builds
a mask; row groups end where a firm ends; times as differences; readings with their bytes split, under LZ4;
and in the footer which firms a row group holds, each with the number of its readings.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import parquet

SCHEMA = pa.schema(
    [
        pa.field("firm", pa.int32(), nullable=False),
        pa.field("at", pa.timestamp("s"), nullable=False),
        pa.field("kwh", pa.float32(), nullable=False),
    ]
)
ROW_GROUP = 200_000  # readings, 0.8 MB of them: what is added up is still in the processor's cache
RUNS = b"rongshu.runs"

Runs = tuple[Sequence[int], Sequence[int]]
"""The keys of a row group in rising order, and how many rows each has."""


class NotInOrder(ValueError):
    """Readings that are not sorted by firm and time, or a reading without its firm, time or value."""


def month_file(folder: Path, month: int) -> Path:
    """Where the readings of a month (months since year 0) lie."""
    return folder / f"month={month // 12}{month % 12 + 1:02d}" / "part-0.parquet"


def write_month(folder: Path, month: int, tables: Iterable[pa.Table]) -> Path:
    """Write a month's readings, whole or not at all; what was there of this month is replaced.

    *Shape*: tables of ``SCHEMA``, sorted by firm and time from the first row of the first to the last.
    *Errors*: ``NotInOrder``, and the old file stays.
    """
    target = month_file(folder, month)
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with parquet.ParquetWriter(
            partial,
            SCHEMA,
            compression={"firm": "zstd", "at": "zstd", "kwh": "lz4"},
            use_dictionary=["firm"],
            column_encoding={"at": "DELTA_BINARY_PACKED", "kwh": "BYTE_STREAM_SPLIT"},
            sorting_columns=[parquet.SortingColumn(0), parquet.SortingColumn(1)],
        ) as writer:
            runs = [_written(writer, group) for group in _groups(tables)]
            writer.add_key_value_metadata({RUNS.decode(): json.dumps(runs, separators=(",", ":"))})
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return target


def runs_in(footer: parquet.FileMetaData) -> list[Runs | None]:
    """The runs that a footer names, row group by row group; ``None`` where it names none that can be true."""
    said = (footer.metadata or {}).get(RUNS)
    count = footer.num_row_groups
    if said is None:
        return [None] * count
    runs = json.loads(said)
    if len(runs) != count:
        return [None] * count
    return [_believed(footer.row_group(group), *runs[group]) for group in range(count)]


def _believed(about: parquet.RowGroupMetaData, keys: list[int], counts: list[int]) -> Runs | None:
    """What is said of a row group, where its other numbers agree."""
    seen = about.column(SCHEMA.get_field_index("firm")).statistics
    true = (
        bool(keys)
        and len(keys) == len(counts)
        and sum(counts) == about.num_rows
        and min(counts) > 0
        and all(one < other for one, other in pairwise(keys))
        and seen is not None
        and seen.has_min_max
        and (seen.min, seen.max) == (keys[0], keys[-1])
    )
    return (keys, counts) if true else None


def _written(writer: parquet.ParquetWriter, group: pa.Table) -> tuple[list[int], list[int]]:
    keys, counts = np.unique(group.column("firm").to_numpy(), return_counts=True)
    writer.write_table(group, row_group_size=len(group))
    return keys.tolist(), counts.tolist()


def _groups(tables: Iterable[pa.Table]) -> Iterator[pa.Table]:
    """The readings again, in pieces of about ``ROW_GROUP`` that end where a firm ends."""
    held, last = SCHEMA.empty_table(), (-(2**31), np.datetime64(0, "s"))
    for table in tables:
        last = _checked(table, last)
        held = pa.concat_tables([held, table.cast(SCHEMA)]).combine_chunks()
        begun = 0
        for end in _ends(held.column("firm").to_numpy()):
            yield held.slice(begun, end - begun)
            begun = end
        held = held.slice(begun)
    if len(held):
        yield held


def _ends(key: Any) -> list[int]:
    """Where to cut: the end of the run that reaches ``ROW_GROUP`` rows; the last run may not be whole yet."""
    turns = np.flatnonzero(np.diff(key)) + 1
    ends, begun = [], 0
    for turn in turns.tolist():
        if turn - begun >= ROW_GROUP:
            ends.append(turn)
            begun = turn
    return ends


def _checked(table: pa.Table, last: tuple[int, Any]) -> tuple[int, Any]:
    """The last firm and time of a table whose rows all stand in order after ``last``."""
    if any(table.column(name).null_count for name in SCHEMA.names):
        raise NotInOrder("a reading without its firm, time or value")
    if not len(table):
        return last
    firm = table.column("firm").to_numpy()
    at = table.column("at").cast(pa.timestamp("s")).to_numpy()
    step, later = np.diff(firm.astype(np.int64)), np.diff(at) > np.timedelta64(0, "s")
    first = (int(firm[0]), at[0])
    if not (((step > 0) | ((step == 0) & later)).all() and first > last):
        raise NotInOrder("readings are not sorted by firm and time, or one stands twice")
    return int(firm[-1]), at[-1]
