"""A cell of figures read as decimal, or as one of three kinds of nothing, or refused."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from rongshu.facts.grid import CellValue
from rongshu.facts.vocabulary import NOTHING
from rongshu.terms.quantity import parse_decimal

_WHOLE = re.compile(r"^[-+−]?\d[\d,]*(?:\.\d+)?(?:万亿|千万|百万|亿|万|千)?$")
_PERCENT = re.compile(r"^([-+−]?\d[\d,]*(?:\.\d+)?)%$")
_BRACKETED = re.compile(r"^\((\d[\d,]*(?:\.\d+)?)\)$")
_MEANING = re.compile(
    r"[“\"'「(]?(?P<sign>[-—]{1,2}|…|空格|空白|空)[”\"'」)]?\s*(?:表示|代表|为|指|:|：)\s*(?P<meaning>[^;；。]{1,30})"
)
_ZERO = ("零", "0", "为0", "不足本表最小单位", "小于最小")
_ABSENT = ("不适用", "没有", "无该", "无此", "无数", "未发生", "无业务")
_UNKNOWN = ("不详", "缺", "未报", "未统计", "暂无", "尚未")


class Nothing(StrEnum):
    """Why there is no figure: three different answers, none of which is zero."""

    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class SignMeaning:
    """What the sheet's own note says a dash or a blank means: ``zero`` or a kind of nothing."""

    dash: str = Nothing.NOT_APPLICABLE
    blank: str = Nothing.UNKNOWN


@dataclass(frozen=True, slots=True)
class Figure:
    """``value`` with why it is missing, or ``problem`` when the cell is not a figure."""

    value: Decimal | None
    state: str = "known"
    problem: str = ""


def read_figure(cell: CellValue, meaning: SignMeaning) -> Figure:
    """The figure of a cell.  *Units*: none; the column's unit is applied by the caller."""
    if cell is None:
        return _stands_for(meaning.blank)
    if isinstance(cell, Decimal):
        return Figure(cell)
    if isinstance(cell, date):
        return Figure(None, Nothing.UNKNOWN, "日期不是数值")
    text = cell.replace(" ", "").replace(",", "").replace("，", "")
    if text.lower() in NOTHING:
        return _stands_for(meaning.dash)
    if _WHOLE.match(text):
        return Figure(parse_decimal(text))
    if match := _BRACKETED.match(text):
        return Figure(-Decimal(match.group(1)))
    if match := _PERCENT.match(text):
        return Figure(Decimal(match.group(1).replace("−", "-")))
    return Figure(None, Nothing.UNKNOWN, "不是数值")


def _stands_for(meaning: str) -> Figure:
    return Figure(Decimal(0), "zero_by_note") if meaning == "zero" else Figure(None, meaning)


def meaning_in(notes: str) -> SignMeaning:
    """What the notes below (or above) a table say of dashes and blanks; the defaults where they are silent.

    >>> meaning_in("注：“-”表示该项为零；空格表示数据不详").dash
    'zero'
    """
    dash, blank = str(Nothing.NOT_APPLICABLE), str(Nothing.UNKNOWN)
    for match in _MEANING.finditer(notes):
        said = _said(match["meaning"])
        if said and match["sign"].startswith("空"):
            blank = said
        elif said:
            dash = said
    return SignMeaning(dash, blank)


def _said(meaning: str) -> str:
    for words, answer in ((_UNKNOWN, Nothing.UNKNOWN), (_ABSENT, Nothing.NOT_APPLICABLE), (_ZERO, "zero")):
        if any(word in meaning for word in words):
            return str(answer)
    return ""
