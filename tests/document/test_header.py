"""How many rows are a table's heading."""

from __future__ import annotations

from rongshu.document.line.header import header_rows
from rongshu.document.line.spans import SpanCell, fill_spans


def rows(*lines):
    """Rows of cells: a text, or a text with its columns and rows."""
    spanned = [
        [
            SpanCell((cell,)) if isinstance(cell, str) else SpanCell((cell[0],), (), cell[1], cell[2])
            for cell in line
        ]
        for line in lines
    ]
    return fill_spans(spanned, "plan.docx")


def test_it_works():
    assert header_rows(rows(["指标", "2025年"], ["产值", "12"])) == 1


def test_a_title_over_two_columns_makes_two_rows():
    assert (
        header_rows(
            rows([("指标", 1, 2), ("产值", 2, 1)], ["2025年", "2030年"], ["规上工业", "1200", "2000"])
        )
        == 2
    )


def test_three_rows_are_the_most():
    top = [("指标", 1, 3), ("产值", 4, 1)]
    middle = [("实际", 2, 1), ("目标", 2, 1)]
    bottom = ["2020年", "2025年", "2028年", "2030年"]
    assert header_rows(rows(top, middle, bottom, ["规上工业", "1", "2", "3", "4"])) == 3


def test_a_merged_value_in_the_body_is_no_heading():
    assert (
        header_rows(rows(["指标", "2025年", "2030年"], ["企业数", ("500以上", 2, 1)], ["产值", "12", "20"]))
        == 1
    )


def test_a_single_row_has_no_heading():
    assert header_rows(rows(["产值", "12"])) == 0
