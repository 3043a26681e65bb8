"""Quarter-hour readings as a power company sends them, taken into the month files beside the ledger.

A file has a row a reading (customer, time, kilowatt-hours), or a row a customer and day with a column for
each quarter of an hour (00:15 … 24:00).  A reading that comes again takes the place of the one that was
there: a mended file is loaded like the first.  The meters of one firm are added up; they stand in one file.
Which number stands for which customer is kept in ``customers.parquet``.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
from pyarrow import parquet

from rongshu.facts.lake.lake import Lake, Load
from rongshu.facts.tables.csv_columns import in_utf8, quoted
from rongshu.facts.tables.meter_files import SCHEMA, month_file, write_month
from rongshu.facts.words.titles import BRACKETS, is_unit, unit_word
from rongshu.pack.written.exchange import alone
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, InputError, Place, Severity
from rongshu.terms.unit import Unit

CUSTOMERS = "customers.parquet"
RECORD = "loads.jsonl"
_TITLES = {
    "firm": ("企业名称", "企业", "单位名称", "用户名称", "客户名称", "户名", "firm"),
    "meter": ("户号", "用户编号", "客户编号", "电表编号", "表号", "meter"),
    "at": ("时间", "数据时间", "采集时间", "抄表时间", "日期时间", "at", "time", "datetime", "timestamp"),
    "day": ("日期", "数据日期", "用电日期", "date", "day"),
    "kwh": ("用电量", "电量", "有功电量", "kwh", "electricity"),
}
_NAMED = {
    "firm": Bilingual("企业名称或户号", "the firm's name or customer number"),
    "at": Bilingual(
        "时间，或日期和各时刻的列", "the time, or the day and a column for each quarter of an hour"
    ),
    "kwh": Bilingual("用电量", "the electricity"),
}
_CLOCK = re.compile(r"^([01]?\d|2[0-4]):[0-5]\d(:00)?$")
_FAULTS = (
    ("no_firm", Bilingual("没有企业或户号", "no firm or customer")),
    ("no_time", Bilingual("不是时间", "not a time")),
    ("no_number", Bilingual("不是数", "not a number")),
    ("negative", Bilingual("用电量不应为负", "electricity should not be negative")),
    ("twice", Bilingual("同一块表同一时间有两个读数", "two readings of one meter and time")),
)
_FAULTY = {
    name: f"SELECT line, concat_ws(' ', firm, day_written, written) AS shown FROM told WHERE {condition}"
    for name, condition in (
        ("no_firm", "firm IS NULL"),
        ("no_time", "moment IS NULL"),
        ("no_number", "written IS NOT NULL AND kwh IS NULL"),
        ("negative", "kwh < 0"),
    )
}
_TWICE = """
    SELECT max(line) AS line, firm || ' ' || CAST(moment AS VARCHAR) AS shown
    FROM told WHERE firm IS NOT NULL AND moment IS NOT NULL AND kwh IS NOT NULL
    GROUP BY firm, meter, moment HAVING count(*) > 1"""
_SHOWN = 5  # places of one fault that are named
_BATCH = 500_000


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where a file says what: by column name; ``clocks`` are the quarters of a day, where it has them."""

    firm: str
    meter: str
    at: str
    kwh: str
    clocks: tuple[str, ...]
    factor: float


def meter_folder(lake: Lake) -> Path:
    """Where a lake's readings lie."""
    return lake.folder / "meter"


def load_readings(lake: Lake, file: Path, load: Load) -> tuple[Load, tuple[Diagnostic, ...]]:
    """The load that landed, and what is worth knowing about it; each month is written whole or not at all.

    *Errors*: ``InputError`` with everything that is wrong: then nothing landed.
    *Cost*: the months that the file has readings of are written anew.
    """
    folder = meter_folder(lake)
    folder.mkdir(parents=True, exist_ok=True)
    with alone(folder), _opened(file) as connection:
        columns = _columns(connection, file)
        connection.execute(f"CREATE TABLE told AS {_told(columns)}")
        _refuse_faults(connection, file)
        empty, count = _row(connection, "SELECT count(*) FILTER (WHERE kwh IS NULL), count(kwh) FROM told")
        numbers = _numbered(connection, folder)
        months = [row[0] for row in connection.execute(_MONTHS).fetchall()]
        for month in months:
            write_month(folder, month, _merged(connection, month_file(folder, month), month))
        landed = replace(load, rows=count)
        with (folder / RECORD).open("a", encoding="utf-8") as record:
            record.write(json.dumps(landed.as_json(), ensure_ascii=False) + "\n")
    return landed, tuple(_remarks(file, empty, months, numbers))


