"""The words of all chains in one automaton: products, aliases, node names, with the nodes that own them."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import ahocorasick

from rongshu.pack.schema import Chain, ChainNode

_BRACKETS = re.compile(r"[（(][^（()）]*[)）]")
_SPLIT = re.compile(r"[、/，,与及和]")
SHORTEST = 2
# what any firm may do: no product, whatever chain map lists it
_ACTIVITIES = frozenset(
    {"批发", "零售", "销售", "贸易", "代理", "租赁", "仓储", "物流", "生产", "制造", "加工", "研发", "设计"}
    | {"开发", "服务", "咨询", "维修", "检测"}
)


@dataclass(frozen=True, slots=True)
class Owner:
    """A node of a chain that a word points to; ``weight`` is 1 for an own product, less for a wider word."""

    chain: str
    stage: str
    node: str
    weight: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A word of the lexicon found in a text at ``start`` (exclusive ``end``)."""

    word: str
    start: int
    end: int
    owners: tuple[Owner, ...]


class Lexicon:
    """Finds the longest words at each place of a text, overlapping shorter ones dropped."""

    def __init__(self, chains: Sequence[Chain]) -> None:
        self.owners: dict[str, list[Owner]] = defaultdict(list)
        self.words: dict[tuple[str, str], set[str]] = {}
        self.codes: dict[str, list[Owner]] = defaultdict(list)
        for chain in chains:
            for node in chain.nodes:
                self._add(chain, node)
        self._automaton = ahocorasick.Automaton()
        for word in self.owners:
            self._automaton.add_word(word, word)
        if self.owners:
            self._automaton.make_automaton()

    def _add(self, chain: Chain, node: ChainNode) -> None:
        words = {word: 1.0 for text in (*node.products, *node.aliases) for word in _words(text)}
        for word in _words(node.name.zh):
            # a piece of a name has lost its other half: 零售 of 智慧媒体与零售 may be anybody's
            words.setdefault(word, 0.9 if len(word) > 2 or word == folded(node.name.zh) else 0.4)
        words = {word: weight for word, weight in words.items() if word not in _ACTIVITIES}
        self.words[chain.id, node.id] = set(words)
        for word, weight in words.items():
            self.owners[word].append(Owner(chain.id, node.stage, node.id, weight))
        for code in node.gbt4754:
            self.codes[code].append(Owner(chain.id, node.stage, node.id, 1.0))

    def find(self, text: str) -> tuple[Hit, ...]:
        """The words of ``text``, which must be folded by ``folded``."""
        if not self.owners:
            return ()
        ends: list[Hit] = []
        for last, word in self._automaton.iter_long(text):
            start, end = last - len(word) + 1, last + 1
            if not _cut_short(text, start, end):
                ends.append(Hit(word, start, end, tuple(self.owners[word])))
        return tuple(ends)


def _cut_short(text: str, start: int, end: int) -> bool:
    """Whether a Latin word goes on beyond its ends: the PP of PPS or EPP, the PA6 of PA66."""
    left, right = text[start - 1 : start], text[end : end + 1]
    return (_latin(left) and _latin(text[start])) or (_latin(right) and _latin(text[end - 1]))


def _latin(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()


def _words(text: str) -> Iterable[str]:
    bare = _BRACKETS.sub("", text)
    for part in {bare, *_SPLIT.split(bare)}:
        word = folded(part)
        if len(word) >= SHORTEST:
            yield word


def folded(text: str) -> str:
    """Text as the lexicon sees it: NFKC, lower case, no blanks."""
    return "".join(unicodedata.normalize("NFKC", text).lower().split())
