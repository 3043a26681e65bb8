"""What every benchmark shares: CPU seconds and peak memory of a fresh process, and one flat result file."""

from __future__ import annotations

import json
import os
import platform
import resource
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
RESULTS = Path(__file__).resolve().parent / "results"
SEEDS = ROOT.parent / "shared" / "seeds"


def machine() -> dict[str, str]:
    """What it ran on: processor count, system, Python and the versions that matter."""
    names = ("rongshu", "pydantic", "PyYAML", "duckdb", "deltalake", "pyarrow", "polars", "sqlglot")
    return {
        "cpus": str(os.cpu_count()),
        "system": platform.platform(),
        "processor": _processor(),
        "python": platform.python_version(),
        **{name: version(name) for name in names},
    }


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    return next((line.split(":", 1)[1].strip() for line in lines if "model name" in line), platform.machine())


def apart(code: str, *arguments: object, runs: int = 3) -> tuple[float, float]:
    """Median CPU seconds (user + system) and median peak memory in MB of ``python -c code``."""
    seconds, megabytes = zip(*each_apart(code, *arguments, runs=runs), strict=True)
    return median(seconds), median(megabytes)


def each_apart(code: str, *arguments: object, runs: int) -> list[tuple[float, float]]:
    """CPU seconds and peak memory in MB of every one of so many runs."""
    return [_once(code, [str(argument) for argument in arguments]) for _run in range(runs)]


def _once(code: str, arguments: list[str]) -> tuple[float, float]:
    child = (
        "import json, resource, sys, time\n"
        f"exec({code!r})\n"
        "u = resource.getrusage(resource.RUSAGE_SELF)\n"
        # ru_maxrss would include the memory of the process that forked; the kernel's high-water mark does not
        "status = dict(line.split(':', 1) for line in open('/proc/self/status'))\n"
        "peak = int(status['VmHWM'].split()[0]) / 1024\n"
        "print(json.dumps([u.ru_utime + u.ru_stime, peak]), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", child, *arguments], capture_output=True, text=True, check=True, cwd=ROOT
    )
    cpu, peak = json.loads(done.stderr.strip().splitlines()[-1])
    return cpu, peak


def here() -> tuple[float, float]:
    """CPU seconds and peak memory in MB of this process so far."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def report(name: str, figures: dict[str, float | int | str]) -> None:
    """Print a table and write ``bench/results/NAME.json``: figure → number, machine and versions beside."""
    width = max(len(figure) for figure in figures)
    for figure, value in figures.items():
        shown = f"{value:.3f}" if isinstance(value, float) else str(value)
        print(f"{figure:<{width}}  {shown}")
    RESULTS.mkdir(exist_ok=True)
    content = {**figures, **{f"machine.{key}": value for key, value in machine().items()}}
    target = RESULTS / f"{name}.json"
    target.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"written: {target.relative_to(ROOT)}")
