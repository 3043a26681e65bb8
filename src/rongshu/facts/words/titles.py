"""What one title of a sheet says: a measure or an attribute, of which months, in which unit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rongshu.facts.words.calendar_words import Span, find_span
from rongshu.facts.words.vocabulary import (
    ANOTHER,
    ATTRIBUTES,
    CUMULATIVE,
    GROWTH,
    LAST_MONTH,
    LAST_YEAR,
    MEASURES,
    NOTES,
    OF_WHICH,
    THIS_MONTH,
    THIS_PERIOD,
    VALUES,
    MeasureWord,
)
from rongshu.terms.unit import Unit

BRACKETS = re.compile(r"[（(\[【]([^（()）\]】]{1,16})[)）\]】]")
_STATED_UNIT = re.compile(r"(?:计量|金额)?单位[:：]?([^\s,，;；:：)）]{1,40})")
_BETWEEN_UNITS = re.compile(r"[、,，/;；]|和|及")
_LABEL = re.compile(r"^[^:：]{1,12}[:：].")
_FROM_JANUARY = re.compile(r"(?<!\d)0?1月?[-—–~至到]+(?:1[0-2]|0?[2-9])月")
_MARKS = re.compile(r"[*＊①-⑳]+|(?<=.)#$")
_TITLES = sorted(  # cells are compared without blanks
    ((title.replace(" ", ""), word) for word in MEASURES for title in word.titles),
    key=lambda row: -len(row[0]),
)
_EXACT = {title.replace(" ", ""): word.name for word in ATTRIBUTES for title in word.titles}
_ENTITIES = frozenset(title.replace(" ", "") for word in ATTRIBUTES if word.entity for title in word.titles)
_UNITS_SEEN = """万元 亿元 元 千元 百万元 千万元
美元 万美元 亿美元 人 万人 人次 家 个 户 台 辆 % 万千瓦时 千瓦时 亿千瓦时
度 万度 亿度 千瓦 吨标准煤 万吨标准煤 吨标煤 万吨标煤 tce 亩 平方米 平方公里 公顷 吨 万吨 公斤 千克
立方米 万立方米 亿立方米 百万千焦 吉焦 小时 公里"""
UNIT_WORDS = frozenset(_UNITS_SEEN.split())
_WORDS = re.compile(r"[,，、;；]")
_ENGLISH_UNITS = {
    **dict.fromkeys(("10kyuan", "10krmb", "10kcny", "rmb10k", "wanyuan", "tenthousandyuan"), "万元"),
    **dict.fromkeys(("10,000rmb", "10,000cny", "rmb10,000yuan", "cny10,000"), "万元"),
    "10,000yuan": "万元",
    "10000yuan": "万元",
    "rmb10,000": "万元",
    "yuan": "元",
    "rmb": "元",
    "cny": "元",
    "100millionyuan": "亿元",
    "millionyuan": "百万元",
    "millionrmb": "百万元",
    "rmbmillion": "百万元",
    "billionyuan": "十亿元",
    "1000yuan": "千元",
    "thousandyuan": "千元",
    "1,000yuan": "千元",
    "10,000kwh": "万千瓦时",
    "10000kwh": "万千瓦时",
    "mwh": "千千瓦时",
    "gwh": "百万千瓦时",
    "persons": "人",
    "people": "人",
    "mu": "亩",
    "tonnes": "吨",
    "t": "吨",
    "m3": "立方米",
    "gj": "百万千焦",
    "吉焦": "百万千焦",
}


_TRAILED = sorted(map(re.escape, UNIT_WORDS - {"%", "个", "家", "户", "台"}), key=len, reverse=True)
_TRAILING = re.compile(rf"[/:：_,，、]({'|'.join(_TRAILED)})$")


def bare_title(text: str) -> str:
    """A title without its unit, footnote marks and blanks, in lower case."""
    named = BRACKETS.sub(lambda m: "" if _unit_among(m.group(1)) else m.group(0), text)
    return _MARKS.sub("", _TRAILING.sub("", named)).lower()


def _inner(text: str) -> str:
    return text.removeprefix("计量").removeprefix("金额").removeprefix("单位").lstrip(":：")


def is_unit(text: str) -> bool:
    """Whether a word is a unit that figures are written in."""
    if text in UNIT_WORDS or text.lower() in _ENGLISH_UNITS:
        return True
    known = Unit.parse(text)
    return not _WORDS.search(text) and (known.factor != 1 or known.measure != text)


def unit_word(text: str) -> str:
    """A unit as the office writes it: English spellings in Chinese."""
    return _ENGLISH_UNITS.get(text.lower(), text)


def unit_in(path: Sequence[str]) -> str:
    """The unit that header cells name, the lowest first: in brackets, behind a sign, or as a whole cell."""
    for part in reversed(path):
        if part in UNIT_WORDS:
            return part
        for match in BRACKETS.finditer(part):
            if unit := _unit_among(match.group(1)):
                return unit
        if trailing := _TRAILING.search(part):
            return unit_word(trailing.group(1))
    return ""


def _unit_among(text: str) -> str:
    """The unit in brackets, alone or beside other words: 万元，现价."""
    words = (_inner(word) for word in (text, *_WORDS.split(text)))
    return next((unit_word(word) for word in words if is_unit(word)), "")


def stated_units(title: str) -> tuple[str, ...]:
    """Every unit that the lines above a header state: 单位：万元、万千瓦时."""
    found = [
        unit_word(word)
        for match in _STATED_UNIT.finditer(title)
        for word in _BETWEEN_UNITS.split(match.group(1))
        if is_unit(word)
    ]
    return tuple(found) or ((single,) if (single := unit_in([title])) else ())


def is_quotient(path: Sequence[str]) -> bool:
    """Whether a header cell states one unit by another, as 吨标准煤/万元: no measure of ours has it."""
    inner = (match.group(1) for part in path for match in BRACKETS.finditer(part))
    parts = ([word for word in re.split("[/／]", text) if word] for text in inner)
    return any(len(words) == 2 and all(map(is_unit, words)) for words in parts)


def says_only_when(path: Sequence[str]) -> bool:
    """Whether header cells only name periods, aspects, units and 数值."""
    bare = (bare_title(part) for part in path)
    return all(
        not text or find_span(text) or aspect_in(text) or text in UNIT_WORDS or is_value(text)
        for text in bare
    )


def fits(unit: str, canonical: str) -> bool:
    """Whether figures in ``unit`` can be converted into ``canonical``."""
    return bool(unit) and Unit.parse(unit).comparable_with(Unit.parse(canonical))


def measure_in(text: str, whole: bool = False) -> MeasureWord | None:
    """The measure that a title names; with ``whole`` only where the title says nothing more."""
    lowered = text.lower()
    for title, word in _TITLES:
        if (lowered == title.lower()) if whole else title.lower() in lowered:
            return word
    return None


def rank_in(text: str) -> int:
    """How near a title is to its measure's own name: 0 for the first of the vocabulary's titles."""
    lowered = text.lower()
    for title, word in _TITLES:
        if title.lower() in lowered:
            return [one.replace(" ", "") for one in word.titles].index(title)
    return len(_TITLES)


def another_measure(bare: str) -> bool:
    """Whether a title that contains a measure's name is about something else: 人均产值, 目标产值."""
    words = set(re.findall(r"[a-z]+", bare))
    return any(word in words if word.isascii() else word in bare for word in ANOTHER)


