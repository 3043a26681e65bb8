"""Firm-months as arrays: every measure a firm × month table, and how far each figure is off its own level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import duckdb
import numpy as np
from numpy.typing import NDArray

from rongshu.facts.lake.firm_months import TOGETHER

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
WINDOW = 6
LEAST_DEVIATION = 0.03
_FEWEST = 5


@dataclass
class Panel:
    """``values[measure][firm, month]``, NaN where nothing is known; ``first`` is the month of column 0.

    ``open_until`` is the first month in which a firm is no longer expected, a large number where it is open.
    ``together[measure]`` are the months that only a figure for several tells of.
    """

    firms: tuple[str, ...]
    first: int
    months: int
    sectors: NDArray[np.int64]
    values: dict[str, Numbers]
    open_until: NDArray[np.int64]
    reported: Flags
    together: dict[str, Flags] = field(default_factory=dict)
    off: dict[str, Numbers] = field(default_factory=dict)

    def deviation(self, measure: str) -> Numbers:
        """Log distance of each figure from the firm's own level in that season; NaN where it has none."""
        if measure not in self.off:
            self.off[measure] = _deviation(self.values[measure], self.sectors)
        return self.off[measure]

    def spread(self, measure: str) -> Numbers:
        """Robust deviation of each firm (1.4826 × MAD), never less than three per cent."""
        off = np.abs(self.deviation(measure))
        return np.maximum(1.4826 * _median(off), LEAST_DEVIATION)

    def month(self, column: int) -> int:
        """Months since year 0 of a column."""
        return self.first + int(column)

    @cached_property
    def last(self) -> int:
        """The last column in which anybody reports."""
        return int(np.flatnonzero(self.reported.any(axis=0)).max(initial=0))


def read_panel(connection: duckdb.DuckDBPyConnection, measures: Sequence[str]) -> Panel:
    """The firm-months of an opened ledger.  *Cost*: a second for a million firm-months."""
    columns = ", ".join(f'CAST("{name}" AS DOUBLE) AS "{name}"' for name in measures)
    found = connection.execute(
        f"SELECT firm, month, coalesce(sector, '') AS sector, {columns} FROM firm_month ORDER BY firm, month"
    ).fetchnumpy()
    names, firm = np.unique(np.asarray(found["firm"], dtype=object).astype(str), return_inverse=True)
    month = np.ma.getdata(found["month"]).astype(np.int64)
    first = int(month.min()) if len(month) else 0
    width = int(month.max() - first + 1) if len(month) else 0
    _codes, sector = np.unique(np.ma.getdata(found["sector"]).astype(str), return_inverse=True)
    sectors = np.zeros(len(names), np.int64)
    sectors[firm] = sector
    reported = np.zeros((len(names), width), np.bool_)
    reported[firm, month - first] = True
    values = {}
    for name in measures:
        table = np.full((len(names), width), np.nan)
        table[firm, month - first] = np.ma.filled(np.ma.asarray(found[name]).astype(np.float64), np.nan)
        values[name] = table
    panel = Panel(
        tuple(names.tolist()), first, width, sectors, values, _open_until(connection, names), reported
    )
    return replace(panel, together=_taken_together(connection, panel, measures))


def _taken_together(
    connection: duckdb.DuckDBPyConnection, panel: Panel, measures: Sequence[str]
) -> dict[str, Flags]:
    """The months that figures for several tell of; such a figure goes, for it would look like a jump."""
    places = {name: place for place, name in enumerate(panel.firms)}
    found = {name: np.zeros((len(panel.firms), panel.months), np.bool_) for name in measures}
    for firm, measure, stands, covers in connection.execute(
        f"SELECT subject, measure, stands, covers FROM several WHERE months > 1 AND NOT {TOGETHER}"
    ).fetchall():
        if measure in found:
            panel.values[measure][places[firm], stands - panel.first] = np.nan
            if covers >= panel.first:
                found[measure][places[firm], covers - panel.first] = True
    return found


def _open_until(connection: duckdb.DuckDBPyConnection, names: NDArray[np.str_]) -> NDArray[np.int64]:
    """From the snapshot of firms, where there is one: closed firms are not expected to report."""
    until = np.full(len(names), np.iinfo(np.int64).max)
    there = connection.execute("SELECT count(*) FROM duckdb_views() WHERE view_name = 'firm'").fetchone()
    if not there or not there[0]:
        return until
    closed = connection.execute(
        "SELECT firm, max(year(valid_to) * 12 + month(valid_to) - 1) FROM firm"
        " GROUP BY firm HAVING count(*) = count(valid_to)"
    ).fetchall()
    places = {name: place for place, name in enumerate(names.tolist())}
    for firm, month in closed:
        if firm in places:
            until[places[firm]] = month
    return until


# --- levels ----------------------------------------------------------------------------------------


def _deviation(values: Numbers, sectors: NDArray[np.int64]) -> Numbers:
    """Log figures less the season of the sector less the median of the twelve months around."""
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.where(values > 0, np.log(values), np.nan)
    rough = logs - _around(logs)
    adjusted = logs - _season(rough, sectors)
    return np.asarray(adjusted - _around(adjusted))


def _season(rough: Numbers, sectors: NDArray[np.int64]) -> Numbers:
    """For each sector and month what its firms share; where they are few, what all firms share."""
    everybody = np.nan_to_num(_median(rough.T))
    season = np.tile(everybody, (len(rough), 1))
    for sector in np.unique(sectors):
        rows = np.flatnonzero(sectors == sector)
        counts = np.isfinite(rough[rows]).sum(axis=0)
        shared = np.where(counts >= _FEWEST, np.nan_to_num(_median(rough[rows].T)), everybody)
        season[rows] = shared
    return season


def _around(logs: Numbers) -> Numbers:
    """Median of the months around each one, itself not counted."""
    firms, months = logs.shape
    padded = np.full((firms, months + 2 * WINDOW), np.nan)
    padded[:, WINDOW : WINDOW + months] = logs
    shifts = [shift for shift in range(2 * WINDOW + 1) if shift != WINDOW]
    found = np.empty_like(logs)
    for start in range(0, firms, 20_000):  # the shifted copies of a province would not fit
        part = padded[start : start + 20_000]
        found[start : start + 20_000] = _median(
            np.stack([part[:, shift : shift + months] for shift in shifts], axis=-1)
        )
    return found


def _median(values: Numbers) -> Numbers:
    """Median over the last axis without the NaNs; NaN where there is nothing."""
    ordered = np.sort(values, axis=-1)  # NaNs go last
    count = np.isfinite(ordered).sum(axis=-1)
    low, high = np.maximum((count - 1) // 2, 0), np.minimum(count // 2, values.shape[-1] - 1)
    lower, upper = (np.take_along_axis(ordered, place[..., None], -1)[..., 0] for place in (low, high))
    return np.where(count > 0, (lower + upper) / 2, np.nan)
