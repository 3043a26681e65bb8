"""The grammar of figures in Chinese office prose: digits, Chinese numerals, 万/亿, ranges and units.

A *figure* is a number with a unit.  What is said about it (达到, 以上) is not here but in ``phrasing``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_DIGIT = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACE = {"十": 10, "百": 100, "千": 1000}
_GROUP = {"万": 10**4, "亿": 10**8}
FOLDS: dict[str, Decimal] = {
    "万亿": Decimal(10) ** 12,
    "千亿": Decimal(10) ** 11,
    "百亿": Decimal(10) ** 10,
    "十亿": Decimal(10) ** 9,
    "亿": Decimal(10) ** 8,
    "千万": Decimal(10) ** 7,
    "百万": Decimal(10) ** 6,
    "十万": Decimal(10) ** 5,
    "万": Decimal(10) ** 4,
    "千": Decimal(10) ** 3,
    "百": Decimal(10) ** 2,
}
_KEPT = ("万亿", "亿", "万")  # folds that stay in the unit as printed; the others go into the number

MONEY = r"(?:美元|欧元|港元|港币|人民币|元)"
PER = (
    r"(?:(?:/|每)(?:亩|万人|百人|人·?年|人|年|天|日|小时|平方公里|平方千米|平方米|万元|亿元|公顷|户|家|企业|吨"
    r"|千瓦时|立方米|辆|台|s|秒))"
)
_MEASURED = r"""
    吨标准煤|吨标煤|吨煤|吨油当量|千克标准煤|克标准煤|km2|km²|万?标箱|标准箱|标台|标准机架|标准车|重量箱|TEU|tce
    |千瓦时|千伏安|千瓦|兆瓦时|兆瓦|吉瓦时|吉瓦|kW·h|kWh|GWh|MWh|TWh|kVA|MVA|MWp|GWp|kWp|MW|GW|kW|kv|kV|度电
    |平方公里|平方千米|平方米|立方米|立方千米|公里|千米|厘米|毫米|微米|纳米|海里|公顷|亩
    |千克|公斤|毫克|克拉|吨|载重吨|总吨
    |PFLOPS|EFLOPS|TFLOPS|Gbps|Mbps|Tbps|TB|PB|EB|GB
    |台套|人次|家次|人天|架次|班次|车次|床位|张床位|个车位|个工作日|个?百分点|小时|分钟
