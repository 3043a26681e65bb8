"""What people have changed in a compiled pack: ``curation.yaml``, a list that only grows.

Each entry says what was done to one item (or, for kind ``about``, to the plan's own description):

``accept``  it is right as it stands (with ``was``: exactly these values are right)
``edit``    the fields in ``set`` are right; ``was`` is what the compiler said when the person decided;
            fields in ``drop`` follow the compiler again
``reject``  it does not belong in the pack
``add``     the compiler does not find it; with ``was``, it once did

Later entries speak over earlier ones.  ``name`` and ``cite`` find the item again when its id has changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter, ValidationError

from rongshu.pack.amount import Model
from rongshu.pack.schema import About
from rongshu.pack.written.emit import yaml_text
from rongshu.pack.written.files import DECLARED, PARTS
from rongshu.pack.written.parse import line_at, parse_yaml, text_of
from rongshu.pack.written.plain import plain
from rongshu.pack.written.refusal import refusal
from rongshu.pack.written.validate import validated
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, InputError

CURATION = "curation.yaml"
ABOUT_KIND = "about"
CHAINS_KIND = "chains"
MODELS: Mapping[str, type[Model]] = {
    ABOUT_KIND: About,
    **{part.field: part.model for part in PARTS if part.field not in DECLARED},
}


class Edit(Model):
    """One decision of a person on one item."""

    kind: str
    id: str = ""
    do: Literal["accept", "edit", "reject", "add"]
    set: dict[str, Any] = Field(default_factory=dict)
    was: dict[str, Any] = Field(default_factory=dict)
    drop: tuple[str, ...] = ()
    name: str = ""
    cite: str = ""
    by: str = ""
    at: str = ""
    why: str = ""


class Unsaid:
    """The ``was`` of a field of which the entry does not say what the compiler said."""


UNSAID = Unsaid()


@dataclass
class Standing:
    """All entries on one item taken together: what stands today.

    ``fields`` maps a field to the person's value and what the compiler said then; ``base`` holds the
    values of an added item.
    """

    kind: str
    id: str
    name: str = ""
    cite: str = ""
    by: str = ""
    at: str = ""
    rejected: bool = False
    base: dict[str, Any] | None = None
    once_found: bool = False
    fields: dict[str, tuple[Any, Any]] = field(default_factory=dict)


def read_curation(directory: Path) -> tuple[Edit, ...]:
    """The entries of ``curation.yaml`` in order, none where there is no file.

    *Errors*: ``InputError`` with every unknown kind, field or value and its line.
    """
    path = directory / CURATION
    if not path.is_file():
        return ()
    parsed = parse_yaml(CURATION, text_of(path, CURATION))
    wrong = list(parsed.diagnostics)
    edits: tuple[Edit, ...] = ()
    if parsed.value is not None and not isinstance(parsed.value, list):
        wrong.append(
            refusal("wrong-type", CURATION, 1, Bilingual("应为列表", "must be a list"), expected="- kind: …")
        )
    elif parsed.value:
        edits, refused = validated(Edit, parsed.value, CURATION, lambda at: (line_at(parsed.node, at), ""))
        wrong += refused
        wrong += refused_edits(edits, [line_at(parsed.node, (place,)) for place in range(len(edits))])
    if wrong:
        raise InputError(wrong)
    return edits


def curation_text(edits: Sequence[Edit]) -> str:
    """The file for these entries."""
    return yaml_text([plain(edit) for edit in edits]) if edits else ""


def appended_text(written: str, before: Sequence[Edit], more: Sequence[Edit]) -> str:
    """The file with entries added at its end; a person's comments and spacing stay where they can."""
    if not more:
        return written
    joined = written.rstrip("\n") + "\n" + curation_text(more) if before else curation_text(more)
    parsed = parse_yaml(CURATION, joined)
    count = len(parsed.value) if isinstance(parsed.value, list) and not parsed.diagnostics else -1
    return joined if count == len(before) + len(more) else curation_text([*before, *more])


