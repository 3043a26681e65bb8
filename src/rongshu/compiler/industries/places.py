"""Places that the text of a segment says to rely on, build in or gather in."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from rongshu.compiler.names.enterprises import regions_of
from rongshu.compiler.names.likeness import coined, common, is_geography
from rongshu.compiler.names.nouns import PLACE_ENDINGS, PLACE_SIGNS
from rongshu.compiler.reading.enumeration import Span, clauses, members, sentences
from rongshu.compiler.reading.territory import territory_of
from rongshu.document.blocks import Document, Paragraph, Passage
from rongshu.pack.schema import Industry, Mention

_ENDINGS = "|".join(
    sorted(
        {*PLACE_ENDINGS, *(sign for sign in PLACE_SIGNS if len(sign) > 1), "机场", "海港", "孵化园"},
        key=len,
        reverse=True,
    )
)
_BY_LENGTH = tuple(_ENDINGS.split("|"))
_BROAD = frozenset(("长三角", "珠三角", "粤港澳", "京津冀", "成渝"))
_NAMED = re.compile(
    rf"(?P<name>[一-鿿A-Za-z（）()“”]{{2,22}}?(?:{_ENDINGS}))(?![一-鿿]{{0,2}}(?:标准化|建设工程))(?P<more>“[^”]{{2,8}}”)?"
)
_COUNTY = re.compile(r"(?P<name>[一-鿿]{2,3}(?:区|县|市|镇|湾|岛|港))(?=[、，。；等和及的为内集开拥聚产]|$)")
_LEAD = re.compile(
    r"(?:依托|以|在|推动|推进|加快|加速|建设|规划建设|打造|布局|引导|支持|发挥|提升|提高|完善|形成|位于|落户|入驻|进驻|向|与|及|和|重点|做强|做优|围绕|加强与|等|为|将|对接|借助|利用"
    r"|培育|创建|谋划|高标准|推介|促进|申报|争取|抓住|落地|巩固|深化|加强)(?=[一-鿿])"
)
_STEM = re.compile(r"([一-鿿]{2})(?=[县区市镇湾])")
_AT = re.compile(r"(?:依托|在|发挥|之乡|立足|位于|环|长三角|落户)")
_UNNAMED = re.compile(
    r"^(?:国家级?|省级|市级|县级|高端|特色|标准化?|现代化?|专业|新型|重点|各类|一批|示范|全国|国际|世界级?|相关|若干|[一二三四五六七八九十两]+个?|我[市县]|产业|工业|经济|科技|高水平|高标准|本地|智慧|数字|绿色|大型|综合性?|千亿级?|百亿级?|开发|生产|研发|原料|种植|养殖|[^“]{0,2}的)"
)


def with_places(document: Document, industries: Iterable[Industry]) -> tuple[Industry, ...]:
    """The industries with the parks, districts and other places that their own text names."""
    industries = tuple(industries)
    territory = territory_of(document, industries)
    regions = _places_of(document)
    found: dict[str, list[Mention]] = defaultdict(list)
    for _, block, _ in document.walk():
        owner = territory.at(block.passage.number) if isinstance(block, Paragraph) else ""
        if owner and isinstance(block, Paragraph):
            found[owner].extend(_mentions(block.passage, block.body_start, regions))
    return tuple(
        industry.model_copy(update={"places": _unique(found[industry.id])}) for industry in industries
    )


def _unique(mentions: list[Mention]) -> tuple[Mention, ...]:
    return tuple({mention.name: mention for mention in reversed(mentions)}.values())[::-1]


def _mentions(passage: Passage, begin: int, regions: frozenset[str]) -> Iterator[Mention]:
    for sentence in sentences(passage.text):
        for clause in clauses(sentence):
            if clause.end <= begin:
                continue
            for name, rule, confidence in _in_clause(clause, regions):
                cite = str(passage.cite(name.start, name.end))
                yield Mention(name=name.text, cite=cite, rule=rule, confidence=confidence)


def _in_clause(clause: Span, regions: frozenset[str]) -> Iterator[tuple[Span, str, float]]:
    for piece in members(clause):
        taken = 0
        for match in _NAMED.finditer(piece.text):
            taken = match.end("more") if match["more"] else match.end("name")
            name = _bare(piece.cut(match.start(), taken))
            if name is not None:
                yield name, "places:园区", 0.8
        for match in _COUNTY.finditer(piece.text, taken):
            name = _bare(piece.cut(match.start(), match.end()))
            if name is not None and not common(name.text[:-1]):
                yield name, "places:县区", 0.6
        yield from _named_places(piece, taken, regions)


def _named_places(piece: Span, begin: int, regions: frozenset[str]) -> Iterator[tuple[Span, str, float]]:
    """A bare place name that is the whole piece, or stands after 依托, 在 and the like."""
    if piece.text in regions:
        yield piece, "places:地名", 0.6
    for match in _AT.finditer(piece.text, begin):
        for size in (4, 3, 2):
            if piece.text[match.end() : match.end() + size] in regions:
                yield piece.cut(match.end(), match.end() + size), "places:地名", 0.6
                break


def _bare(name: Span) -> Span | None:
    """The place without the verb before it; nothing where no proper name is left."""
    for lead in reversed(list(_LEAD.finditer(name.text))):
        if len(name.text) - lead.end() >= 4 or (lead.start() == 0 and len(name.text) - lead.end() >= 3):
            name = name.cut(lead.end())
            break
    if _UNNAMED.match(name.text) or is_geography(name.text) or len(name.text) < 3 or _descriptive(name.text):
        return None
    if name.text.count("（") != name.text.count("）") or name.text.count("“") != name.text.count("”"):
        return None
    return name


def _descriptive(text: str) -> bool:
    """Whether a name says only what a place is for (船舶修造基地), not which one it is."""
    ending = next((end for end in _BY_LENGTH if text.endswith(end)), "")
    return common(text) or (bool(ending) and common(text[: len(text) - len(ending)]))


def _places_of(document: Document) -> frozenset[str]:
    """The names of the regions and of places that the document calls 县, 区 or 湾."""
    stems = {stem for stem in _STEM.findall(document.text) if coined(stem)}
    return frozenset(regions_of(document)) | stems | _BROAD
