"""What loading costs: CPU seconds (the middle) and peak memory (the worst) of five fresh processes each,
from the file to the committed load.

Ratios are to reading the same workbook's cells with calamine alone and to a naive loop that parses and
converts them, both without any checks.  The revision replaces one month of the landed file.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median

import harness
import numpy as np
import pyarrow as pa
import xlsxwriter
from pyarrow import csv, parquet

from rongshu.synth.city import CityPlan, make_city

TITLES = {
    "output": "工业总产值（万元）",
    "revenue": "营业收入（万元）",
    "tax": "税收（万元）",
    "profit": "利润总额（万元）",
    "employees": "平均用工人数（人）",
    "electricity": "用电量（万千瓦时）",
    "energy": "综合能源消费量（吨标准煤）",
    "rd": "研发费用（万元）",
}
LOAD = """
from datetime import date
from pathlib import Path
from rongshu.facts.lake.lake import Lake
from rongshu.facts.intake.loading import Origin, load_file
origin = Origin("bench", date.fromisoformat(sys.argv[3]), "bench")
load_file(Lake(Path(sys.argv[2])), Path(sys.argv[1]), origin)
"""
IMPORTS = "from rongshu.facts.intake.loading import Origin, load_file\n"
RAW = """
import python_calamine
python_calamine.CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()
"""
NAIVE = """
import re
from decimal import Decimal
import python_calamine
rows = python_calamine.CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()
found = []
for row in rows[1:]:
    year, month = re.match(r"(\\d+)年(\\d+)月", row[2]).groups()
    for title, value in zip(rows[0][3:], row[3:]):
        found.append((row[0], row[1], int(year), int(month), title, Decimal(f"{value:.15g}")))
"""


def wide(rows: int, months: int) -> pa.Table:
    """Firm-months as a sheet has them: names, county, month in words, eight measures."""
    city = make_city(CityPlan(firms=round(rows / months * 1.12) + 20, months=months))
    statistics = city.statistics.slice(0, rows)
    firm, month = statistics.column("firm"), np.asarray(statistics.column("month"))
    written = pa.array([f"{number // 12}年{number % 12 + 1}月" for number in range(int(month.max()) + 1)])
    measures = {title: statistics.column(name) for name, title in TITLES.items()}
    named = {"企业名称": city.firms.column("name").take(firm), "县区": city.firms.column("county").take(firm)}
    return pa.table({**named, "月份": written.take(pa.array(month)), **measures})


def long(table: pa.Table) -> pa.Table:
    """The same with a figure a row."""
    parts = [
        pa.table(
            {
                **{name: table.column(name) for name in ("企业名称", "月份")},
                "指标": pa.repeat(pa.scalar(title.split("（")[0]), len(table)),
                "计量单位": pa.repeat(pa.scalar(title.split("（")[1][:-1]), len(table)),
                "本月": table.column(title),
            }
        )
        for title in TITLES.values()
    ]
    return pa.concat_tables(parts)


def workbook(table: pa.Table, file: Path) -> Path:
    """The table as a workbook of one sheet with one header row."""
    columns = [column.to_pylist() for column in table.columns]
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("月报")
        sheet.write_row(0, 0, table.column_names)
        for number, row in enumerate(zip(*columns, strict=True), 1):
            sheet.write_row(number, 0, row)
    return file


def main() -> int:
    """Measure every form; the argument scales the large ones (1 is a million rows)."""
    scale = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    figures: dict[str, float | int | str] = {"imports.cpu_s": harness.apart(IMPORTS)[0]}
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        office = workbook(wide(31_200, 12), place / "31200.xlsx")
        month = workbook(wide(2_600, 1), place / "month.xlsx")
        figures |= measured("xlsx_31200x8", office, place / "lake")
        raw, naive = harness.apart(RAW, office)[0], harness.apart(NAIVE, office)[0]
        figures |= {"xlsx_31200x8.to_calamine_raw": float(figures["xlsx_31200x8.cpu_s"]) / raw}
        figures |= {"xlsx_31200x8.to_naive_parse": float(figures["xlsx_31200x8.cpu_s"]) / naive}
        figures |= measured("revision_of_a_month", month, place / "lake", "2026-01-01")
        large = wide(round(1_000_000 * scale), 60)
        files = {
            "csv_1m_wide": write_csv(large, place / "wide.csv"),
            "csv_1m_long": write_csv(long(large.slice(0, len(large) // 8)), place / "long.csv"),
            "parquet_1m_wide": write_parquet(large, place / "wide.parquet"),
            "xlsx_200k_wide": workbook(large.slice(0, len(large) // 5), place / "200k.xlsx"),
        }
        del large
        for name, file in files.items():
            figures |= measured(name, file, place / name)
    harness.report("load", figures)
    return 0


def write_csv(table: pa.Table, file: Path) -> Path:
    """The table as CSV."""
    csv.write_csv(table, file)
    return file


def write_parquet(table: pa.Table, file: Path) -> Path:
    """The table as Parquet."""
    parquet.write_table(table, file)
    return file


def measured(
    name: str, file: Path, lake: Path, released: str = "2025-01-01", runs: int = 5
) -> dict[str, float | int | str]:
    """CPU seconds, imports included (the middle of the runs), and peak memory (the worst of them).

    Every run loads into a lake of its own, a copy of ``lake`` where there is one; the last stays there.
    """
    found = []
    for run in range(runs):
        place = lake.with_name(f"{lake.name}-{run}")
        if lake.exists():
            shutil.copytree(lake, place)
        found += harness.each_apart(LOAD, file, place, released, runs=1)
        if run < runs - 1:
            shutil.rmtree(place)
    shutil.rmtree(lake, ignore_errors=True)
    place.rename(lake)
    return {
        f"{name}.cpu_s": median(cpu for cpu, _peak in found),
        f"{name}.worst_peak_mb": max(peak for _cpu, peak in found),
        f"{name}.file_mb": file.stat().st_size / 1e6,
        f"{name}.runs": runs,
    }


if __name__ == "__main__":
    raise SystemExit(main())
