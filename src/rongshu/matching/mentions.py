"""The words of the chains that a firm says, where each stands, and what the firm does with the thing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from rongshu.matching.firm_name import parse_name
from rongshu.matching.lexicon import SHORTEST, STRETCHABLE, Hit, Lexicon
from rongshu.matching.phrase import (
    MAKES,
    SELLS,
    STOP,
    Place,
    folded,
    is_other_substance,
    is_part,
    phrases,
    purposes,
    said,
    standing,
)

PRODUCT, MADE, NEUTRAL, SOLD, NAME = 0.6, 0.5, 0.3, 0.2, 0.25
TRADED = 0.6  # what a firm sells that makes nothing at all
DRAWN_OUT = 0.8
_CARRIED = 4  # signs of a thing that may leave its beginning to the thing before it
_JOINED = re.compile("、|/|及|和|与|以及")
_LATIN = re.compile("(?<![a-z])[a-z]")
_CLAUSES = re.compile(r"[;；。]")
_THINGS = re.compile(r"[、,，;；。]")
_TRADE_NAMES = re.compile(r"贸易|商贸|进出口|经销|商行|经营部|供应链|物资|批发|商店|商场|门市部")
_TRADE_CODES = ("51", "52")
_SURE = 0.9
_WIDE = re.compile(
    "(?:实业|科技|技术|工业|贸易|商贸|发展|产业|集团|股份|新材料|材料|制品|智能|电子|进出口|供应链|经营|商)+$"
)


class Mention(NamedTuple):
    """A word of the chains somewhere in a firm's texts, before it is decided what it means."""

    hit: Hit
    source: str
    base: float
    sells: bool
    places: tuple[Place, ...]  # one an owner
    part: bool
    clause: int = -1  # of the scope, those that only sell not counted; the first is the main business


@dataclass(frozen=True, slots=True)
class Texts:
    """A firm's texts folded, with what is excluded and what every registration says left blank."""

    name: str
    products: str
    scope: str
    codes: tuple[str, ...]


def texts_of(name: str, products: str, scope: str, codes: tuple[str, ...]) -> Texts:
    """The texts as they are searched."""
    return Texts(name, said(folded(products)), said(folded(scope)), codes)


def trades(texts: Texts, lexicon: Lexicon) -> bool:
    """Whether the firm makes nothing: by its codes, by its name, or because it speaks of selling alone."""
    products, scope = texts.products, texts.scope
    if texts.codes and all(code.startswith(_TRADE_CODES) for code in texts.codes):
        return not MAKES.search(products.replace("回收", "")) and not (
            MAKES.search(scope) and not _sells_first(texts)
        )
    if _TRADE_NAMES.search(texts.name):
        return not MAKES.search(products)
    if texts.codes or MAKES.search(products) or MAKES.search(scope):
        return False
    return bool(SELLS.search(products)) or _sells_it(products, scope, lexicon)


def _sells_first(texts: Texts) -> bool:
    """Whether a firm coded as trade is one: by its name, or by the first clause of its scope."""
    if _TRADE_NAMES.search(texts.name) or SELLS.search(texts.products):
        return True
    first = next((clause for clause in _CLAUSES.split(texts.scope) if clause), "")
    return bool(SELLS.search(first)) and not MAKES.search(first)


def _sells_it(products: str, scope: str, lexicon: Lexicon) -> bool:
    """Whether the scope speaks of selling what the firm lists or what a chain knows, not just anything."""
    return any(
        SELLS.search(clause) and (not products or _alike(products, clause) or _knows(clause, lexicon))
        for clause in _CLAUSES.split(scope)
    )


def _alike(products: str, clause: str) -> bool:
    return any(products[place : place + 2] in clause for place in range(len(products) - 1))


def _knows(clause: str, lexicon: Lexicon) -> bool:
    return any(owner.weight >= _SURE for hit in lexicon.find(clause) for owner in hit.owners)


def mentions(texts: Texts, lexicon: Lexicon, trader: bool) -> Iterator[Mention]:
    """Every word of the chains in the firm's products, its scope and the end of its name."""
    said_apart = tuple(phrases(texts.products))
    drawn = (
        *_drawn_out(said_apart, lexicon),
        *_carried(texts.products, said_apart, lexicon),
    )
    for mention in _found(texts.products, lexicon, "products", trader):
        if not any(d.start <= mention.hit.start and mention.hit.end <= d.end for d in drawn):
            yield mention
    for hit in drawn:
        makes, sells = _done_with(texts.products, hit, (False, False))
        heads = (Place.HEAD,) * len(hit.owners)
        yield Mention(hit, "products", PRODUCT * DRAWN_OUT, sells and not makes, heads, False)
    yield from _found(texts.scope, lexicon, "scope", trader)
    yield from _named(texts.name, lexicon)


def _found(text: str, lexicon: Lexicon, source: str, trader: bool) -> Iterator[Mention]:
    reached, clause = 0, (False, False)
    aims = purposes(text)
    number = _Numbered(text) if source == "scope" else None
    before: Hit | None = None
    for hit in lexicon.find(text):
        if is_other_substance(text, hit.start, hit.word):
            continue
        if hit.start >= reached:
            begin = max(text.rfind(stop, 0, hit.start) for stop in ";；。") + 1
            end = _CLAUSES.search(text, hit.end)
            reached = end.start() if end else len(text)
            said_here = text[begin:reached]
            clause = bool(MAKES.search(said_here)), bool(SELLS.search(said_here))
        makes, sells = _done_with(text, hit, clause)
        sold = sells and not makes
        base = PRODUCT
        if source == "scope":
            base = MADE if makes else (TRADED if trader else SOLD) if sold else NEUTRAL
        places = _places(text, hit, lexicon)
        if any(begin <= hit.start and hit.end <= stop for begin, stop in aims):
            places = (Place.PURPOSE,) * len(hit.owners)
        elif before and _of_others(before, hit, lexicon):
            places = (Place.MODIFIER,) * len(hit.owners)
        before = hit
        part = is_part(text, hit.start, hit.word)
        yield Mention(hit, source, base, sold, places, part, number.at(hit.start) if number else -1)


