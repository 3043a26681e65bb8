"""The month's running of industry: groups side by side, chain × county, who moved the total."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any
from urllib.parse import urlencode

from rongshu.facts.lake.lake import Lake
from rongshu.metrics.decomposition.explain import Explanation
from rongshu.metrics.values.inquiry import period_written
from rongshu.office.pages.parts.amounts import decimal_of, growth, shown
from rongshu.office.pages.parts.figures import NOTHING, Figure
from rongshu.office.pages.parts.listing import Cell, Column, Row, Table, Tag
from rongshu.office.pages.parts.naming import group_name
from rongshu.office.pages.running.lake import Metric, explanation, values
from rongshu.pack.declared.standards import load_standards
from rongshu.terms.bilingual import Bilingual

GROUPS: dict[str, Bilingual] = {
    "county": Bilingual("县区", "County"),
    "chain": Bilingual("产业链", "Chain"),
    "park": Bilingual("园区", "Park"),
    "sector": Bilingual("行业", "Sector"),
}
NAMES = (
    "output",
    "output_growth",
    "output_ytd",
    "output_ytd_growth",
    "electricity",
    "electricity_growth",
    "electricity_gap",
    "firms_reporting",
)
WHOLE = Bilingual("全部", "All")
APART = Decimal(5)  # percentage points between output and power from which a page points at the gap
STEPS = (Decimal(-10), Decimal(0), Decimal(5), Decimal(10))
MOVERS = 6
FEWER = Decimal("0.9")  # a tenth of the firms missing changes growth more than the economy does
ZERO = Decimal(0)
KEEPS = ("month", "by", "known_on")
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for: the month (since year 0), the grouping, the day of knowledge."""

    month: int
    by: str = "county"
    known_on: date | None = None

    def query(self, **changes: object) -> str:
        """The address's parameters with some of them changed."""
        known = self.known_on.isoformat() if self.known_on else ""
        wanted = {"month": period_written(self.month, "month"), "by": self.by, "known_on": known, **changes}
        return urlencode({key: value for key, value in wanted.items() if value not in ("", None)})


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One place of the heat map: growth of the year to date, its class from −2 to 2, what is behind it."""

    growth: Figure
    amount: Figure
    level: int | None
    path: str


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Chains (or sectors) down, counties across; the last column and the first row are the totals."""

    title: Bilingual
    columns: tuple[Bilingual, ...]
    rows: tuple[tuple[Bilingual, tuple[HeatCell | None, ...]], ...]


@dataclass(frozen=True, slots=True)
class Mover:
    """Somebody or some group that moved the total: by how much, and by how many points of its growth."""

    name: Bilingual
    group: Bilingual
    change: Figure
    points: Figure
    share: float
    path: str


@dataclass(frozen=True, slots=True)
class Movers:
    """Who pulled the total up and who down, largest first; ``unknown`` firms lack a figure."""

    up: tuple[Mover, ...]
    down: tuple[Mover, ...]
    groups: tuple[Mover, ...]
    before: Figure
    after: Figure
    change: Figure
    unknown: int


@dataclass(frozen=True, slots=True)
class Headline:
    """One large number at the top."""

    title: Bilingual
    figure: Figure
    beside: Figure | None
    path: str
    beside_title: Bilingual = NOTHING


@dataclass(frozen=True, slots=True)
class Source:
    """Where the page computes from: the plan's metrics and the lake as the reader sees it."""

    metrics: Mapping[str, Metric]
    lake: Lake

    def by(self, dimensions: Sequence[str], known_on: date | None) -> tuple[Values, ...]:
        """The page's metrics for every month and group."""
        return values(dict(self.metrics), NAMES, self.lake, dimensions, known_on).rows


def months_known(source: Source, known_on: date | None) -> tuple[int, ...]:
    """The months in which somebody reported output, oldest first."""
    rows = source.by((), known_on)
    return tuple(row["period"] for row in rows if row.get("output") is not None)


def trace_path(metric: str, asked: Asked, **groups: str) -> str:
    """The page that says where a value comes from, relative to the plan's address."""
    known = {"known_on": asked.known_on.isoformat()} if asked.known_on else {}
    stated = {"metric": metric, "month": period_written(asked.month, "month"), **groups, **known}
    return f"trace/?{urlencode(stated)}"


# --- the table -------------------------------------------------------------------------------------


def group_table(source: Source, asked: Asked) -> Table:
    """The groups of the month, largest output of the year first, the total above them."""
    total = next((row for row in source.by((), asked.known_on) if row["period"] == asked.month), None)
    rows = [row for row in source.by((asked.by,), asked.known_on) if row["period"] == asked.month]
    rows.sort(key=lambda row: decimal_of(row.get("output_ytd")) or Decimal(-1), reverse=True)
    shown_rows = [_group_row(row, asked, total) for row in rows]
    if total is not None and len(rows) > 1:
        shown_rows.insert(0, _group_row(total, asked, total, whole=True))
    return Table(_columns(asked.by), tuple(shown_rows), (), KEEPS)


