"""Whom to bring in for a node: candidates ranked by declared components, each shown with its evidence.

A component that is unknown of one candidate and known of another counts half a bar for the one, shown as
unknown: neither zero, nor the best.  What is known of none is left out of every score.  The ``coverage`` says
how much of the weight is known.  ``ranks`` gives the best and worst rank when each weight
moves by a fifth either way, ``swings`` which weight does it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from rongshu.findings.investment import bars
from rongshu.findings.investment.candidate import Candidate, Demand
from rongshu.matching.lexicon import Lexicon
from rongshu.matching.placement import FirmText, place
from rongshu.pack.declared.weights import Weights
from rongshu.terms.bilingual import Bilingual

SWING = 0.2
HALF = 0.5  # of a bar: what is unknown of one candidate alone
# who opens a door soonest: the owner, the investor, the partner in business, the friend
DOORS = ("集团", "投资方", "客户", "供应商", "校友")


@dataclass(frozen=True, slots=True)
class Component:
    """One bar of the ranking: 0 to 1, or ``None`` where it is not known, with the words for it.

    ``counted`` is what the score was reckoned with: the value, ``HALF`` for an unknown one, ``None`` where no
    candidate's is known.
    """

    name: str
    value: float | None
    weight: float
    evidence: Bilingual
    counted: float | None = None


@dataclass(frozen=True, slots=True)
class Swing:
    """The rank when one component's weight is a fifth lower, and a fifth higher."""

    component: str
    lower: int
    higher: int


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate's place: score 0 to 100 over what was counted, and how the rank moves with the weights.

    ``introducers`` are the local firms that could make the introduction, best first, each with its tie.
    """

    candidate: Candidate
    score: float
    coverage: float
    rank: int
    ranks: tuple[int, int]
    components: tuple[Component, ...]
    park: str = ""
    introducers: tuple[tuple[str, str], ...] = ()
    swings: tuple[Swing, ...] = ()

    @property
    def introducer(self) -> tuple[str, str] | None:
        """The firm to ask first."""
        return self.introducers[0] if self.introducers else None


@dataclass(frozen=True, slots=True)
class _Scored:
    candidate: Candidate
    components: tuple[Component, ...]
    park: str = field(default="")


def rank_candidates(
    candidates: Sequence[Candidate], demand: Demand, lexicon: Lexicon, weights: Weights
) -> tuple[Ranked, ...]:
    """Candidates that fit the node at all, best first; those that do not fit are left out."""
    points: dict[str, float] = {weight.component: float(weight.weight) for weight in weights.weights}
    scored = [
        one for candidate in candidates if (one := _scored(candidate, demand, lexicon, points)) is not None
    ]
    scored = _counted(scored)
    base = _order(scored, {})
    moved = {name: (_order(scored, {name: 1 - SWING}), _order(scored, {name: 1 + SWING})) for name in points}
    buyers = frozenset(demand.buyers or ())
    ranked = []
    for one in scored:
        key = one.candidate.key
        swings = tuple(Swing(name, low[key], high[key]) for name, (low, high) in moved.items())
        ranked.append(_ranked(one, base[key], swings, buyers))
    return tuple(sorted(ranked, key=lambda row: row.rank))


def text_of(candidate: Candidate) -> FirmText:
    """What the matching reads of a candidate."""
    return FirmText(candidate.key, candidate.name, candidate.products, candidate.scope, candidate.codes)


def introducers(ties: Sequence[tuple[str, str]], buyers: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """Local firms by how well they open the door: the kind of tie, then whether they buy at the node."""
    known = {kind: place for place, kind in enumerate(DOORS)}
    return tuple(sorted(ties, key=lambda tie: (known.get(tie[1], len(DOORS)), tie[0] not in buyers)))


def _order(scored: Sequence[_Scored], factors: Mapping[str, float]) -> dict[str, int]:
    ordered = sorted(scored, key=lambda one: (*_place(one.components, factors), one.candidate.key))
    return {one.candidate.key: number for number, one in enumerate(ordered, 1)}


def _counted(scored: Sequence[_Scored]) -> list[_Scored]:
    """The same with what each bar counts: its value, or half where others are known."""
    known = {each.name for one in scored for each in one.components if each.value is not None}
    found = []
    for one in scored:
        components = tuple(
            replace(
                each, counted=(HALF if each.value is None else each.value) if each.name in known else None
            )
            for each in one.components
        )
        found.append(replace(one, components=components))
    return found


def _place(components: Sequence[Component], factors: Mapping[str, float]) -> tuple[float, float]:
    """What candidates are sorted by: the score, then how much of it is known."""
    score, coverage = _score(components, factors)
    return -round(score, 9), -coverage


def _score(components: Sequence[Component], factors: Mapping[str, float]) -> tuple[float, float]:
    """The weighted mean of what is counted in percent, and the share of the whole weight that is known."""
    weights = {c.name: c.weight * factors.get(c.name, 1.0) for c in components}
    counted = [(weights[c.name], c.counted) for c in components if c.counted is not None]
    total, whole = sum(weight for weight, _value in counted), sum(weights.values())
    if not total:
        return 0.0, 0.0
    known = sum(weights[c.name] for c in components if c.value is not None)
    return 100 * sum(weight * value for weight, value in counted) / total, known / whole


def _ranked(one: _Scored, rank: int, swings: tuple[Swing, ...], buyers: frozenset[str]) -> Ranked:
    score, coverage = _score(one.components, {})
    places = [rank, *(each.lower for each in swings), *(each.higher for each in swings)]
    return Ranked(
        *(one.candidate, round(score, 2), round(coverage, 3), rank, (min(places), max(places))),
        components=one.components,
        park=one.park,
        introducers=introducers(one.candidate.ties or (), buyers),
        swings=tuple(each for each in swings if (each.lower, each.higher) != (rank, rank)),
    )


def _scored(
    candidate: Candidate, demand: Demand, lexicon: Lexicon, points: Mapping[str, float]
) -> _Scored | None:
    placed = next(
        (p for p in place(text_of(candidate), lexicon) if (p.chain, p.node) == (demand.chain, demand.node)),
        None,
    )
    if placed is None or placed.role == "trader":
        return None
    words = "、".join(dict.fromkeys(evidence.word for evidence in placed.evidence))
    park, park_value, park_words = bars.park(demand, candidate)
    values: dict[str, bars.Bar] = {
        "fit": bars.fit(placed.score, words),
        "size": bars.size(candidate.revenue),
        "growth": bars.growth(candidate.growth),
        "need": bars.need(demand.buyers),
        "ties": bars.ties(candidate.ties),
        "park": (park_value, park_words),
        "distance": bars.distance(candidate.distance_km),
    }
    components = tuple(
        Component(name, None if value is None else round(value, 4), points[name], words_)
        for name, (value, words_) in values.items()
        if name in points
    )
    return _Scored(candidate, components, park)
