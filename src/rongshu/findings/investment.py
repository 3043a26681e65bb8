"""Whom to bring in for a node: candidates ranked by declared components, each shown with its evidence.

A component that nobody knows is left out of the candidate's score and shown as unknown, never as zero; the
``coverage`` says how much of the weight is known.  ``ranks`` gives the best and worst rank when each weight
moves by a fifth either way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from math import log10

from rongshu.matching.lexicon import Lexicon, folded
from rongshu.matching.placement import FirmText, place
from rongshu.pack.declared_weights import Weights
from rongshu.pack.schema import Park
from rongshu.terms.bilingual import Bilingual

SWING = 0.2
FARTHEST_KM = 2000.0
LARGEST_LOG = 7.0  # 10^7 万元, a hundred billion yuan


@dataclass(frozen=True, slots=True)
class Candidate:
    """A firm from outside.  *Units*: revenue in 万元 a year, growth as a fraction, distance in km.

    ``ties`` are local firms by kind of tie: supplier, customer, group, investor, alumni.
    """

    key: str
    name: str
    products: str = ""
    scope: str = ""
    codes: tuple[str, ...] = ()
    revenue: Decimal | None = None
    growth: Decimal | None = None
    distance_km: Decimal | None = None
    ties: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ParkOffer:
    """A park and what it can give.  *Units*: free land in 亩, energy head-room in tce; ``None`` unknown."""

    park: Park
    free_land: Decimal | None = None
    energy_room: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Demand:
    """What the node needs: its place, its local buyers, the firms already here, and the parks."""

    chain: str
    node: str
    buyers: tuple[str, ...] = ()
    parks: tuple[ParkOffer, ...] = ()
    industries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Component:
    """One bar of the ranking: 0 to 1, or ``None`` where it is not known, with the words for it."""

    name: str
    value: float | None
    weight: float
    evidence: Bilingual


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate's place: score 0 to 100 over the known components, and how the rank moves with the weights.

    ``introducer`` is the local firm that could make the introduction, with the tie.
    """

    candidate: Candidate
    score: float
    coverage: float
    rank: int
    ranks: tuple[int, int]
    components: tuple[Component, ...]
    park: str = ""
    introducer: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class _Scored:
    candidate: Candidate
    components: tuple[Component, ...]
    park: str = field(default="")


def rank_candidates(
    candidates: Sequence[Candidate], demand: Demand, lexicon: Lexicon, weights: Weights
) -> tuple[Ranked, ...]:
    """Candidates that fit the node at all, best first; those that do not fit are left out."""
    points = {weight.component: float(weight.weight) for weight in weights.weights}
    scored = [
        one for candidate in candidates if (one := _scored(candidate, demand, lexicon, points)) is not None
    ]
    base = _order(scored, {})
    swings = [_order(scored, {name: factor}) for name in points for factor in (1 - SWING, 1 + SWING)]
    ranked = []
    for one in scored:
        places = [order[one.candidate.key] for order in (base, *swings)]
        ranked.append(_ranked(one, base[one.candidate.key], (min(places), max(places))))
    return tuple(sorted(ranked, key=lambda row: row.rank))


def _order(scored: Sequence[_Scored], factors: Mapping[str, float]) -> dict[str, int]:
    ordered = sorted(scored, key=lambda one: (-_score(one.components, factors)[0], one.candidate.key))
    return {one.candidate.key: number for number, one in enumerate(ordered, 1)}


def _score(components: Sequence[Component], factors: Mapping[str, float]) -> tuple[float, float]:
    """The weighted mean of the known components in percent, and the share of the weight that is known."""
    weights = {c.name: c.weight * factors.get(c.name, 1.0) for c in components}
    known = [c for c in components if c.value is not None]
    total, whole = sum(weights[c.name] for c in known), sum(weights.values())
    if not total:
        return 0.0, 0.0
    return 100 * sum(weights[c.name] * (c.value or 0.0) for c in known) / total, total / whole


