"""Loads land whole or not at all, never twice; revisions keep what was known before."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from deltalake import DeltaTable

from rongshu.facts.lake import landing
from rongshu.facts.lake.lake import Lake, Load, _arrow
from rongshu.facts.lake.ledger import ledger_opened
from rongshu.facts.words.calendar_words import Span
from rongshu.facts.words.reading import Reading
from rongshu.terms.diagnostic import InputError


def reading(value: object, month: int = 6, firm: str = "甲公司") -> Reading:
    exact = None if value is None else Decimal(str(value))
    state = "unknown" if value is None else "known"
    names = (("county", "甲县"),)
    return Reading(
        firm,
        "firm",
        Span(2025, month, month),
        "output",
        exact,
        "万元",
        state,
        "month",
        "表",
        "C2",
        attributes=names,
    )


def load(number: int, released: date = date(2025, 7, 20)) -> Load:
    return Load(
        f"load-{number}",
        f"{number}.xlsx",
        f"{number:064d}",
        "统计局",
        released,
        "zhang",
        0,
        "2025-07-21T08:00",
    )


def value_of(lake: Lake, known_on: date | None = None, firm: str = "甲公司") -> Decimal | None:
    with ledger_opened(lake, known_on) as connection:
        row = connection.execute("SELECT output FROM firm_month WHERE firm = ?", [firm]).fetchone()
    return row[0] if row else None


def test_it_works(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    landed = lake.append([reading("100.10"), reading("0.05", firm="乙公司")], load(1))
    assert (landed.rows, [known.id for known in lake.loads()]) == (2, ["load-1"])
    assert value_of(lake) == Decimal("100.1")


@pytest.mark.parametrize("name", ["榕江 工信局", "a b", "100% sure", "a#b", "it's"])
def test_a_folder_may_have_any_name(tmp_path: Path, name: str) -> None:
    lake = Lake(tmp_path / name)
    lake.append([reading(5)], load(1))
    assert value_of(lake) == 5
    assert all(Path(file).is_file() for file in lake.files())


def test_a_revision_keeps_the_old_value(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    lake.append([reading(100)], load(1, date(2025, 7, 20)))
    lake.append([reading(90)], load(2, date(2025, 9, 1)))
    assert value_of(lake) == 90
    assert value_of(lake, date(2025, 8, 31)) == 100
    assert value_of(lake, date(2025, 7, 1)) is None


def test_the_same_load_or_file_is_refused(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    lake.append([reading(100)], load(1))
    with pytest.raises(InputError) as refused:
        lake.append([reading(100)], load(1))
    assert refused.value.diagnostics[0].rule == "load.twice"
    assert len(lake.loads()) == 1


def test_undo_takes_everything_back_and_stays_on_record(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    lake.append([reading(100)], load(1))
    lake.append([reading(90)], load(2, date(2025, 9, 1)))
    lake.undo("load-2", "zhang")
    assert value_of(lake) == 100
    assert [known.state for known in lake.loads()] == ["active", "undone"]
    lake.append([reading(80)], load(2, date(2025, 9, 2)))
    assert value_of(lake) == 80
    with pytest.raises(InputError):
        lake.undo("load-9", "zhang")


def test_unknown_is_neither_zero_nor_the_old_value(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    lake.append([reading(100), reading(0, month=7)], load(1))
    lake.append([reading(None)], load(2, date(2025, 9, 1)))
    with ledger_opened(lake) as connection:
        rows = connection.execute("SELECT month, output FROM firm_month ORDER BY month").fetchall()
    assert rows == [(2025 * 12 + 5, None), (2025 * 12 + 6, Decimal(0))]


def test_an_empty_lake_answers(tmp_path: Path) -> None:
    assert value_of(Lake(tmp_path)) is None
    assert Lake(tmp_path).loads() == ()


WRITER = """
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from rongshu.facts.words.calendar_words import Span
from rongshu.facts.lake.lake import Lake, Load, _arrow
from rongshu.facts.words.reading import Reading

folder, number, rows = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
span = Span(2025, 6, 6)
readings = [
    Reading(f"公司{n}", "firm", span, "output", Decimal(n), "万元", "known", "month", "表", "C2")
    for n in range(rows)
]
released = date(2025, 7, 20)
load = Load(f"load-{number}", "x", f"{number:064d}", "统计局", released, "zhang", 0, "2025-07-21T08:00")
print("writing", flush=True)
Lake(folder).append(readings, load)
"""


def writer(folder: Path, number: int, rows: int = 1) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(folder), str(number), str(rows)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


@pytest.mark.parametrize("first", [True, False], ids=["into a lake", "into nothing"])
def test_several_at_once_all_land(tmp_path: Path, first: bool) -> None:
    if first:
        Lake(tmp_path).append([reading(1)], load(0))
    writers = [writer(tmp_path, number) for number in range(1, 5)]
    for process in writers:
        process.communicate(timeout=120)
    assert [process.returncode for process in writers] == [0] * 4
    expected = {f"load-{number}" for number in range(0 if first else 1, 5)}
    assert {known.id for known in Lake(tmp_path).loads()} == expected


def test_a_table_made_twice_at_once_takes_both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two first loads may each write the table's beginnings; whoever read it before that tries again."""
    lake = Lake(tmp_path)
    lake.append([reading(1)], load(1))
    stale, opened = [lake.table()], landing._table
    DeltaTable(lake.ledger).alter.set_table_description("made again")
    monkeypatch.setattr(landing, "_table", lambda *asked: stale.pop() if stale else opened(*asked))
    lake.append([reading(2)], load(2))
    assert not stale
    assert [known.id for known in lake.loads()] == ["load-1", "load-2"]


