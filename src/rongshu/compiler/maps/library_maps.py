"""The chains of a plan with the library maps that fit them, proposed for a person to confirm.

A chain gets the best map when it is sure enough and clearly ahead; the others that may fit stay beside it as
proposals.  A plan without chains gets analysts' chains where a pillar industry fits a map.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from rongshu.compiler.maps.fit import Fit, Said, fits
from rongshu.compiler.maps.node_mentions import cites_of, mentions_of, spoken_of, told_in
from rongshu.compiler.maps.vocabulary import SHORTEST, Vocabulary, bare, core
from rongshu.compiler.reading.territory import territory_of
from rongshu.document.blocks import Document
from rongshu.pack.maps.library import inherited_crosslinks
from rongshu.pack.maps.shared import LIBRARY_PACK, Shared, shared_maps
from rongshu.pack.schema import About, Chain, Industry, Name, NodeMention, Pack, Proposal

SURE_ENOUGH, FOR_AN_INDUSTRY, AHEAD = 0.6, 0.7, 0.1
MOST_WORDS, MOST_PROPOSALS = 12, 3


def with_library_maps(document: Document, pack: Pack) -> Pack:
    """``pack`` with a map for every chain that one fits, its nodes cited where the plan names them."""
    shared = _library()
    if not shared.chains:
        return pack
    drawing = _Drawing(document, pack, shared, Vocabulary(shared.chains))
    chains = tuple(map(drawing.mapped, pack.chains)) or tuple(drawing.from_industries())
    if not any(chain.library for chain in chains):
        return pack.model_copy(update={"chains": chains})
    uses = tuple(dict.fromkeys((*pack.about.uses, LIBRARY_PACK)))
    return pack.model_copy(
        update={
            "about": pack.about.model_copy(update={"uses": uses}),
            "chains": chains,
            "crosslinks": inherited_crosslinks(chains, shared.crosslinks),
        }
    )


def _library() -> Shared:
    return shared_maps(About(id="-", title=Name(zh="-"), uses=(LIBRARY_PACK,)))


class _Drawing:
    """One plan, with what it says of every node of the library."""

    def __init__(self, document: Document, pack: Pack, shared: Shared, words: Vocabulary) -> None:
        self.pack, self.shared, self.words = pack, shared, words
        self.told = told_in(document, words)
        self.mentions = mentions_of(self.told)
        self.owners = territory_of(document, pack.industries).owners

    def mapped(self, chain: Chain) -> Chain:
        """The chain with its proposals, and with the map of the first where that is sure enough."""
        related = self._related(chain.name.zh)
        found = self._fits(chain.name.zh, related)
        return self._drawn(chain, found, related, SURE_ENOUGH)

    def from_industries(self) -> Iterator[Chain]:
        """A chain for every map that an industry of the plan fits surely, in the order of the plan."""
        best: dict[str, tuple[Industry, tuple[Fit, ...]]] = {}
        for industry in self.pack.industries:
            if industry.level == "segment":
                continue
            found = self._fits(industry.name.zh, self._below(industry))
            if not found or found[0].confidence < FOR_AN_INDUSTRY:
                continue
            held = best.get(found[0].library)
            if held is None or held[1][0].confidence < found[0].confidence:
                best[found[0].library] = industry, found
        for library, (industry, found) in best.items():
            named = self.shared.chains[library].name
            chain = Chain(id=library, name=named, source="analyst", rule="library:industry")
            related = self._below(industry)
            drawn = self._drawn(chain, found, related, FOR_AN_INDUSTRY)
            if drawn.library:
                first = drawn.proposals[0]
                cited = first.model_copy(update={"cite": tuple(dict.fromkeys((*industry.cite, *first.cite)))})
                yield drawn.model_copy(
                    update={"confidence": first.confidence, "proposals": (cited, *drawn.proposals[1:])}
                )

    def _drawn(
        self, chain: Chain, found: tuple[Fit, ...], related: tuple[Industry, ...], sure: float
    ) -> Chain:
        if not found:
            return chain
        first, others = found[0], found[1:MOST_PROPOSALS]
        clear = not others or first.confidence - others[0].confidence >= AHEAD
        taken = first.library if first.confidence >= sure and clear else ""
        own = self._own(related)
        proposals = tuple(self._proposal(fit, fit.library == taken, own) for fit in (first, *others))
        drawn = chain.model_copy(update={"library": taken, "proposals": proposals})
        return self._with_nodes(drawn, own) if taken else drawn

    def _fits(self, name: str, related: tuple[Industry, ...]) -> tuple[Fit, ...]:
        return fits(name, _said(related), spoken_of(self.told, self._own(related)), self.words)

    def _own(self, related: tuple[Industry, ...]) -> frozenset[int]:
        """The paragraphs of these industries."""
        ids = {industry.id for industry in related}
        return frozenset(paragraph for paragraph, owner in self.owners.items() if owner in ids)

    def _proposal(self, fit: Fit, taken: bool, own: Collection[int]) -> Proposal:
        nodes = () if taken else self.shared.chains[fit.library].nodes
        cited = ((node.id, self._cites(fit.library, node.id, own)) for node in nodes)
        return Proposal(
            library=fit.library,
            rule="library:" + "+".join(fit.rules),
            confidence=fit.confidence,
            evidence=tuple(dict.fromkeys(fit.evidence))[:MOST_WORDS],
            cite=tuple(dict.fromkeys(fit.cites))[:MOST_WORDS],
            mentions=tuple(NodeMention(node=node, cite=cites) for node, cites in cited if cites),
        )

    def _with_nodes(self, chain: Chain, own: Collection[int]) -> Chain:
        base = self.shared.chains[chain.library]
        nodes = tuple(
            node.model_copy(update={"cite": self._cites(chain.library, node.id, own)}) for node in base.nodes
        )
        return chain.model_copy(update={"stages": base.stages, "nodes": nodes, "links": base.links})

    def _cites(self, library: str, node: str, own: Collection[int]) -> tuple[str, ...]:
        return cites_of(self.mentions.get((library, node), ()), own)

    def _related(self, name: str) -> tuple[Industry, ...]:
        """The industries and segments that are called as the chain is, or have its name in theirs."""
        plain, heart = bare(name), core(name)
        named = [
            industry
            for industry in self.pack.industries
            if industry.level != "pillar" and _alike(industry.name.zh, plain, heart)
        ]
        return tuple(dict.fromkeys(below for industry in named for below in self._below(industry)))

    def _below(self, industry: Industry) -> tuple[Industry, ...]:
        """The industry and everything under it."""
        held, found = {industry.id}, [industry]
        for other in self.pack.industries:  # parents stand before their children
            if other.parent in held:
                held.add(other.id)
                found.append(other)
        return tuple(found)


def _said(related: tuple[Industry, ...]) -> tuple[Said, ...]:
    """The products and segments of these industries."""
    products = (Said(m.name, m.cite) for industry in related for m in industry.products)
    segments = (
        Said(industry.name.zh, industry.cite[0])
        for industry in related[1:]
        if industry.level == "segment" and industry.cite
    )
    return (*products, *segments)


def _alike(industry: str, plain: str, heart: str) -> bool:
    other, inner = bare(industry), core(industry)
    if plain == other or heart == inner:
        return True
    return len(heart) >= SHORTEST and (heart in other or (len(inner) > SHORTEST and inner in plain))
