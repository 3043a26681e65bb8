"""The invented city put into a workspace's lake: monthly loads, snapshots of firms and places, all marked.

The loads say 演示数据 as their source.  A lake that holds other figures is refused: invented and real ones
are never mixed.
"""

from __future__ import annotations

import hashlib
import json
import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from rongshu.facts.intake.typed_intake import schema_of
from rongshu.facts.lake.lake import FIGURES, Lake, Load
from rongshu.facts.tables.declared import shipped_tables
from rongshu.facts.words.vocabulary import MEASURES
from rongshu.facts.workbook.grid import column_letters
from rongshu.synth.anomalies import Planted
from rongshu.synth.city import City, CityPlan, make_city
from rongshu.synth.sectors import SECTORS
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, InputError, Place, Severity

SOURCE = "演示数据"
BY = "rongshu synth"
RELEASED_AFTER = 20  # days after a month's end
_UNITS = {word.name: word.unit for word in MEASURES}
_FIRST_MEASURE = 4  # columns before the measures on the sheet that a row pretends to come from
Each = Literal["month", "once"]


def fill(
    lake: Lake, plan: CityPlan | None = None, each: Each = "month", city: City | None = None
) -> tuple[Load, ...]:
    """The loads that landed: the statistics by month (or at once), then firms, counties, parks and sectors.

    ``city`` stands in for the one of ``plan``, so that faults may be planted in it first.

    *Errors*: ``InputError`` when the lake holds figures that are not invented, or these already.
    *Cost*: about five seconds for 2 600 firms and 60 months.
    """
    _refuse_mixing(lake)
    made = city or make_city(plan or CityPlan())
    attributes, measures = _attributes(made), len(_measures(made))
    landed = []
    for name, released, statistics in _batches(made, each):
        load = _load(made.plan, name, released, len(statistics) * measures)
        with lake.landing(load) as landing:
            for figures in _figures(made, statistics, attributes):
                landing.write(figures)
            landed.append(lake.landed(landing, load))
    return (*landed, *_snapshots(lake, made))


def correct(lake: Lake, city: City, faults: Sequence[Planted]) -> Load:
    """The load that mends planted faults: the figures as they should have been, released a little later."""
    names = city.firms.column("name").to_pylist()
    wanted = {(names[fault.firm], fault.month, fault.measure) for fault in faults}
    months = pa.array(sorted({fault.month for fault in faults}), pa.int64())
    statistics = _by_month(city)
    touched = statistics.filter(pc.is_in(statistics.column("month").cast(pa.int64()), months))
    figures = pa.concat_tables(_figures(city, touched.combine_chunks(), _attributes(city)))
    places = zip(*(figures.column(key).to_pylist() for key in ("subject", "month", "measure")), strict=True)
    mended = figures.filter(pa.array([place in wanted for place in places]))
    released = _released(city.plan.first_year * 12 + city.plan.months - 1) + timedelta(days=10)
    return lake.append_figures(
        mended, _load(city.plan, f"{city.plan.name}-更正.xlsx", released, len(mended)), len(mended)
    )


def mark(folder: Path) -> None:
    """Say in the workspace's settings that it is a demonstration, so that every page and export says so."""
    settings = folder / "workspace.toml"
    if settings.is_file():
        text = settings.read_text(encoding="utf-8")
        marked = re.sub(r"(?m)^demonstration\s*=\s*false", "demonstration = true", text)
        settings.write_text(marked, encoding="utf-8")


def _refuse_mixing(lake: Lake) -> None:
    others = [load for load in lake.loads() if load.state == "active" and load.source != SOURCE]
    if others:
        message = Bilingual(
            "已有真实数据，不能混入演示数据", "real figures are here: invented ones do not mix with them"
        )
        remedy = Bilingual("另建一个演示工作区", "make a workspace for the demonstration")
        places = (Place(file=others[0].file, item=others[0].id),)
        raise InputError([Diagnostic("synth.mixed", Severity.ERROR, message, places, remedy=remedy)])


# --- figures ---------------------------------------------------------------------------------------


def figures_of(city: City) -> pa.Table:
    """The city's statistics as figures of the ledger, month by month, with the cells they would stand in."""
    return pa.concat_tables(_figures(city, _by_month(city), _attributes(city)))


def _measures(city: City) -> list[str]:
    return list(city.statistics.column_names[2:])


def _by_month(city: City) -> pa.Table:
    return city.statistics.sort_by([("month", "ascending"), ("firm", "ascending")]).combine_chunks()


def _figures(city: City, statistics: pa.Table, attributes: pa.Array) -> Iterator[pa.Table]:
    """Figures of some statistics, which are sorted by month and firm, a measure at a time."""
    month = np.asarray(statistics.column("month"))
    row = _rows_in_month(month) + 2
    firm = statistics.column("firm").combine_chunks()
    sheets = {int(number): f"{number // 12}年{number % 12 + 1}月" for number in np.unique(month)}
    first = int(month.min()) if len(month) else 0
    named = pa.array([sheets.get(number, "") for number in range(first, int(month.max(initial=first)) + 1)])
    sheet = named.take(pa.array(month - first))
    for place, name in enumerate(_measures(city)):
        values = statistics.column(name).combine_chunks()
        letters = column_letters(_FIRST_MEASURE + place)
        columns = [
            city.firms.column("name").combine_chunks().take(firm),
            pa.repeat(pa.scalar("firm"), len(month)),
            pa.array(month, pa.int32()),
            pa.repeat(pa.scalar(1, pa.int16()), len(month)),
            pa.repeat(pa.scalar(name), len(month)),
            values.cast(FIGURES.field("value").type),
            pc.if_else(values.is_valid(), "known", "unknown"),
            pa.repeat(pa.scalar(_UNITS[name]), len(month)),
            attributes.take(firm),
            sheet,
            pc.binary_join_element_wise(letters, pa.array(row).cast(pa.string()), ""),
        ]
        yield pa.Table.from_arrays(columns, schema=FIGURES)


