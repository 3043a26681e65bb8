"""Two names that nearly agree: whether the difference is a slip of the pen or another firm."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

# signs that are there to tell firms apart: 一厂 and 二厂, 东屿 and 西屿
_TELLING = re.compile(
    r"^[一二三四五六七八九十百零〇0-9a-zA-Z东西南北中上下前后左右内外大小新老甲乙丙丁春夏秋冬]+$"
)
_ORDERED = 2
LONG_ENOUGH = 6


class Slip(Enum):
    """What stands between two names."""

    NONE = "none"  # more than a slip
    TELLING = "telling"  # numbers, directions: meant to tell firms apart
    SIGN = "sign"  # one sign for another
    SOUND = "sound"  # one sign for another that sounds the same
    TURNED = "turned"  # two signs the wrong way round
    DROPPED = "dropped"  # a sign more or less


@lru_cache(maxsize=100_000)
def slip_between(one: str, other: str) -> Slip:
    """How two different names of at least six signs differ, when by one slip only.

    >>> slip_between("鹭江源水产食品有限公司", "鹭江原水产食品有限公司")
    <Slip.SOUND: 'sound'>
    >>> slip_between("汐州棉纺一厂有限公司", "汐州棉纺二厂有限公司")
    <Slip.TELLING: 'telling'>
    """
    here, there = _middles(one, other)
    if min(len(one), len(other)) < LONG_ENOUGH or max(len(here), len(there)) > _ORDERED:
        return Slip.NONE
    if (not here or _TELLING.match(here)) and (not there or _TELLING.match(there)):
        return Slip.TELLING
    if len(here) == len(there) == 1:
        return Slip.SOUND if sound(here) == sound(there) else Slip.SIGN
    if len(here) == len(there) == _ORDERED and here == there[::-1]:
        return Slip.TURNED
    return Slip.DROPPED if len(here) + len(there) == 1 else Slip.NONE


def _middles(one: str, other: str) -> tuple[str, str]:
    """What is left of each when the beginning and the end that they share are gone."""
    begin = 0
    while begin < min(len(one), len(other)) and one[begin] == other[begin]:
        begin += 1
    one, other = one[begin:], other[begin:]
    end = 0
    while end < min(len(one), len(other)) and one[len(one) - 1 - end] == other[len(other) - 1 - end]:
        end += 1
    return one[: len(one) - end], other[: len(other) - end]


@lru_cache(maxsize=30_000)
def sound(sign: str) -> str:
    """How a sign is read, without its tone."""
    # the dictionary takes half a second: loaded where the first signs are compared by their sound
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(sign, style=Style.NORMAL))
