"""Commands for scripts and for checking: each takes a file, speaks JSON, and needs no workspace."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rongshu.cli.app import INPUT_REFUSED, JsonFlag, main
from rongshu.cli.data import WorkspaceOption, lake_of
from rongshu.cli.printing import language, print_json, said
from rongshu.cli.values import checked_metric, known_day
from rongshu.cli.worked import answer_sheet
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, InputError, Place, Severity

if TYPE_CHECKING:
    from rongshu.metrics.forecast.forecast import Outlook
    from rongshu.metrics.status.indicator_status import IndicatorStatus
    from rongshu.metrics.status.needed import Needed
    from rongshu.metrics.status.published import Published

SheetArgument = Annotated[Path, typer.Argument(metavar="FILE.json", help="- 为标准输入 - for standard input")]


STATUS_EXAMPLE = """算例 an example: {"base": {"period": "2020", "value": 100}, "target": {"period": "2025",
"value": 150}, "path": "linear", "direction": "up", "observations": [{"period": "2022", "value": 110}],
"date": "2022-12-31"} — path: linear, compound, stepped (+ milestones), cumulative, ceiling, floor, level,
range ("target": [90, 110]), text; direction: up, down, none; periods: 2023, 2023-06, 2023-12-31, 2023年6月;
observations also as {"2022": 110}; slack 0.05; running_total for running sums; count months or days."""
LMDI_EXAMPLE = """算例 an example: {"before": {"纺织": {"activity": 500, "quantity": 120}}, "after": {"纺织":
{"activity": 560, "quantity": 126}}} — or {"sectors": [{"name": "纺织", "activity": [500, 560], "quantity":
[120, 126]}]}; "of": "ratio" splits quantity / activity."""
CONTRIBUTIONS_EXAMPLE = """算例 an example: {"before": [{"firm": "甲", "group": "东区", "value": 100}],
"after": [{"firm": "甲", "group": "东区", "value": 118}]} — or [{"firm": "甲", "group": "东区", "before": 100,
"after": 118}]; null or nothing: not there; group_before, group_after: reclassified; a ratio has numerator and
denominator in place of value."""
METRIC_EXAMPLE = """例 examples: "sum(output)", "sum(output) / sum(employees)", "count(distinct firm)",
"weighted(price, volume)", "share(sum(output))", "top_n(sum(output), 3)"; with --grain month:
"ytd(sum(output))", "yoy(ytd(sum(output)))", "rolling(sum(output), 3)"."""


@main.command(epilog=STATUS_EXAMPLE)
def status(
    sheet: Annotated[
        str,
        typer.Argument(
            metavar="[FILE.json|INDICATOR]",
            help="算例文件，- 为标准输入；有 --pack 时为指标编号或名称 a sheet; with --pack an indicator",
        ),
    ] = "",
    pack: Annotated[
        Path | None, typer.Option("--pack", metavar="PACK", help="规划包：逐项判断 every indicator of a pack")
    ] = None,
    known_on: Annotated[
        str, typer.Option("--known-on", metavar="DATE", help="截至某日所知，默认今天 as known on a day")
    ] = "",
    as_json: JsonFlag = False,
) -> None:
    """按声明的路径判断进度，附公式。Where a target stands, with its formula."""
    from rongshu.metrics.sheets.worked_answers import answer_statuses

    if pack is not None:
        _pack_status(pack, sheet, known_day(known_on) or date.today(), as_json)
    elif sheet:
        answer_sheet(Path(sheet), answer_statuses)
    else:
        raise typer.BadParameter(said("缺少 FILE.json 或 --pack", "FILE.json or --pack is missing"))


def _pack_status(folder: Path, wanted: str, known_on: date, as_json: bool) -> None:
    """Every indicator's word, formula and source; one of them where ``wanted`` names it."""
    from rongshu.metrics.sheets.indicator_sheet import indicator_sheet

    chosen = _of_pack(folder, wanted, known_on)
    if as_json:
        print_json([indicator_sheet(one) for one in chosen])
        return
    for one in chosen:
        _print_status(one)


