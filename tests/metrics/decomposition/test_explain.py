"""A change is explained exactly, and what is not known is neither zero nor hidden."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from rongshu.facts.lake.firm_months import FIRM_MONTH
from rongshu.facts.lake.lake import Lake, Load
from rongshu.facts.words.calendar_words import Span
from rongshu.facts.words.reading import Reading
from rongshu.metrics.decomposition.explain import explain
from rongshu.metrics.language.expression import check_expression

JUNE = 2025 * 12 + 5
Row = tuple[str, str, int, int, str, str | None]


def filled(folder: Path, rows: list[Row]) -> Lake:
    readings = [
        Reading(
            *(
                firm,
                "firm",
                Span(year, month, month),
                measure,
                None if value is None else Decimal(value),
                "万元",
            ),
            *("known" if value else "unknown", "month", "表", "C2"),
            attributes=(("county", county),),
        )
        for firm, county, year, month, measure, value in rows
    ]
    lake = Lake(folder)
    lake.append(readings, Load("1", "a.xlsx", "a", "局", date(2025, 7, 20), "zhang", 0, ""))
    return lake


def output(firm: str, county: str, year: int, value: str | None, month: int = 6) -> Row:
    return (firm, county, year, month, "output", value)


def test_it_works(tmp_path: Path) -> None:
    lake = filled(
        tmp_path,
        [
            output("一厂", "甲县", 2024, "100.10"),
            output("一厂", "甲县", 2025, "120.20"),
            output("二厂", "甲县", 2024, "50"),
            output("二厂", "乙县", 2025, "45"),
            output("三厂", "乙县", 2025, "7"),
            output("四厂", "乙县", 2024, "3"),
        ],
    )
    answer = explain(check_expression("sum(output)", [FIRM_MONTH]), lake, JUNE)
    assert (answer.before, answer.after) == (Decimal("153.10"), Decimal("172.20"))
    first, second = sorted(answer.groups, key=lambda row: row.group, reverse=True)
    assert (first.group, first.continuing, first.moved_out) == ("甲县", Decimal("20.10"), -50)
    assert (second.entered, second.left, second.moved_in) == (7, -3, 45)
    assert sum(row.change for row in answer.groups) == answer.change
    assert answer.firms[0] == ("一厂", "甲县", Decimal("20.10"))


def test_the_year_to_date_is_summed(tmp_path: Path) -> None:
    lake = filled(
        tmp_path,
        [output("一厂", "甲县", year, "10", month) for year in (2024, 2025) for month in range(1, 7)],
    )
    metric = check_expression("ytd(sum(output))", [FIRM_MONTH])
    assert explain(metric, lake, JUNE).after == 60
    assert explain(metric, lake, JUNE, since_january=False).after == 10


def test_an_unknown_firm_is_said_and_not_counted(tmp_path: Path) -> None:
    lake = filled(tmp_path, [output("一厂", "甲县", 2024, "100"), output("一厂", "甲县", 2025, None)])
    answer = explain(check_expression("sum(output)", [FIRM_MONTH]), lake, JUNE)
    assert (answer.change, answer.unknown) == (0, ("一厂",))


def test_a_quotient_is_structure_and_intensity(tmp_path: Path) -> None:
    rows: list[Row] = []
    for county, before, after in (
        ("甲县", ("100", "20"), ("200", "30")),
        ("乙县", ("100", "50"), ("100", "50")),
    ):
        for year, (made, used) in ((2024, before), (2025, after)):
            rows += [
                (f"{county}厂", county, year, 6, "output", made),
                (f"{county}厂", county, year, 6, "energy", used),
            ]
    answer = explain(
        check_expression("sum(energy) / sum(output)", [FIRM_MONTH]), filled(tmp_path, rows), JUNE
    )
    assert answer.effects is not None
    assert answer.change is not None
    assert abs(answer.effects.total.total - answer.change) < Decimal("1e-20")
    assert answer.effects.effects["乙县"].intensity == pytest.approx(Decimal(0), abs=Decimal("1e-20"))
    assert answer.effects.total.intensity < 0
    percent = explain(check_expression("100 * sum(energy) / sum(output)", [FIRM_MONTH]), Lake(tmp_path), JUNE)
    assert percent.after == answer.after * 100


def test_refusals(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    with pytest.raises(ValueError, match="split exactly"):
        explain(check_expression("max(output)", [FIRM_MONTH]), lake, JUNE)
    with pytest.raises(ValueError, match="not a column"):
        explain(check_expression("sum(output)", [FIRM_MONTH]), lake, JUNE, "1; drop table firm_month")


def test_two_levels_and_prices(tmp_path: Path) -> None:
    rows = [output("一厂", "甲县", 2024, "100"), output("一厂", "甲县", 2025, "121")]
    lake = filled(tmp_path, rows)
    metric = check_expression("sum(output)", [FIRM_MONTH])
    answer = explain(metric, lake, JUNE, "county,park", deflator=Decimal(110))
    assert [part.change for part in answer.nested["甲县"]] == [21]
    assert (answer.price["甲县"].price, answer.price["甲县"].volume) == (Decimal("10.50"), Decimal("10.50"))
    with pytest.raises(ValueError, match="two levels"):
        explain(metric, lake, JUNE, "county,park,chain")
