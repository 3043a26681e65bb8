"""National standards as typed tables: industry codes, size classes, titles by date in force, coefficients.

Each figure carries its grade; one of grade U (unconfirmed) is shown but never decides: what answers a
question leaves it out unless asked not to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import Field

from rongshu.pack.amount import Amount, Model, Number
from rongshu.pack.folder.load import load_about
from rongshu.pack.schema import About, Name
from rongshu.pack.written.cells import read_rows
from rongshu.pack.written.files import find_used
from rongshu.pack.written.parse import line_at, parse_yaml
from rongshu.pack.written.refusal import refusal
from rongshu.pack.written.validate import validated
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, InputError

Grade = Literal["H", "M", "L", "U"]
Entry = TypeVar("Entry", bound=Model)


class IndustryCode(Model):
    """A row of GB/T 4754-2017; ``level`` 1 section (a letter), 2 division, 3 group, 4 class."""

    code: str
    level: int
    section: str
    name: str


class EnergyCoefficient(Model):
    """``value`` kgce per ``per`` of a carrier; ``basis`` 当量 (equivalent) or 等价 (as generated)."""

    id: str
    name_zh: str = Field(alias="name.zh")
    name_en: str = Field(alias="name.en")
    value: Number
    unit: Literal["kgce"]
    per: str
    basis: Literal["equivalent", "as_generated"]
    grade: Grade
    source: str
    note: str = ""


class EmissionFactor(Model):
    """Carbon dioxide of grid electricity in a region and year; a new publication is a new row."""

    region: str
    region_code: str = ""
    level: Literal["nation", "grid", "province"]
    year: int
    value: Number
    unit: Literal["kgCO2/kWh"]
    published: date | None = None
    grade: Grade
    source: str
    note: str = ""


class MovingHoliday(Model):
    """A holiday that falls in one or another of ``months``: none alone compares with the year before."""

    id: str
    name: Name
    months: tuple[int, ...]
    grade: Grade
    source: str
    note: str = ""


class SizeClass(Model):
    """A size class needs at least ``people`` and ``revenue``; classes of a sector go from large to small."""

    id: str
    name: Name
    sector: str
    people: int
    revenue: Amount
    source: str
    grade: Grade


class Criterion(Model):
    """A condition of a title: a comparison, or alternatives, or several together."""

    id: str
    name: Name | None = None
    measure: str = ""
    window: Literal["", "each_of_two_years", "sum_of_two_years"] = ""
    operator: Literal["", ">=", ">", "<=", "<", "="] = ""
    value: Number | None = None
    unit: str = ""
    any_of: tuple[Criterion, ...] = ()
    all_of: tuple[Criterion, ...] = ()
    exempt: Name | None = None


class Band(Model):
    """Points from (or up to) a value, both ends inclusive."""

    from_: Number | None = Field(default=None, alias="from")
    to: Number | None = None
    points: int


class ScoredItem(Model):
    """A line of a score table: bands over a measure, or bare ``points`` where the levels are not known."""

    id: str
    name: Name
    measure: str
    unit: str = ""
    bands: tuple[Band, ...] = ()
    points: tuple[int, ...] = ()
    note: str = ""


class ScoreGroup(Model):
    """A group of a score table with its cap and the least that passes."""

    id: str
    name: Name
    most: int
    least: int
    items: tuple[ScoredItem, ...]


class Title(Model):
    """One version of a title's criteria.  ``reviews_until``: reviews follow it that long, replaced or not."""

    id: str
    title: str
    name: Name
    document: str
    in_force_from: date | None = None
    in_force_until: date | None = None
    reviews_until: date | None = None
    grade: Grade
    requires: tuple[str, ...] = ()
    minimum_score: Amount | None = None
    score_source: Name | None = None
    criteria: tuple[Criterion, ...] = ()
    direct: tuple[Criterion, ...] = ()
    scoring: tuple[ScoreGroup, ...] = ()

    def holds_on(self, day: date, *, review: bool = False) -> bool:
        """Whether this version applies to an application (or a review) on that day."""
        last = max(
            (d for d in (self.in_force_until, self.reviews_until if review else None) if d), default=None
        )
        return (self.in_force_from is None or self.in_force_from <= day) and (last is None or day <= last)


