"""What pages cost in the process: an invented city of 2 600 firms and 69 months, asked by a planner.

    python bench/pages.py                   # makes the demonstration's workspace in a temporary folder
    python bench/pages.py WORKSPACE         # uses one that is there

Each page is asked once before; then its times and the CPU time of one request are taken.  Months change from
request to request, so that only what an office would keep is kept.  The first request after a load and the
first as known on another day are told apart.
"""

from __future__ import annotations

import sys
import tempfile
import time
from itertools import cycle
from pathlib import Path
from statistics import median, quantiles

import harness

ROUNDS = 20
PLAN = "jichuan"
ADDRESSES = {
    "overview": "",
    "indicators": "indicators/",
    "indicator": "indicators/gui-mo-yi-shang-gong-ye-zong-chan-zhi/",
    "monitoring": "monitoring/?month={month}",
    "monitoring_by_chain": "monitoring/?month={month}&by=chain",
    "decomposition": "decomposition/?month={month}&by=chain",
    "decomposition_of_a_ratio": "decomposition/?month={month}&by=sector&metric=energy_intensity",
    "trace": "trace/?metric=output&month={month}",
    "trace_of_growth_to_date": "trace/?metric=output_ytd_growth&month={month}&county=石棂县",
    "quality": "quality/",
    "breakdown": "breakdown/?indicator=gui-mo-yi-shang-gong-ye-zong-chan-zhi&by=county&key=output",
}
FIRST = {
    "first_known_on": "monitoring/?known_on=2026-08-20",
    "first_known_on_trace": "trace/?metric=output&month=2026-06&known_on=2026-07-20",
}


def measured() -> dict[str, float]:
    """Milliseconds of every page."""
    from django.conf import settings
    from django.test import Client

    from rongshu.office.people.models import User

    settings.ALLOWED_HOSTS = ["*"]
    client = Client()
    client.force_login(
        User.objects.get(username="planner"), "allauth.account.auth_backends.AuthenticationBackend"
    )
    months = cycle([f"{year}-{month:02d}" for year in (2024, 2025) for month in range(1, 13)])
    figures: dict[str, float] = {}

    def ask(address: str) -> float:
        begun = time.perf_counter()
        answer = client.get(f"/plans/{PLAN}/{address.format(month=next(months))}")
        assert answer.status_code == 200, (address, answer.status_code)
        return (time.perf_counter() - begun) * 1000

    for name, address in ADDRESSES.items():
        figures[f"{name}.first_ms"] = ask(address)
        before = time.process_time()
        taken = [ask(address) for _round in range(ROUNDS)]
        figures[f"{name}.cpu_ms"] = (time.process_time() - before) * 1000 / ROUNDS
        figures[f"{name}.median_ms"] = median(taken)
        figures[f"{name}.p95_ms"] = quantiles(taken, n=20)[-1]
    for name, address in FIRST.items():
        before = time.process_time()
        figures[f"{name}_ms"] = ask(address)
        figures[f"{name}.cpu_ms"] = (time.process_time() - before) * 1000
    return figures


def main() -> int:
    """Measure, in a workspace that is given or made."""
    from rongshu.office.site.demo import make_demo
    from rongshu.office.site.serving import open_office

    with tempfile.TemporaryDirectory() as made:
        folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(made) / "workspace"
        if not folder.exists():
            make_demo(folder, "bench-pages-of-2600")
        else:
            open_office(folder)
        harness.report("pages", measured())
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
