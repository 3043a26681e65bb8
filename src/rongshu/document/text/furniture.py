"""Page numbers and running heads that were copied along with the text of a paged file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from rongshu.document.line.fold import fold
from rongshu.document.line.marks import opening_mark

_NUMBER = re.compile(
    r"\s*(?:[-—–·]\s*(\d{1,4})\s*[-—–·]|第\s*(\d{1,4})\s*页(?:\s*[，,/]?\s*共\s*\d+\s*页)?)\s*"
)
_LONGEST = 60
_REACH = 3  # a running head stands this near to a page number


def without_furniture(raw: Sequence[str]) -> list[str]:
    """The lines without page numbers that count up, and without what repeats beside them."""
    places = _page_numbers(raw)
    if len(places) < 2:
        return list(raw)
    near = {near for place in places for near in range(place - _REACH, place + _REACH + 1)}
    repeated = Counter(
        _key(raw[place]) for place in sorted(near) if 0 <= place < len(raw) and raw[place].strip()
    )
    gone = set(places)
    printed = [place for place, line in enumerate(raw) if line.strip()]
    rank = {place: order for order, place in enumerate(printed)}
    beside = {rank[place] + step for place in places for step in (-1, 1)}
    for place in near - gone:
        again = place in rank and repeated[_key(raw[place])] >= max(2, len(places) // 2)
        # a numbered line further in is the heading itself, which the running head only repeats
        if again and (rank[place] in beside or not opening_mark(fold(raw[place]))):
            gone.add(place)
    gone |= _chapter_heads(raw, places)
    return [line for place, line in enumerate(raw) if place not in gone]


def _chapter_heads(raw: Sequence[str], places: Sequence[int]) -> set[int]:
    """Heads that tell the title and the chapter by turns: right beside most page numbers, on one side,
    stands a short line that the document prints elsewhere too."""
    said = Counter(_key(line) for line in raw)
    joined = {_key(one + other) for one, other in pairwise(line for line in raw if line.strip())}
    found: set[int] = set()
    for step in (1, -1):
        beside = [place + step for place in places if 0 <= place + step < len(raw)]
        keys = {place: _key(raw[place]) for place in beside}
        again = {
            place
            for place, key in keys.items()
            if 0 < len(key) <= _LONGEST and key[-1] not in "。；，" and (said[key] > 1 or key in joined)
        }
        if len(again) > 2 and 5 * len(again) >= 3 * len(beside):
            found |= again
    return found


def _page_numbers(raw: Sequence[str]) -> list[int]:
    """Where page numbers stand, as long as they count up."""
    places: list[int] = []
    last = 0
    for place, line in enumerate(raw):
        match = _NUMBER.fullmatch(line)
        if match:
            number = int(match.group(1) or match.group(2))
            if last < number <= last + 3 or not places:
                places.append(place)
                last = number
    return places


def _key(line: str) -> str:
    return re.sub(r"\s", "", line)
