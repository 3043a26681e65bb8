"""A table of regions by industries: how much of each industry each region makes, exports or employs.

Regions down and industries across, the other way round, or one row a region and industry.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from rongshu.facts.matrices.matrix import (
    About,
    Label,
    Matrix,
    Titled,
    amount_of,
    is_code,
    read_matrix,
    read_titled,
    unsaid,
)
from rongshu.facts.words.cell_values import cell_name
from rongshu.facts.workbook.grid import CellValue
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, InputError, Place, Severity

REGION = (
    "地区",
    "区域",
    "城市",
    "地市",
    "市",
    "县区",
    "省份",
    "region",
    "area",
    "city",
    "county",
    "province",
)
INDUSTRY = (
    "行业代码",
    "代码",
    "行业",
    "产业",
    "产品",
    "industry_code",
    "industry",
    "code",
    "sector",
    "product",
)
INDUSTRY_NAME = ("行业名称", "名称", "产业名称", "industry_name", "name", "product_name")
VALUE = (
    "数值",
    "值",
    "产值",
    "总产值",
    "出口",
    "从业人员",
    "value",
    "output",
    "amount",
    "export",
    "employment",
)
TOTAL = ("合计", "总计", "全国", "全省", "小计", "total", "sum", "all")
_BRACKETS = re.compile(r"[（(]([^（()）]{1,16})[)）]$")
COLUMNS = {
    "unit": ("单位", "计量单位", "unit"),
    "period": ("期间", "时期", "年份", "年度", "period", "year"),
    "source": ("来源", "数据来源", "资料来源", "source"),
}


@dataclass(frozen=True, slots=True)
class RegionIndustry:
    """*Shape*: ``values[region][industry]``, ``None`` for unknown.  *Units*: ``about.unit``, one for all."""

    regions: tuple[str, ...]
    industries: tuple[str, ...]
    names: tuple[str, ...]
    values: tuple[tuple[Decimal | None, ...], ...]
    about: About
    remarks: tuple[Diagnostic, ...] = ()


def read_region_industry(path: Path, region: str = "", about: About | None = None) -> RegionIndustry:
    """The table of a file; ``region`` helps to tell which direction is which.

    ``about`` says unit, period and source where the file does not.
    *Errors*: ``InputError`` with everything that is wrong: cells that are no figures, negative ones, labels
    that stand twice, several units or periods in one table.
    """
    titled = read_titled(path)
    names = _long_form(titled)
    found = _from_rows(titled, names) if names else _from_matrix(read_matrix(titled), region)
    said = found.about.filled(about or About())
    remarks = (*found.remarks, *unsaid(said, path.name))
    wrong = [each for each in remarks if each.severity is Severity.ERROR]
    if not wrong and (not found.regions or not found.industries):
        message = Bilingual("表中没有数据", "the table holds nothing")
        wrong = [Diagnostic("matrix.empty", Severity.ERROR, message, (Place(file=path.name),))]
    if wrong:
        raise InputError(wrong)
    return RegionIndustry(found.regions, found.industries, found.names, found.values, said, remarks)


def _long_form(titled: Titled) -> dict[str, int]:
    """The columns of a table with one row a region and industry; empty where it has another form."""
    titles = [title.partition("(")[0].partition("（")[0] for title in titled.titles]
    places = {
        "region": _first(titles, REGION),
        "industry": _first(titles, INDUSTRY),
        "name": _first(titles, INDUSTRY_NAME),
        "value": _first(titles, VALUE),
        **{kind: _first(titles, words) for kind, words in COLUMNS.items()},
    }
    if places["industry"] is None:
        places["industry"], places["name"] = places["name"], None
    if None in (places["region"], places["industry"], places["value"]):
        return {}
    return {kind: place for kind, place in places.items() if place is not None}


def _in_brackets(title: str) -> str:
    """产值（亿元） → 亿元."""
    found = _BRACKETS.search(title)
    return found.group(1) if found else ""


def _first(titles: Sequence[str], words: Sequence[str]) -> int | None:
    return next((titles.index(word) for word in words if word in titles), None)


def _from_rows(titled: Titled, at: dict[str, int]) -> RegionIndustry:
    problems: list[Diagnostic] = []
    values: dict[tuple[str, str], Decimal | None] = {}
    first: dict[tuple[str, str], Place] = {}
    names: dict[str, str] = {}
    said: dict[str, set[str]] = {kind: set() for kind in COLUMNS}
    for number in range(titled.header + 1, len(titled.grid.rows)):
        row = titled.grid.rows[number]
        region, industry = cell_name(row[at["region"]]), cell_name(row[at["industry"]])
        if region.lower() in TOTAL or industry.lower() in TOTAL or all(cell is None for cell in row):
            continue
        here = titled.place(number, at["value"])
        if not region or not industry:
            problems.append(_error("缺少地区或行业", "region or industry is missing", here))
            continue
        if (region, industry) in values:
            said_twice = f"{region} {industry}"
            before = first[region, industry]
            problems.append(_error(f"{said_twice} 重复", f"{said_twice} stands twice", before, here))
            continue
        first[region, industry] = here
        values[region, industry] = _amount(row[at["value"]], here, problems)
        names.setdefault(industry, cell_name(row[at["name"]]) if "name" in at else industry)
        for kind in said:
            if kind in at and row[at[kind]] is not None:
                said[kind].add(cell_name(row[at[kind]]))
    for kind in ("unit", "period"):
        if len(said[kind]) > 1:
            found = "、".join(sorted(said[kind]))
            problems.append(
                _error("一张表只能有一个单位、一个期间", "one table has one unit and one period",
                       titled.place(titled.header, at[kind]), found=found)
            )  # fmt: skip
    regions = tuple(dict.fromkeys(region for region, _industry in values))
    about = About(**{kind: "、".join(sorted(words)) for kind, words in said.items()}).filled(titled.about)
    about = about.filled(About(unit=_in_brackets(titled.titles[at["value"]])))
    table = tuple(tuple(values.get((region, industry)) for industry in names) for region in regions)
    return RegionIndustry(regions, tuple(names), tuple(names.values()), table, about, tuple(problems))


def _from_matrix(matrix: Matrix, region: str) -> RegionIndustry:
    if _industries_down(matrix, region):
        matrix = matrix.turned()
    keep = [at for at, label in enumerate(matrix.columns) if not _is_total(label)]
    problems = list(matrix.problems)
    regions, values = [], []
    for label, row in zip(matrix.rows, matrix.values, strict=True):
        if _is_total(label):
            continue
        regions.append(label.name or label.code)
        values.append(tuple(row[at] for at in keep))
        for at in keep:
            amount = row[at]
            if amount is not None and amount < 0:
                where = f"{label.key} × {matrix.columns[at].key}"
                place = Place(file=matrix.file, sheet=matrix.sheet, item=where)
                problems.append(_error("不应为负数", "should not be negative", place, found=str(amount)))
    kept = [matrix.columns[at] for at in keep]
    industries, names = tuple(each.key for each in kept), tuple(each.name for each in kept)
    return RegionIndustry(
        tuple(regions), industries, names, tuple(values), matrix.about, tuple(problems)
    )  # fmt: skip


def _industries_down(matrix: Matrix, region: str) -> bool:
    """Whether the rows are the industries: told by the region asked for, the codes, or the first title."""
    if region:
        beside, below = (
            any(region in (label.code, label.name) for label in labels)
            for labels in (matrix.columns, matrix.rows)
        )
        if beside != below:
            return beside
    down, across = _coded(matrix.rows), _coded(matrix.columns)
    if down != across:
        return down
    return matrix.corner in (*INDUSTRY, *INDUSTRY_NAME)


def _coded(labels: Sequence[Label]) -> bool:
    """Whether most labels are codes of industries."""
    return sum(is_code(label.code) for label in labels) * 2 > len(labels)


def _is_total(label: Label) -> bool:
    return label.code.lower() in TOTAL or label.name.lower() in TOTAL


def _amount(cell: CellValue, place: Place, problems: list[Diagnostic]) -> Decimal | None:
    value, problem = amount_of(cell)
    if problem:
        problems.append(_error("不是数值", "not a figure", place, found=cell_name(cell)))
    elif value is not None and value < 0:
        problems.append(_error("不应为负数", "should not be negative", place, found=str(value)))
    return value


def _error(zh: str, en: str, *places: Place, found: str = "") -> Diagnostic:
    remedy = Bilingual("改正后再读", "mend the cell and read again")
    return Diagnostic("matrix.cell", Severity.ERROR, Bilingual(zh, en), places, found=found, remedy=remedy)
