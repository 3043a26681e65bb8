"""Workbooks as they are sent: each case writes a file and states every row and every error it must give."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwt
import yaml
from openpyxl.utils import range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from typer.testing import CliRunner

from rongshu.cli.command import main

FOLDER = Path(__file__).with_name("as_sent")
CASES = [case for file in sorted(FOLDER.glob("*.yaml")) for case in yaml.safe_load(file.read_text("utf-8"))]


def written(case: dict[str, Any], folder: Path) -> Path:
    """The case's file, as its sender made it."""
    kind = case.get("kind", "xlsx")
    path = folder / case.get("name", f"报表.{kind}")
    if kind == "text":
        path.write_bytes(case["text"].encode(case["encoding"]))
    elif kind == "xls":
        _old_excel(case, path)
    else:
        _excel(case, path)
    return path


def _excel(case: dict[str, Any], path: Path) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    if case.get("epoch") == 1904:
        book.epoch = CALENDAR_MAC_1904
    for name, rows in case["sheets"].items():
        sheet = book.create_sheet(name)
        for row, values in enumerate(rows, 1):
            for column, value in enumerate(values, 1):
                if value != "":
                    sheet.cell(row, column, value)
        for area in case.get("merged", []):
            sheet.merge_cells(area)
        for address, style in case.get("formats", {}).items():
            sheet[address].number_format = style
        for line in case.get("hidden", []):
            (sheet.row_dimensions if isinstance(line, int) else sheet.column_dimensions)[line].hidden = True
        if name in case.get("hidden_sheets", []):
            sheet.sheet_state = "hidden"
    book.save(path)


def _old_excel(case: dict[str, Any], path: Path) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    book.dates_1904 = case.get("epoch") == 1904
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for name, rows in case["sheets"].items():
        sheet = book.add_sheet(name, cell_overwrite_ok=True)
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                if isinstance(value, date):
                    sheet.write(row, column, _serial(value, book.dates_1904), day)
                elif str(value).startswith("!"):
                    sheet.row(row).set_cell_error(column, value[1:])
                elif value != "":
                    sheet.write(row, column, value)
            sheet.row(row).hidden = row + 1 in case.get("hidden", [])
        for area in case.get("merged", []):
            left, top, right, bottom = range_boundaries(area)
            sheet.merge(top - 1, bottom - 1, left - 1, right - 1)
    book.save(str(path))


def _serial(day: date, epoch_1904: bool) -> int:
    first = datetime(1904, 1, 1) if epoch_1904 else datetime(1899, 12, 30)
    return (datetime(day.year, day.month, day.day) - first).days


def read(path: Path, *options: str) -> dict[str, Any]:
    """What ``rongshu load --preview --json`` answers about a file."""
    result = CliRunner().invoke(main, ["load", str(path), "--preview", "--json", *options])
    assert isinstance(result.exception, SystemExit | None), result.exc_info
    answer = json.loads(result.output)
    assert result.exit_code == (2 if any(one["severity"] == "error" for one in answer["errors"]) else 0)
    return answer


def lines(answer: dict[str, Any], first: str) -> Iterator[str]:
    """Every row, as the cases write it; ``first`` is the sheet that needs no name."""
    for row in answer["rows"]:
        known = row["value"] or {"not_applicable": "n/a"}.get(row["state"], row["state"])
        place = row["cell"] if row["sheet"] in ("", first) else f"{row['sheet']}!{row['cell']}"
        entity = row["entity"].replace(" ", "-")
        yield f"{entity} {row['period']} {row['measure']} {known} {row['unit']} {place}"


def differences(case: dict[str, Any], answer: dict[str, Any]) -> list[str]:
    """What is missing, what is too much, and which cells are wrongly accused or wrongly spared."""
    first = next(iter(case["sheets"])) if "sheets" in case else answer["columns"][0]["sheet"]
    rows = set(lines(answer, first))
    spans = {row for row in rows if "/" in row.split()[1]}
    blank = {row for row in rows if row.split()[3] == "unknown"}
    due, allowed, due_spans = (
        set(case.get(key, "").replace(f" {first}!", " ").splitlines())
        for key in ("rows", "optional", "spans")
    )
    found = [f"missing {row}" for row in sorted((due | due_spans) - rows)]
    found += [f"extra {row}" for row in sorted(rows - spans - blank - due - allowed)]
    accused = _accused(answer, first)
    due_errors = {cell.removeprefix(f"{first}!") for cell in case.get("errors", [])}
    if due_errors == {"any"}:
        return found + ([] if accused else ["no error"])
    found += [f"spared {cell}" for cell in sorted(due_errors - accused)]
    found += [f"accused {cell}" for cell in sorted(accused - due_errors)]
    said = " ".join(f"{one['cell']} {one['message']}" for one in answer["errors"])
    return found + [f"not said {word}" for word in case.get("notices", []) if word not in said]


def _accused(answer: dict[str, Any], first: str) -> set[str]:
    cells = set()
    for error in answer["errors"]:
        if error["severity"] == "error":
            for one in (error["cell"], *error["also"]):
                cells.add(one if "!" in one else f"{error['sheet'] or first}!{one}")
    return {cell.removeprefix(f"{first}!") for cell in cells}


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_a_file_as_sent(case: dict[str, Any], tmp_path: Path) -> None:
    answer = read(written(case, tmp_path), *case.get("options", []))
    assert not differences(case, answer), json.dumps(answer["errors"], ensure_ascii=False, indent=1)
