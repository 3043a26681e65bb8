"""What the ranking speaks of: a firm from outside, a park's offer, and what a node needs."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from rongshu.pack.schema import Park


@dataclass(frozen=True, slots=True)
class Candidate:
    """A firm from outside.

    *Units*: revenue in 万元 a year, growth as a fraction, distance in km, land in 亩, energy in tce a year.
    ``ties`` are local firms by kind of tie: supplier, customer, group, investor, alumni; ``None`` where
    nothing is said of them, empty where it is said that there are none.
    """

    key: str
    name: str
    products: str = ""
    scope: str = ""
    codes: tuple[str, ...] = ()
    revenue: Decimal | None = None
    growth: Decimal | None = None
    distance_km: Decimal | None = None
    ties: tuple[tuple[str, str], ...] | None = None
    land_need: Decimal | None = None
    energy_need: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ParkOffer:
    """A park and what it can give.  *Units*: free land in 亩, energy head-room in tce; ``None`` unknown."""

    park: Park
    free_land: Decimal | None = None
    energy_room: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Demand:
    """What the node needs: its place, its local buyers (``None``: not counted), and the parks."""

    chain: str
    node: str
    buyers: tuple[str, ...] | None = None
    parks: tuple[ParkOffer, ...] = ()
    industries: tuple[str, ...] = ()
