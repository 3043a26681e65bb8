"""Passages that stand in a document twice, word for word or nearly so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rongshu.document.blocks import Passage
from rongshu.terms.citation import Citation

# characters that must agree before two places are compared at all
_SHINGLE = 12
_SHORTEST = 24
# after this many different characters at most the two texts must agree again, for as many as _RESUMED
_GAP, _RESUMED = 4, 6
_TITLE = re.compile("《[^《》]*》")


@dataclass(frozen=True, slots=True)
class Duplicate:
    """The two places and how many characters they share."""

    first: Citation
    second: Citation
    shared: int
    text: str


def duplicates(passages: Sequence[Passage]) -> Iterator[Duplicate]:
    """Pairs of passages of at least two dozen shared characters, in reading order of the second.

    *Cost*: linear in the text: each window of characters is looked up once.
    """
    seen: dict[str, tuple[Passage, int]] = {}
    for passage in passages:
        # titles of other documents are quoted again and again, and rightly
        text = _TITLE.sub(lambda title: "\0" * len(title.group()), passage.text)
        at = 0
        while at <= len(text) - _SHINGLE:
            window = text[at : at + _SHINGLE]
            before = None if "\0" in window else seen.setdefault(window, (passage, at))
            found = _compared(before, passage, at) if before else None
            if found is None:
                at += 1
                continue
            duplicate, at = found
            if duplicate:
                yield duplicate


def _compared(before: tuple[Passage, int], passage: Passage, at: int) -> tuple[Duplicate | None, int] | None:
    """The duplicate that starts here and where it ends; ``None`` at a window's own first place."""
    first, start = before
    if first is passage and start + _SHINGLE > at:
        return None
    ends = _agreed(first.text, start, passage.text, at)
    shared = ends[2]
    if shared < _SHORTEST or not _said(passage.text[at : ends[1]]):
        return None, at + max(1, shared - _SHINGLE + 1)
    lead = len(passage.text[at : ends[1]]) - len(passage.text[at : ends[1]].lstrip("。，；、"))
    cites = first.cite(start + lead, ends[0]), passage.cite(at + lead, ends[1])
    return Duplicate(*cites, shared - lead, passage.text[at + lead : ends[1]]), ends[1]


def _said(text: str) -> bool:
    """Whether it is a statement: a long list of names under the same heading is none."""
    return text.count("、") * 8 < len(text)


def _agreed(one: str, i: int, other: str, j: int) -> tuple[int, int, int]:
    """How far both texts agree from ``i`` and ``j``, small gaps allowed: both ends and the shared count."""
    shared = 0
    while True:
        while i < len(one) and j < len(other) and one[i] == other[j]:
            i, j, shared = i + 1, j + 1, shared + 1
        step = _resumed(one, i, other, j)
        if step is None:
            return i, j, shared
        i, j = i + step[0], j + step[1]


def _resumed(one: str, i: int, other: str, j: int) -> tuple[int, int] | None:
    """The smallest steps after which both texts agree again."""
    for total in range(1, 2 * _GAP + 1):
        for left in range(max(0, total - _GAP), min(_GAP, total) + 1):
            right = total - left
            ahead = one[i + left : i + left + _RESUMED]
            if len(ahead) == _RESUMED and ahead == other[j + right : j + right + _RESUMED]:
                return left, right
    return None