"""
_MEASURE = (
    "(?:" + "|".join(part.strip() for part in _MEASURED.replace("\n", "").split("|") if part.strip()) + ")"
)
_PERCENT = r"(?:[%％‰]|个?百分点)"
COUNT = r"[家户个项条人名件款座台套所处次张艘辆只种支位宗栋片组颗枚株场枝架列部份本篇起间批期门根卷尾块册届]"
_OTHER = r"(?:倍|P(?![A-Za-z])|米|克|度|天|羽|头|箱|瓶|匹|双|吨级|英寸|寸)"
_FOLD = "(?:" + "|".join(FOLDS) + ")"
UNIT = rf"(?:{_PERCENT}|{_FOLD}?(?:{_MEASURE}|{MONEY}|{_OTHER}|{COUNT}){PER}?)"
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_DASH = r"(?:—+|–|－|-|−|~|～|〜|至|到)"
_MORE = r"(?:多|余|\+|＋)"
_HAN = r"[〇零一二两三四五六七八九十百千]+"
# a unit is not taken out of the middle of another word
_NOT_UNIT = (
    r"(?!人机|人均|人工|人才|人民[^币]|人口|台海|台资|台商|台湾|条龙|条鱼|条例|次函|次性|次元|次能源|次产业|部委|部分|部门|部署|位一体|位数|位居|位于|级节点|项全能"
    r"|种植|度假|度过|度电|克服|米字|天然|头部|起来|起步|名列|名誉|名单|名城|名优|门课|份额|片区|组团|组织|所有|场景|所在|场所|处理|处于|处置|件套|支持|支撑|支柱|支付|支出"
    r"|家居|家电|家具|家纺|家庭|家园|元材料|元化|元结构|元里|元宇宙|辈|期工程|列入|列为|列前|间隔|双循环|双碳|个方面|个层面|个维度|个阶段|个步骤|个台阶|个新台阶"
    r"|个转变|个坚持|个月|个季度|个五年|个人|个性|个别|条主线|条底线|条红线|只增|张图|张网|张清单|套班子|度电)"
)
_DIGITS = re.compile(
    rf"(?<![\dA-Za-z.+/第])(?P<low>{_NUMBER})"
    rf"(?:(?P<lowunit>{_PERCENT}|{_FOLD}?(?:{_MEASURE}|{MONEY}|{COUNT})?)(?:{_DASH})(?P<high>{_NUMBER}))?"
    rf"(?P<more>{_MORE})?(?P<unit>{_NOT_UNIT}{UNIT}|(?:万亿|千亿|百亿|亿|万)(?![一-龥]?[元吨]))"
)
_SPELLED = re.compile(
    rf"(?<![第〇零一二两三四五六七八九十百千万亿每几数新同统单唯])(?P<low>{_HAN})"
    rf"(?:(?:{_DASH}|、)(?P<high>{_HAN}))?(?P<more>{_MORE})?"
    rf"(?P<unit>{_NOT_UNIT}(?:{_FOLD}?{_PERCENT}|{_FOLD}{MONEY}{PER}?|{_FOLD}?{_MEASURE}|[家户个项条座款支所处件台套名艘倍]))"
)
_MAGNITUDE = re.compile(
    r"(?<![第每数])(?P<low>(?:[一二两三四五六七八九十百千]+|\d+(?:\.\d+)?)?(?:万亿|千亿|百亿|十亿|亿))(?P<unit>元|美元)?(?P<grade>级|元级)?"
)


_UNIT_ONLY = re.compile(
    rf"(?:{UNIT}|{_FOLD}|{_FOLD}?(?:册|亩次|家次|张床|标立方米|吨公里|件套|千米|车标准))(?:(?:/|·|每)(?:{UNIT}|{_FOLD}元|[亩年天日月]|\d*[万百千]?[人户家]|台年|人年))?"
)


_LEVEL_SIGNS = tuple("超破近达过到约")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and its unit where they stand in a text; ``more`` when 多 or 余 stands between them.

    ``spelled`` is true for Chinese numerals, ``implied`` when the unit is understood (``2000亿`` is money).
    """

    start: int
    end: int
    value: Decimal
    unit: str
    upper: Decimal | None = None
    more: bool = False
    spelled: bool = False
    implied: bool = False


@dataclass(frozen=True, slots=True)
class Magnitude:
    """``千亿级``, ``五百亿``: an order of magnitude in 亿元 and where it stands."""

    start: int
    end: int
    value: Decimal
    graded: bool


def looks_like_unit(written: str) -> bool:
    """Whether the words are a unit and nothing else: ``亿元``, ``件/万人``, ``吨标准煤/万元``, ``%``.

    >>> looks_like_unit("万元/亩"), looks_like_unit("产品")
    (True, False)
    """
    return bool(_UNIT_ONLY.fullmatch(re.sub(r"\s+", "", unicodedata.normalize("NFKC", written))))


def chinese_number(written: str) -> Decimal | None:
    """The value of a whole Chinese numeral; ``None`` when it is not one.

    >>> chinese_number("二十一"), chinese_number("五百亿"), chinese_number("两千三百")
    (Decimal('21'), Decimal('50000000000'), Decimal('2300'))
    """
    total = section = digit = 0
    for sign in written:
        if sign in _DIGIT:
            digit = digit * 10 + _DIGIT[sign] if digit and section == 0 else _DIGIT[sign]
        elif sign in _PLACE:
            section += (digit or 1) * _PLACE[sign]
            digit = 0
        elif sign in _GROUP:
            total = (total + section + digit or 1) * _GROUP[sign]
            section = digit = 0
        else:
            return None
    return Decimal(total + section + digit) if written else None


def digits_number(written: str) -> Decimal:
    """The value of written digits with or without thousands separators."""
    return Decimal(unicodedata.normalize("NFKC", written).replace(",", ""))


def fold_unit(value: Decimal, unit: str) -> tuple[Decimal, str]:
    """Number and unit with 十, 百 and 千 put into the number; 万 and 亿 stay as printed.

    >>> fold_unit(Decimal(3), "千万元")
    (Decimal('3000'), '万元')
    """
    if re.fullmatch(f"{_MEASURE}|{_PERCENT}", unit):
        return value, unit
    for fold, factor in FOLDS.items():
        if unit.startswith(fold) and unit != fold and fold not in _KEPT:
            kept = next((k for k in _KEPT if fold.endswith(k)), "")
            return value * factor / FOLDS.get(kept, Decimal(1)), kept + unit[len(fold) :]
    return value, unit


