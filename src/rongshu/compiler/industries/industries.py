"""The industrial system of a plan: pillars, industries and segments, told from headings and leads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from rongshu.compiler.names.likeness import holds_common, kind_of
from rongshu.compiler.reading.naming import unique_ids
from rongshu.document.blocks import Box, Document, Heading, Paragraph, Passage
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
_PROMOTED = re.compile(
    r"^(?:全力|着力|大力|积极|加快|重点|持续|前瞻|超前|率先|不断|深入|进一步)*"
    r"(?:(?:做[大强优精特专新活]+)+|提档升级|提质升级|发展壮大|培育壮大|培育发展|改造提升|优化提升|巩固提升|巩固|提升|谋划|壮大|培育|发展|布局|谋划|改造升级|深度开发|改造|升级|转型升级"
    r"|前瞻布局|突破发展|打造|聚焦|推动|推进|加快发展|大力发展|重点发展)+(?=[“一-鿿A-Z\d]{3})"
)
# what a heading says is to happen to an industry: 推动钢铁产业高质量发展, 提升装备制造产业核心竞争力
_FATE = re.compile(
    r"(?:高质量|创新|集聚|集群化?|融合|绿色|高端化?|跨越式?|加快|转型)*(?:发展|转型升级|提质增效|提质升级|提档升级|提质|焕新|焕发新机|壮大|倍增|培育|培优|(?<=产业)基地"
    r"|核心竞争力|竞争力|发展能级|能级|发展水平|优势|新高地|高地|做大做强|做强做大|跃升|扩量提质|强链补链|延链补链)+$"
)
_GRADE = re.compile(
    r"^(?:世界级|国家级|国际一流|国内一流|国内领先|全国领先|[一二两三四五六七八九十]?[千百万]亿(?:元)?级)的?(?=[一-鿿]{3,}(?:产业|集群|产业链)$)"
)
_VERB = re.compile(
    r"^(?:[促锻延补建]|加快|加强|推[动进广]|坚持|强化|实施|完善|健全|优化|深化|构建|建立|建设|打造|促进|提[升高]|落实|开展|支持|鼓励|引导|培育|扩大|拓展|壮大"
    r"|顺应|立足|依托|紧[跟盯扣抓]|把握|抢抓|适应|瞄准|针对|面向|结合|遵循|按照"
    r"|做[大强优]|营造|创新(?!药|型|产品)|夯实|畅通|塑造|扶引|加大|统筹|突出|聚焦|围绕|着力|全面|持续|大力|积极|抓好|用好|搭建|增强|集聚|发挥|激发|严格|规范|保障)"
)
_LABEL = re.compile(
    r"(?:目标|思路|原则|方向|重点|路径|任务|布局|举措|措施|基础|现状|环节|企业|项目|园区|平台|载体|保障|链条|图谱|优势|短板|要求|定位|领域|招商|清单|单位|部门|时限|时间)$"
)
# a belt or a core of the map, not 铜板带, 负极, 点心 or 垫圈
_SPATIAL = re.compile(
    r"(?:^[一二两三四五六七八九多]|发展|产业|经济|创新|科创|增长|示范|先导|城市|城镇|都市|生活|生态|交通|沿[一-鿿]{1,3}|[环临滨][一-鿿]{1,2}"
    r"|[主副核中])[轴带核心圈廊极翼]$|[湾区园城港镇]$|组团$|片区$|两翼$|功能区|开发区"
)
_ENDS_AS_INDUSTRY = re.compile("(?:产业|产业集群|产业链|集群|制造业)(?:新?高地|基地)?$")
_SHORTEST, _LONGEST = 2, 16


@dataclass(slots=True)
class _Node:
    """A heading or a lead with what stands under it."""

    title: str
    passage: Passage
    start: int
    level: int
    lead: bool = False
    children: list[_Node] = field(default_factory=list)

    @property
    def headings(self) -> list[_Node]:
        return [child for child in self.children if not child.lead]

    @property
    def leads(self) -> list[_Node]:
        return [child for child in self.children if child.lead]


@dataclass(frozen=True, slots=True)
class _Entry:
    """One row to be: its level, its name where printed, and the place of its parent in the list."""

    level: Literal["pillar", "industry", "segment"]
    name: str
    node: _Node
    parent: int


def find_industries(document: Document) -> tuple[Industry, ...]:
    """The pillars, industries and segments in reading order, each after its parent."""
    entries: list[_Entry] = []
    roots = list(_systems(_outline(document)))
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


def _outline(document: Document) -> _Node:
    """The headings and leads as a tree."""
    root = _Node("", document.passages[0] if document.passages else Passage(1, "", 0), 0, 0)
    path = [root]
    for _, block, box in document.walk():
        if box is not None and not _belongs(box, path[-1].title):
            continue
        if isinstance(block, Heading):
            while path[-1].level >= block.level:
                path.pop()
            start = max(0, block.passage.text.rfind(block.title))
            path[-1].children.append(_Node(block.title, block.passage, start, block.level))
            path.append(path[-1].children[-1])
        elif isinstance(block, Paragraph) and block.lead and path[-1].passage is not block.passage:
            path[-1].children.append(_Node(block.lead, block.passage, block.lead_start, 99, lead=True))
    return root


def _belongs(box: Box, title: str) -> bool:
    """Whether a box lays out the industry that it stands under (专栏1 智能电气产业发展重点)."""
    return len(title) >= 2 and _name(title) in box.title and bool(re.search("重点|方向|领域|路径", box.title))


def _systems(node: _Node) -> Iterator[_Node]:
    """The topmost headings below which industries are laid out."""
    for child in node.headings:
        if _is_system(child):
            yield child
        else:
            yield from _systems(child)


def _is_system(node: _Node) -> bool:
    """Whether the headings below name industries; a heading that announces them needs less proof."""
    below = node.headings or node.leads
    nested = [grand for child in node.headings for grand in child.headings]
    named = [child for child in below if _nominal(child)]
    deep = [child for child in nested if _nominal(child) and _industrial(child.title)]
    if len(below) < 2 or 3 * len(named) < 2 * len(below):
        return False
    industrial = sum(_industrial(child.title) for child in named)
    announced = _SYSTEM.search(node.title) and not _NO_SYSTEM.search(_name(node.title))
    if announced and _PILLAR.search(_name(node.title)) and len(named) == len(node.headings):
        return True
    if announced:
        return 2 * industrial >= len(below) or (2 * len(deep) >= max(1, len(nested)) and len(deep) >= 2)
    named_so = all(_ENDS_AS_INDUSTRY.search(_name(child.title)) for child in named)
    strict = bool(node.headings) and not _NO_SYSTEM.search(_name(node.title))
    strict &= named_so or not _VERB.match(node.title)
    return strict and industrial >= 3 and 5 * industrial >= 4 * len(below)


def _nominal(node: _Node) -> bool:
    """Whether a heading is a name, not a sentence or a label."""
    name = _head(node.title) if node.lead else _name(node.title)
    quoted = re.sub(r"^“[^“”]{2,8}”$", "", name)  # “老字号” names a group, “链长制”改革 does not
    short = 2 <= len(name) <= _LONGEST and not re.search(r"[，。；：“”是]|更加|不断|全面|明显|成效", quoted)
    return short and not _VERB.match(name) and not _LABEL.search(name) and not _SPATIAL.search(name)


def _industrial(title: str) -> bool:
    """Whether a name is made of the words of industry."""
    name = _name(title)
    return (holds_common(name) or name[-1:] in "业能品" or name.endswith(("集群", "产业链"))) and kind_of(
        name
    ) not in (
        "place",
        "institute",
        "event",
    )


def _head(title: str) -> str:
    return re.split(r"——|—|：|，", title)[0].strip()


def _name(title: str) -> str:
    """The name in a heading: before the dash, without the verb that promotes it and the brackets after it."""
    head = re.sub(r"[（(][^（()）]*[）)]$", "", _telling(title))
    bare = _PROMOTED.sub("", head)
    if bare != head:
        fate = _FATE.search(bare)
        bare = bare[: fate.start()] if fate and fate.start() >= _SHORTEST else bare
        graded = _GRADE.sub("", bare)
        bare = graded if not re.match("产业|集群", graded) else bare
    return bare.strip("“”\"' ")


def _telling(title: str) -> str:
    """The part of a heading that names an industry: 聚焦整车引领，打造新能源汽车产业集群."""
    parts = re.split("，", re.split(r"——|—|：", title)[0])
    named = [part for part in parts if _PROMOTED.match(part) and _ENDS_AS_INDUSTRY.search(part)]
    return (named[-1] if len(parts) > 1 and named else _head(title)).strip()


def _lay_out(root: _Node, entries: list[_Entry], pillar: bool) -> None:
    """Pillar, industry and segment given to the levels below a root."""
    parent = -1
    children = root.headings or root.leads
    if _three_levels(root):
        for child in children:
            entries.append(_Entry("pillar", _pillar_name(child), child, -1))
            _industries(child.headings or _segments(child), entries, len(entries) - 1)
        return
    if pillar and _PILLAR.search(_name(root.title)) and root.headings:
        entries.append(_Entry("pillar", _pillar_name(root), root, -1))
        parent = len(entries) - 1
    _industries(children, entries, parent)


def _three_levels(root: _Node) -> bool:
    """Whether the first level below the root groups industries instead of naming them."""
    nested = [grand for child in root.headings for grand in child.headings]
    if not root.headings:
        return False
    grouping = sum(
        bool(_PILLAR.search(_name(child.title)) or "——" in child.title or child.title.endswith("”"))
        for child in root.headings
    )
    grouped = 2 * grouping > len(root.headings)
    deeper = sum(bool(_segments(child) or child.headings) for child in nested)
    if nested:
        return grouped or 2 * deeper >= len(nested)
    return grouped and all(_segments(child) for child in root.headings)


def _industries(nodes: list[_Node], entries: list[_Entry], parent: int) -> None:
    for node in nodes:
        if not _nominal(node) and not node.lead and not _industrial(node.title):
            continue
        entries.append(_Entry("industry", _name(node.title), node, parent))
        place = len(entries) - 1
        for segment in [child for child in node.headings if _nominal(child)] or _segments(node):
            name = _head(segment.title) if segment.lead else _name(segment.title)
            if name != entries[place].name:
                entries.append(_Entry("segment", name, segment, place))


def _segments(node: _Node) -> list[_Node]:
    """The leads below a heading that name segments; a lead with a verb only where it repeats the heading."""
    name = _name(node.title)
    return [lead for lead in node.leads if _nominal(lead) or (_VERB.match(lead.title) and name in lead.title)]


def _pillar_name(node: _Node) -> str:
    return _name(node.title)
