"""The name in the title of a heading or lead, and whether it can be the name of an industry."""

from __future__ import annotations

import re

from rongshu.compiler.names.likeness import holds_common, kind_of

_PROMOTED = re.compile(
    r"^(?:全力|着力|大力|积极|加快|重点|持续|前瞻|超前|率先|不断|深入|进一步)*"
    r"(?:(?:做[大强优精专新活深实细]+|做特(?!色|种))+|提档升级|提质升级|发展壮大|培育壮大|培育发展|改造提升|优化提升|巩固提升|巩固|提升|谋划|壮大|培育|发展|布局|谋划|改造升级|深度开发|改造|升级|转型升级"
    r"|前瞻布局|突破发展|打造|聚焦|推动|推进|加快发展|大力发展|重点发展|夯实|筑牢|建强|锻造|抢占|抢滩|稳固|稳住|延伸|拓展|激活|集聚|厚植|构筑|擦亮|开辟|挺进)+(?=[“一-鿿A-Z\d]{3})"
)
# what a heading says is to happen to an industry: 推动钢铁产业高质量发展, 提升装备制造产业核心竞争力
_FATE = re.compile(
    r"(?:高质量|创新|集聚|集群化?|融合|绿色|高端化?|跨越式?|加快|转型)*(?:发展|转型升级|提质增效|提质升级|提档升级|提质|焕新|焕发新机|壮大|倍增|培育|培优|(?<=产业)基地"
    r"|核心竞争力|竞争力|发展能级|能级|发展水平|优势|新高地|高地|做大做强|做强做大|跃升|扩量提质|强链补链|延链补链)+$"
)
_GRADE = re.compile(
    r"^(?:世界级|国家级|国际一流|国内一流|国内领先|全国领先|[一二两三四五六七八九十]?[千百万]亿(?:元)?级)的?(?=[一-鿿]{3,}(?:产业|集群|产业链)$)"
)
VERB = re.compile(
    r"^(?:[促锻延补建]|全(?:链条|方位|覆盖|要素|过程|周期|力)|加快|加强|推[动进广]|坚持|强化|实施|完善|健全|优化|深化|构建|建立|建设|打造|促进|提[升高]|落实|开展|支持|鼓励|引导|培育|扩大|拓展|壮大"
    r"|顺应|立足|依托|紧[跟盯扣抓]|把握|抢抓|适应|瞄准|针对|面向|结合|遵循|按照"
    r"|做[大强优]|营造|创新(?!药|型|产品)|夯实|畅通|塑造|扶引|加大|统筹|突出|聚焦|围绕|着力|全面|持续|大力|积极|抓好|用好|搭建|增强|集聚|发挥|激发|严格|规范|保障)"
)
LABEL = re.compile(
    r"(?:目标|思路|原则|方向|重点|路径|任务|布局|举措|措施|基础|现状|环节|企业|项目|园区|平台|载体|保障|链条|图谱|优势|短板|要求|定位|领域|招商|清单|单位|部门|时限|时间|行动)$"
)
# a belt or a core of the map, not 铜板带, 负极, 点心 or 垫圈
SPATIAL = re.compile(
    r"(?:^[一二两三四五六七八九多]|发展|产业|经济|创新|科创|增长|示范|先导|城市|城镇|都市|生活|生态|交通|沿[一-鿿]{1,3}|[环临滨][一-鿿]{1,2}"
    r"|[主副核中])[轴带核心圈廊极翼]$|[湾区园城港镇]$|组团$|片区$|两翼$|功能区|开发区"
)
ENDS_AS_INDUSTRY = re.compile("(?:产业|产业集群|产业链|集群|制造业)(?:新?高地|基地)?$")
# 核心基础领域, as a group of industries
_GROUP = re.compile(
    r"[一-鿿]{2}(?<!发展|重点|主要|关键|主攻|突破|培育|优势|招商)(?:领域|方向|链条|赛道|板块|环节)$"
)  # 核心基础领域, as a group of industries
_SHORTEST, LONGEST = 2, 16


def nominal(title: str, *, lead: bool = False, vouched: bool = False) -> bool:
    """Whether a title is a name, not a sentence or a label (目标, 布局; 领域 where not vouched for)."""
    name = head_of(title) if lead else name_in(title)
    quoted = re.sub(r"^“[^“”]{2,8}”$", "", name)  # “老字号” names a group, “链长制”改革 does not
    short = 2 <= len(name) <= LONGEST and not re.search(r"[，。；：“”是]|更加|不断|全面|明显|成效", quoted)
    label = LABEL.search(name) and not (vouched and _GROUP.search(name))
    return short and not VERB.match(name) and not label and not SPATIAL.search(name)


def industrial(title: str) -> bool:
    """Whether a name is made of the words of industry."""
    name = name_in(title)
    worded = holds_common(name) or name[-1:] in "业能品" or name.endswith(("集群", "产业链"))
    return worded and kind_of(name) not in ("place", "institute", "event")


def head_of(title: str) -> str:
    """The title up to its first dash, colon or comma."""
    return re.split(r"——|—|：|，", title)[0].strip()


def name_in(title: str) -> str:
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
    named = [part for part in parts if _PROMOTED.match(part) and ENDS_AS_INDUSTRY.search(part)]
    return (named[-1] if len(parts) > 1 and named else head_of(title)).strip()
