"""``python -m rongshu.office.site.demo``: makes the demonstration workspace, serves it, prints the logins."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from rongshu.office.site.serving import open_office, prepare, refuse_busy_port, serve, served_alone
from rongshu.office.site.workspace import (
    SETTINGS_FILE,
    WorkspaceError,
    add_pack,
    init_workspace,
    read_workspace,
)

if TYPE_CHECKING:
    from rongshu.synth.city import CityPlan

CHECKOUT = Path(__file__).resolve().parents[4]
TITLE = "榕树 · 产业规划"
FAULTS = 3  # of each kind
DIVIDED = "output"
FULL = Decimal("1.35")  # of its base: what the largest county can hold
MONTHS = 69  # from January 2021
MENDED = ("unit_slip", "unit_slip_up", "jump")
ENDINGS = (".docx", ".pdf", ".html", ".txt", ".doc")


def main(arguments: list[str] | None = None) -> int:
    """Make what is missing, then serve until interrupted."""
    parser = argparse.ArgumentParser(prog="./run demo", description=__doc__)
    parser.add_argument("--workspace", type=Path, default=CHECKOUT / "workspace")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--prepare-only", action="store_true", help="make the workspace and stop")
    parser.add_argument("--password", default="", help="one password for every demo login")
    chosen = parser.parse_args(arguments)
    try:
        if not chosen.prepare_only:
            refuse_busy_port(chosen.host, chosen.port)
        chosen.workspace.mkdir(mode=0o700, parents=True, exist_ok=True)
        with served_alone(chosen.workspace):
            logins = make_demo(chosen.workspace, chosen.password)
        for line in logins:
            print(line)
        if chosen.prepare_only:
            return 0
        serve(chosen.workspace, chosen.host, chosen.port, say=lambda line: print(f"\n  {line}\n", flush=True))
    except (WorkspaceError, OSError) as refused:
        print(refused, file=sys.stderr)
        return 2
    return 0


def make_demo(folder: Path, password: str = "") -> list[str]:
    """The lines to print: demo logins.  Packs of ``packs/`` and documents of ``examples/`` are put in."""
    if not (folder / SETTINGS_FILE).exists():
        init_workspace(folder, TITLE, demonstration=True)
    workspace = read_workspace(folder)
    for pack in sorted((CHECKOUT / "packs").glob("*/pack.yaml")):
        if not (workspace.plans / pack.parent.name).exists():
            add_pack(workspace, pack.parent)
    open_office(folder)
    prepare(folder)
    from rongshu.office.people.demo import create_demo_users
    from rongshu.office.people.models import Organisation
    from rongshu.office.plans.examples import compile_examples, give_to

    logins = create_demo_users(password)
    owner = Organisation.objects.order_by("path").first()
    give_to(owner)
    compile_examples(example_documents(CHECKOUT / "examples"), owner)
    fill_registry(owner)
    fill_lake(workspace.lake)
    divide_targets()
    return [f"{login.username:10} {login.password}  {login.name} ({login.role})" for login in logins]


def fill_registry(owner: object) -> None:
    """Invented firms on the chain maps of the plan that has most of them; every plan's nodes are filled."""
    from rongshu.office.plans.models import Plan
    from rongshu.office.plans.shelf import pack_of
    from rongshu.office.registry.demo import fill
    from rongshu.office.registry.placing import place_firms

    mapped = [(plan, pack_of(plan)) for plan in Plan.objects.all()]
    mapped = [(plan, pack) for plan, pack in mapped if any(chain.nodes for chain in pack.chains)]
    mapped.sort(key=lambda pair: -sum(len(chain.nodes) for chain in pair[1].chains))
    for place, (plan, pack) in enumerate(mapped):
        if place == 0 and not fill(plan.folder, pack, owner):
            return
        if place:
            place_firms(plan.folder, pack, None)


def demo_city() -> CityPlan:
    """The invented city of the example plan: its counties, parks and chains, from January 2021.

    *Units*: the output is calibrated to the example's invented total of 2025.
    """
    from rongshu.synth.city import CityPlan
    from rongshu.synth.example_city import COUNTIES, NAME, PARKS

    return CityPlan(
        name=NAME,
        months=MONTHS,
        annual_output=50_599_000.0,
        counties=COUNTIES,
        parks=tuple(name for name, _county, _level in PARKS),
        chains={
            "13": "绿色食品产业链",
            "26": "电子材料产业链",
            "27": "生物健康产业链",
            "31": "铜基新材料产业链",
            "34": "数控机床产业链",
            "36": "工程机械产业链",
            "38": "新能源产业链",
            "39": "新型显示产业链",
        },
    )


def fill_lake(folder: Path) -> None:
    """Years of the invented city's monthly reports with planted faults, the wrong units mended later.

    So the quality rules have something to find, and a day before the correction shows other totals.
    """
    from rongshu.facts.lake.lake import Lake
    from rongshu.synth.anomalies import plant
    from rongshu.synth.city import make_city
    from rongshu.synth.workspace import correct, fill

    lake = Lake(folder)
    if lake.loads():
        return
    city = make_city(demo_city())
    spoiled, faults = plant(city, FAULTS)
    fill(lake, city=spoiled)
    correct(lake, city, [fault for fault in faults if fault.kind in MENDED])


def divide_targets() -> None:
    """The example plans' output targets by county, in proportion to the firms' figures, put in force."""
    from rongshu.metrics.sheets.breakdown_sheet import answer_breakdown
    from rongshu.office.loads.shelf import whole_lake
    from rongshu.office.pages.breakdown.draft import Bound, form_of, sheet_of
    from rongshu.office.pages.breakdown.offer import divisible, offered, years_of
    from rongshu.office.pages.opened.opening import opened_plan
    from rongshu.office.pages.running.lake import metrics_of
    from rongshu.office.pages.running.monitoring import Source
    from rongshu.office.people.models import User
    from rongshu.office.plans.breakdowns import keep, put_in_force
    from rongshu.office.plans.models import BreakdownVersion, Plan

    planner = User.objects.get(username="planner")
    for plan in Plan.objects.filter(demonstration=True, breakdowns=None):
        opened = opened_plan(plan)
        measured = {each.id for each in opened.pack.indicators if each.measure == DIVIDED}
        source = Source(metrics_of(opened.folder), whole_lake())
        for status in divisible(opened.pack, date.today()):
            if status.indicator in measured:
                draft = offered(source, opened.pack, status, ("county",), DIVIDED, None)
                largest = draft.groups[0]
                most = None if largest.base is None else largest.base * FULL
                draft = replace(draft, bounds=(Bound(largest.members[0], None, None, most, "承载力"),))
                years = years_of(status, draft.whole)
                sheet = sheet_of(draft, status.unit, years.years, years.totals, years.overall)
                note = "演示：按近12个月产值占比起稿，最大的县受承载力所限"
                made = BreakdownVersion(plan=plan, indicator=draft.indicator, note=note, by=planner)
                made.content, made.form = dict(answer_breakdown(sheet)), form_of(draft)
                put_in_force(keep(made), planner)


def example_documents(folder: Path) -> list[Path]:
    """One document for each example city: the form that offices send most, where there are several."""
    chosen = []
    for city in sorted(path for path in folder.glob("*") if path.is_dir()):
        found = [path for ending in ENDINGS for path in sorted(city.glob(f"*{ending}"))]
        chosen += found[:1]
    return chosen


if __name__ == "__main__":
    sys.exit(main())
