"""Firms as the sentences introduce them: listed before 等…企业, put up as 为龙头, named after a verb."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rongshu.compiler.names.firm_actors import acting_firms
from rongshu.compiler.names.likeness import (
    coined,
    common,
    core,
    firm_ending,
    holds_common,
    is_geography,
    kind_of,
    looks_like_firm,
    shape,
)
from rongshu.compiler.names.nouns import (
    AMBIGUOUS_ENDINGS,
    GROUP_WORDS,
    LEGAL_ENDINGS,
    ORDINARY,
    STRONG_ENDINGS,
)
from rongshu.compiler.names.phrases import (
    AS_ROLE,
    COUNTED,
    HONOUR,
    LISTING,
    OPENER,
    PROJECTS,
    SINGLE_OPENERS,
    STRONG_ROLES,
    TAIL,
    VERB,
    opened,
    role_of,
    strong_opener,
)
from rongshu.compiler.reading.enumeration import Span, clauses, members, sentences
from rongshu.document.blocks import Passage

_NAME = r"[一-鿿A-Za-z0-9·（）()]"
_LEGAL = re.compile(rf"{_NAME}{{2,28}}?(?:{'|'.join(LEGAL_ENDINGS)})")
_BRACKETED = re.compile(r"[（(][^）)]*[）)]$")
_NOT_IN_NAMES = re.compile(
    r"[的了其“”；。：《》%＋+=]|\d{4}年|不断|进一步|以上|一批|若干|成为|[一二三四五六]期|上市公司|全[市省县国]"
)
_INDUSTRIES = re.compile(
    r"等(?![^，。；、]{0,12}?(?:企业|公司|龙头|骨干|链主|厂))[^，。；：、等]{0,6}?(?:产业|行业|领域|产品|技术|环节|方向|材料|装备)(?![^，。；、]{0,8}(?:企业|龙头|骨干|公司|链主))"
)
_RESPONSIBLE = re.compile(r"(?:责任|牵头|配合)(?:单位|部门)[^）)]*$")
_LED_LIST = re.compile(
    r"(?:\d{1,2}[.．、]|[（(][\d一二三四五六七八九十]{1,3}[）)]|[①-⑳])?(?P<lead>(?:龙头|骨干|链主|重点|代表性?|领军|核心|配套|主要)+企业)"
    r"[。：:]\s*(?P<list>[^，。；：]{2,200}?)(?:等)?[。；]?$"
)
_OF_A_SYSTEM = re.compile("的(?:现代|产业|先进|新型|多元|特色|工业)")
_SORTS = re.compile("(?:重点|积极|精准)?(?:引进|招引|吸引|引入)")
_LEADS_UP = re.compile("加快|打造|推进|推动|支持|引进|开展|与|的|等")
_LONGEST_NAME = 22
PROJECT_RULE = "enterprises:…等项目"
_NOT_ALONE = (
    "技术",
    "建设",
    "智能",
    "高新",
    "新能",
    "集成",
    "新材",
    "气体",
)  # begin a project's description as often


@dataclass(frozen=True, slots=True)
class Sighting:
    """A name in its place, with the rule that saw it and what the words around it say."""

    name: str
    paragraph: int
    start: int
    rule: str
    confidence: float
    role: str = ""
    kind: str = "enterprise"


@dataclass(frozen=True, slots=True)
class _Group:
    """A list of would-be names and how strongly its sentence speaks for firms (0 to 3)."""

    names: tuple[Span, ...]
    strength: int
    rule: str
    role: str = ""
    single: bool = False


def listed_words(passages: tuple[Passage, ...]) -> frozenset[str]:
    """Words that the document itself lists as industries, products or technologies (甲、乙等产业)."""
    words: set[str] = set()
    for passage in passages:
        for match in _INDUSTRIES.finditer(passage.text):
            clause = re.split(r"[，。；：]|等", passage.text[: match.start()])[-1]
            names = members(Span(clause, 0))
            words.update(_headed(name)[1].text for name in names if len(name.text) < _LONGEST_NAME)
    return frozenset(word for word in words if not looks_like_firm(word) and shape(word) != "sure")


def listed_firms(
    passage: Passage, words: frozenset[str], places: frozenset[str] = frozenset()
) -> Iterator[Sighting]:
    """The firms that the sentences of one passage introduce; ``words`` are never taken for firms, and a
    single name is none where its beginning is among the ``places`` of the document."""
    yield from _accepted(_under_lead(passage.text), passage, words)
    for sentence in sentences(passage.text):
        for group in _listings(sentence):
            yield from _accepted(group, passage, words)
        for clause in clauses(sentence):
            for group in _groups(clause):
                if not (group.single and all(_local(name.text, places) for name in group.names)):
                    yield from _accepted(group, passage, words)
    for match in _LEGAL.finditer(passage.text):
        yield from _legal(Span(match.group(), match.start()), passage)


def _local(name: str, places: frozenset[str]) -> bool:
    """Whether a name is a place with a trade behind it (临湾石化), not a firm called after its place."""
    ending = firm_ending(name)
    return core(name) in places and (not ending or ending in AMBIGUOUS_ENDINGS)


def _groups(clause: Span) -> Iterator[_Group]:
    yield from _before_tail(clause)
    yield from _counted(clause)
    yield from _as_role(clause)
    yield from _honoured(clause)
    yield from _after_opener(clause)
    yield from _with_project(clause)
    for names, opener in acting_firms(clause):
        yield _Group(names, 2, f"enterprises:{opener or '主语'}…行动", role_of(opener), True)


def _before_tail(clause: Span) -> Iterator[_Group]:
    """甲、乙、丙等(3家)(龙头)企业"""
    begin = 0
    for match in TAIL.finditer(clause.text):
        opener, names = _names(clause.cut(begin, match.start()))
        kinds = _SORTS.match(opener) and re.search("配套|辅材|零部件|上下游", match["qualifier"])
        sorts = kinds or (names and _SORTS.match(names[0].text))
        if sorts and not any(shape(name.text) == "sure" for name in names):
            continue  # 引进玻璃、胶膜、接线盒等辅材企业 names what they make
        said = (match["qualifier"], match["noun"], match["rest"][:2])
        firm_words = role_of(*said) or match["count"]
        strength = (2 if firm_words else 1) + (1 if strong_opener(opener) else 0)
        yield _Group(names, strength, f"enterprises:{opener}…等{match['noun']}", role_of(*said, opener))
        begin = match.end("noun")


def _counted(clause: Span) -> Iterator[_Group]:
    """甲、乙两家企业"""
    for match in COUNTED.finditer(clause.text):
        listed = clause.text[: match.start()]
        if "、" in listed and not listed.endswith(("等", "达", "超")):
            names = _names(clause.cut(0, match.start()))[1]
            yield _Group(names, 2, "enterprises:…两家企业", role_of(match["qualifier"]))


def _as_role(clause: Span) -> Iterator[_Group]:
    """以甲、乙为龙头"""
    begin = 0
    for match in AS_ROLE.finditer(clause.text):
        opener, names = _names(clause.cut(begin, match.start()))
        begin = match.end()
        if _OF_A_SYSTEM.match(clause.text, begin):
            continue  # 以先进制造业为骨干的现代化产业体系
        firms = match["role"] in STRONG_ROLES
        named = TAIL.search(match.group())
        plain = match["role"] in ("主", "辅") and all(shape(name.text) == "sure" for name in names)
        strength = 3 if firms and opener.endswith("以") else 2 if firms or named or plain else 0
        yield _Group(names, strength, f"enterprises:以…为{match['role']}", role_of(match["role"]))


def _honoured(clause: Span) -> Iterator[_Group]:
    """甲、乙入选…"""
    match = HONOUR.search(clause.text)
    if match and "、" in clause.text[: match.start()]:
        yield _Group(_names(clause.cut(0, match.start()))[1], 1, "enterprises:…入选")


def _under_lead(text: str) -> _Group:
    """骨干企业。甲、乙、丙。: a paragraph that is a list under a lead which says that it is of firms."""
    match = _LED_LIST.match(text)
    names = members(Span(match["list"], match.start("list"))) if match else []
    listed = tuple(name.trimmed() for name in names)
    if 2 * sum(looks_like_firm(name.text) for name in listed) < len(listed):
        listed = ()
    return _Group(listed, 3, "enterprises:骨干企业。…", role_of(match["lead"]) if match else "")


def _listings(sentence: Span) -> Iterator[_Group]:
    """龙头企业包括甲、乙"""
    for match in LISTING.finditer(sentence.text):
        rest = re.split(r"[，；。）]|等", sentence.text[match.end() :])[0]
        names = tuple(members(Span(rest, sentence.start + match.end())))
        yield _Group(names, 2, "enterprises:企业包括…", role_of(match.group()))


def _after_opener(clause: Span) -> Iterator[_Group]:
    """支持甲加快…, 依托乙"""
    for match in OPENER.finditer(clause.text):
        if not strong_opener(match.group()):
            continue
        name = _leading_firm(clause.cut(match.end()))
        if name:
            yield _Group((name,), 2, f"enterprises:{match.group()}…", role_of(match.group()), True)


def _with_project(clause: Span) -> Iterator[_Group]:
    """推进甲、乙气体等项目建设: a member that is a firm, or starts with one."""
    for match in PROJECTS.finditer(clause.text):
        for piece in _names(clause.cut(0, match.start()))[1]:
            name = _firm_in_front(piece) or (piece if shape(piece.text) == "sure" else None)
            if name and (firm_ending(name.text) not in _NOT_ALONE):
                yield _Group((name,), 2, PROJECT_RULE)


def _firm_in_front(piece: Span) -> Span | None:
    for end in range(4, min(9, len(piece.text))):
        if firm_ending(piece.text[:end]) not in ("", *_NOT_ALONE) and shape(piece.text[:end]) == "sure":
            return piece.cut(0, end)
    return None


def _leading_firm(rest: Span) -> Span | None:
    """The longest start of ``rest`` that ends as firms do, where a verb or nothing follows."""
    stop = re.search(r"[、（“等的]", rest.text)
    limit = min(_LONGEST_NAME, stop.start() if stop else len(rest.text))
    for end in range(limit, 2, -1):
        if _ends_as_firm(rest.text[:end], rest.text[end : end + 3]):
            return rest.cut(0, end)
    return None


def _ends_as_firm(name: str, follows: str) -> bool:
    """Whether a name without a list around it is a firm: the more common its trade, the stricter."""
    ending = firm_ending(name)
    head = name[: len(name) - len(ending)]
    if not ending or not looks_like_firm(name):
        return False
    if ending in STRONG_ENDINGS:
        return not any(word in head for word in GROUP_WORDS) and not _LEADS_UP.search(head)
    head = core(name)
    if is_geography(head) or VERB.search(head) or not coined(head[:3]):
        return False
    closed = not follows or follows[0] in "、（“等" or VERB.match(follows) is not None
    longest = 3 if ending in AMBIGUOUS_ENDINGS else 5
    return closed and len(head) <= longest and not holds_common(head) and not is_geography(head[:2])


def _names(span: Span) -> tuple[str, tuple[Span, ...]]:
    """The opener of a list and its members without it."""
    pieces = members(span)
    if not pieces:
        return "", ()
    opener, first = _headed(pieces[0])
    return opener, tuple(piece.trimmed() for piece in (first, *pieces[1:]))


def _headed(piece: Span) -> tuple[str, Span]:
    """The opener in front of a list's first member, and the member without it or another everyday verb."""
    opener, start = opened(piece.text)
    if re.fullmatch("以[一-鿿]{2,4}", piece.text[start:]) and common(piece.text[start + 1 :]):
        return opener, piece.cut(start + 1)  # 构建以石化为龙头
    if start and (common(piece.text[start:]) and looks_like_firm(piece.text)):
        return "", piece
    name = piece.cut(start)
    while name.text[:2] in ORDINARY and len(name.text) >= 5:
        name = name.cut(2)
    return opener, name


