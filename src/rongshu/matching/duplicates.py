"""Pairs of records that are probably one firm, each with a score and the reasons; nothing is merged here."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import combinations

from rapidfuzz import fuzz

from rongshu.matching.firm_name import FirmName, bare_place, parse_name, places_in, with_places
from rongshu.matching.legal_body import legal_body
from rongshu.matching.name_slip import Slip, slip_between, sound
from rongshu.matching.simplified import simplified
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.credit_code import folded_code, is_valid

_NUMBERS = re.compile(r"[一二三四五六七八九十]+|\d+")
_DIGITS = re.compile(r"\d+")
CERTAIN, PROPOSED = 0.98, 0.75
PLACE_LENGTH, PLACE_LONGEST = 2, 4  # signs of a place that a short form leaves out
_OTHER_BUSINESS = re.compile(
    "机械|设备|配件|零部件|饲料|贸易|商贸|销售|物流|服务|工程|商务|包装|投资|租赁|置业|检测|维修|回收|培训"
)
_FAR, _ONE_SLIP = 0.62, 80
_TOO_FAR = 0.45  # names so different are two firms at one address
LARGEST_BLOCK = 200
SHORT_CORE = 3
DISTRICT = 6  # signs of an address that names a city and a district
ALIKE = 0.6  # names so alike that who represents the firm says something
_PROVINCE = re.compile(r"^[一-鿿]{2,8}?(?:省|自治区)")
_DISTRICTS = re.compile(r"[市区县镇乡]|街道")


@dataclass(frozen=True, slots=True)
class FirmRecord:
    """What a list says of a firm; empty where it says nothing."""

    key: str
    name: str
    code: str = ""
    address: str = ""
    former_names: tuple[str, ...] = ()
    legal_person: str = ""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two records that may be one firm; ``score`` 0 to 1, ``reasons`` in both languages."""

    first: FirmRecord
    second: FirmRecord
    score: float
    reasons: tuple[Bilingual, ...]


class Nearness(Enum):
    """How two addresses stand to each other."""

    SAME = "same"
    APART = "apart"
    UNKNOWN = "unknown"


def find_duplicates(records: Sequence[FirmRecord], threshold: float = PROPOSED) -> tuple[Duplicate, ...]:
    """Pairs at or above ``threshold``, best first.

    *Cost*: linear in the records; only those are compared that share a code, a name or a rare pair of
    characters of their name proper.
    """
    places = places_in(record.address for record in records)
    parsed = {record.key: with_places(parse_name(record.name), places) for record in records}
    records = _with_all_former(records, parsed)
    found = []
    for first, second in _candidates(records, parsed):
        one, other = parsed[first.key], parsed[second.key]
        if threshold >= _FAR and not _worth(first, second, one, other):
            continue
        score, reasons = _judged(first, second, one, other)
        if score >= threshold:
            found.append(Duplicate(first, second, round(score, 3), tuple(reasons)))
    return tuple(sorted(found, key=lambda pair: (-pair.score, pair.first.key, pair.second.key)))


def _with_all_former(records: Sequence[FirmRecord], parsed: dict[str, FirmName]) -> tuple[FirmRecord, ...]:
    """What one row says of a firm's former names holds for the rows of the same name, unless codes differ."""
    former: dict[str, list[FirmRecord]] = defaultdict(list)
    for record in records:
        if record.former_names or parsed[record.key].former:
            former[parsed[record.key].plain].append(record)
    if not former:
        return tuple(records)
    return tuple(_joined(record, parsed, former.get(parsed[record.key].plain, ())) for record in records)


def _joined(record: FirmRecord, parsed: dict[str, FirmName], same: Sequence[FirmRecord]) -> FirmRecord:
    others = [
        o for o in same if o.key != record.key and (not o.code or not record.code or _one_code(o, record))
    ]
    names = [name for o in others for name in (*o.former_names, *parsed[o.key].former)]
    return (
        replace(record, former_names=tuple(dict.fromkeys((*record.former_names, *names))))
        if names
        else record
    )


