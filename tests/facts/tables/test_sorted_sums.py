"""Runs of sorted files add up to what the engine finds by hashing, or the engine is asked."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from rongshu.facts.tables.meter_files import SCHEMA, write_month
from rongshu.facts.tables.meters import METERS, meters_opened
from rongshu.facts.tables.sorted_sums import NotSorted, month_sums, only_sums
from rongshu.metrics.language.expression import check_expression
from rongshu.metrics.values.query import compile_query
from rongshu.synth.city import CityPlan, make_city
from rongshu.synth.meters import write_meters

QUESTION = {
    "kwh": "sum(kwh)",
    "growth": "mom(sum(kwh))",
    "place": "ranking(sum(kwh))",
    "ytd": "ytd(sum(kwh))",
}


def query(question: dict[str, str], grain: str = "month", dimensions: tuple[str, ...] = ("firm",)) -> object:
    metrics = {name: check_expression(text, [METERS]) for name, text in question.items()}
    return compile_query(metrics, grain, dimensions)


def answers(folder: Path, asked: object) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    sql = asked.sql(dialect="duckdb")  # type: ignore[attr-defined]
    with meters_opened(folder) as connection:
        hashed = connection.execute(sql).fetchall()
    with meters_opened(folder, asked) as connection:  # type: ignore[arg-type]
        return hashed, connection.execute(sql).fetchall()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("meters")
    write_meters(make_city(CityPlan(firms=700, months=12)), place, [2021 * 12, 2021 * 12 + 1])
    return place


@pytest.mark.parametrize(
    ("grain", "dimensions"), [("month", ("firm",)), ("quarter", ("firm",)), ("month", ())]
)
def test_it_works(folder: Path, grain: str, dimensions: tuple[str, ...]) -> None:
    hashed, merged = answers(folder, query(QUESTION, grain, dimensions))
    assert len(hashed) == len(merged) > 0
    for one, other in zip(hashed, merged, strict=True):
        assert [value is None for value in one] == [value is None for value in other]
        assert [v or 0 for v in other] == pytest.approx([v or 0 for v in one], rel=1e-12)


def test_a_run_over_the_end_of_a_row_group_is_one_firm(tmp_path: Path) -> None:
    folder = written(tmp_path, [1] * 5 + [2] * 12)
    assert len(month_sums(folder)) == 4
    hashed, merged = answers(folder, query({"kwh": "sum(kwh)"}))
    assert merged == hashed
    assert len(merged) == 2


def test_a_file_that_only_says_that_it_is_sorted(tmp_path: Path) -> None:
    folder = written(tmp_path, [3, 1, 2, 1, 2])
    hashed, merged = answers(folder, query({"kwh": "sum(kwh)"}))
    assert merged == hashed


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("sum(kwh)", True),
        ("yoy(sum(kwh))", True),
        ("max(kwh)", False),
        ("avg(kwh)", False),
        ("count(kwh)", False),
        ("sum(kwh) filter (where kwh > 1)", False),
        ("sum(kwh * 2)", False),
        ("sum(case when firm = 1 then kwh end)", False),
        ("sum(kwh) / count(distinct firm)", False),
    ],
)
def test_only_what_sums_can_answer(text: str, asked: bool) -> None:
    assert only_sums(query({"value": text}, "month", ())) is asked  # type: ignore[arg-type]


def written(folder: Path, firms: list[int], *, say: bool = True, nulls: bool = False) -> Path:
    """Readings of some firms in one month, in row groups of seven."""
    target = folder / "month=202106" / "part-0.parquet"
    target.parent.mkdir(exist_ok=True, parents=True)
    values = np.arange(len(firms), dtype=np.float32) / 8
    kwh = pa.array([None if nulls and n == 1 else float(v) for n, v in enumerate(values)], pa.float32())
    table = pa.table({"firm": pa.array(firms, pa.int32()), "kwh": kwh})
    order = [parquet.SortingColumn(0)] if say else None
    parquet.write_table(table, target, row_group_size=7, sorting_columns=order)
    return folder


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(-20, 60), min_size=1, max_size=60))
def test_any_runs(tmp_path: Path, firms: list[int]) -> None:
    hashed, merged = answers(written(tmp_path, sorted(firms)), query({"kwh": "sum(kwh)"}))
    assert merged == hashed


@pytest.mark.parametrize(
    "how", [{"say": False}, {"nulls": True}], ids=["not said to be sorted", "unknown values"]
)
def test_anything_else_is_the_engines(tmp_path: Path, how: dict[str, bool]) -> None:
    folder = written(tmp_path, [1, 1, 2, 2, 3], **how)
    with pytest.raises(NotSorted):
        month_sums(folder)
    hashed, merged = answers(folder, query({"kwh": "sum(kwh)"}))
    assert merged == hashed


def test_the_sums_of_unchanged_months_are_kept(tmp_path: Path) -> None:
    city = make_city(CityPlan(firms=80, months=12))
    write_meters(city, tmp_path, [2021 * 12, 2021 * 12 + 1])
    first = month_sums(tmp_path, keep=True)
    assert first.equals(month_sums(tmp_path))
    assert month_sums(tmp_path, keep=True).equals(first)
    kept = sorted(tmp_path.glob("_sums/*"))
    before = [file.read_bytes() for file in kept]
    one = pa.table({"firm": [7], "at": [np.datetime64("2021-02-01T00:00:00", "s")], "kwh": [2.5]})
    write_month(tmp_path, 2021 * 12 + 1, [one.cast(SCHEMA)])
    anew = month_sums(tmp_path, keep=True)
    assert anew.equals(month_sums(tmp_path))
    assert anew.to_pylist()[-1] == {"firm": 7, "month": 2021 * 12 + 1, "kwh": 2.5}
    assert [file.read_bytes() == old for file, old in zip(kept, before, strict=True)] == [True, False]


def test_kept_sums_that_cannot_be_read_are_made_again(tmp_path: Path) -> None:
    folder = written(tmp_path, [1, 1, 2])
    expected = month_sums(folder, keep=True)
    next(folder.glob("_sums/*")).write_bytes(b"torn")
    assert month_sums(folder, keep=True).equals(expected)
    hashed, _merged = answers(folder, query({"kwh": "sum(kwh)"}))
    with meters_opened(folder, query({"kwh": "sum(kwh)"}), keep=True) as connection:  # type: ignore[arg-type]
        found = connection.execute(query({"kwh": "sum(kwh)"}).sql(dialect="duckdb")).fetchall()  # type: ignore[attr-defined]
    assert found == hashed
