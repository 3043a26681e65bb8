"""A table that a pack declares loads like any other: typed, refused by cell, revised, seen as of a day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from rongshu.facts.intake.loading import Origin, load_table
from rongshu.facts.lake.firm_months import FIRM_MONTH
from rongshu.facts.lake.lake import Lake
from rongshu.facts.lake.ledger import ledger_opened
from rongshu.facts.tables.declared import declared_tables, shipped_tables, table_of
from rongshu.facts.tables.table import Kind
from rongshu.facts.words.vocabulary import MEASURES
from rongshu.pack.declared.tables import load_tables
from rongshu.terms.diagnostic import InputError

TALENT = """id: talent_month
name: {zh: 人才月报, en: Talent by month}
meaning: {zh: 县区每月引进人才, en: talent that counties attract each month}
form: rows
grain: [county, month]
columns:
  - {name: county, kind: text, label: {zh: 县区, en: County}, required: true}
  - {name: month, kind: month, label: {zh: 月份, en: Month}, required: true}
  - {name: people, kind: whole, unit: 人, label: {zh: 引进人数, en: People}}
  - {name: subsidy, kind: number, unit: 万元, label: {zh: 补贴, en: Subsidy}, titles: [人才补贴]}
  - {name: public, kind: flag, label: {zh: 公示, en: Public}}
"""


def origin(released: date = date(2025, 7, 1)) -> Origin:
    return Origin("人社局", released, "zhang")


def talent(folder: Path) -> object:
    (folder / "tables").mkdir(exist_ok=True)
    (folder / "tables" / "talent.yaml").write_text(TALENT, encoding="utf-8")
    return declared_tables([folder])["talent_month"]


def rows(lake: Lake, sql: str, known_on: date | None = None) -> list[tuple[object, ...]]:
    with ledger_opened(lake, known_on) as connection:
        return connection.execute(sql).fetchall()


def test_it_works(tmp_path: Path) -> None:
    file = tmp_path / "人才.csv"
    file.write_text(
        "人才月报\n县区,月份,引进人数,人才补贴（元）,公示\n甲县,2025年6月,12,35000,是\n乙县,202506,-,,否\n",
        encoding="utf-8",
    )
    file.write_text(
        file.read_text(encoding="utf-8").replace("人才月报\n", "人才月报,,,,\n"), encoding="utf-8"
    )
    lake = Lake(tmp_path / "lake")
    landed, _ = load_table(lake, file, talent(tmp_path), origin())  # type: ignore[arg-type]
    found = rows(lake, "SELECT county, month, people, subsidy, public, cell FROM talent_month ORDER BY cell")
    assert found == [
        ("甲县", 24305, 12, Decimal("3.5"), True, "A3"),
        ("乙县", 24305, None, None, False, "A4"),
    ]
    assert [load.id for load in lake.loads()] == [landed.id]


def test_every_wrong_cell_is_named_and_nothing_lands(tmp_path: Path) -> None:
    file = tmp_path / "错.csv"
    file.write_text(
        "县区,月份,引进人数,补贴,公示\n,某月,1.5,约三,也许\n甲县,2025-06,1,-2,是\n甲县,2025-06,1,2,是\n",
        encoding="utf-8",
    )
    lake = Lake(tmp_path / "lake")
    with pytest.raises(InputError) as refused:
        load_table(lake, file, talent(tmp_path), origin())  # type: ignore[arg-type]
    cells = [(d.rule, d.places[0].cell) for d in refused.value.diagnostics]
    assert cells == [
        ("load.cell", "A2"),
        ("load.cell", "B2"),
        ("load.cell", "C2"),
        ("load.cell", "D2"),
        ("load.cell", "E2"),
        ("load.cell", "D3"),
        ("load.duplicate", "A3"),
    ]
    assert lake.names() == ()


def test_a_revision_is_known_from_its_release_on(tmp_path: Path) -> None:
    lake, table = Lake(tmp_path / "lake"), talent(tmp_path)
    for number, day in ((12, date(2025, 7, 1)), (10, date(2025, 9, 1))):
        file = tmp_path / f"{number}.csv"
        file.write_text(f"县区,月份,引进人数\n甲县,2025年6月,{number}\n", encoding="utf-8")
        load_table(lake, file, table, origin(day))  # type: ignore[arg-type]
    assert rows(lake, "SELECT people FROM talent_month") == [(10,)]
    assert rows(lake, "SELECT people FROM talent_month", date(2025, 8, 31)) == [(12,)]
    lake.undo(lake.loads()[-1].id, "zhang")
    assert rows(lake, "SELECT people FROM talent_month") == [(12,)]


def test_a_snapshot_ends_where_the_next_begins(tmp_path: Path) -> None:
    lake, firm = Lake(tmp_path / "lake"), shipped_tables()["firm"]
    for county, day in (("甲县", date(2024, 1, 1)), ("乙县", date(2025, 5, 1))):
        file = tmp_path / f"{county}.csv"
        file.write_text(
            f"企业名称,统一社会信用代码,县区,行业代码\n一厂,91350000,{county},2614\n", encoding="utf-8"
        )
        load_table(lake, file, firm, origin(day))
    found = rows(lake, "SELECT county, valid_from, valid_to FROM firm ORDER BY valid_from")
    assert found == [("甲县", date(2024, 1, 1), date(2025, 5, 1)), ("乙县", date(2025, 5, 1), None)]


def test_the_ledgers_table_is_the_declared_one() -> None:
    units = {column.name: column.unit for column in FIRM_MONTH.columns if column.kind is Kind.NUMBER}
    assert units == {word.name: word.unit for word in MEASURES}
    assert all(column.label.en for table in shipped_tables().values() for column in table_of(table).columns)
    signed = {c.name: c.signed for c in shipped_tables()["firm_month"].columns if c.kind == "number"}
    assert signed == {word.name: word.signed for word in MEASURES}


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("kind: flag", "kind: yes", "wrong-value"),
        ("grain: [county, month]", "grain: [county, week]", "wrong-value"),
        ("form: rows", "form: rows\nfrom: x", "unknown-key"),
        ("name: public", "name: people", "wrong-value"),
    ],
)
def test_a_wrong_declaration_is_refused_with_its_line(tmp_path: Path, old: str, new: str, rule: str) -> None:
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "t.yaml").write_text(TALENT.replace(old, new), encoding="utf-8")
    with pytest.raises(InputError) as refused:
        load_tables(tmp_path)
    assert refused.value.diagnostics[0].rule == rule
    assert refused.value.diagnostics[0].places[0].line > 0


def test_a_table_of_files_that_nothing_reads_takes_no_loads(tmp_path: Path) -> None:
    other = shipped_tables()["meter"].model_copy(update={"id": "heat_meter"})
    with pytest.raises(InputError):
        load_table(Lake(tmp_path), tmp_path, other, origin())
