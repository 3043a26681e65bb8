"""Pairs of records that are probably one firm, each with a score and the reasons; nothing is merged here."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz

from rongshu.matching.firm_name import FirmName, parse_name
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.credit_code import folded_code, is_valid

_NUMBERS = re.compile(r"[一二三四五六七八九十]+|\d+")
CERTAIN, PROPOSED = 0.98, 0.75
LARGEST_BLOCK = 200


@dataclass(frozen=True, slots=True)
class FirmRecord:
    """What a list says of a firm; empty where it says nothing."""

    key: str
    name: str
    code: str = ""
    address: str = ""
    former_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two records that may be one firm; ``score`` 0 to 1, ``reasons`` in both languages."""

    first: FirmRecord
    second: FirmRecord
    score: float
    reasons: tuple[Bilingual, ...]


def find_duplicates(records: Sequence[FirmRecord], threshold: float = PROPOSED) -> tuple[Duplicate, ...]:
    """Pairs at or above ``threshold``, best first.

    *Cost*: linear in the records; only those are compared that share a code, a name or a rare pair of
    characters of their name proper.
    """
    parsed = {record.key: parse_name(record.name) for record in records}
    found = []
    for first, second in _candidates(records, parsed):
        score, reasons = _judged(first, second, parsed[first.key], parsed[second.key])
        if score >= threshold:
            found.append(Duplicate(first, second, round(score, 3), tuple(reasons)))
    return tuple(sorted(found, key=lambda pair: (-pair.score, pair.first.key, pair.second.key)))


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
    keys |= {f"name:{former}" for former in (*record.former_names, record.name)}
    core = name.core
    keys |= {f"pair:{core[place : place + 2]}{core[-1]}" for place in range(len(core) - 1)}
    return keys | {f"core:{core[:2]}", f"tail:{core[-2:]}"}


def _judged(
    first: FirmRecord, second: FirmRecord, one: FirmName, other: FirmName
) -> tuple[float, list[Bilingual]]:
    codes = folded_code(first.code), folded_code(second.code)
    if all(codes) and codes[0] == codes[1]:
        return 1.0, [Bilingual("统一社会信用代码相同", "the same credit code")]
    if first.name in second.former_names or second.name in first.former_names:
        return CERTAIN, [Bilingual("一方的曾用名就是另一方", "one's former name is the other")]
    score, reasons = _by_name(one, other)
    if all(codes) and all(is_valid(code) for code in codes):
        typo = _close_codes(*codes)
        reason = (
            ("代码只差两位以内", "codes differ in two signs at most")
            if typo
            else ("代码不同且都有效", "two valid codes")
        )
        return (score if typo else score * 0.5), [*reasons, Bilingual(*reason)]
    return _with_address(score, reasons, first.address, second.address)


def _close_codes(one: str, other: str) -> bool:
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) <= 2


def _by_name(one: FirmName, other: FirmName) -> tuple[float, list[Bilingual]]:
    if one.written == other.written:
        return CERTAIN, [Bilingual("名称相同", "the same name")]
    if one.core == other.core or _only_place_between(one, other):
        return _same_core(one, other)
    if one.core in other.core or other.core in one.core:
        reason = f"{min(one.core, other.core, key=len)} 只是 {max(one.core, other.core, key=len)} 的一部分"
        return 0.45, [Bilingual(reason, "one name proper is only a part of the other")]
    near = fuzz.ratio(one.core, other.core) / 100
    whole = fuzz.ratio(one.written, other.written) / 100
    if min(len(one.core), len(other.core)) < 3 and one.core != other.core:
        near *= 0.7  # one character of two is half the name
    score = (0.5 * near + 0.5 * whole) * 0.95
    reasons = [Bilingual(f"名称相似 {whole:.0%}", f"names {whole:.0%} alike")]
    numbers = _NUMBERS.findall(one.written), _NUMBERS.findall(other.written)
    if all(numbers) and numbers[0] != numbers[1]:
        return score - 0.3, [*reasons, Bilingual("名称中的序号不同", "the numbers in the names differ")]
    return score, reasons


def _only_place_between(one: FirmName, other: FirmName) -> bool:
    """Whether the longer name proper only repeats the other's place: 甲县海螺 against 海螺 of 甲县."""
    short, long = sorted((one, other), key=lambda name: len(name.core))
    extra = long.core.removesuffix(short.core)
    return len(extra) >= 2 and extra != long.core and extra in short.place


def _same_core(one: FirmName, other: FirmName) -> tuple[float, list[Bilingual]]:
    reasons = [Bilingual(f"字号相同：{one.core}", f"the same name proper: {one.core}")]
    score = 0.95
    if one.trade and other.trade and one.trade != other.trade:
        alike = fuzz.ratio(one.trade, other.trade) / 100
        score -= 0.3 * (1 - alike)
        reasons.append(Bilingual(f"行业用词不同：{one.trade}/{other.trade}", "the trade words differ"))
    elif one.trade != other.trade:
        score -= 0.08
    if one.place and other.place and one.place not in other.place and other.place not in one.place:
        score -= 0.2
        reasons.append(Bilingual(f"地名不同：{one.place}/{other.place}", "the places differ"))
    if len(one.core) < 2:
        score -= 0.2
    return score, reasons


def _with_address(
    score: float, reasons: list[Bilingual], one: str, other: str
) -> tuple[float, list[Bilingual]]:
    if not one or not other:
        return score, reasons
    alike = fuzz.token_sort_ratio(one, other) / 100
    if alike >= 0.85:
        return min(1.0, score + 0.1), [
            *reasons,
            Bilingual(f"地址相近 {alike:.0%}", f"addresses {alike:.0%} alike"),
        ]
    if alike < 0.4:
        return score - 0.1, [*reasons, Bilingual("地址不同", "the addresses differ")]
    return score, reasons