def _of_pack(folder: Path, wanted: str, known_on: date) -> list[IndicatorStatus]:
    """The pack's indicators, or the one that ``wanted`` names.  *Errors*: ``InputError`` where none is."""
    from rongshu.metrics.status.indicator_status import pack_status
    from rongshu.pack.folder.load import load_pack

    found = pack_status(load_pack(folder), known_on)
    chosen = [one for one in found if not wanted or wanted in (one.indicator, one.name.zh, one.name.en)]
    if not chosen:
        message = Bilingual(f"没有指标 {wanted}", f"no indicator {wanted}")
        listed = "、".join(one.name.zh for one in found)
        place = Place(file=str(folder))
        raise InputError([Diagnostic("status", Severity.ERROR, message, (place,), expected=listed)])
    return chosen


def _print_status(one: IndicatorStatus) -> None:
    """One indicator in a few lines: word, formula, source, and what is missing."""
    spoken = language()
    final = f"（{one.final_word.in_language(spoken)}）" if one.final_word.zh else ""
    typer.echo(f"{one.word.in_language(spoken)}{final}  {one.name.in_language(spoken)}  {one.unit}")
    now = one.now
    if now.expected is not None and now.observed is not None:
        seen, path = said("实际", "observed"), said("路径应为", "path")
        typer.echo(f"    {seen} {_plain(now.observed)}  {path} {_plain(now.expected)} = {now.formula}")
    lines = [
        _way(one.needed),
        one.arithmetic,
        now.reason.in_language(spoken),
        *(remark.in_language(spoken) for remark in one.remarks),
        *(_source(row.figure) for row in one.periods),
        one.remedy.in_language(spoken),
    ]
    for line in filter(None, lines):
        typer.echo(f"    {line}")


def _way(way: Needed | None) -> str:
    """The growth needed from here, where there is a way left and time for it."""
    if way is None or way.met or way.over or way.yearly is None:
        return ""
    rate = "" if way.rate is None else said(f"，即年均 {way.rate:+.2f}%", f", {way.rate:+.2f}% a year")
    each = _plain(way.yearly)
    return said(f"今后每年需 {each}{rate}：{way.formula}", f"needed each year {each}{rate}: {way.formula}")


def _plain(value: Decimal) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _source(row: Published) -> str:
    """A figure as it was published: period, value, source, release and grade."""
    value = row.words or (_plain(row.value) if row.value is not None else "")
    released = row.released.isoformat() if row.released else said("发布日期未记录", "release not recorded")
    return f"{row.period}: {value} {row.unit}  [{row.grade}] {row.source}  {released}  {row.note}".rstrip()


@main.command(epilog=LMDI_EXAMPLE)
def lmdi(sheet: SheetArgument, _as_json: JsonFlag = False) -> None:
    """把总量或强度的变化分解为规模、结构、强度。A change split into activity, structure, intensity."""
    from rongshu.metrics.sheets.split_sheets import are_rows
    from rongshu.metrics.sheets.worked_answers import answer_lmdi

    answer_sheet(sheet, answer_lmdi, are_rows)


@main.command(epilog=CONTRIBUTIONS_EXAMPLE)
def contributions(sheet: SheetArgument, _as_json: JsonFlag = False) -> None:
    """把变化拆分到各组，新增、退出、调整分列。A change split by group; entries, exits and moves apart."""
    from rongshu.metrics.sheets.split_sheets import are_rows
    from rongshu.metrics.sheets.worked_answers import answer_contributions

    answer_sheet(sheet, answer_contributions, are_rows)


@main.command()
def breakdown(sheet: SheetArgument, _as_json: JsonFlag = False) -> None:
    """目标按年、县区、产业链分解，并说明每个约束。A target by year and group, within its constraints."""
    from rongshu.metrics.sheets.breakdown_sheet import answer_breakdown

    answer_sheet(sheet, answer_breakdown)


@main.command()
def needed(sheet: SheetArgument, _as_json: JsonFlag = False) -> None:
    """从现在起还需要多快，差距在哪个组。The growth needed from here, and where the gap sits by group."""
    from rongshu.metrics.sheets.needed_sheet import answer_needed

    answer_sheet(sheet, answer_needed)


@main.command()
def forecast(
    series: Annotated[
        str,
        typer.Argument(
            metavar="FILE.json|METRIC|INDICATOR",
            help="序列文件；工作区指标；加 --pack 为规划指标 a sheet, a metric, or an indicator",
        ),
    ],
    until: Annotated[str, typer.Option("--to", metavar="2025-12", help="预测到 the last period")] = "",
    workspace: WorkspaceOption = Path(),
    pack: Annotated[Path | None, typer.Option("--pack", metavar="PACK", help="规划包 a plan pack")] = None,
    _as_json: JsonFlag = False,
) -> None:
    """预测到目标期，附回测；胜不过“重复上年”就不给。A forecast and its backtest, or why none."""
    from rongshu.metrics.sheets.forecast_sheet import answer_forecast, indicator_outlook, outlook_sheet

    if series == "-" or series.endswith(".json"):
        answer_sheet(Path(series), answer_forecast)
    elif pack is not None:
        status = _of_pack(pack, series, date.today())[0]
        print_json({"indicator": status.indicator, **outlook_sheet(indicator_outlook(status))})
    else:
        print_json({"metric": series, **outlook_sheet(_metric_outlook(workspace, series, until))})


