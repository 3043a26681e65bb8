"""What a name looks like: a firm, an institute, a platform, a place, or only a common word."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from rongshu.compiler.names.nouns import (
    ABSTRACT,
    ASSOCIATION_ENDINGS,
    CLOSING_ENDINGS,
    COMMON,
    EVENT_ENDINGS,
    FIRM_ENDINGS,
    GENERIC_ENDINGS,
    GEOGRAPHY,
    GROUP_WORDS,
    INSTITUTE_ENDINGS,
    LEGAL_ENDINGS,
    ORDINARY,
    PLACE_ENDINGS,
    PLACE_SIGNS,
    PLATFORM_ENDINGS,
    REGIONS,
    TRADES,
)

_KINDS = (
    ("enterprise", tuple(LEGAL_ENDINGS)),
    ("institute", tuple(INSTITUTE_ENDINGS)),
    ("association", tuple(ASSOCIATION_ENDINGS)),
    ("event", tuple(EVENT_ENDINGS)),
    ("platform", tuple(PLATFORM_ENDINGS)),
    ("place", tuple(PLACE_ENDINGS)),
    ("generic", (*GENERIC_ENDINGS, *(word for word in GROUP_WORDS if word not in ("企业", "集团")))),
)
_ORDINARY = re.compile(
    r"[的了在从与其级型等各该每这那是将把被由或并更最很还也就都不要]|^[以为向于有无可和及到像如对让]|[一二三四五六七八九十两百千万亿]+[个家批项类种条大年区]"
    r"|^(?:我[市县省区们]|全[市县省国区州旗盟域]|[省市县区企产项]|国家|大[型量力批]|小[型微])"
    r"|[0-9%：；，。、（）()“”]"
)
_MADE_OF = re.compile(r"^(?:[煤油气醇盐]制|[煤油气碳生铝钛铜硅]基)")  # 煤制烯烃 is a product
_ENDINGS = frozenset(FIRM_ENDINGS)
_LONGEST_ENDING = max(map(len, FIRM_ENDINGS))
_REGIONS = frozenset(REGIONS)
_PLACE_SIGN = re.compile(f"(?={'|'.join(PLACE_SIGNS)})")
_LAST_TRADES = TRADES | {"厂"}
_LONGEST = max(map(len, COMMON))
_PLAIN = COMMON | ORDINARY
_NO_TRADE = ABSTRACT | ORDINARY


@lru_cache(maxsize=1 << 14)
def kind_of(name: str) -> str:
    """What the ending says the name is; empty where it says nothing.

    One of ``enterprise``, ``institute``, ``association``, ``event``, ``platform``, ``place``, ``generic``.
    """
    if name.endswith(tuple(LEGAL_ENDINGS)) and common(name):
        return "generic"
    trade = firm_ending(name) or _last_trade(name)
    return next((kind for kind, endings in _KINDS if _ends_so(name, endings, trade)), "")


def _ends_so(name: str, endings: tuple[str, ...], trade: str) -> bool:
    """Whether one of the endings fits and is not merely the tail of a trade's name (自动化, 石化)."""
    return any(name.endswith(ending) and not (len(trade) > len(ending)) for ending in endings)


@lru_cache(maxsize=1 << 14)
def common(name: str) -> bool:
    """Whether the name is made of common words only, as 新能源汽车零部件 is."""
    return _made_of(name, COMMON)


@lru_cache(maxsize=1 << 14)
def plain(name: str) -> bool:
    """Whether the name is made of common and everyday words only, as 智慧城市 is."""
    return _made_of(name, _PLAIN)


@lru_cache(maxsize=1 << 14)
def abstract(name: str) -> bool:
    """Whether the name is made of everyday words and of those that name no trade, as 新型机构 is."""
    return _made_of(name, _NO_TRADE)


def _made_of(name: str, vocabulary: frozenset[str]) -> bool:
    reached = [True] + [False] * len(name)
    for begin in range(len(name)):
        if reached[begin]:
            for end in range(begin + 1, min(len(name), begin + _LONGEST) + 1):
                reached[end] = reached[end] or name[begin:end] in vocabulary
    return reached[-1]


def firm_ending(name: str) -> str:
    """The longest ending typical of firms, empty where there is none or nothing stands before it."""
    sizes = range(min(_LONGEST_ENDING, len(name) - 1), 0, -1)
    return next((name[-size:] for size in sizes if name[-size:] in _ENDINGS), "")


