"""The firms, institutes, platforms and associations that a plan names, with role and segment."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Literal

from rongshu.compiler.names.firm_lists import PROJECT_RULE, Sighting, listed_firms, listed_words
from rongshu.compiler.names.firm_mentions import AGAIN_RULES, known_mentions
from rongshu.compiler.names.institutions import named_institutions
from rongshu.compiler.names.likeness import (
    coined,
    common,
    core,
    kind_of,
    looks_like_firm,
    place_stems,
    short_forms,
    without_region,
)
from rongshu.compiler.names.nouns import LEGAL_ENDINGS
from rongshu.compiler.names.phrases import role_of
from rongshu.compiler.reading.enumeration import Span, split
from rongshu.compiler.reading.naming import unique_ids
from rongshu.compiler.reading.prose import prose, tables
from rongshu.compiler.reading.territory import Territory, territory_of
from rongshu.compiler.tables.columns import Role, read_columns
from rongshu.document.blocks import Cell, Document, Passage
from rongshu.pack.schema import Enterprise, Industry, Mention

_REGION = re.compile(r"^[一-鿿]{2,8}?(?=[省市县区州盟旗])")
_AUTHORITY = re.compile(
    r"(?:局|委|办|厅|政府|管委会|委员会|办公室|中心|街道|乡|镇|县|区|市|供销社|合作社|社区|领导小组|专班|院|所|站|馆|处|部门|各.{0,6})$"
)
_GROUP_ENDINGS = ("集团股份", "控股集团", "集团", "控股", "股份")
_Kind = Literal["enterprise", "platform", "institute", "association", "brand", "event"]
_KINDS: tuple[_Kind, ...] = ("platform", "institute", "association", "event")


def find_enterprises(document: Document, industries: Iterable[Industry]) -> tuple[Enterprise, ...]:
    """Each firm once, with all its mentions, its short names as aliases, its role and its segments."""
    industries = tuple(industries)
    territory = territory_of(document, industries)
    passages = tuple(prose(document))
    regions = frozenset(regions_of(document))
    places = place_stems(document.text)
    named = frozenset(name for industry in industries for name in _industry_names(industry.name.zh))
    words = listed_words(passages) | regions | named
    spoken = [passage for passage in passages if re.search("[，。；等]", passage.text)]
    first = [sighting for passage in spoken for sighting in listed_firms(passage, words, places)]
    beside = [sighting for passage in spoken for sighting in named_institutions(passage, regions)]
    first = _longest([*_without_works(first), *_in_tables(document)])
    again = known_mentions(passages, first, words, regions, places)
    every = _with(_longest([*first, *again]), beside)
    return _assembled(every, territory, regions)


def _industry_names(name: str) -> tuple[str, str]:
    """An industry's name, and the same without 产业 behind it."""
    return name, re.sub(r"(?:产业链?|产业集群|集群)$", "", name)


def regions_of(document: Document) -> tuple[str, ...]:
    """The region a plan is for and the places it calls 市, 县 or 区, told from its title and its text."""
    match = _REGION.match(document.title.strip("《“ "))
    named = (match.group(),) if match else ()
    places = re.findall(
        r"(?:^|[、，。；和及在])([一-鿿]{2,3})(?=[县区市](?:[、，。；和及]|$))", document.text
    )
    return tuple(dict.fromkeys((*named, *(place for place in places if not common(place)))))


def _in_tables(document: Document) -> Iterator[Sighting]:
    """Firms in the columns that hold them: 链主企业, 企业名称, 建设单位."""
    for _, table, _ in tables(document):
        columns = read_columns(table)
        for column in columns.every(Role.ENTERPRISES, Role.ENTERPRISE, Role.OWNER):
            owner = column.role is Role.OWNER
            for row in table.body:
                yield from _in_cell(row[column.index], column.title, owner)


def _in_cell(cell: Cell, title: str, owner: bool) -> Iterator[Sighting]:
    if not cell.origin:
        return
    for passage in cell.passages:
        for piece in split(Span(passage.text, 0), "、，,；; /"):
            name = piece.trimmed()
            chinese = re.findall("[一-鿿]", name.text)
            if not 2 <= len(chinese) <= 30 or common(name.text):
                continue
            kind = _kind_in_table(name.text, owner)
            if kind:
                yield Sighting(
                    name.text,
                    passage.number,
                    name.start,
                    f"enterprises:表格{title[:12]}",
                    0.93,
                    role_of(title),
                    kind,
                )


def _kind_in_table(name: str, owner: bool) -> str:
    if _AUTHORITY.search(name) and not name.endswith(LEGAL_ENDINGS):
        return "institute" if kind_of(name) == "institute" else ""
    kind = kind_of(name)
    if kind == "generic" and coined(name[:2]) and 4 <= len(name) <= 8:
        return "enterprise"  # 垣海炼化: where firms stand, 化 is no suffix of a process
    if kind in ("generic", "place", "event"):
        return "" if owner or not looks_like_firm(name) else "enterprise"
    return kind or "enterprise"


