"""The words of the library: which maps and nodes a name or a product stands for."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import ahocorasick

from rongshu.pack.schema import Chain, ChainNode

SHORTEST = 2
_TAIL = re.compile(r"(?:产业集群|产业链|产业|集群|制造业|工业|行业|业|链)$")
_HEAD = re.compile(
    r"^(?:现代|先进|高端|高性能|新型|新一代|绿色|智能|精品|特色|优势|传统|重点|主导|战略性|新兴|高技术|功能性?|精细|优质)"
)
_AND = re.compile("以及|与|及|暨|、")
_ASCII = re.compile(r"[A-Za-z0-9]")


def folded(text: str) -> str:
    """Full-width signs and upper case made plain, sign for sign, so that positions stay true."""
    return "".join(_folded(sign) for sign in text)


def _folded(sign: str) -> str:
    plain = unicodedata.normalize("NFKC", sign).lower()
    return plain if len(plain) == 1 else sign


def bare(name: str) -> str:
    """A chain's or industry's name without 产业链, 产业, quotation marks and spaces; 与, 及, 暨 are 和.

    >>> bare("“新型显示”产业链")
    '新型显示'
    """
    plain = re.sub(r"[“”\"'《》\s（(][^（()）]*?[)）]|[“”\"'《》\s]", "", folded(name))
    plain = _AND.sub("和", plain)
    while len(shorter := _TAIL.sub("", plain)) >= SHORTEST and shorter != plain:
        plain = shorter
    return plain


def core(name: str) -> str:
    """The bare name without what only praises it: 现代, 高端, 绿色 …

    >>> core("高端精细化工产业链")
    '化工'
    """
    plain = bare(name)
    while len(shorter := _HEAD.sub("", plain)) >= SHORTEST and shorter != plain:
        plain = shorter
    return plain


@dataclass(frozen=True, slots=True)
class Word:
    """A word in a text, and every node it stands for: map id, node id, whether it is a name or product."""

    text: str
    start: int
    end: int
    nodes: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True)
class Vocabulary:
    """The maps of the library as words."""

    chains: Mapping[str, Chain]

    @cached_property
    def called(self) -> Mapping[str, frozenset[str]]:
        """A name or alias of a map, bare → the maps."""
        return _gathered((bare(n), c.id) for c in self.chains.values() for n in (c.name.zh, *c.aliases))

    @cached_property
    def cores(self) -> Mapping[str, frozenset[str]]:
        """The same without words of praise."""
        return _gathered((core(n), c.id) for c in self.chains.values() for n in (c.name.zh, *c.aliases))

    @cached_property
    def _words(self) -> Any:
        automaton = ahocorasick.Automaton()
        nodes: dict[str, list[tuple[str, str, bool]]] = defaultdict(list)
        for chain in self.chains.values():
            for node in chain.nodes:
                for word, said in _words_of(node):
                    nodes[word].append((chain.id, node.id, said))
        for word, found in nodes.items():
            automaton.add_word(word, (word, tuple(found)))
        automaton.make_automaton()
        return automaton

    def words_in(self, text: str) -> Iterator[Word]:
        """The words of nodes in a text, the longest where several begin at one place, none inside another."""
        plain = folded(text)
        if not len(self._words):
            return
        for end, (word, nodes) in self._words.iter_long(plain):
            start = end + 1 - len(word)
            if not _torn(plain, start, end + 1):
                yield Word(text[start : end + 1], start, end + 1, nodes)


def _gathered(pairs: Iterable[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for name, chain in pairs:
        if len(name) >= SHORTEST:
            found[name].add(chain)
    return {name: frozenset(chains) for name, chains in found.items()}


def _words_of(node: ChainNode) -> Iterator[tuple[str, bool]]:
    """Each word of a node once, and whether it is its name or a product of it."""
    met: set[str] = set()
    for said, words in ((True, (node.name.zh, *node.products)), (False, node.aliases)):
        for word in words:
            plain = folded(word)
            if len(plain) > (SHORTEST if plain.isascii() else SHORTEST - 1) and plain not in met:
                met.add(plain)
                yield plain, said


def _torn(text: str, start: int, end: int) -> bool:
    """Whether a Latin word or a number goes on beyond the match."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return bool(
        (_ASCII.match(text[start]) and _ASCII.match(before))
        or (_ASCII.match(text[end - 1]) and _ASCII.match(after))
    )
