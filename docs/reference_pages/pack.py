"""Every file and field of a pack, with the meanings of ``reference/fields.yaml``."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import types
import typing
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel

import rongshu.pack
from reference_pages.table import table
from rongshu.pack import amount, schema
from rongshu.pack.renewal import curation
from rongshu.pack.written.files import ABOUT, MENTIONS, PARTS

MEANINGS = Path(__file__).resolve().parents[1] / "reference" / "fields.yaml"
NOT_WRITTEN = {"Model", "Pack"}
HEAD = """# 规划包 Pack

规划包是一个目录，里面是 YAML 和 CSV。由程序的格式定义生成，请勿手改；含义在 `fields.yaml`。
A pack is a folder of YAML and CSV. Made from the schema; do not edit, the meanings stand in `fields.yaml`.

* 不认识的字段、重复的键都被拒绝；错误一次列全，绝不只载入一半。Unknown and repeated keys are refused; all
  diagnostics come at once and nothing is half-loaded.
* CSV 中的列表用 `|` 分隔，数占几列（`investment.value`、`investment.unit`……）。
  In CSV, lists are parted by `|` and a figure takes several columns.
* 树形文件用 `children` 嵌套。Tree files nest by `children`.
"""
_ALIASES = {
    "Number": "number",
    "Decimal": "number",
    "str": "text",
    "int": "integer",
    "bool": "true / false",
    "date": "date",
}


def meanings() -> dict[str, Any]:
    """What ``fields.yaml`` says."""
    loaded: dict[str, Any] = yaml.safe_load(MEANINGS.read_text(encoding="utf-8"))
    return loaded


@cache
def modules() -> tuple[types.ModuleType, ...]:
    """Every module of the pack, the plan's own first: whoever declares a file says its fields there."""
    first = (schema, amount, curation)
    prefix = f"{rongshu.pack.__name__}."
    names = sorted(found.name for found in pkgutil.walk_packages(rongshu.pack.__path__, prefix))
    others = (importlib.import_module(name) for name in names)
    return (*first, *(module for module in others if module not in first))


def models() -> dict[str, type[BaseModel]]:
    """Every model of the schema by name, the plan's own first."""
    return {
        name: value
        for module in modules()
        for name, value in vars(module).items()
        if inspect.isclass(value) and issubclass(value, BaseModel) and value.__module__ == module.__name__
        if name not in NOT_WRITTEN
    }


def own_fields(model: type[BaseModel]) -> dict[str, Any]:
    """The fields a model adds to the one it is built on, by the name they have in the file."""
    inherited = getattr(model.__base__, "model_fields", {})
    return {
        (info.alias if name.endswith("_") and info.alias else name): info
        for name, info in model.model_fields.items()
        if name not in inherited
    }


def files() -> list[str]:
    """Every file a plan pack may hold."""
    return [ABOUT, MENTIONS, *(part.file + ("/" if part.form == "folder" else "") for part in PARTS)]


def undocumented() -> list[str]:
    """Files, models and fields without a meaning, and meanings of what is not there any more."""
    said, there = meanings(), models()
    known = {name: {"_", *own_fields(model)} for name, model in there.items()}
    found = [f"{file}: not in fields.yaml" for file in files() if file not in said["files"]]
    for name in sorted(known.keys() | said["models"].keys()):
        here, told = known.get(name, set()), set(said["models"].get(name, {}))
        found += [f"{name}.{field}: not in fields.yaml" for field in sorted(here - told)]
        found += [f"{name}.{field}: not in the schema" for field in sorted(told - here)]
    return found


def page() -> str:
    """The page in Markdown."""
    said = meanings()
    holds = {part.file + ("/" if part.form == "folder" else ""): part.model.__name__ for part in PARTS}
    holds |= {ABOUT: "About", MENTIONS: "Mention", curation.CURATION: "Edit"}
    rows = [(f"`{file}`", _link(holds.get(file, "")), *text) for file, text in said["files"].items()]
    listing = table(("文件 File", "条目 Entry", "内容", "Content"), rows)
    told = said["models"]
    sections = [_section(name, model, told[name]) for name, model in models().items() if name in told]
    return f"{HEAD}\n## 文件 Files\n\n{listing}" + "".join(sections)


def _section(name: str, model: type[BaseModel], said: dict[str, list[str]]) -> str:
    rows = [
        (
            f"`{field}`",
            _type(info.annotation),
            "必填" if info.is_required() else "",
            *said.get(field, ("", "")),
        )
        for field, info in own_fields(model).items()
    ]
    fields = table(("字段 Field", "类型 Type", "", "含义", "Meaning"), rows) if rows else ""
    base = model.__base__.__name__ if model.__base__ else ""
    also = f"另有 also: {_link(base)}\n\n" if base not in {"Model", "BaseModel"} else ""
    return f"\n## {name}\n\n{said['_'][0]}。{said['_'][1]}.\n\n{also}{fields}"


def _link(name: str) -> str:
    return f"[{name}](#{name.lower()})" if name else ""


def _type(annotation: Any) -> str:
    origin, inner = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Literal:
        return " · ".join(f"`{value}`" if value else "空" for value in inner)
    if origin is typing.Annotated:
        return _type(inner[0])
    if origin in (typing.Union, types.UnionType):
        return " / ".join(_type(part) for part in inner if part is not type(None)) + "，可空"
    if origin in (tuple, list):
        return f"{_type(inner[0])} 的列表"
    if origin is dict:
        return "字段→值 map"
    if inspect.isclass(annotation) and issubclass(annotation, Enum):
        return " · ".join(f"`{value.value}`" for value in annotation)
    name = re.sub(r".*\.", "", getattr(annotation, "__name__", str(annotation)))
    return _link(name) if name in models() else _ALIASES.get(name, name)