def _of_others(before: Hit, hit: Hit, lexicon: Lexicon) -> bool:
    """Whether a machine, or a thing of two signs, is said to be for, or of, what other chains make.

    The winder of 锂电池卷绕机 winds no yarn, the chip of AWG芯片 is a light guide.
    """
    if before.end != hit.start or {o.chain for o in before.owners} & {o.chain for o in hit.owners}:
        return False
    machine = hit.word.endswith("机") and all(
        lexicon.kinds[o.chain, o.node] == "equipment" for o in hit.owners
    )
    return machine or (len(hit.word) <= SHORTEST and before.word.isascii())


class _Numbered:
    """The clauses of a scope by number, counted on from place to place."""

    def __init__(self, text: str) -> None:
        self._text, self._place, self._number, self._end = text, 0, -1, 0

    def at(self, place: int) -> int:
        """The number of the clause at ``place``, which never goes back."""
        while self._end <= place and self._place < len(self._text):
            stop = _CLAUSES.search(self._text, self._place)
            self._end = stop.start() if stop else len(self._text)
            clause = self._text[self._place : self._end]
            if clause.strip(" ,，:：") and (MAKES.search(clause) or not SELLS.search(clause)):
                self._number += 1
            self._place = self._end + 1
        return max(self._number, 0)


def first_clause(text: str) -> int:
    """Where the first clause ends that says anything."""
    begin = next((place for place, sign in enumerate(text) if sign not in ";；。,，:："), 0)
    end = _CLAUSES.search(text, begin)
    return end.start() if end else len(text)


def _places(text: str, hit: Hit, lexicon: Lexicon) -> tuple[Place, ...]:
    found = standing(text, hit.end)
    if found is Place.HEAD:
        return (found,) * len(hit.owners)
    return tuple(standing(text, hit.end, lexicon.endings[owner.chain, owner.node]) for owner in hit.owners)


def _done_with(text: str, hit: Hit, whole: tuple[bool, bool]) -> tuple[bool, bool]:
    """Whether the thing is made, and whether it is sold: by its own words, else by those of its clause."""
    stop = _THINGS.search(text, hit.end)
    own = text[hit.start : stop.start() if stop else len(text)]
    makes, sells = bool(MAKES.search(own)), bool(SELLS.search(own))
    return (makes, sells) if makes or sells else whole


def _drawn_out(said_apart: Iterable[tuple[int, str]], lexicon: Lexicon) -> Iterator[Hit]:
    """Words that the products write out with more between, where no full word heads the phrase."""
    for begin, phrase in said_apart:
        word = lexicon.stretched(phrase) if len(phrase) > STRETCHABLE else ""
        if not word:
            continue
        end = begin + len(phrase)
        longest = max((len(h.word) for h in lexicon.find(phrase) if h.end == len(phrase)), default=0)
        if longest < min(len(word), STRETCHABLE):
            yield Hit(word, end - _reach(word, phrase), end, tuple(lexicon.owners[word]))


def _carried(text: str, said_apart: Iterable[tuple[int, str]], lexicon: Lexicon) -> Iterator[Hit]:
    """Words whose beginning was said once for two things: the LED芯片 of LED外延片及芯片."""
    before, ended = "", 0
    for begin, phrase in said_apart:
        if before and len(phrase) <= _CARRIED and _JOINED.fullmatch(text, ended, begin):
            sure = text[ended:begin] != "、" or phrase not in lexicon.owners
            word = _with_beginning(before, phrase, lexicon) if sure else ""
            if word:
                end = begin + len(phrase)
                yield Hit(word, begin, end, tuple(lexicon.owners[word]))
        before, ended = phrase, begin + len(phrase)


def _with_beginning(before: str, phrase: str, lexicon: Lexicon) -> str:
    starts = [0, *(found.start() for found in _LATIN.finditer(before))]
    found = [
        before[start:end] + phrase
        for start in starts
        for end in range(len(before) - 1, start + 1, -1)
        if before[start:end] + phrase in lexicon.owners
    ]
    return max(found, key=len, default="")


def _reach(word: str, phrase: str) -> int:
    """How much of the phrase the drawn-out word takes, from the end."""
    place = len(phrase) - 2
    for sign in reversed(word[:-2]):
        place = phrase.rfind(sign, 0, place)
    return len(phrase) - place


def _named(name: str, lexicon: Lexicon) -> Iterator[Mention]:
    """The words with which a firm's name ends, before its legal form: 偏光片科技 speaks of 偏光片."""
    if not lexicon.find(folded(name)):
        return
    parsed = parse_name(name)
    text = folded(parsed.core + parsed.trade)
    hits = lexicon.find(text)
    if hits:
        shortened = _WIDE.sub(lambda found: STOP * len(found.group()), text)
        for hit in hits:
            yield Mention(hit, "name", NAME, False, _places(shortened, hit, lexicon), False)
