"""A list as a file."""

import csv
import io

import openpyxl
import pytest

from office.pages.rongjiang import DAY, rongjiang
from rongshu.office.pages.indicator.indicators import indicator_table
from rongshu.office.pages.parts.export import Heading, csv_bytes, harmless, xlsx_bytes
from rongshu.office.pages.parts.listing import listing_of
from rongshu.office.pages.plan.firms import firm_table

PACK = rongjiang()
HEADING = Heading("指标", "榕江市规划", "https://example.test/?q=1", False, "zh")
DEMO = Heading("指标", "榕江市规划", "https://example.test/", True, "zh")


def table(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def sheet(content):
    book = openpyxl.load_workbook(io.BytesIO(content))
    return book.worksheets[0], book.worksheets[1]


def test_it_works():
    rows = table(csv_bytes(listing_of(indicator_table(PACK, DAY), {}), HEADING))
    first = dict(zip(rows[0], rows[1], strict=True))
    assert (first["指标"], first["目标"], first["目标 数值"], first["目标 单位"]) == (
        "规上工业增加值",
        "≥1,260亿元",
        "1260",
        "亿元",
    )
    assert first["出处"] == "p31:0-12"


def test_no_cell_is_a_formula():
    listing = listing_of(firm_table(PACK), {"q": "SUM"})
    assert table(csv_bytes(listing, HEADING))[1][0] == "'=SUM(A1)公司"
    cell = sheet(xlsx_bytes(listing, HEADING))[0]["A2"]
    assert (cell.value, cell.data_type) == ("=SUM(A1)公司", "s")


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\t=1", "\r=1"])
def test_signs_are_quoted_off(text):
    assert harmless(text) == f"'{text}"
    assert harmless(f"a{text}") == f"a{text}"


def test_numbers_are_numbers_in_excel():
    listing = listing_of(indicator_table(PACK, DAY), {})
    first, about = sheet(xlsx_bytes(listing, HEADING))
    titles = [cell.value for cell in first[1]]
    assert first.cell(2, titles.index("目标 数值") + 1).value == 1260
    assert about["A3"].value == "https://example.test/?q=1"


def test_only_what_was_asked_for_is_exported_and_all_of_it():
    listing = listing_of(indicator_table(PACK, DAY), {"category": "绿色"})
    assert len(table(csv_bytes(listing, HEADING))) == 3


def test_invented_data_carry_the_badge():
    listing = listing_of(indicator_table(PACK, DAY), {})
    assert table(csv_bytes(listing, DEMO))[0] == ["演示数据"]
    first, about = sheet(xlsx_bytes(listing, DEMO))
    assert first["A1"].value == "演示数据"
    assert about["A4"].value == "演示数据"
