"""Quarter-hour readings in the forms that power companies send, and what is asked of them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from rongshu.facts.intake.meter_intake import load_readings, meter_folder, meter_loads
from rongshu.facts.lake.lake import Lake, Load
from rongshu.metrics.values.inquiry import answer_meters
from rongshu.terms.diagnostic import InputError

HEAD = "户名,数据时间,用电量(kWh)\n"
CLOCKS = [f"{quarter * 15 // 60:02d}:{quarter * 15 % 60:02d}" for quarter in range(1, 97)]


def take(folder: Path, text: str, name: str = "读数.csv", encoding: str = "utf-8") -> tuple[int, list[str]]:
    """The file loaded: how many readings landed, and what was remarked."""
    file = folder / name
    file.write_text(text, encoding=encoding)
    return taken(folder, file)


def taken(folder: Path, file: Path) -> tuple[int, list[str]]:
    load = Load("1", file.name, file.name, "供电公司", date(2025, 7, 5), "zhang", 0, "2025-07-05T08:00")
    landed, remarks = load_readings(Lake(folder / "lake"), file, load)
    return landed.rows, [remark.message.zh for remark in remarks]


def sums(folder: Path, grain: str = "month") -> dict[tuple[str, str], float]:
    answer = answer_meters("sum(kwh)", meter_folder(Lake(folder / "lake")), grain, ["firm"])
    assert answer["unit"] == "千瓦时"
    return {(row["period"], row["firm"]): row["value"] for row in answer["values"]}


def refused(folder: Path, text: str) -> list[tuple[str, tuple[int, ...]]]:
    with pytest.raises(InputError) as caught:
        take(folder, text)
    return [
        (each.message.zh, tuple(place.line for place in each.places)) for each in caught.value.diagnostics
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_it_works(tmp_path: Path, encoding: str) -> None:
    june = '甲厂,2025/6/1 00:00,1.5\n甲厂,2025/6/1 00:15,"1,000.25"\n乙厂,2025-06-30 23:45:00,2\n'
    rows = june + "乙厂,2025年7月1日 0:00,4\n"
    assert take(tmp_path, HEAD + rows, encoding=encoding)[0] == 4
    assert sums(tmp_path) == {("2025-06", "甲厂"): 1001.75, ("2025-06", "乙厂"): 2, ("2025-07", "乙厂"): 4}
    assert [load.rows for load in meter_loads(Lake(tmp_path / "lake"))] == [4]


def test_a_column_for_each_quarter_of_an_hour(tmp_path: Path) -> None:
    """24:00 ends the last quarter of its own day, and of its own month."""
    text = "用户编号,用户名称,日期," + ",".join(CLOCKS) + "\n"
    text += "001,甲厂,2025-06-30," + ",".join(["1"] * 95 + ["5"]) + "\n"
    text += "001,甲厂,2025-07-01," + ",".join(["2"] * 95 + [""]) + "\n"
    count, remarks = take(tmp_path, text)
    assert count == 96 + 95
    assert any("1 个空读数" in remark for remark in remarks), remarks
    assert sums(tmp_path) == {("2025-06", "甲厂"): 100, ("2025-07", "甲厂"): 190}


def test_the_meters_of_a_firm_add_up(tmp_path: Path) -> None:
    head, row = "户号,户名,时间,电量（万千瓦时）\n", "甲厂,2025-06-01 00:00,"
    take(tmp_path, f"{head}1,{row}0.0001\n2,{row}0.0003\n")
    assert sums(tmp_path) == {("2025-06", "甲厂"): 4}
    assert refused(tmp_path, f"{head}1,{row}1\n1,{row}2\n") == [("同一块表同一时间有两个读数（1 处）", (3,))]


def test_a_mended_file_takes_the_place_of_its_readings_only(tmp_path: Path) -> None:
    take(tmp_path, HEAD + "甲厂,2025-06-01 00:00,1\n甲厂,2025-06-01 00:15,1\n乙厂,2025-06-01 00:00,7\n")
    assert sums(tmp_path)[("2025-06", "甲厂")] == 2
    take(tmp_path, HEAD + "甲厂,2025-06-01 00:15,9\n丙厂,2025-06-01 00:15,3\n")
    assert {firm: value for (_month, firm), value in sums(tmp_path).items()} == {
        "甲厂": 10,
        "乙厂": 7,
        "丙厂": 3,
    }


def test_all_that_is_wrong_is_told_at_once_and_nothing_lands(tmp_path: Path) -> None:
    text = HEAD + "甲厂,昨天,1\n,2025-06-01 00:00,1\n甲厂,2025-06-01 00:30,-1\n甲厂,2025-06-01 00:45,约3\n"
    assert refused(tmp_path, text) == [
        ("没有企业或户号（1 处）", (3,)),
        ("不是时间（1 处）", (2,)),
        ("不是数（1 处）", (5,)),
        ("用电量不应为负（1 处）", (4,)),
    ]
    assert not list(meter_folder(Lake(tmp_path / "lake")).glob("month=*"))
    assert refused(tmp_path, "户名,负荷\n甲厂,1\n") == [
        ("缺少列：时间，或日期和各时刻的列", (0,)),
        ("缺少列：用电量", (0,)),
    ]


def test_parquet_is_taken_too(tmp_path: Path) -> None:
    times = [datetime(2025, 6, 1) + timedelta(minutes=15 * step) for step in range(4)]
    table = pa.table({"firm": ["甲厂"] * 4, "time": times, "kwh": [0.1, 0.2, 0.3, 0.4]})
    parquet.write_table(table, tmp_path / "a.parquet")
    assert taken(tmp_path, tmp_path / "a.parquet")[0] == 4
    assert sums(tmp_path)[("2025-06", "甲厂")] == pytest.approx(1)


def test_a_quarter_of_the_year_says_which_months_it_lacks(tmp_path: Path) -> None:
    take(tmp_path, HEAD + "甲厂,2025-06-01 00:00,1\n")
    answer = answer_meters("sum(kwh)", meter_folder(Lake(tmp_path / "lake")), "quarter")
    assert answer["incomplete"] == [{"period": "2025Q2", "months": 1, "of": 3}]


readings = st.dictionaries(
    st.tuples(st.sampled_from(["甲", "乙", "丙"]), st.integers(0, 96 * 70)), st.integers(0, 9999), min_size=1
)


@settings(max_examples=15, deadline=None)
@given(readings, readings)
def test_two_files_are_as_one_in_which_the_later_holds(
    tmp_path_factory: pytest.TempPathFactory,
    first: dict[tuple[str, int], int],
    second: dict[tuple[str, int], int],
) -> None:
    folder = tmp_path_factory.mktemp("city")
    expected: dict[tuple[str, str], int] = {}
    for told in (first, second):
        lines = [f"{firm},{_moment(step):%Y-%m-%d %H:%M},{kwh}\n" for (firm, step), kwh in told.items()]
        take(folder, HEAD + "".join(lines))
    for (firm, step), kwh in {**first, **second}.items():
        key = (f"{_moment(step):%Y-%m}", firm)
        expected[key] = expected.get(key, 0) + kwh
    assert sums(folder) == expected


def _moment(step: int) -> datetime:
    return datetime(2025, 5, 1) + timedelta(minutes=15 * step)