def _ranked(one: _Scored, rank: int, ranks: tuple[int, int]) -> Ranked:
    score, coverage = _score(one.components, {})
    introducer = one.candidate.ties[0] if one.candidate.ties else None
    rounded = (round(score, 2), round(coverage, 3))
    return Ranked(one.candidate, *rounded, rank, ranks, one.components, one.park, introducer)


def _scored(
    candidate: Candidate, demand: Demand, lexicon: Lexicon, points: Mapping[str, float]
) -> _Scored | None:
    text = FirmText(candidate.key, candidate.name, candidate.products, candidate.scope, candidate.codes)
    placed = next((p for p in place(text, lexicon) if (p.chain, p.node) == (demand.chain, demand.node)), None)
    if placed is None or placed.role == "trader":
        return None
    words = "、".join(dict.fromkeys(evidence.word for evidence in placed.evidence))
    park, park_value, park_words = _park(demand)
    values = {
        "fit": (placed.score, Bilingual(f"依据：{words}", f"by: {words}")),
        "size": _size(candidate.revenue),
        "growth": _growth(candidate.growth),
        "need": _need(demand.buyers),
        "ties": _ties(candidate.ties),
        "park": (park_value, park_words),
        "distance": _distance(candidate.distance_km),
    }
    components = tuple(
        Component(name, None if value is None else round(value, 4), points[name], words_)
        for name, (value, words_) in values.items()
        if name in points
    )
    return _Scored(candidate, components, park)


_UNKNOWN = Bilingual("未知", "not known")
Judged = tuple[float | None, Bilingual]


def _size(revenue: Decimal | None) -> Judged:
    if revenue is None:
        return None, _UNKNOWN
    value = min(1.0, max(0.0, log10(float(revenue)) / LARGEST_LOG)) if revenue > 0 else 0.0
    return value, Bilingual(f"营业收入 {revenue} 万元", f"revenue {revenue} × 10 000 yuan")


def _growth(growth: Decimal | None) -> Judged:
    if growth is None:
        return None, _UNKNOWN
    value = min(1.0, max(0.0, 0.5 + float(growth)))
    return value, Bilingual(f"增长 {growth:.1%}", f"growth {growth:.1%}")


def _need(buyers: Sequence[str]) -> Judged:
    value = min(1.0, len(buyers) / 10)
    named = "、".join(buyers[:3])
    return value, Bilingual(f"本地需求企业 {len(buyers)} 家：{named}", f"{len(buyers)} local buyers: {named}")


def _ties(ties: Sequence[tuple[str, str]]) -> Judged:
    if not ties:
        return 0.0, Bilingual("没有已知联系", "no known tie")
    named = "、".join(f"{firm}（{kind}）" for firm, kind in ties[:3])
    return min(1.0, 0.4 + 0.2 * len(ties)), Bilingual(named, named)


def _distance(kilometres: Decimal | None) -> Judged:
    if kilometres is None:
        return None, _UNKNOWN
    value = max(0.0, 1 - float(kilometres) / FARTHEST_KM)
    return value, Bilingual(f"{kilometres} 公里", f"{kilometres} km")


def _park(demand: Demand) -> tuple[str, float | None, Bilingual]:
    """The park that fits best: leading industries first, then free land and energy where they are known."""
    if not demand.parks:
        return "", None, _UNKNOWN
    best = max(demand.parks, key=lambda offer: (_park_fit(offer, demand), offer.park.name.zh))
    land = "" if best.free_land is None else f"，可用地 {best.free_land} 亩"
    room = "" if best.energy_room is None else f"，用能余量 {best.energy_room} tce"
    words = Bilingual(f"{best.park.name.zh}{land}{room}", f"{best.park.name.zh}{land}{room}")
    return best.park.name.zh, _park_fit(best, demand), words


def _park_fit(offer: ParkOffer, demand: Demand) -> float:
    wanted = [folded(word) for word in demand.industries]
    led = [folded(word) for word in offer.park.industries]
    shared = any(a in b or b in a for a in wanted for b in led)
    value = 0.6 if shared else 0.1
    value += 0.2 if offer.free_land is not None and offer.free_land > 0 else 0.0
    return value + (0.2 if offer.energy_room is not None and offer.energy_room > 0 else 0.0)
