"""National standards: codes, size classes, titles by date in force, coefficients with their grade."""

from datetime import date
from decimal import Decimal

import pytest

from rongshu.pack.declared.standards import load_standards
from rongshu.terms.diagnostic import InputError


@pytest.fixture(scope="module")
def standards():
    return load_standards()


def test_it_works(standards):
    assert standards.industry("0111").name == "稻谷种植"
    assert standards.division("0111").code == "01"
    assert standards.industry("9999") is None
    levels = [code.level for code in standards.codes]
    assert [levels.count(level) for level in (1, 2, 3, 4)] == [20, 97, 474, 1380]


def test_every_code_hangs_below_one_above_it(standards):
    codes = {code.code for code in standards.codes}
    assert all(code.code[:-1] in codes or code.level <= 2 for code in standards.codes)
    assert all(code.section in codes for code in standards.codes)


def test_an_unconfirmed_factor_never_decides(standards):
    assert str(standards.emission_factor("350000", 2023).value) == "0.4211"
    assert standards.emission_factor("000000", 2021) is None
    assert standards.emission_factor("350000", 2022) is None
    assert any(factor.year == 2021 and factor.grade == "U" for factor in standards.emissions)


def test_energy_is_counted_in_standard_coal(standards):
    electricity = standards.coefficient("electricity")
    assert (electricity.value, electricity.per, electricity.grade) == (Decimal("0.1229"), "kWh", "H")
    assert standards.coefficient("raw-coal").grade == "M"
    assert standards.coefficient("peat") is None


@pytest.mark.parametrize(
    ("people", "revenue", "size"),
    [(1200, "5e8", "industry-large"), (1200, "3e8", "industry-medium"), (25, "2e7", "industry-small")]
    + [(5, "9e9", "industry-micro")],
)
def test_the_lower_measure_decides_the_size(standards, people, revenue, size):
    assert standards.size_class(people, Decimal(revenue)).id == size


def test_titles_follow_the_version_in_force(standards):
    assert standards.title_on("little-giant", date(2026, 3, 31)).id == "little-giant-2022"
    assert standards.title_on("little-giant", date(2026, 4, 1)).id == "little-giant-2026"
    assert standards.title_on("little-giant", date(2026, 9, 1), review=True).id == "little-giant-2022"
    assert standards.title_on("little-giant", date(2027, 1, 4), review=True).id == "little-giant-2026"
    assert standards.title_on("specialised", date(2025, 6, 1)) is None


def test_a_score_table_adds_up(standards):
    innovative = next(title for title in standards.titles if title.id == "innovative-2022")
    assert sum(group.most for group in innovative.scoring) == 100
    for group in innovative.scoring:
        most = sum(max([*item.points, *(band.points for band in item.bands)]) for item in group.items)
        assert most == group.most


def test_a_damaged_table_is_refused_with_its_line(tmp_path):
    (tmp_path / "pack.yaml").write_text(
        "schema_version: 1\nid: x\nkind: standard\ntitle: {zh: 标准}\n", encoding="utf-8"
    )
    (tmp_path / "size_classes.yaml").write_text("- id: a\n  people: 多\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_standards(tmp_path)
    found = {(d.rule, d.places[0].file, d.places[0].line) for d in caught.value.diagnostics}
    assert ("wrong-type", "size_classes.yaml", 2) in found
    assert ("no-file", "gbt4754-2017.csv", 0) in found
