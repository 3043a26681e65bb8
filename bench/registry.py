"""The registry with 100 000 firms, 16 chains and 5 000 projects: pages, exports, placement; either database.

Run ``python bench/registry.py`` for SQLite in a scratch folder, with ``DATABASE_URL`` for PostgreSQL (the
database must be empty and is left filled).  Latencies are those inside the server: request in, page out.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from statistics import quantiles
from typing import Any

from harness import ROOT, report

FIRMS = int(os.environ.get("BENCH_FIRMS", "100000"))
PROJECTS = int(os.environ.get("BENCH_PROJECTS", "5000"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "50"))
PLAN = "fuzhou-2021-2025"
PASSWORD = "banyan-roots-7-deep"


def main() -> None:
    """Fill, measure, report."""
    folder = Path(os.environ.get("BENCH_FOLDER") or tempfile.mkdtemp(prefix="rongshu-bench-"))
    figures: dict[str, float | int | str] = {}
    try:
        if (folder / "office").exists():
            reopen(folder)
        else:
            make_office(folder)
            figures |= fill()
        figures |= measure_pages()
        figures |= measure_after_changes()
        figures |= measure_export()
    finally:
        if "BENCH_FOLDER" not in os.environ:
            shutil.rmtree(folder, ignore_errors=True)
    engine = "postgresql" if "postgres" in os.environ.get("DATABASE_URL", "") else "sqlite"
    report(f"registry-{engine}", {"database": engine, "firms": FIRMS, "projects": PROJECTS, **figures})


def make_office(folder: Path) -> None:
    """A demonstration workspace with the plan and its chain maps."""
    from rongshu.office.site.serving import open_office
    from rongshu.office.site.workspace import add_pack, init_workspace

    workspace = init_workspace(folder / "office", "bench", demonstration=True)
    add_pack(workspace, ROOT / "packs" / PLAN)
    add_pack(workspace, ROOT / "packs" / "cn-standards")
    open_office(folder / "office")
    from django.conf import settings
    from django.core.management import call_command

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.HUEY["immediate"] = True
    call_command("migrate", verbosity=0, interactive=False)


def reopen(folder: Path) -> None:
    """The office of an earlier run, kept by ``BENCH_FOLDER``."""
    from rongshu.office.site.serving import open_office

    open_office(folder / "office")


def fill() -> dict[str, float | int | str]:
    """Invented firms on the nodes of the chains, placed; seconds of each step."""
    from django.contrib.auth import get_user_model

    from rongshu.office.people.models import Organisation
    from rongshu.office.plans.models import Plan
    from rongshu.office.plans.register import register_packs
    from rongshu.office.plans.shelf import pack_of
    from rongshu.office.registry import demo
    from rongshu.office.registry.models import Enterprise, Park
    from rongshu.office.registry.placing import place_firms

    bureau = Organisation.objects.create(name="示例市工信局")
    county = Organisation.objects.create(name="示例县工信局", kind="county", parent=bureau)
    users: Any = get_user_model().objects
    for name, role, place in (("planner", "planner", bureau), ("county", "county", county)):
        users.create_user(name, PASSWORD, role=role, name=name, organisation=place)
    register_packs(bureau)
    plan = Plan.objects.get(folder=PLAN)
    Plan.objects.update(owner=bureau)
    started = time.perf_counter()
    firms = invented(pack_of(plan), bureau, county)
    Enterprise.objects.bulk_create(firms, batch_size=2000)
    made = time.perf_counter()
    place_firms(PLAN, pack_of(plan), None)
    placed = time.perf_counter()
    parks = list(Park.objects.all())
    demo._decide(demo.Random(1))
    demo._targets(pack_of(plan).chains, firms[:500], bureau, demo.Random(3))
    fill_projects(parks, bureau)
    age()
    tidy()
    return {"fill_seconds": made - started, "place_into_registry_seconds": placed - made}


def age() -> None:
    """What is recorded so far was so sixty days ago; since then a firm in fifty reports another output."""
    from django.utils import timezone
    from simple_history.utils import bulk_update_with_history

    from rongshu.office.registry.models import Assignment, Enterprise

    then = timezone.now() - timedelta(days=60)
    for firm in (firms := list(Enterprise.objects.all())):
        firm._history_date = then
    Enterprise.history.bulk_history_create(firms, batch_size=2000)
    Assignment.history.update(history_date=then)
    changed = list(Enterprise.objects.filter(output__isnull=False).order_by("pk")[::50])
    for firm in changed:
        firm.output += 1
    bulk_update_with_history(changed, Enterprise, ["output"], batch_size=500)


def tidy() -> None:
    """What a running database does by itself after such a load: statistics, and pages all visible."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def invented(pack: Any, bureau: Any, county: Any) -> list[Any]:
    """The firms, a third of them the county's."""
    from rongshu.office.registry import demo

    random = demo.Random(demo.SEED)
    keepers = {"bureau": bureau, "county": county, "park": county, "firm": bureau}
    parks = demo._parks(pack.chains, keepers, random)
    # every twelfth node has no maker, so that there are gaps
    nodes = [node for chain in pack.chains for place, node in enumerate(chain.nodes) if place % 12]
    chosen = [nodes[number * 7919 % len(nodes)] for number in range(FIRMS)]
    names = demo.firm_names("示例市", [demo._trade(node) for node in chosen], demo.SEED)
    pairs = enumerate(zip(names, chosen, strict=True), 1)
    return [demo._firm(number, name, node, parks, keepers, random) for number, (name, node) in pairs]


