"""An item of a pack as a form and back: made from the schema, so that every kind can be edited."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from rongshu.office.plans.wording import field_name, value_word
from rongshu.pack.renewal.curation import MODELS, checked_values
from rongshu.pack.written.plain import plain

FIXED = frozenset({"id", "rule", "confidence"})


@dataclass(frozen=True, slots=True)
class Leaf:
    """One input. ``form``: text, number, lines, yes, choice."""

    path: str
    label: str
    form: str
    value: str
    choices: tuple[str, ...] = ()
    named: Mapping[str, str] = field(default_factory=dict)

    @property
    def options(self) -> list[tuple[str, str]]:
        """Each choice with its word."""
        return [(choice, self.named.get(choice) or value_word(choice)) for choice in self.choices]


def leaves(item: BaseModel, maps: Mapping[str, str] | None = None) -> list[Leaf]:
    """The inputs for an item; lists of things (mentions, nodes) are shown elsewhere, not typed here.

    ``maps`` are the chain maps that a chain may take, each with its name; without them an id is typed.
    """
    found = [
        _choice_of_map(leaf, maps) if maps and leaf.path == "library" else leaf
        for leaf in _leaves(type(item), item, "")
    ]
    return sorted(found, key=lambda leaf: leaf.path == "cite")


def _choice_of_map(leaf: Leaf, maps: Mapping[str, str]) -> Leaf:
    """The map is chosen from those there are; one that is gone stays a choice until changed."""
    named = {each: f"{name} · {each}" for each, name in maps.items()}
    return replace(leaf, form="choice", choices=tuple(dict.fromkeys(("", leaf.value, *maps))), named=named)


def _leaves(model: type[BaseModel], item: BaseModel | None, prefix: str) -> Iterator[Leaf]:
    for name, info in model.model_fields.items():
        if not prefix and name in FIXED:
            continue
        path = f"{prefix}{name}"
        value = getattr(item, name) if item is not None else None
        inner = _model_in(info.annotation)
        form, choices = _form(info.annotation)
        if inner is not None:
            yield from _leaves(inner, value, f"{path}.")
        elif form:
            yield Leaf(path, field_name(path), form, _shown(value), choices)


def _parts(annotation: Any) -> tuple[Any, ...]:
    """The types that an annotation allows, ``None`` left out, ``Annotated`` opened."""
    if hasattr(annotation, "__metadata__"):
        return _parts(annotation.__origin__)
    if get_origin(annotation) in (Union, types.UnionType):
        parts = [part for part in get_args(annotation) if part is not type(None)]
        return tuple(inner for part in parts for inner in _parts(part))
    return (annotation,)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    (part, *more) = _parts(annotation)
    return part if not more and isinstance(part, type) and issubclass(part, BaseModel) else None


def _form(annotation: Any) -> tuple[str, tuple[str, ...]]:
    part = _parts(annotation)[0]
    if get_origin(part) is Literal:
        return "choice", tuple(get_args(part))
    if isinstance(part, type) and issubclass(part, StrEnum):
        return "choice", tuple(part)
    if get_origin(part) is tuple:
        return ("lines", ()) if _parts(get_args(part)[0])[0] is str else ("", ())
    named = {bool: "yes", str: "text", Decimal: "number", int: "number", float: "number"}
    return named.get(part, ""), ()


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else ""
    if isinstance(value, tuple):
        return "\n".join(value)
    return format(value, "f") if isinstance(value, Decimal) else str(value)


@dataclass(frozen=True, slots=True)
class Edited:
    """What changed: field → new plain value, or what is wrong with the inputs (path → message)."""

    changes: dict[str, Any]
    wrong: dict[str, str]


def edited(kind: str, item: BaseModel, posted: Mapping[str, str]) -> Edited:
    """The fields that differ after typing, checked against the schema."""
    model = MODELS[kind]
    typed = {path: value for path, value in posted.items() if path.split(".")[0] in model.model_fields}
    fields = {path.split(".")[0] for path in typed}
    changes: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for name in model.model_fields:
        if name not in fields or name in FIXED:
            continue
        value = _assembled(model, name, typed, getattr(item, name))
        try:
            checked = checked_values(kind, {name: value})[name]
        except ValidationError as error:
            wrong |= _messages(name, error)
            continue
        if checked != getattr(item, name):
            changes[name] = _as_plain(item, name, checked)
    return Edited(changes, wrong)


def _messages(name: str, error: ValidationError) -> dict[str, str]:
    return {
        ".".join([name, *(str(part) for part in detail["loc"])]): detail["msg"]
        for detail in error.errors(include_url=False)
    }


def _as_plain(item: BaseModel, name: str, checked: Any) -> Any:
    """The value as the curation file writes it."""
    written = plain(item.model_copy(update={name: checked}))
    if name in written:
        return written[name]
    return checked.model_dump(mode="json") if isinstance(checked, BaseModel) else _simple(checked)


def _simple(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _assembled(model: type[BaseModel], name: str, typed: Mapping[str, str], current: Any) -> Any:
    """The typed value of one field, nested models rebuilt; a nested model with nothing typed is ``None``."""
    annotation = model.model_fields[name].annotation
    inner = _model_in(annotation)
    if inner is None:
        return _parsed(annotation, typed.get(name, ""))
    below = {path[len(name) + 1 :]: value for path, value in typed.items() if path.startswith(f"{name}.")}
    optional = type(None) in get_args(annotation)
    if optional and not any(_says(path, value) for path, value in below.items()):
        return None
    kept = {
        field: getattr(current, field)
        for field in inner.model_fields
        if current is not None and not any(path.split(".")[0] == field for path in below)
    }
    built = {
        field: _assembled(inner, field, below, getattr(current, field, None))
        for field in {path.split(".")[0] for path in below}
    }
    said = {field: value for field, value in built.items() if not _left_open(inner, field, value)}
    return {**kept, **said}


def _left_open(model: type[BaseModel], field: str, value: Any) -> bool:
    """Whether nobody chose among the choices of a field, so that its default stands; or no such field."""
    if field not in model.model_fields:
        return True
    form, choices = _form(model.model_fields[field].annotation)
    return form == "choice" and value == "" and "" not in choices


def _says(path: str, value: str) -> bool:
    """Whether an input holds something; an operator alone says nothing."""
    return bool(value.strip()) and not path.endswith("operator")


def _parsed(annotation: Any, written: str) -> Any:
    form, _choices = _form(annotation)
    text = written.strip()
    if form == "lines":
        return tuple(line.strip() for line in written.splitlines() if line.strip())
    if form == "yes":
        return text in {"1", "on", "true"}
    if form == "number" or type(None) in get_args(annotation):
        return text.replace(",", "") or None
    return text
