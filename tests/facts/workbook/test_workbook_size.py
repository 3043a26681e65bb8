"""A few kilobytes must not open into more cells or bytes than the machine has."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from rongshu.facts.workbook import workbook_size
from rongshu.facts.workbook.read_sheets import read_sheets
from rongshu.facts.workbook.workbook_size import refuse_oversized
from rongshu.terms.diagnostic import InputError

SHEET = "xl/worksheets/sheet1.xml"


def workbook(**cells: object) -> bytes:
    book = openpyxl.Workbook()
    for place, value in cells.items():
        book.active[place] = value
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_sheet(xml: bytes) -> bytes:
    """A workbook whose only sheet holds these rows."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(A1="企业名称"))) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for part in source.infolist():
            content = source.read(part)
            if part.filename == SHEET:
                content = content.replace(b"<sheetData>", b"<sheetData>" + xml)
            target.writestr(part.filename, content)
    return stream.getvalue()


def test_it_works() -> None:
    refuse_oversized(workbook(A1="企业名称", ZZ3000=1), "x.xlsx")
    refuse_oversized(workbook(A1="企业名称", D1048576=1), "x.xlsx")
    refuse_oversized(b"PK\x03\x04 no archive", "x.xlsx")


def test_a_cell_in_the_far_corner_is_refused() -> None:
    with pytest.raises(InputError) as refused:
        refuse_oversized(workbook(A1="企业名称", XFD1048576=1), "远.xlsx")
    assert refused.value.diagnostics[0].found == "1048576 × 16384"
    assert refused.value.diagnostics[0].places[0].file == "远.xlsx"


@pytest.mark.parametrize(
    "rows",
    [
        b"<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>",
        b'<x:row r = "1048576"><x:c s="1" r = "XFD1048576" t="n">\n<x:v>1</x:v></x:c></x:row>',
        b'<row r="1048576">' + b"<c><v>1</v></c>" * 5000 + b"</row>",
        b'<row r="1048576">' + b'<c t="n"><v>1</v></c>' * 5000 + b"</row>",
    ],
)
def test_however_the_corner_is_written(rows: bytes) -> None:
    with pytest.raises(InputError):
        refuse_oversized(with_sheet(rows), "x.xlsx")


def test_looks_far_below_are_no_cells() -> None:
    """Whole columns are often coloured to the last row: nothing stands there."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet, bold = book.add_worksheet(), book.add_format({"bold": True})
        sheet.write(0, 0, "企业名称")
        sheet.write_blank(1_048_575, 16_383, None, bold)
    refuse_oversized(stream.getvalue(), "x.xlsx")


def test_a_part_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_size, "UNPACKED", 1 << 20)
    with pytest.raises(InputError):
        refuse_oversized(with_sheet(b" " * (2 << 20)), "x.xlsx")


@pytest.mark.parametrize("piece", [b"<c ", b'<c r="', b"<row ", b"<row r='", b"<c t='n' "])
def test_unfinished_marks_cost_no_time(piece: bytes) -> None:
    refuse_oversized(with_sheet(piece * 1_000_000), "x.xlsx")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("corner.xlsx", workbook(A1="企业名称", XFD1048576=1)),
        ("wide.csv", b"a\n" * 100_000 + b"," * 100_000),
        ("spans.html", b"<table><tr>" + b'<td rowspan="1000" colspan="1000">1</td>' * 100 + b"</tr></table>"),
    ],
)
def test_the_readers_refuse_in_words(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError) as refused:
        read_sheets(tmp_path / name)
    assert "过大" in refused.value.diagnostics[0].message.zh


def test_a_small_file_of_a_billion_equal_rows_is_refused(tmp_path: Path) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    path = tmp_path / "same.parquet"
    group = pa.table({"a": pa.DictionaryArray.from_arrays(pa.array([0] * 1_000_000, pa.int8()), ["1"])})
    with parquet.ParquetWriter(path, group.schema, compression="zstd") as writer:
        for _ in range(21):
            writer.write_table(group)
    with pytest.raises(InputError):
        read_sheets(path)


def test_marks_of_a_hostile_sheet_cost_no_time(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(with_sheet(b'<c t="e" <f <row hidden= ' * 200_000))
    with suppress(InputError):
        read_sheets(path)
