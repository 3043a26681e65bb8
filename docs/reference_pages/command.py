"""Every ``rongshu`` command with its arguments and options."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from reference_pages.table import table
from rongshu.cli.command import main

HEAD = """# 命令 Command

由命令本身生成，请勿手改。Made from the command itself; do not edit.

退出码 exit status：0 无碍 fine，1 警告 warnings，2 错误或输入被拒 errors or refused input。
每条命令都有 `--help`。Every command answers `--help`.
"""


def commands() -> Iterator[tuple[str, Any]]:
    """Every command with its full name, groups first."""
    yield from _below("rongshu", typer.main.get_command(main))


def _below(name: str, command: Any) -> Iterator[tuple[str, Any]]:
    yield name, command
    for inner, below in sorted(getattr(command, "commands", {}).items()):
        yield from _below(f"{name} {inner}", below)


def undocumented() -> list[str]:
    """Commands and options that say nothing about themselves in one of the two languages."""
    found = []
    for name, command in commands():
        found += [] if _both(_text(command)) else [name]
        found += [f"{name} {_written(option)}" for option in command.params if not _both(_help(option))]
    return found


def _both(text: str) -> bool:
    return bool(re.search("[一-龥]", text) and re.search("[A-Za-z]{2}", text))


def page() -> str:
    """The page in Markdown."""
    return HEAD + "".join(_section(name, command) for name, command in commands())


def _section(name: str, command: Any) -> str:
    rows = [(f"`{_written(option)}`", _default(option), _help(option)) for option in command.params]
    shown = table(("参数 Argument or option", "默认 Default", "含义 Meaning"), rows) if rows else ""
    return f"\n## {name}\n\n{_text(command)}\n\n{shown}"


def _text(command: Any) -> str:
    return inspect.cleandoc(command.help or "").split("\f")[0].strip()


def _help(option: Any) -> str:
    return str(getattr(option, "help", "") or "")


def _written(option: Any) -> str:
    if option.param_type_name == "argument":
        return str(option.metavar or option.name.upper())
    names = " / ".join([*option.opts, *option.secondary_opts])
    taken = "" if option.is_flag else f" {option.metavar or option.name.upper()}"
    variable = f" (${option.envvar})" if isinstance(option.envvar, str) else ""
    return names + taken + variable


def _default(option: Any) -> str:
    if option.required:
        return "必填 required"
    value = option.default
    if value in (None, "", False) or callable(value):
        return ""
    return f"`{value.as_posix() if isinstance(value, Path) else value}`"
