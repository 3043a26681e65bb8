"""The map of a plan's territory: counties, park points, labels, and a framed inset for what is too small."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import hypot
from typing import Any

from rongshu.office.pages.maps import projection
from rongshu.office.pages.maps.placement import Label, Wish, place, text_width
from rongshu.office.pages.maps.projection import Box, Point, Projection, Ring
from rongshu.office.pages.parts.wording import LEVELS, worded
from rongshu.pack.schema import Park
from rongshu.terms.bilingual import Bilingual

WIDTH = 680.0
EDGE = 14.0
NAME_SIZE = 13.0
READABLE = 3.2  # a unit smaller than this many boxes of its own name goes into the inset
INSET = (190.0, 176.0)
GRID = 10.0
APART = 19.0  # two points nearer than this are moved apart; positions are schematic anyway
_SHAPES = (("国家", "circle"), ("省", "diamond"))


@dataclass(frozen=True, slots=True)
class County:
    """One county-level unit as drawn; ``small`` when its name stands in the inset; ``parks`` lie in it."""

    name: str
    code: str
    d: str
    small: bool
    parks: int = 0


@dataclass(frozen=True, slots=True)
class Pin:
    """One park: ``shape`` by level, ``number`` refers to the list beside the map."""

    park: str
    name: str
    shape: str
    level: str
    number: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Inset:
    """The enlarged small units in a frame, and the rectangle on the main map they come from."""

    frame: Box
    origin: Box
    units: tuple[County, ...]
    pins: tuple[Pin, ...]
    labels: tuple[Label, ...]
    times: float

    @property
    def width(self) -> float:
        """Of the frame."""
        return round(self.frame[2] - self.frame[0], 1)

    @property
    def height(self) -> float:
        """Of the frame."""
        return round(self.frame[3] - self.frame[1], 1)

    @property
    def origin_width(self) -> float:
        """Of the rectangle on the main map."""
        return round(self.origin[2] - self.origin[0], 1)

    @property
    def origin_height(self) -> float:
        """Of the rectangle on the main map."""
        return round(self.origin[3] - self.origin[1], 1)

    @property
    def lead(self) -> str:
        """The line from the rectangle to the frame, between the sides that face each other."""
        left = (self.frame[0] + self.frame[2]) < (self.origin[0] + self.origin[2])
        x, end = (self.origin[0], self.frame[2]) if left else (self.origin[2], self.frame[0])
        if not left and end < x:
            x = end = (self.frame[0] + self.frame[2]) / 2
        below = self.frame[1] > self.origin[3]
        y, foot = (self.origin[3], self.frame[1]) if below else (self.origin[1], self.frame[3])
        return f"M{x:.1f} {y:.1f}L{end:.1f} {foot:.1f}"

    @property
    def caption(self) -> Point:
        """Where the words about the enlargement stand."""
        return round((self.frame[0] + self.frame[2]) / 2, 1), round(self.frame[3] - 8, 1)


@dataclass(frozen=True, slots=True)
class Atlas:
    """Everything the template draws, in the units of the view box ``width`` × ``height``."""

    width: float
    height: float
    units: tuple[County, ...]
    pins: tuple[Pin, ...]
    labels: tuple[Label, ...]
    inset: Inset | None
    unplaced: tuple[Park, ...]

    @property
    def legend(self) -> tuple[tuple[str, Bilingual], ...]:
        """Shape and level of each kind of point shown."""
        levels: dict[str, dict[str, Bilingual]] = {}
        for pin in self.listed:
            levels.setdefault(pin.shape, {})[pin.level] = worded(LEVELS, pin.level)
        return tuple(
            (
                shape,
                Bilingual(
                    "、".join(w.zh for w in words.values()), ", ".join(w.en or w.zh for w in words.values())
                ),
            )
            for shape, words in sorted(levels.items())
        )

    @property
    def listed(self) -> tuple[Pin, ...]:
        """All points by number, those of the inset included."""
        inside = self.inset.pins if self.inset else ()
        return tuple(sorted((*self.pins, *inside), key=lambda pin: pin.number))


@dataclass(frozen=True, slots=True)
class _Shape:
    name: str
    code: str
    rings: tuple[tuple[Point, ...], ...]

    @property
    def points(self) -> list[Point]:
        return [point for ring in self.rings for point in ring]

    def drawn(self, plane: Projection) -> tuple[Ring, ...]:
        return tuple(tuple(plane.place(point) for point in ring) for ring in self.rings)

    def unit(self, plane: Projection, small: bool) -> County:
        rings = (projection.thinned(ring) for ring in self.drawn(plane))
        return County(self.name, self.code, projection.path_data(rings), small)


def atlas_of(counties: Mapping[str, Any], points: Mapping[str, Any], parks: Sequence[Park]) -> Atlas | None:
    """The map; ``None`` without a usable county.  Both mappings are GeoJSON feature collections."""
    shapes = _shapes(counties)
    if not shapes:
        return None
    every = [point for shape in shapes for point in shape.points]
    plane = projection.fit(every, (EDGE, EDGE, WIDTH - EDGE, WIDTH - EDGE))
    height = max(plane.place(point)[1] for point in every) + EDGE
    low = min(plane.place(point)[1] for point in every)
    plane = Projection(
        plane.west, plane.north, plane.squeeze, plane.scale, (plane.offset[0], plane.offset[1] - low + EDGE)
    )
    height = height - low + EDGE
    small = [shape for shape in shapes if _too_small(shape, plane)]
    placed = _positions(points, parks)
    frame, height = _inset_frame(shapes, small, plane, height) if small else (None, height)
    inset = _inset(small, frame, plane, placed) if frame else None
    inside = {pin.park for pin in inset.pins} if inset else set()
    pins = apart([pin for pin in _pins(placed, plane) if pin.park not in inside])
    labels = _labels(
        [shape for shape in shapes if shape not in small], plane, pins, (0, 0, WIDTH, height), frame
    )
    inhabited = Counter(park.county for park in parks)
    units = tuple(replace(shape.unit(plane, shape in small), parks=inhabited[shape.name]) for shape in shapes)
    known = {park.id for park, _ in placed}
    return Atlas(
        WIDTH, round(height, 1), units, pins, labels, inset, tuple(p for p in parks if p.id not in known)
    )


def shape_of_level(level: str) -> str:
    """circle for the national level, diamond for the provincial, square for all others."""
    return next((shape for word, shape in _SHAPES if level.startswith(word)), "square")


def _shapes(counties: Mapping[str, Any]) -> list[_Shape]:
    found = []
    for feature in counties.get("features", ()):
        geometry, about = feature.get("geometry") or {}, feature.get("properties") or {}
        kind, coordinates = geometry.get("type"), geometry.get("coordinates") or ()
        polygons = coordinates if kind == "MultiPolygon" else [coordinates] if kind == "Polygon" else []
        rings = tuple(
            tuple((p[0], p[1]) for p in ring) for polygon in polygons for ring in polygon if len(ring) > 2
        )
        if rings:
            found.append(
                _Shape(str(about.get("name", "")), str(about.get("adcode", about.get("code", ""))), rings)
            )
    return found


def _too_small(shape: _Shape, plane: Projection) -> bool:
    largest = max(projection.area(ring) for ring in shape.drawn(plane))
    return largest < READABLE * text_width(shape.name, NAME_SIZE) * NAME_SIZE * 1.3


def point_of(points: Mapping[str, Any], park: Park) -> Point | None:
    """The park's longitude and latitude: by id where the feature names one, else by name or alias."""
    known = _known_points(points)
    return next((known[key] for key in (park.id, park.name.zh, *park.aliases) if key in known), None)


