"""Commands about values: compute and explain, over a workspace's lake."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rongshu.cli.app import JsonFlag, main
from rongshu.cli.data import WorkspaceOption, lake_of
from rongshu.cli.printing import language, print_json, print_table, said
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, InputError, Severity
from rongshu.terms.quantity import written_decimal

if TYPE_CHECKING:
    from rongshu.metrics.decomposition.explain import Explanation
    from rongshu.metrics.language.expression import Checked
    from rongshu.metrics.values.whole_periods import Part
    from rongshu.pack.declared.metrics import MetricDeclaration

KnownOnOption = Annotated[
    str, typer.Option("--known-on", metavar="DATE", help="截至某日所知 as known on a day")
]


@main.command()
def compute(
    metrics: Annotated[
        list[str] | None,
        typer.Argument(metavar="[METRIC]…", help="指标编号，默认全部 metric ids, all by default"),
    ] = None,
    workspace: WorkspaceOption = Path(),
    grain: Annotated[str, typer.Option("--grain", help="粒度 grain: month, quarter, year")] = "month",
    by: Annotated[str, typer.Option("--by", help="分组 groups: county, park, chain, sector, firm")] = "",
    known_on: KnownOnOption = "",
    as_json: JsonFlag = False,
) -> None:
    """计算已声明的指标。Values of the declared metrics."""
    from rongshu.facts.tables.duckdb_engine import plain
    from rongshu.metrics.values.compute import compute as computed
    from rongshu.metrics.values.inquiry import period_written

    declared = _declared(workspace)
    chosen = {name: _known(declared, name)[1] for name in metrics or declared}
    dimensions = [name for name in by.split(",") if name]
    stocks = {name for name in chosen if name in declared and declared[name][0].timing == "stock"}
    try:
        answer = computed(chosen, lake_of(workspace), grain, dimensions, known_day(known_on), stocks)
    except ValueError as refused:
        message = Bilingual("不能这样分组或按这个期间", "it cannot be grouped so, or not by this period")
        expected = "--grain month, quarter, year; --by county, chain, park, sector"
        raise InputError(
            [Diagnostic("metric", Severity.ERROR, message, found=str(refused), expected=expected)]
        ) from refused
    found = [{**row, "period": period_written(int(row["period"]), grain)} for row in answer.rows]
    shown = [{name: plain(value) for name, value in row.items()} for row in found]
    for number, parts in answer.parts.items():
        shown[number]["incomplete"] = {
            name: {"months": part.months, "of": part.of, "value": plain(part.value)}
            for name, part in parts.items()
        }
    if as_json:
        print_json({"values": shown, "units": dict(answer.units), "known_on": known_on, "sql": answer.sql})
        return
    keys = ["period", *dimensions, *chosen]
    titles = [
        declared[name][0].name.bilingual().in_language(language()) if name in declared else name
        for name in keys
    ]
    lines = [
        [_cell(row[key], answer.parts.get(number, {}).get(key)) for key in keys]
        for number, row in enumerate(shown)
    ]
    print_table([titles, *lines])


@main.command()
def explain(
    metric: Annotated[str, typer.Argument(metavar="METRIC", help="已声明的指标 a declared metric")],
    period: Annotated[
        str, typer.Option("--period", metavar="2025-06", help="时期 the month, quarter or year")
    ],
    workspace: WorkspaceOption = Path(),
    by: Annotated[
        str, typer.Option("--by", help="分组，可两级如 chain,park groups, one level or two")
    ] = "county",
    since_january: Annotated[
        bool, typer.Option("--ytd/--month", help="累计或当月 year to date, or of the month")
    ] = True,
    deflator: Annotated[
        str,
        typer.Option(
            "--deflator",
            metavar="INDEX|SERIES",
            help="价格指数（上年=100）或规划包中的系列 a price index, last year = 100, or a pack's series",
        ),
    ] = "",
    known_on: KnownOnOption = "",
    as_json: JsonFlag = False,
) -> None:
    """指标比上年变化的原因，分毫不差。Why a metric moved, split exactly."""
    from rongshu.metrics.decomposition.explain import explain as explained
    from rongshu.terms.period import Period

    declared, checked = _known(_declared(workspace), metric)
    lake = lake_of(workspace)
    try:
        year, month = Period.parse(period).last_month()
    except ValueError as refused:
        message = Bilingual("不是期间", "this is no period")
        raise InputError(
            [Diagnostic("period", Severity.ERROR, message, found=period, expected="2025, 2025Q3, 2025-06")]
        ) from refused
    try:
        answer = explained(
            checked, lake, year * 12 + month - 1, by,
            since_january=since_january, known_on=known_day(known_on),
            deflator=_deflator(workspace, deflator, period),
        )  # fmt: skip
    except (ValueError, ArithmeticError) as refused:
        raise _refused(str(refused) or deflator, period) from refused
    if as_json:
        print_json(_plain(answer))
    else:
        _print_explanation(declared, answer, by)


def _deflator(workspace: Path, written: str, period: str) -> Decimal | None:
    """The price index that is written, or that a plan's published series has for the period or its year."""
    from rongshu.pack.folder.load import load_pack

    if not written or written.replace(".", "", 1).isdigit():
        return Decimal(written) if written else None
    packs = [load_pack(folder) for folder in sorted((workspace / "plans").glob("*"))]
    found = {
        actual.period: actual.value
        for pack in packs
        for actual in pack.actuals
        if actual.series == written and actual.grade != "U" and actual.value is not None
    }
    index = found.get(period, found.get(period[:4]))
    if index is None:
        raise _refused(said(f"没有价格指数 {written}", f"no price index {written}"), ", ".join(sorted(found)))
    return index


