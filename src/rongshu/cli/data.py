"""Commands about data: load, loads, undo, on a workspace's lake; ``--preview`` needs none."""

from __future__ import annotations

import getpass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rongshu.cli.app import INPUT_REFUSED, JsonFlag, main
from rongshu.cli.printing import print_diagnostics, print_json, print_table, said
from rongshu.cli.progress import progress_shown
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, InputError, Severity

if TYPE_CHECKING:
    from rongshu.facts.lake.lake import Lake
    from rongshu.facts.layout.mapping import Mappings
    from rongshu.pack.declared.tables import TableDeclaration

WorkspaceOption = Annotated[
    Path,
    typer.Option("--workspace", "-w", envvar="RONGSHU_WORKSPACE", help="工作区目录 the workspace folder"),
]
MapOption = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="COLUMN=MEASURE:UNIT",
        help="指定某列的含义并记住 what a column means, remembered: COLUMN=output:万元, =firm, =skip",
    ),
]
PeriodOption = Annotated[
    str,
    typer.Option(
        "--period", metavar="2025-06", help="文件没写月份时使用 the month, where the file names none"
    ),
]
ReleasedOption = Annotated[
    str,
    typer.Option("--released", metavar="DATE", help="发布日期，默认今天 day of release, today by default"),
]
_MAPPING = ("title", "role", "name", "aspect", "unit")
_MAPPING_HEADS = ("列 column", "角色 role", "含义 meaning", "口径 aspect", "单位 unit")
_SHOWN = ("entity", "period", "measure", "value", "unit", "sheet", "cell")


@main.command()
def load(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="报表文件 a statistics file: xlsx, xls, csv, parquet")
    ],
    workspace: WorkspaceOption = Path(),
    preview: Annotated[bool, typer.Option("--preview", help="只预览，不入库 read only")] = False,
    period: PeriodOption = "",
    source: Annotated[str, typer.Option("--source", help="来源 who publishes the figures")] = "",
    released: ReleasedOption = "",
    annotate: Annotated[
        Path | None, typer.Option("--annotate", metavar="OUT.xlsx", help="写出批注副本 an annotated copy")
    ] = None,
    columns: MapOption = None,
    confirm: Annotated[
        bool, typer.Option("--confirm", help="确认列的对应并记住 the columns are right: remember them")
    ] = False,
    table: Annotated[
        str, typer.Option("--table", help="入哪张已声明的表 into which declared table")
    ] = "firm_month",
    as_json: JsonFlag = False,
) -> None:
    """统计报表入库；有错则全部不入，错误一次列全。A statistics file into the lake, whole or not at all."""
    from rongshu.facts.intake.loading import Origin, load_table
    from rongshu.facts.layout.mapping import read_wishes, recalled
    from rongshu.facts.words.calendar_words import find_span
    from rongshu.facts.workbook.annotate import annotated_copy

    span = find_span(period) if period else None
    wishes = read_wishes(columns or ())
    if preview:
        known = recalled(workspace / "lake", source or file.name, wishes)
        return _preview(file, span, annotate, as_json, known)
    day = _day(released)
    lake = lake_of(workspace)
    try:
        origin = Origin(source or file.name, day, getpass.getuser(), span, wishes, confirm)
        with progress_shown(file.name) as progress:
            declared = _table(workspace, table)
            landed, remarks = load_table(lake, file, declared, origin, progress)
    except InputError as refused:
        if annotate and file.is_file() and any(d.places and d.places[0].cell for d in refused.diagnostics):
            copy = annotated_copy(file, refused.diagnostics, annotate)
            typer.echo(said(f"批注副本 {copy}", f"annotated copy {copy}"), err=True)
        raise
    if as_json:
        print_json({"load": landed.id, "rows": landed.rows, "released": landed.released.isoformat()})
        return None
    print_diagnostics(remarks)
    count = f"{landed.rows} 个数据已入库", f"{landed.rows} figures landed"
    typer.echo(said(f"批次 {landed.id}：{count[0]}", f"load {landed.id}: {count[1]}"))
    return None


