"""Sums over sorted runs: what a hash table of groups costs is saved where a file is sorted by its key.

A row group sorted by firm holds each firm once, as one run.  Its ends are found by bisection between the
smallest and the largest firm that the footer names, and the runs are added up in place: nothing is hashed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import parquet
from sqlglot import exp

KEY, VALUE, PARTITION = "firm", "kwh", "month"
_DENSEST = 50_000  # a row group with more keys than this is not one of long runs


class NotSorted(Exception):
    """A file does not say that it is sorted by its key, or has values that are not there."""


@dataclass(frozen=True, slots=True)
class _Part:
    """One row group: its file, number and month, its smallest and largest key."""

    file: Path
    group: int
    month: int
    low: int
    high: int


def only_sums(query: exp.Expr) -> bool:
    """Whether a compiled query asks no more of the readings than their sums by firm and month."""
    grouped = next((cte.this for cte in query.find_all(exp.CTE) if cte.alias == "grouped"), None)
    if grouped is None or grouped.args.get("where"):
        return False
    columns = list(grouped.find_all(exp.Column))
    if any(column.name not in (KEY, VALUE, PARTITION) for column in columns):
        return False
    values = [column for column in columns if column.name == VALUE]
    plain = all(type(column.parent) is exp.Sum and not column.find_ancestor(exp.Filter) for column in values)
    others = [node for node in grouped.find_all(exp.AggFunc) if not isinstance(node, exp.Sum)]
    keys = all(not column.find_ancestor(exp.AggFunc) for column in columns if column.name != VALUE)
    return bool(values) and plain and not others and keys


def month_sums(folder: Path, threads: int = 2) -> pa.Table:
    """Sums by month and firm of the month-partitioned files of ``folder``.

    *Shape*: ``firm``, ``month`` (months since year 0), ``kwh`` as double; a firm whose run goes over a row
    group's end has a row for each part, to be added up.
    *Errors*: ``NotSorted`` when a file does not say that it is sorted by firm: ask the engine then.
    """
    parts = [part for file in sorted(folder.glob(f"{PARTITION}=*/*.parquet")) for part in _parts(file)]
    with ThreadPoolExecutor(threads) as pool:
        found = list(pool.map(_summed, _shared(parts, threads * 3)))
    columns: list[Any] = list(zip(*(one for some in found for one in some), strict=True))
    columns = columns or [[np.empty(0)]] * 3
    firm, month, total = (np.concatenate(column) for column in columns)
    return pa.table(
        {
            KEY: pa.array(firm.astype(np.int32)),
            PARTITION: pa.array(month.astype(np.int32)),
            VALUE: pa.array(total.astype(np.float64)),
        }
    )


def _parts(file: Path) -> Iterator[_Part]:
    written = int(file.parent.name.removeprefix(f"{PARTITION}="))
    month = written // 100 * 12 + written % 100 - 1
    footer = parquet.read_metadata(file)
    names = footer.schema.names
    for group in range(footer.num_row_groups):
        about = footer.row_group(group)
        key, value = (about.column(names.index(name)).statistics for name in (KEY, VALUE))
        order = about.sorting_columns
        ordered = bool(order) and order[0].column_index == names.index(KEY) and not order[0].descending
        if not ordered or key is None or not key.has_min_max or value is None or value.null_count != 0:
            raise NotSorted(str(file))
        if key.null_count or key.max - key.min > _DENSEST:
            raise NotSorted(str(file))
        yield _Part(file, group, month, int(key.min), int(key.max))


def _shared(parts: Sequence[_Part], shares: int) -> list[list[_Part]]:
    """Row groups that lie beside each other together, so that a file is opened a few times only."""
    size = max(1, -(-len(parts) // shares))
    return [list(parts[start : start + size]) for start in range(0, len(parts), size)]


Sums = tuple[Any, Any, Any]


def _summed(parts: Sequence[_Part]) -> list[Sums]:
    opened: dict[Path, parquet.ParquetFile] = {}
    found = []
    for part in parts:
        if part.file not in opened:
            opened = {part.file: parquet.ParquetFile(part.file, pre_buffer=False)}
        table = opened[part.file].read_row_group(part.group, columns=[KEY, VALUE], use_threads=False)
        key, value = (table.column(name).to_numpy() for name in (KEY, VALUE))
        found.append(_runs(part, key, value))
    return found


def _runs(part: _Part, key: Any, value: Any) -> Sums:
    """Keys, month and sums of the runs of one row group."""
    candidates = np.arange(part.low, part.high + 2, dtype=key.dtype)
    ends = np.searchsorted(key, candidates)
    there = np.flatnonzero(np.diff(ends))
    starts = ends[there]
    if not len(starts):
        return candidates[:0], np.empty(0, np.int32), np.empty(0)
    if ends[0] or ends[-1] < len(key) or (key[starts] != key[ends[there + 1] - 1]).any():
        raise NotSorted(str(part.file))
    totals = np.add.reduceat(value, starts, dtype=np.float64)
    return candidates[there], np.full(len(there), part.month, np.int32), totals
