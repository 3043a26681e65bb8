"""Quarter-hour readings add up to the month that the firm reports, in the declared layout."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from pyarrow import parquet

from rongshu.synth.anomalies import KINDS, plant
from rongshu.synth.city import CityPlan, make_city
from rongshu.synth.meters import write_meters

PLAN = CityPlan(firms=60, months=36)
FEBRUARY = 2022 * 12 + 1


def test_it_works(tmp_path: Path) -> None:
    city = make_city(PLAN)
    file = write_meters(city, tmp_path, [FEBRUARY])[0]
    table = parquet.read_table(file, partitioning=None)
    assert file.parent.name == "month=202202"
    firms = np.asarray(table.column("firm"))
    assert (np.diff(firms) >= 0).all()
    assert len(table) == len(set(firms.tolist())) * 28 * 96
    assert table.column("at")[0].as_py() == datetime(2022, 2, 1)
    rows = np.asarray(city.statistics.column("month")) == FEBRUARY
    reported = {
        firm: float(value) * 10_000
        for firm, value, kept in zip(
            city.statistics.column("firm").to_pylist(),
            city.statistics.column("electricity").to_pylist(),
            rows,
            strict=True,
        )
        if kept
    }
    for firm, kwh in reported.items():
        assert np.asarray(table.column("kwh"))[firms == firm].sum(dtype=np.float64) == pytest.approx(
            kwh, rel=1e-4
        )


def test_faults_are_planted_with_their_key() -> None:
    city = make_city(CityPlan(firms=300, months=36))
    spoiled, keys = plant(city, each=5)
    assert {key.kind for key in keys} == set(KINDS)
    assert len({key.firm for key in keys}) == len(keys) == 5 * len(KINDS)
    assert len(city.statistics) - len(spoiled.statistics) == 5
    assert plant(city, each=5)[1] == keys
