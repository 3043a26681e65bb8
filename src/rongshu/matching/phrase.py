"""What a firm's text says thing by thing: what is excluded, what heads a phrase, what is done with it.

Offsets are kept throughout: what is left out is blanked, never cut, so that evidence can show its place.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Set
from enum import Enum
from functools import lru_cache

from rongshu.matching.simplified import simplified

STOP = "；"
_NEGATED = r"不含|不包含|不包括|不涉及|不从事|不生产|不经营|不销售|不得|禁止|严禁|未从事"
_EXCLUDED = re.compile(
    rf"[（(](?:[^（()）]*?(?:{_NEGATED}|除外)[^（()）]*)[)）]|(?:{_NEGATED})[^;；。,，]*"
    r"|除[^;；。,，]{1,20}(?:以外|之外|外)"
)
_MAY_EXCLUDE = re.compile("[不除禁未]")
_EXCEPTED = re.compile(r"[^;；。,，、（(]{1,20}除外")
# said in nearly every registration, of any firm whatever; the signs ahead spare most places the whole list
_BOILERPLATE = re.compile(
    r"(?=[一许经主技自货商进（(除依凭具])(?:(?:一般|许可)(?:经营)?项目[:：]|经营范围[:：]|主营(?:业务)?[:：]"
    r"|技术(?:服务|开发|咨询|交流|转让|推广|研究)(?=[、,，;；。)）及和与]|$)"
    r"|(?:自营和代理各类)?(?:货物(?:及|与|和|或)?)?(?:商品和)?技术(?:的)?进出口(?:业务)?|货物进出口|进出口代理|进出口业务"
    r"|[（(]?除?依法须经批准的项目[^;；。]*|凭营业执照[^;；。]*|具体经营项目[^;；。]*)"
)
# how much of it, behind the thing: PTA 240万吨/年; what 级 or 以上 follows says of what sort it is
_AMOUNT = re.compile(
    r"(?=[年产约\d])(?:年产(?:能|量)?|产能|约)?(?<![\d.])\d[\d.,]*[余多]?[万亿千百]*(?:吨|平方米|平米|立方米|米|套|台|件|只|支|片|辆|艘|条|公斤|千克|头|羽|尾|箱)"
    r"(?:/[年月日天])?(?![级型以及\d])"
)
_DIGIT = re.compile(r"\d")
# whom the thing is for: 用于锂电池的铜箔, 铸件，主要用于风电机组
_PURPOSE = re.compile(
    r"(?:主要|专门|广泛)?(?:用于|应用于|适用于|使用于|配套于|服务于|供应给|用在|应用在|面向)[^;；。,，（()）]*?(?=的(?!等|相关)|[;；。,，（()）]|$)"
)
_INVESTS = re.compile(
    r"[^;；。、]*(?:投资活动|股权投资|创业投资|投资管理|投资咨询|产业投资|资产管理|投资基金)[^;；。、]*"
)
MAKES = re.compile(
    r"制造|生产|加工|研发|研制|设计|织造|冶炼|铸造|合成|提炼|养殖|种植|捕捞|组装|封装|开发|制作|修造|建造|运营|施工|维修|回收"
)
SELLS = re.compile(r"销售|批发|零售|代理|贸易|进出口|进口|经销|分销|代购|代销|经营部|购销|营销|专卖")
_NEUTRAL = (
    r"(?:的|等|类|系列|产品|商品|半?成品|业务|项目|领域|行业|产业|相关|及其|专业|自产|整机|品牌|高端|批量)"
)
_ACTIVITY = (
    r"(?:制造|生产|加工|精加工|深加工|初加工|粗加工|研发|研制|研究|设计|销售|批发|零售|贸易|经销|分销|代理|出口|进口|进出口|开发|织造"
    r"|冶炼|铸造|封装|封测|组装|装配|养殖|种植|捕捞|修造|建造|提炼|定制|代工|技术|应用|工程|施工|运营|经营|供应|自销|产销|购销|营销"
    r"|收购|制作|屠宰|压榨|集成|培育|繁育|育苗|提取|提纯|纯化|开采|投资|建设|合成|剪切|分选|承接|溶液|粉末|颗粒|业|厂|公司|基地|车间|企业|商|部)"
)
_END = r"(?:$|[、,，;；。:：\s/|()（）\[\]【】\"“”＋&]|\+(?![a-z0-9])|及|和|与|或|以及|兼|为主)"
# the grade of a thing: 环氧树脂E-51, 铜箔6μm
_GRADE = r"(?:[a-z]{0,4}[\-#]?\d[\w\-./#%°μ×*]{0,10}(?<![一-鿿]))?"
_HEAD = re.compile(rf"{_NEUTRAL}*(?:{_ACTIVITY}|{_NEUTRAL})*{_GRADE}{_END}", re.ASCII)
# a thing for, about or around the word: its maker makes something else
_OTHER = re.compile(
    r"[^、,，;；。:：\s/()（）及和与或]{0,6}?(?:设备|机械|装备|装置|机床|机器|机组|机$|机(?=[、,，;；。及和与])|仪器|仪表|仪|模具|夹具|刀具|工具|配件|附件|零件|部件|辅料|包装|盒|袋|标签"
    r"|检测|检验|测试|认证|维修|维护|保养|修理|检修|运维|安装|调试|租赁|运输|物流|仓储|配送|清洗|咨询|培训|服务|回收|处置|拆解|翻新"
    r"|广告|会展|投资|管理|软件|系统|平台|app|交易|评估|监理|保护膜|助剂|添加剂|清洗剂|耗材|车间|生产线|车$|车(?=[、,，;；。及和与])|工程车|搅拌车|保险|招聘)"
)
# how words of a node may end that yet make another thing of every word: 叶片模具 is no 叶片
_ANOTHER = frozenset(
    {"模具", "夹具", "刀具", "工具", "配件", "附件", "检测", "检验", "测试", "维修", "租赁", "服务", "运输"}
)
# a list that ends so says of all its things that they are served, not made: 冷库、空调维修
_SERVED = re.compile(r"(?:维修|维护|保养|修理|检修|租赁|清洗|拆除)(?:服务|业务)?[。；;]?$")
# what stands in brackets behind a service is its object: 危险品运输(锂电池)
_SERVED_THINGS = re.compile(
    r"(?:维修|维护|保养|修理|运输|物流|仓储|租赁|检测|检验|培训|咨询|清洗|安装|代理|服务)[（(](?!含)[^（()）]*$"
)
_CHEMICAL_ENDS = frozenset("醇酸酯酮胺烯烷烃炔醚醛酚腈苯酐肼砜脲酰")
_CHEMICAL_BEGINS = frozenset(
    "甲乙丙丁戊己庚辛壬癸异叔仲伯季环聚氯氟溴碘硝羟氨硫磺邻间对苯联缩代酰酸基二三四五六"
)
_JOINS = frozenset("、,，及和与")
_SORT = frozenset("型性色质用级强化式能度纯种口产效新鲜大小高低精特优制")
_BEFORE = re.compile(
    r"(?:[、,，;；。:：\s/()（）及和与或等的\[\]\"“”+]|产品|系列|从事|生产|经营|主营|专业|项目|目录|规模|制造|加工|研发|设计|销售|批发|零售|各类|各种|自动|智能|高端)$"
)
_OTHER_NAME = re.compile(r"\([a-z0-9\-/.]{1,12}\)(?=[一-鿿])")
_CLAUSE = re.compile(r"[;；。]")
_CJK = re.compile(r"[一-鿿]")
_WORD_GAP = re.compile(r"(?<=[一-鿿）)])\s+(?=[一-鿿（(])")


class Place(Enum):
    """Where a word stands in its phrase."""

    HEAD = "head"
    MODIFIER = "modifier"
    OTHER = "other"
    PURPOSE = "purpose"


@lru_cache(maxsize=256)  # one firm's texts are asked for several times in a row
def folded(text: str) -> str:
    """Text as the lexicon sees it: NFKC, lower case, simplified; blanks between words part, all others go.

    >>> folded("锦纶 FDY　长丝")
    '锦纶fdy长丝'
    """
    plain = simplified(unicodedata.normalize("NFKC", text).lower().strip())
    if " " in plain or "\n" in plain or "\t" in plain:
        words = plain.split()
        if sum(map(len, words)) > 1.8 * len(words):  # else single signs, spaced out
            plain = _WORD_GAP.sub("、", plain)
        plain = "".join(plain.split())
    return plain


def said(text: str) -> str:
    """Folded text with everything blanked that is excluded, or that every registration says; same length."""
    if "除外" in text:
        text = _blanked(_EXCEPTED, text)
    if _MAY_EXCLUDE.search(text):
        text = _blanked(_EXCLUDED, text)
    if "投资" in text or "资产" in text:
        text = _blanked(_INVESTS, text)
    text = _blanked(_BOILERPLATE, text)
    return _blanked(_AMOUNT, text) if _DIGIT.search(text) else text


def purposes(text: str) -> tuple[tuple[int, int], ...]:
    """The stretches of folded text that say what a thing is for, not what it is.

    >>> text = "用于锂电池的铜箔"
    >>> [text[begin:end] for begin, end in purposes(text)]
    ['用于锂电池']
    """
    return tuple(found.span() for found in _PURPOSE.finditer(text)) if "用" in text or "向" in text else ()


def excluded(text: str) -> tuple[tuple[int, int], ...]:
    """The stretches of folded text that exclude something."""
    if not _MAY_EXCLUDE.search(text):
        return ()
    return tuple(found.span() for pattern in (_EXCLUDED, _EXCEPTED) for found in pattern.finditer(text))


def _blanked(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda found: STOP * len(found.group()), text)


def standing(text: str, end: int, endings: Set[str] = frozenset()) -> Place:
    """Whether the word that ends at ``end`` heads its phrase, or only says what sort another thing is.

    What follows may finish the word as the node's own words end (``endings``): 锦纶丝 as 锦纶长丝 is known.
    """
    after = text[end : end + 24]
    if ")" in after and _SERVED_THINGS.search(text[:end]):
        return Place.OTHER
    name = _OTHER_NAME.match(after)
    if name and not _HEAD.match(after[name.end() :]):  # 操作系统(TOS)软件: the phrase goes on
        return Place.OTHER
    if _HEAD.match(after):
        return Place.OTHER if after[:1] in _JOINS and _served(text, end) else Place.HEAD
    for length in (1, 2, 3):
        ending = after[:length]
        if ending in endings - _ANOTHER and _HEAD.match(after[length:]):
            return Place.HEAD
    return Place.OTHER if _OTHER.match(after) else Place.MODIFIER


def _served(text: str, end: int) -> bool:
    return end < len(text) and bool(_SERVED.search(_CLAUSE.split(text[end:], maxsplit=1)[0]))


_PHRASES = re.compile(
    r"(?<![一二三四五六七八九十])、|、(?![一二三四五六七八九十])|[,，;；。:：/|()（）\[\]【】\"“”+＋]|以及|及|和|与|或"
)
_TAIL = re.compile(f"(?:{_NEUTRAL}|{_ACTIVITY})+$")


def phrases(text: str) -> Iterator[tuple[int, str]]:
    """The phrases of folded text with their beginnings, without what is done with the things at their end."""
    begin = 0
    for mark in _PHRASES.finditer(text + STOP):
        phrase = _TAIL.sub("", text[begin : mark.start()])
        if phrase:
            yield begin, phrase
        begin = mark.end()


def is_part(text: str, start: int, word: str) -> bool:
    """Whether a short word is the end of some other, longer thing: the blade of 水泵叶片 is no wind blade."""
    if len(word) > 2 or not start or not _CJK.match(word):
        return False
    left = text[start - 1]
    return (
        bool(_CJK.match(left)) and left not in _SORT and not _BEFORE.search(text[max(0, start - 4) : start])
    )


def is_other_substance(text: str, start: int, word: str) -> bool:
    """Whether a chemical's name begins earlier: 叔丁醇 is no 丁醇, 聚丙烯 no 丙烯.

    >>> is_other_substance("叔丁醇", 1, "丁醇")
    True
    """
    return start > 0 and word[-1] in _CHEMICAL_ENDS and text[start - 1] in _CHEMICAL_BEGINS


def raw_span(raw: str, needle: str, skipped: int = 0) -> tuple[int, int] | None:
    """Where folded ``needle`` stands in the text as written, after ``skipped`` others: begin and end."""
    if not skipped and unicodedata.is_normalized("NFKC", raw) and raw == raw.lower():
        place = raw.find(needle)
        if needle and place >= 0 and len(raw.split(maxsplit=1)) == 1:
            return place, place + len(needle)
    signs = [
        (sign, place)
        for place, written in enumerate(raw)
        for sign in unicodedata.normalize("NFKC", written).lower()
        if not sign.isspace()
    ]
    plain, found = "".join(sign for sign, _place in signs), -1
    for _each in range(skipped + 1):
        found = plain.find(needle, found + 1)
    if found < 0 or not needle:
        return None
    return signs[found][1], signs[found + len(needle) - 1][1] + 1


def raw_places(raw: str, plain: str) -> tuple[int, ...]:
    """Where each sign of the folded text stands in the text as written; empty where they cannot be aligned.

    >>> raw_places("锦纶6 FDY", folded("锦纶6 FDY"))
    (0, 1, 2, 4, 5, 6)
    """
    places: list[int] = []
    gap = -1
    for place, written in enumerate(raw):
        for sign in unicodedata.normalize("NFKC", written).lower():
            if sign.isspace():
                gap = place if gap < 0 else gap
                continue
            if gap >= 0 and len(places) < len(plain) and plain[len(places)] == "、" != sign:
                places.append(gap)  # the blank between two words, which folding wrote as a stop
            places.append(place)
            gap = -1
    return tuple(places) if len(places) == len(plain) else ()