def _columns(by: str) -> tuple[Column, ...]:
    return (
        Column("group", GROUPS[by], lead=True),
        Column("firms", Bilingual("报送企业", "Firms reporting"), numeric=True),
        Column("output", Bilingual("本月产值", "Output, month"), numeric=True),
        Column("growth", Bilingual("同比", "On the year"), numeric=True),
        Column("ytd", Bilingual("累计产值", "Year to date"), numeric=True),
        Column("ytd_growth", Bilingual("累计同比", "To date, on the year"), numeric=True),
        Column("share", Bilingual("占累计", "Share to date"), numeric=True),
        Column("power", Bilingual("用电量", "Electricity"), numeric=True),
        Column("power_growth", Bilingual("用电同比", "Electricity, on the year"), numeric=True),
        Column("together", Bilingual("产值与用电", "Output and power")),
    )


def _group_row(row: Values, asked: Asked, total: Values | None, whole: bool = False) -> Row:
    name = "" if whole else str(row.get(asked.by) or "")
    groups = {} if whole else {asked.by: name}

    def cell(metric: str, figure: Figure) -> Cell:
        return Cell(figure=figure, path=trace_path(metric, asked, **groups) if figure.known else "")

    title = WHOLE if whole else group_name(asked.by, name)
    return Row(
        f"g-{name or ('all' if whole else 'none')}",
        (
            Cell(title, key=None if name else ""),
            cell("firms_reporting", shown(row.get("firms_reporting"), "", 0)),
            cell("output", shown(row.get("output"), "万元")),
            cell("output_growth", growth(row.get("output_growth"))),
            cell("output_ytd", shown(row.get("output_ytd"), "万元")),
            cell("output_ytd_growth", growth(row.get("output_ytd_growth"))),
            Cell(figure=_share(row, total)),
            cell("electricity", shown(row.get("electricity"), "万千瓦时")),
            cell("electricity_growth", growth(row.get("electricity_growth"))),
            _together(row),
        ),
    )


def _share(row: Values, total: Values | None) -> Figure:
    part, all_ = (decimal_of(each.get("output_ytd")) if each else None for each in (row, total))
    return shown(100 * part / all_ if part is not None and all_ else None, "%", 1)


def _together(row: Values) -> Cell:
    """Whether output and electricity of the month tell the same story."""
    output, power = (decimal_of(row.get(name)) for name in ("output_growth", "electricity_growth"))
    if output is None or power is None:
        return Cell(tags=(Tag(Bilingual("无法比较", "cannot be compared"), "none", "dash"),))
    if abs(output - power) < APART:
        return Cell(tags=(Tag(Bilingual("同步", "in step"), "good", "tick"),))
    if output > power:
        return Cell(tags=(Tag(Bilingual("产值快于用电", "output ahead"), "warn", "triangle"),))
    return Cell(tags=(Tag(Bilingual("用电快于产值", "power ahead"), "warn", "down"),))


# --- the heat map ----------------------------------------------------------------------------------


def rows_of_heat(source: Source, known_on: date | None) -> str:
    """Chains where any firm has one, else sectors."""
    named = any(row.get("chain") for row in source.by(("chain",), known_on))
    return "chain" if named else "sector"


def heat_map(source: Source, asked: Asked) -> HeatMap | None:
    """Growth of the year to date by chain and county; ``None`` where there is nothing to compare."""
    down = rows_of_heat(source, asked.known_on)
    cells = _at(source.by((down, "county"), asked.known_on), asked.month, down, "county")
    sides = _at(source.by((down,), asked.known_on), asked.month, down)
    tops = _at(source.by(("county",), asked.known_on), asked.month, "county")
    whole = _at(source.by((), asked.known_on), asked.month)
    if len(tops) < 2 or not sides:
        return None
    counties = [key[0] for key in _by_size(tops)]
    rows = []
    for (name,) in _by_size(sides):
        line = [
            _heat_cell(cells.get((name, county)), asked, {down: name, "county": county})
            for county in counties
        ]
        rows.append((group_name(down, name), (_heat_cell(sides[(name,)], asked, {down: name}), *line)))
    top = (
        _heat_cell(whole.get(()), asked, {}),
        *(_heat_cell(tops[(c,)], asked, {"county": c}) for c in counties),
    )
    return HeatMap(
        GROUPS[down], (WHOLE, *(group_name("county", county) for county in counties)), ((WHOLE, top), *rows)
    )


def _at(rows: Sequence[Values], month: int, *names: str) -> dict[tuple[str, ...], Values]:
    return {tuple(str(row[name] or "") for name in names): row for row in rows if row["period"] == month}


def _by_size(rows: Mapping[tuple[str, ...], Values]) -> list[tuple[str, ...]]:
    """The largest first; what is not stated comes last."""
    size = {key: decimal_of(row.get("output_ytd")) or Decimal(0) for key, row in rows.items()}
    return sorted(rows, key=lambda key: (not key[0], -size[key]))


def _heat_cell(row: Values | None, asked: Asked, groups: Mapping[str, str]) -> HeatCell | None:
    if row is None or row.get("output_ytd") is None:
        return None
    rate = decimal_of(row.get("output_ytd_growth"))
    return HeatCell(
        growth(rate),
        shown(row.get("output_ytd"), "万元"),
        level(rate),
        trace_path("output_ytd_growth" if rate is not None else "output_ytd", asked, **groups),
    )


