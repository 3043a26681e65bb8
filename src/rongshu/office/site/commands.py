"""The workspace commands of ``rongshu``: init, upgrade, serve, user.  Django is loaded where one runs."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import Annotated

import typer

from rongshu.office.site.workspace import (
    WorkspaceError,
    add_pack,
    init_workspace,
    read_workspace,
    upgrade_workspace,
)

DirectoryArgument = Annotated[Path, typer.Argument(metavar="DIR", help="工作区目录 the workspace folder")]
DirectoryOption = Annotated[
    Path,
    typer.Option("--workspace", "-w", envvar="RONGSHU_WORKSPACE", help="工作区目录 the workspace folder"),
]
REFUSED = 2

user = typer.Typer(help="用户 Users of a workspace.", no_args_is_help=True, rich_markup_mode=None)


def add_commands(main: typer.Typer) -> None:
    """Put the commands under ``main``."""
    main.command("init")(init)
    main.command("upgrade")(upgrade)
    main.command("backup")(backup)
    main.command("restore")(restore)
    main.command("serve")(serve)
    main.add_typer(user, name="user")


def _in_reader_language(error: WorkspaceError) -> str:
    return error.en if os.environ.get("RONGSHU_LANG", "zh").startswith("en") else error.zh


def _refuse(error: WorkspaceError) -> typer.Exit:
    typer.echo(_in_reader_language(error), err=True)
    return typer.Exit(REFUSED)


def init(
    directory: DirectoryArgument,
    plan: Annotated[
        list[Path] | None,
        typer.Option("--plan", metavar="PACK", help="规划包，可多次 a pack; may be repeated"),
    ] = None,
    title: Annotated[str, typer.Option(help="显示在页首的名称 the name shown at the top")] = "",
    demonstration: Annotated[
        bool, typer.Option(help="演示工作区 marked as a demo, may have demo users")
    ] = False,
) -> None:
    """建立工作区。Make a workspace: settings, key, database, plans."""
    from rongshu.office.site.serving import prepare

    try:
        workspace = init_workspace(directory, title, demonstration)
        for pack in plan or []:
            add_pack(workspace, pack)
        prepare(directory)
    except WorkspaceError as error:
        raise _refuse(error) from None
    named = shlex.quote(str(directory))
    typer.echo(f"{directory}: rongshu user add NAME --admin -w {named}; rongshu serve {named}")


def upgrade(directory: DirectoryArgument) -> None:
    """升级工作区到当前版本。Move a workspace to this version: settings, packs, database."""
    from rongshu.office.site.packs import upgrade_packs
    from rongshu.office.site.serving import prepare, served_alone

    try:
        read_workspace(directory)
        with served_alone(directory):
            steps = [*upgrade_workspace(directory), *upgrade_packs(directory)]
            prepare(directory)
    except WorkspaceError as error:
        raise _refuse(error) from None
    for step in steps or ["✓"]:
        typer.echo(step)


def backup(
    directory: DirectoryArgument,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="备份文件 the archive to write")
    ],
) -> None:
    """把工作区存成一个文件，服务可以不停。Keep a workspace as one archive; the server may go on."""
    from rongshu.office.site.backup import back_up

    try:
        kept = back_up(directory, output)
    except WorkspaceError as error:
        raise _refuse(error) from None
    typer.echo(f"{output}: {kept.files} 个文件 files, {kept.size / 1e6:.1f} MB")
    if not kept.database:
        typer.echo(
            "数据库不在工作区里，请另用 pg_dump 备份。The database lies elsewhere: use pg_dump too.", err=True
        )


def restore(
    archive: Annotated[Path, typer.Argument(metavar="FILE", help="备份文件 the archive")],
    directory: DirectoryArgument,
) -> None:
    """由备份恢复工作区，只写到空目录。Make a workspace from an archive, in an empty folder."""
    from rongshu.office.site.backup import restore as restore_workspace
    from rongshu.office.site.packs import upgrade_packs
    from rongshu.office.site.serving import prepare

    try:
        kept = restore_workspace(archive, directory)
        upgrade_workspace(directory)
        upgrade_packs(directory)
        if kept.database:
            prepare(directory)
    except WorkspaceError as error:
        raise _refuse(error) from None
    typer.echo(f"{directory}: {kept.files} 个文件 files; rongshu serve {shlex.quote(str(directory))}")


def serve(
    directory: DirectoryArgument,
    host: Annotated[str, typer.Option(help="监听地址 address to listen on")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="端口 port")] = 8000,
) -> None:
    """启动服务：网页与后台任务在同一进程。Serve pages and background work in one process."""
    from rongshu.office.site.serving import serve as serve_workspace

    try:
        serve_workspace(directory, host, port, say=typer.echo)
    except WorkspaceError as error:
        raise _refuse(error) from None


@user.command("add")
def add_user(
    username: Annotated[str, typer.Argument(help="用户名 login name")],
    workspace: DirectoryOption = Path(),
    name: Annotated[str, typer.Option(help="姓名 display name")] = "",
    admin: Annotated[bool, typer.Option("--admin", help="管理员 an administrator")] = False,
) -> None:
    """新增用户，打印一次性密码。Add a user and print a one-time password."""
    made = _in_office(workspace, "add", username, name, admin)
    typer.echo(f"{username}  {made}")


@user.command("password")
def reset_user(
    username: Annotated[str, typer.Argument(help="用户名 login name")], workspace: DirectoryOption = Path()
) -> None:
    """重置密码，打印一次性密码。Reset a password and print a one-time password."""
    made = _in_office(workspace, "reset", username, "", False)
    typer.echo(f"{username}  {made}")


def _in_office(workspace: Path, action: str, username: str, name: str, admin: bool) -> str:
    from rongshu.office.site.serving import open_office

    try:
        open_office(workspace)
        from rongshu.office.people.console import add_person, reset_person

        return add_person(username, name, admin) if action == "add" else reset_person(username)
    except WorkspaceError as error:
        raise _refuse(error) from None
    except ValueError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(REFUSED) from None