def _worth(first: FirmRecord, second: FirmRecord, one: FirmName, other: FirmName) -> bool:
    """Whether a pair can reach the threshold: one name proper in the other, a slip, a code, an old name."""
    if one.core in other.plain or other.core in one.plain or fuzz.ratio(one.plain, other.plain) >= _ONE_SLIP:
        return True
    former = bool(first.former_names or second.former_names or one.former or other.former)
    return former or _one_code(first, second)


def _one_code(first: FirmRecord, second: FirmRecord) -> bool:
    """Whether both have one code, or an old and a new one of one body."""
    if not first.code or not second.code:
        return False
    body = legal_body(first.code)
    same = folded_code(first.code) == folded_code(second.code)
    return same or bool(body and body == legal_body(second.code))


def _candidates(
    records: Sequence[FirmRecord], parsed: dict[str, FirmName]
) -> Iterator[tuple[FirmRecord, FirmRecord]]:
    blocks: dict[str, list[FirmRecord]] = defaultdict(list)
    for record in records:
        for key in _block_keys(record, parsed[record.key]):
            blocks[key].append(record)
    seen: set[tuple[str, str]] = set()
    for key in sorted(blocks):
        block = blocks[key]
        if len(block) > LARGEST_BLOCK:
            continue
        for first, second in combinations(block, 2):
            pair = (min(first.key, second.key), max(first.key, second.key))
            if pair not in seen:
                seen.add(pair)
                yield first, second


def _block_keys(record: FirmRecord, name: FirmName) -> set[str]:
    code = folded_code(record.code)
    keys = {f"code:{code}"} if code else set()
    keys |= {f"body:{body}"} if (body := legal_body(code)) else set()
    keys |= {f"name:{simplified(former)}" for former in (*record.former_names, *name.former)}
    keys.add(f"name:{name.plain}")
    core = name.core
    keys |= {f"pair:{core[place : place + 2]}{core[-1]}" for place in range(len(core) - 1)}
    keys |= {f"part:{core[place : place + 4]}" for place in range(len(core) - 3)}
    if 0 < len(core) <= SHORT_CORE:  # 骏炜 and 骏伟 share no two signs
        keys |= {f"near:{name.place}{name.trade}{core[0]}", f"near:{name.place}{name.trade}:{core[-1]}"}
        keys.add(f"sound:{name.trade}{''.join(map(sound, core))}")
    return keys | {f"core:{core[:2]}", f"tail:{core[-2:]}"}


def _judged(
    first: FirmRecord, second: FirmRecord, one: FirmName, other: FirmName
) -> tuple[float, list[Bilingual]]:
    codes = folded_code(first.code), folded_code(second.code)
    if all(codes) and codes[0] == codes[1]:
        return 1.0, [Bilingual("统一社会信用代码相同", "the same credit code")]
    if _one_code(first, second):
        return CERTAIN, [
            Bilingual("新旧代码的组织机构部分相同", "old and new code have the same organisation code")
        ]
    if other.plain in _formerly(first, one) or one.plain in _formerly(second, other):
        return CERTAIN, [Bilingual("一方的曾用名就是另一方", "one's former name is the other")]
    nearness = _nearness(first.address, second.address)
    score, reasons = _with_person(*_by_name(one, other, nearness), first, second)
    if all(codes) and all(is_valid(code) for code in codes):
        typo = _close_codes(*codes)
        reason = (
            ("代码只差两位以内", "codes differ in two signs at most")
            if typo
            else ("代码不同且都有效", "two valid codes")
        )
        return (score if typo else score * 0.5), [*reasons, Bilingual(*reason)]
    return _with_address(score, reasons, first, second, nearness)


def _formerly(record: FirmRecord, name: FirmName) -> set[str]:
    return {simplified("".join(former.split())) for former in (*record.former_names, *name.former)}


