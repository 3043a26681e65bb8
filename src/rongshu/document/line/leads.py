"""The opening phrase of a paragraph that serves as its title."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rongshu.document.line.marks import list_mark
from rongshu.document.line.pieces import Line

_SENTENCE = re.compile(r"([^。：；！？]{2,32})。(?=\s*\S{6})")
_COLON = re.compile(r"([^，。：；、！？]{2,18})：(?=\s*\S{6})")
_QUOTED = re.compile(r"“[^”]*”|《[^》]*》|（[^）]*）")
_COUNTED = re.compile(
    r"\d[\d.,]*\s*(?:%|个|家|项|条|亿|万|千|百|年|倍|名|户|吨|元|人|位|月|公里|平方|亩|次|种|台|套|座)"
)
_ORDINARY = re.compile(
    r"(?:到|至|目前|当前|其中|截至|近年|为此|同时|此外|但|而|因此|该|这|本|以上|详见|见|附[件表图]|重点(?:打造|发展|推进|支持|建设|突破|布局))"
)
_NARRATES = re.compile(r"[^尤特]{2,}是|^“?[一二三十\d]{2,3}五”?(?:时期|期间|以来)")
_ANNOUNCES = re.compile(
    r"(?:如下|包括|包含|为|是|有|指出|强调|提出|要求|认为|表示|即|分别|主要有|方面|例如)$"
)
_DUTY = re.compile(
    r"[（(【\[]?\s*(?:责任|牵头|配合|参与|主办|协办|完成|实施|主要负责)(?:单位|部门|时限|时间|主体|领导)"
)
_STOPS = " 。：:；;.，,—-"


@dataclass(frozen=True, slots=True)
class Lead:
    """The list mark as printed and the title phrase with its place; both may be empty."""

    marker: str
    start: int
    text: str


def find_lead(line: Line) -> Lead:
    """The mark and lead of a paragraph, from its bold opening or else from its first stop."""
    marker = list_mark(line.text)
    start = len(marker)
    start += len(line.text[start:]) - len(line.text[start:].lstrip())
    phrase = _bold_phrase(line, start) or lead_phrase(line.text[start:], loose=bool(marker))
    return Lead(marker, start if phrase else 0, phrase)


def _bold_phrase(line: Line, start: int) -> str:
    if not start < line.bold < len(line.text) or line.bold - start > 45:
        return ""
    phrase = line.text[start : line.bold].rstrip(_STOPS)
    ends_well = line.text[start + len(phrase) :][:1] in "。：:；—.， "
    return phrase if ends_well and len(phrase) >= 2 else ""


def lead_phrase(text: str, *, loose: bool = False) -> str:
    """The title phrase that opens ``text``, without its stop; empty where there is none.

    >>> lead_phrase("强化统筹协调。建立市级专班，按月调度。")
    '强化统筹协调'
    """
    match = _SENTENCE.match(text)
    if match and _DUTY.match(text, match.end()):
        return ""  # the one sentence of a measure, followed by who does it
    if match and _titles(match.group(1), loose=loose):
        return match.group(1)
    match = _COLON.match(text)
    if match and not _ANNOUNCES.search(match.group(1)) and _titles(match.group(1), loose=loose):
        return match.group(1)
    return ""


def _titles(phrase: str, *, loose: bool) -> bool:
    """Whether a first sentence reads as a title: no counted figure, no clause of a narrative."""
    bare = _QUOTED.sub("", phrase)
    if _COUNTED.search(bare) or _ORDINARY.match(phrase) or _NARRATES.search(phrase):
        return False
    clauses = bare.split("，")
    if len(clauses) == 1:
        return True
    parallel = len(clauses) == 2 and abs(len(clauses[0]) - len(clauses[1])) <= 2
    return len(phrase) <= 26 and (loose or parallel)
