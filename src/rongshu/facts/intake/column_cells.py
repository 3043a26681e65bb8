"""A column of cells at once: names, periods and figures, with the same answers as cell by cell.

What is plainly written is converted by Arrow; every other distinct text is read once by the reader of single
cells, so that dashes, brackets, full-width digits and dates mean the same in a large file as in a small one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from rongshu.facts.intake.piece import Unfit
from rongshu.facts.words.cell_values import ROOMY, cell_name, rounded
from rongshu.facts.words.figure import Figure, SignMeaning, read_figure
from rongshu.facts.workbook.grid import CellValue, folded

NUMBER = pa.decimal128(38, 8)
_PLAIN = r"^-?\d{1,18}(\.\d{1,8})?$"
_EXACT = float(2**53)


@dataclass(frozen=True, slots=True)
class Figures:
    """``values`` as decimals, ``states`` as text (why there is none), ``filled`` whether there was a cell.

    ``odd`` are the cells that are no figures: row in the piece → (as written, what is wrong).
    """

    values: pa.Array
    states: pa.Array
    filled: pa.Array
    odd: dict[int, tuple[str, str]] = field(default_factory=dict)


def cells_mapped(column: Any, read: Callable[[CellValue], Any]) -> list[Any]:
    """``read`` of every cell, asked once for each distinct one."""
    if isinstance(column, pa.Array):
        encoded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
        answers = [read(folded(value)) for value in encoded.dictionary.to_pylist()]
        answers.append(read(None))
        indices = encoded.indices.fill_null(len(answers) - 1).to_pylist()
        return [answers[index] for index in indices]
    known: dict[tuple[type, Any], Any] = {}
    found = []
    for value in column:
        key = (type(value), value)
        if key not in known:
            known[key] = read(_raw(value))
        found.append(known[key])
    return found


def _raw(value: Any) -> CellValue:
    return None if value == "" else folded(value.date() if hasattr(value, "date") else value)


def figures(column: Any, signs: SignMeaning) -> Figures:
    """The figures of a column, in the unit it is written in."""
    if not isinstance(column, pa.Array):
        return _of_cells(column, signs)
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        return _of_text(column, signs)
    if pa.types.is_floating(column.type):
        numbers = column.to_numpy(zero_copy_only=False).astype(np.float64)
        there = column.is_valid()
        return _known(exact(numbers, np.asarray(there)), there, signs)
    if pa.types.is_integer(column.type) or pa.types.is_decimal(column.type):
        return _known(column.cast(NUMBER), column.is_valid(), signs)
    return _of_cells(column.to_pylist(), signs)


def _known(values: pa.Array, there: pa.Array, signs: SignMeaning) -> Figures:
    blank = read_figure(None, signs)
    states = pc.if_else(there, "known", blank.state)
    if blank.value is not None:
        values = pc.if_else(there, values, pa.scalar(blank.value, NUMBER))
    return Figures(values, states, there)


def _of_text(column: pa.Array, signs: SignMeaning) -> Figures:
    column = column.fill_null("")
    plain = pc.match_substring_regex(column, _PLAIN)
    values = pc.if_else(plain, column, None).cast(NUMBER)
    if pc.all(plain).as_py():
        return Figures(values, _repeated("known", len(column)), _repeated(True, len(column)))
    rest = column.filter(pc.invert(plain)).dictionary_encode()
    cells = [folded(value) for value in rest.dictionary.to_pylist()]
    indices = rest.indices.to_pylist()
    places = np.flatnonzero(~np.asarray(plain)).tolist()
    return _merged(values, plain, (cells, indices, places), signs)


def _of_cells(column: Sequence[Any], signs: SignMeaning) -> Figures:
    kinds = (float, int)
    there = np.fromiter((type(value) in kinds for value in column), bool, len(column))
    numbers = np.fromiter(
        (float(value) if here else 0.0 for value, here in zip(column, there, strict=True)),
        np.float64,
        len(column),
    )
    values = exact(numbers, there)
    if there.all():
        return Figures(values, _repeated("known", len(column)), _repeated(True, len(column)))
    places = np.flatnonzero(~there).tolist()
    distinct: dict[tuple[type, Any], int] = {}
    indices = [distinct.setdefault((type(column[p]), column[p]), len(distinct)) for p in places]
    cells = [_raw(value) for _kind, value in distinct]
    return _merged(values, pa.array(there), (cells, indices, places), signs)


def _merged(
    values: pa.Array,
    plain: pa.Array,
    rest: tuple[Sequence[CellValue], Sequence[int], Sequence[int]],
    signs: SignMeaning,
) -> Figures:
    """The plain values with those of the other cells between them."""
    cells, indices, places = rest
    read = [read_figure(cell, signs) for cell in cells]
    if any(figure.unit or figure.fold for figure in read):
        raise Unfit  # a cell with a unit of its own is read by itself
    mask = pc.invert(plain)
    answers = [None if f.value is None else rounded(f.value) for f in read]
    filled = pc.replace_with_mask(
        plain, mask, pa.array([cells[index] is not None for index in indices], pa.bool_())
    )
    values = pc.replace_with_mask(values, mask, pa.array([answers[index] for index in indices], NUMBER))
    states = pc.replace_with_mask(
        _repeated("known", len(values)), mask, pa.array([_state(read[index]) for index in indices])
    )
    odd = {
        place: (cell_name(cells[index]), read[index].problem)
        for place, index in zip(places, indices, strict=True)
        if read[index].problem
    }
    return Figures(values, states, filled, odd)


def _state(figure: Figure) -> str:
    return str(figure.state)


def _repeated(value: object, count: int) -> pa.Array:
    return pa.repeat(pa.scalar(value), count)


def exact(numbers: np.ndarray[Any, np.dtype[np.float64]], there: np.ndarray[Any, Any]) -> pa.Array:
    """Floating numbers as the decimals that a spreadsheet shows (fifteen digits), null where not ``there``.

    A number that is some whole number of hundred-millionths exactly as written needs no text in between.
    """
    numbers = np.where(there, numbers, 0.0)
    scaled = np.rint(numbers * 1e8)
    sure = (np.abs(scaled) < _EXACT) & (scaled / 1e8 == numbers)
    units = np.where(sure, scaled, 0).astype(np.int64)
    words = np.empty((len(units), 2), dtype="<i8")
    words[:, 0] = units
    words[:, 1] = np.where(units < 0, -1, 0)
    for place in np.flatnonzero(~sure).tolist():
        words[place] = _words(+Decimal(f"{numbers[place]:.15g}"))
    bits = np.packbits(there.astype(np.uint8), bitorder="little")
    valid = None if there.all() else pa.py_buffer(bits.tobytes())
    return pa.Array.from_buffers(NUMBER, len(units), [valid, pa.py_buffer(words.tobytes())])


def _words(value: Decimal) -> tuple[int, int]:
    raw = int(rounded(value).scaleb(8, ROOMY)).to_bytes(16, "little", signed=True)
    return int.from_bytes(raw[:8], "little", signed=True), int.from_bytes(raw[8:], "little", signed=True)


def times(values: pa.Array, factor: Decimal) -> pa.Array:
    """The values times ``factor``, exactly, to eight decimals."""
    if factor == 1:
        return values
    power = factor.adjusted()
    if factor == Decimal(1).scaleb(power) and -18 <= power <= 8:
        moved = pa.Array.from_buffers(
            pa.decimal128(38, 8 - power), len(values), values.buffers(), values.null_count, values.offset
        )
        return moved.cast(NUMBER) if power > 0 else pc.round(moved, 8, "half_to_even").cast(NUMBER)
    return pa.array([None if v is None else rounded(v * factor) for v in values.to_pylist()], NUMBER)