def looks_like_firm(name: str) -> bool:
    """Whether the name alone, without its sentence, speaks for a firm."""
    ending = firm_ending(name)
    head = name[: len(name) - len(ending)] if ending else ""
    return len(head) >= 2 and not common(name) and kind_of(name) in ("", "enterprise") and not common(head)


def short_forms(name: str, regions: Collection[str] = ()) -> tuple[str, ...]:
    """What a firm may be called in short, longest first: without region, legal form and trade.

    >>> short_forms("南垣长风智造技术有限公司", ("南垣",))
    ('长风智造技术', '长风智造', '长风')
    """
    short = without_region(name, regions)
    forms = [] if short == name else [short]
    while True:
        ending = firm_ending(short) or _last_trade(short)
        if not ending or len(short) - len(ending) < 2:
            return tuple(form for form in forms if not form.endswith(LEGAL_ENDINGS))
        short = short[: -len(ending)].rstrip("（(）)")
        forms.append(short)


def _last_trade(name: str) -> str:
    """The longest trade that ends the name."""
    return next((name[cut:] for cut in range(2, len(name) - 1) if name[cut:] in TRADES), "")


def core(name: str, regions: Collection[str] = ()) -> str:
    """The shortest of its short forms, the name itself where it has none."""
    return (short_forms(name, regions) or (name,))[-1]


def without_region(name: str, regions: Collection[str] = ()) -> str:
    """The name without a leading province, city or ``中国``, where enough of it remains."""
    for size in range(min(8, len(name) - 2), 1, -1):
        if name[:size] in regions or name[:size] in _REGIONS:
            rest = name[size:]
            return rest[1:] if rest[0] in "省市县区" and len(rest) > 2 else rest
    return name


def holds_common(name: str) -> bool:
    """Whether a common word of two or more characters stands inside the name."""
    return any(
        name[begin:end] in COMMON
        for begin in range(len(name))
        for end in range(begin + 2, min(len(name), begin + 6) + 1)
    )


def is_geography(name: str) -> bool:
    """Whether a short name is a region, a river, a direction or another word that any firm may borrow."""
    return name in GEOGRAPHY or name in REGIONS


def place_stems(text: str) -> frozenset[str]:
    """The words that a text uses as places: followed by 县, 湾, 经济开发区 and the like."""
    stems: set[str] = set()
    for match in _PLACE_SIGN.finditer(text):
        stems.update(
            text[match.start() - size : match.start()] for size in (2, 3, 4) if match.start() >= size
        )
    return frozenset(stems)


@lru_cache(maxsize=1 << 14)
def coined(head: str) -> bool:
    """Whether the beginning of a name is a made-up word: no everyday word, no verb, no number, no region."""
    if (
        len(head) < 2
        or _ORDINARY.search(head)
        or _MADE_OF.match(head)
        or is_geography(head[:2])
        or is_geography(head)
        or head[1] in "式型"
    ):
        return False
    everyday = any(head[begin : begin + 2] in ORDINARY for begin in range(len(head) - 1))
    return not everyday and not holds_common(head)


@lru_cache(maxsize=1 << 14)
def shape(name: str) -> str:
    """``sure`` for a made-up word before a trade (鹭达隔膜), ``maybe`` for one alone, else empty."""
    if not 3 <= len(name) <= 10:
        return ""
    for size in (2, 3, 4):
        if coined(name[:size]) and _trade(name[size:]):
            return "sure"
    return "maybe" if len(name) <= 6 and coined(name) and kind_of(name) in ("", "enterprise") else ""


def _trade(rest: str) -> bool:
    """Whether the rest of a name is a trade: one word, two short ones, or any before 科技 or 集团.

    Longer rows of trades are a firm and what it builds (纺织 + 智能染整).
    """
    if rest == "厂" or (len(rest) >= 2 and rest in TRADES):
        return True
    closing = next((end for end in CLOSING_ENDINGS if rest.endswith(end) and len(rest) > len(end)), "")
    if closing:
        return _trade(rest[: -len(closing)])
    short = len(rest) <= 5 and not rest.endswith(("技术", "建设", "智能"))
    return short and any(rest[:cut] in TRADES and rest[cut:] in _LAST_TRADES for cut in range(2, len(rest)))
