"""The sender's workbook comes back with each problem at its cell."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import xlsxwriter

from rongshu.facts.intake.intake import read_intake
from rongshu.facts.workbook.annotate import SHEET, annotated_copy


def test_it_works(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "2025年6月.xlsx"))
    sheet = book.add_worksheet("表")
    for row, cells in enumerate([("企业名称", "产值（万元）"), ("甲公司", "abc"), ("乙公司", -2)]):
        sheet.write_row(row, 0, cells)
    book.close()
    source = tmp_path / "2025年6月.xlsx"
    problems = read_intake(source).problems
    back = openpyxl.load_workbook(annotated_copy(source, problems, tmp_path / "back.xlsx"))
    assert "不是数值" in back["表"]["B2"].comment.text
    assert back["表"]["B2"].value == "abc"
    assert [row[2].value for row in back[SHEET].iter_rows(min_row=2)] == ["B2", "B3"]


def test_a_csv_comes_back_as_a_workbook_without_formulas(tmp_path: Path) -> None:
    source = tmp_path / "2025年6月.csv"
    source.write_text('企业名称,产值（万元）\n"=cmd|x",abc\n', encoding="utf-8")
    problems = read_intake(source).problems
    back = openpyxl.load_workbook(annotated_copy(source, problems, tmp_path / "back.xlsx"))
    cell = back["2025年6月"]["A2"]
    assert (cell.data_type, cell.value) == ("s", "'=cmd|x")
