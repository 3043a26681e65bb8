"""A large sheet in pieces: some ten thousand rows at a time, column by column, never all as cells at once."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import python_calamine

from rongshu.facts.words.vocabulary import NOTES
from rongshu.facts.workbook.grid import EPOCH_1900, Grid, folded
from rongshu.facts.workbook.read_sheets import kind_of, workbook_marks
from rongshu.facts.workbook.xlsx_marks import Marks

ROWS = 50_000
HEAD = 60
_TAIL = 65_536
_LEAST = {"csv": 1_000_000, "xlsx": 250_000, "parquet": 100_000}


class Unfit(Exception):
    """This file is not one plain table a sheet: it is read cell by cell instead."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some rows of a sheet.  ``columns``: Arrow arrays, or lists of raw cells from a workbook."""

    first: int
    count: int
    columns: Sequence[Any]


@dataclass(frozen=True, slots=True)
class LargeSheet:
    """``head``: its first rows as cells; ``below``: notes in its first column; ``pieces`` from row 0 on."""

    head: Grid
    below: tuple[str, ...]
    rows: int
    pieces: Iterator[Piece]
    hidden: frozenset[int] = frozenset()


def large_sheets(path: Path) -> Iterator[LargeSheet] | None:
    """The sheets of a large file; ``None`` where it is small or of a kind that is read cell by cell.

    *Errors*: ``Unfit`` when it turns out, at any time, not to be plain columns.
    """
    return _READERS[kind_of(path)](path) if is_large(path) else None


def is_large(path: Path) -> bool:
    """Whether a file is read in pieces rather than cell by cell."""
    least = _LEAST.get(kind_of(path))
    return least is not None and path.stat().st_size >= least


def _workbook(path: Path) -> Iterator[LargeSheet]:
    marks = workbook_marks(path)
    if marks.epoch != EPOCH_1900 or any(sheet.broken for sheet in marks.sheets.values()):
        raise Unfit
    with python_calamine.CalamineWorkbook.from_path(str(path)) as book:
        for about in book.sheets_metadata:
            if about.visible != python_calamine.SheetVisibleEnum.Visible:
                continue
            sheet = book.get_sheet_by_name(about.name)
            merged = tuple((a[0], a[1], b[0], b[1]) for a, b in (sheet.merged_cell_ranges or ()))
            rows = sheet.to_python(skip_empty_area=False)
            head = [[_cell(value) for value in row] for row in rows[:HEAD]]
            of_sheet = marks.sheets.get(about.name, Marks())
            grid = Grid(
                about.name,
                tuple(map(tuple, head)),
                merged,
                hidden_columns=of_sheet.hidden_columns,
            )
            ends = (str(row[0]) for row in rows[-HEAD:] if row)
            if any(value not in (None, "") for row in rows for value in row):
                yield LargeSheet(grid, _notes(ends), len(rows), _in_pieces(rows), of_sheet.hidden_rows)


def _cell(value: object) -> Any:
    return None if value == "" else folded(value.date() if hasattr(value, "date") else value)


def _in_pieces(rows: list[list[Any]]) -> Iterator[Piece]:
    """Columns of the rows; what has been read is let go."""
    count = len(rows)
    for first in range(0, count, ROWS):
        taken = rows[first : first + ROWS]
        rows[first : first + ROWS] = [[]] * len(taken)
        yield Piece(first, len(taken), list(zip(*taken, strict=True)))


def _notes(texts: Iterator[str]) -> tuple[str, ...]:
    return tuple(text for text in texts if text.startswith(NOTES) and len(text) > 4)


# --- text -----------------------------------------------------------------------------------------


def _text(path: Path) -> Iterator[LargeSheet]:
    from pyarrow import csv as arrow_csv  # only a large CSV needs it

    encoding, rows = _surveyed(path)
    with path.open("rb") as opened:
        start = opened.read(_TAIL).decode(encoding, "ignore")
        opened.seek(max(0, path.stat().st_size - _TAIL))
        end = opened.read().decode(encoding, "ignore")
    try:
        dialect: Any = csv.Sniffer().sniff(start[:8192], delimiters=",\t;|")
    except csv.Error:
        dialect = csv.excel
    lines = list(csv.reader(io.StringIO(start), dialect))[:-1][:HEAD]
    if not lines or len({len(line) for line in lines}) > 1:
        raise Unfit
    head = Grid(path.stem, tuple(tuple(folded(value) for value in line) for line in lines))
    below = _notes(line.split(dialect.delimiter)[0].strip('" ') for line in end.splitlines()[1:])
    names = [f"f{number}" for number in range(head.width)]
    options = {
        "read_options": arrow_csv.ReadOptions(column_names=names, encoding=encoding, block_size=1 << 22),
        "parse_options": arrow_csv.ParseOptions(delimiter=dialect.delimiter, newlines_in_values=True),
        "convert_options": arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
        ),
    }
    yield LargeSheet(head, below, rows, _batches(lambda: arrow_csv.open_csv(path, **options)))


def _surveyed(path: Path) -> tuple[str, int]:
    """The encoding and the number of lines; empty lines between would shift every address."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return encoding, _lines(path, encoding)
        except UnicodeDecodeError:
            continue
    raise Unfit


def _lines(path: Path, encoding: str) -> int:
    """How many lines there are, read in pieces; blank lines at the end do not count."""
    decoder = codecs.getincrementaldecoder(encoding)()
    count, blank, last = 0, 0, b""
    with path.open("rb") as opened:
        while block := opened.read(1 << 22):
            if not count and not last and block.startswith((b"\xff\xfe", b"\xfe\xff")):
                raise Unfit
            decoder.decode(block)
            seam = (last + block).replace(b"\r\n", b"\n")
            if (blank and seam.strip(b"\n")) or b"\r" in seam[:-1]:
                raise Unfit
            blank = 1 if seam.endswith(b"\n\n") else 0
            if b"\n\n" in seam.rstrip(b"\n"):
                raise Unfit
            count += block.count(b"\n")
            last = block[-2:]
    decoder.decode(b"", final=True)
    return count + (0 if last.endswith(b"\n") else 1)


def _batches(opened: Any) -> Iterator[Piece]:
    first = 0
    try:
        for batch in opened():
            yield Piece(first, len(batch), batch.columns)
            first += len(batch)
    except pa.ArrowInvalid as ragged:
        raise Unfit from ragged


# --- Parquet --------------------------------------------------------------------------------------


def _parquet(path: Path) -> Iterator[LargeSheet]:
    from pyarrow import parquet

    file = parquet.ParquetFile(path)
    names = [folded(name) for name in file.schema_arrow.names]
    # a whole row group may be the whole file
    sample = next(file.iter_batches(batch_size=HEAD), None)
    first = [] if sample is None else sample.to_pylist()
    rows = [[folded(value) for value in row.values()] for row in first]
    head = Grid(path.stem, (tuple(names), *map(tuple, rows)))
    yield LargeSheet(head, (), file.metadata.num_rows + 1, _under_names(file, len(names)))


def _under_names(file: Any, width: int) -> Iterator[Piece]:
    """The names of the columns are row 0, so the first row of data has the address A2."""
    yield Piece(0, 1, [pa.nulls(1, pa.string())] * width)
    first = 1
    for batch in file.iter_batches(batch_size=ROWS):
        yield Piece(first, len(batch), batch.columns)
        first += len(batch)


_READERS = {"csv": _text, "xlsx": _workbook, "parquet": _parquet}
