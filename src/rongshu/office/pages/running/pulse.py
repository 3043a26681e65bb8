"""Growth of output and of electricity month by month: two lines that differ without colour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rongshu.metrics.values.inquiry import period_written
from rongshu.office.pages.indicator.timeline import Tick, nice_ticks
from rongshu.office.pages.parts.amounts import decimal_of, growth
from rongshu.office.pages.parts.figures import Figure

WIDTH, HEIGHT = 640, 260
LEFT, RIGHT, TOP, BOTTOM = 48, 16, 16, 34
MONTHS = 24


@dataclass(frozen=True, slots=True)
class Beat:
    """One month: both rates as written, and where their marks stand."""

    period: str
    output: Figure
    power: Figure
    x: float
    output_y: float | None
    power_y: float | None
    chosen: bool


@dataclass(frozen=True, slots=True)
class Pulse:
    """Everything that the template draws, in the units of the view box."""

    beats: tuple[Beat, ...]
    lines: tuple[str, ...]
    dashes: tuple[str, ...]
    months: tuple[Tick, ...]
    rates: tuple[Tick, ...]
    zero: float
    width: int = WIDTH
    height: int = HEIGHT
    right: int = WIDTH - RIGHT
    left: int = LEFT
    floor: int = HEIGHT - BOTTOM


def pulse_of(rows: Sequence[Mapping[str, Any]], month: int) -> Pulse | None:
    """The two years up to ``month``; ``None`` where fewer than two months can be compared."""
    kept = _every_month([row for row in rows if month - MONTHS < row["period"] <= month])
    rates = [_rates(row) for row in kept]
    known = [float(rate) for pair in rates for rate in pair if rate is not None]
    if sum(pair[0] is not None for pair in rates) < 2:
        return None
    low, high = min([0.0, *known]), max([0.0, *known])
    room = (high - low) * 0.08 or 1.0
    low, high = low - room, high + room
    first = min(row["period"] for row in kept)
    across = max(month - first, 1)

    def x(period: int) -> float:
        return round(LEFT + (period - first) / across * (WIDTH - LEFT - RIGHT), 1)

    def y(value: object) -> float | None:
        rate = decimal_of(value)
        if rate is None:
            return None
        return round(HEIGHT - BOTTOM - (float(rate) - low) / (high - low) * (HEIGHT - TOP - BOTTOM), 1)

    beats = tuple(
        Beat(
            period_written(row["period"], "month"),
            growth(output),
            growth(power),
            x(row["period"]),
            y(output),
            y(power),
            row["period"] == month,
        )
        for row, (output, power) in zip(kept, rates, strict=True)
    )
    return Pulse(
        beats,
        _runs([(beat.x, beat.output_y) for beat in beats]),
        _runs([(beat.x, beat.power_y) for beat in beats]),
        tuple(Tick(beat.period, beat.x) for beat in beats if beat.period.endswith(("-01", "-07"))),
        tuple(Tick(f"{rate:f}", y(rate) or 0.0) for rate in nice_ticks(low, high)),
        y(0) or 0.0,
    )


def _every_month(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The rows with an empty one for each month of which nothing is known."""
    known = {row["period"]: row for row in rows}
    months = range(min(known, default=0), max(known, default=-1) + 1)
    return [known.get(period, {"period": period}) for period in months]


def _rates(row: Mapping[str, Any]) -> tuple[Any, Any]:
    return row.get("output_growth"), row.get("electricity_growth")


def _runs(points: Sequence[tuple[float, float | None]]) -> tuple[str, ...]:
    """The points of one polyline for every run of known months: a gap stays a gap."""
    runs: list[list[str]] = [[]]
    for x, y in points:
        if y is None:
            runs.append([])
        else:
            runs[-1].append(f"{x},{y}")
    return tuple(" ".join(run) for run in runs if run)