def fill_projects(parks: list[Any], bureau: Any) -> None:
    """The projects, in every stage."""
    from django.utils import timezone

    from rongshu.office.registry import demo
    from rongshu.office.registry.derived import derive
    from rongshu.office.registry.models import Node, Project

    random, today, nodes = demo.Random(2), timezone.localdate(), list(Node.objects.all())
    made = []
    for number in range(PROJECTS):
        node, park = random.choice(nodes), random.choice(parks)
        steps = demo._steps(random, today)
        project = Project(
            number=f"B{number:05d}", name=f"{node.name}项目{number}", node=node, park=park, owner=bureau,
            county=park.county, steps=steps, investment=random.randrange(1000, 90000),
        )  # fmt: skip
        derive(project)
        made.append(project)
    Project.objects.bulk_create(made, batch_size=1000)


def pages() -> dict[str, str]:
    """The addresses measured."""
    from django.utils import timezone

    from rongshu.office.registry.models import Node, Project

    chain = "gao-duan-jing-xi-hua-gong-chan-ye-lian"
    node = Node.objects.filter(chain=chain, assignments__isnull=False).first()
    gap = Node.objects.filter(plan=PLAN, assignments__isnull=True).first() or node
    root, today = f"/plans/{PLAN}", timezone.localdate()
    firm = node.assignments.order_by("pk").values_list("enterprise", flat=True)[0]
    project = Project.objects.order_by("pk").values_list("pk", flat=True)[0]
    return {
        "list": "/registry/enterprises/",
        "list_deep": "/registry/enterprises/?page=900",
        "list_by_output": "/registry/enterprises/?sort=-output",
        "list_county": "/registry/enterprises/?county=示例县&size=small",
        "list_search": "/registry/enterprises/?q=恒达",
        "list_chain": f"/registry/enterprises/?chain={PLAN}|{chain}",
        "list_unplaced": "/registry/enterprises/?placed=none",
        "projects": "/registry/projects/?stage=started",
        "board": "/registry/projects/board/",
        "review": "/registry/review/",
        "chain": f"{root}/chains/{chain}/",
        "node": f"{root}/nodes/{chain}/{node.node}/",
        "gaps": f"{root}/gaps/",
        "targets": f"{root}/nodes/{gap.chain}/{gap.node}/targets/",
        "two_days": f"{root}/chains/changes/{chain}/?from={today - timedelta(days=30)}&to={today}",
        "pipeline": f"{root}/pipeline/",
        "firm": f"/registry/enterprises/{firm}/",
        "project": f"/registry/projects/{project}/",
        "edit_project": f"/registry/projects/{project}/edit/",
        "monthly": "/registry/projects/monthly/",
    }


