"""What a table cell says of a number: ``≥320``, ``3左右``, ``[19.5]``, ``（2019年）``, ``—``, words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from rongshu.compiler.reading.numbers import FOLDS, UNIT, fold_unit
from rongshu.pack.amount import Amount, Operator

_NOTED_YEAR = re.compile(r"[（(]((?:19|20)\d\d)年?(?:数据|数|值|底|末)?[）)]|^((?:19|20)\d\d)年[：:]?")
_DASH_ONLY = re.compile(r"^[-—–－−/／*]+$|^(?:无|不适用|N/A|n/a)$")
_CUMULATIVE = re.compile(r"^(.*?)[\[［〔【]\s*(.*?)\s*[\]］〕】](.*)$")
_NUMBER = re.compile(
    r"(?<!\d)(?P<sign>[-−－+＋])?(?P<low>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?:(?P<lowunit>[%％]|万亿|亿|万|千)?(?:—+|–|-|－|−|~|～|至|到)(?P<high>\d+(?:\.\d+)?))?"
    rf"(?:(?P<more>多|余|\+|＋))?(?P<unit>{UNIT}|万亿|千亿|百亿|亿|万|千)?"
)
_BEFORE: tuple[tuple[Operator, str], ...] = (
    (Operator.AT_LEAST, "≥|>=|＞=|＞＝|不低于|不少于|不小于|至少|达到?以上"),
    (Operator.AT_MOST, "≤|<=|＜=|＜＝|不超过|不高于|不多于|控制在|低于|小于|<|＜"),
    (Operator.MORE, ">|＞|超过|突破|超|大于|高于|多于|破"),
    (Operator.GROWTH, "年均|年平均"),
    (Operator.DECREASE, "下降|降低|减少|压减|削减"),
    (Operator.INCREASE, "新增|增加|提高|提升|增长|上升"),
    (Operator.ABOUT, "约|接近|近|≈|~|～|大约|力争"),
    (Operator.EQUAL, "达到?|为|到|至|=|＝"),
)
_AFTER: tuple[tuple[Operator, str], ...] = (
    (Operator.AT_LEAST, "以上|及以上|起"),
    (Operator.AT_MOST, "以下|以内|之内"),
    (Operator.ABOUT, "左右|上下"),
)
_BEFORE_PATTERNS = tuple((operator, re.compile(f"(?:{words})")) for operator, words in _BEFORE)
_LEVEL = re.compile(r"(?:下降|降低|减少|压减|增加|提高|提升|增长|上升|降)(?:到|至)")
_AFTER_PATTERNS = tuple((operator, re.compile(f"(?:{words})")) for operator, words in _AFTER)
_DOUBLED = re.compile(r"翻(一|两|二|三)番|翻番")
_ONLY_BEFORE = re.compile(
    "(?:"
    + "|".join(words for _operator, words in _BEFORE)
    + r"|累计|增速|预计|总数|全市|全省|全县|全区|期末|(?:比|较|相比)?(?:19|20)\d\d年|[,，:：降])*"
)
_ONLY_AFTER = re.compile("(?:" + "|".join(words for _operator, words in _AFTER) + r")*(?:[(,，;；*↑↓].*)?")


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell as a figure, with the year noted in it (0 where there is none) and the unit printed in it."""

    amount: Amount
    year: int = 0
    unit: str = ""


def read_entry(written: str, unit: str = "") -> Entry | None:
    """The cell as an entry in ``unit``; ``None`` when it is empty (nothing is known).

    >>> read_entry("≥320", "个").amount.written()
    '≥320个'
    """
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", written)).replace("（", "(").replace("）", ")")
    noted = _NOTED_YEAR.search(text)
    year = int(noted.group(1) or noted.group(2)) if noted else 0
    text = _NOTED_YEAR.sub("", text)
    if not text:
        return None
    if _DASH_ONLY.match(text):
        return Entry(Amount(unit=unit, not_applicable=True), year)
    boxed = _CUMULATIVE.match(text)
    bare = "".join(boxed.groups()) if boxed else text
    return _number_entry(bare, unit, year, cumulative=bool(boxed)) or Entry(
        Amount(unit=unit, operator=Operator.TEXT, words=text), year
    )


