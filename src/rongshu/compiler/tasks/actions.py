"""What a measure says shall be done: verb and object of each clause, and the numbers it commits to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rongshu.compiler.reading.enumeration import Span, split

# how strongly and how soon; says nothing of what is done
_ADVERBS = (
    "积极|大力|加快|深入|持续|进一步|全面|全力|着力|不断|切实|认真|继续|逐步|稳步|有序|重点|统筹|主动|尽快|"
    "严格|率先|扎实|充分|合力|及时|深化|有效|优先|科学|高标准|高质量|高水平|高起点|支持和|努力|要|探索"
)
# generic verbs of official language, longest first where one opens another
VERBS = (
    "建立健全|建立完善|建立和完善|推动建立|推动建设|推动形成|加快建设|研究制定|组织实施|组织开展|培育壮大|做大做强|做强做优|做优做强|引进培育|"
    "建立|建设|构建|搭建|打造|组建|成立|设立|创建|共建|筹建|新建|扩建|改造|完善|健全|优化|提升|提高|增强|强化|加强|"
    "推进|推动|推广|推行|推出|实施|开展|落实|执行|实行|制定|编制|出台|发布|发展|培育|培养|扶持|扶引|引进|引导|引育|"
    "招引|吸引|支持|鼓励|促进|拓展|拓宽|扩大|加大|加速|降低|减少|淘汰|盘活|整合|整治|规范|改进|创新|突破|攻克|攻关|"
    "聚焦|围绕|依托|发挥|利用|应用|运用|使用|探索|试点|争取|申报|承接|对接|深化|保障|确保|保护|防范|监测|督促|指导|"
    "协调|组织|举办|召开|参与|融入|接入|开放|开发|研发|研制|布局|谋划|规划|设置|配置|配套|畅通|激发|释放|营造|形成|"
    "巩固|延伸|补齐|锻造|筛选|遴选|认定|评选|考核|评估|兑现|给予|减免|梳理|明确|细化|制订|修订|树立|开拓|塑造|打响|抓好|做好|"
    "聘请|引入|控制|管控|压减|压实|化解|处置|收集|统计|公开|宣传|培训|选派|选聘|走访|帮扶|服务"
)
_CLAUSE = re.compile(
    rf"^(?:(?:{_ADVERBS})(?:[、和]?(?:{_ADVERBS}))?)?(?P<verb>(?:{VERBS})(?:[、和](?:{VERBS}))?)(?P<object>.+)$"
)
# clauses that only say how or for what another one is done
_CONTEXT = frozenset(["聚焦", "围绕", "依托", "发挥", "利用", "运用", "使用", "明确"])
_STOP = re.compile(r"[，。；：！？,;]")
_SOME = re.compile(r"^(?:一批|若干|一系列|一些|更多|各类|更加|好|起|和)")
_LONGEST = 16
_NUMBER = re.compile(
    r"\d[\d.,]*(?:[—\-–~至]\d[\d.,]*)?(?:万亿|千亿|百亿|亿|万|千)?"
    r"(?:元|%|个百分点|家|个|项|条|户|人|名|件|座|台|套|所|次|张|场|期|亩|平方公里|公里|吨|倍|辆|艘|款|处|批|万千瓦|千瓦|兆瓦)"
    r"(?:以上|左右|以内)?"
)


@dataclass(frozen=True, slots=True)
class Action:
    """A short verb-and-object name and the clause it stands for."""

    name: str
    start: int
    end: int


def actions_in(text: str, start: int = 0) -> Iterator[Action]:
    """The clauses from ``start`` on that say to do something, in order, each under a short name."""
    for begin, end in _clauses(text, start):
        match = _CLAUSE.match(text[begin:end])
        if match and match["verb"] not in _CONTEXT:
            name = match["verb"] + _head(match["object"])
            if len(name) > len(match["verb"]) + 1:
                yield Action(name, begin, end)


def commitments_in(text: str, start: int = 0) -> tuple[str, ...]:
    """The numeric phrases from ``start`` on, each with the few words before its number."""
    phrases = []
    for match in _NUMBER.finditer(text, start):
        before = re.split(r"[，。；：、（）！？]", text[start : match.start()])[-1]
        phrases.append(before[-_LONGEST:] + match.group())
    return tuple(dict.fromkeys(phrases))


def _clauses(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Between stops that stand outside brackets, book marks and quotation marks."""
    depth, begin = 0, start
    for index in range(start, len(text)):
        letter = text[index]
        depth += (letter in "（《“【") - (letter in "）》”】")
        if depth <= 0 and _STOP.match(letter):
            yield begin, index
            begin = index + 1
    if begin < len(text):
        yield begin, len(text)


def _head(words: str) -> str:
    """The noun a long object comes down to, for a pack holds names and not sentences."""
    title = re.match(r"《[^》]+》", words)
    if title:
        return title.group()[: 2 * _LONGEST]
    plain = _SOME.sub("", _SOME.sub("", re.sub(r"（[^（）]*）", "", words)))
    if len(plain) > _LONGEST and "的" in plain:
        tail = plain.rsplit("的", 1)[1]
        plain = tail if len(tail) > 1 else plain
    if len(plain) > _LONGEST:
        first, *others = (part.text for part in split(Span(plain, 0), "、"))
        plain = first + ("等" if others else "")
    shown = plain if len(plain) <= _LONGEST else plain[: _LONGEST - 1] + "…"
    return shown.strip("、和及与等") if len(shown) < 3 else shown
