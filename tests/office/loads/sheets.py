"""Statistics files of an invented city, as offices send them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime

import xlsxwriter

Row = Sequence[object]
FIRMS = ("临江市甲机械有限公司", "临江市乙纺织有限公司", "临江市丙电子有限公司")
COUNTIES = ("东城区", "西山县", "东城区")


def workbook(rows: Sequence[Row], sheet: str = "产值") -> bytes:
    """The rows as an xlsx file."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(2026, 1, 1)})  # the same bytes each time
        page = book.add_worksheet(sheet)
        for line, row in enumerate(rows):
            for column, value in enumerate(row):
                if value is not None:
                    page.write(line, column, value)
    return stream.getvalue()


def month_file(
    year: int, month: int, outputs: Sequence[object], power: Sequence[object] | None = None
) -> bytes:
    """A monthly report of the three firms: output in 万元, electricity in 万千瓦时."""
    power = power or [None if not isinstance(value, (int, float)) else value / 100 for value in outputs]
    title = (f"{year}年{month}月规模以上工业企业主要指标",)
    head = ("企业名称", "县（市、区）", "产业链", "工业总产值（万元）", "用电量（万千瓦时）")
    chains = ("装备", "纺织", "装备")
    rows = [
        (firm, county, chain, value, used)
        for firm, county, chain, value, used in zip(FIRMS, COUNTIES, chains, outputs, power, strict=True)
    ]
    return workbook([title, head, *rows])