def measure_pages() -> dict[str, float | int | str]:
    """95th percentiles and number of queries of each page, for the bureau and the county."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    figures: dict[str, float | int | str] = {}
    for user in ("planner", "county"):
        client = opened(user)
        for name, address in pages().items():
            answer = client.get(address)
            if answer.status_code in {403, 404}:
                continue  # not for the county
            assert answer.status_code == 200, (address, answer.status_code)
            with CaptureQueriesContext(connection) as caught:
                client.get(address)
            count = len(caught)  # the log is emptied by the next request
            rounds = [timed(client, address) for _round in range(ROUNDS)]
            figures |= summed(f"{user}.{name}", rounds, count)
    return figures


def measure_after_changes() -> dict[str, float | int | str]:
    """The first call of a page after somebody saved a firm: what is kept has to be mended."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from rongshu.office.registry.models import Enterprise

    figures: dict[str, float | int | str] = {}
    client, firms = opened("planner"), list(Enterprise.objects.order_by("pk")[:ROUNDS])
    for name in ("chain", "node", "gaps", "pipeline"):
        address, rounds, counts = pages()[name], [], []
        for firm in firms:
            firm.output = (firm.output or 0) + 1
            firm.save()
            with CaptureQueriesContext(connection) as caught:
                rounds.append(timed(client, address))
            counts.append(len(caught))
        figures |= summed(f"after_change.{name}", rounds, max(counts))
    return figures


def summed(name: str, rounds: list[tuple[float, float]], queries: int) -> dict[str, float | int | str]:
    """95th percentiles of the clock and of the processor's time, and the number of queries; also printed."""
    clock, spent = (quantiles(times, n=20)[-1] for times in zip(*rounds, strict=True))
    print(f"{name:28} {clock:7.1f} ms, cpu {spent:6.1f} ms, {queries:3} queries", flush=True)
    return {f"{name}.p95_ms": clock, f"{name}.cpu_p95_ms": spent, f"{name}.queries": queries}


def opened(name: str) -> Any:
    """A client that somebody is logged in with, without the lock-out, which wants a request."""
    from django.contrib.auth import get_user_model
    from django.test import Client

    client = Client(headers={"host": "127.0.0.1"})
    user = get_user_model().objects.get(username=name)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def timed(client: Any, address: str) -> tuple[float, float]:
    """Milliseconds of one request, by the clock and by the processor: the machine may be busy with others."""
    started, spent = time.perf_counter(), time.process_time()
    client.get(address)
    return 1000 * (time.perf_counter() - started), 1000 * (time.process_time() - spent)


def measure_export() -> dict[str, float | int | str]:
    """Seconds to write every firm to a workbook, all columns, and the default ones."""
    from django.contrib.auth import get_user_model

    from rongshu.office.registry.tasks import run_job
    from rongshu.office.registry.work import Job

    user = get_user_model().objects.get(username="planner")
    figures: dict[str, float | int | str] = {}
    for name, columns in (
        ("all_columns", ""),
        ("ten_columns", "name,code,county,park,gbt4754,products,output,size,nodes,owner"),
    ):
        job = Job.objects.create(
            kind="export",
            by=user,
            about={"kind": "enterprises", "query": {"columns": columns} if columns else {}},
        )
        started, spent = time.perf_counter(), time.process_time()
        run_job.call_local(job.pk)
        figures[f"export.{name}_seconds"] = time.perf_counter() - started
        figures[f"export.{name}_cpu_seconds"] = time.process_time() - spent
        job.refresh_from_db()
        assert job.state == "done", job.result
        figures[f"export.{name}_rows"] = job.result["rows"]
        print(name, figures[f"export.{name}_seconds"], flush=True)
    return figures


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    main()
