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
            words.setdefault(word, 0.9)
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
            ends.append(Hit(word, last - len(word) + 1, last + 1, tuple(self.owners[word])))
        return tuple(ends)


def _words(text: str) -> Iterable[str]:
    bare = _BRACKETS.sub("", text)
    for part in {bare, *_SPLIT.split(bare)}:
        word = folded(part)
        if len(word) >= SHORTEST:
            yield word


def folded(text: str) -> str:
    """Text as the lexicon sees it: NFKC, lower case, no blanks."""
    return "".join(unicodedata.normalize("NFKC", text).lower().split())
