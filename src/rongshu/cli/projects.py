"""Commands about projects on their way: what they would add to a target."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from rongshu.cli.app import JsonFlag, main
from rongshu.cli.printing import print_json, print_table, said
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, InputError, Place, Severity

projects = typer.Typer(help="项目 Projects on their way.", no_args_is_help=True)
main.add_typer(projects, name="projects")


@projects.callback()
def _about() -> None:
    """项目 Projects on their way."""


@projects.command()
def contribution(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="项目表（csv、xlsx）或算例（json），- 为标准输入 projects, - for standard input",
        ),
    ],
    figure: Annotated[str, typer.Option(help="哪一项 output（默认）、revenue、tax、jobs which figure")] = "",
    indicator: Annotated[
        Path | None,
        typer.Option("--indicator", metavar="SHEET.json", help="指标算例，同 rongshu status a status sheet"),
    ] = None,
    pack: Annotated[
        Path | None, typer.Option("--pack", metavar="PACK", help="规则所在的规划包 the pack with the rule")
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """项目达产能补多少缺口、何时补上：情景，不是预测。What projects would add, by year: a scenario."""
    from rongshu.findings.projects.contribution_sheet import answer_contribution, read_contribution
    from rongshu.pack.declared.project_rule import load_project_rule
    from rongshu.pack.written.files import find_used

    folder = pack or find_used("cn-standards")
    assert folder is not None
    raw = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    sheet = read_contribution(file, load_project_rule(folder), date.today(), figure, raw)
    asked = _indicator(indicator) if indicator else None
    try:
        answer = answer_contribution(sheet, asked)
    except (ValueError, ArithmeticError) as refused:
        message = Bilingual(str(refused), str(refused))
        place = Place(file=str(indicator or file))
        raise InputError([Diagnostic("projects.sheet", Severity.ERROR, message, (place,))]) from refused
    if as_json:
        print_json(answer)
    else:
        _print(answer)


def _indicator(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except ValueError as broken:
        message = Bilingual(f"不是 JSON：{broken}", f"no JSON: {broken}")
        raise InputError([Diagnostic("sheet", Severity.ERROR, message, (Place(file=str(path)),))]) from broken


def _print(answer: dict[str, Any]) -> None:
    """The years as a table, then what they rest on."""
    heads = (said("年", "year"), said("全部达产", "all"), said("按阶段折算", "by stage share"))
    years = [(str(y["year"]), f"+{y['added']}", f"+{y['added_weighted']}") for y in answer["years"]]
    print_table([heads, *years])
    typer.echo(said("单位 ", "in ") + answer["unit"])
    if answer["formula"]:
        typer.echo(answer["formula"])
    never = said("所列各年内不能", "not within these years")
    if answer["target"] is not None:
        typer.echo(said("补上缺口：全部达产 ", "closes: all ") + str(answer["closes"] or never))
        typer.echo(
            said("补上缺口：按阶段折算 ", "closes: by stage share ") + str(answer["closes_weighted"] or never)
        )
    if answer["cannot_be_compared"]:
        typer.echo(answer["cannot_be_compared"])
    amount, start, unit = (len(answer["unknown"][key]) for key in ("amount", "start", "other_unit"))
    typer.echo(
        said("未申报：", "not declared: ")
        + said(
            f"数额 {amount} 个，投产时间 {start} 个；单位不合 {unit} 个",
            f"figure {amount}, start {start}; other unit {unit}",
        )
    )
    typer.echo(
        said(
            "情景，不是预测：其余按最近观测值不变。", "A scenario, not a forecast: all else as last observed."
        )
    )
