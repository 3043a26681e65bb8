"""What a figure measures: its name, made of the words before and behind it and of what was said before."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal

from rongshu.compiler.targets.phrasing import Wording
from rongshu.compiler.targets.said import Scene, Thread, Told
from rongshu.compiler.targets.subjects import (
    following_object,
    is_rate_only,
    needs_owner,
    with_level,
    with_metric,
)
from rongshu.pack.amount import Operator

_SIZES = ("", "规模", "总规模", "首期规模", "总额", "总量")
_SIZE_ONLY = re.compile("(?:年度|首期|每年|资金|基金|总|目标)?(?:规模|额度|总额)")
_SHARE = re.compile(r"^占(?:到)?(?:了)?")
_AGAINST = re.compile("^(?:高于|低于|高出|优于)")
_RATIO = re.compile("(?:比重|比例|占比|份额|比率|率|强度)$")
_CLASS_ONLY = re.compile(
    r"(?:世界级|国家级|省级|市级|县级)"
    r"|(?:年?产值|营业收入|年?营收|规模|销售收入)?(?:超过|超|达)?[一二两三四五六七八九十百千万亿\d.]+元?(?:级|以上)?"
)
_CLASS_NOUN = re.compile("(?:亿元?(?:级|以上)?的?|级)(?P<noun>[一-龥“”]{2,12})")
_MEASURE_BEHIND = re.compile(
    "(?:以上|左右)?的?(?P<noun>年?(?:总产值|工业总产值|产值|增加值|营业收入|销售收入|营收|税收|利税|投资|出口额))"
)
_FUND_BEHIND = re.compile(
    "(?:以上|左右)?的?(?P<noun>[^，。；、“”（）()\\d]{0,14}(?:资金|基金))(?=[，。；、]|$|用于|支持)"
)
_CAPACITY = re.compile("(?:的)?(?:年|月|日)?(?:产能|生产能力|处理能力|产量)")
_ACT = re.compile("开展|落实|进行|推进|加快|推动|打造|实施|形成|迈过|入选|列入|获评|获得|进入|参与|被")
# 推动3200家企业实施数字化转型 counts the firms that do, not firms
_CHANGE = re.compile(
    "(?:实施|开展|完成|进行|推进)+(?P<what>(?:数字化|智能化|数智化|技术|绿色化?|节能)(?:转型|改造|升级)+)"
)
_PLACE_ONLY = re.compile(  # a place by name; 超五百亿元园区 and 国家级园区 are things that are counted
    r"(?![全超各])(?:(?![级亿型类])[一-鿿]){2,10}(?:[市县区旗州盟]|街道|园区|开发区|高新区|经开区|产业园|新城)"
)
SHORTEST = 3  # characters that a counted noun keeps before its predicate is cut off
_ADDED = re.compile("新增|净增")
_NOT_LESS = re.compile("不低于|不少于|不小于|至少|超过|突破")


def measured(told: Told, scene: Scene, thread: Thread) -> tuple[str, Wording]:
    """The figure's name, empty where nothing names it, and its wording with what the name says taken in."""
    name = _completed(_name(told, thread), told.figure.unit, thread, scene)
    return _with_addition(name, told)


def _name(told: Told, thread: Thread) -> str:
    """What the figure measures: the words before it, or the object behind it."""
    name, rest = told.subject.name, told.after[told.wording.taken :]
    if told.behind:
        yearly = "每年" if "每年" in told.wording.left + told.wording.tail else ""
        counted = following_object(rest)
        act = _ACT.search(counted, 2) if told.figure.unit not in ("%", "‰") else None
        if act and act.start() >= SHORTEST:
            change = _CHANGE.match(counted, act.start())
            counted = counted[: act.start()] + (change["what"] if change else "")
        return yearly + _with_class_noun(counted, told.clause.text[told.figure.end :])
    if rest.startswith("的") and (name in _SIZES or ("元" in told.figure.unit and told.wording.makes)):
        return following_object(rest)
    funded = _FUND_BEHIND.match(rest) if "元" in told.figure.unit and not name else None
    if funded:
        return ("每年" if "每年" in told.wording.tail else "") + funded["noun"]
    measured = _MEASURE_BEHIND.match(rest) if "元" in told.figure.unit and not name else None
    if measured:
        return measured["noun"]
    sized = _SIZE_ONLY.fullmatch(name) or (not name and "规模" in told.wording.tail)
    if sized and thread.topic:
        return thread.topic
    capacity = _CAPACITY.match(rest) if not name else None
    if capacity:
        return (thread.topic or name) + capacity.group()
    if _SHARE.match(name) and thread.name:
        name = f"{thread.name}{name}{'比' if name == '占' else ''}"
    elif _AGAINST.match(name) and thread.name:
        name = thread.name + name
    unfinished = told.figure.unit == "%" and "占" in name and not _RATIO.search(name)
    return name + "比重" if unfinished else name


def _with_class_noun(name: str, rest: str) -> str:
    """``千亿级`` of 2个千亿级、5个五百亿级产业集群 with the noun that the classes share."""
    if not _CLASS_ONLY.fullmatch(name):
        return name
    noun = _CLASS_NOUN.search(rest)
    return name + noun["noun"] if noun else name


def _completed(name: str, unit: str, thread: Thread, scene: Scene) -> str:
    """The name with what it leaves unsaid: the level's noun, the measure, the industry, or the whole name."""
    if not name and unit != thread.unit and thread.clause_year:
        like = [said.name for said in thread.found if said.amount.unit == unit]
        if like:  # 产值1200亿元，增加值年均增长11%；其中2028年达到800亿元
            return like[-1]
    if not name or is_rate_only(name):
        known = thread.name if thread.taken or not thread.topic else thread.topic
        return _ADDED.sub("", known, 1) if _ADDED.match(known) else known
    name = with_level(name, thread.name)
    if thread.taken and unit == thread.unit and _PLACE_ONLY.fullmatch(name):
        return name + thread.name  # 高新技术企业260家，其中甲高新区72家
    if unit == thread.unit and "元" in unit and thread.taken:
        name = with_metric(name, thread.name)
    if needs_owner(name) and scene.owner and scene.owner not in name:
        name = scene.owner + re.sub("^(?:该产业|全产业|年|产业链(?=.{2}))", "", name)
        name = name.replace("产业链产业链", "产业链").replace("集群集群", "集群")
    return name


def _with_addition(name: str, told: Told) -> tuple[str, Wording]:
    """新增 belongs to the name and to the operator: 新增规上企业900家以上 adds, and at least that many."""
    wording = told.wording
    added = _ADDED.search(wording.tail)
    if name and added and wording.operator is Operator.INCREASE and not _ADDED.match(name):
        return added.group() + name, wording
    suffixed = wording.operator in (Operator.EQUAL, Operator.AT_LEAST) and not _NOT_LESS.search(wording.tail)
    if _ADDED.match(name) and suffixed:
        hedge: Literal["", ">="] = ">=" if wording.operator is Operator.AT_LEAST else ""
        return name, replace(wording, operator=Operator.INCREASE, hedge=hedge)
    return name, wording
