"""Page numbers and running heads that were copied along with the text of a paged file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_NUMBER = re.compile(
    r"\s*(?:[-—–·]\s*(\d{1,4})\s*[-—–·]|第\s*(\d{1,4})\s*页(?:\s*[，,/]?\s*共\s*\d+\s*页)?)\s*"
)
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
    for place in near - gone:
        if (
            0 <= place < len(raw)
            and raw[place].strip()
            and repeated[_key(raw[place])] >= max(2, len(places) // 2)
        ):
            gone.add(place)
    return [line for place, line in enumerate(raw) if place not in gone]


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
