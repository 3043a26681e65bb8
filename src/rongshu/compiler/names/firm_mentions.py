"""Where else a document names the firms it introduced: in full, in short, or inside a longer name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

import ahocorasick

from rongshu.compiler.names.firm_actors import coined_trade
from rongshu.compiler.names.firm_lists import Sighting
from rongshu.compiler.names.likeness import (
    common,
    firm_ending,
    is_geography,
    kind_of,
    short_forms,
)
from rongshu.compiler.names.nouns import FIRM_ENDINGS, LEGAL_ENDINGS, ORDINARY, REGIONS, TRADES
from rongshu.compiler.names.phrases import OPENERS, SINGLE_OPENERS, VERB
from rongshu.compiler.reading.enumeration import Span
from rongshu.document.blocks import Passage

_TRADES = frozenset((*(end for end in FIRM_ENDINGS if end not in LEGAL_ENDINGS), "云"))
_LONGEST = max(map(len, _TRADES))
_NESTED = re.compile(
    r"[一-鿿]{0,5}?(?:研究院|实验室|研究中心|创新中心|技术中心|云创中心|学院|大学|大厦|广场|路|村|镇|街道|小学|医院)"
)
_PARK = re.compile(
    r"[一-鿿]{0,5}?(?:产业园|开发区|园区|机场|工业园|港区|小镇|新区|英才|科技园|科技城|科学城|产业城|智造城|科创城|大道|实验区)"
)
_REGIONS = frozenset(REGIONS)
AGAIN_RULES = ("enterprises:再次提及", "enterprises:简称")
_WORKS = re.compile(r"[一-鿿A-Za-z0-9]{2,16}?(?:项目|[一二三四]期|工厂|产业园|生产线|车间|总部)")
_LEADERS = "|".join((*SINGLE_OPENERS, *OPENERS, *ORDINARY, "及", "和", "了", "的", "从", "将"))
_BEFORE = re.compile(rf"(?:^|[^一-鿿A-Za-z0-9]|{_LEADERS})$")
_AFTER = re.compile(r"$|[^一-鿿A-Za-z0-9]|等|和|与|及|的|集团|公司|项目")
# 壳聚 is no short name in 壳聚糖
_SUBSTANCE = re.compile(r"[糖酸酯醇醛酮胺苯烯烷酚醚肽素钠钾钙镁铝硅]")
_PLACE_SIGNS = "市县区镇乡村湾港岛路街"


def known_mentions(
    passages: Iterable[Passage],
    sightings: Iterable[Sighting],
    words: frozenset[str],
    regions: frozenset[str],
    places: frozenset[str] = frozenset(),
) -> Iterator[Sighting]:
    """Every further mention of the firms sighted, with the longest name winning where two overlap."""
    passages = tuple(passages)
    full = {sighting.name for sighting in sightings if sighting.kind == "enterprise"}
    short = _usable_forms(full, words, regions, places)
    if not full:
        return
    automaton = _automaton({**dict.fromkeys(short, False), **dict.fromkeys(full, True)})
    for passage in passages:
        yield from _joined(_in_passage(passage, automaton, regions))


def _in_passage(
    passage: Passage, automaton: ahocorasick.Automaton, regions: frozenset[str]
) -> Iterator[Sighting]:
    for last, (name, whole) in automaton.iter_long(passage.text):
        found = _mention(passage.text, last - len(name) + 1, name, whole, regions)
        if found:
            begin, written = found
            confidence = 0.85 if whole else 0.6
            rule = AGAIN_RULES[0] if whole else AGAIN_RULES[1]
            yield Sighting(written, passage.number, begin, rule, confidence)
            yield from _neighbours(passage, begin + len(written))


def _neighbours(passage: Passage, end: int) -> Iterator[Sighting]:
    """The made-up names with a trade that the same list goes on with."""
    while passage.text[end : end + 1] == "、":
        name = coined_trade(Span(passage.text, 0).cut(end + 1))
        if name is None:
            return
        yield Sighting(name.text, passage.number, name.start, "enterprises:同列", 0.7)
        end = name.end


def _joined(sightings: Iterable[Sighting]) -> Iterator[Sighting]:
    """Two short names side by side are the name of a firm that both own (鹭达 + 长风)."""
    held: Sighting | None = None
    for seen in sightings:
        if held and held.rule == seen.rule == AGAIN_RULES[1] and held.start + len(held.name) == seen.start:
            held = replace(held, name=held.name + seen.name)
            continue
        if held:
            yield held
        held = seen
    if held:
        yield held


def _automaton(names: dict[str, bool]) -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for name, whole in names.items():
        automaton.add_word(name, (name, whole))
    automaton.make_automaton()
    return automaton


def _usable_forms(
    full: set[str], words: frozenset[str], regions: frozenset[str], places: frozenset[str]
) -> set[str]:
    """The short forms that can only mean the firm: no common word, no place, not a listed product."""
    forms = {form for name in full for form in short_forms(name, regions)} - full - words - TRADES
    return {
        form for form in forms if not common(form) and not is_geography(form) and not _is_place(form, places)
    }


def _is_place(form: str, places: frozenset[str]) -> bool:
    """Whether the document uses the form as a place: followed by 区, 县, 湾 and the like."""
    if len(form) > 3:
        return kind_of(form) == "place"
    return form[-1] in _PLACE_SIGNS or form in places


def _mention(
    text: str, start: int, name: str, whole: bool, regions: frozenset[str]
) -> tuple[int, str] | None:
    """Start and written form of a mention; nothing where the name is part of something else."""
    end = start + len(name)
    if _NESTED.match(text, end):
        return None
    begin = _with_region(text, start, regions)
    if not (whole and firm_ending(name)):
        end = _with_trade(text, end)
    if not whole and (text[begin - 1 : begin] == "“" or _PARK.match(text, end) or _WORKS.match(text, end)):
        return None
    fragile = len(name) <= 3 or not whole
    if fragile and not _bounded(text, begin, end, whole, name):
        return None
    return begin, text[begin:end]


def _with_region(text: str, start: int, regions: frozenset[str]) -> int:
    """Where the name starts together with a region printed before it."""
    for size in range(min(8, start), 1, -1):
        begin = start - size
        region = text[begin:start]
        if (region in regions or region in _REGIONS) and _BEFORE.search(text[max(0, begin - 6) : begin]):
            return begin
    return start


def _with_trade(text: str, end: int) -> int:
    """Where the name ends together with the trade printed after it (鹭达 + 玻璃), if that ends the word."""
    reach = end
    for _ in range(3):
        sizes = range(_LONGEST, 0, -1)
        trade = next(
            (text[reach : reach + size] for size in sizes if text[reach : reach + size] in _TRADES), ""
        )
        if not trade:
            break
        reach += len(trade)
    return reach if reach > end and _AFTER.match(text, reach) else end


def _bounded(text: str, begin: int, end: int, whole: bool, name: str) -> bool:
    """Whether a short name stands by itself: a verb, a stop or a particle before it, and after a bare one."""
    if not _BEFORE.search(text[max(0, begin - 6) : begin]):
        return False
    if whole and len(name) <= 3 and not firm_ending(name):
        return bool(_AFTER.match(text, end) or VERB.match(text, end) or not common(text[end : end + 2]))
    return whole or len(name) > 2 or _SUBSTANCE.match(text, end) is None
