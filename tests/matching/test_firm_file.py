"""Firms come in every form in which offices and exports have them; what would lose rows is refused."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from openpyxl import Workbook

from matching.strangers import strangers
from rongshu.matching.firm_check import codes_in
from rongshu.matching.firm_file import read_firm_table
from rongshu.terms.diagnostic import InputError

TITLES = (
    ("单位名称", "主营产品及业务", "经营范围", "行业代码"),
    ("公司", "主要产品", "业务范围", "国民经济行业代码"),
    ("Company Name", "Main Products", "Business Scope", "GB/T 4754"),
)
FIRMS = [firm.row() for firm in strangers(1)]


def text(titles: tuple[str, ...], sign: str, newline: str = "\n") -> str:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=sign, lineterminator=newline)
    writer.writerow(titles)
    writer.writerows((f["name"], f["products"].replace("、", "、\n"), f["scope"], f["codes"]) for f in FIRMS)
    return file.getvalue()


@pytest.mark.parametrize("titles", TITLES)
@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("coded", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_it_works(tmp_path: Path, titles: tuple[str, ...], sign: str, coded: str) -> None:
    path = tmp_path / "firms.csv"
    path.write_bytes(text(titles, sign, "\r\n").encode(coded))
    rows = [row for _line, row in read_firm_table(path).rows]
    assert [row["name"] for row in rows] == [firm["name"] for firm in FIRMS]
    assert [row["scope"] for row in rows] == [firm["scope"] for firm in FIRMS]
    assert [row["products"].replace("\n", "") for row in rows] == [firm["products"] for firm in FIRMS]


def test_the_sheet_with_the_names_is_read_wherever_it_stands(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["填表说明"])
    sheet = book.create_sheet("名单")
    sheet.append(["2026年企业名单"])
    sheet.append(TITLES[0])
    sheet.append(["甲川某某有限公司", "偏光片", "", 3974])
    book.save(tmp_path / "firms.xlsx")
    ((_line, row),) = read_firm_table(tmp_path / "firms.xlsx").rows
    assert (row["name"], row["products"], row["codes"]) == ("甲川某某有限公司", "偏光片", "3974")


def test_a_quote_that_never_closes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "firms.csv"
    path.write_text('企业名称,主要产品\n甲,偏光片\n乙,"锦纶\n丙,PTA\n', encoding="utf-8")
    with pytest.raises(InputError) as refused:
        read_firm_table(path)
    assert refused.value.diagnostics[0].places[0].line == 3


def test_a_sign_of_inches_is_no_quote(tmp_path: Path) -> None:
    path = tmp_path / "firms.csv"
    path.write_text('企业名称,主要产品\n甲,12"硅片\n乙,8英寸硅片\n', encoding="utf-8")
    assert [row["products"] for _line, row in read_firm_table(path).rows] == ['12"硅片', "8英寸硅片"]


def test_full_width_codes_are_codes() -> None:
    assert codes_in("Ｃ２６１４") == ("2614",)
