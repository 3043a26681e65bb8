"""The industrial system of a plan: pillars, industries and segments, told from headings and leads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from rongshu.compiler.industries.titles import (
    ENDS_AS_INDUSTRY,
    VERB,
    head_of,
    industrial,
    name_in,
    nominal,
)
from rongshu.compiler.industries.tree import Node, outline_of
from rongshu.compiler.names.likeness import abstract
from rongshu.compiler.reading.naming import unique_ids
from rongshu.compiler.reading.stance import Stance
from rongshu.document.blocks import Document
from rongshu.pack.schema import Industry, Name

_SYSTEM = re.compile(
    r"产业体系|产业方向|重点产业|主导产业|优势产业|支柱产业|特色产业|新兴产业|未来产业|传统产业|产业集群|产业发展|发展重点|重点领域|发展领域|重点方向"
    r"|主攻方向|产业结构|产业链|制造业体系|产业赛道|重点行业|重点集群|优势集群|集群$|[一-鿿]{2}产业$|产业能级|制造业集群|产业任务|先进制造"
)
_NO_SYSTEM = re.compile(
    r"基础|成效|成绩|现状|形势|机遇|挑战|问题|短板|要求|思路|保障|布局|格局|空间|园区|载体|企业|创新|项目$"
)
_PILLAR = re.compile(
    r"(?:主导|优势|支柱|特色|新兴|未来|传统|战略性|先导|引领|基础|重点|潜力|成长性?|先进|接续|替代|首位|[千百万]亿元?级?)(?:性|型)?(?:[^，]{0,6})?(?:产业|制造业|行业|集群)$|化$"
)

_LABELS = 2  # labelled paragraphs that lay out an industry


@dataclass(frozen=True, slots=True)
class _Entry:
    """One row to be: its level, its name where printed, and the place of its parent in the list."""

    level: Literal["pillar", "industry", "segment"]
    name: str
    node: Node
    parent: int


def find_industries(document: Document) -> tuple[Industry, ...]:
    """The pillars, industries and segments in reading order, each after its parent."""
    entries: list[_Entry] = []
    roots = list(_systems(outline_of(document)))
    for root in roots:
        _lay_out(root, entries, pillar=len(roots) > 1)
    ids = unique_ids(entry.name for entry in entries)
    return tuple(_industry(entry, ids, number) for number, entry in enumerate(entries))


def _industry(entry: _Entry, ids: tuple[str, ...], number: int) -> Industry:
    node = entry.node
    begin = node.start + max(0, node.title.find(entry.name))
    cite = str(node.passage.cite(begin, begin + len(entry.name)))
    return Industry(
        id=ids[number],
        level=entry.level,
        name=Name(zh=entry.name),
        parent="" if entry.parent < 0 else ids[entry.parent],
        cite=(cite,),
        rule="industries:段首" if node.lead else "industries:标题",
        confidence=0.9 if node.lead else 0.95,
    )


def _systems(node: Node) -> Iterator[Node]:
    """The topmost headings below which industries are laid out."""
    for child in node.headings:
        if _is_system(child):
            yield child
        else:
            yield from _systems(child)


def _is_system(node: Node) -> bool:
    """Whether the parts below are industries: by what they tell, or by what they are called."""
    below = node.headings or node.leads
    if len(below) < 2:
        return False
    told = sum(_tells(child) for child in below)
    if node.headings and node.stance is Stance.TASK and 3 * told >= 2 * len(below):
        return True
    return _is_called_system(node, below)


def _tells(node: Node) -> bool:
    """Whether a part is an industry, or a group of them, by what stands under it."""
    named = _nominal(node) and (bool(node.headings) or not abstract(name_in(node.title)))
    return named and node.told()


def _is_called_system(node: Node, below: list[Node]) -> bool:
    """Whether the headings below name industries; a heading that announces them needs less proof."""
    nested = [grand for child in node.headings for grand in child.headings]
    named = [child for child in below if _nominal(child)]
    deep = [child for child in nested if _nominal(child) and industrial(child.title)]
    if 3 * len(named) < 2 * len(below):
        return False
    found = sum(industrial(child.title) for child in named)
    announced = _SYSTEM.search(node.title) and not _NO_SYSTEM.search(name_in(node.title))
    if announced and _PILLAR.search(name_in(node.title)) and len(named) == len(node.headings):
        return True
    if announced:
        return 2 * found >= len(below) or (2 * len(deep) >= max(1, len(nested)) and len(deep) >= 2)
    named_so = all(ENDS_AS_INDUSTRY.search(name_in(child.title)) for child in named)
    strict = bool(node.headings) and not _NO_SYSTEM.search(name_in(node.title))
    strict &= named_so or not VERB.match(node.title)
    return strict and found >= 3 and 5 * found >= 4 * len(below)


def _nominal(node: Node) -> bool:
    """Whether a heading is a name, not a sentence or a label; what it tells can vouch for 核心领域."""
    return nominal(node.title, lead=node.lead, vouched=not node.lead and node.told())


def _lay_out(root: Node, entries: list[_Entry], pillar: bool) -> None:
    """Pillar, industry and segment given to the levels below a root."""
    parent = -1
    children = root.headings or root.leads
    if _three_levels(root):
        for child in children:
            entries.append(_Entry("pillar", _pillar_name(child), child, -1))
            _industries(child.headings or _segments(child), entries, len(entries) - 1)
        return
    if pillar and root.headings and (_PILLAR.search(name_in(root.title)) or _is_group(root)):
        entries.append(_Entry("pillar", _pillar_name(root), root, -1))
        parent = len(entries) - 1
    _industries(children, entries, parent)


def _three_levels(root: Node) -> bool:
    """Whether the first level below the root groups industries instead of naming them."""
    nested = [grand for child in root.headings for grand in child.headings]
    if not root.headings:
        return False
    grouping = sum(
        bool(_PILLAR.search(name_in(child.title)) or "——" in child.title or child.title.endswith("”"))
        for child in root.headings
    )
    grouped = 2 * grouping > len(root.headings)
    if nested:
        deeper = [child for child in nested if _is_laid_out(child)]
        above = 2 * sum(child.sets_output() for child in root.headings) >= len(root.headings)
        beside = [child for child in nested if child not in deeper and child.sets_output() and not above]
        return grouped or bool(deeper and 2 * len(deeper + beside) >= len(nested))
    return grouped and all(_segments(child) for child in root.headings)


def _is_laid_out(node: Node) -> bool:
    """Whether a heading has parts as an industry has: segments, or 发展目标, 主攻方向 and the like."""
    return bool(_segments(node) or node.headings) or sum(node.is_label() for node in node.leads) >= _LABELS


def _is_group(root: Node) -> bool:
    """Whether one of several systems is a pillar: its heading is a name, what is below are industries."""
    laid = [child for child in root.headings if _is_laid_out(child) or child.sets_output()]
    return _tells(root) and 2 * len(laid) >= len(root.headings)


def _industries(nodes: list[Node], entries: list[_Entry], parent: int) -> None:
    for node in nodes:
        if not _nominal(node) and not node.lead and not industrial(node.title):
            continue
        entries.append(_Entry("industry", name_in(node.title), node, parent))
        place = len(entries) - 1
        for segment in [child for child in node.headings if _nominal(child)] or _segments(node):
            name = head_of(segment.title) if segment.lead else name_in(segment.title)
            if name != entries[place].name:
                entries.append(_Entry("segment", name, segment, place))


def _segments(node: Node) -> list[Node]:
    """The leads below a heading that name segments; a lead with a verb only where it repeats the heading."""
    name = name_in(node.title)
    return [lead for lead in node.leads if _nominal(lead) or (VERB.match(lead.title) and name in lead.title)]


def _pillar_name(node: Node) -> str:
    return name_in(node.title)
