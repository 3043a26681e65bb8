"""Items as rows of a CSV table, and rows as items: every cell is text, lists are parted by ``|``."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, get_args

from rongshu.pack.amount import Amount, Model
from rongshu.pack.schema import Enterprise, Mention
from rongshu.pack.written.emit import scalar_text
from rongshu.pack.written.refusal import refusal
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic

_LAST = ("cite", "rule", "confidence")
_AMOUNT = tuple(Amount.model_fields)
_PARTS = re.compile(r"(?:[^|\\]|\\.)*")
_NEEDS_QUOTES = re.compile('[",\\r\\n]')
_ROW_LIMIT = 200_000
MENTION_COLUMNS = ("enterprise", *(n for n in Mention.model_fields if n not in _LAST), *_LAST)
csv.field_size_limit(1_000_000)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: ``field`` of the item, ``inner`` field of an amount, or a list."""

    name: str
    field: str
    inner: str = ""
    many: bool = False
    amount: bool = False


@cache
def columns(kind: type[Model]) -> tuple[Column, ...]:
    """The columns of a table of ``kind`` in writing order; the mentions of a firm have their own file."""
    names = [n for n in kind.model_fields if n not in _LAST] + [n for n in _LAST if n in kind.model_fields]
    found: list[Column] = []
    for name in names:
        annotation, name = kind.model_fields[name].annotation, kind.model_fields[name].alias or name
        if name == "mentions":
            continue
        if Amount in get_args(annotation):
            found += [Column(f"{name}.{inner}", name, inner, amount=True) for inner in _AMOUNT]
        else:
            found.append(Column(name, name, many="tuple" in str(annotation)))
    return tuple(found)


def table_text(kind: type[Model], items: Iterable[Model]) -> str:
    """The table of ``items`` with a header row, UTF-8, LF."""
    heads = columns(kind)
    return _csv_text([head.name for head in heads], ([_cell(item, head) for head in heads] for item in items))


def mentions_text(enterprises: Iterable[Enterprise]) -> str:
    """The table of where firms are named: one row per mention."""
    rows = (
        [firm.id, *(_written(getattr(mention, name), Mention, name) for name in MENTION_COLUMNS[1:])]
        for firm in enterprises
        for mention in firm.mentions
    )
    return _csv_text(MENTION_COLUMNS, rows)


def _csv_text(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Own quoting: the library's writer leaves a bare carriage return unquoted and cannot read it back."""
    return "".join(",".join(map(_quoted, row)) + "\n" for row in (header, *rows))


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if _NEEDS_QUOTES.search(cell) else cell


def _cell(item: Model, head: Column) -> str:
    value = getattr(item, head.field)
    if head.amount and value is not None:
        inner = getattr(value, head.inner)
        return str(inner) if head.inner == "operator" else _written(inner, Amount, head.inner)
    if head.many:
        return "|".join(part.replace("\\", "\\\\").replace("|", "\\|") for part in value)
    return _written(value, type(item), head.field)


def _written(value: Any, kind: type[Model], field: str) -> str:
    if value is None or (value == kind.model_fields[field].default and not isinstance(value, Decimal)):
        return ""
    return value if isinstance(value, str) else scalar_text(value)


@dataclass(frozen=True, slots=True)
class Row:
    """A row as plain values for validation, and its line."""

    line: int
    values: dict[str, Any]


def read_rows(kind: type[Model], file: str, text: str) -> tuple[list[Row], list[Diagnostic]]:
    """The rows of a table of ``kind``; unknown, missing and repeated columns and ragged rows are reported."""
    heads = {head.name: head for head in columns(kind)}
    table, diagnostics = _table(file, text, tuple(heads), required=_required(kind))
    kept = _required(kind)  # an empty one of these is empty text or a mistake, not a default
    return [Row(line, _values(heads, cells, kept)) for line, cells in table], diagnostics


def read_mentions(file: str, text: str) -> tuple[list[Row], list[Diagnostic]]:
    """The rows of the mentions table."""
    table, diagnostics = _table(file, text, MENTION_COLUMNS, required=("enterprise", "name", "cite"))
    kept = ("enterprise", "name", "cite")
    return [
        Row(line, {name: cell for name, cell in cells.items() if cell or name in kept})
        for line, cells in table
    ], diagnostics


def _required(kind: type[Model]) -> tuple[str, ...]:
    return tuple(field.alias or name for name, field in kind.model_fields.items() if field.is_required())


def _table(
    file: str, text: str, known: Sequence[str], required: Sequence[str]
) -> tuple[list[tuple[int, dict[str, str]]], list[Diagnostic]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[tuple[int, dict[str, str]]] = []
    found: list[Diagnostic] = []
    header: list[str] = []
    last = 0
    try:
        for cells in reader:
            line, last = last + 1, reader.line_num
            if not header:
                header = [cell.strip() for cell in cells]
                found += _header_diagnostics(file, header, known, required)
            elif any(cells):
                found += _ragged(file, line, cells, header)
                rows.append((line, dict(zip(header, cells, strict=False))))
            if len(rows) > _ROW_LIMIT:
                found.append(_too_many(file, line))
                break
    except csv.Error as error:
        found.append(
            refusal(
                "csv",
                file,
                last + 1,
                Bilingual(f"表格无法读取：{error}", f"the table cannot be read: {error}"),
            )
        )
    if not header:
        found.append(refusal("csv", file, 1, Bilingual("表格没有表头", "the table has no header row")))
    return rows, found


def _too_many(file: str, line: int) -> Diagnostic:
    message = Bilingual(f"表格超过{_ROW_LIMIT}行", f"the table has more than {_ROW_LIMIT} rows")
    return refusal("limit", file, line, message)


def _header_diagnostics(
    file: str, header: list[str], known: Sequence[str], required: Sequence[str]
) -> list[Diagnostic]:
    found = []
    for place, name in enumerate(header):
        if name in header[:place]:
            message = Bilingual(f"列“{name}”出现两次", f"column {name!r} appears twice")
            found.append(refusal("duplicate-key", file, 1, message, found=name, cell=name))
        elif name not in known:
            message = Bilingual(f"不认识的列“{name}”", f"unknown column {name!r}")
            found.append(
                refusal("unknown-key", file, 1, message, found=name, expected=", ".join(known), cell=name)
            )
    for name in required:
        if name not in header:
            message = Bilingual(f"缺少列“{name}”", f"column {name!r} is missing")
            found.append(refusal("missing-key", file, 1, message, expected=name, cell=name))
    return found


def _ragged(file: str, line: int, cells: list[str], header: list[str]) -> list[Diagnostic]:
    if len(cells) == len(header):
        return []
    message = Bilingual("这一行的单元格数与表头不同", "the row has another number of cells than the header")
    return [refusal("csv", file, line, message, found=str(len(cells)), expected=str(len(header)))]


def _values(heads: dict[str, Column], cells: dict[str, str], kept: Sequence[str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, cell in cells.items():
        head = heads.get(name)
        if head is None or (not cell and name not in kept):
            continue
        if head.amount:
            values.setdefault(head.field, {})[head.inner] = cell
        else:
            values[head.field] = split_cell(cell) if head.many else cell
    return values


def split_cell(cell: str) -> list[str]:
    """The parts of a list cell; ``\\|`` and ``\\\\`` are a bar and a backslash."""
    parts, start = [], 0
    while True:
        match = _PARTS.match(cell, start)
        end = match.end() if match else len(cell)
        parts.append(re.sub(r"\\(.)", r"\1", cell[start:end], flags=re.DOTALL))
        if end >= len(cell):
            return parts
        start = end + 1