@dataclass(frozen=True)
class Standards:
    """All the tables of a standards pack."""

    about: About
    codes: tuple[IndustryCode, ...]
    energy: tuple[EnergyCoefficient, ...]
    emissions: tuple[EmissionFactor, ...]
    sizes: tuple[SizeClass, ...]
    holidays: tuple[MovingHoliday, ...]
    titles: tuple[Title, ...]

    @cached_property
    def _by_code(self) -> dict[str, IndustryCode]:
        return {entry.code: entry for entry in self.codes}

    def industry(self, code: str) -> IndustryCode | None:
        """The entry with this code."""
        return self._by_code.get(code)

    def division(self, code: str) -> IndustryCode | None:
        """The two-digit division of a group or class."""
        return self._by_code.get(code[:2])

    def coefficient(self, carrier: str) -> EnergyCoefficient | None:
        """How a carrier is counted in kgce (当量)."""
        return next((c for c in deciding(self.energy) if c.id == carrier and c.basis == "equivalent"), None)

    def emission_factor(self, region_code: str, year: int) -> EmissionFactor | None:
        """The factor of that very region and year; nothing is borrowed from another year or region."""
        wanted = (region_code, year)
        return next((f for f in deciding(self.emissions) if (f.region_code, f.year) == wanted), None)

    def size_class(self, people: int, revenue: Decimal, sector: str = "工业") -> SizeClass | None:
        """The class of a firm; ``revenue`` in yuan.  The lower of the two measures decides."""
        classes = [size for size in self.sizes if size.sector == sector]
        return next((size for size in classes if people >= size.people and revenue >= _yuan(size)), None)

    def title_on(self, title: str, day: date, *, review: bool = False) -> Title | None:
        """The version of a title's criteria that applies on a day; a review may follow the older one."""
        versions = [v for v in deciding(self.titles) if v.title == title and v.holds_on(day, review=review)]
        if review:
            older = [version for version in versions if version.reviews_until is not None]
            versions = older or versions
        return versions[0] if versions else None


def _yuan(size: SizeClass) -> Decimal:
    quantity = size.revenue.quantity()
    return quantity.in_measure() if quantity else Decimal(0)


def deciding(entries: Iterable[Any]) -> tuple[Any, ...]:
    """The entries that may decide something: not those of grade U."""
    return tuple(entry for entry in entries if entry.grade != "U")


def load_standards(directory: Path | None = None) -> Standards:
    """The tables of the pack in ``directory``, or of the ``cn-standards`` that is installed.

    *Errors*: ``InputError`` with every diagnostic.
    """
    folder = directory or find_used("cn-standards")
    if folder is None:
        message = Bilingual("找不到 cn-standards 包", "the pack cn-standards is nowhere to be found")
        raise InputError([refusal("uses", "pack.yaml", 0, message)])
    about = load_about(folder)
    found: list[Diagnostic] = []
    standards = Standards(
        about=about,
        codes=_table(folder, "gbt4754-2017.csv", IndustryCode, found),
        energy=_table(folder, "energy_coefficients.csv", EnergyCoefficient, found),
        emissions=_table(folder, "emission_factors.csv", EmissionFactor, found),
        sizes=_list(folder, "size_classes.yaml", SizeClass, found),
        holidays=_list(folder, "calendar.yaml", MovingHoliday, found),
        titles=_list(folder, "cultivation.yaml", Title, found),
    )
    if found:
        raise InputError(found)
    return standards


def _text(folder: Path, file: str, found: list[Diagnostic]) -> str | None:
    path = folder / file
    if not path.is_file():
        found.append(refusal("no-file", file, 0, Bilingual("缺少文件", "the file is missing"), expected=file))
        return None
    return path.read_bytes().decode("utf-8-sig")


def _table(folder: Path, file: str, kind: type[Entry], found: list[Diagnostic]) -> tuple[Entry, ...]:
    text = _text(folder, file, found)
    if text is None:
        return ()
    rows, wrong = read_rows(kind, file, text)
    found += wrong
    return (
        () if wrong else _checked(kind, [r.values for r in rows], file, found, lambda p: rows[int(p[0])].line)
    )


def _list(folder: Path, file: str, kind: type[Entry], found: list[Diagnostic]) -> tuple[Entry, ...]:
    text = _text(folder, file, found)
    if text is None:
        return ()
    parsed = parse_yaml(file, text)
    found += parsed.diagnostics
    if not isinstance(parsed.value, list):
        return ()
    return _checked(kind, parsed.value, file, found, lambda path: line_at(parsed.node, path))


def _checked(
    kind: type[Entry], values: list[Any], file: str, found: list[Diagnostic], line: Callable[[Any], int]
) -> tuple[Entry, ...]:
    entries, wrong = validated(kind, values, file, lambda path: (line(path), ""))
    found += wrong
    return entries
