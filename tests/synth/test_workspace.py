"""The invented city in a lake: marked, the same every time, never mixed with real figures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from facts.lake.test_lake import load, reading
from rongshu.facts.lake.lake import Lake
from rongshu.facts.lake.ledger import ledger_opened
from rongshu.synth.anomalies import plant
from rongshu.synth.city import CityPlan, make_city
from rongshu.synth.workspace import SOURCE, correct, fill, mark
from rongshu.terms.diagnostic import InputError

PLAN = CityPlan(firms=60, months=15)


def rows(lake: Lake, sql: str, known_on: date | None = None) -> list[tuple[object, ...]]:
    with ledger_opened(lake, known_on) as connection:
        return connection.execute(sql).fetchall()


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    filled = Lake(tmp_path_factory.mktemp("lake"))
    fill(filled, PLAN)
    return filled


def test_it_works(lake: Lake) -> None:
    found = rows(lake, "SELECT sum(output), count(*) FROM firm_month WHERE month < 2022 * 12")
    city = make_city(PLAN)
    assert found[0][0] == Decimal(60_000_000)
    assert rows(lake, "SELECT count(*) FROM firm_month") == [(len(city.statistics),)]
    assert len(lake.loads()) == 15 + 4
    assert {known.source for known in lake.loads()} == {SOURCE}


def test_a_figure_has_its_cell(lake: Lake) -> None:
    sql = "SELECT count(DISTINCT (month, cell)), count(*), min(sheet), min(cell) FROM readings"
    ((distinct, count, sheet, cell),) = rows(lake, sql)
    assert distinct == count
    assert (sheet, str(cell)[0]) == ("2021年10月", "E")


def test_months_are_known_from_their_release_on(lake: Lake) -> None:
    assert rows(lake, "SELECT max(month) FROM firm_month", date(2021, 7, 1)) == [(2021 * 12 + 4,)]


def test_firms_are_valid_while_they_live(lake: Lake) -> None:
    city = make_city(PLAN)
    leaving = sum(last < 2022 * 12 + 2 for last in city.firms.column("last_month").to_pylist())
    assert rows(lake, "SELECT count(*), count(valid_to) FROM firm") == [(60, leaving)]
    assert rows(lake, "SELECT count(*) FROM county") == [(5,)]


def test_twice_is_refused_and_so_is_mixing(lake: Lake, tmp_path: Path) -> None:
    with pytest.raises(InputError):
        fill(lake, PLAN)
    real = Lake(tmp_path)
    real.append([reading(1)], load(1))
    with pytest.raises(InputError) as refused:
        fill(real, PLAN)
    assert refused.value.diagnostics[0].rule == "synth.mixed"


def test_the_workspace_says_so(tmp_path: Path) -> None:
    (tmp_path / "workspace.toml").write_text("schema_version = 1\ndemonstration = false\n", encoding="utf-8")
    mark(tmp_path)
    assert "demonstration = true" in (tmp_path / "workspace.toml").read_text(encoding="utf-8")


def test_planted_faults_are_mended_by_a_later_load(tmp_path: Path) -> None:
    city = make_city(CityPlan(firms=60, months=36))
    spoiled, faults = plant(city, 2)
    slips = [fault for fault in faults if fault.kind.startswith("unit_slip")]
    lake = Lake(tmp_path)
    fill(lake, city=spoiled)
    landed = correct(lake, city, slips)
    assert landed.rows == len(slips)
    name = city.firms.column("name").to_pylist()[slips[0].firm]
    sql = f"SELECT output FROM firm_month WHERE firm = '{name}' AND month = {slips[0].month}"
    true = next(
        row["output"]
        for row in city.statistics.to_pylist()
        if (row["firm"], row["month"]) == (slips[0].firm, slips[0].month)
    )
    assert rows(lake, sql) == [(true,)]
    assert rows(lake, sql, date(2024, 1, 25)) != [(true,)]