def _known_points(points: Mapping[str, Any]) -> dict[str, Point]:
    known: dict[str, Point] = {}
    for feature in points.get("features", ()):
        geometry, about = feature.get("geometry") or {}, feature.get("properties") or {}
        if geometry.get("type") == "Point":
            longitude, latitude = geometry["coordinates"][:2]
            for key in (feature.get("id"), about.get("id"), about.get("park"), about.get("name")):
                known.setdefault(str(key), (longitude, latitude))
    return known


def _positions(points: Mapping[str, Any], parks: Sequence[Park]) -> list[tuple[Park, Point]]:
    placed = ((park, point_of(points, park)) for park in parks)
    return [(park, point) for park, point in placed if point]


def _pins(placed: Sequence[tuple[Park, Point]], plane: Projection) -> list[Pin]:
    pins = []
    for number, (park, point) in enumerate(placed, start=1):
        x, y = plane.place(point)
        shape = shape_of_level(park.level)
        pins.append(Pin(park.id, park.name.zh, shape, park.level, number, round(x, 1), round(y, 1)))
    return pins


def apart(pins: Sequence[Pin], gap: float = APART) -> tuple[Pin, ...]:
    """The points moved so far that none covers another."""
    places = [(pin.x, pin.y) for pin in pins]
    for _round in range(12):
        for i in range(len(places)):
            for j in range(i + 1, len(places)):
                (ax, ay), (bx, by) = places[i], places[j]
                distance = hypot(bx - ax, by - ay)
                if distance < gap:
                    dx, dy = ((bx - ax) / distance, (by - ay) / distance) if distance else (1.0, 0.0)
                    push = (gap - distance) / 2
                    places[i] = (ax - dx * push, ay - dy * push)
                    places[j] = (bx + dx * push, by + dy * push)
    return tuple(replace(pin, x=round(x, 1), y=round(y, 1)) for pin, (x, y) in zip(pins, places, strict=True))


