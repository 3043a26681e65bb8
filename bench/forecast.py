"""How far to trust the forecasts, what a breakdown costs: invented months with a held-out last year.

Three kinds of series: seasons on a trend, walks and noise.  Figures: how many are offered, the error of
those offered against repeating the last year (held out, so not the backtest that chose them), how often the
truth lies inside the 80 % interval, and CPU seconds a series; the same for dividing 13 × 16 groups × 5 years.
"""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable
from decimal import Decimal
from statistics import median

import harness

from rongshu.metrics.forecast.forecast import forecast
from rongshu.metrics.sheets.breakdown_sheet import answer_breakdown
from rongshu.metrics.status.path import Point

LENGTH, AHEAD, SERIES = 60, 12, 20
LAST = 2024 * 12 + 11


def seasonal(noise: random.Random) -> list[float]:
    """A year's rhythm on a trend, with noise of 3 %."""
    growth, swing = noise.uniform(-0.002, 0.01), noise.uniform(0.05, 0.3)
    return [
        1000 * (1 + growth) ** i * (1 + swing * math.sin(i * math.pi / 6)) * math.exp(noise.gauss(0, 0.03))
        for i in range(LENGTH + AHEAD)
    ]


def walk(noise: random.Random) -> list[float]:
    """Steps that remember nothing."""
    level, found = 1000.0, []
    for _ in range(LENGTH + AHEAD):
        level = max(level + noise.gauss(0, 20), 1.0)
        found.append(level)
    return found


def plain(noise: random.Random) -> list[float]:
    """Noise around a constant."""
    return [1000 + noise.gauss(0, 60) for _ in range(LENGTH + AHEAD)]


def judged(make: Callable[[random.Random], list[float]]) -> tuple[float, float, float]:
    """Share offered, median held-out error against seasonal-naive, share of truths inside the interval."""
    ratios, inside, offered = [], [], 0
    for seed in range(SERIES):
        values = make(random.Random(seed))
        points = [
            Point(LAST - LENGTH + 1 + i, Decimal(f"{value:.2f}")) for i, value in enumerate(values[:LENGTH])
        ]
        answer = forecast(points, LAST + AHEAD)
        if not answer.offered:
            continue
        offered += 1
        truth = values[LENGTH:]
        error = sum(abs(float(p.value) - true) for p, true in zip(answer.points, truth, strict=True))
        naive = sum(abs(values[LENGTH - 12 + i] - true) for i, true in enumerate(truth))
        ratios.append(error / naive)
        inside += [p.low <= Decimal(true) <= p.high for p, true in zip(answer.points, truth, strict=True)]
    share = sum(inside) / len(inside) if inside else math.nan
    return offered / SERIES, median(ratios) if ratios else math.nan, share


def breakdown_seconds() -> float:
    """CPU seconds for 13 counties × 16 chains × 5 years under sums, caps, floors and rising paths."""
    noise = random.Random(1)
    groups = [
        {"county": f"c{i}", "chain": f"h{j}", "key": str(round(noise.lognormvariate(0, 1.2), 3))}
        for i in range(13)
        for j in range(16)
    ]
    totals = {str(2021 + i): 11200 + 1200 * i for i in range(5)}
    limits = [{"county": "c0", "year": 2025, "at_most": 700}, {"chain": "h3", "at_least": 5000}]
    before = time.process_time()
    answer = answer_breakdown({"totals": totals, "groups": groups, "limits": limits, "monotone": "up"})
    assert answer["feasible"]
    return time.process_time() - before


def main() -> int:
    """Measure and write the result file."""
    figures: dict[str, float | int | str] = {"series": SERIES, "months": LENGTH, "ahead": AHEAD}
    before = time.process_time()
    for name, make in (("seasonal", seasonal), ("walk", walk), ("noise", plain)):
        offered, ratio, inside = judged(make)
        figures[f"{name}.offered"] = offered
        if offered:
            figures[f"{name}.error_to_naive"] = ratio
            figures[f"{name}.inside_80"] = inside
    figures["forecast.cpu_s"] = (time.process_time() - before) / (3 * SERIES)
    figures["breakdown.1040_cells.cpu_s"] = breakdown_seconds()
    harness.report("forecast", figures)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
