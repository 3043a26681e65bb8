"""A firm placed on the nodes of the chains, each with a score and the words that speak for it.

The decision is a sum of declared weights: what the firm says it makes counts most, what its business scope
says it makes or processes next, its GB/T 4754 code and its name least; selling alone makes it a trader.
Only a word that heads its phrase counts in full: the maker of 锂电池检测设备 makes no battery.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from rongshu.matching.lexicon import Hit, Lexicon, Owner
from rongshu.matching.mentions import MADE, Mention, mentions, texts_of, trades
from rongshu.matching.phrase import Place
from rongshu.pack.schema import MARKET

CODE = 0.25
ACCEPTED = 0.4
BESIDE, BESIDE_LONG, LONG = 0.6, 0.85, 4  # what only the scope lists, of a firm that says what it makes
LATER, ALL = 0.75, 1000  # a clause behind the main one; more clauses than any scope has
WHOLE = 4  # signs of a word that names a service fully
MODIFIER, DESCRIBED = 0.2, 0.6
SHARED, SHARED_SHORT, ELSEWHERE = 0.85, 0.65, 0.55  # a word of several chains: undecided, or another's
_SERVES = frozenset({"service", MARKET})
Node = tuple[str, str, str]  # chain, stage, node


@dataclass(frozen=True, slots=True)
class FirmText:
    """What is known of a firm: its name and whatever texts and codes it has."""

    key: str
    name: str
    products: str = ""
    scope: str = ""
    codes: tuple[str, ...] = ()


class Evidence(NamedTuple):  # made by the million: a tuple is made in half the time
    """One word that speaks for a node: where it was found, and what it weighs.

    ``start`` and ``end`` are places in the folded text of that source; -1 where a code speaks.
    """

    word: str
    source: str
    weight: float
    start: int = -1
    end: int = -1


@dataclass(frozen=True, slots=True)
class Placement:
    """A firm on a node.  ``role`` is producer or trader; ``score`` 0 to 1; the evidence adds up to it."""

    firm: str
    chain: str
    stage: str
    node: str
    role: str
    score: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Where a firm belongs, what else was weighed and found too light, and every word seen; best first."""

    placements: tuple[Placement, ...]
    weighed: tuple[Placement, ...]
    mentions: tuple[Mention, ...]
    trader: bool


class Told(Enum):
    """What the firm's list of products says: nothing, things that no chain knows, or known things."""

    NOTHING = 0
    UNKNOWN = 1
    HEARD = 2


@dataclass
class _Case:
    made: list[Evidence] = field(default_factory=list)
    sold: list[Evidence] = field(default_factory=list)


def place(firm: FirmText, lexicon: Lexicon, threshold: float = ACCEPTED) -> tuple[Placement, ...]:
    """The nodes where ``firm`` belongs, best first; empty where nothing speaks for any."""
    return consider(firm, lexicon, threshold).placements


def place_all(
    firms: Iterable[FirmText], lexicon: Lexicon, threshold: float = ACCEPTED
) -> Iterator[Placement]:
    """Placements of many firms.  *Cost*: linear in the text."""
    for firm in firms:
        yield from place(firm, lexicon, threshold)


def consider(firm: FirmText, lexicon: Lexicon, threshold: float = ACCEPTED) -> Verdict:
    """The placements with everything that was weighed for them."""
    texts = texts_of(firm.name, firm.products, firm.scope, firm.codes)
    trader = trades(texts, lexicon)
    heard = tuple(mentions(texts, lexicon, trader))
    context = _context(heard, firm)
    cases: dict[Node, _Case] = defaultdict(_Case)
    for mention in heard:
        for owner, evidence in _weighed(mention, lexicon, context):
            case = cases[owner.chain, owner.stage, owner.node]
            served = trader and _does(mention, owner, lexicon, context)
            (case.sold if mention.sells or (trader and not served) else case.made).append(evidence)
    _speaking_codes(firm, lexicon, cases, trader)
    placed, light = _decided(firm, cases, threshold)
    return Verdict(placed, light, heard, trader)


@dataclass(frozen=True, slots=True)
class _Context:
    """How many different words, anywhere in the firm's texts, belong to one chain alone, to one node alone.

    ``named`` are the nodes of which the firm's name speaks; ``lead`` is the first clause that says what is
    made, past the last where products say it; ``divisions`` are those of the firm's codes.
    """

    chains: Mapping[str, int]
    nodes: Mapping[tuple[str, str], int]
    named: frozenset[tuple[str, str]]
    lead: int
    divisions: frozenset[str]


