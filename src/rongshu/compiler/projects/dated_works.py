"""When the things a plan builds start, are finished and are used, and what they cost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from rongshu.compiler.reading.naming import unique_ids
from rongshu.compiler.reading.numbers import Figure, find_figures
from rongshu.compiler.reading.prose import prose
from rongshu.document.blocks import Document, Passage
from rongshu.pack.amount import Amount, Operator
from rongshu.pack.schema import Claim

_Event = Literal["start", "built", "used"]
_THINGS = (
    "基地|项目|中心|平台|园|工厂|厂房|实验室|工程|电站|码头|泊位|产线|研究院|研究所|管廊|管网|大桥|港区|仓库"
    "|冷库|集聚区|示范区|试验场|测试场|机场|总部|综合体|学院|分院|隧道|公路|铁路|专线|枢纽|新城|小镇|车间"
)
_NAME = re.compile(rf"[^，。；、：:（）()！？\s]{{2,30}}?(?:{_THINGS})(?:[一二三四]期)?")
_WHEN = re.compile(
    r"(?P<when>(?:20\d\d)年(?:\d{1,2}月|[上下]半年|第?[一二三四]季度)?(?:底|末|初|中)?(?:之?前|以前)?)"
    r"(?:实现|全面|全部|顺利|正式|力争|确保|计划|预计)*"
    r"(?P<event>(?:开工|动工|启动建设|建成|投产|投用|竣工|完工|投入使用|投入运[行营]|交付)+)"
)
_LEADING = re.compile(
    r"^.*(?:高标准|高水平|加快|抓紧|推进|推动|建设|建强|建好|打造|实施|支持|依托|谋划|确保|力争|布局|新建|续建|启动"
    r"|加强|抓好)(?=.{4})"
)
_TRAILING = re.compile(r"(?:要|须|应|将|于|力争|确保|争取|计划|预计|建设)+$")
_STARTS = re.compile("开工|动工|启动建设")
_BUILT = re.compile("建成|竣工|完工|交付")
_USED = re.compile("投产|投用|投入")


_COST = re.compile(r"(?<![年期])(?:总投资|计划总?投资|项目投资|投资)额?(?:约|达到?|为|超过?|近)?$")
_OWNED = re.compile(
    rf"的(?P<noun>[^，。；、：:（）()！？\s]{{4,30}}?(?:{_THINGS})(?:[一二三四]期)?)(?=[，。；、]|$|建设|落地|开工)"
)
_FUND = re.compile(r"(?:左右|以上|规模)?的?(?P<noun>[^，。；、“”（）()\d]{2,12}(?:引导|投资|发展|母)基金)")
_PARTLY = re.compile(r"(?:每年|年度|首期|首批|出资|新增|其中)[^，。；]{0,12}$")
_COUNTED = re.compile(r"\d+[个项]")
_NOT_ONE = re.compile(
    r"\d+[个项]|[一二三四五六七八九十]个|所列|上述|等|(?:重点|重大|亿元以上|工业|产业|制造业|[续新]建)项目$|^.{0,3}项目$"
)


@dataclass(frozen=True, slots=True)
class _Dated:
    noun: str
    event: _Event
    when: str
    start: int
    end: int


def find_dated_works(document: Document) -> tuple[Claim, ...]:
    """Each date of a named work as a claim, in reading order."""
    found = [(passage, dated) for passage in prose(document) for dated in dated_works(passage.text)]
    ids = unique_ids((f"{dated.noun}{dated.event}{dated.when}" for _, dated in found), prefix="date-")
    dates = [_claim(name, passage, dated) for name, (passage, dated) in zip(ids, found, strict=True)]
    costs = [claim for passage in prose(document) for claim in priced_works(passage)]
    names = unique_ids((claim.noun for claim in costs), prefix="cost-")
    return (*dates, *(c.model_copy(update={"id": name}) for c, name in zip(costs, names, strict=True)))


def priced_works(passage: Passage) -> Iterator[Claim]:
    """What the works of one paragraph cost: 总投资 behind a name."""
    for figure in find_figures(passage.text):
        noun = _priced(passage.text, figure) if "元" in figure.unit and figure.upper is None else ""
        if noun and not _NOT_ONE.search(noun):
            yield Claim(
                id="cost",
                kind="cost",
                noun=noun,
                amount=Amount(value=figure.value, unit=figure.unit, operator=_sharp(figure.more)),
                cite=(str(passage.cite(figure.start, figure.end)),),
                rule="claims.cost",
                confidence=0.7,
            )


def _priced(text: str, figure: Figure) -> str:
    """What a sum is for: the work it is 的总投资 of, the one named before it, or a fund of that size."""
    after, before = text[figure.end :], text[: figure.start]
    match = _COST.search(before)
    if match:
        owned = _OWNED.match(after)
        return owned["noun"] if owned else _name_before(text, match.start())
    fund = _FUND.match(after)
    return fund["noun"] if fund and not _PARTLY.search(before) else ""


def dated_works(text: str) -> Iterator[_Dated]:
    """The dates of one paragraph.

    >>> [(d.noun, d.event, d.when) for d in dated_works("云海船坞中试基地确保2027年底建成。")]
    [('云海船坞中试基地', 'built', '2027年底')]
    """
    for match in _WHEN.finditer(text):
        noun = _name_before(text, match.start())
        if noun and not _NOT_ONE.search(noun) and not _COUNTED.match(text, match.end()):
            for event in _events(match["event"]):
                yield _Dated(noun, event, match["when"], match.start(), match.end())


def _events(words: str) -> Iterator[_Event]:
    if _STARTS.search(words):
        yield "start"
    if _BUILT.search(words):
        yield "built"
    if _USED.search(words):
        yield "used"


def _name_before(text: str, end: int) -> str:
    """The last named thing before the date in its sentence, or the lead that opens the paragraph."""
    begin = max(text.rfind(stop, 0, end) for stop in "。；！？") + 1
    names = list(_NAME.finditer(text, begin, end))
    if not names and begin > 0:
        opening = text[: text.find("。")]
        names = [match for match in [_NAME.fullmatch(opening)] if match is not None]
    if not names:
        return ""
    name = _TRAILING.sub("", _LEADING.sub("", names[-1].group()))
    return name if len(name) >= 4 else ""


def _sharp(more: bool) -> Operator:
    return Operator.MORE if more else Operator.EQUAL


def _claim(name: str, passage: Passage, dated: _Dated) -> Claim:
    return Claim(
        id=name,
        kind="date",
        noun=dated.noun,
        event=dated.event,
        when=dated.when,
        cite=(str(passage.cite(dated.start, dated.end)),),
        rule="claims.date",
        confidence=0.7,
    )
