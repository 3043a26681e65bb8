"""The items of a compile as they stand for review: what was found, what people decided, what is left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from rongshu.office.plans.wording import value_word
from rongshu.pack.renewal.curation import MODELS, Edit, checked_values
from rongshu.pack.renewal.summary import cites, title, written
from rongshu.pack.schema import Pack

STATES = ("open", "accept", "edit", "reject", "add")
WIDEST = 70
ASIDE = frozenset(
    {"id", "cite", "rule", "confidence", "name", "mentions", "number", "nodes", "links", "notes", "parent"}
)
REFERENCES = frozenset({"segment", "segments", "parent", "cluster", "chains", "parks", "task", "enterprises"})
KINDS = tuple(kind for kind in MODELS if kind != "about")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One item. ``found`` is what the compiler said, ``item`` what stands now."""

    kind: str
    item: Any
    found: Any
    state: str
    names: Mapping[str, str] = field(default_factory=dict, compare=False)

    @property
    def id(self) -> str:
        """Its id."""
        return str(self.item.id)

    @property
    def title(self) -> str:
        """Its name."""
        return title(self.item) or self.id

    @property
    def rest(self) -> str:
        """What else it says, in one line."""
        return brief(self.item, self.names)

    @property
    def cites(self) -> tuple[str, ...]:
        """Its addresses."""
        return tuple(cites(self.item))

    @property
    def confidence(self) -> int:
        """In per cent."""
        return round(self.found.confidence * 100)


def brief(item: Any, names: Mapping[str, str]) -> str:
    """What an item says beside its name, in one line."""
    named = title(item)
    told = (shown(item, name, names) for name in type(item).model_fields if name not in ASIDE)
    line = " · ".join(dict.fromkeys(text for text in told if text and text != named))
    return line if len(line) <= WIDEST else line[: WIDEST - 1] + "…"


def shown(item: Any, name: str, names: Mapping[str, str]) -> str:
    """A field as a person reads it: other items by name, the schema's words in the reader's language."""
    value = getattr(item, name)
    if isinstance(value, bool):
        return ""
    if name in REFERENCES:
        ids = (value,) if isinstance(value, str) else value
        return "、".join(names.get(one, one) for one in ids if isinstance(one, str) and one)
    return value_word(value) if isinstance(value, str) and value else written(value)


def names_of(pack: Pack) -> dict[str, str]:
    """Id → name of everything that other items refer to."""
    kinds = ("industries", "clusters", "chains", "parks", "enterprises", "tasks")
    return {item.id: title(item) for kind in kinds for item in getattr(pack, kind)}


@dataclass(frozen=True, slots=True)
class Filter:
    """What the reviewer wants to see."""

    kind: str = ""
    state: str = ""
    below: int = 100


@dataclass(frozen=True, slots=True)
class Tally:
    """How far the review of one kind is."""

    kind: str
    done: int
    all: int


def states(edits: Iterable[Edit], waiting: Mapping[tuple[str, str], str]) -> dict[tuple[str, str], str]:
    """(kind, id) → the last decision; those that still wait to be written speak last."""
    return {**{(edit.kind, edit.id): edit.do for edit in edits}, **waiting}


def candidates(
    kind: str,
    compiled: Pack,
    current: Pack,
    decided: Mapping[tuple[str, str], str],
    pending: Mapping[tuple[str, str], Any] | None = None,
) -> list[Candidate]:
    """The items of a kind in the order of the document, those added by people last.

    ``pending``: items as they will stand once their decisions are written.
    """
    standing = {item.id: item for item in getattr(current, kind)}
    standing |= {item.id: item for each, item in (pending or {}).items() if each[0] == kind}
    found = getattr(compiled, kind)
    names = names_of(compiled)
    rows = [
        Candidate(kind, standing.pop(item.id, item), item, decided.get((kind, item.id), "open"), names)
        for item in found
    ]
    added = [Candidate(kind, item, item, "add", names) for item in standing.values()]
    return rows + added


def as_decided(kind: str, found: Any, verdict: str, changes: Mapping[str, Any]) -> Any:
    """The item as it will stand after a decision that is not written yet."""
    if verdict != "edit":
        return found
    return found.model_copy(update=checked_values(kind, changes))


def chosen(rows: Iterable[Candidate], wanted: Filter) -> list[Candidate]:
    """The rows that pass the filter."""
    return [
        row
        for row in rows
        if (not wanted.state or row.state == wanted.state) and row.confidence <= wanted.below
    ]


def tallies(compiled: Pack, current: Pack, decided: Mapping[tuple[str, str], str]) -> list[Tally]:
    """Every kind that has items, with how many are decided."""
    counted = ((kind, candidates(kind, compiled, current, decided)) for kind in KINDS)
    return [
        Tally(kind, sum(row.state != "open" for row in rows), len(rows)) for kind, rows in counted if rows
    ]


def neighbours(rows: list[Candidate], identity: str) -> tuple[str, str]:
    """Ids before and after an item in the list; empty at the ends."""
    ids = [row.id for row in rows]
    at = ids.index(identity) if identity in ids else -1
    return (ids[at - 1] if at > 0 else "", ids[at + 1] if 0 <= at < len(ids) - 1 else "")
