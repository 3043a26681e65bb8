"""The words around a figure: what they say of it (达到, 以上, 年均增长) and what is left as its name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from rongshu.pack.amount import Operator

MORE = "突破|跨上|迈上|跃上|站上|登上|迈入|跨入|超过|超出|超|逾|大于|多于|高于|跨越|跨过|迈过|迈上|破"
AT_LEAST = "不低于|不少于|不小于|不得低于|不得少于|至少|最少"
AT_MOST = "不超过|不高于|不多于|不大于|控制在|压降到|压减到|低于|少于|小于|不足|不到|未达到"
ABOUT = "接近|将近|大约|约为|约|近"
DOWN = "累计下降|累计降低|压缩|缩减|下降|降低|减少|压减|削减|缩短|下调|回落|压降|降"
UP = "净增加|新增加|净增|新增|增长|增加|提高|提升|上升|扩大|递增|增"
LEVEL = (
    "冲刺|冲击|达到了|达到|达成|达|增至|增加到|增加至|增长到|增长至|提高到|提高至|提升到|提升至|扩大到|扩大至|扩展到|上升到|上升至|升至"
    "|降至|降到|下降到|下降至|降低到|降低至|降为|压减至|缩短至|缩短到|缩减到|减少到|减少至|发展到|壮大到|做到|做大到|增为|扩至|拓展到|拓展至"
    "|稳定保持在|保持在|稳定在|维持在|保持|稳定达到|实现|完成|为|是|至|到|占到"
)
FILLERS = (
    "严格|总数|总量|合计|共计|累计|总计|共有|共|仅有|仅为|仅|已有|已经|已|有望|力争|确保|努力|争取|预计|将|可|约|均|都|各|了|的|再|分别|全部|基本"
    "|总规模|分别为|数量|在|总体|每年|年均|年平均|平均|也|还只有|还|只有|有|不断|稳步|合力|直接|(?:未来|今后)?[一二三四五六两3-9]年(?:内|间|来)?|年|以|率先|早日|尽快|尽早|加快|逐步|整体|力求|给予|年产|月产|日产|年处理|日处理|年加工"
)
MAKE = (
    "培育形成|培育打造|培育壮大|培育引进|引进培育|培育|引育|打造|形成|建成投用|建成投产|建成|建设|新建|改建|扩建|引进|招引|引入|落地|扶持|支持|推动"
    "|推进|实施|组织实施|组织|开展|创建|认定|发展|培养|培训|攻克|突破|制定|制修订|修订|举办|争创|盘活|完成|改造|布局|组建|设立|孵化|转化|储备|签约"
    "|遴选|筛选|淘汰|开发|带动|引导|集聚|聚集|推广|安排|统筹|保障|建立|搭建|构建|实现|获批|获评|获得|入选|列入|拥有|评定|新认定|(?<![品系])认证|新创建|创成|升级"
    "|投放|投用|投入|配备|吸引|吸纳|服务|覆盖|接入|开通|提供|参与|发布|印发|出台|明确|启动|新开工|开工|新签约|新增|净增|新培育|新引进|通过|推出|(?<!化)转型|上云|增设"
    "|选派|选树|成立|扶引|招募|办理|处置|腾退|消化|供应|供给|收储|整治|回收|处理|聘请|争取|撬动|释放|转让|授权|申请|登记|解决|推行|梳理|引聚|集中|归集|新设|入库|开放|整备|筹集|征集|发放|申报|共建|谋划|编制|配套|输送|拓展|开拓|评选|纳入|推送|供地|出让|新办|新招引|达产|培优|领办|结对"
)
_SUFFIX = re.compile(r"(?:及以上|以上|以内|之内|之间|以下|左右|上下|余|多|开外|\+)+")
_TAIL = re.compile(
    "(?P<words>(?:"
    + "|".join(f"(?:{words})" for words in (AT_LEAST, AT_MOST, LEVEL, MORE, ABOUT, DOWN, UP, MAKE, FILLERS))
    + ")+)$"
)
_DELTA = re.compile(f"(?P<down>{DOWN})|(?P<up>{UP})")
_NOT_DELTA = re.compile(f"(?:{DOWN}|{UP})(?=到|至|为)")
_ORDER = (
    (Operator.AT_LEAST, re.compile(AT_LEAST)),
    (Operator.AT_MOST, re.compile(AT_MOST)),
    (Operator.MORE, re.compile(MORE)),
    (Operator.ABOUT, re.compile(ABOUT)),
)
_YEARLY = re.compile(r"年均|年平均|逐年|每年递增|年增长|年递增|复合增长")
_GROWTH_NAME = re.compile(r"(?:年均|平均|复合)(?:增长率?|增速|递增|增幅)")
_LEVEL_WORD = re.compile(
    "达到|提高|提升|跨上|迈上|跃上|站上|登上|增至|增加|扩大|突破|超过|超|保持|稳定|维持|控制|不低于|不少于|不超过|达|实现|完成|降至|接近|增长|下降|降低|翻|至少|发展到|做到|升至|上升|占比|占到"
)
_MAKE_WORD = re.compile(MAKE)


CHANGES = (Operator.GROWTH, Operator.INCREASE, Operator.DECREASE, Operator.MULTIPLE)
_HEDGES: dict[Operator, Literal["", ">=", ">", "<=", "~"]] = {
    Operator.AT_LEAST: ">=",
    Operator.MORE: ">",
    Operator.AT_MOST: "<=",
    Operator.ABOUT: "~",
}


@dataclass(frozen=True, slots=True)
class Wording:
    """How a figure is introduced and followed.

    ``left`` is what remains of the text before it, ``tail`` the words taken off, ``taken`` the length of the
    words after the figure that belong to it (以上).
    """

    operator: Operator
    left: str
    tail: str
    taken: int
    makes: bool
    levels: bool
    hedge: Literal["", ">=", ">", "<=", "~"] = ""


def read_wording(before: str, after: str, unit: str, *, compared: bool = False) -> Wording:
    """What the words on both sides say of a figure in ``unit``; ``compared`` when a year it is set against
    (比2025年) was named.
    """
    match = _TAIL.search(before)
    tail = match["words"] if match else ""
    left = before[: match.start()] if match else before
    suffix = _SUFFIX.match(after)
    said = suffix.group() if suffix else ""
    operator = _operator(tail, said, unit, left, compared)
    if operator is Operator.EQUAL and re.search("至少|不少于", left):
        operator = Operator.AT_LEAST
    makes, levels = bool(_MAKE_WORD.search(tail)), bool(_LEVEL_WORD.search(tail))
    hedge = _HEDGES.get(_sharpness(tail, said), "") if operator in CHANGES else ""
    return Wording(operator, left, tail, len(said), makes, levels, hedge)


def _operator(tail: str, said: str, unit: str, left: str, compared: bool) -> Operator:
    return _delta(tail, unit, left, compared) or _sharpness(tail, said)


def _sharpness(tail: str, said: str) -> Operator:
    """At least, about, at most: what the words behind and then those before say."""
    if "以上" in said or said in ("余", "多", "+", "开外"):
        return Operator.AT_LEAST
    if "以内" in said or "之内" in said or "以下" in said:
        return Operator.AT_MOST
    if "左右" in said or "上下" in said:
        return Operator.ABOUT
    return next((operator for operator, pattern in _ORDER if pattern.search(tail)), Operator.EQUAL)


def _delta(tail: str, unit: str, left: str, compared: bool) -> Operator | None:
    """Growth, increase, decrease or multiple; ``None`` where the words give a level (提高到)."""
    if unit == "倍":
        return Operator.MULTIPLE
    found = list(_DELTA.finditer(_NOT_DELTA.sub("", tail)))
    relative = unit in ("%", "‰", "个百分点", "百分点")
    if unit in ("%", "‰") and (_GROWTH_NAME.search(left) or (_YEARLY.search(tail + left[-4:]) and not found)):
        return Operator.GROWTH
    if not found:
        return None
    if any(match["down"] for match in found):
        return Operator.DECREASE
    if relative and _YEARLY.search(tail):
        return Operator.GROWTH
    if unit in ("%", "‰") and not compared and not re.search("提高|提升|上升|扩大|累计", tail):
        return Operator.GROWTH
    return Operator.INCREASE
