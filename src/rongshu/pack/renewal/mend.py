"""References that lead nowhere after a merge, taken out so that the pack still loads.

A rejected industry leaves its segments to the pillar above; a citation beyond the end of a shorter
document goes.  What a person had set there stays in ``curation.yaml`` and is reported.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rongshu.pack.folder.references import reference_diagnostics
from rongshu.pack.schema import Pack

_Path = tuple[int | str, ...]
# one pass may uncover more: a dropped node leaves links without an end
_ROUNDS = 8


@dataclass(frozen=True, slots=True)
class Cut:
    """A reference that was taken out: of which item, in which field, and what it named."""

    kind: str
    id: str
    field: str
    named: str


def mended(pack: Pack, parents: Mapping[str, str]) -> tuple[Pack, tuple[Cut, ...]]:
    """The pack without loose ends, and every end that was cut.

    ``parents`` knows the parent of items that are no longer there, so that a child can move up.
    """
    cuts: list[Cut] = []
    for _ in range(_ROUNDS):
        loose = _loose_ends(pack)
        if not loose:
            break
        fields: dict[str, tuple[Any, ...]] = {}
        for kind, by_position in loose.items():
            items = list(getattr(pack, kind))
            known = {item.id for item in items}
            for position, paths in by_position.items():
                item = items[position]
                cuts += [Cut(kind, item.id, str(path[0]), str(_at(item, path))) for path in paths]
                items[position] = _without(item, paths, known, parents)
            fields[kind] = tuple(items)
        pack = pack.model_copy(update=fields)
    return pack, tuple(cuts)


def with_own_ids(pack: Pack) -> Pack:
    """The pack with an id of its own for every item: one met again gets ``-2``, ``-3`` in reading order."""
    fields: dict[str, tuple[Any, ...]] = {}
    for kind in type(pack).model_fields:
        items = getattr(pack, kind)
        ids = [item.id for item in items if hasattr(item, "id")] if isinstance(items, tuple) else []
        if len(ids) != len(set(ids)):
            fields[kind] = tuple(_numbered(items, set(ids)))
    return pack.model_copy(update=fields) if fields else pack


def _numbered(items: Sequence[Any], taken: set[str]) -> Iterator[Any]:
    met: set[str] = set()
    for item in items:
        number, identifier = 1, item.id
        while identifier in met or (number > 1 and identifier in taken):
            number += 1
            identifier = f"{item.id}-{number}"
        met.add(identifier)
        yield item if identifier == item.id else item.model_copy(update={"id": identifier})


def _loose_ends(pack: Pack) -> dict[str, dict[int, list[_Path]]]:
    """Kind → position → paths of what refers to nothing."""
    found: dict[str, dict[int, list[_Path]]] = defaultdict(lambda: defaultdict(list))

    def note(kind: str, position: int, path: _Path) -> tuple[str, int]:
        if path[-1] != "id":
            found[kind][position].append(path)
        return "", 0

    reference_diagnostics(pack, note)
    return found


def _at(value: Any, path: _Path) -> Any:
    for step in path:
        value = value[step] if isinstance(step, int) else getattr(value, step)
    return value


def _without(item: Any, paths: Sequence[_Path], known: set[str], parents: Mapping[str, str]) -> Any:
    """The item with the ends at ``paths`` cut, the last ones of a list first."""
    for path in sorted(set(paths), key=lambda path: tuple(-s if isinstance(s, int) else 0 for s in path)):
        item = _cut(item, path, known, parents)
    return item


def _cut(item: Any, path: _Path, known: set[str], parents: Mapping[str, str]) -> Any:
    name = str(path[0])
    if len(path) == 1:
        return item.model_copy(update={name: _nearest(item, known, parents) if name == "parent" else ""})
    entries = list(getattr(item, name))
    place = int(path[1])
    if place >= len(entries):
        return item
    if len(path) > 2 and path[2] == "segment":
        entries[place] = entries[place].model_copy(update={"segment": ""})
    elif len(path) == 4:
        inner = str(path[2])
        kept = [cite for at, cite in enumerate(getattr(entries[place], inner)) if at != path[3]]
        entries[place] = entries[place].model_copy(update={inner: tuple(kept)})
    else:
        del entries[place]
    return item.model_copy(update={name: tuple(entries)})


def _nearest(item: Any, known: set[str], parents: Mapping[str, str]) -> str:
    """The closest ancestor that is still there and is not below the item itself."""
    walked, above = {item.id}, str(item.parent)
    if above in known:  # it is there, so the complaint was a circle
        return ""
    while above and above not in known and above not in walked:
        walked.add(above)
        above = parents.get(above, "")
    return above if above in known and above not in walked else ""