def _metric_outlook(workspace: Path, name: str, until: str) -> Outlook:
    from rongshu.facts.lake.lake import Lake
    from rongshu.metrics.sheets.forecast_sheet import metric_outlook
    from rongshu.metrics.status.path import end_of
    from rongshu.metrics.values.compute import compute
    from rongshu.terms.period import Period

    try:
        last = end_of(Period.parse(until))
    except ValueError as refused:
        problem = Diagnostic("forecast", Severity.ERROR, Bilingual(f"--to: {refused}"), found=until)
        raise InputError([problem]) from refused
    answer = compute({name: checked_metric(workspace, name)}, Lake(workspace / "lake"), "month")
    return metric_outlook(answer.rows, name, last)


@main.command(epilog=METRIC_EXAMPLE)
def metric(
    expression: Annotated[
        str,
        typer.Argument(metavar="EXPRESSION", help="表达式，如 an expression, as sum(output)/sum(employees)"),
    ],
    data: Annotated[
        Path | None,
        typer.Option(
            "--data",
            metavar="DIR",
            help="CSV、Parquet 所在目录，默认当前目录；--check 时默认已声明的表 folder of the files, "
            "this one by default; with --check the declared tables",
        ),
    ] = None,
    grain: Annotated[str | None, typer.Option("--grain", help="粒度 grain: month, quarter, year")] = None,
    by: Annotated[str, typer.Option("--by", help="分组列，逗号分隔 columns to group by")] = "",
    unit: Annotated[
        list[str] | None,
        typer.Option(
            "--unit", metavar="COLUMN=UNIT", help="列的单位，可多次 a column's unit; may be repeated"
        ),
    ] = None,
    meters: Annotated[
        bool,
        typer.Option(
            "--meters", help="问工作区里的电表读数 of the workspace's meter readings (load --table meter)"
        ),
    ] = False,
    workspace: WorkspaceOption = Path(),
    check: Annotated[bool, typer.Option("--check", help="只检查表达式 only check")] = False,
    as_json: JsonFlag = False,
) -> None:
    """计算或检查一个指标表达式。Values of a metric over a folder of files, or why it is refused."""
    from rongshu.metrics.language.expression import RefusedExpression
    from rongshu.metrics.values.inquiry import answer_meters, answer_metric, check_metric

    if broken := [pair for pair in unit or [] if "=" not in pair]:
        raise typer.BadParameter(said(f"应为 列=单位：{broken[0]}", f"COLUMN=UNIT is expected: {broken[0]}"))
    units = dict(pair.split("=", 1) for pair in unit or [])
    names = [name.strip() for name in by.split(",") if name.strip()]
    try:
        answer = (
            check_metric(expression, data, units)
            if check
            else answer_meters(expression, _meters_of(workspace), grain, names)
            if meters
            else answer_metric(expression, data or Path(), grain, names, units)
        )
    except RefusedExpression as refused:
        reasons = [{"zh": reason.zh, "en": reason.en} for reason in refused.reasons]
        if as_json or check:
            print_json({"accepted": False, "expression": expression, "reasons": reasons})
        else:
            for reason in refused.reasons:
                typer.echo(said(reason.zh, reason.en), err=True)
        raise typer.Exit(INPUT_REFUSED) from refused
    print_json(answer)


def _meters_of(workspace: Path) -> Path:
    """Where a workspace's readings lie.  *Errors*: ``InputError`` where there are none."""
    from rongshu.facts.intake.meter_intake import meter_folder

    folder = meter_folder(lake_of(workspace))
    if not any(folder.glob("month=*")):
        message = Bilingual("还没有电表读数", "there are no meter readings yet")
        remedy = Bilingual(
            "先运行 rongshu load 读数.csv --table meter", "run rongshu load FILE --table meter first"
        )
        raise InputError([Diagnostic("meters", Severity.ERROR, message, remedy=remedy)])
    return folder
