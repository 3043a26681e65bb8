"""Names that are almost another: one character changed for one that sounds alike, two swapped, one lost."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pypinyin import lazy_pinyin

_SHORTEST, _LONG = 3, 6
# a character that tells two things of a series apart is no slip
_SERIES = frozenset("一二三四五六七八九十零甲乙丙丁东西南北中上下左右新老大小内外前后省市县区国正副")
_MARKS = re.compile(r"[\s\-—–·•“”\"'（）()]")


@dataclass(frozen=True, slots=True)
class Drift:
    """Two spellings and how sure it is that they mean the same."""

    one: str
    other: str
    sure: float


def drifting(names: Mapping[str, object]) -> Iterator[Drift]:
    """Pairs of ``names`` that look like one name spelled twice, in the order of the names.

    *Cost*: linear in the number of names: two spellings meet under what is left without one character.
    """
    meeting: dict[str, list[str]] = defaultdict(list)
    told: set[tuple[str, str]] = set()
    for name in names:
        plain = _MARKS.sub("", name)
        for key in dict.fromkeys([plain, *(plain[:i] + plain[i + 1 :] for i in range(len(plain)))]):
            for before in meeting[key]:
                sure = _alike(_MARKS.sub("", before), plain)
                if sure and (before, name) not in told:
                    told.add((before, name))
                    yield Drift(before, name, sure)
            meeting[key].append(name)


def _alike(one: str, other: str) -> float:
    """How sure; 0 where the two are rather different names."""
    if one == other or min(len(one), len(other)) < _SHORTEST:
        return 0.6 if one == other and len(one) >= _SHORTEST else 0.0
    if len(one) == len(other):
        return _substituted(one, other)
    short, long = sorted((one, other), key=len)
    lost = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    # without its first or last part a name is a short form, not a slip
    inner = 0 < lost < len(short) - 1 and len(short) >= _LONG
    return 0.5 if inner and short == long[:lost] + long[lost + 1 :] and long[lost] not in _SERIES else 0.0


def _substituted(one: str, other: str) -> float:
    places = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    changed = "".join(one[i] + other[i] for i in places)
    if any(letter in _SERIES or not "一" <= letter <= "鿿" for letter in changed):
        return 0.0
    if len(places) == 2 and places[1] == places[0] + 1 and one[places[0]] == other[places[1]]:
        return 0.8 if one[places[1]] == other[places[0]] else 0.0
    if len(places) == 1:
        sounds = lazy_pinyin([one[places[0]], other[places[0]]])
        return 0.9 if sounds[0] == sounds[1] else 0.0
    return 0.0