def level(rate: Decimal | None) -> int | None:
    """−2 below −10 %, −1 below zero, 0 below 5 %, 1 below 10 %, else 2; ``None`` without a rate."""
    return None if rate is None else sum(rate >= step for step in STEPS) - 2


# --- who moved the total ---------------------------------------------------------------------------


def movers(source: Source, asked: Asked) -> Movers | None:
    """Firms and groups that moved output of the year to date; ``None`` where nothing can be compared."""
    metric = source.metrics.get("output")
    if metric is None:
        return None
    found = explanation(metric, source.lake, asked.month, asked.by, True, asked.known_on)
    if not found.before or found.after is None:
        return None
    return Movers(
        up=_moving_firms(found, asked, [row for row in found.firms if row[2] > 0]),
        down=_moving_firms(found, asked, [row for row in found.firms if row[2] < 0]),
        groups=_moving_groups(found, asked),
        before=shown(found.before, found.unit),
        after=shown(found.after, found.unit),
        change=change_figure(found.change, found.unit),
        unknown=len(found.unknown),
    )


def _moving_firms(
    found: Explanation, asked: Asked, firms: Sequence[tuple[str, str, Decimal]]
) -> tuple[Mover, ...]:
    """The largest, drawn on the scale of the largest of all."""
    largest = abs(found.firms[0][2]) if found.firms else ZERO
    return tuple(
        _mover(
            (Bilingual(firm), group_name(asked.by, group)),
            change,
            (found, largest),
            trace_path("output_ytd", asked, firm=firm),
        )
        for firm, group, change in firms[:MOVERS]
    )


def _moving_groups(found: Explanation, asked: Asked) -> tuple[Mover, ...]:
    largest = max((abs(each.change) for each in found.groups), default=ZERO)
    return tuple(
        _mover(
            (group_name(asked.by, each.group), NOTHING),
            each.change,
            (found, largest),
            trace_path("output_ytd", asked, **{asked.by: each.group}),
        )
        for each in sorted(found.groups, key=lambda each: each.change, reverse=True)
    )


def _mover(
    names: tuple[Bilingual, Bilingual], change: Decimal, scale: tuple[Explanation, Decimal], path: str
) -> Mover:
    found, largest = scale
    points = 100 * change / found.before if found.before else None
    share = round(float(abs(change) / largest) * 100, 1) if largest else 0.0
    return Mover(*names, change_figure(change, found.unit), growth(points, "百分点", 2), share, path)


def change_figure(change: Decimal | None, unit: str, places: int | None = None) -> Figure:
    """A change with its sign; that of a percentage is in percentage points."""
    return growth(change, "百分点", places or 2) if unit == "%" else shown(change, unit, places, plus=True)


def thin_reporting(source: Source, asked: Asked) -> tuple[int, int] | None:
    """Firms that reported output now and a year before, where so many fewer report that growth misleads."""
    counts = {row["period"]: row.get("firms_reporting") or 0 for row in source.by((), asked.known_on)}
    now, then = counts.get(asked.month, 0), counts.get(asked.month - 12, 0)
    return (now, then) if now < FEWER * then else None


def moving_holiday(month: int) -> Bilingual | None:
    """The holiday that makes a single month no measure of the year before: compare the months together."""
    number = month % 12 + 1
    found = (name for name, months in _holidays() if number in months)
    return next(found, None)


@cache
def _holidays() -> tuple[tuple[Bilingual, tuple[int, ...]], ...]:
    return tuple((each.name.bilingual(), each.months) for each in load_standards().holidays)


def months_missing(months: Sequence[int], month: int) -> tuple[int, ...]:
    """The months since January for which nobody has reported: what the year to date lacks."""
    return tuple(each for each in range(month - month % 12, month) if each not in set(months))


# --- the numbers at the top ------------------------------------------------------------------------


def headlines(source: Source, asked: Asked) -> tuple[Headline, ...]:
    """Output of the month and of the year, electricity, and how many firms reported."""
    row = next((each for each in source.by((), asked.known_on) if each["period"] == asked.month), None)
    if row is None:
        return ()
    on_year = Bilingual("同比", "On the year")

    def headline(title: Bilingual, name: str, unit: str, beside: str) -> Headline:
        rate = growth(row.get(beside)) if beside else None
        return Headline(title, shown(row.get(name), unit), rate, trace_path(name, asked), on_year)

    return (
        headline(Bilingual("本月工业总产值", "Output of the month"), "output", "万元", "output_growth"),
        headline(
            Bilingual("累计工业总产值", "Output, year to date"), "output_ytd", "万元", "output_ytd_growth"
        ),
        headline(
            Bilingual("本月工业用电量", "Electricity of the month"),
            "electricity",
            "万千瓦时",
            "electricity_growth",
        ),
        Headline(
            Bilingual("报送企业", "Firms reporting"),
            shown(row.get("firms_reporting"), "家", 0),
            None,
            trace_path("firms_reporting", asked),
        ),
    )
