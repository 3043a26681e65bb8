"""Commands for scripts and for checking: each takes a file, speaks JSON, and needs no workspace."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from rongshu.cli.app import INPUT_REFUSED, JsonFlag, main
from rongshu.cli.printing import print_json, said
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, InputError, Place, Severity

SheetArgument = Annotated[Path, typer.Argument(metavar="FILE.json", help="- 为标准输入 - for standard input")]


@main.command()
def status(sheet: SheetArgument) -> None:
    """按声明的路径判断进度，附公式。Where a target stands, with its formula."""
    from rongshu.metrics.worksheet import answer_status

    _answer(sheet, answer_status)


@main.command()
def lmdi(sheet: SheetArgument) -> None:
    """把总量或强度的变化分解为规模、结构、强度。A change split into activity, structure, intensity."""
    from rongshu.metrics.split_sheets import are_rows
    from rongshu.metrics.worksheet import answer_lmdi

    _answer(sheet, answer_lmdi, are_rows)


@main.command()
def contributions(sheet: SheetArgument) -> None:
    """把变化拆分到各组，新增、退出、调整分列。A change split by group; entries, exits and moves apart."""
    from rongshu.metrics.split_sheets import are_rows
    from rongshu.metrics.worksheet import answer_contributions

    _answer(sheet, answer_contributions, are_rows)


def _no_rows(_asked: Sequence[Any]) -> bool:
    return False


def _answer(
    sheet: Path, answer: Callable[[Any], object], are_rows: Callable[[Sequence[Any]], bool] = _no_rows
) -> None:
    """One answer, or a list of answers for a list of sheets."""
    from pydantic import ValidationError

    asked = _parsed(sheet)
    try:
        several = isinstance(asked, list) and not are_rows(asked)
        print_json([answer(one) for one in asked] if several else answer(asked))
    except ValidationError as refused:
        problems = [
            _problem(sheet, ".".join(map(str, error["loc"])), error["msg"], str(error["input"])[:80])
            for error in refused.errors()
        ]
        raise InputError(problems) from refused
    except ValueError as refused:
        raise InputError([_problem(sheet, "", str(refused), "")]) from refused


def _parsed(sheet: Path) -> Any:
    text = sys.stdin.read() if str(sheet) == "-" else sheet.read_text(encoding="utf-8-sig")
    try:
        return json.loads(text)
    except ValueError as broken:
        raise InputError([_problem(sheet, "", f"不是 JSON：{broken}", text[:40])]) from broken


def _problem(sheet: Path, field: str, message: str, found: str) -> Diagnostic:
    place = Place(file=str(sheet), item=field)
    return Diagnostic("sheet", Severity.ERROR, Bilingual(message, message), (place,), found=found)


@main.command()
def metric(
    expression: Annotated[
        str,
        typer.Argument(metavar="EXPRESSION", help="表达式，如 an expression, as sum(output)/sum(employees)"),
    ],
    data: Annotated[
        Path, typer.Option("--data", metavar="DIR", help="CSV、Parquet 所在目录 folder of the files")
    ] = Path(),
    grain: Annotated[str | None, typer.Option("--grain", help="粒度 grain: month, quarter, year")] = None,
    by: Annotated[str, typer.Option("--by", help="分组列，逗号分隔 columns to group by")] = "",
    unit: Annotated[
        list[str] | None,
        typer.Option(
            "--unit", metavar="COLUMN=UNIT", help="列的单位，可多次 a column's unit; may be repeated"
        ),
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="只检查表达式 only check")] = False,
    as_json: JsonFlag = False,
) -> None:
    """计算或检查一个指标表达式。Values of a metric over a folder of files, or why it is refused."""
    from rongshu.metrics.expression import RefusedExpression
    from rongshu.metrics.inquiry import answer_metric, check_metric

    units = dict(pair.split("=", 1) for pair in unit or [] if "=" in pair)
    names = [name.strip() for name in by.split(",") if name.strip()]
    try:
        answer = (
            check_metric(expression, data, units)
            if check
            else answer_metric(expression, data, grain, names, units)
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
