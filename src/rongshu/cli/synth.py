"""The invented city into a workspace: for a demonstration, for trying things out, for measuring."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rongshu.cli.app import JsonFlag, main
from rongshu.cli.data import WorkspaceOption
from rongshu.cli.printing import print_json, said


@main.command()
def synth(
    workspace: WorkspaceOption = Path(),
    firms: Annotated[int, typer.Option("--firms", min=1, max=500_000, help="企业数 how many firms")] = 2600,
    months: Annotated[int, typer.Option("--months", min=1, max=600, help="月数 how many months")] = 60,
    year: Annotated[int, typer.Option("--year", min=1950, max=2100, help="第一年 the first year")] = 2021,
    seed: Annotated[
        int, typer.Option("--seed", help="随机种子，同种子同城市 same seed, same city")
    ] = 20260701,
    faults: Annotated[
        int, typer.Option("--faults", min=0, help="每种差错各植入几处 how many faults of each kind to plant")
    ] = 0,
    once: Annotated[bool, typer.Option("--once", help="一批入库，不按月 one load, not one a month")] = False,
    as_json: JsonFlag = False,
) -> None:
    """生成演示城市并入库，工作区标为演示。An invented city into the lake; the workspace says so."""
    from rongshu.facts.lake.lake import Lake
    from rongshu.synth.anomalies import plant
    from rongshu.synth.city import CityPlan, make_city
    from rongshu.synth.workspace import fill, mark

    city = make_city(CityPlan(firms=firms, months=months, first_year=year, seed=seed))
    if faults:
        city, _key = plant(city, faults)
    landed = fill(Lake(workspace / "lake"), each="once" if once else "month", city=city)
    mark(workspace)
    figures = sum(load.rows for load in landed)
    if as_json:
        print_json({"loads": [load.id for load in landed], "rows": figures})
        return
    said_so = said(
        f"演示数据：{len(landed)} 批，{figures} 行已入库",
        f"demonstration data: {len(landed)} loads, {figures} rows",
    )
    typer.echo(said_so)