def _number_entry(text: str, unit: str, year: int, *, cumulative: bool) -> Entry | None:
    """The cell's number with its operator; ``None`` when the cell is prose that only contains digits."""
    doubled = _DOUBLED.search(text)
    if doubled:
        times = Decimal(2) ** {"两": 2, "二": 2, "三": 3}.get(doubled.group(1) or "一", 1)
        return Entry(Amount(value=times, unit="倍", operator=Operator.MULTIPLE, cumulative=cumulative), year)
    match = next(
        (found for found in _NUMBER.finditer(text) if text[found.end() : found.end() + 1] != "年"), None
    )
    if not match:
        return None
    before, after = text[: match.start()], text[match.end() :]
    if not _ONLY_BEFORE.fullmatch(before) or not _ONLY_AFTER.fullmatch(after):
        return None
    value, upper, printed = _scaled(match, unit)
    if upper is not None and upper <= value:
        return None  # 5-3 is no range: what it means is not for us to guess
    operator = _operator(before, after, match["more"])
    if upper is not None:
        operator = operator if operator in (Operator.GROWTH, Operator.DECREASE) else Operator.RANGE
    amount = Amount(value=value, upper=upper, unit=unit or printed, operator=operator, cumulative=cumulative)
    return Entry(amount, year, printed)


def _scaled(match: re.Match[str], unit: str) -> tuple[Decimal, Decimal | None, str]:
    """The numbers in the column's unit: ``1.07万`` under 亿元 is 10700, ``1.2万亿元`` is 12000."""
    low = Decimal(match["low"].replace(",", ""))
    high = Decimal(match["high"]) if match["high"] else None
    if match["sign"] in ("-", "−", "－"):
        low = -low
    printed = (match["unit"] or "").replace("％", "%")
    factor = Decimal(1)
    if printed in FOLDS:
        factor, printed = FOLDS[printed] / _fold_shared(printed, unit), ""
    elif printed:
        low, printed = fold_unit(low, printed)
        if unit and printed != unit:
            factor = _into(printed, unit)
    return low * factor, None if high is None else high * factor, printed


def _fold_shared(fold: str, unit: str) -> Decimal:
    """A bare 万 multiplies the column's unit; a bare 亿 under 亿元 or 万元 *is* the money."""
    money = next((key for key in ("万亿", "亿", "万") if unit.startswith(key)), "")
    return FOLDS[money] if money and FOLDS[fold] >= FOLDS["亿"] else Decimal(1)


def _into(printed: str, unit: str) -> Decimal:
    """How many of the column's unit one of the printed unit is; 1 where they cannot be compared."""
    from_fold = next((key for key in FOLDS if printed.startswith(key) and printed != key), "")
    to_fold = next((key for key in FOLDS if unit.startswith(key) and unit != key), "")
    if printed[len(from_fold) :] != unit[len(to_fold) :]:
        return Decimal(1)
    return FOLDS.get(from_fold, Decimal(1)) / FOLDS.get(to_fold, Decimal(1))


def _operator(before: str, after: str, more: str | None) -> Operator:
    """What the words around the number say; the word nearest in strength wins: ≥ before 下降 before 左右."""
    for operator, pattern in _AFTER_PATTERNS:
        if pattern.match(after) and not re.search("下降|降低|年均", before):
            return operator
    if more:
        return Operator.MORE
    for operator, pattern in _BEFORE_PATTERNS:
        if operator in (Operator.DECREASE, Operator.INCREASE) and _LEVEL.search(before):
            continue
        if pattern.search(before):
            return operator
    return Operator.EQUAL