def _close_codes(one: str, other: str) -> bool:
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) <= 2


def _by_name(one: FirmName, other: FirmName, nearness: Nearness) -> tuple[float, list[Bilingual]]:
    if one.plain == other.plain:
        return CERTAIN, [Bilingual("名称相同", "the same name")]
    if one.core == other.core or _only_place_between(one, other):
        return _same_core(one, other)
    slip = slip_between(one.plain, other.plain)
    if slip is Slip.NONE and bare_place(one.place) == bare_place(other.place) and one.place:
        slip = slip_between(_stem(one), _stem(other))  # written with another legal form, too
    if slip is not Slip.NONE:
        return _slipped(slip, nearness)
    if one.core in other.core or other.core in one.core:
        return _contained(one, other, nearness)
    whole = fuzz.ratio(one.plain, other.plain) / 100
    numbers = _NUMBERS.findall(one.plain), _NUMBERS.findall(other.plain)
    reasons = [Bilingual(f"名称相似 {whole:.0%}", f"names {whole:.0%} alike")]
    if all(numbers) and numbers[0] != numbers[1]:
        return 0.3, [*reasons, Bilingual("名称中的序号不同", "the numbers in the names differ")]
    return min(0.6, whole * 0.65), reasons


def _stem(name: FirmName) -> str:
    return bare_place(name.place) + name.core + name.trade


_SLIPS = {
    Slip.TELLING: (0.3, "名称只差序号或方位", "the names differ in a number or a direction"),
    Slip.SIGN: (0.65, "名称只差一字", "the names differ in one sign"),
    Slip.SOUND: (0.7, "名称只差一个同音字", "the names differ in one sign that sounds alike"),
    Slip.TURNED: (0.7, "名称有两字颠倒", "two signs of the names are the wrong way round"),
    Slip.DROPPED: (0.65, "名称多一字或少一字", "one name has a sign more"),
}


_SHORT = Bilingual("一方是另一方的简称", "one is a short form of the other")


def _more(one: str, other: str) -> str:
    """What the longer of two trades says beyond the shorter that it begins with."""
    short, long = sorted((one, other), key=len)
    return long[len(short) :] if long.startswith(short) else ""


def _slipped(slip: Slip, nearness: Nearness) -> tuple[float, list[Bilingual]]:
    """One slip between the names: a firm written wrongly when it stands at one address, else another firm."""
    score, zh, en = _SLIPS[slip]
    if slip is not Slip.TELLING and nearness is Nearness.SAME:
        score += 0.1  # and as much again for the address itself
    return score, [Bilingual(zh, en)]


def _contained(one: FirmName, other: FirmName, nearness: Nearness) -> tuple[float, list[Bilingual]]:
    """One name proper is a part of the other: the short form of a firm, or a firm that only sounds so."""
    if _short_form(one, other):
        return 0.75, [_SHORT]
    short, long = sorted((one, other), key=lambda name: len(name.core + name.trade))
    extra = (long.core + long.trade).removesuffix(short.core + short.trade)
    reason = [
        Bilingual(f"{short.core} 只是 {long.core} 的一部分", "one name proper is only a part of the other")
    ]
    if PLACE_LENGTH <= len(extra) <= PLACE_LONGEST and extra != long.core + long.trade:
        reason = [Bilingual(f"只多出可能是地名的“{extra}”", f"only “{extra}”, perhaps a place, is more")]
        return (0.75 if nearness is Nearness.SAME else 0.7), reason
    return 0.45, reason


def _only_place_between(one: FirmName, other: FirmName) -> bool:
    """Whether the longer name proper only repeats the other's place: 甲县海螺 against 海螺 of 甲县."""
    short, long = sorted((one, other), key=lambda name: len(name.core))
    extra = long.core.removesuffix(short.core)
    return len(extra) >= 2 and extra != long.core and extra in short.place