def _context(heard: Sequence[Mention], firm: FirmText) -> _Context:
    chains: dict[str, int] = defaultdict(int)
    nodes: dict[tuple[str, str], int] = defaultdict(int)
    for hit in {m.hit.word: m.hit for m in heard}.values():
        if len(hit.word) > 1 and hit.in_one_chain:
            chains[hit.owners[0].chain] += 1
    for owners in {m.hit.word: m.hit.owners for m in heard if m.source != "name"}.values():
        if len(owners) == 1:
            nodes[owners[0].chain, owners[0].node] += 1
    named = {(o.chain, o.node) for m in heard if m.source == "name" for o in m.hit.owners}
    leads = [m.clause for m in heard if m.source == "scope" and m.base >= MADE and Place.HEAD in m.places]
    lead = min(leads, default=ALL) if not firm.products.strip() else ALL
    return _Context(chains, nodes, frozenset(named), lead, frozenset(code[:2] for code in firm.codes))


def _weighed(mention: Mention, lexicon: Lexicon, context: _Context) -> Iterator[tuple[Owner, Evidence]]:
    hit = mention.hit
    if Place.PURPOSE in mention.places:  # what the thing is for tells the chain, not the node
        return
    for owner, standing_there in zip(hit.owners, mention.places, strict=True):
        sure = owner.weight * _shared(hit, owner, lexicon, context) * _plain(hit.word)
        if standing_there is Place.OTHER and lexicon.kinds[owner.chain, owner.node] not in _SERVES:
            continue
        if standing_there in (Place.MODIFIER, Place.OTHER):
            sure *= MODIFIER
        elif mention.part and context.chains[owner.chain] <= (len({o.chain for o in hit.owners}) == 1):
            sure *= DESCRIBED
        base = MADE if _does(mention, owner, lexicon, context) else mention.base
        weight = round(base * sure * _emphasis(mention, owner, lexicon, context), 3)
        yield owner, Evidence(hit.word, mention.source, weight, hit.start, hit.end)


def _emphasis(mention: Mention, owner: Owner, lexicon: Lexicon, context: _Context) -> float:
    """What a scope lists later is beside the main business, and so is what the firm's code speaks against."""
    node = owner.chain, owner.node
    if context.lead == ALL or mention.source != "scope" or mention.sells or node in context.named:
        return 1.0
    if mention.clause > context.lead + 1:
        return LATER
    elsewhere = context.divisions and not context.divisions & lexicon.divisions.get(node, frozenset())
    return LATER if mention.clause > 1 and elsewhere else 1.0


def _does(mention: Mention, owner: Owner, lexicon: Lexicon, context: _Context) -> bool:
    """Whether a scope names a service first, or the name says it too: 船舶修理 needs no verb then."""
    if mention.sells or mention.source != "scope" or len(mention.hit.word) < WHOLE:
        return False
    node = owner.chain, owner.node
    stands = mention.places[mention.hit.owners.index(owner)]
    meant = mention.clause == 0 or node in context.named
    return meant and stands is Place.HEAD and lexicon.kinds[node] == "service"


def _plain(word: str) -> float:
    """A short word says less than a long one, two Latin letters hardly anything."""
    if len(word) > 2:
        return 1.0
    return 0.5 if word.isascii() else 0.85


def _shared(hit: Hit, owner: Owner, lexicon: Lexicon, context: _Context) -> float:
    """What a word that several chains have says for one of them: the firm's other words decide."""
    if len(hit.owners) == 1:
        return 1.0
    chains = {each.chain for each in hit.owners}
    if len(chains) == 1:  # the capsules of a firm that else speaks of Chinese medicine
        others = max((context.nodes[o.chain, o.node] for o in hit.owners if o != owner), default=0)
        return ELSEWHERE if others and not context.nodes[owner.chain, owner.node] else 1.0
    most = max(context.chains[chain] for chain in chains)
    if (
        context.chains[owner.chain]
        and context.chains[owner.chain] == most
        and sum(context.chains[c] == most for c in chains) == 1
    ):
        return 1.0
    own = lexicon.named[owner.chain, owner.node]
    twins = any(own & lexicon.named[o.chain, o.node] for o in hit.owners if o.chain != owner.chain)
    if hit.word in own or twins:  # nodes of one name are one product, which stands in both chains
        return SHARED
    if most > context.chains[owner.chain]:
        return ELSEWHERE
    return SHARED_SHORT if len(hit.word) <= 2 else SHARED


