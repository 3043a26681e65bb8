"""Lines that name what follows or precedes them: table, figure and box captions, notes, units."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMBER = r"[\dA-Z一二三四五六七八九十]+(?:\s*[-—–－.]\s*\d+)*"
_CAPTION = re.compile(rf"((?:续|附|专栏)?\s*(?:表|图)\s*{_NUMBER})\s*[：:、.．|]?\s*(.*)")
_BOX = re.compile(rf"(专\s*栏(?!\s*[表图])\s*(?:{_NUMBER})?)\s*[：:、.．|]?\s*(.*)")
_SPOKEN = re.compile(r"(?:所示|显示|可见|可知|中|为|是|的|反映|列出|给出|[，。；、])")
_NOTE = re.compile(r"(?:注|备注|说明|注释)\s*\d*\s*[：:]|(?:资料|数据)来源|注\s*\d+\s*[.、]")
_UNIT = re.compile(r"[（(]?\s*(?:计量)?单\s*位\s*[：:].{1,24}$")
_BARE_TITLE = re.compile(
    r"[^。；！？]{2,48}(?:表|名单|清单|一览|目录|目标|指标|台账|情况|分工|安排)(?:[（(][^）)]*[）)])?$"
)


@dataclass(frozen=True, slots=True)
class Naming:
    """A caption taken apart: ``word`` is 表, 图 or 专栏; ``number`` as printed with the word."""

    word: str
    number: str
    title: str


def read_caption(text: str) -> Naming | None:
    """``表3-1 标题`` or ``图2 标题`` taken apart; ``None`` for a sentence that only mentions one."""
    match = _CAPTION.match(text)
    if not match or len(text) > 60:
        return None
    number, title = re.sub(r"\s+", "", match.group(1)), match.group(2).strip()
    if _SPOKEN.match(title) or re.search(r"[。；！？]", title):
        return None
    return Naming("表" if "表" in number else "图", number.removeprefix("续"), title)


def read_box(text: str, *, framed: bool) -> Naming | None:
    """``专栏6-1 标题`` taken apart; without a number only where a frame surrounds it."""
    match = _BOX.match(text)
    if not match or len(text) > 60 or re.search(r"[。；！？]", match.group(2)):
        return None
    number = re.sub(r"\s+", "", match.group(1))
    if number == "专栏" and not framed:
        return None
    return Naming("专栏", number, match.group(2).strip())


def is_note(text: str) -> bool:
    """Whether the line is a note below a table (``注：``, ``资料来源``)."""
    return bool(_NOTE.match(text))


def is_unit_line(text: str) -> bool:
    """Whether the line only states the unit of a table (``单位：亿元``)."""
    return bool(_UNIT.match(text))


def is_bare_title(text: str) -> bool:
    """Whether the line can name the table below it although it has no number."""
    return bool(_BARE_TITLE.fullmatch(text))
