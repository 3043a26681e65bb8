"""The nearest division, its rounding and its conflicts, solved by HiGHS.  Everything is counted in steps."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np

SMALLEST = 1e-6  # of the largest cell: what a cell that wants nothing counts as in the weights
ROOMS = (1, 3, 40, 2000)  # steps a figure may move in rounding, tried in turn
TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class Row:
    """low ≤ Σ sign · cell ≤ high, in steps."""

    cells: tuple[int, ...]
    signs: tuple[int, ...]
    low: int | None
    high: int | None


def nearest(wanted: Sequence[float], rows: Sequence[Row]) -> list[float] | None:
    """The figures of zero or more that keep all rows and lie nearest to ``wanted``; ``None`` if none do.

    Least squares of the departures, each weighed by one over what the cell wants.
    """
    if not _solved(_model(len(wanted), rows, 1.0)):
        return None  # told in whole steps: scaled, a conflict of one step would drown in the tolerance
    scale = max(max(wanted, default=0.0), _largest(rows), 1.0)
    model = _model(len(wanted), rows, scale)
    aim = np.asarray(wanted) / scale
    weight = aim.max() / np.maximum(aim, max(aim.max() * SMALLEST, 1e-12)) if aim.max() > 0 else aim + 1
    for number, cost in enumerate(-weight * aim):
        model.changeColCost(number, float(cost))
    curve = highspy.HighsHessian()
    curve.dim_ = len(wanted)
    curve.format_ = highspy.HessianFormat.kTriangular
    curve.start_ = np.arange(len(wanted) + 1)
    curve.index_ = np.arange(len(wanted))
    curve.value_ = weight
    model.passHessian(curve)
    if not _solved(model):
        return _nearest_by_sums(aim, weight, rows, scale)
    return [float(value) * scale for value in model.getSolution().col_value]


def _nearest_by_sums(
    aim: np.ndarray, weight: np.ndarray, rows: Sequence[Row], scale: float
) -> list[float] | None:
    """The same by absolute departures: a linear programme, for where the quadratic one gives up."""
    count = len(aim)
    model = _model(count, rows, scale)
    for number in range(count):
        model.addVar(0.0, highspy.kHighsInf)
        model.changeColCost(count + number, float(weight[number]))
    for number, value in enumerate(aim):
        pair = np.array([number, count + number])
        model.addRow(float(value), highspy.kHighsInf, 2, pair, np.array([1.0, 1.0]))
        model.addRow(-highspy.kHighsInf, float(value), 2, pair, np.array([1.0, -1.0]))
    if not _solved(model):
        return None
    return [float(value) * scale for value in model.getSolution().col_value[:count]]


def rounded(values: Sequence[float], rows: Sequence[Row]) -> list[int] | None:
    """Whole steps near ``values`` that keep all rows exactly: the nearest such, as an integer programme."""
    floors = [math.floor(value + TOLERANCE) for value in values]
    parts = [value - floor for value, floor in zip(values, floors, strict=True)]
    left = [_less(row, floors) for row in rows]
    for room in ROOMS:
        found = _rounded_within(parts, left, floors, room)
        if found is not None:
            return [floor + extra for floor, extra in zip(floors, found, strict=True)]
    return None


def _less(row: Row, floors: Sequence[int]) -> Row:
    """The row for what is left after the floors."""
    done = sum(floors[cell] * sign for cell, sign in zip(row.cells, row.signs, strict=True))
    low = None if row.low is None else row.low - done
    high = None if row.high is None else row.high - done
    return Row(row.cells, row.signs, low, high)


def _rounded_within(
    parts: Sequence[float], rows: Sequence[Row], floors: Sequence[int], room: int
) -> list[int] | None:
    """Steps added to the floors, at most ``room`` up and one less down; departures cost their length."""
    count = len(parts)
    model = _quiet()
    for number, part in enumerate(parts):
        down = min(room - 1, max(floors[number], 0))
        model.addVar(float(-down), float(room))
        model.changeColIntegrality(number, highspy.HighsVarType.kInteger)
        if room == 1:
            model.changeColCost(number, 1 - 2 * part)
    if room > 1:
        _departures(model, parts)
    for row in rows:
        _add(model, row, 1.0)
    if not _solved(model):
        return None
    return [round(value) for value in model.getSolution().col_value[:count]]


def _departures(model: highspy.Highs, parts: Sequence[float]) -> None:
    """A variable for how far each figure is rounded, and its cost."""
    count = len(parts)
    for number in range(count):
        model.addVar(0.0, highspy.kHighsInf)
        model.changeColCost(count + number, 1.0)
    for number, part in enumerate(parts):
        pair = np.array([number, count + number])
        model.addRow(float(part), highspy.kHighsInf, 2, pair, np.array([1.0, 1.0]))
        model.addRow(-highspy.kHighsInf, float(part), 2, pair, np.array([1.0, -1.0]))


def conflict(count: int, rows: Sequence[Row]) -> list[int]:
    """The numbers of rows that cannot hold together, none of which could be left out.

    A deletion filter: each row is left out for good where the rest still conflicts.
    """
    kept = list(range(len(rows)))
    block = max(1, len(kept) // 8)
    while block:
        position = 0
        while position < len(kept):
            rest = kept[:position] + kept[position + block :]
            if _solved(_model(count, [rows[number] for number in rest], 1.0)):
                position += block
            else:
                kept = rest
        block //= 2
    return kept


def _largest(rows: Sequence[Row]) -> float:
    ends = [abs(end) for row in rows for end in (row.low, row.high) if end is not None]
    return float(max(ends, default=1)) or 1.0


def _model(count: int, rows: Sequence[Row], scale: float) -> highspy.Highs:
    model = _quiet()
    for _ in range(count):
        model.addVar(0.0, highspy.kHighsInf)
    for row in rows:
        _add(model, row, scale)
    return model


class _Silent(highspy.Highs):
    """A solver that prints no banner into somebody's JSON: it would when its callbacks are set."""

    def enableCallbacks(self) -> None:
        """Silence first, then what the solver does."""
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()  # type: ignore[no-untyped-call]


def _quiet() -> highspy.Highs:
    """An empty model that says nothing and answers the same every time."""
    model = _Silent()  # type: ignore[no-untyped-call]
    model.setOptionValue("threads", 1)
    model.setOptionValue("random_seed", 0)
    return model


def _add(model: highspy.Highs, row: Row, scale: float) -> None:
    low = -highspy.kHighsInf if row.low is None else row.low / scale
    high = highspy.kHighsInf if row.high is None else row.high / scale
    model.addRow(low, high, len(row.cells), np.array(row.cells), np.array(row.signs, dtype=float))


def _solved(model: highspy.Highs) -> bool:
    model.run()
    return bool(model.getModelStatus() == highspy.HighsModelStatus.kOptimal)
