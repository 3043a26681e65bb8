"""A firm that belongs to a chain although no node lists what it makes: by its sector and its weak words.

A code alone proves nothing, since codes are often wrong: the firm's own words must go with it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import ahocorasick

from rongshu.matching.lexicon import Lexicon
from rongshu.matching.mentions import first_clause
from rongshu.matching.phrase import MAKES, folded, phrases, said
from rongshu.matching.placement import Evidence, FirmText, Placement, Verdict

CLASS, GROUP, DIVISION, WRITTEN, WORDS = 0.5, 0.45, 0.4, 0.4, 0.4
_MAJORITY = 0.75  # of the nodes that have such codes
_FEWEST = {4: 2, 3: 2, 2: 3}
_PLAIN = re.compile(
    "其他|制造|加工|生产|专用|设备|产品|服务|材料|及|与|和|、|未列明|的|业$|活动|批发|零售|通用"
)
_MANUFACTURING = re.compile("^(?:1[3-9]|[23][0-9]|4[0-3])")
# farming, manufacturing, networks and software: a builder or a bank belongs to no chain by its sector
_MADE_OR_WRITTEN = re.compile("^(?:0[1-5]|1[3-9]|[23][0-9]|4[0-3]|6[345])")
_SHORTEST_NAME = 4


@dataclass(frozen=True, slots=True)
class Belonging:
    """A firm in a chain, on no node.  ``score`` 0 to 1, lower than any firm's on a node it makes."""

    firm: str
    chain: str
    role: str
    score: float
    evidence: tuple[Evidence, ...]


class Sectors:
    """The classes of GB/T 4754 by code, and found by name in a business scope."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = dict(names)
        self._automaton = ahocorasick.Automaton()
        for code, name in names.items():
            word = folded(name)
            if len(code) == 4 and len(word) >= _SHORTEST_NAME and _MANUFACTURING.match(code):
                self._automaton.add_word(word, (word, code))
        if len(self._automaton):
            self._automaton.make_automaton()

    def written(self, text: str) -> Iterator[tuple[str, str, int]]:
        """Each class named in folded ``text``: its name, its code, where it begins."""
        if len(self._automaton):
            for last, (word, code) in self._automaton.iter_long(text):
                yield word, code, last - len(word) + 1


def belongings(firm: FirmText, lexicon: Lexicon, sectors: Sectors, verdict: Verdict) -> tuple[Belonging, ...]:
    """The one chain for which sector and words speak; empty where the firm stands on a node already."""
    if verdict.placements:
        return ()
    found: dict[str, list[Evidence]] = defaultdict(list)
    scope = said(folded(firm.scope))
    texts = folded(firm.name) + said(folded(firm.products)) + scope
    for code in dict.fromkeys(firm.codes):
        for chain, weight in _sector(code, lexicon):
            if _goes_with(code, chain, texts, lexicon, sectors, verdict):
                found[chain].append(Evidence(code, "gbt4754", weight))
    for word, code, start in sectors.written(scope):
        for chain, _weight in _sector(code, lexicon):
            found[chain].append(Evidence(word, "scope", WRITTEN, start, start + len(word)))
    if not verdict.trader:
        for source, chain, word, start in _called(said(folded(firm.products)), scope, lexicon):
            found[chain].append(Evidence(word, source, WRITTEN, start, start + len(word)))
    _weak_words(verdict.weighed, found)
    if not found:
        return ()
    role = "trader" if verdict.trader else "producer"
    ranked = sorted((_belonging(firm, chain, role, told) for chain, told in found.items()), key=_order)
    return tuple(ranked[:1]) if len(ranked) == 1 or ranked[0].score > ranked[1].score else ()


def _sector(code: str, lexicon: Lexicon) -> Iterator[tuple[str, float]]:
    """The chain that has nearly all nodes of this class, else of its group, else of its division."""
    if not _MADE_OR_WRITTEN.match(code):
        return
    for length, weight in ((4, CLASS), (3, GROUP), (2, DIVISION)):
        counted = lexicon.by_prefix.get(code[:length]) if len(code) >= length else None
        if not counted:
            continue
        chain, most = counted.most_common(1)[0]
        if most < _MAJORITY * counted.total():
            return
        if counted.total() >= _FEWEST[length] and (length > 2 or _groups(chain, code[:2], lexicon) > 1):
            yield chain, weight
            return


def _groups(chain: str, division: str, lexicon: Lexicon) -> int:
    """How many groups of a division a chain has: one alone says nothing of the others."""
    return sum(
        len(prefix) == 3 and prefix.startswith(division) and chain in counted
        for prefix, counted in lexicon.by_prefix.items()
    )


def _goes_with(
    code: str, chain: str, texts: str, lexicon: Lexicon, sectors: Sectors, verdict: Verdict
) -> bool:
    """Whether the firm's words go with its code: a pair of signs of the class's name, or a weak word."""
    if any(light.chain == chain and _spoken(light) for light in verdict.weighed):
        return True
    division = lexicon.by_prefix.get(code[:2])
    if code not in lexicon.by_prefix and (not division or division[chain] < _MAJORITY * division.total()):
        return False  # a group beside it says nothing of this class
    name = _PLAIN.sub("；", sectors.names.get(code, ""))
    return any(
        part[place : place + 2] in texts for part in name.split("；") for place in range(len(part) - 1)
    )


def _spoken(light: Placement) -> bool:
    return any(evidence.source != "gbt4754" and evidence.weight >= 0.1 for evidence in light.evidence)


def _called(products: str, scope: str, lexicon: Lexicon) -> Iterator[tuple[str, str, str, int]]:
    """A chain called by its own name, as what the firm makes: among its products, or first in its scope."""
    end = first_clause(scope)
    for source, text in (("products", products), ("scope", scope[:end] if MAKES.search(scope[:end]) else "")):
        for start, phrase in phrases(text):
            if phrase in lexicon.called:
                yield source, lexicon.called[phrase], phrase, start


def _weak_words(weighed: Sequence[Placement], found: dict[str, list[Evidence]]) -> None:
    """Several words of one chain, each too weak for its node, speak together for the chain."""
    words: dict[str, dict[str, Evidence]] = defaultdict(dict)
    for light in weighed:
        for evidence in light.evidence:
            best = words[light.chain].get(evidence.word)
            if evidence.source != "gbt4754" and (best is None or best.weight < evidence.weight):
                words[light.chain][evidence.word] = evidence
    total = Counter({chain: sum(e.weight for e in told.values()) for chain, told in words.items()})
    for chain, weight in total.items():
        alone = weight >= 2 * max((w for other, w in total.items() if other != chain), default=0.0)
        strong = len(words[chain]) > 1 and weight >= WORDS and alone
        if strong or (chain in found and weight >= 0.1):
            found[chain] += sorted(words[chain].values(), key=lambda e: -e.weight)[:3]


def _belonging(firm: FirmText, chain: str, role: str, told: Sequence[Evidence]) -> Belonging:
    score = min(0.6, max(e.weight for e in told) + 0.05 * (len(told) - 1))
    return Belonging(firm.key, chain, role, round(score, 3), tuple(told))


def _order(one: Belonging) -> tuple[float, str]:
    return -one.score, one.chain
