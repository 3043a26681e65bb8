"""Numbers that open a line in Chinese official documents: chapters, items, annexes, list marks."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HAN = "零〇一二三四五六七八九十百"
_HAN_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_DASHES = re.compile(r"(?:——?|--|－|•|·|●|■|◆|▪|➢|◎|○|□|★|☆|※)\s*")


@dataclass(frozen=True, slots=True)
class Mark:
    """The number that opens a line.

    ``system`` names the way of numbering; ``rank`` its usual depth (smaller is further out);
    ``value`` the ordinal (0 where there is none); ``end`` where the title starts in the line.
    """

    system: str
    rank: int
    value: int
    printed: str
    end: int


# system, usual depth, pattern: group 1 is the ordinal, the whole match is the printed number
_SYSTEMS: tuple[tuple[str, int, re.Pattern[str]], ...] = (
    ("part", 0, re.compile(rf"第\s*([{_HAN}\d]+)\s*(?:篇|编|部分)(?:[：:、]|\s|(?=[^，。；]))")),
    ("chapter", 10, re.compile(rf"第\s*([{_HAN}\d]+)\s*章[：:、]?")),
    ("section", 20, re.compile(rf"第\s*([{_HAN}\d]+)\s*节[：:、]?")),
    ("han", 30, re.compile(rf"([{_HAN}]+)\s*[、.．]")),
    ("han-bracket", 40, re.compile(rf"[（(]\s*([{_HAN}]+)\s*[)）][、.]?")),
    (
        "decimal",
        51,
        re.compile(
            r"\d{1,2}\.(?:\d{1,2}\.){0,3}(\d{1,2})(?:[、.]|\s|(?=[^\d%‰.、，亿万千百GgMmTtKk年月倍个家项\s]))"
        ),
    ),
    ("arabic", 50, re.compile(r"(\d{1,3})\s*(?:[、](?!\d)|\.(?!\d)|\.(?=\dG))")),
    ("arabic-bracket", 60, re.compile(r"[（(]\s*(\d{1,2})\s*[)）][、.]?")),
    ("arabic-half", 62, re.compile(r"(\d{1,2})[)）][、.]?")),
    ("circled", 70, re.compile(rf"([{_CIRCLED}])[、.]?")),
)
_BARE = re.compile(r"(\d{1,2})\s+(?=[\u4e00-\u9fff“（《])")
_ANNEX = re.compile(
    rf"附\s*(?:件(?!表)|表|录|图)\s*([{_HAN}\d]*)(?:[-—]\d+)?\s*(?:[：:、.]|\s|$|(?=[\u4e00-\u9fff“]))"
)
_SPOKEN = re.compile(rf"[{_HAN}]+是(?=[\u4e00-\u9fff“])")


def han_value(written: str) -> int:
    """The number that ``written`` says in Chinese or Arabic digits; 0 where it says none.

    >>> han_value("二十一"), han_value("十"), han_value("12")
    (21, 10, 12)
    """
    if written.isdigit() and written.isascii():
        return int(written)
    if written and written in _CIRCLED:
        return _CIRCLED.index(written) + 1
    total, digit = 0, 0
    for sign in written:
        if sign in "十百":
            total += (digit or 1) * (10 if sign == "十" else 100)
            digit = 0
        else:
            digit = digit * 10 * (not total) + _HAN_DIGITS.get(sign, 0)
    return total + digit


def opening_mark(text: str, *, bare: bool = False) -> Mark | None:
    """The number that opens ``text``, if any; ``bare`` admits ``1 总则`` (digits and a blank).

    >>> opening_mark("（二）主要任务").printed
    '（二）'
    """
    for system, rank, pattern in _SYSTEMS:
        match = pattern.match(text)
        if match:
            return _mark(system, rank, match, text)
    match = _BARE.match(text) if bare else None
    return _mark("arabic", 50, match, text) if match else None


def _mark(system: str, rank: int, match: re.Match[str], text: str) -> Mark:
    printed = match.group().strip()
    if system == "decimal":
        depth = len(re.findall(r"\d+", printed))
        system, rank = f"decimal-{depth}", rank + depth - 2
    end = match.end() + len(text[match.end() :]) - len(text[match.end() :].lstrip())
    return Mark(system, rank, han_value(match.group(1)), printed, end)


def annex_mark(text: str) -> Mark | None:
    """The annex word that opens ``text`` (``附件2``, ``附表``), if any."""
    match = _ANNEX.match(text)
    if not match:
        return None
    printed = match.group().strip().rstrip("：:、.")
    return Mark("annex", -1, han_value(match.group(1)), printed, match.end())


def list_mark(text: str) -> str:
    """The mark of a list item as printed (``1.``, ``①``, ``——``, ``一是``); empty for plain text."""
    for pattern in (_DASHES, _SPOKEN):
        match = pattern.match(text)
        if match:
            return match.group().strip()
    mark = opening_mark(text)
    return mark.printed if mark else ""
