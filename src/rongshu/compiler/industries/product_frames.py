"""Sentences that name products around a list: 以甲、乙为核心, 在甲、乙等领域取得突破, 由甲向乙延伸."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rongshu.compiler.industries.product_names import Found, bare_name, listed_names
from rongshu.compiler.names.likeness import common, shape
from rongshu.compiler.reading.enumeration import Span

_CORE = re.compile(
    r"以(?P<list>[^，。；]{4,60}?)(?:等(?P<rest>[^，。；、]{0,8}))?为(?:技术)?(?:突破口|主攻方向|核心|主导产品|拳头产品|主打产品|重点产品|重点方向)"
)
_BREAKING = re.compile(
    r"在(?P<list>[^，。；]{4,80}?)等(?P<rest>[^，。；、]{0,10}?)(?:领域|方面|环节)(?:取得|实现|形成|加快|的)?(?:[一-鿿]{0,2})?突破"
)
_TOWARDS = re.compile(
    r"[从由][^，。；、]{1,14}向(?:卖)?(?P<list>[^，。；]{2,14}、[^，。；]{2,40}?)(?:转变|转型|延伸|拓展|升级|迈进)"
)
_DEEPENING = re.compile(
    r"在(?P<list>[^，。；]{2,60}?)(?:等[^，。；、]{0,6}?)?领域(?:做[大强优精]|深耕|发力|抢占|布局|突破)"
)
_LEADING = re.compile(r"(?:^|，)(?P<list>[^，。；]{3,60}?)等[^，。；、]{0,6}?技术(?:达到|处于|居|领先|填补)")
_DONE = re.compile(
    r"(?:实现|完成)(?P<list>[^，。；]{2,40}?)(?:等[^，。；、]{0,6}?)?(?:的)?(?:量产|规模化生产|批量生产|产业化|国产化|国产替代|规模化应用|批量供货|出口|下线)"
)
_LAUNCHED = re.compile(r"(?:推进|推动|加快)(?P<list>[^，。；]{2,40}?)(?:量产下线|下线|首批交付)")
_SUPPLYING = re.compile(
    r"为[^，。；、]{2,14}?配套(?P<list>[^，。；]{2,40}?)(?:等[^，。；、]{0,6}产品)?(?=[，。；]|$)"
)
_INTO = re.compile(
    r"(?:^|[^、])向(?P<list>[^，。；]{2,40}?)等(?:[高新]端?|细分|终端|新兴|下游|高附加值)?(?:产品|领域|环节|方向|下游)+(?:延伸|拓展|转型|升级|迈进)"
)
_WIDELY = re.compile(
    r"(?:拓展|扩大|推动|推进|促进|加快)(?P<list>[^，。；]{2,40}?)在[^，。；]{2,30}?(?:领域|行业|场景|方面|产业)的?(?:推广|示范|规模化)?应用"
)
_FRAMES = (
    (_WIDELY, False),
    (_DONE, False),
    (_LAUNCHED, False),
    (_SUPPLYING, False),
    (_INTO, False),
    (_CORE, True),
    (_BREAKING, False),
    (_TOWARDS, False),
    (_DEEPENING, False),
    (_LEADING, True),
)


def framed(sentence: Span) -> Iterator[Found]:
    """以甲、乙等技术为核心; 在甲、乙等领域取得突破"""
    for pattern, technology in _FRAMES:
        for match in pattern.finditer(sentence.text):
            mastered = technology and bool(
                re.search("技术|工艺|突破口", match.group()[match.end("list") - match.start() :])
            )
            for name in listed_names(sentence.cut(match.start("list"), match.end("list"))):
                found = bare_name(name, True)
                named = pattern is _CORE and shape(found.text) == "sure" if found else False
                applied = pattern is _INTO and common(found.text) if found else False
                if found and not named and not applied:
                    yield Found(found, "products:以…为核心", 0.7, mastered)
