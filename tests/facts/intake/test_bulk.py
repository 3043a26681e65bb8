"""A large file gives what it would give cell by cell: same figures, same cells, same problems."""

from __future__ import annotations

import random
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, to_excel
from pyarrow import parquet

from rongshu.facts.intake import piece
from rongshu.facts.intake.bulk import bulk_intake
from rongshu.facts.intake.intake import read_intake
from rongshu.facts.intake.loading import Origin, load_file
from rongshu.facts.intake.piece import Unfit
from rongshu.facts.lake.lake import Lake, _arrow
from rongshu.terms.diagnostic import Diagnostic, InputError

WIDE = "企业名称,县区,月份,工业总产值（万元）,用电量（千瓦时）,利润总额"
LONG = "企业名称,报告期,指标,计量单位,本月"


@pytest.fixture(autouse=True)
def everything_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(piece, "_LEAST", {"csv": 0, "xlsx": 0, "parquet": 0})
    monkeypatch.setattr(piece, "ROWS", 7)


def wide_rows(count: int = 40) -> list[str]:
    dice = random.Random(3)
    rows = []
    for number in range(count):
        month = f"2025年{number % 12 + 1}月"
        values = (
            dice.choice(["-", "1,234.50", f"{dice.random() * 1e5:.2f}", "", "（3.5）"]) for _ in range(3)
        )
        rows.append(
            f"甲{number // 12}厂,{dice.choice(['甲县', '乙县'])},{month},"
            + ",".join(quoted(v) for v in values)
        )
    return rows


def quoted(text: str) -> str:
    return f'"{text}"' if "," in text else text


def both(file: Path, tmp_path: Path) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    """Figures in one order: in bulk, and cell by cell."""
    tables: list[pa.Table] = []
    bulk = bulk_intake(file, tables.append)
    assert bulk is not None
    intake = read_intake(file)
    assert told(bulk.problems) == told(intake.problems)
    found = [
        sorted(map(plain, table.to_pylist()), key=str)
        for table in (pa.concat_tables(tables), _arrow(intake.readings))
    ]
    assert bulk.rows == len(found[0])
    return found[0], found[1]


def plain(row: dict[str, object]) -> tuple[object, ...]:
    return tuple(row.values())


def told(problems: list[Diagnostic]) -> list[tuple[object, ...]]:
    return sorted((p.rule, p.severity, p.message.zh, p.places[0].cell, p.expected) for p in problems)


def test_it_works(tmp_path: Path) -> None:
    file = tmp_path / "月报.csv"
    file.write_text("\n".join([WIDE, *wide_rows()]), encoding="utf-8")
    bulk, slow = both(file, tmp_path)
    assert bulk == slow
    assert len(bulk) > 100


def test_a_long_table_with_a_unit_a_row(tmp_path: Path) -> None:
    lines = [LONG]
    for month in range(1, 13):
        lines += [
            f"一厂,2025{month:02d},工业总产值,亿元,1.{month}",
            f"一厂,2025{month:02d},用电量,千瓦时,{month}000",
        ]
        lines += [f"二厂,2025{month:02d},利润总额,元,-{month}"]
    file = tmp_path / "长表.csv"
    file.write_bytes("\r\n".join(lines).encode("gb18030"))
    bulk, slow = both(file, tmp_path)
    assert bulk == slow
    assert len(bulk) == 36


def test_totals_notes_and_parts_are_not_loaded(tmp_path: Path) -> None:
    lines = ["序号,企业名称,月份,工业总产值（万元）", *(f"{n},厂{n},2025年6月,{n}.5" for n in range(1, 20))]
    lines += ["合计,,,199.5", ",其中:大型,,3", "注：“-”表示该项为零,,,"]
    for total in ("199.5", "250"):
        file = tmp_path / f"{total}.csv"
        file.write_text("\n".join(lines).replace("合计,,,199.5", f"合计,,,{total}"), encoding="utf-8")
        bulk, slow = both(file, tmp_path)
        assert bulk == slow
        assert len(bulk) == 19


def test_what_is_no_figure_or_no_month_is_refused_with_its_cell(tmp_path: Path) -> None:
    rows = wide_rows()
    rows[11] = "甲0厂,甲县,2025年12月,约三百,5,6"
    rows[30] = "甲2厂,甲县,何时,1,-5,6"
    rows[31] = ",,2025年8月,1,5,6"
    file = tmp_path / "错.csv"
    file.write_text("\n".join([WIDE, *rows]), encoding="utf-8")
    with pytest.raises(InputError) as refused:
        load_file(Lake(tmp_path / "lake"), file, Origin("局", date(2025, 7, 1), "zhang"))
    cells = {d.places[0].cell for d in refused.value.diagnostics if d.severity == "error"}
    assert cells == {"D13", "C32", "A33"}
    assert Lake(tmp_path / "lake").loads() == ()


