"""A chain's map taken from the shared library: what a chain's file changes in it, and what it then is.

A file with ``library: <id>`` holds only what differs: a node that is there is met by its id and given other
words or addresses, one that is not is added (``after`` an entry, or at the end), ``removed: true`` takes one
out with its links.  ``own`` names the parts of the map that the file writes out in full.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import ValidationError

from rongshu.pack.amount import Model
from rongshu.pack.schema import Chain, ChainLink, ChainNode, CiteText, Crosslink, Name, Stage
from rongshu.pack.written.plain import plain
from rongshu.terms.bilingual import Bilingual

LIBRARY, OWN = "library", "own"
MAP = ("stages", "nodes", "links")
_WORDS = ("products", "aliases", "gbt4754")
_NOT_SAID = frozenset({"removed", "after", "more", "less"})
_ASIDE = _NOT_SAID | {"id", "source", "target"}
_INHERITED = -1
_WHOLE: Mapping[str, type[Model]] = {"stages": Stage, "nodes": ChainNode, "links": ChainLink}


class StageChange(Model):
    """A stage of the library's map renamed or taken out, or one added."""

    id: str
    removed: bool = False
    after: str = ""
    name: Name | None = None


class Words(Model):
    """Entries added to, or taken from, the lists of a node."""

    products: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    gbt4754: tuple[str, ...] = ()


class NodeChange(Model):
    """A node of the library's map with what is said of it here, or one added (with name and stage).

    A field that is given replaces the library's; ``more`` and ``less`` add to its lists and take from them.
    """

    id: str
    removed: bool = False
    after: str = ""
    name: Name | None = None
    stage: str = ""
    kind: str = ""
    products: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    gbt4754: tuple[str, ...] = ()
    cite: tuple[CiteText, ...] = ()
    strategic: bool | None = None
    more: Words = Words()
    less: Words = Words()


class LinkChange(Model):
    """A link of the library's map, met by its two ends, with what is said of it here, or one added."""

    source: str
    target: str
    removed: bool = False
    after: str = ""
    flow: str = ""
    cite: tuple[CiteText, ...] = ()
    note: str = ""