def fold(edits: Iterable[Edit]) -> dict[tuple[str, str], Standing]:
    """What stands for each (kind, id), in the order in which items were first touched."""
    standings: dict[tuple[str, str], Standing] = {}
    for edit in edits:
        standing = standings.setdefault((edit.kind, edit.id), Standing(edit.kind, edit.id))
        standing.name, standing.cite = edit.name or standing.name, edit.cite or standing.cite
        standing.by, standing.at = edit.by or standing.by, edit.at or standing.at
        standing.rejected = edit.do == "reject"
        if edit.do == "add":
            _add(standing, edit)
        elif edit.do != "reject":
            _set(standing, edit)
    return standings


def _add(standing: Standing, edit: Edit) -> None:
    values, said = checked_values(edit.kind, edit.set), checked_values(edit.kind, edit.was)
    standing.base, standing.once_found = values, bool(said)
    follow = {"rule", "confidence"}
    standing.fields = {
        name: (value, said.get(name, UNSAID))
        for name, value in values.items()
        if name not in follow and (not said or said.get(name, UNSAID) != value)
    }


def _set(standing: Standing, edit: Edit) -> None:
    said = checked_values(edit.kind, edit.was)
    values = checked_values(edit.kind, edit.set) if edit.do == "edit" else {**said}
    for name, value in values.items():
        standing.fields[name] = (value, said.get(name, UNSAID))
    for name in edit.drop:
        standing.fields.pop(name, None)


def checked_values(kind: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Field → value as the schema types it.

    *Errors*: ``ValidationError``; ``KeyError`` for a strange field.
    """
    return {name: _adapter(kind, name).validate_python(value) for name, value in values.items()}


@cache
def _adapter(kind: str, name: str) -> TypeAdapter[Any]:
    info = MODELS[kind].model_fields[name]
    written: Any = Annotated[(info.annotation, *info.metadata)] if info.metadata else info.annotation
    return TypeAdapter(written)


def refused_edits(edits: Sequence[Edit], lines: Sequence[int] = ()) -> list[Diagnostic]:
    """Everything in the entries that the schema does not know or take."""
    numbered = zip(edits, lines or [0] * len(edits), strict=True)
    return [diagnostic for edit, line in numbered for diagnostic in _refused(edit, line)]


def _refused(edit: Edit, line: int) -> list[Diagnostic]:
    """Unknown kind, unknown fields, values that the schema does not take."""
    model = MODELS.get(edit.kind)
    if model is None:
        message = Bilingual(f"没有“{edit.kind}”这一类", f"there is no kind {edit.kind!r}")
        return [refusal("unknown-kind", CURATION, line, message, found=edit.kind, expected=", ".join(MODELS))]
    found = []
    for name, value in (*edit.set.items(), *edit.was.items(), *((name, UNSAID) for name in edit.drop)):
        # an id is how entries find their item: a new one would lose them
        fields = [field for field in model.model_fields if field != "id" or edit.kind == ABOUT_KIND]
        if name not in fields:
            message = Bilingual(f"没有“{name}”这个字段", f"there is no field {name!r}")
            expected = ", ".join(fields)
            found.append(
                refusal("unknown-key", CURATION, line, message, found=name, expected=expected, item=edit.id)
            )
        elif value is not UNSAID:
            found += _refused_value(edit, name, value, line)
    return found


def _refused_value(edit: Edit, name: str, value: Any, line: int) -> list[Diagnostic]:
    try:
        checked_values(edit.kind, {name: value})
    except ValidationError as error:
        message = Bilingual(f"“{name}”的值不合格式", f"the value of {name!r} does not fit")
        return [
            refusal(
                "wrong-value", CURATION, line, message, found=str(value), expected=detail["msg"], item=edit.id
            )
            for detail in error.errors(include_url=False)
        ]
    return []
