"""How well each map of the library fits a chain: by what the chain is called, then by what is made in it.

Names decide first; products tell maps of like names apart and find a map where no name does.  Nothing is
certain: a person confirms.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rongshu.compiler.maps.vocabulary import SHORTEST, Vocabulary, bare, core, folded

SAME_NAME, SAME_CORE, ONE_OF_TWO = 0.95, 0.85, 0.7
INSIDE, INSIDE_SHARE, AT_THE_END, A_NODE = 0.4, 0.3, 0.1, 0.35
FEWEST_PRODUCTS, LEAST_SHARE = 3, 0.3
FEWEST_TOLD, BY_TEXT = 2, 0.25
BY_PRODUCTS, BY_ALL_PRODUCTS = 0.3, 0.6
FAINTEST = 0.35
_JOINED = "和"


@dataclass(frozen=True, slots=True)
class Said:
    """A product or segment that the plan gives to the chain, and where."""

    name: str
    cite: str


@dataclass
class Fit:
    """A map, how sure, by which rules, and the words that speak for it, the plan's addresses among them."""

    library: str
    by_name: float = 0.0
    by_products: float = 0.0
    by_text: float = 0.0
    rules: list[str] = field(default_factory=list)
    evidence: list[str] = field(default_factory=list)
    cites: list[str] = field(default_factory=list)

    @property
    def confidence(self) -> float:
        """Signs together are surer than each; what the text is full of only supports a name or products."""
        alone = 1 - (1 - self.by_name) * (1 - self.by_products)
        return round(1 - (1 - alone) * (1 - self.by_text), 2)


def fits(name: str, said: Sequence[Said], told: Mapping[str, int], words: Vocabulary) -> tuple[Fit, ...]:
    """The maps that may fit a chain of this name in which the plan names these products, the best first.

    ``told`` counts, for each map, the nodes of which the chain's own paragraphs speak.
    """
    found: dict[str, Fit] = {}
    for library, sure, rule, word in _by_name(name, words):
        fit = found.setdefault(library, Fit(library))
        if sure > fit.by_name:
            fit.by_name, fit.rules, fit.evidence = sure, [rule], [word]
    products = _products(said, words)
    total = len({one.name for one in said})
    for library, made in products.items():
        share = len(made) / total
        if total < FEWEST_PRODUCTS or len(made) < FEWEST_PRODUCTS - 1 or share < LEAST_SHARE:
            continue
        fit = found.setdefault(library, Fit(library))
        fit.by_products = min(BY_PRODUCTS + (BY_ALL_PRODUCTS - BY_PRODUCTS) * share, 0.9)
        fit.rules.append("products")
        fit.evidence += [one.name for one in made]
        fit.cites += [one.cite for one in made]
    most = max(told.values(), default=0)
    for fit in found.values():
        if told.get(fit.library, 0) == most >= FEWEST_TOLD:
            fit.by_text = BY_TEXT
            fit.rules.append("text")
        elif total > FEWEST_PRODUCTS and fit.by_name < SAME_CORE and not products.get(fit.library):
            fit.by_name *= 0.6  # the name says so, and nothing that is made there does
    sure_first = sorted(found.values(), key=lambda fit: (-fit.confidence, fit.library))
    return tuple(fit for fit in sure_first if fit.confidence >= FAINTEST)


def _by_name(name: str, words: Vocabulary) -> Iterator[tuple[str, float, str, str]]:
    plain, heart = bare(name), core(name)
    for library in words.called.get(plain, ()):
        yield library, SAME_NAME, "name", plain
    for library in words.cores.get(heart, ()):
        yield library, SAME_CORE, "name-core", heart
    pieces = [piece for piece in plain.split(_JOINED) if len(piece) >= SHORTEST]
    for piece in pieces if len(pieces) > 1 else ():
        for library in words.cores.get(core(piece), ()):
            yield library, ONE_OF_TWO, "name-piece", piece
    for word in words.words_in(plain):
        if word.end == len(plain) and len(word.text) * 2 >= len(plain):
            for library, _, _ in word.nodes:
                yield library, A_NODE * len(word.text) / len(plain), "node", word.text
    for start in range(len(plain)):
        for end in range(start + SHORTEST, len(plain) + 1):
            inner = plain[start:end]
            if inner != plain:
                sure = INSIDE + INSIDE_SHARE * len(inner) / len(plain)
                sure += AT_THE_END if end == len(plain) else 0
                for library in words.called.get(inner, ()):
                    yield library, sure, "name-part", inner


def _products(said: Iterable[Said], words: Vocabulary) -> dict[str, list[Said]]:
    """Map → the products that one of its nodes makes: the word itself, or what the product's name ends in."""
    found: dict[str, dict[str, Said]] = defaultdict(dict)
    for one in said:
        name = folded(one.name)
        for word in words.words_in(name):
            if word.end == len(name) or len(word.text) * 2 > len(name):
                for library, _, _ in word.nodes:
                    found[library].setdefault(one.name, one)
    return {library: list(made.values()) for library, made in found.items()}
