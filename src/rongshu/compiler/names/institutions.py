"""Institutes, platforms, associations and events that a plan names beside its firms."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rongshu.compiler.names.firm_lists import Sighting
from rongshu.compiler.names.likeness import coined, plain
from rongshu.compiler.names.nouns import ORDINARY, REGIONS
from rongshu.compiler.names.phrases import OPENER
from rongshu.compiler.reading.enumeration import Span, clauses, members, sentences
from rongshu.document.blocks import Passage

_ENDINGS = {
    "institute": "研究院|研究所|实验室|大学|学院|研究中心|创新中心|设计院",
    "platform": "工业互联网平台|云平台|公共服务平台|标识解析二级节点|数据中心|智算中心|超算中心",
    "association": "产业联盟|联盟|协会|商会|联合会",
    "event": "峰会|博览会|交易会|创新大赛",
}
_LONGEST = 26
_KINDS = tuple(
    (kind, re.compile(rf"(?:{ends})(?![一-鿿]?(?:城|园|级|村|路))")) for kind, ends in _ENDINGS.items()
)
_JOINED = re.compile(r"[与和及同]|以及|的")
_GENERAL = re.compile(
    r"^(?:国家级?|省级?|市级?|各类?|一批|高水平|重点|新型|专业|区域|行业|企业|公共|若干|国内外|一流|大型|丰富|[步性准化型类局年会])"
    r"|^[一二三四五六七八九十\d]|[；：“”、]"
)


def named_institutions(passage: Passage, regions: frozenset[str]) -> Iterator[Sighting]:
    """The institutions of one passage whose names say which one is meant."""
    for sentence in sentences(passage.text):
        for clause in clauses(sentence):
            for piece in members(clause, 4):
                yield from _in_piece(piece, passage, regions)


def _in_piece(piece: Span, passage: Passage, regions: frozenset[str]) -> Iterator[Sighting]:
    for kind, pattern in _KINDS:
        for match in pattern.finditer(piece.text):
            name = _bare(piece.cut(0, match.end()), regions)
            if name is not None:
                yield Sighting(name.text, passage.number, name.start, f"enterprises:{kind}", 0.65, "", kind)
                return


def _bare(name: Span, regions: frozenset[str]) -> Span | None:
    """The name after the verbs in front of it, where it begins with a region or a made-up word."""
    cuts = [match.end() for pattern in (OPENER, _JOINED) for match in pattern.finditer(name.text)]
    for cut in sorted({0, *cuts}):
        rest = name.cut(cut)
        while rest.text[:2] in ORDINARY and len(rest.text) > 6:
            rest = rest.cut(2)
        if 5 <= len(rest.text) <= _LONGEST and not _GENERAL.match(rest.text) and _own(rest.text, regions):
            return rest if rest.text.count("（") == rest.text.count("）") else None
    return None


def _own(text: str, regions: frozenset[str]) -> bool:
    """Whether the beginning tells which institution it is."""
    local = any(text[:size] in regions or text[:size] in REGIONS for size in (2, 3))
    return local or (coined(text[:2]) and coined(text[:3]) and not plain(text))
