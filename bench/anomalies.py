"""Detection scored: faults planted in the invented city, found again by the declared data-quality rules.

A fault is found when a finding of its kind names its firm and month.  A finding is false when no fault of its
kind was planted there.  Everything is read back from a lake, as an office would have it.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import harness

from rongshu.facts.lake.lake import Lake
from rongshu.facts.quality.judge import QualityFinding, judge_quality, rules_in
from rongshu.synth.anomalies import KINDS, Planted, plant
from rongshu.synth.city import City, CityPlan, make_city
from rongshu.synth.workspace import fill

FOUND_AS = {
    "unit_slip": "unit_slip",
    "unit_slip_up": "unit_slip",
    "missing_month": "missing",
    "jump": "jump",
    "negative": "sign",
    "output_up_electricity_down": "contradiction",
    "output_down_electricity_up": "contradiction",
    "stuck": "stuck",
    "duplicate": "duplicate",
}


def score(
    city: City, keys: tuple[Planted, ...], findings: tuple[QualityFinding, ...]
) -> dict[str, float | int | str]:
    """Recall by planted kind, precision by kind of finding, both over everything."""
    names = city.firms.column("name").to_pylist()
    planted = {(FOUND_AS[key.kind], names[key.firm], key.month) for key in keys}
    told = {(one.kind, name, one.month) for one in findings for name in one.subjects}
    caught = Counter(key.kind for key in keys if (FOUND_AS[key.kind], names[key.firm], key.month) in told)
    counts = Counter(key.kind for key in keys)
    figures: dict[str, float | int | str] = {f"recall.{kind}": caught[kind] / counts[kind] for kind in KINDS}
    right: Counter[str] = Counter()
    all_told: Counter[str] = Counter()
    for one in findings:
        all_told[one.kind] += 1
        right[one.kind] += any((one.kind, name, one.month) in planted for name in one.subjects)
    for kind in dict.fromkeys(FOUND_AS.values()):
        figures[f"precision.{kind}"] = right[kind] / all_told[kind] if all_told[kind] else 0.0
    figures["recall"] = sum(caught.values()) / len(keys)
    figures["precision"] = sum(right.values()) / max(1, sum(all_told.values()))
    return figures


def main() -> int:
    """Plant twenty faults of every kind (or as many as given) in 2 600 firms and 60 months."""
    each = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    figures: dict[str, float | int | str] = {}
    worst: dict[str, float] = {}
    for seed in (20260701, 1, 2):
        city, keys = plant(make_city(CityPlan(seed=seed)), each)
        with tempfile.TemporaryDirectory() as folder:
            lake = Lake(Path(folder))
            fill(lake, each="once", city=city)
            begun = time.process_time()
            findings = judge_quality(lake, rules_in())
            figures[f"judge.cpu_s.seed_{seed}"] = time.process_time() - begun
        for name, value in score(city, keys, findings).items():
            worst[name] = min(worst.get(name, 1.0), float(value))
    figures["peak_mb"] = harness.here()[1]
    figures |= {"planted_a_city": each * len(KINDS), **{f"worst_of_3.{k}": v for k, v in worst.items()}}
    harness.report("anomalies", figures)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
