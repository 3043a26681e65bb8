"""What was known when: releases, revisions, and the page as it was."""

from __future__ import annotations

from datetime import date

import pytest

from office.pages.rongjiang import actual, indicator
from rongshu.metrics.status.indicator_status import indicator_status
from rongshu.office.pages.indicator.outlook import outlook_of
from rongshu.office.pages.indicator.vintages import vintages

ROOT = "/plans/rongjiang/"
OURS = indicator(10, "劳动生产率", "Productivity", "万元/人", "20", "32", path="linear", direction="up")
SERIES = (
    actual("ind-10", "2026", "22", "万元/人", released=date(2027, 2, 1)),
    actual("ind-10", "2027", "25", "万元/人", released=date(2028, 2, 1)),
    actual("ind-10", "2027", "24", "万元/人", released=date(2028, 9, 1)),
    actual("ind-10", "2028", "30", "万元/人"),
)


def test_it_works() -> None:
    found = vintages(OURS, SERIES, 2026)
    assert [each.day.year for each in found] == [2028, 2028, 2027]
    assert [each.revised for each in found] == [("2027",), (), ()]
    assert [each.done for each in found] == ["33.3%", "41.7%", "16.7%"]


def test_an_undated_figure_is_known_once_its_period_is_over() -> None:
    def seen(day: date) -> list[str]:
        return [row.period for row in indicator_status(OURS, SERIES, day, 2026).figures if row.used]

    assert seen(date(2028, 12, 30)) == ["2026", "2027"]
    assert seen(date(2028, 12, 31)) == ["2026", "2027", "2028"]


def test_a_revision_says_what_was_known_before() -> None:
    revised = vintages(OURS, SERIES, 2026)[0]
    assert [before.number.zh for _dated, before in revised.figures] == ["25"]


def test_nothing_is_forecast_from_a_few_figures() -> None:
    assert outlook_of(indicator_status(OURS, SERIES, date(2029, 1, 1), 2026)) is None


def type_in(plan, period: str, value: str, day: date) -> None:
    plan.actuals.create(
        series="全员劳动生产率",
        period=period,
        value=value,
        unit="万元/人",
        source="统计公报",
        grade="H",
        released=day,
    )


@pytest.mark.django_db
def test_the_page_as_it_was_known(plan, owner, client_of):
    type_in(plan, "2026", "22", date(2027, 2, 1))
    type_in(plan, "2027", "25", date(2028, 2, 1))
    client = client_of(owner)
    now = client.get(f"{ROOT}indicators/ind-10/").content.decode()
    assert "何时知道什么" in now
    assert "?known_on=2027-02-01" in now
    then = client.get(f"{ROOT}indicators/ind-10/?known_on=2027-02-01").content.decode()
    assert "以下是 2027-02-01 时所知的数" in then
    assert "41.2%" in now
    assert client.get(f"{ROOT}indicators/ind-10/?known_on=x").status_code == 404
