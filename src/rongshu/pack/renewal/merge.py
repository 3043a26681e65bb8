"""compile(document) + curation = the pack: three ways, with every conflict shown and no edit lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rongshu.pack.amount import Model
from rongshu.pack.folder.order import ordered
from rongshu.pack.renewal.curation import ABOUT_KIND, MODELS, UNSAID, Edit, Standing, fold
from rongshu.pack.renewal.mend import mended
from rongshu.pack.renewal.summary import KINDS, cites, title, written
from rongshu.pack.schema import Pack
from rongshu.pack.written.plain import plain
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.citation import Citation

BY_HAND = "hand"
_ITEM_KINDS = tuple(kind for kind in MODELS if kind != ABOUT_KIND)
_REASONS: Mapping[str, Bilingual] = {
    "changed": Bilingual("编译结果已变，保留人工值", "the compile says something else now; the edit stays"),
    "gone": Bilingual("编译不再找到，保留人工条目", "the compiler no longer finds it; it stays as edited"),
    "found": Bilingual(
        "人工新增的条目现也由编译找到，保留人工值", "the compiler now finds this added item; the edit stays"
    ),
    "reference": Bilingual("所指条目已不在，引用暂不写出", "it refers to something that is no longer there"),
}


@dataclass(frozen=True, slots=True)
class Conflict:
    """Where people and compile disagree: ``was`` and ``now`` are the compiler's, ``set`` the person's."""

    kind: str
    id: str
    name: str
    reason: str
    field: str = ""
    was: Any = None
    now: Any = None
    set: Any = None
    by: str = ""

    def written(self, language: str) -> str:
        """One line for people."""
        label = KINDS[self.kind].in_language(language)
        reason = _REASONS[self.reason].in_language(language)
        told = f"{label} {self.name or self.id}" + (f" · {self.field}" if self.field else "")
        if self.reason in ("changed", "found"):
            told += f": {_short(self.was)} → {_short(self.now)} | {_short(self.set)}"
        return f"{told} ({reason})"

    def as_json(self) -> dict[str, Any]:
        """Plain values; what is unsaid is left out."""
        values = {name: getattr(self, name) for name in ("kind", "id", "name", "reason", "field")}
        values |= {name: _plain(getattr(self, name)) for name in ("was", "now", "set")}
        return {name: value for name, value in {**values, "by": self.by}.items() if value not in ("", None)}


def apply_curation(compiled: Pack, edits: Iterable[Edit]) -> tuple[Pack, tuple[Conflict, ...]]:
    """The pack that people read, and where it differs from the two sides disagree."""
    standings = fold(edits)
    conflicts: list[Conflict] = []
    fields: dict[str, Any] = {"about": compiled.about}
    about = standings.get((ABOUT_KIND, ""))
    if about:
        fields["about"], found = _edited(compiled.about, about)
        conflicts += found
    parents: dict[str, str] = {}
    for kind in _ITEM_KINDS:
        items = getattr(compiled, kind)
        parents |= {item.id: item.parent for item in items if getattr(item, "parent", "")}
        fields[kind], found = _merged(kind, items, matches(kind, items, standings), standings)
        conflicts += found
    pack, cuts = mended(ordered(compiled.model_copy(update=fields)), parents)
    touched = {(standing.kind, standing.id) for standing in standings.values()}
    for cut in cuts:
        if (cut.kind, cut.id) in touched:
            conflicts.append(Conflict(cut.kind, cut.id, "", "reference", cut.field, set=cut.named))
    return ordered(pack), tuple(conflicts)


def matches(
    kind: str, items: Sequence[Any], standings: Mapping[tuple[str, str], Standing]
) -> dict[str, Standing]:
    """Id of a compiled item → what stands for it: by id, else by name and paragraph."""
    found = {item.id: standings[kind, item.id] for item in items if (kind, item.id) in standings}
    waiting = [s for s in standings.values() if s.kind == kind and s.id not in found and s.name and s.cite]
    if waiting:
        free: dict[tuple[str, int], list[str]] = {}
        for item in items:
            if item.id not in found:
                free.setdefault(_landmark(title(item), cites(item)), []).append(item.id)
        for standing in waiting:
            candidates = free.get(_landmark(standing.name, (standing.cite,)), [])
            if candidates:
                found[candidates.pop(0)] = standing
    return found


def absorbed(
    compiled: Pack, edits: Sequence[Edit], current: Pack, at: str, by: str = BY_HAND
) -> tuple[Edit, ...]:
    """The changes a person made in the pack's own files, as entries of the curation.

    ``compiled`` and ``edits`` are what the files were written from; ``current`` is what they hold now.
    """
    expected, _ = apply_curation(compiled, edits)
    standings = fold(edits)
    found = list(_hand_edits_about(compiled, expected, current))
    for kind in _ITEM_KINDS:
        found += _hand_edits(kind, compiled, expected, current, standings)
    return tuple(edit.model_copy(update={"at": at, "by": by}) for edit in found)


def kept(old: Pack, new: Pack, edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """Entries that keep judged items which the new compile no longer has, as they stood."""
    standings = fold(edits)
    found = []
    for kind in _ITEM_KINDS:
        before = {item.id: item for item in getattr(old, kind)}
        still = {id(s) for s in matches(kind, getattr(new, kind), standings).values()}
        for identifier, standing in matches(kind, tuple(before.values()), standings).items():
            if id(standing) in still or standing.rejected or standing.base is not None:
                continue
            item = before[identifier]
            found.append(_kept(standing, item))
    return tuple(found)


def _kept(standing: Standing, item: Any) -> Edit:
    edits = {name: value for name, (value, _) in standing.fields.items()}
    edited = item.model_copy(update=edits)
    return Edit(
        kind=standing.kind,
        id=standing.id,
        do="add",
        # what a person emptied is written out: plain values leave out what is empty
        set=_values(edited) | {name: _plain(getattr(edited, name)) for name in edits},
        was=_values(item) | {name: _plain(getattr(item, name)) for name in edits},
        name=standing.name,
        cite=standing.cite,
        by=standing.by,
        at=standing.at,
        why=_REASONS["gone"].zh,
    )


def _merged(
    kind: str,
    items: Sequence[Any],
    matched: Mapping[str, Standing],
    standings: Mapping[tuple[str, str], Standing],
) -> tuple[tuple[Any, ...], list[Conflict]]:
    result: list[Any] = []
    conflicts: list[Conflict] = []
    for item in items:
        standing = matched.get(item.id)
        if standing is None:
            result.append(item)
        elif not standing.rejected:
            edited, found = _edited(item, standing)
            result.append(edited)
            conflicts += found
    done = {id(standing) for standing in matched.values()}
    for standing in standings.values():
        if standing.kind != kind or id(standing) in done or standing.rejected:
            continue
        if standing.base is not None:
            _insert(_added(standing), result)
        if standing.base is None or standing.once_found:
            conflicts.append(Conflict(kind, standing.id, standing.name, "gone", by=standing.by))
    return tuple(result), conflicts


def _insert(item: Any, items: list[Any]) -> None:
    """Put an added item where a reader of the document expects it: after the last that stands before it."""
    place, own = len(items), _place(item)
    while own and place and _place(items[place - 1]) > own:
        place -= 1
    items.insert(place, item)


def _place(item: Any) -> tuple[int, int]:
    first = next(iter(cites(item)), "")
    address = Citation.parse(first) if first else None
    return (address.paragraph, address.start) if address else (0, 0)


def _edited(item: Any, standing: Standing) -> tuple[Any, list[Conflict]]:
    conflicts = []
    for name, (value, was) in standing.fields.items():
        now = getattr(item, name)
        if now == value or (was is not UNSAID and now == was):
            continue
        if was is UNSAID and standing.base is None:
            continue  # the entry does not say what the person saw
        reason = "found" if was is UNSAID else "changed"
        before = None if was is UNSAID else was
        conflicts.append(
            Conflict(standing.kind, standing.id, title(item), reason, name, before, now, value, standing.by)
        )
    return item.model_copy(update={name: value for name, (value, _) in standing.fields.items()}), conflicts


def _added(standing: Standing) -> Any:
    values = {**(standing.base or {}), **{name: value for name, (value, _) in standing.fields.items()}}
    return MODELS[standing.kind].model_validate({"rule": "curated", **values, "id": standing.id})


def _hand_edits_about(compiled: Pack, expected: Pack, current: Pack) -> Iterator[Edit]:
    changed = _changed(expected.about, current.about, frozenset())
    if changed:
        yield Edit(
            kind=ABOUT_KIND,
            do="edit",
            set={name: _plain(getattr(current.about, name)) for name in changed},
            was={name: _plain(getattr(compiled.about, name)) for name in changed},
        )


def _hand_edits(
    kind: str, compiled: Pack, expected: Pack, current: Pack, standings: Mapping[tuple[str, str], Standing]
) -> Iterator[Edit]:
    source = {item.id: item for item in getattr(compiled, kind)}
    matched = matches(kind, getattr(compiled, kind), standings)
    wanted = {item.id: item for item in getattr(expected, kind)}
    held = {item.id: item for item in getattr(current, kind)}
    for identifier, item in held.items():
        known = _about_item(kind, identifier, source, matched)
        if identifier in wanted:
            changed = _changed(wanted[identifier], item)
            if changed:
                yield _edit(known, changed, item, source.get(identifier))
        elif identifier in source:
            yield Edit(**known, do="accept")
            changed = _changed(_revived(source[identifier], matched.get(identifier)), item)
            if changed:
                yield _edit(known, changed, item, source[identifier])
        else:
            yield Edit(**known, do="add", set=_values(item))
    for identifier in wanted:
        if identifier not in held:
            yield Edit(**_about_item(kind, identifier, source, matched), do="reject")


def _revived(item: Any, standing: Standing | None) -> Any:
    """A rejected item as it will stand when it is taken back, earlier edits included."""
    return _edited(item, standing)[0] if standing else item


def _edit(known: Mapping[str, Any], changed: Sequence[str], item: Any, source: Any) -> Edit:
    was = {name: _plain(getattr(source, name)) for name in changed} if source is not None else {}
    return Edit(**known, do="edit", set={name: _plain(getattr(item, name)) for name in changed}, was=was)


def _about_item(
    kind: str, identifier: str, source: Mapping[str, Any], matched: Mapping[str, Standing]
) -> dict[str, Any]:
    """How an entry names the item: by the id under which earlier entries know it."""
    standing = matched.get(identifier)
    item = source.get(identifier)
    names = {} if item is None else {"name": title(item), "cite": next(iter(cites(item)), "")}
    return {"kind": kind, "id": standing.id if standing else identifier, **names}


def _changed(before: Any, after: Any, but: frozenset[str] = frozenset({"id"})) -> list[str]:
    names = (name for name in type(after).model_fields if name not in but)
    return [name for name in names if getattr(before, name) != getattr(after, name)]


def _values(item: Any) -> dict[str, Any]:
    """Every field that says something, as plain values, without the id."""
    return {name: value for name, value in plain(item).items() if name != "id"}


def _plain(value: Any) -> Any:
    if isinstance(value, Model):
        return plain(value)
    return [_plain(entry) for entry in value] if isinstance(value, tuple) else value


def _landmark(name: str, addresses: Sequence[str]) -> tuple[str, int]:
    return name, Citation.parse(addresses[0]).paragraph if addresses else 0


def _short(value: Any) -> str:
    text = written(value) or "—"
    return text if len(text) <= 40 else text[:39] + "…"
