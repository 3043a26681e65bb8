"""The month's page, as values: groups, heat map, movers, electricity against output, as known on a day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from office.pages import running
from office.pages.running import fill, revise
from rongshu.office.pages.parts.amounts import growth, shown
from rongshu.office.pages.running.decomposition import View, decomposition
from rongshu.office.pages.running.lake import metrics_of, release_days, settled
from rongshu.office.pages.running.monitoring import (
    Asked,
    Source,
    group_table,
    headlines,
    heat_map,
    level,
    months_known,
    months_missing,
    movers,
    moving_holiday,
    thin_reporting,
)
from rongshu.office.pages.running.pulse import pulse_of

JUNE = 2025 * 12 + 5


@pytest.fixture
def source(tmp_path: Path) -> Source:
    return Source(metrics_of(tmp_path), fill(tmp_path / "lake"))


def row(table, name: str) -> dict[str, str]:
    (found,) = (each for each in table.rows if each.cells[0].text.zh == name)
    return {c.key: cell.written("zh") for c, cell in zip(table.columns, found.cells, strict=True)}


def test_it_works(source: Source) -> None:
    all_ = row(group_table(source, Asked(JUNE)), "全部")
    assert (all_["output"], all_["growth"]) == ("0.02亿元", "+5.9%")
    assert all_["ytd_growth"] == "+4.9%"
    assert all_["firms"] == "4"
    east = row(group_table(source, Asked(JUNE)), "东城区")
    assert (east["growth"], east["power_growth"], east["together"]) == ("+8.3%", "−8.3%", "产值快于用电")


def test_the_largest_group_comes_first_below_the_total(source: Source) -> None:
    names = [each.cells[0].text.zh for each in group_table(source, Asked(JUNE)).rows]
    assert names == ["全部", "东城区", "西山县"]


def test_sectors_go_by_name(source: Source) -> None:
    table = group_table(source, Asked(JUNE, "sector"))
    assert "17 纺织业" in [each.cells[0].text.zh for each in table.rows]


def test_the_heat_map_has_totals_and_gaps(source: Source) -> None:
    heat = heat_map(source, Asked(JUNE))
    assert [column.zh for column in heat.columns] == ["全部", "东城区", "西山县"]
    lines = {name.zh: line for name, line in heat.rows}
    assert lines["全部"][0].growth.number.zh == "+4.9"
    assert lines["纺织链"][2].growth.number.zh == "−10.0"
    assert lines["装备链"][2].growth.known is False
    assert lines["装备链"][2].level is None
    assert "chain=" in lines["装备链"][2].path


@pytest.mark.parametrize(
    ("rate", "expected"),
    [("-10.1", -2), ("-10", -1), ("-0.1", -1), ("0", 0), ("4.9", 0), ("5", 1), ("10", 2), (None, None)],
)
def test_the_steps_of_the_heat_map(rate: str | None, expected: int | None) -> None:
    assert level(None if rate is None else Decimal(rate)) == expected


def test_movers_add_up(source: Source) -> None:
    found = movers(source, Asked(JUNE))
    assert [each.name.zh for each in found.up] == ["甲", "丁"]
    assert [each.name.zh for each in found.down] == ["乙"]
    assert found.up[0].points.number.zh == "+5.88"
    assert sum(each.points.value for each in found.groups) == Decimal("4.90")


def test_what_was_known_then(source: Source) -> None:
    revise(source.lake)
    now, then = Asked(JUNE, known_on=None), Asked(JUNE, known_on=date(2025, 8, 1))
    assert row(group_table(source, now), "全部")["growth"] == "+14.7%"
    assert row(group_table(source, then), "全部")["growth"] == "+5.9%"
    assert release_days(source.lake)[0] == date(2025, 9, 1)
    assert months_known(source, date(2025, 6, 30))[-1] == JUNE - 1
    assert "known_on=2025-08-01" in headlines(source, then)[0].path


def test_missing_months_are_told() -> None:
    assert months_missing([JUNE - 4, JUNE], JUNE) == (JUNE - 5, JUNE - 3, JUNE - 2, JUNE - 1)


def test_a_gap_in_the_line_stays_a_gap(source: Source) -> None:
    rows = source.by((), None)
    whole = pulse_of(rows, JUNE)
    assert len(whole.lines) == 1
    assert whole.beats[-1].chosen
    holed = [each if each["period"] != JUNE - 2 else {**each, "output_growth": None} for each in rows]
    assert len(pulse_of(holed, JUNE).lines) == 2
    absent = [each for each in rows if each["period"] != JUNE - 2]
    assert len(pulse_of(absent, JUNE).lines) == 2
    assert pulse_of(rows[:13], JUNE) is None


def test_growth_that_only_tells_who_reported_is_told(source: Source) -> None:
    assert thin_reporting(source, Asked(JUNE)) is None
    late = running.reading("甲", 2025, 7, "output", "110", 2)
    load = running.Load(
        "late", "late.xlsx", "d" * 64, "x", date(2025, 8, 18), "x", 0, "2025-08-18T09:00:00+08:00"
    )
    source.lake.append([late], load)
    assert thin_reporting(source, Asked(JUNE + 1)) == (1, 3)


def test_a_waterfall_ends_where_it_should(source: Source) -> None:
    view = View(source.metrics["output"], Asked(JUNE))
    page = decomposition(source, view)
    assert page.exact
    assert [bar.kind for bar in page.waterfall.bars] == ["total", "up", "up", "total"] or page.waterfall.bars
    steps = page.waterfall.bars[1:-1]
    assert sum(bar.change.value for bar in steps) == pytest.approx(page.change.value, abs=Decimal("0.02"))
    assert page.waterfall.bars[-1].end > page.waterfall.bars[0].end


def test_a_group_opens_into_its_firms(source: Source) -> None:
    view = View(source.metrics["output"], Asked(JUNE), since_january=False, group="西山县")
    page = decomposition(source, view)
    assert {each.cells[0].text.zh for each in page.table.rows} == {"乙", "丁"}
    assert page.before is None
    assert "trace/" in page.table.rows[0].cells[0].path


def test_a_quotient_is_split_too(source: Source) -> None:
    page = decomposition(source, View(source.metrics["output_per_kwh"], Asked(JUNE), since_january=False))
    assert page.effects
    assert page.exact


def test_figures_are_written_for_people() -> None:
    assert shown(Decimal("7416562.7"), "万元").text() == "741.66亿元"
    assert shown(Decimal("7416562.7"), "万元").text("en") == "74.17 bn yuan"
    assert shown(Decimal("440700"), "万千瓦时").text("en") == "4.41 TWh"
    assert shown(Decimal("0.21934"), "tce/万元").number.zh == "0.2193"
    assert shown(None, "万元").words.zh == "无数据"
    assert shown(Decimal("-0.001"), "万元", plus=True).number.zh == "0.00"
    assert growth(Decimal("-3.04")).text() == "−3.0%"
    assert growth(0).text() == "0.0%"


def test_days_between_two_releases_share_their_answer(tmp_path) -> None:
    """Nothing becomes known between releases, so nothing is worked out anew."""
    lake = running.fill(tmp_path)
    assert settled(lake, None) is None
    assert settled(lake, date(2025, 3, 20)) == settled(lake, date(2025, 4, 17)) == date(2025, 3, 18)
    assert settled(lake, date(2099, 1, 1)) is None
    before_everything = date(2020, 1, 1)
    assert settled(lake, before_everything) == before_everything


def test_months_of_a_moving_holiday_are_told() -> None:
    """Nobody is to read January's growth alone when the Spring Festival was in February the year before."""
    assert moving_holiday(2025 * 12).zh == "春节"
    assert moving_holiday(2025 * 12 + 1) is not None
    assert moving_holiday(2025 * 12 + 2) is None