def _same_core(one: FirmName, other: FirmName) -> tuple[float, list[Bilingual]]:
    reasons = [Bilingual(f"字号相同：{one.core}", f"the same name proper: {one.core}")]
    score = 0.95
    if _short_form(one, other):  # no registered name at all: what it leaves out says nothing
        return 0.85, [*reasons, _SHORT]
    if one.trade and other.trade and one.trade != other.trade:
        alike = fuzz.ratio(one.trade, other.trade) / 100
        score -= 0.3 * (1 - alike)
        reasons.append(Bilingual(f"行业用词不同：{one.trade}/{other.trade}", "the trade words differ"))
    elif one.trade != other.trade:
        score -= 0.08
    if _OTHER_BUSINESS.search(_more(one.trade, other.trade)):
        score -= 0.25
        reasons.append(Bilingual("多出的词是另一种业务", "the words that are more name another business"))
    if one.place and other.place and not _one_place(one.place, other.place):
        score -= 0.25
        reasons.append(Bilingual(f"地名不同：{one.place}/{other.place}", "the places differ"))
    if len(one.core) < 2:
        score -= 0.2
    return score, reasons


def _one_place(one: str, other: str) -> bool:
    """Whether one place is a part of the other, with or without the words for what they are."""
    here, there = bare_place(one), bare_place(other)
    return one in other or other in one or here in there or there in here


def _short_form(one: FirmName, other: FirmName) -> bool:
    short, long = sorted((one, other), key=lambda name: len(name.plain))
    return not short.form and bool(long.form) and short.plain in long.plain


def _nearness(one: str, other: str) -> Nearness:
    """Addresses alike and with the same numbers are one; alike with other numbers are neighbours."""
    if not one or not other:
        return Nearness.UNKNOWN
    if _within(one, other):
        return Nearness.SAME
    if one == other and not _DIGITS.search(one):
        return Nearness.UNKNOWN  # a whole city is no address
    alike = fuzz.token_sort_ratio(one, other) / 100
    numbers = _DIGITS.findall(one), _DIGITS.findall(other)
    if alike >= 0.85 and numbers[0] == numbers[1]:
        return Nearness.SAME
    if alike < 0.4 or (all(numbers) and numbers[0] != numbers[1]):
        return Nearness.APART
    return Nearness.UNKNOWN


def _within(one: str, other: str) -> bool:
    """Whether one address says no more than how the other begins, down to the district at least."""
    short, long = sorted((_PROVINCE.sub("", one), _PROVINCE.sub("", other)), key=len)
    return len(short) >= DISTRICT and short in long and len(_DISTRICTS.findall(short)) > 1


def _with_person(
    score: float, reasons: list[Bilingual], first: FirmRecord, second: FirmRecord
) -> tuple[float, list[Bilingual]]:
    """One legal person supports names that nearly agree; another one speaks against a slip."""
    one, other = ("".join(record.legal_person.split()) for record in (first, second))
    if not one or not other or not ALIKE <= score < CERTAIN:
        return score, reasons
    if one == other:
        return min(CERTAIN, score + 0.1), [
            *reasons,
            Bilingual("法定代表人相同", "the same legal representative"),
        ]
    return score - 0.1, [*reasons, Bilingual("法定代表人不同", "other legal representatives")]


def _with_address(
    score: float, reasons: list[Bilingual], first: FirmRecord, second: FirmRecord, nearness: Nearness
) -> tuple[float, list[Bilingual]]:
    if nearness is Nearness.SAME and score > _TOO_FAR:
        alike = fuzz.token_sort_ratio(first.address, second.address) / 100
        told = Bilingual(f"地址相近 {alike:.0%}", f"addresses {alike:.0%} alike")
        return min(1.0, score + 0.1), [*reasons, told]
    if nearness is Nearness.APART:
        return score - 0.1, [*reasons, Bilingual("地址不同", "the addresses differ")]
    return score, reasons
