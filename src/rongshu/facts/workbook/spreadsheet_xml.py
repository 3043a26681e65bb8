"""A workbook saved as "XML Spreadsheet 2003", which offices send under the name .xls."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from pathlib import Path

from lxml import etree

from rongshu.facts.workbook.grid import CellValue, Grid, folded

SIGN = b"urn:schemas-microsoft-com:office:spreadsheet"
_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_WIDEST = 1000
_HIGHEST = 1_000_000


def spreadsheet_xml(path: Path) -> list[Grid]:
    """Every visible sheet.  *Source*: XML Spreadsheet Reference, Microsoft 2003."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    tree = etree.fromstring(path.read_bytes(), parser=parser)
    return [_sheet(sheet) for sheet in tree.iter(f"{_SS}Worksheet") if not _hidden(sheet)]


def _hidden(sheet: etree._Element) -> bool:
    marks = (one for one in sheet.iter() if str(one.tag).endswith("}Visible"))
    return any(one.text != "SheetVisible" for one in marks)


def _sheet(sheet: etree._Element) -> Grid:
    places: dict[tuple[int, int], CellValue] = {}
    merged = []
    row = -1
    for line in sheet.iter(f"{_SS}Row"):
        row = int(line.get(f"{_SS}Index", row + 2)) - 1
        column = -1
        for cell in line.iterchildren(f"{_SS}Cell"):
            column = int(cell.get(f"{_SS}Index", column + 2)) - 1
            if row < _HIGHEST and column < _WIDEST:
                places[row, column] = _value(cell.find(f"{_SS}Data"))
            wide, tall = (int(cell.get(f"{_SS}Merge{way}", 0)) for way in ("Across", "Down"))
            if wide or tall:
                merged.append((row, column, row + tall, column + wide))
            column += wide
    height = 1 + max((place[0] for place in places), default=-1)
    width = 1 + max((place[1] for place in places), default=-1)
    rows = tuple(tuple(places.get((r, c)) for c in range(width)) for r in range(height))
    return Grid(str(sheet.get(f"{_SS}Name", "")), rows, tuple(merged))


def _value(data: etree._Element | None) -> CellValue:
    if data is None:
        return None
    text = "".join(str(part) for part in data.itertext())
    kind = data.get(f"{_SS}Type")
    if kind == "Number":
        try:
            return Decimal(text)
        except InvalidOperation:
            return folded(text)
    return folded(text.split("T")[0] if kind == "DateTime" else text)