def _accepted(group: _Group, passage: Passage, words: frozenset[str]) -> Iterator[Sighting]:
    """The members of a group that stand up as firms, where the group as a whole does."""
    names = [name for name in group.names if 2 <= len(name.text) <= _LONGEST_NAME]
    good = [name for name in names if _possible(name.text, words)]
    sure = [name for name in good if looks_like_firm(name.text)]
    lifted = group.strength >= 2 and 2 * len(good) >= len(names)
    if not good or not (lifted or (group.strength == 1 and sure and len(good) == len(names))):
        return
    for name in good:
        if name.text.endswith("控股") and passage.text[name.end : name.end + 1] == "的":
            name = name.cut(0, -2)
        confidence = 0.55 + 0.1 * group.strength + (0.12 if name in sure else 0)
        yield Sighting(
            name.text, passage.number, name.start, group.rule, round(min(confidence, 0.97), 2), group.role
        )


def _possible(name: str, words: frozenset[str]) -> bool:
    if name in words or common(name) or _NOT_IN_NAMES.search(name):
        return False
    if name.count("（") != name.count("）"):
        return False
    return kind_of(_BRACKETED.sub("", name)) in ("", "enterprise")


def _legal(span: Span, passage: Passage) -> Iterator[Sighting]:
    """A full legal name anywhere, without the verb that leads up to it."""
    start = 0
    for match in OPENER.finditer(span.text):
        rest = span.text[match.end() :]
        if len(rest) >= 6 and not common(rest):
            start = match.end()
    name = span.cut(start)
    if name.text[0] in SINGLE_OPENERS and len(name.text) > 6:
        name = name.cut(1)
    responsible = _RESPONSIBLE.search(passage.text, 0, span.start)
    if looks_like_firm(name.text) and not responsible and not _NOT_IN_NAMES.search(name.text):
        yield Sighting(name.text, passage.number, name.start, "enterprises:公司全称", 0.95)
