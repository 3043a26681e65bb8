"""Readings are written in order, whole or not at all; the footer's runs are believed where they agree."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from rongshu.facts.tables import meter_files
from rongshu.facts.tables.meter_files import RUNS, SCHEMA, NotInOrder, month_file, runs_in, write_month
from rongshu.facts.tables.sorted_sums import month_sums

JUNE = 2021 * 12 + 5


def readings(rows: list[tuple[int, int, float | None]]) -> pa.Table:
    """Firm, number of the quarter-hour and kWh."""
    start = np.datetime64("2021-06-01T00:00:00", "s")
    return pa.table(
        {
            "firm": pa.array([row[0] for row in rows], pa.int32()),
            "at": pa.array([start + np.timedelta64(900 * row[1], "s") for row in rows], pa.timestamp("s")),
            "kwh": pa.array([row[2] for row in rows], pa.float32()),
        }
    )


def test_it_works(tmp_path: Path) -> None:
    table = readings([(1, 0, 0.5), (1, 1, 1.5), (4, 0, 8.0)])
    file = write_month(tmp_path, JUNE, [table.slice(0, 1), table.slice(1)])
    assert file == month_file(tmp_path, JUNE) == tmp_path / "month=202106" / "part-0.parquet"
    assert parquet.ParquetFile(file).read().cast(SCHEMA).equals(table.cast(SCHEMA))
    assert runs_in(parquet.read_metadata(file)) == [([1, 4], [2, 1])]


@pytest.mark.parametrize(
    "rows",
    [
        [(2, 0, 1.0), (1, 0, 1.0)],
        [(1, 1, 1.0), (1, 0, 1.0)],
        [(1, 0, 1.0), (1, 0, 1.0)],
        [(1, 0, None)],
    ],
    ids=["firms not in order", "times not in order", "a reading twice", "a reading without its value"],
)
@pytest.mark.parametrize("pieces", [1, 2])
def test_what_is_not_in_order_is_refused_and_the_old_file_stays(
    tmp_path: Path, rows: list[tuple[int, int, float | None]], pieces: int
) -> None:
    old = write_month(tmp_path, JUNE, [readings([(9, 9, 9.0)])]).read_bytes()
    table = readings(rows)
    with pytest.raises(NotInOrder):
        write_month(tmp_path, JUNE, [table] if pieces == 1 else [table.slice(0, 1), table.slice(1), table])
    assert month_file(tmp_path, JUNE).read_bytes() == old
    assert [file.name for file in month_file(tmp_path, JUNE).parent.iterdir()] == ["part-0.parquet"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    counts=st.dictionaries(st.integers(-5, 40), st.integers(1, 12), min_size=1),
    size=st.integers(1, 30),
    cuts=st.lists(st.integers(0, 200), max_size=5),
)
def test_row_groups_end_where_a_firm_ends(
    tmp_path: Path,
    counts: dict[int, int],
    size: int,
    cuts: list[int],
) -> None:
    rows = [(firm, at, at + firm / 8) for firm, count in sorted(counts.items()) for at in range(count)]
    table = readings(list(rows))
    edges = [0, *sorted(min(cut, len(table)) for cut in cuts), len(table)]
    pieces = [table.slice(a, b - a) for a, b in zip(edges, edges[1:], strict=False)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(meter_files, "ROW_GROUP", size)
        file = write_month(tmp_path, JUNE, pieces)
    assert parquet.ParquetFile(file).read().cast(SCHEMA).equals(table.cast(SCHEMA))
    told = [run for run in runs_in(parquet.read_metadata(file)) if run is not None]
    firms = [firm for keys, _counts in told for firm in keys]
    assert dict(zip(firms, (n for _keys, ns in told for n in ns), strict=True)) == counts
    assert firms == sorted(counts)
    assert len(month_sums(tmp_path)) == len(counts)


@pytest.mark.parametrize(
    "said",
    [
        [[[1, 4], [1, 2]], [[1], [1]]],
        [[[1, 5], [2, 1]]],
        [[[1, 4], [2, 2]]],
        [[[4, 1], [1, 2]]],
        [[[1, 4], [3, 0]]],
        [[[], []]],
    ],
)
def test_runs_that_cannot_be_true_are_not_believed(tmp_path: Path, said: object) -> None:
    file = write_month(tmp_path, JUNE, [readings([(1, 0, 0.5), (1, 1, 1.5), (4, 0, 8.0)])])
    table = parquet.ParquetFile(file).read().replace_schema_metadata({RUNS: json.dumps(said)})
    parquet.write_table(table, file, sorting_columns=[parquet.SortingColumn(0)])
    assert runs_in(parquet.read_metadata(file)) == [None]
    assert month_sums(tmp_path).column("kwh").to_pylist() == [2.0, 8.0]