def attribute_in(text: str) -> str:
    """The attribute that a title names."""
    if text in _EXACT:
        return _EXACT[text]
    if measure_in(text) or len(text) > 14:
        return ""
    longest = [(len(title), name) for title, name in _EXACT.items() if len(title) > 1 and title in text]
    return max(longest)[1] if longest else ""


def is_attribute(text: str) -> bool:
    """Whether a title is exactly an attribute's."""
    return text in _EXACT


def is_entity(text: str) -> bool:
    """Whether a title is exactly that of a column which names its row's subject."""
    return text in _ENTITIES


def is_value(text: str) -> bool:
    """Whether a title only says that figures stand below: 数值, 金额."""
    return text in VALUES


def aspect_in(text: str) -> str:
    """growth, ytd, last_year, ytd_last_year, last_month, month, or nothing.

    >>> aspect_in("工业总产值/上年/1-6月累计")
    'ytd_last_year'
    """
    text = text.replace(" ", "")
    if _says(GROWTH, text):
        return "growth"
    cumulative = _says(CUMULATIVE, text) or bool(_FROM_JANUARY.search(text))
    if _says(LAST_YEAR, text):
        return "ytd_last_year" if cumulative else "last_year"
    if cumulative:
        return "ytd"
    if _says(LAST_MONTH, text):
        return "last_month"
    return "month" if _says((*THIS_MONTH, *THIS_PERIOD), text) else ""


def _says(words: Sequence[str], text: str) -> bool:
    return any(word.replace(" ", "") in text for word in words)


def months_in(path: Sequence[str]) -> tuple[Span | None, int]:
    """The months that header cells name, and the year where a cell names only that.

    >>> months_in(["用电量", "2024年", "11月"])
    (Span(year=2024, first=11, last=11), 2024)
    """
    year, months = 0, None
    for part in path:
        found = find_span(part) if len(part) < 40 else None
        if found is None:
            continue
        year = found.year or year
        if not found.year or (found.first, found.last) != (1, 12) or _FROM_JANUARY.search(part):
            months = found
    return (months.in_year(year) if months else None), year


def is_label(text: str) -> bool:
    """Whether a cell is a label with its own value: 填报单位：某厂, 单位：万元."""
    return bool(_LABEL.match(text)) and not text.startswith(OF_WHICH) and not _measure_with_unit(text)


def _measure_with_unit(text: str) -> bool:
    """A title that writes its unit behind a colon: 营业收入：千元."""
    return bool(_TRAILING.search(text)) and measure_in(bare_title(text)) is not None


def known_title(text: str) -> bool:
    """Whether a cell reads like the title of a column."""
    if len(text) > 30 or (text.startswith(NOTES) and len(text) > 4):
        return False
    if is_label(text):
        return False
    bare = bare_title(text)
    return bool(
        attribute_in(bare)
        or measure_in(bare)
        or aspect_in(bare)
        or is_value(bare)
        or (len(bare) <= 12 and find_span(bare))
    )
