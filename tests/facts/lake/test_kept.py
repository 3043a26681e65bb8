"""A ledger is opened once while it stays the same, and never shows what it was before."""

from __future__ import annotations

import os
from datetime import date
from decimal import Decimal
from pathlib import Path

from facts.lake.test_lake import load, reading, value_of
from rongshu.facts.lake.kept import _open
from rongshu.facts.lake.lake import Lake
from rongshu.facts.lake.ledger import ledger_opened


def kept_files(lake: Lake) -> list[Path]:
    return list((lake.folder / "kept").glob("firm_month-*.parquet"))


def test_it_works(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    lake.append([reading(100)], load(1))
    assert value_of(lake) == value_of(lake) == Decimal(100)
    assert len(kept_files(lake)) == 1


def test_the_file_gives_what_the_ledger_gave(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    lake.append([reading("0.1"), reading(None, month=7)], load(1))
    with ledger_opened(lake) as connection:
        before = connection.execute("SELECT * FROM firm_month ORDER BY ALL").fetchall()
    _open.clear()
    with ledger_opened(lake) as connection:
        assert connection.execute("SELECT * FROM firm_month ORDER BY ALL").fetchall() == before


def test_a_load_and_an_undo_show_at_once(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    assert value_of(lake) is None
    lake.append([reading(100)], load(1))
    assert value_of(lake) == 100
    lake.append([reading(90)], load(2, date(2025, 9, 1)))
    assert value_of(lake) == 90
    lake.undo("load-2", "zhang")
    assert value_of(lake) == 100


def test_only_the_loads_seen_are_read(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    lake.append([reading(100)], load(1))
    lake.append([reading(90)], load(2, date(2025, 9, 1)))
    assert value_of(Lake(tmp_path, frozenset({"load-1"}))) == 100
    assert value_of(Lake(tmp_path, frozenset())) is None
    assert value_of(lake) == 90


def test_two_ledgers_do_not_mix(tmp_path: Path) -> None:
    for number in (1, 2):
        Lake(tmp_path / str(number)).append([reading(number)], load(1))
    assert value_of(Lake(tmp_path / "1")) == 1
    assert value_of(Lake(tmp_path / "2")) == 2


def test_the_engine_leaves_memory_to_others(tmp_path: Path) -> None:
    with ledger_opened(Lake(tmp_path)) as connection:
        limit, threads = connection.execute(
            "SELECT current_setting('memory_limit'), current_setting('threads')"
        ).fetchall()[0]
        machine = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
        number, unit = limit.split()
        bytes_of = {"MiB": 2**20, "GiB": 2**30, "MB": 10**6, "GB": 10**9}
    assert float(number) * bytes_of[unit] <= max(machine / 2, 1.01e9)
    assert threads == 2
