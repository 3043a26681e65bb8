"""The parks of a plan: their list, and everything on one park."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from rongshu.office.pages.maps.atlas import point_of, shape_of_level
from rongshu.office.pages.parts.figures import Figure, figure_of
from rongshu.office.pages.parts.listing import Cell, Column, Facet, Link, Row, Table, Tag
from rongshu.office.pages.parts.wording import LEVELS, worded
from rongshu.pack.schema import Chain, Pack, Park, Project
from rongshu.terms.bilingual import Bilingual

COLUMNS = (
    Column("name", Bilingual("园区", "Park"), lead=True, wide=True),
    Column("level", Bilingual("级别", "Level")),
    Column("category", Bilingual("类型", "Class")),
    Column("county", Bilingual("县（市）区", "County")),
    Column("belt", Bilingual("空间布局", "Belt")),
    Column("industries", Bilingual("主导产业", "Leading industries"), wide=True),
)


@dataclass(frozen=True, slots=True)
class ParkPage:
    """Everything on one park; ``position`` is longitude and latitude, always marked 示意."""

    park: Park
    level: Tag
    figures: tuple[tuple[Bilingual, Figure], ...]
    position: tuple[float, float] | None
    chains: tuple[Chain, ...]
    projects: tuple[Project, ...]


def park_path(identity: str) -> str:
    """The page of one park, relative to the plan's address."""
    return f"parks/{quote(identity)}/"


def park_table(pack: Pack) -> Table:
    """The list of parks."""
    facets = (
        Facet("level", Bilingual("级别", "Level"), LEVELS),
        Facet("category", Bilingual("类型", "Class")),
        Facet("county", Bilingual("县（市）区", "County")),
        Facet("belt", Bilingual("空间布局", "Belt")),
    )
    return Table(COLUMNS, tuple(_row(park) for park in pack.parks), facets)


def park_page(pack: Pack, identity: str, points: Mapping[str, Any]) -> ParkPage | None:
    """Everything on one park; ``None`` when the plan has none of this id."""
    park = next((each for each in pack.parks if each.id == identity), None)
    if park is None:
        return None
    names = {park.id, park.name.zh, *park.aliases}
    return ParkPage(
        park=park,
        level=level_tag(park),
        figures=_figures(park),
        position=point_of(points, park),
        chains=tuple(chain for chain in pack.chains if names & set(chain.parks)),
        projects=tuple(each for each in pack.projects if each.place and each.place in names),
    )


def level_tag(park: Park) -> Tag:
    """The level with the shape that marks it on the map."""
    return Tag(worded(LEVELS, park.level), "plain", shape_of_level(park.level))


def _figures(park: Park) -> tuple[tuple[Bilingual, Figure], ...]:
    named = (
        (Bilingual("规划面积", "Planned area"), park.area),
        (Bilingual("亩均税收（基期）", "Tax per mu, base"), park.tax_per_mu_base),
        (Bilingual("亩均税收（目标）", "Tax per mu, target"), park.tax_per_mu_target),
    )
    return tuple((name, figure_of(amount)) for name, amount in named)


def _row(park: Park) -> Row:
    links = tuple(Link(Bilingual(name), f"search/?q={quote(name)}") for name in park.industries)
    cells = (
        Cell(park.name.bilingual(), path=park_path(park.id), cites=park.cite),
        Cell(tags=(level_tag(park),)),
        Cell(Bilingual(park.category)),
        Cell(Bilingual(park.county)),
        Cell(Bilingual(park.belt)),
        Cell(links=links),
    )
    facets = {
        "level": (park.level,),
        "category": (park.category,) if park.category else (),
        "county": (park.county,) if park.county else (),
        "belt": (park.belt,) if park.belt else (),
    }
    return Row(park.id, cells, facets, also=" ".join(park.aliases))
