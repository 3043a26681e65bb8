"""Firms as the ones who act: named between a verb that addresses them and the verb of what they do."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rongshu.compiler.names.likeness import coined, firm_ending, is_geography, shape
from rongshu.compiler.names.nouns import CLOSING_ENDINGS, TRADES
from rongshu.compiler.reading.enumeration import Span, members

_ADDRESSED = re.compile(
    r"(?:支持以|支持|推动|鼓励和引导|鼓励|引导|扶持|带领|率领|联合|携手|依托|引进|招引|会同|带动|帮助|督促|发挥|培育|促成|委托|巩固|由(?![^，。；、]{1,12}(?:向|到|转|走))|(?<![一-鿿])同(?=[^，。；]{3,20}(?:共同|合作|共建|联合))|(?:控股|旗下|所属|下属|创办|创立|孵化|投资成立|成立|组建)的|(?<![一-鿿])像|与(?=[^，。；]{3,30}?(?:共同|合作|共建|联合|联手|协同|实行|就地|就近|配套|组建|对接|签约|抱团))|(?<![存潜现所正旨])在(?=[^，。]{2,40}(?:带动|引领|牵引|支撑|推动)下)|以|(?:龙头|配套|骨干|链主|重点|中小|整机|家)企业(?:主要)?(?:包括了?|有|是)?)"
)
_SUBJECT_STOP = re.compile(
    r"要|可|则|还|也|重点|主要|着力|继续|依托|围绕|为其|负责|承担|错位|挑|做|同步|将|已|正|为[主辅]|供应|主推|主营|提供|齐|须|应(?:当)?|须|需(?:要)?|分别|协同|参与|牵头|联合|联手|跟进|带头|承担|[两三四五六七八九十\d]家|就近|先后|上下游|抱团|面向|挖掘"
    r"|一头|作为|引领|带动|入围|上榜|位列|名列|荣登|登上|获评|获得|荣获|入选|成为|跻身|被评|被认定|加快|主攻|主打|研制|研发|提取|率先|布局|拓展|专注|深耕|聚焦|发展|已(?:建成|形成|成为)|年产|迈过|突破"
)
_OBJECT_STOP = re.compile(
    r"加快|打造|优化|开展|进一步|积极|充分|提升|扩大|做[大强优精专]|加大|加强|深化|实施|推进|推动|支持|布局|拓展|延伸|引[入进]|组建|牵头|联合|联手|参与"
    r"|建立|承担|突破|攻克|攻关|带动|落地|落户|投资|增资|技改|持续|不断|尽快|大力|着力|率先|完善|改造|整合|设立|成为|成长|上市|主导|实现|通过|依托|运用|利用"
    r"|围绕|瞄准|聚焦|聚力|争创|创建|申报|增强|加速|全面|主动|深耕|建设|开发(?!区)|研发|研制|生产|提取|补齐|补强|就近|就地|协同|共同|合作|共建|对接|实行|借助|发展|由|从|向|与|和|在|对|等|这样|分别"
    r"|引领|牵引|两家|三家|早日|迈向|的|承接|优势|作用|为|转型|扩产|增产|扩能|做|抢占|探索|推广|主攻|以|成立|赴|到|来|把|用|按|围|走|强化|率|试制|量产|上下游|编制|制定|市场地位|龙头地位|品牌|及|采用|应用|扩建|新建|新增|培育|巩固|跟进|面向|挖掘|发掘|瞄准"
)
_NOT_FIRM_NEXT = re.compile(
    r"产业|集群|基地|园|项目|行业|领域|技术|产品|企业|市场|城|区|工程|体系|平台|中心|装备|材料|系统|设备|等|专业合作|合作[社联]|大学|学院|研究院|研究所"
)
_THINGS = re.compile(
    r"[^，。；]{0,60}?等[^，。；]{0,8}(?:技术|产品|领域|材料|装备|设备|工艺|系统|器件|制品|品种|方向|研发|开发)|[^，。；]{0,40}(?:研发|开发|生产|制造|攻关|应用|研究|项目|改造|建设)$"
)
_OF_THINGS = re.compile(r"等[^，。；、]{0,8}(?:项目|产品|环节|领域|材料|设备|技术|品种)")
_WEAK = frozenset(
    {
        "控股的",
        "旗下的",
        "所属的",
        "下属的",
        "巩固",
        "创办的",
        "创立的",
        "孵化的",
        "投资成立的",
        "成立的",
        "组建的",
        "会同",
        "由",
        "像",
        "与",
        "在",
        "以",
        "发挥",
        "培育",
        "依托",
    }
)
_OWNING = re.compile(
    r"(?:加快|推动|推进|提升|扩大|发挥|依托|利用|借助|支持|巩固|增强|做强|^)(?P<list>[^，。；的]{3,40})的(?!是)"
)
_LONGEST = max(map(len, TRADES))


def acting_firms(clause: Span) -> Iterator[tuple[tuple[Span, ...], str]]:
    """Groups of names that act in a clause, with the word that addresses them (empty for its subject)."""
    subject = _named_until(clause, _SUBJECT_STOP) or _listed_in_front(clause)
    if subject:
        yield subject, ""
    for match in _ADDRESSED.finditer(clause.text):
        group = _named_until(clause.cut(match.end()), _OBJECT_STOP) or _in_front(clause.cut(match.end()))
        if group and (match.group() not in _WEAK or all(shape(name.text) == "sure" for name in group)):
            yield group, match.group()
    yield from _owners(clause)


def _owners(clause: Span) -> Iterator[tuple[tuple[Span, ...], str]]:
    """加快甲、乙的…应用: names before 的 are firms where every one is a made-up word with a trade."""
    for match in _OWNING.finditer(clause.text):
        names = tuple(name.trimmed() for name in members(clause.cut(match.start("list"), match.end("list"))))
        if names and all(shape(name.text) == "sure" for name in names):
            yield names, "的"


def _named_until(rest: Span, stops: re.Pattern[str]) -> tuple[Span, ...]:
    """The members of the list that runs up to the first verb, if every one of them may be a firm."""
    for match in stops.finditer(rest.text, 2, 60):
        names = tuple(name.trimmed() for name in members(rest.cut(0, match.start())))
        shapes = [shape(name.text) for name in names]
        if "sure" in shapes:  # beside one that is sure, a firm may be called after a sea or a river
            pairs = zip(shapes, names, strict=True)
            shapes = [said or ("maybe" if _after_a_place(name.text) else "") for said, name in pairs]
        listed = _OF_THINGS.match(rest.text, match.start()) and "sure" not in shapes
        if names and all(shapes) and ("sure" in shapes or len(names) > 1) and not listed:
            return names
    return ()


def _after_a_place(name: str) -> bool:
    """东海磁材: a sea or a direction that anybody may borrow, and a trade."""
    return len(name) <= 6 and is_geography(name[:2]) and name[2:] == firm_ending(name)


def _listed_in_front(clause: Span) -> tuple[Span, ...]:
    """Two or more names that open a clause, whatever verb follows."""
    names = _in_front(clause) or _all_but_last(clause)
    if len(names) < 2 or not all(shape(name.text) == "sure" for name in names):
        return ()
    return () if _THINGS.match(clause.text, names[-1].end - clause.start) else names


def _all_but_last(clause: Span) -> tuple[Span, ...]:
    """The members of a long list but the last, whose end no verb shows."""
    names = members(clause)
    return tuple(names[:-1]) if len(names) > 2 else ()


def _in_front(rest: Span) -> tuple[Span, ...]:
    """The list whose last member is a coined word with a trade (屿源生物), whatever follows it."""
    listed = re.match(r"(?:[一-鿿A-Za-z]{2,9}、){0,12}", rest.text)
    begin = listed.end() if listed else 0
    last = coined_trade(rest.cut(begin))
    if last is None:
        return ()
    names = (*(name for name in members(rest.cut(0, begin)) if name.text), last)
    return names if all(shape(name.text) for name in names) else ()


def coined_trade(rest: Span) -> Span | None:
    """The coined word and its trade at the start, unless the words go on as an industry or a place.

    Of several trades in a row only the first belongs to the name, with the closing words behind it
    (生物 + 科技); what follows is what the firm builds (智能 + 车间).
    """
    for size in (2, 3):
        last = trade = _trade_at(rest.text, size)
        end = reach = size + len(trade)
        while trade:
            last, trade = trade, _trade_at(rest.text, reach)
            end = reach + len(trade) if trade in CLOSING_ENDINGS and end == reach else end
            reach += len(trade)
        if reach > size and coined(rest.text[:size]) and not _continues(rest.text, reach, last):
            return rest.cut(0, end)
    return None


def _trade_at(text: str, begin: int) -> str:
    """The longest trade that starts there."""
    sizes = range(min(_LONGEST, len(text) - begin), 1, -1)
    found = (text[begin : begin + size] for size in sizes if text[begin : begin + size] in TRADES)
    return next((word for word in found if not _cuts_a_verb(word, text[begin + len(word) :])), "")


def _cuts_a_verb(word: str, rest: str) -> bool:
    """宇航 + 发展, not 宇 + 航发 + 展."""
    return word.endswith("发") and rest[:1] in tuple("展挥起力布掘")


def _continues(text: str, end: int, trade: str) -> bool:
    """Whether a trade goes on as the name of an industry or a place (锂电产业园)."""
    if trade in CLOSING_ENDINGS:
        return text[end : end + 1] in tuple("园城馆型含成的") or text[end : end + 2] in ("大学", "学院")
    return _NOT_FIRM_NEXT.match(text, end) is not None
