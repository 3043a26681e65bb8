"""An item as plain values: only what says something, in writing order."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from rongshu.pack.amount import Model
from rongshu.pack.schema import About

PROVENANCE = ("cite", "rule", "confidence")
_ALWAYS: dict[type[Model], frozenset[str]] = {About: frozenset({"schema_version", "kind"})}


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
    names = [name for name in known if name not in PROVENANCE] + [
        name for name in PROVENANCE if name in known
    ]
    always = _ALWAYS.get(kind, frozenset())
    return tuple((name, known[name].default, known[name].is_required() or name in always) for name in names)