def _speaking_codes(firm: FirmText, lexicon: Lexicon, cases: dict[Node, _Case], trader: bool) -> None:
    """Codes support the nodes that words speak for, or stand alone where none does; shared ones say less."""
    silent = not cases
    for code in dict.fromkeys(firm.codes):
        for owner, weight in _owners_of(code, lexicon):
            node = (owner.chain, owner.stage, owner.node)
            if silent or node in cases:
                case = cases[node]
                (case.sold if trader else case.made).append(Evidence(code, "gbt4754", weight))


def _owners_of(code: str, lexicon: Lexicon) -> Sequence[tuple[Owner, float]]:
    known = lexicon.codes_weighed.get(code)
    if known is None:
        owners = lexicon.codes.get(code, ())
        if len(code) == 3:
            owners = [each for full, held in lexicon.codes.items() if full[:3] == code for each in held]
        sharing = Counter(each.chain for each in owners)
        known = [(owner, _code_weight(sharing[owner.chain])) for owner in dict.fromkeys(owners)]
        lexicon.codes_weighed[code] = known
    return known


def _code_weight(sharing: int) -> float:
    return round(CODE * (1 if sharing <= 2 else 0.8 if sharing <= 5 else 0.6), 3)


def _decided(
    firm: FirmText, cases: dict[Node, _Case], threshold: float
) -> tuple[tuple[Placement, ...], tuple[Placement, ...]]:
    heard = any(
        evidence.source == "products" and evidence.weight >= threshold
        for case in cases.values()
        for evidence in (*case.made, *case.sold)
    )
    told = Told.HEARD if heard else Told.UNKNOWN if firm.products.strip() else Told.NOTHING
    placed: list[Placement] = []
    light: list[Placement] = []
    for node, case in cases.items():
        judged, enough = _judged(firm, node, case, threshold, told)
        (placed if enough else light).append(judged)
    return tuple(sorted(placed, key=_order)), tuple(sorted(light, key=_order))


def _order(placement: Placement) -> tuple[float, str, str]:
    return -placement.score, placement.chain, placement.node


def _judged(firm: FirmText, node: Node, case: _Case, threshold: float, told: Told) -> tuple[Placement, bool]:
    made, sold = _best(case.made, told), []
    if case.sold:
        told_twice = {evidence.word for evidence in case.made}  # 显示器件制造；显示器件销售 is said once
        sold = _best([e for e in case.sold if e.word not in told_twice], told)
    speaking = [e for e in made if e.source in ("products", "scope")]
    kept = made if (speaking and _total(made) >= threshold) or not sold else [*made, *sold]
    score = round(min(1.0, _total(kept)), 3)
    sources = {evidence.source for evidence in kept if evidence.weight >= 0.1}
    enough = score >= threshold and bool(sources - {"gbt4754"}) and sources != {"name"}
    if told is not Told.NOTHING and "products" not in sources:
        # a firm that says what it makes is not placed by what its scope and name say in general
        enough = enough and _total([e for e in kept if e.source == "scope"]) >= threshold
    role = "producer" if speaking or not sold else "trader"
    return Placement(firm.key, *node, role, score, tuple(kept)), enough


def _best(evidence: Sequence[Evidence], told: Told) -> list[Evidence]:
    """The strongest word of each source in full, three more as a tenth each: repetition is no proof."""
    found: list[Evidence] = []
    by_source: dict[str, list[Evidence]] = {}
    for each in evidence:
        by_source.setdefault(each.source, []).append(each)
    backed = "products" in by_source
    for source, ranked in by_source.items():
        if len(ranked) > 1:
            words = {e.word: e for e in sorted(ranked, key=lambda e: e.weight)}
            ranked = sorted(words.values(), key=lambda e: (-e.weight, e.word))
        for rank, each in enumerate(ranked[:4]):
            weight = each.weight / (10 if rank else 1)
            if told is not Told.NOTHING and source == "scope" and not backed:
                weight *= BESIDE_LONG if told is Told.UNKNOWN and len(each.word) > LONG else BESIDE
            found.append(each if weight == each.weight else each._replace(weight=round(weight, 3)))
    return found


def _total(evidence: Sequence[Evidence]) -> float:
    return sum(e.weight for e in evidence)
