"""Small Chinese numerals in titles: how many tasks, chains or parks a heading announces."""

from __future__ import annotations

import re

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_COUNT = re.compile(r"([一二两三四五六七八九十]{1,3}|\d{1,2})(?:大|个|项|条|类|方面)")


def small_number(written: str) -> int | None:
    """The value of a numeral below a hundred.

    >>> small_number("二十一"), small_number("十"), small_number("8")
    (21, 10, 8)
    """
    if written.isdigit():
        return int(written)
    tens, ten, ones = written.partition("十")
    if not ten:
        return _DIGITS.get(written)
    if (tens and tens not in _DIGITS) or (ones and ones not in _DIGITS):
        return None
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)


def leading_count(title: str, noun: re.Pattern[str]) -> int | None:
    """The one count that a title announces of ``noun``; ``None`` when there is none or more than one.

    >>> leading_count("实施八大任务", re.compile("任务"))
    8
    """
    counts = [
        small_number(match.group(1))
        for match in _COUNT.finditer(title)
        if re.match(rf"[^，、。一二三四五六七八九十\d]{{0,6}}?(?:{noun.pattern})", title[match.end() :])
    ]
    return counts[0] if len(counts) == 1 else None
