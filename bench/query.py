"""What metrics cost: 200 compiled to SQL, and the queries of a page on 2 600 firms and 60 months.

Compiling includes parsing, both checks of the tree, the query and its text.  The page queries run in one
process as the office does, the ledger opened once before; the first opening after a load is told apart.
"""

from __future__ import annotations

import itertools
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles

import harness

from rongshu.facts.lake.firm_months import FIRM_MONTH
from rongshu.facts.lake.lake import Lake
from rongshu.metrics.decomposition.explain import explain
from rongshu.metrics.language.expression import check_expression
from rongshu.metrics.values.compute import checked_metrics, compute
from rongshu.metrics.values.query import compile_query
from rongshu.pack.declared.metrics import load_metrics
from rongshu.synth.city import CityPlan
from rongshu.synth.workspace import fill

STANDARDS = harness.ROOT / "packs" / "cn-standards"
MEASURES = ("output", "revenue", "tax", "profit", "employees", "electricity", "energy", "rd")
FORMS = (
    "sum({0})",
    "ytd(sum({0}))",
    "100 * yoy(sum({0}))",
    "100 * yoy(ytd(sum({0})))",
    "rolling(sum({0}), 3)",
    "share(sum({0}))",
    "sum({0}) / sum({1})",
    "ranking(sum({0}))",
    "weighted({0} / {1}, {1})",
    "yoy(rolling(sum({0}), 3)) - yoy(rolling(sum({1}), 3))",
    "count(distinct firm) filter (where {0} > 0)",
    "max({0}) - min({0})",
    "avg({0}) / avg({1})",
)


def many(count: int) -> dict[str, str]:
    """So many different expressions."""
    pairs = itertools.permutations(MEASURES, 2)
    texts = dict.fromkeys(form.format(*pair) for pair in pairs for form in FORMS)
    return {f"m{number}": text for number, text in enumerate(itertools.islice(texts, count))}


def compiled(texts: dict[str, str]) -> int:
    """Length of the SQL of all of them, both engines."""
    metrics = {name: check_expression(text, (FIRM_MONTH,)) for name, text in texts.items()}
    query = compile_query(metrics, "month", ["county"])
    return len(query.sql(dialect="duckdb"))


def pages(lake: Lake) -> dict[str, Callable[[], object]]:
    """What the office's pages ask."""
    metrics = checked_metrics(load_metrics(STANDARDS))
    some = {name: metrics[name] for name in ("output", "output_ytd_growth", "electricity", "output_per_kwh")}
    june = 2025 * 12 + 5
    return {
        "indicator_by_month": lambda: compute(some, lake, "month"),
        "all_metrics_by_county": lambda: compute(metrics, lake, "month", ["county"]),
        "heat_map_chain_by_county": lambda: compute(some, lake, "month", ["chain", "county"]),
        "explained_by_county": lambda: explain(metrics["output_ytd"], lake, june, "county"),
        "ratio_explained_by_sector": lambda: explain(metrics["energy_intensity"], lake, june, "sector"),
    }


def command(lake: Lake) -> Callable[[], object]:
    """What no page asks: a year by firm, with its missing months looked for."""
    metrics = checked_metrics(load_metrics(STANDARDS))
    return lambda: compute({"output": metrics["output"]}, lake, "year", ["firm"])


def timed(answer: Callable[[], object], runs: int) -> list[float]:
    """Wall milliseconds of each run."""
    taken = []
    for _run in range(runs):
        begun = time.perf_counter()
        answer()
        taken.append((time.perf_counter() - begun) * 1000)
    return taken


def main() -> int:
    """Measure both."""
    texts = many(200)
    compiled(many(3))
    begun = time.process_time()
    length = compiled(texts)
    figures: dict[str, float | int | str] = {
        "compile_200.cpu_s": time.process_time() - begun,
        "compile_200.metrics": len(texts),
        "compile_200.sql_characters": length,
    }
    with tempfile.TemporaryDirectory() as folder:
        lake = Lake(Path(folder))
        begun = time.process_time()
        fill(lake, CityPlan())
        figures["fill_2600x60.cpu_s"] = time.process_time() - begun
        asked = pages(lake)
        begun = time.process_time()
        asked["indicator_by_month"]()
        figures["first_page_after_a_load.cpu_s"] = time.process_time() - begun
        everything: list[float] = []
        for name, answer in asked.items():
            answer()
            before = time.process_time()
            taken = timed(answer, 40)
            everything += taken
            figures[f"{name}.p95_ms"] = quantiles(taken, n=20)[-1]
            figures[f"{name}.median_ms"] = median(taken)
            figures[f"{name}.cpu_ms"] = (time.process_time() - before) * 1000 / len(taken)
        answer = command(lake)
        answer()
        figures["command_by_year_and_firm.median_ms"] = median(timed(answer, 10))
        figures["pages.p95_ms"] = quantiles(everything, n=20)[-1]
    harness.report("query", figures)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
