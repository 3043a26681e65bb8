"""Labels that neither touch each other nor cover a point: the first free place of several wins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rongshu.office.pages.maps.projection import Box, Point


@dataclass(frozen=True, slots=True)
class Wish:
    """A text that wants a place: around ``anchor`` (a marker of radius ``reach``) or on it (reach 0).

    ``needed``: shown even where it collides (a county's name); otherwise left out.
    """

    key: str
    text: str
    anchor: Point
    size: float = 12
    reach: float = 0
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A placed text; ``x`` and ``y`` are its centre."""

    key: str
    text: str
    x: float
    y: float
    size: float


def text_width(text: str, size: float) -> float:
    """How wide ``text`` is drawn: a Chinese character is as wide as the type size, a Latin one 0.56 of it."""
    return sum(size if ord(letter) > 0x2E80 else size * 0.56 for letter in text)


def place(wishes: Sequence[Wish], taken: Sequence[Box], frame: Box) -> tuple[Label, ...]:
    """The labels that found room, in the order of the wishes; ``taken`` are boxes to keep clear."""
    occupied = list(taken)
    labels = []
    for wish in wishes:
        centre = _free(wish, occupied, frame)
        if centre is not None:
            occupied.append(_around(centre, wish))
            labels.append(Label(wish.key, wish.text, round(centre[0], 1), round(centre[1], 1), wish.size))
    return tuple(labels)


def overlap(a: Box, b: Box) -> float:
    """The common area of two boxes."""
    wide = min(a[2], b[2]) - max(a[0], b[0])
    high = min(a[3], b[3]) - max(a[1], b[1])
    return wide * high if wide > 0 and high > 0 else 0.0


def _free(wish: Wish, occupied: Sequence[Box], frame: Box) -> Point | None:
    least, best = float("inf"), None
    for centre in _candidates(wish):
        box = _around(centre, wish)
        outside = box[0] < frame[0] or box[1] < frame[1] or box[2] > frame[2] or box[3] > frame[3]
        cost = sum(overlap(box, other) for other in occupied) + (1e6 if outside else 0)
        if cost == 0:
            return centre
        if cost < least:
            least, best = cost, centre
    return best if wish.needed else None


def _candidates(wish: Wish) -> list[Point]:
    x, y = wish.anchor
    half, line = text_width(wish.text, wish.size) / 2, wish.size * 0.65
    if not wish.reach:
        steps = (0, -1, 1, -2, 2, -3, 3)
        return [(x + half * 0.5 * across, y + line * down) for across in (0, -1, 1, -2, 2) for down in steps]
    out, up = wish.reach + half + 2, wish.reach + line
    sides = [(out, 0.0), (-out, 0.0), (0.0, up), (0.0, -up)]
    corners = [(out, up * 0.7), (out, -up * 0.7), (-out, up * 0.7), (-out, -up * 0.7)]
    return [(x + dx, y + dy) for dx, dy in sides + corners]


def _around(centre: Point, wish: Wish) -> Box:
    half, line = text_width(wish.text, wish.size) / 2 + 1, wish.size * 0.6
    return centre[0] - half, centre[1] - line, centre[0] + half, centre[1] + line