def test_a_workbook_with_titles_and_hidden_rows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "月报"
    sheet.append(["2025年6月规上工业企业主要指标"])
    sheet.append(["单位：万元"])
    sheet.append(["企业名称", "统一社会信用代码", "工业总产值", "从业人员（人）", "用电量（亿千瓦时）"])
    for number in range(30):
        sheet.append([f"厂{number}", f"91{number:016d}", number * 0.1 + 0.2, number, 0.00012 * number])
    sheet["C9"] = "－"
    sheet.row_dimensions[10].hidden = True
    sheet.append(["注：“-”表示不足本表最小单位"])
    file = tmp_path / "书.xlsx"
    book.save(file)
    bulk, slow = both(file, tmp_path)
    assert bulk == slow
    assert len(bulk) == 90


def test_parquet_with_types(tmp_path: Path) -> None:
    table = pa.table(
        {
            "firm": pa.array(["a", "b", "c"] * 10).dictionary_encode(),
            "month": pa.array([202501 + number // 3 for number in range(30)]),
            "output": pa.array([number / 10 for number in range(30)]),
            "employees": pa.array([None, *range(29)], pa.int32()),
        }
    )
    file = tmp_path / "t.parquet"
    parquet.write_table(table, file)
    bulk, slow = both(file, tmp_path)
    assert [row[:8] for row in bulk] == [row[:8] for row in slow]
    assert len(bulk) == 60


@pytest.mark.parametrize(
    "lines",
    [
        ["企业名称,月份,工业总产值（万元）累计", "一厂,2025年1月,5", "一厂,2025年2月,9"],
        ["企业名称,月份,工业总产值（万元）", "一厂,2025年6月,5", "一厂,2025年6月,9"],
        ["企业名称,月份,工业总产值（万元）", "一厂,2025年6月,5", "", "二厂,2025年6月,9"],
    ],
    ids=["cumulative", "twice", "empty line"],
)
def test_what_needs_single_cells_is_left_to_their_reader(tmp_path: Path, lines: list[str]) -> None:
    file = tmp_path / "x.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(Unfit):
        bulk_intake(file, lambda _table: None)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(
        st.one_of(st.decimals(-(10**9), 10**9, places=4), st.sampled_from(["-", "", "…", "0", "１２"])),
        min_size=9,
        max_size=30,
    )
)
def test_any_figures(tmp_path: Path, cells: list[object]) -> None:
    lines = ["企业名称,月份,利润总额（元）", *(f"厂{n},2025年6月,{cell}" for n, cell in enumerate(cells))]
    file = tmp_path / "any.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    bulk, slow = both(file, tmp_path)
    assert bulk == slow


KILLED = """
import sys
from datetime import date, datetime
from pathlib import Path
from rongshu.facts.intake import bulk, piece
from rongshu.facts.lake.lake import Lake
from rongshu.facts.intake.loading import Origin, load_file

piece._LEAST["csv"] = 0
file, folder, figures = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])

def stand(done, of):
    if done >= figures:
        print("reading", flush=True)
        sys.stdin.read()

load_file(Lake(folder), file, Origin("局", date(2025, 7, 20), "zhang"), stand)
"""


@pytest.mark.parametrize("rows", [1, 90_000], ids=["at the first rows", "at the last rows"])
def test_killed_while_reading_nothing_is_there_and_the_next_load_works(tmp_path: Path, rows: int) -> None:
    file = tmp_path / "月报.csv"
    lines = (f"甲{n}厂,甲县,2025年6月,{n},1,2" for n in range(90_000))
    file.write_text("\n".join([WIDE, *lines]), encoding="utf-8")
    lake = Lake(tmp_path / "lake")
    command = [sys.executable, "-c", KILLED, str(file), str(lake.folder), str(rows)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "reading\n"
        process.kill()
    assert (lake.loads(), lake.files()) == ((), [])
    landed, _notes = load_file(lake, file, Origin("局", date(2025, 7, 20), "zhang"))
    assert landed.rows == 270_000
    assert len(lake.sweep(older_than=-1)) == 1
    assert len(lake.files()) == 1


@pytest.mark.parametrize("epoch", [CALENDAR_WINDOWS_1900, CALENDAR_MAC_1904], ids=["1900", "1904"])
def test_dates_of_either_epoch(tmp_path: Path, epoch: datetime) -> None:
    book = openpyxl.Workbook()
    book.epoch = epoch
    sheet = book.active
    assert sheet is not None
    sheet.append(["企业名称", "月份", "工业总产值（万元）"])
    for month in range(1, 13):
        sheet.append([f"{month}厂", date(2025, month, 1), month])
        number = sheet.cell(row=sheet.max_row, column=2)
        if month % 2:  # a serial number as it is stored, without a form that says it is a date
            number.value = to_excel(date(2025, month, 1), epoch)
            number.number_format = "General"
    book.save(tmp_path / "月报.xlsx")
    lake = Lake(tmp_path / "lake")
    landed, _notes = load_file(lake, tmp_path / "月报.xlsx", Origin("局", date(2026, 1, 20), "zhang"))
    assert landed.rows == 12
    months = pa.concat_tables([parquet.read_table(file, partitioning=None) for file in lake.files()])
    told = zip(months.column("month").to_pylist(), months.column("value").to_pylist(), strict=True)
    assert all(month == 2025 * 12 + int(value) - 1 for month, value in told)