def meter_loads(lake: Lake) -> tuple[Load, ...]:
    """The loads of readings, oldest first."""
    record = meter_folder(lake) / RECORD
    if not record.is_file():
        return ()
    lines = [json.loads(line) for line in record.read_text(encoding="utf-8").splitlines()]
    return tuple(Load(**{**line, "released": date.fromisoformat(line["released"])}) for line in lines)


def customers(folder: Path) -> dict[int, str]:
    """The customer that each number of a folder's readings stands for."""
    file = folder / CUSTOMERS
    if not file.is_file():
        return {}
    table = parquet.read_table(file)
    return dict(zip(table.column("number").to_pylist(), table.column("name").to_pylist(), strict=True))


# --- the file -----------------------------------------------------------------------------------------


@contextmanager
def _opened(file: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with the file's rows as ``source``, all cells as text, and their number as ``line``."""
    connection = duckdb.connect()
    try:
        connection.execute("SET threads TO 2")
        connection.execute("SET preserve_insertion_order = true")
        if file.suffix.lower() == ".parquet":
            connection.execute(
                "CREATE TABLE source AS SELECT row_number() OVER () AS line, CAST(COLUMNS(*) AS VARCHAR)"
                " FROM read_parquet(?)",
                [str(file)],
            )
        else:
            with in_utf8(file) as path:
                connection.execute(
                    "CREATE TABLE source AS SELECT row_number() OVER () + 1 AS line, * FROM"
                    " read_csv(?, all_varchar = true, header = true)",
                    [str(path)],
                )
        yield connection
    except duckdb.Error as problem:
        message = Bilingual("无法读取电表文件", "the file of readings cannot be read")
        found = str(problem).splitlines()[0]
        raise InputError(
            [Diagnostic("load.meter", Severity.ERROR, message, (Place(file=file.name),), found=found)]
        ) from problem
    finally:
        connection.close()


def _columns(connection: duckdb.DuckDBPyConnection, file: Path) -> _Columns:
    """*Errors*: ``InputError`` for what the file does not say."""
    names = [row[0] for row in connection.execute("DESCRIBE source").fetchall()][1:]
    bare = {name: BRACKETS.sub("", name).strip().lower() for name in names}
    clocks = tuple(name for name in names if _CLOCK.match(name.strip()))
    found = {what: _first(bare, titles) for what, titles in _TITLES.items()}
    at = found["day"] if clocks else found["at"] or found["day"]
    wanted = {
        "firm": found["firm"] or found["meter"],
        "at": at,
        "kwh": found["kwh"] or (clocks[0] if clocks else ""),
    }
    problems = [
        Diagnostic(
            "load.column",
            Severity.ERROR,
            Bilingual(f"缺少列：{_NAMED[what].zh}", f"a column is missing: {_NAMED[what].en}"),
            (Place(file=file.name),),
            found="、".join(names)[:80],
            expected="、".join((*_TITLES[what], *(_TITLES["meter"] if what == "firm" else ()))),
        )
        for what, name in wanted.items()
        if not name
    ]
    if problems:
        raise InputError(problems)
    meter = found["meter"] or wanted["firm"]
    return _Columns(
        wanted["firm"], meter, at, "" if clocks else wanted["kwh"], clocks, _factor(wanted["kwh"])
    )


def _first(bare: Mapping[str, str], titles: Sequence[str]) -> str:
    """The column under the title that says most."""
    return next((name for title in titles for name, said in bare.items() if said == title), "")


def _factor(title: str) -> float:
    """How many kilowatt-hours one unit of a column is; kilowatt-hours where the title names no unit."""
    units = [unit_word(text) for text in BRACKETS.findall(title) if is_unit(text)]
    written, ours = Unit.parse(units[0] if units else "千瓦时"), Unit.parse("千瓦时")
    return float(written.factor / ours.factor) if written.comparable_with(ours) else 1.0


def _told(columns: _Columns) -> str:
    """One row a reading: line, firm, the time as a time, kWh, and both as they are written.

    Columns that run from 00:15 to 24:00 name the end of each quarter: the reading is of the quarter before.
    """
    firm, at = quoted(columns.firm), quoted(columns.at)
    if columns.clocks:
        listed = ", ".join(map(quoted, columns.clocks))
        ends = any(clock.strip().startswith("24:") for clock in columns.clocks)
        clock = "CAST(split_part(clock, ':', 1) AS INTEGER) * 60 + CAST(split_part(clock, ':', 2) AS INTEGER)"
        moved = f"{clock} - 15" if ends else clock
        source = f"source UNPIVOT INCLUDE NULLS (written FOR clock IN ({listed}))"
        time = f"{_time(at)} + to_minutes({moved})"
    else:
        source, time = f"(SELECT *, {quoted(columns.kwh)} AS written FROM source)", _time(at)
    number = "TRY_CAST(replace(trim(written), ',', '') AS DOUBLE)"
    return f"""
        SELECT line, nullif(trim({firm}), '') AS firm, {quoted(columns.meter)} AS meter, {time} AS moment,
               {number} * {columns.factor!r} AS kwh, {at} AS day_written, nullif(trim(written), '') AS written
        FROM {source}"""


def _time(column: str) -> str:
    """A text as a time, in the spellings of offices; null where it is none."""
    plain = rf"regexp_replace(regexp_replace(trim({column}), '[年月/.]', '-', 'g'), '日\s*', ' ')"
    forms = "['%Y-%m-%d %H:%M:%S', '%Y-%m-%d %H:%M', '%Y-%m-%d', '%Y%m%d', '%Y-%m-%dT%H:%M:%S']"
    return f"try_strptime(trim({plain}), {forms})"


def _refuse_faults(connection: duckdb.DuckDBPyConnection, file: Path) -> None:
    """*Errors*: ``InputError`` with each kind of fault, how often it is there, and the first places."""
    problems = []
    for name, message in _FAULTS:
        faulty = _FAULTY.get(name, _TWICE)
        rows = connection.execute(
            f"SELECT line, shown, count(*) OVER () FROM ({faulty}) ORDER BY line LIMIT {_SHOWN}"
        )
        if found := rows.fetchall():
            places = tuple(Place(file=file.name, line=line) for line, _shown, _count in found)
            counted = Bilingual(f"{message.zh}（{found[0][2]} 处）", f"{message.en} ({found[0][2]})")
            problems.append(
                Diagnostic("load.meter", Severity.ERROR, counted, places, found=str(found[0][1])[:80])
            )
    if problems:
        raise InputError(problems)


# --- the month files ----------------------------------------------------------------------------------

_MONTHS = "SELECT DISTINCT year(moment) * 12 + month(moment) - 1 FROM told WHERE kwh IS NOT NULL ORDER BY 1"


def _numbered(connection: duckdb.DuckDBPyConnection, folder: Path) -> int:
    """Numbers for the file's customers as ``numbers``, new ones behind those known; how many are new."""
    known = customers(folder)
    last = max(known, default=0)
    named = set(known.values())
    listed = connection.execute(
        "SELECT DISTINCT firm FROM told WHERE kwh IS NOT NULL ORDER BY firm"
    ).fetchall()
    new = [name for (name,) in listed if name not in named]
    known |= {last + place: name for place, name in enumerate(new, 1)}
    table = pa.table(
        {"number": pa.array(list(known), pa.int32()), "name": pa.array(list(known.values()), pa.string())}
    )
    if new:
        partial = folder / f".{CUSTOMERS}.{os.getpid()}.part"
        parquet.write_table(table, partial)
        partial.replace(folder / CUSTOMERS)
    connection.register("numbers", table)
    return len(new)


def _merged(connection: duckdb.DuckDBPyConnection, there: Path, month: int) -> Iterator[pa.Table]:
    """A month's readings in order: those of the file, and those that were there and that it does not have."""
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE month_told AS
        SELECT number AS firm, moment, sum(kwh) AS kwh FROM told JOIN numbers ON told.firm = numbers.name
        WHERE kwh IS NOT NULL AND year(moment) * 12 + month(moment) - 1 = {month} GROUP BY number, moment""")
    if there.is_file():
        connection.execute(
            """INSERT INTO month_told SELECT * FROM (
                SELECT firm, "at" AS moment, kwh FROM read_parquet(?, hive_partitioning = false)
            ) ANTI JOIN month_told USING (firm, moment)""",
            [str(there)],
        )
    told = connection.sql(
        'SELECT CAST(firm AS INTEGER) AS firm, CAST(moment AS TIMESTAMP_S) AS "at", CAST(kwh AS FLOAT) AS kwh'
        " FROM month_told ORDER BY firm, moment"
    )
    for batch in told.to_arrow_reader(_BATCH):
        yield pa.Table.from_batches([batch]).cast(SCHEMA)


def _remarks(file: Path, empty: int, months: Sequence[int], new: int) -> Iterator[Diagnostic]:
    place = (Place(file=file.name),)
    if empty:
        message = Bilingual(f"{empty} 个空读数没有入库", f"{empty} empty readings did not land")
        yield Diagnostic("load.meter", Severity.NOTE, message, place)
    if months:
        first, last = (f"{month // 12}-{month % 12 + 1:02d}" for month in (months[0], months[-1]))
        zh, en = f"{first} 至 {last}，新客户 {new} 家", f"{first} to {last}, {new} new customers"
        yield Diagnostic("load.meter", Severity.NOTE, Bilingual(zh, en), place)


def _row(connection: duckdb.DuckDBPyConnection, sql: str) -> tuple[int, int]:
    found = connection.execute(sql).fetchone()
    return (int(found[0]), int(found[1])) if found else (0, 0)