def find_figures(text: str) -> tuple[Figure, ...]:
    """Every figure of the text, left to right, never overlapping.

    >>> [(str(f.value), f.unit) for f in find_figures("产值超1.6万亿元，培育三家企业、3—5个园区")]
    [('1.6', '万亿元'), ('3', '家'), ('3', '个')]
    """
    found = [*_digit_figures(text), *_spelled_figures(text), *_bare_magnitudes(text)]
    found.sort(key=lambda figure: figure.start)
    kept: list[Figure] = []
    for figure in found:
        if not kept or figure.start >= kept[-1].end:
            kept.append(figure)
    return tuple(kept)


def _digit_figures(text: str) -> Iterator[Figure]:
    for match in _DIGITS.finditer(text):
        unit, implied = match["unit"].replace("％", "%"), False
        low, high = digits_number(match["low"]), digits_number(match["high"]) if match["high"] else None
        if match["high"] and _different_fold(match["lowunit"] or "", unit):
            low = low * _fold_of(match["lowunit"]) / _fold_of(unit)
        if unit in ("万亿", "千亿", "百亿", "亿"):
            unit, implied = unit + "元", True
        elif unit == "万":
            low, high, unit, implied = low * 10**4, high * 10**4 if high else None, "", True
        yield _figure(match, low, high, unit, implied=implied)


def _spelled_figures(text: str) -> Iterator[Figure]:
    for match in _SPELLED.finditer(text):
        low, high = chinese_number(match["low"]), chinese_number(match["high"]) if match["high"] else None
        if low is None or low < 2 or re.fullmatch("[百千]", match["low"]):
            continue  # 一个, and the rhetorical 百家, 千名
        yield _figure(match, low, high, match["unit"].replace("％", "%"), spelled=True)


def _bare_magnitudes(text: str) -> Iterator[Figure]:
    """产值突破万亿, 均超千亿: a magnitude that a word of level leads to and that ends its phrase is money."""
    for magnitude in find_magnitudes(text):
        before, after = text[magnitude.start - 1 : magnitude.start], text[magnitude.end : magnitude.end + 1]
        spelled = not text[magnitude.start].isdigit() and text[magnitude.end - 1] != "元"
        if (
            spelled
            and not magnitude.graded
            and before in _LEVEL_SIGNS
            and (not after or after in "，。；、,")
        ):
            yield Figure(magnitude.start, magnitude.end, magnitude.value, "亿元", spelled=True, implied=True)


def _figure(
    match: re.Match[str],
    low: Decimal,
    high: Decimal | None,
    unit: str,
    *,
    spelled: bool = False,
    implied: bool = False,
) -> Figure:
    value, folded = fold_unit(low, unit)
    upper = fold_unit(high, unit)[0] if high else None
    if upper is not None and upper <= value:
        upper = None
    return Figure(match.start(), match.end(), value, folded, upper, bool(match["more"]), spelled, implied)


def _fold_of(unit: str) -> Decimal:
    return next((factor for fold, factor in FOLDS.items() if unit.startswith(fold)), Decimal(1))


def _different_fold(low: str, high: str) -> bool:
    return bool(low) and _fold_of(low) != _fold_of(high)


def find_magnitudes(text: str) -> tuple[Magnitude, ...]:
    """Every order of magnitude (百亿, 千亿级, 五百亿), in 亿元.

    >>> [str(m.value) for m in find_magnitudes("成长为五百亿乃至千亿级企业")]
    ['500', '1000']
    """
    return tuple(
        Magnitude(match.start(), match.end(), _in_hundred_millions(match["low"]), bool(match["grade"]))
        for match in _MAGNITUDE.finditer(text)
    )


def _in_hundred_millions(written: str) -> Decimal:
    digits = re.match(r"\d+(?:\.\d+)?", written)
    if digits:
        return digits_number(digits.group()) * FOLDS[written[digits.end() :]] / FOLDS["亿"]
    return (chinese_number(written) or Decimal(0)) / FOLDS["亿"]
