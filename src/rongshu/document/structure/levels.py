"""The level of each heading: declared by its style, or else its depth in the numbering that nests.

A numbering system has no fixed level: ``1.`` is level 3 below ``（一）``, and level 1 in a document
that numbers ``1`` / ``1.1``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rongshu.document.line.marks import Mark

_TRUSTED = 0.3  # share of headings with a declared level from which on declarations rule


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that may be a heading; its title is ``text[start:end]``.

    ``shape``: ``whole`` (the line is the title), ``led`` (the title opens it), ``item`` (neither),
    ``free`` and ``front`` (no number; the latter a 前言 or 附则 of its own).
    """

    index: int
    mark: Mark | None
    start: int
    end: int
    shape: str
    declared: int = 0

    @property
    def system(self) -> str:
        """The name of its numbering; empty without a number."""
        return self.mark.system if self.mark else ""


@dataclass(frozen=True, slots=True)
class _Open:
    """A heading that is still open, with the level it was given."""

    candidate: Candidate
    level: int


class _Nesting:
    """The open headings, and where each numbering system last stood."""

    def __init__(self, declared: Mapping[int, int], inverted: frozenset[tuple[str, str]]) -> None:
        self._declared = declared
        self._inverted = inverted
        self._open: list[_Open] = []
        self._series: dict[str, tuple[int, list[_Open]]] = {}

    def place(self, found: Candidate) -> int:
        """Open ``found``, close what it ends, and give back its level."""
        level = self._declared.get(found.index, 0)
        if level:
            self._open = [above for above in self._open if above.level < level]
        else:
            self._open = self._above_numbered(found.mark) if found.mark else self._above_free(found)
            level = self._open[-1].level + 1 if self._open else 1
        if found.mark:
            self._series[found.system] = (found.mark.value, list(self._open))
        self._open.append(_Open(found, level))
        return level

    def _above_numbered(self, mark: Mark) -> list[_Open]:
        """Beside the number it counts on from; else below every open system that is further out."""
        value, above = self._series.get(mark.system, (0, []))
        if value and mark.value == value + 1 and above == self._open[: len(above)]:
            return above
        return [opened for opened in self._open if self._stays_open(opened, mark)]

    def _stays_open(self, opened: _Open, mark: Mark) -> bool:
        other = opened.candidate
        if mark.system == "annex" or other.shape == "front":
            return False
        if other.index in self._declared:
            return other.system != mark.system
        if other.mark is None or (other.system, mark.system) in self._inverted:
            return True
        return other.mark.rank < mark.rank and (mark.system, other.system) not in self._inverted

    def _above_free(self, found: Candidate) -> list[_Open]:
        """A heading without number: below the one just opened, or beside the last of its kind."""
        if not self._open or found.shape == "front":
            return []
        if self._open[-1].candidate.index == found.index - 1 and self._open[-1].candidate.mark:
            return self._open
        for place, opened in enumerate(self._open):
            if opened.candidate.mark is None:
                return self._open[:place]
        # after a numbered list of headings it cannot be one more of them
        return self._open[:-2] if len(self._open) > 2 else self._open


def assign_levels(kept: Sequence[Candidate]) -> dict[int, int]:
    """Index of each heading → its level, 1 for the outermost."""
    nesting = _Nesting(_declared_levels(kept), _inverted(kept))
    return {found.index: nesting.place(found) for found in kept}


def _inverted(kept: Sequence[Candidate]) -> frozenset[tuple[str, str]]:
    """Pairs (outer, inner) of numbering systems that this document nests against the usual order.

    Evidence that A encloses B: B begins at 1 between A's number and A's next, or right below A.
    """
    evidence: Counter[tuple[str, str]] = Counter()
    last: dict[str, tuple[int, int]] = {}  # system → its last value and place
    begun: dict[str, int] = {}  # system → where it last began at 1
    numbered = [found for found in kept if found.mark]
    for place, found in enumerate(numbered):
        value = found.mark.value if found.mark else 0
        previous, since = last.get(found.system, (0, -1))
        if previous and value == previous + 1:
            evidence.update((found.system, inner) for inner, at in begun.items() if at > since)
        if value == 1:
            begun[found.system] = place
            above = numbered[place - 1] if place else found
            if above.index == found.index - 1 and above.system != found.system:
                evidence[above.system, found.system] += 1
        last[found.system] = (value, place)
    ranks = {found.system: found.mark.rank for found in kept if found.mark}
    return frozenset(
        (outer, inner)
        for (outer, inner), count in evidence.items()
        if ranks[outer] > ranks[inner] and count > evidence[inner, outer]
    )


def _declared_levels(kept: Sequence[Candidate]) -> dict[int, int]:
    """Index → level for headings whose style, or whose numbering elsewhere, declares one.

    The levels in use are made consecutive: some offices spend the first one on the cover.
    """
    stated = [found for found in kept if found.declared]
    bare = all(found.mark is None for found in stated)  # nothing else could tell their level
    if not stated or (len(stated) < _TRUSTED * len(kept) and not bare):
        return {}
    ranks = {level: rank for rank, level in enumerate(sorted({found.declared for found in stated}), 1)}
    by_system: dict[str, Counter[int]] = {}
    for found in stated:
        by_system.setdefault(found.system, Counter())[ranks[found.declared]] += 1
    levels = {found.index: ranks[found.declared] for found in stated}
    for found in kept:
        if not found.declared and found.mark and found.system in by_system:
            levels[found.index] = by_system[found.system].most_common(1)[0][0]
    return levels
