"""What compiling and checking a plan costs, and that the cost grows linearly with the text.

Figures: CPU seconds and peak memory of whole fresh processes, imports included; the floor is a process that
only imports.  The slope compares seconds a megabyte at 3 MB with those at 0.3 MB: 1.0 is perfectly linear.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import harness
import matplotlib as mpl

mpl.use("Agg")
from matplotlib import pyplot

IMPORTS = (
    "from pathlib import Path\n"
    "from rongshu.document.read import read_document\n"
    "from rongshu.compiler.compile import compile_document\n"
)
COMPILE = IMPORTS + "compile_document(read_document(Path(sys.argv[1])))\n"
CHECK = (
    "from pathlib import Path\nfrom rongshu.pack.folder.load import load_pack\n"
    "from rongshu.pack.check import check_pack\ncheck_pack(load_pack(Path(sys.argv[1])))\n"
)
LOAD = CHECK.replace("check_pack(load_pack(Path(sys.argv[1])))", "load_pack(Path(sys.argv[1]))")
SIZES = (0.1, 0.3, 1.0, 3.0)


def enlarged(text: str, megabytes: float) -> str:
    """About ``megabytes`` of plan text: the plan's own chapters again and again, renamed so as to differ."""
    wanted = int(megabytes * 1_000_000)
    copies, size, number = [], 0, 0
    while size < wanted:
        piece = text if number == 0 else text.replace("全市", f"第{number}片区")
        copies.append(piece)
        size += len(piece.encode())
        number += 1
    return "\n".join(copies).encode()[:wanted].decode(errors="ignore")


def grown(text: str) -> dict[float, tuple[float, float]]:
    """Size in MB → CPU seconds and peak MB of compiling a text of that size."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            file = Path(folder) / f"plan-{size}.txt"
            file.write_text(enlarged(text, size), encoding="utf-8")
            found[size] = harness.apart(COMPILE, file, runs=1)
    return found


def plot(costs: dict[float, tuple[float, float]], floor: float) -> None:
    """Write the picture beside the figures."""
    figure, axes = pyplot.subplots(figsize=(6, 4))
    axes.plot(list(costs), [seconds - floor for seconds, _peak in costs.values()], marker="o")
    axes.set_xlabel("plan text, MB")
    axes.set_ylabel("CPU seconds above imports")
    axes.set_title("Compile cost against length")
    axes.grid(alpha=0.3)
    figure.tight_layout()
    figure.savefig(harness.RESULTS / "compile.svg", metadata={"Date": None})


def main() -> int:
    """Measure on the plan given, or on the official one, or on the example."""
    example = sorted((harness.ROOT / "examples").rglob("*.txt"))
    seeds = sorted(harness.SEEDS.glob("*.txt"))
    plan = Path(sys.argv[1]) if len(sys.argv) > 1 else [*seeds, *example][0]
    pack = harness.ROOT / "packs" / "fuzhou-2021-2025"
    floor, floor_memory = harness.apart(IMPORTS)
    compiled, memory = harness.apart(COMPILE, plan)
    loaded, _ = harness.apart(LOAD, pack)
    checked, _ = harness.apart(CHECK, pack)
    harness.RESULTS.mkdir(exist_ok=True)
    costs = grown(plan.read_text(encoding="utf-8", errors="replace"))
    plot(costs, floor)
    per_mb = {size: (seconds - floor) / size for size, (seconds, _peak) in costs.items()}
    harness.report(
        "compile",
        {
            "compile.cpu_s": compiled,
            "compile.imports_cpu_s": floor,
            "compile.peak_mb": memory,
            "compile.imports_peak_mb": floor_memory,
            "check.cpu_s": checked - loaded,
            "check.with_load_and_imports_cpu_s": checked,
            **{f"compile.{size}mb.cpu_s": cost[0] for size, cost in costs.items()},
            **{f"compile.{size}mb.peak_mb": cost[1] for size, cost in costs.items()},
            "compile.linearity_3mb_to_0.3mb": per_mb[3.0] / per_mb[0.3],
        },
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