def _preview(file: Path, span: object, annotate: Path | None, as_json: bool, known: Mappings) -> None:
    from rongshu.facts.intake.intake import read_intake
    from rongshu.facts.intake.preview import answer
    from rongshu.facts.words.calendar_words import Span
    from rongshu.facts.workbook.annotate import annotated_copy

    intake = read_intake(file, span if isinstance(span, Span) else None, known)
    found = answer(file, intake)
    if as_json:
        print_json(found)
    else:
        print_table(
            [_MAPPING_HEADS, *[[str(column[key]) for key in _MAPPING] for column in found["columns"]]]
        )
        print_table([[str(row[key] or "") for key in _SHOWN] for row in found["rows"][:40]])
        print_diagnostics(intake.problems)
    if annotate and intake.problems:
        annotated_copy(file, intake.problems, annotate)
    if any(problem["severity"] == "error" for problem in found["errors"]):
        raise typer.Exit(INPUT_REFUSED)


@main.command()
def loads(workspace: WorkspaceOption = Path(), as_json: JsonFlag = False) -> None:
    """已入库的批次。What has landed, and what became of it."""
    from rongshu.facts.intake.meter_intake import meter_loads

    lake = lake_of(workspace)
    found = sorted((*lake.loads(), *meter_loads(lake)), key=lambda known: known.loaded_at)
    if as_json:
        print_json([known.as_json() for known in found])
        return
    states = {"active": said("有效", "active"), "undone": said("已撤销", "undone")}
    print_table(
        [
            (
                known.id,
                known.loaded_at,
                known.released.isoformat(),
                str(known.rows),
                states[known.state],
                known.file,
            )
            for known in found
        ]
    )


@main.command()
def undo(
    load_id: Annotated[str, typer.Argument(metavar="LOAD", help="批次编号 the load")],
    workspace: WorkspaceOption = Path(),
) -> None:
    """撤销一个批次；记录保留。Take a load out again; the record stays."""
    undone = lake_of(workspace).undo(load_id, getpass.getuser())
    typer.echo(said(f"已撤销 {undone.id}（{undone.file}）", f"undone: {undone.id} ({undone.file})"))


def _table(workspace: Path, name: str) -> TableDeclaration:
    from rongshu.facts.tables.declared import declared_tables

    found = declared_tables(sorted((workspace / "plans").glob("*")))
    if name not in found:
        message = Bilingual(f"没有数据表 {name}", f"no table {name}")
        listed = ", ".join(sorted(found))
        raise InputError([Diagnostic("load.table", Severity.ERROR, message, found=name, expected=listed)])
    return found[name]


def lake_of(workspace: Path) -> Lake:
    """The workspace's lake.  *Errors*: ``InputError`` where the folder is no workspace."""
    from rongshu.facts.lake.lake import Lake

    if not any((workspace / name).exists() for name in ("workspace.toml", "lake")):
        message = Bilingual("这里没有工作区", "there is no workspace here")
        remedy = Bilingual(
            "用 -w 指出工作区目录，或先运行 rongshu init",
            "name its folder with -w, or run rongshu init first",
        )
        found = str(workspace.resolve())
        raise InputError([Diagnostic("workspace", Severity.ERROR, message, found=found, remedy=remedy)])
    return Lake(workspace / "lake")


def _day(written: str) -> date:
    """A day of release; today where none is given.  *Errors*: ``InputError`` for no date."""
    try:
        return date.fromisoformat(written) if written else date.today()
    except ValueError as refused:
        message = Bilingual("发布日期不是日期", "the day of release is no date")
        raise InputError(
            [Diagnostic("released", Severity.ERROR, message, found=written, expected="2025-07-20")]
        ) from refused
