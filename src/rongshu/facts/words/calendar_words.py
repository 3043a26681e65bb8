"""Periods as sheets write them: 2025年6月, 202506, 1—6月, a serial number, a date, a month in a title."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from rongshu.facts.workbook.grid import EPOCH_1900, CellValue

_YEAR = r"(?P<year>(?:19|20)\d{2})"
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_CHINESE_YEAR = re.compile(r"[二一][〇零一二三四五六七八九]{3}(?=年)")
_SHORT_YEAR = re.compile(r"(?<![\d年])'?(\d{2})(?=年\s*\d{1,2}\s*(?:月|[-—–~至到]))")
_CHINESE_MONTH = re.compile(
    r"(?<![第前个近])([一二三四五六七八九]|十[一二]?)(?=(?:\s*[-—–~至到]+\s*(?:[一二三四五六七八九]|十[一二]?))?\s*月)"
)
_MONTH = r"(?P<month>1[0-2]|0?[1-9])"
_SPANS = (
    re.compile(
        rf"{_YEAR}\s*[年\-/.]\s*(?P<first>1[0-2]|0?[1-9])\s*月?(?:[-/.]?\d{{1,2}}日?)?\s*[-—–~至到]+\s*"
        rf"(?P=year)\s*[年\-/.]\s*{_MONTH}(?!\d)"
    ),
    re.compile(
        rf"(?:{_YEAR}\s*年?\s*[,，.\-/]?\s*)?(?P<first>1[0-2]|0?[1-9])\s*月?\s*[-—–~至到]+\s*{_MONTH}\s*月(?:份)?"
    ),
    re.compile(rf"(?:{_YEAR}\s*年)?\s*前(?P<count>[二两三四五六七八九十]|十一|\d{{1,2}})\s*个?月"),
)
_MONTHS = (
    re.compile(rf"{_YEAR}\s*年\s*{_MONTH}\s*月(?:份)?"),
    re.compile(rf"(?<!\d){_YEAR}\s*[-—–_/.．M]\s*{_MONTH}(?:\s*[-—–/.]\s*\d{{1,2}})?(?!\d)"),
    re.compile(rf"(?<!\d){_YEAR}(?P<month>1[0-2]|0[1-9])(?:[0-3]\d)?(?!\d)"),
    re.compile(rf"(?<!\d){_MONTH}\s*月(?:份)?(?!\d)"),
)
_QUARTERS = re.compile(rf"(?:{_YEAR}\s*年?\s*)?前(?P<number>[二两三2-3])个?季度")
_QUARTER = re.compile(rf"(?:{_YEAR}\s*年?\s*)?(?:第?(?P<number>[一二三四1-4])季度|Q(?P<q>[1-4]))")
_HALF = re.compile(rf"(?:{_YEAR}\s*年?\s*)?(?P<half>[上下])半年")
_ONLY_YEAR = re.compile(rf"(?<!\d){_YEAR}(?!\d)\s*年?(?:度|全年)?")
_NO_MONTH = re.compile(r"(?:19|20)\d{2}\s*[年\-/.]\s*(?:0|00|1[3-9]|[2-9]\d)\s*(?:月|$)")  # 2025年13月
_NAMES = {"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6}
_NAMES |= {"july": 7, "august": 8, "september": 9, "october": 10, "november": 11, "december": 12}
_ENGLISH = re.compile(
    r"(?<![a-z])(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?(?:[\s,]*((?:19|20)\d{2})|[-'](\d{2})(?!\d)|-((?:19|20)\d{2}))?",
    re.IGNORECASE,
)
_CHINESE = dict(zip("一二三四五六七八九十", range(1, 11), strict=True)) | {"两": 2}


@dataclass(frozen=True, slots=True)
class Span:
    """Months ``first`` to ``last`` of a year; ``year`` 0 where only the month is written."""

    year: int
    first: int
    last: int

    def in_year(self, year: int) -> Span:
        """The same months, with the year filled in where it is missing."""
        return self if self.year else Span(year, self.first, self.last)

    def written(self) -> str:
        """``2025-06``, ``2025`` for a whole year, ``2025-01/2025-06`` for several months."""
        if (self.first, self.last) == (1, 12):
            return f"{self.year}"
        if self.first == self.last:
            return f"{self.year}-{self.first:02d}"
        return f"{self.year}-{self.first:02d}/{self.year}-{self.last:02d}"


def find_span(text: str) -> Span | None:
    """The first period that a text names, or ``None``.

    >>> find_span("2025年1—6月规上工业产值")
    Span(year=2025, first=1, last=6)
    """
    text = _in_figures(text)
    for pattern in _SPANS:
        if match := pattern.search(text):
            found = match.groupdict()
            last = int(found["month"]) if found.get("month") else _counted(found["count"])
            return Span(int(found["year"] or 0), int(found.get("first") or 1), last)
    for pattern in _MONTHS:
        if match := pattern.search(text):
            month = int(match["month"])
            return Span(int(match.groupdict().get("year") or 0), month, month)
    return _english(text) or _longer(text)


def _in_figures(text: str) -> str:
    """Chinese months and years in figures: 二〇二五年十一月, 25年6月."""
    if "年" not in text and "月" not in text:
        return text
    text = _CHINESE_YEAR.sub(lambda m: m.group().translate(_DIGITS), text)
    text = _SHORT_YEAR.sub(r"20\1", text)
    for _both in range(2):  # the first and the last month of 一至六月
        text = _CHINESE_MONTH.sub(lambda m: str(_number(m.group(1))), text)
    return text


def _number(text: str) -> int:
    return _CHINESE[text] if len(text) == 1 else 10 + _CHINESE[text[1]]


def _counted(text: str) -> int:
    if text.isdigit():
        return int(text)
    return 11 if text == "十一" else _CHINESE[text]


def _longer(text: str) -> Span | None:
    if match := _QUARTERS.search(text):
        count = _CHINESE.get(match["number"]) or int(match["number"])
        return Span(int(match["year"] or 0), 1, count * 3)
    if match := _QUARTER.search(text):
        written = match["number"] or match["q"]
        quarter = _CHINESE.get(written) or int(written)
        return Span(int(match["year"] or 0), quarter * 3 - 2, quarter * 3)
    if match := _HALF.search(text):
        first = 1 if match["half"] == "上" else 7
        return Span(int(match["year"] or 0), first, first + 5)
    if match := _ONLY_YEAR.search(text):
        return Span(int(match["year"]), 1, 12)
    return None


def _english(text: str) -> Span | None:
    match = _ENGLISH.search(text)
    if not match:
        return None
    month = next(number for name, number in _NAMES.items() if name.startswith(match.group(1).lower()))
    year = match.group(2) or match.group(4) or (f"20{match.group(3)}" if match.group(3) else "0")
    return Span(int(year), month, month)


def period_of_cell(value: CellValue, epoch: date = EPOCH_1900) -> Span | None:
    """The month of a cell in a period column: date, serial number of either epoch, or text."""
    if isinstance(value, date):
        return Span(value.year, value.month, value.month)
    if isinstance(value, Decimal):
        return _of_number(value, epoch)
    if value and value.isdigit():  # a CSV knows no numbers
        return _of_number(Decimal(value), epoch)
    return find_span(value) if value and not _NO_MONTH.search(value) else None


def _of_number(value: Decimal, epoch: date) -> Span | None:
    number = int(value)
    if number != value or number <= 0:
        return None
    if 190001 <= number <= 210012 and 1 <= number % 100 <= 12:
        return Span(number // 100, number % 100, number % 100)
    if 19000101 <= number <= 21001231 and 1 <= number // 100 % 100 <= 12:
        month = number // 100 % 100
        return Span(number // 10000, month, month)
    if 1900 <= number <= 2100:
        return Span(number, 1, 12)
    if 1 <= number <= 12:
        return Span(0, number, number)
    if 25000 <= number <= 75000:
        day = epoch + timedelta(days=number)
        return Span(day.year, day.month, day.month)
    return None