class MapChange(Model):
    """Everything a chain's file says of its map; ``own`` names the parts that are whole in the file."""

    own: tuple[Literal["stages", "nodes", "links"], ...] = ()
    stages: tuple[StageChange, ...] = ()
    nodes: tuple[NodeChange, ...] = ()
    links: tuple[LinkChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """What does not fit the library's map: where in the file, and what was expected."""

    path: tuple[int | str, ...]
    rule: str
    message: Bilingual
    found: str
    expected: str


@dataclass
class Resolved:
    """The whole map; for each part, position in it → position in the file; and what does not fit."""

    parts: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    places: dict[str, dict[int, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def resolved(change: MapChange, shared: Chain | None) -> Resolved:
    """The map that ``change`` makes of the shared one (``None`` where all parts are the file's own)."""
    found = Resolved()
    for part in MAP:
        nodes = {node.id for node in found.parts.get("nodes", ())}
        inherited = () if part in change.own else _inherited(part, shared, nodes)
        _resolve_part(part, getattr(change, part), inherited, found)
    return found


def changes_of(chain: Chain, shared: Chain | None) -> dict[str, Any]:
    """What the file of ``chain`` has to say of its map beside ``library``, as plain values.

    ``resolved`` makes exactly the chain's map of it again: a part whose order or repetitions the changes
    could not tell is the file's own.
    """
    nodes = {node.id for node in chain.nodes}
    said = {part: _changes(getattr(chain, part), _inherited(part, shared, nodes)) for part in MAP if shared}
    again = resolved(MapChange.model_validate(said), shared) if shared else Resolved()
    unsayable = {each.path[0] for each in again.problems}
    own = [part for part in MAP if part in unsayable or again.parts.get(part) != getattr(chain, part)]
    said |= {part: [plain(entry) for entry in getattr(chain, part)] for part in own}
    return {name: value for name, value in ((OWN, own), *((part, said[part]) for part in MAP)) if value}


def inherited_crosslinks(chains: Sequence[Chain], shared: Iterable[Crosslink]) -> tuple[Crosslink, ...]:
    """What the library says flows between the maps that these chains are taken from, under their own ids."""
    users: dict[str, list[tuple[Chain, set[str]]]] = {}
    for chain in chains:
        if chain.library:
            users.setdefault(chain.library, []).append((chain, {node.id for node in chain.nodes}))
    return tuple(
        link.model_copy(update={"source_chain": giver.id, "target_chain": taker.id})
        for link in shared
        for giver, giving in users.get(link.source_chain, ())
        for taker, taking in users.get(link.target_chain, ())
        if link.source in giving and link.target in taking
    )


def with_inherited(own: Iterable[Crosslink], inherited: Iterable[Crosslink]) -> tuple[Crosslink, ...]:
    """The inherited crosslinks, each in the words of the pack where it has any, then the pack's others."""
    said = {crosslink_ends(link): link for link in own}
    met = [said.pop(crosslink_ends(link), link) for link in inherited]
    return (*met, *said.values())


def crosslink_ends(link: Crosslink) -> tuple[str, str, str, str]:
    """The two nodes a crosslink joins."""
    return link.source_chain, link.source, link.target_chain, link.target


def _inherited(part: str, shared: Chain | None, nodes: set[str]) -> Sequence[Any]:
    """What the shared map holds; of its links only those between nodes that are there."""
    held: Sequence[Any] = getattr(shared, part) if shared else ()
    return held if part != "links" else [link for link in held if {link.source, link.target} <= nodes]


def _key(entry: Any) -> tuple[str, ...]:
    return (entry.id,) if hasattr(entry, "id") else (entry.source, entry.target)


def _resolve_part(part: str, changes: Sequence[Any], inherited: Sequence[Any], found: Resolved) -> None:
    known = {_key(entry) for entry in inherited}
    held: list[tuple[Any, int]] = [(entry, _INHERITED) for entry in inherited]
    met: set[tuple[str, ...]] = set()
    for place, change in enumerate(changes):
        key = _key(change)
        if key not in known:
            entry = _whole(part, place, change, known, found.problems)
            held.insert(_after(change, held), (entry, place))
            continue
        if key in met:
            found.problems.append(_twice(part, place, change))
        met.add(key)
        at = next((n for n, (entry, _) in enumerate(held) if entry and _key(entry) == key), len(held))
        held[at : at + 1] = (
            [] if change.removed else [(_changed(e, change), place) for e, _ in held[at : at + 1]]
        )
    held = [(entry, place) for entry, place in held if entry is not None]
    found.parts[part] = tuple(entry for entry, _ in held)
    places = enumerate(place for _, place in held)
    found.places[part] = {position: place for position, place in places if place != _INHERITED}


def _after(change: Any, held: Sequence[tuple[Any, int]]) -> int:
    """Where an added entry goes: behind the one it names, else at the end."""
    found = (n + 1 for n, (entry, _) in enumerate(held) if entry and "→".join(_key(entry)) == change.after)
    return next(found, len(held))


def _changed(entry: Any, change: Any) -> Any:
    said = {name: getattr(change, name) for name in change.model_fields_set - _ASIDE}
    if said.get("name", ...) is None:
        del said["name"]
    for name in _WORDS if isinstance(change, NodeChange) else ():
        words = said.get(name, getattr(entry, name))
        words = tuple(word for word in words if word not in getattr(change.less, name))
        more = tuple(word for word in getattr(change.more, name) if word not in words)
        if words + more != getattr(entry, name):
            said[name] = words + more
    return entry.model_copy(update=said)


def _whole(part: str, place: int, change: Any, known: set[tuple[str, ...]], problems: list[Problem]) -> Any:
    """An entry that the library does not have, as the file writes it out."""
    said = {name: _plain_value(change, name) for name in change.model_fields_set - _NOT_SAID}
    for name in _WORDS if isinstance(change, NodeChange) else ():
        more = tuple(word for word in getattr(change.more, name) if word not in said.get(name, ()))
        said |= {name: (*said.get(name, ()), *more)} if more else {}
    if not change.removed:
        try:
            return _WHOLE[part].model_validate(said)
        except ValidationError:
            pass
    written = "→".join(_key(change))
    near = difflib.get_close_matches(written, ["→".join(key) for key in known], 5, 0.3)
    message = Bilingual(f"没有“{written}”", f"there is no {written!r}")
    required = [name for name, info in _WHOLE[part].model_fields.items() if info.is_required()]
    expected = ", ".join(near) or f"{', '.join(required)} (for an entry of one's own)"
    problems.append(Problem((part, place), "library-entry", message, written, expected))
    return None


def _plain_value(change: Any, name: str) -> Any:
    """One field of a change as the whole entry's model takes it."""
    value = getattr(change, name)
    return plain(value) if isinstance(value, Model) else value


def _twice(part: str, place: int, change: Any) -> Problem:
    written = "→".join(_key(change))
    message = Bilingual(f"“{written}”写了两次", f"{written!r} is written twice")
    return Problem((part, place), "duplicate-id", message, written, "")


def _changes(entries: Sequence[Any], inherited: Sequence[Any]) -> list[dict[str, Any]]:
    before = {_key(entry): entry for entry in inherited}
    now = {_key(entry) for entry in entries}
    said = [_change(entry, before.get(_key(entry))) for entry in entries]
    kept = [key in before for key in map(_key, entries)]
    if kept != sorted(kept, reverse=True):  # the file's own stand between the library's
        for place in (place for place, old in enumerate(kept) if place and not old):
            said[place]["after"] = "→".join(_key(entries[place - 1]))
    gone = [entry for key, entry in before.items() if key not in now]
    return [change for change in said if change] + [{**_named(entry), "removed": True} for entry in gone]


def _named(entry: Any) -> dict[str, str]:
    names = ("id",) if hasattr(entry, "id") else ("source", "target")
    return {name: getattr(entry, name) for name in names}


def _change(entry: Any, before: Any) -> dict[str, Any]:
    """The entry as its file has to write it; empty where it is the library's as it stands."""
    if before is None:
        return plain(entry)
    names = [name for name in type(entry).model_fields if getattr(entry, name) != getattr(before, name)]
    change = {**_named(entry), **{name: _written(getattr(entry, name)) for name in names}} if names else {}
    more: dict[str, Any] = {}
    less: dict[str, Any] = {}
    for name in [name for name in _WORDS if name in change]:
        old, new = getattr(before, name), getattr(entry, name)
        kept, added = [word for word in old if word in new], [word for word in new if word not in old]
        if (*kept, *added) != new:
            continue  # another order: the whole list is written
        del change[name]
        more |= {name: added} if added else {}
        less |= {name: [word for word in old if word not in new]} if len(kept) < len(old) else {}
    change |= {name: words for name, words in (("more", more), ("less", less)) if words}
    return change


def _written(value: Any) -> Any:
    if isinstance(value, Model):
        return plain(value)
    return list(value) if isinstance(value, tuple) else value
