"""Planted faults are found with their cells, sound figures are left alone, and rules are declared."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from facts.lake.test_lake import load
from rongshu.facts.lake.lake import Lake
from rongshu.facts.lake.ledger import ledger_opened
from rongshu.facts.quality import judge
from rongshu.facts.quality.judge import QualityFinding, judge_quality, rules_in
from rongshu.facts.words.calendar_words import Span
from rongshu.facts.words.reading import Reading
from rongshu.pack.declared.quality import FILE, load_quality
from rongshu.synth.anomalies import plant
from rongshu.synth.city import CityPlan, make_city
from rongshu.synth.workspace import fill
from rongshu.terms.diagnostic import InputError

FOUND_AS = {"negative": "sign", "missing_month": "missing", "unit_slip_up": "unit_slip"}


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory) -> tuple[Lake, list[tuple[str, str, int]]]:
    city, keys = plant(make_city(CityPlan(firms=400, months=36)), each=5)
    lake = Lake(tmp_path_factory.mktemp("lake"))
    fill(lake, each="once", city=city)
    names = city.firms.column("name").to_pylist()
    kinds = {
        key.kind: FOUND_AS.get(key.kind, "contradiction" if "_electricity_" in key.kind else key.kind)
        for key in keys
    }
    return lake, [(kinds[key.kind], names[key.firm], key.month) for key in keys]


def told(findings: tuple[QualityFinding, ...]) -> set[tuple[str, str, int]]:
    return {(one.kind, name, one.month) for one in findings for name in one.subjects}


def test_it_works(spoilt: tuple[Lake, list[tuple[str, str, int]]]) -> None:
    lake, planted = spoilt
    findings = judge_quality(lake, rules_in())
    missed = set(planted) - told(findings)
    wrong = [one for one in findings if not told((one,)) & set(planted)]
    assert len(missed) <= 2
    assert len(wrong) <= 2


def test_a_finding_leads_to_its_cells(spoilt: tuple[Lake, list[tuple[str, str, int]]]) -> None:
    lake, _planted = spoilt
    finding = next(one for one in judge_quality(lake, rules_in()) if one.kind == "contradiction")
    assert len(finding.diagnostic.places) == 2
    with ledger_opened(lake) as connection:
        for place, measure in zip(finding.diagnostic.places, finding.measures, strict=True):
            sql = "SELECT subject, measure FROM readings WHERE load_id = ? AND sheet = ? AND cell = ?"
            row = connection.execute(sql, [place.item, place.sheet, place.cell]).fetchone()
            assert row == (finding.subjects[0], measure)
    assert "%" in finding.diagnostic.arithmetic


def test_many_suspects_lead_to_the_same_cells(
    spoilt: tuple[Lake, list[tuple[str, str, int]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    lake, _planted = spoilt
    few = judge_quality(lake, rules_in())
    monkeypatch.setattr(judge, "_FEW", 0)
    assert judge_quality(lake, rules_in()) == few


def test_one_month_alone(spoilt: tuple[Lake, list[tuple[str, str, int]]]) -> None:
    lake, planted = spoilt
    month = planted[0][2]
    findings = judge_quality(lake, rules_in(), month)
    assert {one.month for one in findings} == {month}
    assert planted[0] in told(findings)


def test_a_sound_city_has_no_findings(tmp_path: Path) -> None:
    fill(Lake(tmp_path), CityPlan(firms=300, months=30), "once")
    assert len(judge_quality(Lake(tmp_path), rules_in())) <= 1


def figure(subject: str, kind: str, value: str, month: int = 6, measure: str = "output") -> Reading:
    names = (("county", "甲县"),) if kind == "firm" else ()
    where = ("表", f"C{month}")
    return Reading(
        subject,
        kind,
        Span(2025, month, month),
        measure,
        Decimal(value),
        "万元",
        "known",
        "month",
        *where,
        attributes=names,
    )


def test_a_county_that_is_not_the_sum_of_its_firms(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    firms = [figure("一厂", "firm", "60"), figure("二厂", "firm", "40.2")]
    lake.append([*firms, figure("甲县", "county", "100")], load(1))
    assert judge_quality(lake, rules_in()) == ()
    lake.append([figure("甲县", "county", "110")], load(2, date(2025, 9, 1)))
    (finding,) = judge_quality(lake, rules_in())
    assert finding.kind == "county_total"
    assert finding.diagnostic.arithmetic == "Σ(2) = 100.2; − 110 = -9.8"
    assert finding.diagnostic.places[0].file == "2.xlsx"


def test_the_year_so_far_of_a_county_is_held_against_its_months(tmp_path: Path) -> None:
    so_far = replace(figure("甲县", "county", "300"), period=Span(2025, 4, 6))
    lake = Lake(tmp_path)
    lake.append([*(figure("一厂", "firm", "100", month) for month in (5, 6)), so_far], load(1))
    assert judge_quality(lake, rules_in()) == (), "of April nothing is known"
    lake.append([figure("一厂", "firm", "60", 4)], load(2, date(2025, 9, 1)))
    (finding,) = [each for each in judge_quality(lake, rules_in()) if each.kind == "county_total"]
    assert finding.diagnostic.arithmetic == "Σ(1) = 260; − 300 = -40"


def test_the_latest_month_misses_those_who_reported_before(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    lake.append([figure(f"{name}厂", "firm", "5", month) for name in "一二" for month in (4, 5)], load(1))
    lake.append([figure("一厂", "firm", "6")], load(2))
    (finding,) = judge_quality(lake, rules_in(), 2025 * 12 + 5)
    assert (finding.kind, finding.subjects) == ("missing", ("二厂",))
    assert finding.diagnostic.places[0].cell == "C5"


def test_an_empty_lake_has_no_findings(tmp_path: Path) -> None:
    assert judge_quality(Lake(tmp_path), rules_in()) == ()


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("    times: 3\n", "", "wrong-value"),
        ("kind: stuck", "kind: odd", "wrong-value"),
        ("measures: [output, electricity]", "measures: [output]", "wrong-value"),
        ("least: 2", "leasts: 2", "unknown-key"),
    ],
)
def test_a_wrong_rule_is_refused_with_its_line(tmp_path: Path, old: str, new: str, rule: str) -> None:
    shipped = Path(__file__).resolve().parents[3] / "packs" / "cn-standards" / FILE
    (tmp_path / "rules").mkdir()
    (tmp_path / FILE).write_text(shipped.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(InputError) as refused:
        load_quality(tmp_path)
    assert rule in {d.rule for d in refused.value.diagnostics}
    assert refused.value.diagnostics[0].places[0].line > 1


def test_a_rule_for_a_measure_that_there_is_not(tmp_path: Path) -> None:
    shipped = Path(__file__).resolve().parents[3] / "packs" / "cn-standards" / FILE
    (tmp_path / "rules").mkdir()
    text = shipped.read_text(encoding="utf-8").replace("measures: [output]", "measures: [outputs]")
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        judge_quality(Lake(tmp_path / "lake"), rules_in([tmp_path]))
    assert refused.value.diagnostics[0].rule == "quality.measure"