def _declared(workspace: Path) -> dict[str, tuple[MetricDeclaration, Checked]]:
    """The metrics of the installed standards and of the workspace's packs, checked."""
    from rongshu.metrics.values.compute import checked_metrics
    from rongshu.pack.declared.metrics import load_metrics
    from rongshu.pack.written.files import find_used

    folders = [find_used("cn-standards"), *sorted((workspace / "plans").glob("*"))]
    found = [metric for folder in folders if folder is not None for metric in load_metrics(folder)]
    checked = checked_metrics(found)
    return {metric.id: (metric, checked[metric.id]) for metric in found}


def _known(
    declared: dict[str, tuple[MetricDeclaration, Checked]], name: str
) -> tuple[MetricDeclaration, Checked]:
    if name not in declared:
        raise _refused(said(f"没有指标 {name}", f"no metric {name}"), ", ".join(declared))
    return declared[name]


def checked_metric(workspace: Path, name: str) -> Checked:
    """A declared metric of a workspace.  *Errors*: ``InputError`` where there is none of this name."""
    return _known(_declared(workspace), name)[1]


def _refused(message: str, expected: str) -> InputError:
    return InputError([Diagnostic("metric", Severity.ERROR, Bilingual(message, message), expected=expected)])


def known_day(written: str) -> date | None:
    """The day of ``--known-on``; ``None`` where none is given.  *Errors*: ``InputError`` for no date."""
    try:
        return date.fromisoformat(written) if written else None
    except ValueError as refused:
        problem = Bilingual("不是日期", "not a date")
        raise InputError(
            [Diagnostic("known-on", Severity.ERROR, problem, found=written, expected="2025-06-30")]
        ) from refused


def _cell(value: object, part: Part | None = None) -> str:
    from rongshu.facts.tables.duckdb_engine import plain

    if part is not None:
        share = f"{part.months}/{part.of}"
        there = _cell(plain(part.value))
        if part.of == 1:
            return said(f"{part.months} 个月合报：{there}", f"{part.months} months together: {there}")
        return said(f"不全：{share} 个月共 {there}", f"incomplete: {there} in {share} months")
    if value is None:
        return said("无数据", "no data")
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def _exact(value: Decimal | None) -> str:
    """Plain digits without trailing zeros; empty where there is no value."""
    return "" if value is None else written_decimal(value)


def _percent(value: Decimal | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _plain(answer: Explanation) -> dict[str, object]:
    from rongshu.metrics.sheets.worked_answers import group_row, written_effects

    return {
        "before": _exact(answer.before) or None,
        "after": _exact(answer.after) or None,
        "change": _exact(answer.change) or None,
        "unit": answer.unit,
        "groups": [group_row(row) for row in answer.groups],
        "firms": [{"firm": f, "group": g, "change": _exact(change)} for f, g, change in answer.firms],
        "nested": {name: [group_row(row) for row in rows] for name, rows in answer.nested.items()},
        "price": {
            name: {
                "volume": _exact(split.volume),
                "price": _exact(split.price),
                "real_growth": _percent(split.real_growth) or None,
            }
            for name, split in answer.price.items()
        },
        "effects": written_effects(answer.effects) if answer.effects else None,
        "unknown": list(answer.unknown),
    }


def _named(by: str, group: str) -> str:
    """A group's name; what it is not assigned to where it has none."""
    from rongshu.metrics.values.group_words import unassigned

    return group or unassigned(by).in_language(language())


def _print_inside(answer: Explanation, levels: Sequence[str]) -> None:
    """The groups inside each group, and volume and price, where they were asked for."""
    inside = [(name, row.group, row.change) for name, rows in answer.nested.items() for row in rows]
    print_table(
        [(_named(levels[0], name), _named(levels[-1], group), _exact(c)) for name, group, c in inside]
    )
    if answer.price:
        heads = (said("分组", "group"), said("物量", "volume"), said("价格", "price"))
        growth = said("不变价增速 %", "growth at constant prices %")
        print_table(
            [
                (*heads, growth),
                *(
                    (_named(levels[0], name), _exact(s.volume), _exact(s.price), _percent(s.real_growth))
                    for name, s in answer.price.items()
                ),
            ]
        )


def _print_explanation(declared: MetricDeclaration, answer: Explanation, by: str) -> None:
    name, levels = declared.name.bilingual().in_language(language()), [each.strip() for each in by.split(",")]
    before, after, change = (_exact(value) for value in (answer.before, answer.after, answer.change))
    typer.echo(f"{name}: {before} → {after} {answer.unit} ({said('变化', 'change')} {change})")
    if answer.groups:
        heads = ("分组", "变化", "存续", "新增", "退出", "调入", "调出") if language() == "zh" else (
            "group", "change", "continuing", "entered", "left", "moved in", "moved out",
        )  # fmt: skip
        numbers = [
            (
                _named(levels[0], r.group),
                *map(_exact, (r.change, r.continuing, r.entered, r.left, r.moved_in, r.moved_out)),
            )
            for r in answer.groups
        ]
        print_table([heads, *numbers])
        _print_inside(answer, levels)
        print_table(
            [(firm, _named(levels[0], group), _exact(change)) for firm, group, change in answer.firms]
        )
    if answer.effects:
        effects = answer.effects.effects.items()
        print_table(
            [
                (_named(levels[0], part), f"{e.structure:.6f}", f"{e.intensity:.6f}", f"{e.total:.6f}")
                for part, e in effects
            ]
        )
    if answer.unknown:
        typer.echo(
            said(f"缺数据的企业 {len(answer.unknown)} 家", f"{len(answer.unknown)} firms without a figure")
        )
