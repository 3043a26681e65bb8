"""What is probably wrong with the figures of a workspace, by declared rules."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rongshu.cli.app import JsonFlag, main
from rongshu.cli.data import WorkspaceOption, lake_of
from rongshu.cli.printing import print_diagnostics, print_json, said
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, InputError, Severity, exit_status


@main.command()
def quality(
    workspace: WorkspaceOption = Path(),
    period: Annotated[
        str, typer.Option("--period", metavar="2025-06", help="只看某月 of one month only")
    ] = "",
    as_json: JsonFlag = False,
) -> None:
    """按声明的规则检查数据质量。Figures that are probably wrong, by declared rules, with their cells."""
    from rongshu.facts.quality.judge import judge_quality, rules_in

    rules = rules_in(sorted((workspace / "plans").glob("*")))
    found = judge_quality(lake_of(workspace), rules, _month(period))
    diagnostics = [one.diagnostic for one in found]
    if as_json:
        print_json(
            [
                {
                    "rule": one.rule,
                    "subjects": one.subjects,
                    "period": f"{one.month // 12}-{one.month % 12 + 1:02d}",
                    "measures": one.measures,
                    **one.diagnostic.as_json(),
                }
                for one in found
            ]
        )
    else:
        print_diagnostics(diagnostics)
        typer.echo(said(f"{len(found)} 处可疑", f"{len(found)} findings"))
    raise typer.Exit(exit_status(diagnostics))


def _month(period: str) -> int | None:
    from rongshu.terms.period import Period

    if not period:
        return None
    try:
        year, month = Period.parse(period).last_month()
    except ValueError as refused:
        message = Bilingual(f"不是月份：{period}", str(refused))
        raise InputError([Diagnostic("period", Severity.ERROR, message, expected="2025-06")]) from refused
    return year * 12 + month - 1