def _labels(
    shapes: Sequence[_Shape], plane: Projection, pins: Sequence[Pin], frame: Box, inset: Box | None
) -> tuple[Label, ...]:
    """The units' names, then as many parks' names as find room."""
    taken = [(pin.x - 9, pin.y - 9, pin.x + 9, pin.y + 9) for pin in pins]
    if inset:
        taken.append(inset)
    wishes = []
    for shape in shapes:
        largest = max(shape.drawn(plane), key=projection.area)
        wishes.append(Wish(shape.code, shape.name, projection.heart(largest), NAME_SIZE, needed=True))
    return place(wishes, taken, frame)


def _inset_frame(
    shapes: Sequence[_Shape], small: Sequence[_Shape], plane: Projection, height: float
) -> tuple[Box, float]:
    """The free place nearest to the small units, a smaller frame before none; else below the map."""
    rings = [ring for shape in shapes for ring in shape.drawn(plane)]
    taken = {(round(x / GRID), round(y / GRID)) for ring in rings for x, y in ring}
    left, top, right, bottom = projection.bounds(
        [point for s in small for r in s.drawn(plane) for point in r]
    )
    here = ((left + right) / 2, (top + bottom) / 2)
    for size in (1.0, 0.85, 0.7):
        wide, high = INSET[0] * size, INSET[1] * size
        free = [spot for spot in _spots(wide, high, height) if _is_free(spot, taken, rings)]
        if free:
            return min(
                free, key=lambda spot: hypot((spot[0] + spot[2]) / 2 - here[0], spot[1] - here[1])
            ), height
    edge = WIDTH - EDGE / 2
    return (edge - INSET[0], height, edge, height + INSET[1]), height + INSET[1] + EDGE


def _spots(wide: float, high: float, height: float) -> list[Box]:
    """Places for a frame, on a grid that covers the map."""
    columns = range(int(EDGE / 2), int(WIDTH - wide - EDGE / 2) + 1, int(GRID))
    rows = range(int(EDGE / 2), int(height - high - EDGE / 2) + 1, int(GRID))
    return [(float(x), float(y), x + wide, y + high) for x in columns for y in rows]


def _is_free(spot: Box, taken: set[tuple[int, int]], rings: Sequence[Sequence[Point]]) -> bool:
    """Whether no coast runs through the frame and the frame does not lie inland."""
    left, top, right, bottom = (round(side / GRID) for side in spot)
    if any((x, y) in taken for x in range(left, right + 1) for y in range(top, bottom + 1)):
        return False
    corners = [(x, y) for x in (spot[0], (spot[0] + spot[2]) / 2, spot[2]) for y in (spot[1], spot[3])]
    return not any(projection.contains(ring, corner) for ring in rings for corner in corners)


def _inset(
    small: Sequence[_Shape], frame: Box, plane: Projection, placed: Sequence[tuple[Park, Point]]
) -> Inset:
    points = [point for shape in small for point in shape.points]
    room = (frame[0] + 12, frame[1] + 12, frame[2] - 12, frame[3] - 22)
    near = projection.fit(points, room)
    left, top, right, bottom = projection.bounds([plane.place(point) for point in points])
    inside = [
        (number, park, point)
        for number, (park, point) in enumerate(placed, start=1)
        if any(projection.contains(ring, point) for shape in small for ring in shape.rings)
    ]
    pins = apart([_inset_pin(number, park, near.place(point)) for number, park, point in inside])
    labels = _labels(small, near, pins, frame, None)
    units = tuple(shape.unit(near, False) for shape in small)
    origin = (left - 4, top - 4, right + 4, bottom + 4)
    return Inset(frame, origin, units, pins, labels, round(near.scale / plane.scale, 1))


def _inset_pin(number: int, park: Park, at: Point) -> Pin:
    shape = shape_of_level(park.level)
    return Pin(park.id, park.name.zh, shape, park.level, number, round(at[0], 1), round(at[1], 1))
