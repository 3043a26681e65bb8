"""From degrees to the page: equirectangular, true at the middle latitude; rings thinned, islands kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, hypot, radians

Point = tuple[float, float]
Ring = tuple[Point, ...]
Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Projection:
    """Degrees → view box units, ``scale`` units a degree of latitude, at ``offset`` on the page."""

    west: float
    north: float
    squeeze: float
    scale: float
    offset: Point = (0.0, 0.0)

    def place(self, point: Sequence[float]) -> Point:
        """Where a longitude and latitude lie on the page."""
        x = (point[0] - self.west) * self.squeeze * self.scale + self.offset[0]
        return x, (self.north - point[1]) * self.scale + self.offset[1]


def fit(points: Sequence[Sequence[float]], frame: Box) -> Projection:
    """The projection that shows ``points`` as large as ``frame`` allows, centred in it."""
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    squeeze = cos(radians((south + north) / 2))
    wide, high = frame[2] - frame[0], frame[3] - frame[1]
    across, down = (east - west) * squeeze or 1e-6, (north - south) or 1e-6
    scale = min(wide / across, high / down)
    spare_x, spare_y = (wide - across * scale) / 2, (high - down * scale) / 2
    return Projection(west, north, squeeze, scale, (frame[0] + spare_x, frame[1] + spare_y))


def thinned(ring: Sequence[Point], gap: float = 0.6) -> Ring:
    """The ring without points nearer than ``gap`` to the one before; a small island keeps four points."""
    kept: list[Point] = []
    for point in ring:
        if not kept or hypot(point[0] - kept[-1][0], point[1] - kept[-1][1]) >= gap:
            kept.append(point)
    if len(kept) < 4:
        return _speck(ring, gap)
    return tuple((round(x, 1), round(y, 1)) for x, y in kept)


def _speck(ring: Sequence[Point], gap: float) -> Ring:
    """A diamond as large as the island, and large enough to be seen."""
    left, top, right, bottom = bounds(ring)
    x, y = (left + right) / 2, (top + bottom) / 2
    wide, high = max((right - left) / 2, gap), max((bottom - top) / 2, gap)
    corners = ((x - wide, y), (x, y - high), (x + wide, y), (x, y + high))
    return tuple((round(a, 1), round(b, 1)) for a, b in corners)


def bounds(points: Iterable[Point]) -> Box:
    """The smallest box around ``points``."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def area(ring: Sequence[Point]) -> float:
    """The ring's area, without sign."""
    pairs = zip(ring, (*ring[1:], ring[0]), strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


def contains(ring: Sequence[Point], point: Point) -> bool:
    """Whether the ring encloses ``point`` (even-odd)."""
    x, y = point
    inside = False
    for a, b in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (a[1] > y) != (b[1] > y) and x < (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]) + a[0]:
            inside = not inside
    return inside


def heart(ring: Sequence[Point], steps: int = 14) -> Point:
    """The grid point inside the ring that is farthest from its edge: where a name sits best."""
    left, top, right, bottom = bounds(ring)
    best, room = ((left + right) / 2, (top + bottom) / 2), -1.0
    sparse = ring[:: max(1, len(ring) // 80)]
    for row in range(1, steps):
        for column in range(1, steps):
            point = (left + (right - left) * column / steps, top + (bottom - top) * row / steps)
            # names are wide: distance across counts less than distance down
            distance = min(hypot((point[0] - a) / 2, point[1] - b) for a, b in sparse)
            if distance > room and contains(ring, point):
                best, room = point, distance
    return best


def path_data(rings: Iterable[Ring]) -> str:
    """The rings as the ``d`` of one SVG path."""
    return "".join("M" + "L".join(f"{x:g} {y:g}" for x, y in ring) + "Z" for ring in rings)
