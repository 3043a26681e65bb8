"""Statistics as offices send them: read to the cell, checked, nothing counted twice, nothing guessed."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from rongshu.facts.intake.intake import Intake, read_intake
from rongshu.facts.intake.preview import answer as previewed
from rongshu.facts.words.calendar_words import Span
from rongshu.terms.diagnostic import InputError


def workbook(
    path: Path, sheets: dict[str, list[list[object]]], merged: tuple[tuple[int, ...], ...] = ()
) -> Path:
    book = xlsxwriter.Workbook(str(path))
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if cell is not None:
                    sheet.write(row, column, cell)
        for top, left, bottom, right in merged:
            sheet.merge_range(top, left, bottom, right, rows[top][left])
    book.close()
    return path


def found(intake: Intake) -> dict[tuple[str, str, str], Decimal | None]:
    return {(r.entity, r.period.written(), r.measure): r.value for r in intake.readings}


def messages(intake: Intake) -> list[tuple[str, str]]:
    return [
        (str(p.severity), f"{p.places[0].sheet}!{p.places[0].cell} {p.message.en}") for p in intake.problems
    ]


TWO_LEVELS = [
    ["榕江市2025年6月规模以上工业主要指标", None, None, None, None, None, None],
    [None, None, None, None, None, "单位：万元", None],
    ["序号", "企业名称", "工业总产值", None, None, None, "用电量（万千瓦时）"],
    [None, None, "本月", "累计", "去年同期", "增减%", None],
    [1, "甲公司", "１,２３４.５", 7000, 1000, 23.4, 12.5],
    [2, "乙公司", "-", 300, 5, None, 3],
    [None, "合计", 1234.5, 7300, 1005, None, 15.5],
    [None, "其中：国有", 100, 100, 100, None, 1],
    ["注：“-”表示该项为零。", None, None, None, None, None, None],
]
MERGED = ((0, 0, 0, 6), (2, 0, 3, 0), (2, 1, 3, 1), (2, 2, 2, 5), (2, 6, 3, 6))


def test_it_works(tmp_path: Path) -> None:
    """The year so far stays beside June: it tells of January to May, which nothing else does."""
    intake = read_intake(workbook(tmp_path / "6月.xlsx", {"表一": TWO_LEVELS}, MERGED))
    assert found(intake) == {
        ("甲公司", "2025-01/2025-06", "output"): Decimal(7000),
        ("乙公司", "2025-01/2025-06", "output"): Decimal(300),
        ("甲公司", "2025-06", "output"): Decimal("1234.5"),
        ("甲公司", "2024-06", "output"): Decimal(1000),
        ("甲公司", "2025-06", "electricity"): Decimal("12.5"),
        ("乙公司", "2025-06", "output"): Decimal(0),
        ("乙公司", "2024-06", "output"): Decimal(5),
        ("乙公司", "2025-06", "electricity"): Decimal(3),
    }
    assert not intake.problems
    assert {r.cell for r in intake.readings if r.entity == "乙公司"} == {"C6", "D6", "E6", "G6"}
    assert next(r for r in intake.readings if r.entity == "乙公司").state == "zero_by_note"


def test_a_dash_and_a_blank_are_not_zero(tmp_path: Path) -> None:
    rows = [["企业名称", "产值（万元）", "税收（万元）"], ["甲", "-", 1], ["乙", None, 2]]
    intake = read_intake(workbook(tmp_path / "2025年3月.xlsx", {"表": rows}))
    states = {r.entity: (r.value, r.state) for r in intake.readings if r.measure == "output"}
    assert states == {"甲": (None, "not_applicable"), "乙": (None, "unknown")}


def test_units_are_folded_to_the_canonical_ones(tmp_path: Path) -> None:
    rows = [
        ["单位名称", "营业收入（亿元）", "用电量(千瓦时)", "综合能耗（万吨标准煤）", "利润总额（元）"],
        ["甲", 1.5, 20000, 0.5, -30000],
    ]
    values = found(read_intake(workbook(tmp_path / "2025年5月.xlsx", {"表": rows})))
    assert [values["甲", "2025-05", name] for name in ("revenue", "electricity", "energy", "profit")] == [
        Decimal(15000),
        Decimal(2),
        Decimal(5000),
        Decimal(-3),
    ]


def test_cumulative_figures_become_months(tmp_path: Path) -> None:
    rows = [["企业名称", "1-2月", "1-3月", "1-4月"], ["甲公司", 20, 33, 45]]
    intake = read_intake(workbook(tmp_path / "产值.xlsx", {"2025年规上工业总产值（万元）": rows}))
    assert found(intake) == {
        ("甲公司", "2025-01/2025-02", "output"): Decimal(20),
        ("甲公司", "2025-03", "output"): Decimal(13),
        ("甲公司", "2025-04", "output"): Decimal(12),
    }
    april = next(r for r in intake.readings if r.period.last == 4)
    assert (april.cell, april.derived) == ("D2", "D2 − 2025年规上工业总产值（万元）!C2")


def test_january_and_february_together_stay_together(tmp_path: Path) -> None:
    rows = [["企业名称", "1-2月", "3月"], ["甲", 20, 13]]
    intake = read_intake(workbook(tmp_path / "产值.xlsx", {"2025年产值（万元）": rows}))
    assert found(intake)["甲", "2025-01/2025-02", "output"] == 20
    assert found(intake)["甲", "2025-03", "output"] == 13


def test_months_across_and_a_measure_column(tmp_path: Path) -> None:
    rows = [
        ["县区", "指标", "计量单位", "2025年1月", "202502", "2025-03"],
        ["甲县", "工业总产值", "亿元", 1, 2, 3],
        ["甲县", "工业用电量", "万千瓦时", 4, 5, 6],
    ]
    values = found(read_intake(workbook(tmp_path / "a.xlsx", {"表": rows})))
    assert values["甲县", "2025-02", "output"] == 20000
    assert values["甲县", "2025-03", "electricity"] == 6


def test_a_gb18030_csv_with_every_kind_of_month(tmp_path: Path) -> None:
    text = (
        "县区,月份,产值(亿元)\n甲县,202501,1.5\n甲县,2025年2月,2\n甲县,45717,3\n甲县,2025/4/1,4\n合计,,10.5\n"
    )
    file = tmp_path / "产值.csv"
    file.write_bytes(text.encode("gb18030"))
    intake = read_intake(file)
    assert [r.period.written() for r in intake.readings] == ["2025-01", "2025-02", "2025-03", "2025-04"]
    assert sum(r.value or 0 for r in intake.readings) == 105000
    assert not intake.problems


def test_an_html_table_named_xls(tmp_path: Path) -> None:
    file = tmp_path / "报表.xls"
    file.write_text(
        "<html><table><tr><td rowspan=2>单位名称</td><td colspan=2>营业收入（万元）</td></tr>"
        "<tr><td>2025年3月</td><td>2025年4月</td></tr><tr><td>丁厂</td><td>20</td><td>33</td></tr></table></html>",
        encoding="utf-8",
    )
    assert found(read_intake(file))["丁厂", "2025-04", "revenue"] == 33


def test_several_sheets_and_merged_names(tmp_path: Path) -> None:
    rows = [["县区", "企业名称", "产值（万元）"], ["甲县", "一厂", 1], [None, "二厂", 2]]
    file = workbook(tmp_path / "b.xlsx", {"2025年1月": rows, "2025年2月": rows}, ((1, 0, 2, 0),))
    intake = read_intake(file)
    assert {(r.entity, r.period.written(), dict(r.attributes)["county"]) for r in intake.readings} == {
        (name, month, "甲县") for name in ("一厂", "二厂") for month in ("2025-01", "2025-02")
    }


def test_all_problems_come_at_once_with_their_cells(tmp_path: Path) -> None:
    rows = [
        ["企业名称", "月份", "产值（万元）", "税收（公斤）", "心情"],
        ["甲", "2025年6月", "abc", 1, "好"],
        ["乙", "十三月", 5, 1, "好"],
        [None, "2025年6月", 5, 1, "好"],
        ["丙", "2025年6月", -5, 1, "好"],
        ["丁", "2025年6月", 7, 1, "好"],
        ["丁", "2025年6月", 8, 1, "好"],
        ["合计", None, 99, 5, None],
    ]
    listed = messages(read_intake(workbook(tmp_path / "c.xlsx", {"表": rows})))
    assert ("error", "表!C2 not a figure") in listed
    assert ("error", "表!B3 not a month") in listed
    assert ("error", "表!A4 this row has no name") in listed
    assert ("warning", "表!C5 should not be negative") in listed
    assert ("error", "表!C6 丁 2025-06 twice") in listed
    assert ("error", "表!D1 公斤 cannot be converted into 万元") in listed
    assert ("note", "表!E1 this column is not loaded") in listed


def test_a_wrong_total_is_seen_and_a_rounded_one_is_not(tmp_path: Path) -> None:
    def total(value: float) -> list[tuple[str, str]]:
        rows = [["企业名称", "产值（万元）"], ["甲", 1.4], ["乙", 2.4], ["合计", value]]
        return messages(read_intake(workbook(tmp_path / "2025年6月.xlsx", {"表": rows})))

    assert total(5) == [("warning", "表!B4 the total is not the sum of its rows")]
    assert total(3.8) == []


def test_no_month_anywhere_is_said_once(tmp_path: Path) -> None:
    file = workbook(tmp_path / "d.xlsx", {"表": [["企业名称", "产值（万元）"], ["甲", 1], ["乙", 2]]})
    assert messages(read_intake(file)) == [("error", "表!A1 nothing says which year and month this is")]
    assert found(read_intake(file, Span(2025, 6, 6)))["乙", "2025-06", "output"] == 2


def test_a_hidden_row_is_read_and_said(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "2025年6月.xlsx"))
    sheet = book.add_worksheet("表")
    for row, cells in enumerate([("企业名称", "产值（万元）"), ("甲", 1), ("乙", 2)]):
        sheet.write_row(row, 0, cells)
    sheet.set_row(2, None, None, {"hidden": True})
    book.close()
    intake = read_intake(tmp_path / "2025年6月.xlsx")
    assert len(intake.readings) == 2
    assert messages(intake) == [("warning", "表!A3 a hidden row was read as well")]


def test_serial_numbers_of_both_epochs(tmp_path: Path) -> None:
    found_in = {}
    for name, options in (("1900", {}), ("1904", {"date_1904": True})):
        book = xlsxwriter.Workbook(str(tmp_path / f"{name}.xlsx"), options)
        sheet = book.add_worksheet("表")
        sheet.write_row(0, 0, ["企业名称", "月份", "产值（万元）"])
        sheet.write_row(1, 0, ["甲公司", 45809 if name == "1900" else 45809 - 1462, 5])
        sheet.write(2, 0, "甲公司")
        sheet.write_datetime(2, 1, datetime(2025, 7, 1), book.add_format({"num_format": "yyyy-mm"}))
        sheet.write(2, 2, 6)
        book.close()
        found_in[name] = [r.period.written() for r in read_intake(tmp_path / f"{name}.xlsx").readings]
    assert found_in == {"1900": ["2025-06", "2025-07"], "1904": ["2025-06", "2025-07"]}


def test_refusals(tmp_path: Path) -> None:
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 nothing of a workbook")
    (tmp_path / "empty.csv").write_text("", encoding="utf-8")
    for name in ("broken.xlsx", "empty.csv", "absent.csv"):
        with pytest.raises(InputError) as refused:
            read_intake(tmp_path / name)
        assert refused.value.diagnostics[0].remedy.en
    text = tmp_path / "prose.csv"
    text.write_text("今天天气很好\n明天也是\n", encoding="utf-8")
    assert messages(read_intake(text)) == [("error", "prose! no header was found")]


def test_the_preview_speaks_json(tmp_path: Path) -> None:
    path = workbook(tmp_path / "6月.xlsx", {"表一": TWO_LEVELS}, MERGED)
    answer = previewed(path, read_intake(path))
    row = answer["rows"][0]
    assert (row["entity"], row["period"], row["measure"], row["value"], row["unit"]) == (
        "甲公司", "2025-06", "output", "1234.5", "万元",
    )  # fmt: skip
    assert (row["sheet"], row["cell"]) == ("表一", "C5")
    assert answer["errors"] == []


@settings(max_examples=30, deadline=None)
@given(st.lists(st.decimals("0", "1000000", places=2), min_size=1, max_size=11))
def test_cumulating_and_taking_apart_is_the_same(
    tmp_path_factory: pytest.TempPathFactory, months: list[Decimal]
) -> None:
    totals = [sum(months[: number + 1], Decimal(0)) for number in range(len(months))]
    header = ["企业名称", "1月", *[f"1-{number}月" for number in range(2, len(months) + 1)]]
    file = tmp_path_factory.mktemp("books") / "a.csv"
    lines = [",".join(["2025年产值（万元）", *[""] * len(months)]), ",".join(header)]
    file.write_text("\n".join([*lines, ",".join(["甲", *map(str, totals)])]), encoding="utf-8")
    values = [r.value for r in sorted(read_intake(file).readings, key=lambda r: r.period.last)]
    if len(months) > 1:
        assert values[1:] == months[1:]
    assert values[0] == months[0]