def _longest(sightings: Iterable[Sighting]) -> list[Sighting]:
    """One sighting a place: the longest name where several overlap, the surest where they are equal."""
    kept: list[Sighting] = []
    ordered = sorted(
        sightings, key=lambda seen: (seen.paragraph, seen.start, -len(seen.name), -seen.confidence)
    )
    for seen in ordered:
        last = kept[-1] if kept else None
        if last and last.paragraph == seen.paragraph and seen.start < last.start + len(last.name):
            continue
        kept.append(seen)
    return kept


def _without_works(sightings: list[Sighting]) -> list[Sighting]:
    """The sightings without names that are a known firm and what it builds (鹭达 + 储能系统基地)."""
    sure = {seen.name for seen in sightings if seen.rule != PROJECT_RULE}
    return [
        seen
        for seen in sightings
        if seen.rule != PROJECT_RULE or not any(seen.name[:size] in sure for size in range(2, len(seen.name)))
    ]


def _with(sightings: list[Sighting], beside: Iterable[Sighting]) -> list[Sighting]:
    """The sightings and those beside them that overlap none, in reading order."""
    taken: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for seen in sightings:
        taken[seen.paragraph].append((seen.start, seen.start + len(seen.name)))
    free = [other for other in beside if not _overlaps(other, taken[other.paragraph])]
    return sorted([*sightings, *free], key=lambda seen: (seen.paragraph, seen.start))


def _overlaps(seen: Sighting, spans: list[tuple[int, int]]) -> bool:
    return any(begin < seen.start + len(seen.name) and seen.start < end for begin, end in spans)


def _assembled(
    sightings: list[Sighting], territory: Territory, regions: frozenset[str]
) -> tuple[Enterprise, ...]:
    """The sightings gathered by firm, in the order of first mention."""
    keys = _keys({seen.name for seen in sightings}, regions)
    groups: dict[str, list[Sighting]] = defaultdict(list)
    for seen in sightings:
        groups[keys[seen.name]].append(seen)
    titles = [_title(group) for group in groups.values()]
    ids = unique_ids(titles)
    return tuple(
        _enterprise(ids[number], titles[number], group, territory)
        for number, group in enumerate(groups.values())
    )


def _keys(names: set[str], regions: frozenset[str]) -> dict[str, str]:
    """Names of one firm share a key: its name without region, legal form and 集团.

    A short form joins the firm it can only belong to.
    """
    bare = {name: _bare(name, regions) for name in names}
    owners: dict[str, set[str]] = defaultdict(set)
    for name, key in bare.items():
        for form in short_forms(name, regions):
            owners[form].add(key)
    taken = set(bare.values())
    joined = {}
    for name, key in bare.items():
        others = owners.get(name, set()) - {key}
        joined[name] = next(iter(others)) if len(others) == 1 and core(name, regions) == name else key
    return {name: key if key in taken else bare[name] for name, key in joined.items()}


def _bare(name: str, regions: frozenset[str]) -> str:
    short = without_region(name, regions)
    for ending in (*LEGAL_ENDINGS, *_GROUP_ENDINGS):
        if short.endswith(ending) and len(short) - len(ending) >= 2:
            short = short[: -len(ending)]
    return short


def _title(group: list[Sighting]) -> str:
    """The name to show: a legal name, else one a sentence introduced, else the most frequent, the longest."""
    counts: dict[str, int] = defaultdict(int)
    introduced = {seen.name for seen in group if seen.rule not in AGAIN_RULES}
    for seen in group:
        counts[seen.name] += 1
    return max(
        counts, key=lambda name: (name.endswith(LEGAL_ENDINGS), name in introduced, counts[name], len(name))
    )


def _enterprise(item: str, title: str, group: list[Sighting], territory: Territory) -> Enterprise:
    best = max(group, key=lambda seen: seen.confidence)
    mentions = tuple(_mention(seen, territory) for seen in group)
    roles = [seen.role for seen in group if seen.role]
    kind: _Kind = next((kind for seen in group for kind in _KINDS if seen.kind == kind), "enterprise")
    return Enterprise(
        id=item,
        name=title,
        aliases=tuple(dict.fromkeys(seen.name for seen in group if seen.name != title)),
        kind=kind,
        role=roles[0] if roles else "",
        segments=tuple(dict.fromkeys(mention.segment for mention in mentions if mention.segment)),
        mentions=mentions,
        cite=tuple(mention.cite for mention in mentions),
        rule=best.rule,
        confidence=best.confidence,
    )


def _mention(seen: Sighting, territory: Territory) -> Mention:
    cite = Passage(seen.paragraph, "", 0).cite(seen.start, seen.start + len(seen.name))
    return Mention(
        name=seen.name,
        cite=str(cite),
        rule=seen.rule,
        confidence=seen.confidence,
        role=seen.role,
        segment=territory.at(seen.paragraph),
    )