def _rows_in_month(
    month: np.ndarray[tuple[int], np.dtype[np.int64]],
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    starts = np.flatnonzero(np.r_[True, month[1:] != month[:-1]]) if len(month) else np.empty(0, np.int64)
    lengths = np.diff(np.r_[starts, len(month)])
    return np.arange(len(month)) - np.repeat(starts, lengths)


def _attributes(city: City) -> pa.Array:
    """One text a firm: code, county, park, chain and sector."""
    trades = {row.code: row.trade for row in SECTORS}
    columns = {name: city.firms.column(name).to_pylist() for name in ("code", "county", "park", "sector")}
    chains = dict(city.plan.chains)
    found = []
    for number, sector in enumerate(columns["sector"]):
        names = {name: values[number] for name, values in columns.items() if values[number]}
        names["chain"] = chains.get(sector, f"{trades[sector]}产业链")
        found.append(json.dumps(names, ensure_ascii=False, sort_keys=True))
    return pa.array(found)


def _batches(city: City, each: Each) -> Iterator[tuple[str, date, pa.Table]]:
    """Name of the file, day of release and statistics of each load."""
    statistics = _by_month(city)
    months = np.asarray(statistics.column("month"))
    last = int(months.max(initial=city.plan.first_year * 12))
    if each == "once":
        yield f"{city.plan.name}-{city.plan.months}个月.xlsx", _released(last), statistics
        return
    first = int(months.min(initial=last))
    bounds = np.searchsorted(months, np.arange(first, last + 2))
    for month in range(first, last + 1):
        begun, ended = (int(bounds[month - first + step]) for step in (0, 1))
        name = f"{city.plan.name}-{month // 12}{month % 12 + 1:02d}.xlsx"
        yield name, _released(month), statistics.slice(begun, ended - begun)


def _released(month: int) -> date:
    year, number = divmod(month, 12)
    return date(year, number + 1, monthrange(year, number + 1)[1]) + timedelta(days=RELEASED_AFTER)


def _load(plan: CityPlan, name: str, released: date, rows: int) -> Load:
    """The same city gives the same loads, so that filling twice is refused."""
    about = json.dumps([name, rows, asdict(plan)], ensure_ascii=False, sort_keys=True, default=sorted)
    digest = hashlib.sha256(about.encode()).hexdigest()
    loaded = f"{released.isoformat()}T09:00:00+08:00"
    return Load(digest[:12], name, digest, SOURCE, released, BY, rows, loaded_at=loaded)


# --- snapshots -------------------------------------------------------------------------------------


def _snapshots(lake: Lake, city: City) -> Iterator[Load]:
    begun = date(city.plan.first_year, 1, 1)
    for name, rows in _dimensions(city, begun).items():
        declaration = shipped_tables()[name]
        schema = schema_of(declaration)
        columns = {field.name: pa.nulls(len(rows), field.type) for field in schema}
        columns |= {key: pa.array([row[key] for row in rows], schema.field(key).type) for key in rows[0]}
        columns["sheet"] = pa.repeat(pa.scalar(declaration.name.zh), len(rows))
        columns["cell"] = pa.array([f"A{number}" for number in range(2, len(rows) + 2)])
        table = pa.table([columns[field.name] for field in schema], schema=schema)
        load = _load(city.plan, f"{declaration.name.zh}.xlsx", begun, len(table))
        yield lake.append_figures(table, load, len(table), name, grain=declaration.grain)


def _dimensions(city: City, begun: date) -> dict[str, list[dict[str, object]]]:
    firms = [
        {
            "firm": row["name"],
            "code": row["code"],
            "sector": row["sector"],
            "county": row["county"],
            "park": row["park"] or None,
            "valid_from": date(row["first_month"] // 12, row["first_month"] % 12 + 1, 1),
            "valid_to": _closed(city.plan, row["last_month"]),
        }
        for row in city.firms.to_pylist()
    ]
    home = dict(zip(city.plan.parks, city.plan.counties, strict=False))
    return {
        "firm": firms,
        "county": [{"county": name, "valid_from": begun} for name in city.plan.counties],
        "park": [{"park": name, "county": home.get(name), "valid_from": begun} for name in city.plan.parks],
        "sector": [{"code": row.code, "name": row.trade, "level": 2, "valid_from": begun} for row in SECTORS],
    }


def _closed(plan: CityPlan, last: int) -> date | None:
    """The day after a firm's last month, where that lies within the city's time."""
    after = last + 1
    return date(after // 12, after % 12 + 1, 1) if after < plan.first_year * 12 + plan.months else None
