"""The command itself: its options, and what happens when input is refused."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from rongshu.cli.printing import plain_problem, print_diagnostics, print_json, said
from rongshu.terms.diagnostic import InputError

INPUT_REFUSED = 2


class Commands(TyperGroup):
    """The commands, with refused input printed as a list instead of a traceback."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command; exit 2 when its input cannot be taken, as JSON where that was asked for."""
        spoken = "--json" in [*ctx.args, *getattr(ctx, "_protected_args", ())]
        try:
            return super().invoke(ctx)
        except InputError as refused:
            if spoken:
                print_json({"errors": [plain_problem(problem) for problem in refused.diagnostics]})
            else:
                print_diagnostics(refused.diagnostics, error=True)
        except BrokenPipeError:
            raise  # the reader of a pipe has seen enough: click ends quietly
        except OSError as failed:
            message = _unreadable(failed)
            if spoken:
                print_json({"errors": [{"message": message, "severity": "error"}]})
            typer.echo(message, err=True)
        raise typer.Exit(INPUT_REFUSED)


def _unreadable(failed: OSError) -> str:
    """What the machine says of a file, in the reader's language where it is one of the usual things."""
    usual = {
        FileNotFoundError: said("找不到文件", "no such file"),
        IsADirectoryError: said("这是目录，不是文件", "this is a folder, not a file"),
        PermissionError: said("没有权限读写", "not allowed to read or write"),
    }
    why = usual.get(type(failed))
    if why is None or not failed.filename:
        return said("读写失败：", "cannot read or write: ") + str(failed)
    return f"{why}{said('：', ': ')}{failed.filename}"


main = typer.Typer(
    cls=Commands,
    name="rongshu",
    help="榕树 Rongshu：把产业规划编译成可核对、可追溯的数据。A plan document becomes checked, cited data.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

PackArgument = Annotated[Path, typer.Argument(metavar="PACK", help="规划包目录 a pack folder")]
JsonFlag = Annotated[bool, typer.Option("--json", help="输出 JSON machine-readable answer")]


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"rongshu {version('rongshu')}")
        raise typer.Exit


@main.callback()
def options(
    lang: Annotated[
        str, typer.Option("--lang", envvar="RONGSHU_LANG", help="语言 zh 或 en language, zh or en")
    ] = "zh",
    _show_version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="版本 version")
    ] = False,
) -> None:
    """榕树 Rongshu：规划即代码 plan as code."""
    # the environment is the one place that the office and its workers see as well
    os.environ["RONGSHU_LANG"] = lang
