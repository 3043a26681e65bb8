"""A pack as files: canonical, so that the same content is always the same bytes."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from rongshu.pack.amount import Model
from rongshu.pack.cells import mentions_text, table_text
from rongshu.pack.emit import yaml_text
from rongshu.pack.files import ABOUT, CHAINS, MENTIONS, NAMES, PARTS, Part, chain_file
from rongshu.pack.schema import About, Chain, Pack
from rongshu.pack.tree import in_tree_order, nested

_LAST = ("cite", "rule", "confidence")
_ALWAYS: dict[type[Model], frozenset[str]] = {About: frozenset({"schema_version", "kind"})}


def write_pack(pack: Pack, directory: Path) -> None:
    """Write the files of ``pack``; files of the layout that it no longer needs are removed.

    Comments in earlier files are not kept.  Folders beside the plan (geo, metrics, …) are left alone.
    """
    files = render(pack)
    directory.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        _replace(directory / name, text)
    for path in (*(directory / name for name in NAMES), *(directory / CHAINS).glob("*.yaml")):
        if path.is_file() and path.relative_to(directory).as_posix() not in files:
            path.unlink()


def _replace(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    waiting = path.with_name(path.name + ".writing")
    waiting.write_text(text, encoding="utf-8", newline="\n")
    os.replace(waiting, path)


def render(pack: Pack) -> dict[str, str]:
    """File name → text of every file the pack needs (empty parts have no file)."""
    pack = ordered(pack)
    files = {ABOUT: yaml_text(plain(pack.about))}
    for part in PARTS:
        files.update(_part_files(part, getattr(pack, part.field)))
    if any(firm.mentions for firm in pack.enterprises):
        files[MENTIONS] = mentions_text(pack.enterprises)
    return files


def _part_files(part: Part, items: tuple[Any, ...]) -> dict[str, str]:
    if part.form == "folder":
        return {chain_file(item.id): yaml_text(plain(item)) for item in items}
    if not items:
        return {}
    if part.form == "table":
        return {part.file: table_text(part.model, items)}
    values = [plain(item) for item in items]
    return {part.file: yaml_text(nested(values) if part.form == "tree" else values)}


def ordered(pack: Pack) -> Pack:
    """The same pack in the order in which it is written and read: trees parent first, chains by place."""
    return pack.model_copy(
        update={
            "industries": in_tree_order(pack.industries),
            "tasks": in_tree_order(pack.tasks),
            "chains": tuple(sorted(pack.chains, key=_chain_place)),
        }
    )


def _chain_place(chain: Chain) -> tuple[bool, bool, Any, str]:
    cites = chain.citations()
    return (chain.source != "plan", not cites, cites[0] if cites else 0, chain.id)


def plain(item: Model) -> dict[str, Any]:
    """Field → value of what differs from the default, in writing order, models turned into mappings."""
    values: dict[str, Any] = {}
    for name, default, always in _fields(type(item)):
        value = getattr(item, name)
        if always or value != default:
            values[name] = _plain_value(value)
    return values


def _plain_value(value: Any) -> Any:
    if isinstance(value, Model):
        return plain(value)
    if isinstance(value, tuple):
        return [_plain_value(entry) for entry in value]
    if isinstance(value, Mapping):  # pragma: no cover - the schema has no free mappings
        return {key: _plain_value(entry) for key, entry in value.items()}
    return value


@cache
def _fields(kind: type[Model]) -> tuple[tuple[str, Any, bool], ...]:
    """Name, default and whether it is always written; provenance goes last."""
    known = kind.model_fields
    names = [name for name in known if name not in _LAST] + [name for name in _LAST if name in known]
    always = _ALWAYS.get(kind, frozenset())
    return tuple((name, known[name].default, known[name].is_required() or name in always) for name in names)
