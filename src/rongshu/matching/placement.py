"""A firm placed on the nodes of the chains, each with a score and the words that speak for it.

The decision is a sum of declared weights: what the firm says it makes counts most, what its business scope
says it makes or processes next, its GB/T 4754 code and its name least; selling alone makes it a trader.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field

from rongshu.matching.firm_name import parse_name
from rongshu.matching.lexicon import Hit, Lexicon, Owner, folded

PRODUCT, MADE, NEUTRAL, SOLD, CODE, NAME = 0.6, 0.5, 0.3, 0.2, 0.25, 0.2
TRADED = 0.6  # what a firm sells that makes nothing at all
ACCEPTED = 0.4
_CLAUSES = re.compile(r"[;；。.\n]")
_EXCLUDED = re.compile(
    r"[（(](?:[^（()）]*?(?:不含|除外|不包括|不得)[^（()）]*)[)）]|(?:不含|不包括|不从事|不得|禁止|严禁)[^;；。,，、]*|除[^;；。,，]{1,20}(?:以外|之外|外)"
    r"|[^;；。,，、（(]{1,20}除外"
)
_MAKES = re.compile(r"制造|生产|加工|研发|设计|织造|冶炼|铸造|合成|提炼|养殖|组装|封装|开发|制作|修造|建造")
_SELLS = re.compile(r"销售|批发|零售|代理|贸易|进出口|经销|租赁|仓储|代购|代销")
MODIFIER, DESCRIBED = 0.45, 0.6
# before a short word these only say of what sort it is; anything else makes it a part of another thing
_SORT = frozenset("型性色质用级强化式能度纯种口产效新鲜大小高低精特优制")
_BOUNDARY = re.compile(
    r"[、,，;；。.\s/()（）及和与或等的]|产品|系列|制品|项目|业务|制造|生产|加工|研发|设计|销售|批发|零售|织造|冶炼|铸造|开发|组装|封装|养殖|修造|技术|施工"
)
_LEFT = re.compile(f"(?:{_BOUNDARY.pattern}|从事|生产|经营|主营|专业|项目|目录|规模)$")
_TRADE_NAMES = re.compile(r"贸易|商贸|进出口|经销|商行|经营部|供应链|物资")
_TRADE_CODES = ("51", "52")


@dataclass(frozen=True, slots=True)
class FirmText:
    """What is known of a firm: its name and whatever texts and codes it has."""

    key: str
    name: str
    products: str = ""
    scope: str = ""
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """One word that speaks for a node: where it was found, and what it weighs."""

    word: str
    source: str
    weight: float


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


@dataclass
class _Case:
    made: list[Evidence] = field(default_factory=list)
    sold: list[Evidence] = field(default_factory=list)


def place(firm: FirmText, lexicon: Lexicon, threshold: float = ACCEPTED) -> tuple[Placement, ...]:
    """The nodes where ``firm`` belongs, best first; empty where nothing speaks for any."""
    cases: dict[Owner, _Case] = defaultdict(_Case)
    trader = _trades(firm)
    for owner, evidence, sells in _evidence(firm, lexicon, trader):
        case = cases[Owner(owner.chain, owner.stage, owner.node, 1.0)]
        (case.sold if sells or trader else case.made).append(evidence)
    found = [
        placement for owner, case in cases.items() if (placement := _decided(firm, owner, case, threshold))
    ]
    return tuple(sorted(found, key=lambda p: (-p.score, p.chain, p.node)))


def place_all(
    firms: Iterable[FirmText], lexicon: Lexicon, threshold: float = ACCEPTED
) -> Iterator[Placement]:
    """Placements of many firms.  *Cost*: linear in the text."""
    for firm in firms:
        yield from place(firm, lexicon, threshold)


def _trades(firm: FirmText) -> bool:
    """Whether the firm makes nothing: by its codes, by its name, or because it speaks of selling alone."""
    if firm.codes:
        return all(code.startswith(_TRADE_CODES) for code in firm.codes)
    if _TRADE_NAMES.search(firm.name):
        return not _MAKES.search(firm.products)
    # a list of products is what a firm makes, unless it says that it sells them
    said = folded(firm.products or firm.scope)
    return bool(_SELLS.search(said)) and not _MAKES.search(_EXCLUDED.sub("", folded(firm.scope) + said))


def _evidence(firm: FirmText, lexicon: Lexicon, trader: bool) -> Iterator[tuple[Owner, Evidence, bool]]:
    products = _EXCLUDED.sub("", folded(firm.products))
    sells = bool(_SELLS.search(products)) and not _MAKES.search(products)
    yield from _weighed(products, lexicon, "products", PRODUCT, sells)
    for clause in _CLAUSES.split(folded(firm.scope)):
        kept = _EXCLUDED.sub("", clause)
        makes, trades = bool(_MAKES.search(kept)), bool(_SELLS.search(kept))
        sold = TRADED if trader else SOLD
        weight = MADE if makes else sold if trades else NEUTRAL
        yield from _weighed(kept, lexicon, "scope", weight, trades and not makes)
    name = parse_name(firm.name)
    yield from _weighed(folded(name.trade), lexicon, "name", NAME, False)
    for code in firm.codes:
        for owner in lexicon.codes.get(code, ()):
            yield owner, Evidence(code, "gbt4754", CODE), False


def _weighed(
    text: str, lexicon: Lexicon, source: str, weight: float, sells: bool
) -> Iterator[tuple[Owner, Evidence, bool]]:
    before: Hit | None = None
    for hit in lexicon.find(text):
        chains = len({owner.chain for owner in hit.owners})
        for owner in hit.owners:
            # a word that many chains share says less about each; a longer word says more than a short one
            sure = owner.weight * (1 if chains == 1 else 0.85) * (0.85 if len(hit.word) == 2 else 1)
            sure *= MODIFIER if _modifies(text, hit, lexicon.words[owner.chain, owner.node]) else 1
            sure *= DESCRIBED if _is_part(text, hit, before, owner.chain) else 1
            yield owner, Evidence(hit.word, source, round(weight * sure, 3)), sells
        before = hit


def _modifies(text: str, hit: Hit, words: Set[str]) -> bool:
    """Whether the word only describes what follows: in 风力发电机叶片 the product is the blade.

    What follows may finish the word as the node's own words end: 锦纶丝 where the node has 锦纶长丝.
    """
    after = text[hit.end : hit.end + 4]
    if not after or _BOUNDARY.match(after):
        return False
    for length in (1, 2, 3):
        if not after[length:] or _BOUNDARY.match(after[length:]) or len(after) == length:
            return not any(word.endswith(after[:length]) for word in words)
    return True


def _is_part(text: str, hit: Hit, before: Hit | None, chain: str) -> bool:
    """Whether a short word is a part of something else: the blade of 水泵叶片 is no wind blade.

    It is not where a word of the same chain stands right before it: 风力发电机叶片.
    """
    if len(hit.word) > 2 or hit.word.isascii() or not hit.start:
        return False
    left = text[hit.start - 1]
    if (
        not "\u4e00" <= left <= "\u9fff"
        or left in _SORT
        or _LEFT.search(text[max(0, hit.start - 4) : hit.start])
    ):
        return False
    joined = before is not None and before.end == hit.start
    return not (joined and before is not None and any(owner.chain == chain for owner in before.owners))


def _decided(firm: FirmText, owner: Owner, case: _Case, threshold: float) -> Placement | None:
    made, sold = _best(case.made), _best(case.sold)
    kept = made if _total(made) >= threshold or not sold else [*made, *sold]
    score = min(1.0, _total(kept))
    if score < threshold or all(evidence.source in ("gbt4754", "name") for evidence in kept):
        return None
    role = "trader" if not any(e.source in ("products", "scope") for e in made) else "producer"
    return Placement(firm.key, owner.chain, owner.stage, owner.node, role, round(score, 3), tuple(kept))


def _best(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The strongest word of each source in full, three more as a tenth each: repetition is no proof."""
    found: list[Evidence] = []
    for source in dict.fromkeys(e.source for e in evidence):
        words = {
            e.word: e for e in sorted((e for e in evidence if e.source == source), key=lambda e: e.weight)
        }
        ranked = sorted(words.values(), key=lambda e: (-e.weight, e.word))
        found.append(ranked[0])
        found += [Evidence(e.word, e.source, round(e.weight / 10, 3)) for e in ranked[1:4]]
    return found


def _total(evidence: Sequence[Evidence]) -> float:
    return sum(e.weight for e in evidence)
