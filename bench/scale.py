"""A tenth of a city, a city, ten cities: what filling the lake and answering all shipped metrics costs.

Each step is a fresh process: seconds of CPU and peak memory.  With ``--spark`` Spark local answers the same
at every scale and its answer is compared; two cores say nothing about how it scales.
"""

from __future__ import annotations

import json
import math
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import harness
import matplotlib as mpl

mpl.use("Agg")
from matplotlib import pyplot

FIRMS, MONTHS = 2600, 60
FILL = """
from pathlib import Path
from rongshu.facts.lake.lake import Lake
from rongshu.synth.city import CityPlan
from rongshu.synth.workspace import fill
fill(Lake(Path(sys.argv[1])), CityPlan(firms=int(sys.argv[2]), months=int(sys.argv[3])), "once")
"""
METRICS = """
from pathlib import Path
from rongshu.facts.lake.lake import Lake
from rongshu.metrics.values.compute import checked_metrics, compute
from rongshu.pack.declared.metrics import load_metrics
from rongshu.pack.written.files import find_used
metrics = checked_metrics(load_metrics(find_used("cn-standards")))
"""
ANSWER = METRICS + 'compute(metrics, Lake(Path(sys.argv[1])), "month", ["county"])\n'
QUALITY = """
from pathlib import Path
from rongshu.facts.lake.lake import Lake
from rongshu.facts.quality.judge import judge_quality, rules_in
judge_quality(Lake(Path(sys.argv[1])), rules_in())
"""


def on_spark(lake_folder: Path) -> dict[str, float | int]:
    """Seconds of Spark local for the same question, its session there already, and whether it is the same."""
    from rongshu.facts.lake.lake import Lake
    from rongshu.facts.lake.spark_engine import spark_opened, spark_rows, spark_session
    from rongshu.metrics.values.compute import checked_metrics, compute
    from rongshu.metrics.values.query import compile_query
    from rongshu.metrics.values.rendering import rendered
    from rongshu.pack.declared.metrics import load_metrics

    metrics = checked_metrics(load_metrics(harness.ROOT / "packs" / "cn-standards"))
    lake = Lake(lake_folder)
    sql = rendered(compile_query(metrics, "month", ["county"]), "spark")
    session = spark_session("local[2]", {"spark.driver.memory": "6g", "spark.driver.host": "127.0.0.1"})
    with spark_opened(session, lake):
        begun, used = time.perf_counter(), _cpu_of(session)
        theirs = spark_rows(session, sql)
        taken = {"wall_s": time.perf_counter() - begun, "cpu_s": _cpu_of(session) - used}
    session.stop()
    ours = compute(metrics, lake, "month", ["county"]).rows
    return {**taken, "same": int(len(ours) == len(theirs) and all(map(same, ours, theirs)))}


def _cpu_of(session: Any) -> float:
    """CPU seconds of Spark's own process so far."""
    process = session.sparkContext._gateway.proc.pid
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Decimals and whole numbers exactly, other numbers within a billionth."""
    return one.keys() == other.keys() and all(
        math.isclose(value, other[name], rel_tol=1e-9, abs_tol=1e-12)
        if isinstance(value, float) and other[name] is not None
        else value == other[name]
        for name, value in one.items()
    )


def plot(costs: dict[float, dict[str, tuple[float, float]]]) -> None:
    """Time and memory against scale."""
    figure, axes = pyplot.subplots(1, 2, figsize=(9, 4))
    for place, (title, unit) in enumerate((("CPU time", "seconds"), ("Peak memory", "MB"))):
        for step in next(iter(costs.values())):
            axes[place].plot(
                list(costs), [cost[step][place] for cost in costs.values()], marker="o", label=step
            )
        axes[place].set(
            xscale="log", yscale="log", xlabel="cities of 2 600 firms × 60 months", ylabel=unit, title=title
        )
        axes[place].grid(alpha=0.3)
        axes[place].legend()
    figure.tight_layout()
    figure.savefig(harness.RESULTS / "scale.svg", metadata={"Date": None})


def main() -> int:
    """Measure at 0.1, 1 and 10 cities, or at the scales given."""
    scales = [float(text) for text in sys.argv[1:] if not text.startswith("--")] or [0.1, 1.0, 10.0]
    figures: dict[str, float | int | str] = {}
    costs: dict[float, dict[str, tuple[float, float]]] = {}
    for scale in scales:
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder)
            filled = harness.apart(FILL, place, round(FIRMS * scale), MONTHS, runs=1)
            first = harness.apart(ANSWER, place, runs=1)
            again = harness.apart(ANSWER, place, runs=1)
            judged = harness.apart(QUALITY, place, runs=1)
            costs[scale] = {"fill": filled, "first answer": first, "answer": again, "quality": judged}
            for step, (cpu, peak) in costs[scale].items():
                name = f"{scale:g}x.{step.replace(' ', '_')}"
                figures |= {f"{name}.cpu_s": cpu, f"{name}.peak_mb": peak}
            if "--spark" in sys.argv:
                figures |= {f"{scale:g}x.spark_local.{key}": value for key, value in on_spark(place).items()}
        print(json.dumps(figures, indent=1), flush=True)
    harness.RESULTS.mkdir(exist_ok=True)
    plot(costs)
    harness.report("scale", figures)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
