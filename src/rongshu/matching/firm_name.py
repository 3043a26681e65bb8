"""A firm's name taken apart: place, the name proper, trade, legal form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Set
from dataclasses import dataclass, replace
from functools import lru_cache

from rongshu.matching.simplified import simplified

_FORMS = (
    *("合伙企业(有限合伙)", "股份有限公司", "有限责任公司", "集团有限公司", "集团股份公司", "个人独资企业"),
    *("有限公司", "股份公司", "集团公司", "合伙企业", "总公司", "分公司", "公司", "集团"),
    *("工厂", "总厂", "分厂", "厂", "合作社", "经营部", "商行"),
)
_PLACE = re.compile(
    r"^(?:中国)?(?:[一-鿿]{2,3}省|[一-鿿]{2,4}?自治区|内蒙古|广西|新疆|宁夏|西藏|北京市?|上海市?|天津市?|重庆市?)?"
    r"(?:[一-鿿]{2,4}?市)?(?:[一-鿿]{1,4}?(?:自治县|新区|县|区))?(?:[一-鿿]{2,4}?[镇乡])?"
)
_PROVINCES = re.compile(
    "^(?:福建|浙江|江苏|广东|山东|河北|河南|湖北|湖南|江西|安徽|四川|贵州|云南|陕西|山西|甘肃|青海|辽宁|吉林|黑龙江|海南|台湾|北京|上海|天津|重庆)"
)
_TRADES = re.compile(
    "(?:实业|工业|科技|技术|贸易|商贸|电子|机械|制造|化工|化纤|纺织|食品|药业|医药|建材|材料|新材料|新能源|能源|装备|设备|信息|"
    "网络|软件|生物|环保|塑胶|塑料|金属|钢铁|铝业|重工|船舶|电气|仪表|光电|光学|智能|投资|控股|发展|产业|服饰|服装|鞋业|"
    "包装|印刷|家具|玻璃|水泥|陶瓷|水产|饲料|汽车|配件|零部件|进出口|国际|企业|工程|建设|物流|文化|供应链)+$"
)
_BRACKETS = re.compile(r"[（(【\[](.*?)[)）】\]]")
# a name by which the firm went, or its state, written behind the name
_FORMER = re.compile(r"[（(【\[]\s*(?:原名?|曾用名|前身)[:：为是]?\s*([^（）()【】\[\]]{4,}?)[)）】\]]")
_STATE = re.compile(
    r"[（(【\[]\s*(?:停产|停业|歇业|注销|已注销|吊销|在业|存续|筹建|在建|搬迁|拟迁|新|外资|合资|中外合资|港资|台资|民营|个体)\s*[)）】\]]"
)

_ADDRESSED = re.compile("([一-鿿]{2,4}?)(?:省|自治区|自治州|市|区|县|镇|乡|街道|旗|盟)")
_KIND = re.compile("[省市区县镇乡]")
_KINDS = re.compile("(?<=[一-鿿]{2})[省市区县镇乡]")
_MARKS = re.compile(r"^[\"'“”‘’《》*#·.、,，。;；\-]+|[\"'“”‘’《》*#·.、,，。;；\-\d]+$")
_TRADE_WORKS = re.compile("[化重轻木电铁手石加军]工厂$")


@dataclass(frozen=True, slots=True)
class FirmName:
    """``core`` is the name proper, ``trade`` what follows it, ``place`` what stands before or in brackets.

    ``plain`` is the whole, simplified, without blanks and notes; ``former`` the names given as 原….
    """

    written: str
    place: str
    core: str
    trade: str
    form: str
    plain: str
    former: tuple[str, ...]


@lru_cache(maxsize=200_000)
def parse_name(written: str) -> FirmName:
    """The parts of a firm's name; where nothing would remain as a core, the whole is the core.

    >>> parse_name("榕江市海螺纺织科技有限公司").core
    '海螺'
    """
    text = simplified(unicodedata.normalize("NFKC", "".join(written.split())))
    former = tuple(_FORMER.findall(text))
    text = plain = _MARKS.sub("", _STATE.sub("", _FORMER.sub("", text)))
    brackets = "".join(_BRACKETS.findall(text))
    text = _BRACKETS.sub("", text)
    form = next((form for form in _FORMS if text.endswith(form) and len(text) > len(form) + 1), "")
    form = "厂" if _TRADE_WORKS.search(text) else form  # 化工 厂, not 化 工厂
    body = text[: len(text) - len(form)]
    place = _place(body)
    rest = body[len(place) :]
    trade = _TRADES.search(rest)
    core = rest[: trade.start()] if trade and trade.start() >= 2 else rest
    core = core or body or text or plain
    return FirmName(written, place + brackets, core, rest[len(core) :], form, plain, former)


def places_in(addresses: Iterable[str]) -> frozenset[str]:
    """The provinces, cities, districts and towns that addresses name, without the word for what they are.

    >>> sorted(places_in(["中山市小榄镇工业大道3号"]))
    ['中山', '小榄']
    """
    return frozenset(name for each in set(addresses) for name in _ADDRESSED.findall(each.split("号")[0]))


def with_places(name: FirmName, places: Set[str]) -> FirmName:
    """The name with the known places taken from the beginning of its core: 青岛砺澜 is 砺澜 of 青岛.

    Two signs at least are left as the core.
    """
    place, core = name.place, name.core
    while taken := next((core[:n] for n in (4, 3, 2) if core[:n] in places and len(core) - n >= 2), ""):
        kind = _KIND.match(core, len(taken))
        end = kind.end() if kind and len(core) - kind.end() >= 2 else len(taken)
        place, core = place + core[:end], core[end:]
    return name if core == name.core else replace(name, place=place, core=core)


def bare_place(place: str) -> str:
    """A place without the words for what it is: 中山市小榄镇 as 中山小榄."""
    return _KINDS.sub("", place)


def _place(body: str) -> str:
    found = _PLACE.match(body)
    place = found.group() if found else ""
    province = _PROVINCES.match(body)
    if province and len(province.group()) > len(place):
        place = province.group()
    return place if len(body) - len(place) >= 2 else ""
