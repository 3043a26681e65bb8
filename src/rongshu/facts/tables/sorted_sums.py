"""Sums over sorted runs: what a hash table of groups costs is saved where a file is sorted by its key.

A row group sorted by firm holds each firm once, as one run.  Where the footer names the runs, as in files of
ours, only the values are read.  Elsewhere their ends are found by bisection between the smallest and the
largest firm that the footer names.  Either way the runs are added up in place: nothing is hashed.

What has been added up can be kept beside the files: a month whose files are unchanged is not read again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import feather, parquet
from sqlglot import exp

from rongshu.facts.tables.meter_files import Runs, runs_in

KEY, VALUE, PARTITION = "firm", "kwh", "month"
_DENSEST = 50_000  # a row group with more keys than this is not one of long runs
_KEPT = "_sums"  # a folder that no reader of partitions looks into


Sums = tuple[Any, Any, Any]
"""Keys, months and totals of the runs of a row group."""


class NotSorted(Exception):
    """A file does not say that it is sorted by its key, or has values that are not there."""


@dataclass(frozen=True, slots=True)
class _Part:
    """One row group: its file, number and month, smallest and largest key, and its runs where told."""

    file: Path
    group: int
    month: int
    low: int
    high: int
    runs: Runs | None


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


def month_sums(folder: Path, threads: int = 2, keep: bool = False) -> pa.Table:
    """Sums by month and firm of the month-partitioned files of ``folder``.

    *Shape*: ``firm``, ``month`` (months since year 0), ``kwh`` as double; a firm whose run goes over a row
    group's end has a row for each part, to be added up.
    *Cost*: with ``keep`` only of the months whose files have changed since they were last added up.
    *Errors*: ``NotSorted`` when a file does not say that it is sorted by firm: ask the engine then.
    """
    months = sorted(folder.glob(f"{PARTITION}=*"))
    found = {month: _kept(month) if keep else None for month in months}
    missing = [month for month, table in found.items() if table is None]
    parts = [part for month in missing for file in sorted(month.glob("*.parquet")) for part in _parts(file)]
    fingerprints = {month: _fingerprint(month) for month in missing} if keep else {}
    with ThreadPoolExecutor(threads) as pool:
        summed = [one for some in pool.map(_summed, _shared(parts, threads * 3)) for one in some]
    if not keep:
        return _table(summed)
    for month in missing:
        found[month] = _table([one for one in summed if len(one[1]) and one[1][0] == _month_of(month)])
        _keep(month, found[month], fingerprints[month])
    return pa.concat_tables([_table([]), *(found[month] for month in months)])


def _table(sums: Sequence[Sums]) -> pa.Table:
    columns: list[Any] = list(zip(*sums, strict=True)) or [[np.empty(0)]] * 3
    firm, month, total = (np.concatenate(column) for column in columns)
    return pa.table(
        {
            KEY: pa.array(firm.astype(np.int32)),
            PARTITION: pa.array(month.astype(np.int32)),
            VALUE: pa.array(total.astype(np.float64)),
        }
    )


# --- kept beside the files ----------------------------------------------------------------------------


def _fingerprint(month: Path) -> bytes:
    """What a month's sums depend on: its files, their lengths and when they were written."""
    files = [(file.name, file.stat().st_size, file.stat().st_mtime_ns) for file in month.glob("*.parquet")]
    return json.dumps(sorted(files)).encode()


def _kept_file(month: Path) -> Path:
    return month.parent / _KEPT / f"{month.name}.arrow"


def _kept(month: Path) -> pa.Table | None:
    """The sums of a month as they were kept, where its files are still the same."""
    try:
        table = feather.read_table(_kept_file(month), memory_map=False)
    except (OSError, pa.ArrowException):
        return None
    said = (table.schema.metadata or {}).get(_KEPT.encode())
    return table.replace_schema_metadata() if said == _fingerprint(month) else None


def _keep(month: Path, table: pa.Table, fingerprint: bytes) -> None:
    """Write a month's sums, whole or not at all; where nothing can be written they are added up again."""
    target = _kept_file(month)
    partial = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        target.parent.mkdir(exist_ok=True)
        feather.write_feather(table.replace_schema_metadata({_KEPT: fingerprint}), partial)
        partial.replace(target)
    except OSError:
        partial.unlink(missing_ok=True)


# --- added up along the runs --------------------------------------------------------------------------


def _month_of(partition: Path) -> int:
    written = int(partition.name.removeprefix(f"{PARTITION}="))
    return written // 100 * 12 + written % 100 - 1


def _parts(file: Path) -> Iterator[_Part]:
    month = _month_of(file.parent)
    footer = parquet.read_metadata(file)
    names = footer.schema.names
    runs = runs_in(footer)
    for group in range(footer.num_row_groups):
        about = footer.row_group(group)
        key, value = (about.column(names.index(name)).statistics for name in (KEY, VALUE))
        order = about.sorting_columns
        ordered = bool(order) and order[0].column_index == names.index(KEY) and not order[0].descending
        if not ordered or key is None or not key.has_min_max or value is None or value.null_count != 0:
            raise NotSorted(str(file))
        if key.null_count or key.max - key.min > _DENSEST:
            raise NotSorted(str(file))
        yield _Part(file, group, month, int(key.min), int(key.max), runs[group])


def _shared(parts: Sequence[_Part], shares: int) -> list[list[_Part]]:
    """Row groups that lie beside each other together, so that a file is opened a few times only."""
    size = max(1, -(-len(parts) // shares))
    return [list(parts[start : start + size]) for start in range(0, len(parts), size)]


def _summed(parts: Sequence[_Part]) -> list[Sums]:
    opened: dict[Path, parquet.ParquetFile] = {}
    found = []
    for part in parts:
        if part.file not in opened:
            opened = {part.file: parquet.ParquetFile(part.file, pre_buffer=False)}
        names = [KEY, VALUE] if part.runs is None else [VALUE]
        table = opened[part.file].read_row_group(part.group, columns=names, use_threads=False)
        value = table.column(VALUE).to_numpy()
        if part.runs is None:
            found.append(_found(part, table.column(KEY).to_numpy(), value))
        else:
            keys, counts = (np.array(numbers, np.int32) for numbers in part.runs)
            found.append(_totals(part, keys, np.cumsum(counts) - counts, value))
    return found


def _found(part: _Part, key: Any, value: Any) -> Sums:
    """The runs of one row group, found by bisection, and their totals."""
    candidates = np.arange(part.low, part.high + 2, dtype=key.dtype)
    ends = np.searchsorted(key, candidates)
    there = np.flatnonzero(np.diff(ends))
    starts = ends[there]
    if not len(starts):
        return candidates[:0], np.empty(0, np.int32), np.empty(0)
    if ends[0] or ends[-1] < len(key) or (key[starts] != key[ends[there + 1] - 1]).any():
        raise NotSorted(str(part.file))
    return _totals(part, candidates[there], starts, value)


def _totals(part: _Part, keys: Any, starts: Any, value: Any) -> Sums:
    totals = np.add.reduceat(value, starts, dtype=np.float64)
    return keys, np.full(len(keys), part.month, np.int32), totals