def test_the_record_of_loads_outlives_the_habit_of_dropping_it(tmp_path: Path) -> None:
    """Delta drops log entries older than thirty days whenever it writes a checkpoint."""
    lake = Lake(tmp_path)
    lake.append([reading(1)], load(1))
    DeltaTable(lake.ledger).alter.set_table_properties({"delta.checkpointInterval": "2"})
    last_year = time.time() - 400 * 24 * 3600
    for number in range(2, 10):
        for log in (lake.ledger / "_delta_log").iterdir():
            os.utime(log, (last_year, last_year))
        lake.append([reading(number)], load(number))
    lake.undo("load-9", "zhang")
    assert [known.id for known in lake.loads()] == [f"load-{number}" for number in range(1, 10)]
    assert lake.sweep(older_than=0) == ()
    assert value_of(lake) == 8


def test_killed_in_the_middle_nothing_is_half_there(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    lake.append([reading(1)], load(1))
    landed = 0
    for number, delay in enumerate((0.0, 0.4, 0.8, 1.2), 10):
        process = writer(tmp_path, number, rows=100_000)
        assert process.stdout is not None
        assert process.stdout.readline() == "writing\n"
        time.sleep(delay)
        process.kill()
        process.communicate()
        rows = {known.id: known.rows for known in lake.loads()}
        assert rows.get(f"load-{number}", 100_000) == 100_000
        landed = len(rows) - 1
    with ledger_opened(lake) as connection:
        counted = connection.execute("SELECT count(*) FROM readings WHERE subject <> '甲公司'").fetchone()
    assert counted == (100_000 if landed else 0,)
    lake.sweep(older_than=0)
    lake.append([reading(2, firm="后来")], load(2))
    assert value_of(lake) == 1


def test_the_sweep_removes_only_orphans(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    lake.append([reading(100)], load(1))
    orphan = lake.ledger / "load_id=load-7" / "part-0.parquet"
    orphan.parent.mkdir()
    orphan.write_bytes(b"left behind")
    assert lake.sweep() == ()
    assert lake.sweep(older_than=-1) == (orphan,)
    assert value_of(lake) == 100


def test_a_load_clears_what_killed_ones_left(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    lake.append([reading(100)], load(1))
    old, young = (lake.ledger / f"load_id=load-{number}" / "part-0.parquet" for number in (7, 8))
    for orphan in (old, young):
        orphan.parent.mkdir()
        orphan.write_bytes(b"left behind")
    two_days_ago = time.time() - 2 * 24 * 3600
    for file in [*map(Path, lake.files()), old]:
        os.utime(file, (two_days_ago, two_days_ago))
    lake.append([reading(101)], load(2))
    assert not old.exists()
    assert young.exists()
    assert value_of(lake) == 101


@pytest.mark.parametrize("load_id", ["a b", "甲/乙", "50%=1", "it's", "000123"])
def test_a_load_may_have_any_id(tmp_path: Path, load_id: str) -> None:
    lake = Lake(tmp_path)
    lake.append([reading(7)], replace(load(1), id=load_id))
    lake.append([reading(8, firm="乙公司")], load(2))
    assert value_of(lake) == 7
    with ledger_opened(lake) as connection:
        found = connection.execute("SELECT load_id FROM readings WHERE subject = '甲公司'").fetchall()
    assert found == [(load_id,)]
    assert lake.sweep(older_than=-1) == ()
    assert value_of(Lake(tmp_path, seen=frozenset({load_id}))) == 7
    assert lake.sweep(older_than=-1) == ()
    lake.undo(load_id, "li")
    assert value_of(lake) is None
    assert [(known.id, known.state) for known in lake.loads()] == [(load_id, "undone"), ("load-2", "active")]


def test_what_is_not_taken_in_leaves_nothing(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    lake.append([reading(1)], load(1))
    with lake.landing(load(2)) as landing:
        landing.write(_arrow([reading(2)]))
    assert value_of(lake) == 1
    assert lake.sweep(older_than=-1) == ()
    assert [known.id for known in lake.loads()] == ["load-1"]


def test_rows_written_in_pieces_are_one_load(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    with lake.landing(load(1)) as landing:
        for number in range(5):
            assert value_of(lake) is None
            landing.write(_arrow([reading(number, firm=f"公司{number}")]))
        landed = lake.landed(landing, load(1))
    assert landed.rows == 5
    assert value_of(lake, firm="公司4") == 4
    assert lake.loads() == (landed,)


def test_the_same_file_meanwhile_is_refused(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    with lake.landing(load(1)) as landing:
        landing.write(_arrow([reading(2)]))
        lake.append([reading(1)], load(1))
        with pytest.raises(InputError):
            lake.landed(landing, load(1))
    assert value_of(lake) == 1
    assert len(lake.files()) == 1
