"""A cell of figures read as decimal, or as one of three kinds of nothing, or refused."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from rongshu.facts.words.titles import is_unit
from rongshu.facts.words.vocabulary import NOTHING
from rongshu.facts.workbook.grid import CellValue
from rongshu.terms.quantity import parse_decimal

_NUMBER = r"[-+−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_WHOLE = re.compile(rf"^({_NUMBER})(万亿|千亿|百亿|千万|百万|亿|万|千)?$")
_OF_UNIT = re.compile(rf"^({_NUMBER})([^\d.,()]{{1,8}})$")
_SCIENTIFIC = re.compile(r"^[-+−]?\d(?:\.\d+)?e[-+]?\d{1,3}$", re.IGNORECASE)
_COMMAS = re.compile(r"^[-+−]?[\d,]+(?:\.\d+)?$")
_BRACKETED = re.compile(r"^\((\d[\d,]*(?:\.\d+)?)\)(.*)$")
_CURRENCY = re.compile(r"(?<![\w.])[¥￥$](?=[-+(\d])")
_ERROR_VALUE = re.compile(r"^#(?:REF|DIV/0|N/A|VALUE|NAME|NUM|NULL|SPILL|CALC|ERROR)", re.IGNORECASE)
_CLAUSES = re.compile(r"[;；。，,\n]")
_VERB = re.compile(r"(?:均|都|则)?(?:表示|代表|视为|视同|意为|为|指|即|:|=)")
_SIGNS = (
    ("blank", re.compile(r"空格|空白|空项|空缺|留空|未填")),
    ("dots", re.compile(r"…|\.\.\.")),
    ("dash", re.compile(r"(?<![^\W_])[-—–─/]{1,2}(?![^\W_])|短横|横线|横杠")),
)
_ZERO = ("零", "0", "不足本表最小单位", "小于最小")
_ABSENT = ("不适用", "没有", "无该", "无此", "无数", "未发生", "无业务", "不涉及", "不统计")
_UNKNOWN = (
    "不详",
    "缺",
    "未报",
    "未统计",
    "暂无",
    "尚未",
    "未知",
    "待报",
    "保密",
    "不清",
    "不掌握",
    "未上报",
    "未填",
)


class Nothing(StrEnum):
    """Why there is no figure: three different answers, none of which is zero."""

    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class SignMeaning:
    """What the sheet's own note says a dash, a blank or three dots mean: ``zero`` or a kind of nothing."""

    dash: str = Nothing.NOT_APPLICABLE
    blank: str = Nothing.UNKNOWN
    dots: str = Nothing.UNKNOWN


@dataclass(frozen=True, slots=True)
class Figure:
    """``value`` with why it is missing, or ``problem`` when the cell is not a figure.

    ``unit`` is what the cell itself names (30万元); ``fold`` a 万 or 亿 behind the number, within ``value``.
    """

    value: Decimal | None
    state: str = "known"
    problem: str = ""
    unit: str = ""
    fold: str = ""


def read_figure(cell: CellValue, meaning: SignMeaning) -> Figure:
    """The figure of a cell.  *Units*: none; the column's unit is applied by the caller."""
    if cell is None:
        return _stands_for(meaning.blank)
    if isinstance(cell, Decimal):
        return Figure(cell)
    if isinstance(cell, date):
        return Figure(None, Nothing.UNKNOWN, "日期不是数值")
    text = cell.replace(" ", "").replace("，", ",").lstrip("'")
    text = _CURRENCY.sub("", text, count=1)
    if text.lower() in NOTHING:
        return _stands_for(meaning.dots if text in ("…", "……", "...", "......") else meaning.dash)
    if match := _BRACKETED.match(text):
        text = f"-{match.group(1)}{match.group(2)}"
    if match := _WHOLE.match(text):
        return Figure(parse_decimal(text.replace(",", "")), fold=match.group(2) or "")
    if _SCIENTIFIC.match(text):
        return Figure(Decimal(text.replace("−", "-")))
    if (match := _OF_UNIT.match(text)) and is_unit(match.group(2)):
        return Figure(Decimal(match.group(1).replace(",", "").replace("−", "-")), unit=match.group(2))
    return Figure(None, Nothing.UNKNOWN, _problem(text))


def _problem(text: str) -> str:
    if text.startswith("="):
        return "公式没有存下结果"
    if _ERROR_VALUE.match(text):
        return "公式出错"
    return "逗号的位置不像千分位" if _COMMAS.match(text) else "不是数值"


PROBLEMS_EN = {
    "公式没有存下结果": "a formula without a stored result",
    "公式出错": "a formula in error",
    "逗号的位置不像千分位": "a comma where no thousands end",
    "日期不是数值": "a date is not a figure",
    "不是数值": "not a figure",
}


def _stands_for(meaning: str) -> Figure:
    return Figure(Decimal(0), "zero_by_note") if meaning == "zero" else Figure(None, meaning)


def meaning_in(notes: str) -> SignMeaning:
    """What the notes below (or above) a table say of dashes and blanks; the defaults where they are silent.

    >>> meaning_in("注：“-”表示该项为零；空格表示数据不详").dash
    'zero'
    """
    meanings: dict[str, str] = {}
    for clause in _CLAUSES.split(notes.replace("，", ",")):
        for verb in _VERB.finditer(clause):
            said, before = _said(clause[verb.end() :]), clause[: verb.start()]
            signs = [name for name, pattern in _SIGNS if pattern.search(before)]
            if said and signs:
                meanings |= dict.fromkeys(signs, said)
                break
    return SignMeaning(**meanings)


def _said(meaning: str) -> str:
    for words, answer in ((_UNKNOWN, Nothing.UNKNOWN), (_ABSENT, Nothing.NOT_APPLICABLE), (_ZERO, "zero")):
        if any(word in meaning for word in words):
            return str(answer)
    return ""
