"""A file of outside firms read for ranking: what can be used is used, and everything else is said at once.

A blank, a dash and 未知 are unknown, never zero.  A figure that cannot be read is unknown too, and an error.
The same firm twice counts once.  A code that does not exist decides nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path

from rongshu.facts.workbook.workbook_size import refuse_oversized
from rongshu.findings.investment.candidate import Candidate
from rongshu.matching.firm_check import UNSAID
from rongshu.matching.firm_file import FirmTable, read_firm_table
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.credit_code import folded_code, is_valid
from rongshu.terms.diagnostic import Diagnostic, Place, Severity
from rongshu.terms.unit import Unit

TIES = {"group": "集团", "investors": "投资方", "customers": "客户", "suppliers": "供应商", "alumni": "校友"}
UNITS = {"revenue": "万元", "distance_km": "公里", "land_need": "亩", "energy_need": "吨标准煤"}
NO_TIE = frozenset({"无", "没有", "no"})
COMPONENTS = {
    "revenue": Bilingual("规模", "size"),
    "growth": Bilingual("成长", "growth"),
    "distance_km": Bilingual("距离", "distance"),
}
TITLES = {
    "revenue": "营业收入（万元） / revenue",
    "growth": "增长率 / growth",
    "distance_km": "距离（公里） / distance_km",
    "ties": "所属集团 / 投资方 / 本地客户 / 本地供应商 / 校友",
}
LARGEST_GROWTH = 5  # 500 %: beyond that somebody wrote per cent without the sign
_PARTED = re.compile(r"[、;；,，|]")
_FIGURE = re.compile(r"^([-+−]?[\d.]+(?:e[-+]?\d+)?)\s*([^\d\s]*)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CandidateFile:
    """The candidates, each once, and what was wrong or is unknown for all."""

    candidates: tuple[Candidate, ...]
    problems: tuple[Diagnostic, ...]


@dataclass
class _Reading:
    file: str
    table: FirmTable
    known_code: Callable[[str], bool]
    problems: list[Diagnostic] = field(default_factory=list)

    def say(
        self, level: Severity, line: int, item: str, zh: str, en: str, found: str = "", expected: str = ""
    ) -> None:
        place = Place(file=self.file, line=line, item=item)
        self.problems.append(
            Diagnostic("candidates", level, Bilingual(zh, en), (place,), found=found[:80], expected=expected)
        )


def read_candidates(path: Path, known_code: Callable[[str], bool] = lambda _code: True) -> CandidateFile:
    """The candidates of a file; ``known_code`` says whether a code of GB/T 4754 exists.

    *Errors*: ``InputError`` when the file cannot be read, is too large when opened, or names no firms.
    """
    if path.is_file():
        refuse_oversized(path, path.name)
    table = read_firm_table(path)
    reading = _Reading(path.name, table, known_code)
    _missing_columns(reading)
    for line in table.nameless:
        reading.say(Severity.WARNING, line, "", "没有企业名称，不参加排序", "no name: not ranked")
    found: dict[str, Candidate] = {}
    keys: set[str] = set()
    for line, row in table.rows:
        one = _candidate(reading, line, row)
        same = _identity(row)
        first = next((found[each] for each in same if each in found), None)
        if first is not None:
            _double(reading, line, one, first)
            continue
        if one.key in keys:
            reading.say(
                Severity.WARNING, line, one.name, "编号重复，改用行号", "the key stands twice", one.key
            )
            one = _renamed(one, f"{one.key}#{line}")
        keys.add(one.key)
        found |= dict.fromkeys(same, one)
    return CandidateFile(tuple(dict.fromkeys(found.values())), tuple(reading.problems))


def _missing_columns(reading: _Reading) -> None:
    titles = reading.table.titles
    if not {"products", "scope", "codes"} & set(titles):
        zh = "没有主要产品、经营范围、行业代码中的任何一列，只能凭名称匹配环节"
        en = "no column of products, scope or codes: only names can fit the node"
        reading.say(Severity.WARNING, 0, "", zh, en, expected="主要产品 / 经营范围 / 行业代码")
    for name, component in COMPONENTS.items():
        if name not in titles:
            zh = f"没有这一列，“{component.zh}”对所有企业未知"
            en = f"no such column: {component.en} is unknown for all"
            reading.say(Severity.NOTE, 0, name, zh, en, expected=TITLES[name])
    if not set(TIES) & set(titles):
        reading.say(
            Severity.NOTE,
            0,
            "ties",
            "没有联系列，“联系”对所有企业未知",
            "no columns of ties: unknown for all",
            expected=TITLES["ties"],
        )


def _candidate(reading: _Reading, line: int, row: dict[str, str]) -> Candidate:
    code = folded_code(row.get("code", ""))
    if code and code.lower() not in UNSAID and not is_valid(code):
        reading.say(
            Severity.WARNING,
            line,
            row["name"],
            "统一社会信用代码有误，不用于查重",
            "no valid credit code",
            code,
        )
    return Candidate(
        *(row["key"], row["name"], row.get("products", ""), row.get("scope", "")),
        codes=_codes(reading, line, row),
        revenue=_figure(reading, line, row, "revenue"),
        growth=_growth(reading, line, row),
        distance_km=_figure(reading, line, row, "distance_km"),
        ties=ties_of(row),
        land_need=_figure(reading, line, row, "land_need"),
        energy_need=_figure(reading, line, row, "energy_need"),
    )


def _codes(reading: _Reading, line: int, row: dict[str, str]) -> tuple[str, ...]:
    """The codes of GB/T 4754 that exist; each of the others is said."""
    found = []
    for written in re.split(r"[、;；,，|\s]+", row.get("codes", "")):
        if written.lower() in UNSAID:
            continue
        match = re.match(r"^[A-Ta-t]?(\d{2,4})(?!\d)", unicodedata.normalize("NFKC", written))
        if match and reading.known_code(match.group(1)):
            found.append(match.group(1))
        else:
            reading.say(
                Severity.WARNING, line, f"{row['name']}.codes", "没有这个行业代码，不参加匹配",
                "no such sector code: decides nothing", written, "GB/T 4754-2017",
            )  # fmt: skip
    return tuple(found)


def ties_of(row: Mapping[str, str]) -> tuple[tuple[str, str], ...] | None:
    """Local firms by kind; ``None`` where nothing is said, empty where it is said that there are none."""
    found, none = [], False
    for name, kind in TIES.items():
        for written in _PARTED.split(row.get(name, "")):
            firm = written.strip()
            if firm.lower() in NO_TIE:
                none = True
            elif firm.lower() not in UNSAID:
                found.append((firm, kind))
    return tuple(found) if found or none else None


def _figure(reading: _Reading, line: int, row: dict[str, str], name: str) -> Decimal | None:
    """A figure in the unit of its column; the title or the cell may name another that can be folded in."""
    value, unit = _number(reading, line, row, name)
    if value is None:
        return None
    title = _in_brackets(reading.table.titles.get(name, ""))
    factor = _factor(unit or title, UNITS[name])
    if factor is None:
        reading.say(
            Severity.ERROR, line, f"{row['name']}.{name}", "单位不认识，按未知处理",
            "an unknown unit: taken as unknown", unit or title, UNITS[name],
        )  # fmt: skip
        return None
    if value < 0:
        reading.say(
            Severity.ERROR, line, f"{row['name']}.{name}", "不应为负数，按未知处理",
            "should not be negative: taken as unknown", str(value),
        )  # fmt: skip
        return None
    return value * factor


def _growth(reading: _Reading, line: int, row: dict[str, str]) -> Decimal | None:
    """Growth as a fraction: ``12%``, ``0.12``, or 12 below a title that says per cent."""
    value, unit = _number(reading, line, row, "growth")
    if value is None:
        return None
    percent = unit == "%" or (not unit and "%" in reading.table.titles.get("growth", "").replace("％", "%"))
    rate = value / 100 if percent else value
    if unit not in ("", "%") or abs(rate) > LARGEST_GROWTH or rate < -1:
        reading.say(
            Severity.ERROR, line, f"{row['name']}.growth", "不像增长率，按未知处理",
            "does not look like growth: taken as unknown", row.get("growth", ""), "12% / 0.12",
        )  # fmt: skip
        return None
    return rate


def _number(reading: _Reading, line: int, row: dict[str, str], name: str) -> tuple[Decimal | None, str]:
    """The figure of a cell and what stands behind it; nothing where the cell says nothing."""
    written = unicodedata.normalize("NFKC", row.get(name, "")).replace(",", "").replace(" ", "")
    if written.lower() in UNSAID or written in NO_TIE:
        return None, ""
    match = _FIGURE.match(written)
    if match:
        try:
            value = Decimal(match.group(1).replace("−", "-"))
        except InvalidOperation:
            value = Decimal("NaN")
        if value.is_finite():
            return value, match.group(2)
    reading.say(
        Severity.ERROR, line, f"{row['name']}.{name}", "不是数值，按未知处理",
        "not a number: taken as unknown", row.get(name, ""), "123.45",
    )  # fmt: skip
    return None, ""


def _factor(unit: str, wanted: str) -> Decimal | None:
    """What one ``unit`` is in the wanted one; 1 where none is written, ``None`` where it is another thing."""
    same = {"km": "公里", "千米": "公里", "KM": "公里", "Km": "公里"}
    word = same.get(unit, unit)
    if not word or word == wanted:
        return Decimal(1)
    if word in ("万", "亿", "千万", "百万", "万亿") and wanted == "万元":
        word += "元"
    here, there = Unit.parse(word), Unit.parse(wanted)
    return here.factor / there.factor if here.comparable_with(there) else None


def _in_brackets(title: str) -> str:
    found = re.search(r"[（(]([^（()）]+)[)）]", unicodedata.normalize("NFKC", title))
    return found.group(1).strip() if found else ""


def _identity(row: dict[str, str]) -> tuple[str, ...]:
    """By what a firm is known to be the same: its valid credit code, its name without blanks."""
    name = "".join(unicodedata.normalize("NFKC", row["name"]).split())
    code = folded_code(row.get("code", ""))
    return (f"code:{code}", f"name:{name}") if is_valid(code) else (f"name:{name}",)


def _double(reading: _Reading, line: int, one: Candidate, first: Candidate) -> None:
    same = _renamed(one, first.key) == first
    zh = "与前面的企业重复，只算一次" if same else "与前面的企业重复但内容不同，用前面的一行"
    en = (
        "stands there already: counted once"
        if same
        else "stands there already, otherwise: the first row counts"
    )
    reading.say(Severity.NOTE if same else Severity.WARNING, line, one.name, zh, en, one.name)


def _renamed(one: Candidate, key: str) -> Candidate:
    return replace(one, key=key)
