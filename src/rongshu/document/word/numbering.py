"""Automatic numbers of a Word file, counted and written out as Word prints them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from rongshu.document.word.styles import Styles, W, value, whole

_HAN = "零一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
          (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class NumberLevel:
    """One level of a list definition."""

    form: str
    pattern: str
    start: int
    style: str
    arabic: bool


class Numbering:
    """The lists of one file with their running counters."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._abstract: dict[str, dict[int, NumberLevel]] = {}
        self._links: dict[str, str] = {}
        self._lists: dict[str, tuple[str, dict[int, int]]] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._started: set[str] = set()
        self._styles = styles
        if root is not None:
            self._load(root)

    def _load(self, root: etree._Element) -> None:
        for element in root.iter(W + "abstractNum"):
            key = element.get(W + "abstractNumId", "")
            self._abstract[key] = {
                whole(level.get(W + "ilvl")): _level(level) for level in element.iterfind(W + "lvl")
            }
            link = value(element, W + "numStyleLink")
            if link:
                self._links[key] = link
        for element in root.iter(W + "num"):
            starts = {
                whole(override.get(W + "ilvl")): whole(value(override, W + "startOverride"), 1)
                for override in element.iterfind(W + "lvlOverride")
                if override.find(W + "startOverride") is not None
            }
            key = element.get(W + "numId", "")
            self._lists[key] = (value(element, W + "abstractNumId") or "", starts)

    def printed(self, reference: tuple[str, int] | None, style: str) -> str:
        """The next number of the list, as printed; empty for bullets and where there is no list."""
        found = self._definition(reference)
        if reference is None or not found:
            return ""
        abstract, levels, starts = found
        depth = reference[1] if reference[1] >= 0 else self._linked_level(levels, style)
        if depth not in levels:
            return ""
        self._count(reference[0], abstract, depth, levels, starts)
        return _written(self._counters[abstract], depth, levels)

    def _definition(
        self, reference: tuple[str, int] | None
    ) -> tuple[str, dict[int, NumberLevel], dict[int, int]] | None:
        if reference is None or reference[0] not in self._lists:
            return None
        abstract, starts = self._lists[reference[0]]
        linked = self._styles.get(self._links.get(abstract, ""))
        if linked and linked.number and linked.number[0] in self._lists:
            abstract = self._lists[linked.number[0]][0]
        levels = self._abstract.get(abstract)
        return (abstract, levels, starts) if levels else None

    @staticmethod
    def _linked_level(levels: dict[int, NumberLevel], style: str) -> int:
        return next((depth for depth, level in levels.items() if style and level.style == style), 0)

    def _count(
        self, key: str, abstract: str, depth: int, levels: dict[int, NumberLevel], starts: dict[int, int]
    ) -> None:
        """Step the counter of ``depth``; deeper ones begin anew, missing outer ones are shown as begun."""
        counters = self._counters.setdefault(abstract, {})
        if key not in self._started:
            self._started.add(key)
            for level, start in starts.items():
                counters.pop(level, None)
                counters[level] = start - 1
        counters[depth] = counters.get(depth, levels[depth].start - 1) + 1
        for level in range(depth):
            if level in levels:
                counters.setdefault(level, levels[level].start)
        for level in [level for level in counters if level > depth]:
            del counters[level]


def _level(element: etree._Element) -> NumberLevel:
    return NumberLevel(
        value(element, W + "numFmt") or "decimal",
        value(element, W + "lvlText") or "",
        whole(value(element, W + "start"), 1),
        value(element, W + "pStyle") or "",
        element.find(W + "isLgl") is not None,
    )


def _written(counters: dict[int, int], depth: int, levels: dict[int, NumberLevel]) -> str:
    own = levels[depth]
    if own.form in ("bullet", "none"):
        return "" if own.form == "bullet" or "%" in own.pattern else own.pattern

    def one(match: re.Match[str]) -> str:
        level = int(match.group(1)) - 1
        form = "decimal" if own.arabic or level not in levels else levels[level].form
        return number_in(form, counters.get(level, 1))

    return re.sub(r"%(\d)", one, own.pattern).strip()


def number_in(form: str, number: int) -> str:
    """``number`` in one of Word's number formats; plain digits for an unknown one.

    >>> number_in("chineseCountingThousand", 21), number_in("decimalEnclosedCircleChinese", 3)
    ('二十一', '③')
    """
    if form in (
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "taiwaneseCountingThousand",
    ):
        return _counted(number, _HAN, "十百千")
    if form in ("chineseLegalSimplified", "ideographLegalTraditional"):
        return _counted(number, _LEGAL, "拾佰仟")
    if form in ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"):
        return "".join(_HAN[int(digit)] if digit != "0" else "〇" for digit in str(number))
    if form.startswith("decimalEnclosedCircle") and 1 <= number <= len(_CIRCLED):
        return _CIRCLED[number - 1]
    if form in ("ideographTraditional", "ideographZodiac") and 1 <= number <= 10:
        return ("甲乙丙丁戊己庚辛壬癸" if form == "ideographTraditional" else "子丑寅卯辰巳午未申酉")[
            number - 1
        ]
    if form in ("upperLetter", "lowerLetter"):
        letter = chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if form == "upperLetter" else letter.lower()
    if form in ("upperRoman", "lowerRoman"):
        return _roman(number) if form == "upperRoman" else _roman(number).lower()
    return f"{number:02d}" if form == "decimalZero" else str(number)


def _counted(number: int, digits: str, units: str) -> str:
    written, rest = "", str(number)[-4:]
    for place, digit in enumerate(rest):
        unit = len(rest) - 1 - place
        if digit != "0":
            written += digits[int(digit)] + (units[unit - 1] if unit else "")
        elif written and not written.endswith(digits[0]) and rest[place:].strip("0"):
            written += digits[0]
    if units[0] == "十" and 10 <= number < 20:
        written = written.removeprefix(digits[1])
    return written or digits[0]


def _roman(number: int) -> str:
    written = ""
    for amount, sign in _ROMAN:
        while number >= amount:
            written += sign
            number -= amount
    return written
