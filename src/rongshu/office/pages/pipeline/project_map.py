"""Where projects stand: the counties of the pack's map with how many, how much, and how many are late."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from math import cos, hypot, pi, sin, sqrt
from pathlib import Path

from django.db.models import Count, Q, QuerySet, Sum

from rongshu.office.pages.maps.atlas import Atlas, atlas_of
from rongshu.office.pages.maps.placement import text_width
from rongshu.office.pages.opened.opening import Opened, geo_file
from rongshu.office.pages.parts.amounts import shown
from rongshu.office.pages.parts.figures import Figure
from rongshu.office.registry.models import Project
from rongshu.terms.bilingual import Bilingual

SMALLEST, LARGEST, FRAMED = 8.0, 24.0, 13.0
BELOW = 6.0
NOWHERE = Bilingual("未写县区", "no county stated")
_ENDINGS = ("高新技术产业开发区", "自治县", "新区", "区", "县", "市")


@dataclass(frozen=True, slots=True)
class Place:
    """A county with its projects; ``name`` empty where none is stated.  *Units*: investment 万元."""

    name: str
    projects: int
    late: int
    investment: Decimal | None
    unpriced: int

    @property
    def title(self) -> Bilingual:
        """What it is called."""
        return Bilingual(self.name) if self.name else NOWHERE

    @property
    def money(self) -> Figure:
        """The investment as a page shows it."""
        return shown(self.investment, "万元")


@dataclass(frozen=True, slots=True)
class Disc:
    """The projects of a county on the map: ``late_d`` is the path of the slice that is late."""

    place: Place
    x: float
    y: float
    r: float
    late_d: str


@dataclass(frozen=True, slots=True)
class ProjectMap:
    """The map with its discs; ``beside`` are places that the map does not have."""

    atlas: Atlas | None
    discs: tuple[Disc, ...]
    beside: tuple[Place, ...]
    places: tuple[Place, ...]


def project_map(opened: Opened, rows: QuerySet[Project], today: date) -> ProjectMap:
    """The map of the projects.  *Cost*: one query."""
    places = places_of(rows, today)
    atlas = _borders(opened.folder, _moment(opened.folder))
    return drawn(atlas, places)


def places_of(rows: QuerySet[Project], today: date) -> tuple[Place, ...]:
    """The counties with projects, most projects first."""
    grouped = (
        rows.order_by()
        .values("county")
        .annotate(
            projects=Count("pk"),
            late=Count("pk", filter=Q(due__lt=today)),
            money=Sum("investment"),
            unpriced=Count("pk", filter=Q(investment=None)),
        )
    )
    found = [
        Place(row["county"].strip(), row["projects"], row["late"], row["money"], row["unpriced"])
        for row in grouped
    ]
    return tuple(sorted(found, key=lambda each: (not each.name, -each.projects, each.name)))


def drawn(atlas: Atlas | None, places: Sequence[Place]) -> ProjectMap:
    """Places on the map where it has them, the others beside it."""
    spots = _spots(atlas) if atlas else {}
    framed = {short(each.text): each for each in atlas.inset.labels} if atlas and atlas.inset else {}
    largest = max((place.projects for place in places), default=1)
    discs, beside = [], []
    for place in places:
        name = short(place.name)
        if not place.name or name not in spots:
            beside.append(place)
            continue
        most = FRAMED if name in framed else LARGEST
        r = round(SMALLEST + (most - SMALLEST) * sqrt(place.projects / largest), 1)
        x, y = spots[name]
        if name in framed:  # names stand close together there: the disc goes beside, not below
            x += text_width(framed[name].text, framed[name].size) / 2 + r + 1
        else:
            y += r + BELOW
        discs.append(Disc(place, x, y, r, ""))
    return ProjectMap(atlas, apart(discs), tuple(beside), tuple(places))


def apart(discs: Sequence[Disc]) -> tuple[Disc, ...]:
    """The discs moved so far that none covers another; positions are schematic anyway."""
    at = [(disc.x, disc.y) for disc in discs]
    for _round in range(24):
        for i in range(len(discs)):
            for j in range(i + 1, len(discs)):
                (ax, ay), (bx, by) = at[i], at[j]
                far, wanted = hypot(bx - ax, by - ay), discs[i].r + discs[j].r + 2
                if far < wanted:
                    dx, dy = ((bx - ax) / far, (by - ay) / far) if far else (1.0, 0.0)
                    push = (wanted - far) / 2
                    at[i] = (ax - dx * push, ay - dy * push)
                    at[j] = (bx + dx * push, by + dy * push)
    return tuple(
        replace(
            disc, x=(x := round(a, 1)), y=(y := round(b, 1)),
            late_d=slice_d(x, y, disc.r, disc.place.late / disc.place.projects),
        )
        for disc, (a, b) in zip(discs, at, strict=True)
    )  # fmt: skip


def short(name: str) -> str:
    """A county's name without its kind, by which a list and a map know each other."""
    for ending in _ENDINGS:
        if name.endswith(ending) and len(name) > len(ending) + 1:
            return name[: -len(ending)]
    return name


def _spots(atlas: Atlas) -> Mapping[str, tuple[float, float]]:
    """Where each county's name is written: inside the frame where it is enlarged."""
    labels = [*atlas.labels, *(atlas.inset.labels if atlas.inset else ())]
    return {short(label.text): (label.x, label.y) for label in labels}


def slice_d(x: float, y: float, r: float, share: float) -> str:
    """The path of a share of a disc, clockwise from the top; empty for none, a whole disc for all."""
    if share <= 0:
        return ""
    if share >= 1:
        return f"M{x:g} {y - r:g}A{r:g} {r:g} 0 1 1 {x:g} {y + r:g}A{r:g} {r:g} 0 1 1 {x:g} {y - r:g}Z"
    angle = 2 * pi * share
    ex, ey = x + r * sin(angle), y - r * cos(angle)
    return f"M{x:g} {y:g}L{x:g} {y - r:g}A{r:g} {r:g} 0 {int(share > 0.5)} 1 {ex:.1f} {ey:.1f}Z"


def _moment(folder: Path) -> int:
    path = folder / "geo" / "counties.geojson"
    return path.stat().st_mtime_ns if path.is_file() else 0


@lru_cache(maxsize=8)
def _borders(folder: Path, moment: int) -> Atlas | None:
    """The counties without park points: the discs need the room."""
    return atlas_of(geo_file(folder, "counties"), {}, ()) if moment else None
