"""Where the plan speaks of the nodes of a map, by their names and products."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping

from rongshu.compiler.maps.vocabulary import Vocabulary, Word
from rongshu.compiler.reading.prose import prose
from rongshu.document.blocks import Document

MOST = 6
# paragraph → the words of the library that stand in it, with their addresses
Told = Mapping[int, tuple[tuple[Word, str], ...]]
# map and node → paragraph and address of each place, in reading order
Mentions = Mapping[tuple[str, str], tuple[tuple[int, str], ...]]


def told_in(document: Document, words: Vocabulary) -> Told:
    """The words of the library in every paragraph.  *Cost*: one pass over the text."""
    found: dict[int, list[tuple[Word, str]]] = defaultdict(list)
    for passage in prose(document):
        for word in words.words_in(passage.text):
            found[passage.number].append((word, str(passage.cite(word.start, word.end))))
    return {number: tuple(words) for number, words in found.items()}


def mentions_of(told: Told) -> Mentions:
    """Map id and node id → every paragraph with the node's name or a product of it, each once."""
    found: dict[tuple[str, str], dict[int, str]] = defaultdict(dict)
    for number, words in told.items():
        for word, cite in words:
            for library, node, said in word.nodes:
                if said:
                    found[library, node].setdefault(number, cite)
    return {key: tuple(places.items()) for key, places in found.items()}


def spoken_of(told: Told, own: Collection[int]) -> Mapping[str, int]:
    """Map id → how many of its nodes these paragraphs speak of."""
    nodes = {
        (library, node)
        for number in own
        for word, _ in told.get(number, ())
        for library, node, _ in word.nodes
    }
    return Counter(library for library, _ in nodes)


def cites_of(places: tuple[tuple[int, str], ...], own: Collection[int]) -> tuple[str, ...]:
    """The addresses to keep: first those in the chain's own paragraphs, then the others, in reading order."""
    chosen = sorted(places, key=lambda place: place[0] not in own)[:MOST]
    return tuple(cite for _, cite in sorted(chosen))
