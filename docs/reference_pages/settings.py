"""Every key of ``workspace.toml``, every environment variable, and what the office has fixed."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path
from typing import Any

import yaml

from reference_pages.table import table
from rongshu.office.site import workspace

ROOT = Path(__file__).resolve().parents[2]
MEANINGS = ROOT / "docs" / "reference" / "settings.yaml"
_VARIABLE = re.compile(
    r"""(?:environ(?:\.\w+)?[(\[]\s*|envvar=|(?=["']\w+["'] (?:not )?in os\.environ))["']([A-Z_]+)["']"""
)
HEAD = """# 设置 Settings

键由程序得出，含义在 `settings.yaml`，请勿手改本页。
Keys are found in the code, meanings stand in `settings.yaml`; do not edit this page.

改了设置要重新启动服务。Restart the service after a change.
"""


def meanings() -> dict[str, Any]:
    """What ``settings.yaml`` says."""
    loaded: dict[str, Any] = yaml.safe_load(MEANINGS.read_text(encoding="utf-8"))
    return loaded


def keys() -> dict[str, Any]:
    """Every key of a fresh ``workspace.toml`` with its default."""
    fresh = tomllib.loads(workspace._settings_text("", demonstration=False))
    found = {}
    for name, value in fresh.items():
        found |= (
            {f"{name}.{inner}": given for inner, given in value.items()}
            if isinstance(value, dict)
            else {name: value}
        )
    return found


def variables() -> set[str]:
    """Every environment variable that the code reads or sets."""
    sources = [*(ROOT / "src").rglob("*.py"), *(ROOT / "tests").rglob("*.py"), ROOT / "run"]
    found = {name for path in sources for name in _VARIABLE.findall(path.read_text(encoding="utf-8"))}
    return found - set(meanings()["not_ours"])


def undocumented() -> list[str]:
    """Keys and variables without a meaning, and meanings of what is not there any more."""
    said = meanings()
    found = []
    for kind, here in (("workspace", set(keys())), ("environment", variables())):
        told = set(said[kind])
        found += [f"{kind}: {name} is not in settings.yaml" for name in sorted(here - told)]
        found += [f"{kind}: {name} is not in the code" for name in sorted(told - here)]
    return found


def page() -> str:
    """The page in Markdown."""
    said = meanings()
    rows = [(f"`{name}`", f"`{_toml(value)}`", *said["workspace"][name]) for name, value in keys().items()]
    variable_rows = [(f"`{name}`", *text) for name, text in said["environment"].items()]
    return (
        f"{HEAD}\n## workspace.toml\n\n"
        + table(("键 Key", "默认 Default", "含义", "Meaning"), rows)
        + "\n`secret.key` 在同一目录，第一次使用时生成，只有所有者可读；丢失后所有人须重新登录。"
        + "`secret.key` lies beside it, made on first use; when it is lost everybody logs in anew.\n"
        + "\n## 环境变量 Environment\n\n"
        + table(("变量 Variable", "含义", "Meaning"), variable_rows)
        + "\n## 固定值 Fixed\n\n"
        + table(("设置 Setting", "值 Value", "含义", "Meaning"), _fixed(said["fixed"]))
    )


def _fixed(said: dict[str, list[str]]) -> list[tuple[str, str, str, str]]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rongshu.office.site.settings")
    from django.conf import settings

    return [(f"`{name}`", f"`{getattr(settings, name)}`", zh, en) for name, (zh, en) in said.items()]


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value).replace("'", '"')
