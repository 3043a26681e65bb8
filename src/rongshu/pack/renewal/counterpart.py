"""Which item of one pack is which of another: by id, by name, by a name nearly the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rapidfuzz import fuzz, process

from rongshu.pack.renewal.summary import title
from rongshu.pack.schema import Industry, Statement, Task
from rongshu.terms.unit import Unit

# below, other things with like names come in: tried on indicator, park and firm names of several plans
_ALIKE = 84.0
_SHORTEST = 5
_MARKS = re.compile(r"[\W_]|（[^（）]*）")
# a target is no fact of the past, a segment no industry; a park's level may change
_SORTS: Mapping[type, tuple[str, ...]] = {Statement: ("kind",), Industry: ("level",), Task: ("level",)}
# what tells two things of a series apart
_SERIES = re.compile("[一二三四五六七八九十东西南北甲乙丙丁0-9A-Z]")


def counterparts(before: Sequence[Any], after: Sequence[Any]) -> dict[int, int]:
    """Position in ``before`` → position in ``after``; each position at most once.

    Two items with units are the same only when their units can be compared.
    """
    pairs: dict[int, int] = {}
    for keys in (_ids, _names):
        _pair(keys(before), keys(after), before, after, pairs)
    _pair_alike(before, after, pairs)
    return pairs


def _ids(items: Iterable[Any]) -> list[str]:
    return [getattr(item, "id", "") for item in items]


def _names(items: Iterable[Any]) -> list[str]:
    """Names without marks, with what else tells items of one name apart."""
    return [
        f"{plain_name(item)}|{getattr(item, 'kind', '')}|{getattr(item, 'segment', '')}" for item in items
    ]


def plain_name(item: Any) -> str:
    """The name folded for comparison: no marks, no brackets, plan periods made equal."""
    text = unicodedata.normalize("NFKC", title(item))
    text = re.sub("“?十[三四五六]五”?", "", text)
    return _MARKS.sub("", text)


def _pair(
    keys: Sequence[str],
    wanted: Sequence[str],
    before: Sequence[Any],
    after: Sequence[Any],
    pairs: dict[int, int],
) -> None:
    taken = set(pairs.values())
    places: dict[str, list[int]] = {}
    for place, key in enumerate(wanted):
        if place not in taken:
            places.setdefault(key, []).append(place)
    for place, key in enumerate(keys):
        if place in pairs or not key.strip("|"):
            continue
        fitting = [other for other in places.get(key, ()) if _comparable(before[place], after[other])]
        if fitting:
            pairs[place] = fitting[0]
            places[key].remove(fitting[0])


def _pair_alike(before: Sequence[Any], after: Sequence[Any], pairs: dict[int, int]) -> None:
    """The most alike pairs first, so that a good match is not lost to a fair one."""
    taken = set(pairs.values())
    free = {place: plain_name(item) for place, item in enumerate(after) if place not in taken}
    found = []
    for place, item in enumerate(before):
        name = plain_name(item)
        if place not in pairs and len(name) >= _SHORTEST:
            found += [(-score, place, other) for score, other in _alike(name, free)]
    for _, place, other in sorted(found):
        if place not in pairs and other not in taken and _comparable(before[place], after[other]):
            pairs[place] = other
            taken.add(other)


def _alike(name: str, free: Mapping[int, str]) -> Iterable[tuple[float, int]]:
    near = process.extract(name, free, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=3)
    for other, score, place in near:
        if sorted(_SERIES.findall(name)) == sorted(_SERIES.findall(other)):
            yield score, place


def _comparable(one: Any, other: Any) -> bool:
    """Of the same sort and measure, where the items have these."""
    for field in _SORTS.get(type(one), ()):
        if getattr(one, field) != getattr(other, field):
            return False
    units = [_unit(item) for item in (one, other)]
    return not all(units) or Unit.parse(units[0]).comparable_with(Unit.parse(units[1]))


def _unit(item: Any) -> str:
    amount = getattr(item, "amount", None)
    return str(amount.unit if amount is not None else getattr(item, "unit", ""))
