"""What stands beside an indicator's light."""

from decimal import Decimal

from office.pages.rongjiang import DAY, actual, indicator, rongjiang
from rongshu.metrics.status.indicator_status import indicator_status
from rongshu.metrics.status.status import Status
from rongshu.office.pages.indicator.evidence import evidence_of
from rongshu.office.pages.indicator.indicators import indicator_cards

PACK = rongjiang()


def stand(number, actuals=PACK.actuals):
    return indicator_status(PACK.indicators[number - 1], actuals, DAY, 2026)


def test_it_works():
    shown = evidence_of(stand(1))
    assert (shown.observed.number.zh, shown.period) == ("1,118", "2028")
    assert (shown.expected.number.zh, shown.gap.text(), shown.behind) == ("1,100", "+18亿元", False)
    assert shown.formula == "860 + (1260 − 860) × 36/60"
    assert shown.age == 3


def test_every_light_can_be_explained():
    lights = {card.status.now.status for card in indicator_cards(PACK, DAY)}
    assert {Status.ON_PACE, Status.ACHIEVED, Status.WORSENING, Status.CANNOT_BE_ASSESSED} <= lights
    for card in indicator_cards(PACK, DAY):
        shown = evidence_of(card.status)
        assert shown.formula or shown.reason.zh


def test_without_a_published_figure_there_is_no_percentage():
    where = stand(10)
    assert (where.now.status, where.now.progress) == (Status.NO_DATA, None)
    assert evidence_of(where).remedy.zh


def test_without_a_declared_path_there_is_no_percentage():
    where = stand(9)
    assert (where.now.status, where.now.progress) == (Status.CANNOT_BE_ASSESSED, None)
    assert "路径" in where.now.reason.zh
    assert where.latest.value == 3


def test_yearly_values_are_added_up_for_a_count():
    where = stand(8)
    assert (where.now.progress, where.level, where.now.status) == (Decimal("0.44"), 11, Status.ON_PACE)


def test_a_series_is_known_by_the_name_of_an_indicator_without_a_measure():
    assert stand(10, (actual("ind-10", "2027", "25", "万元/人"),)).now.observed == 25


def test_the_way_left_is_told_with_its_arithmetic():
    way = evidence_of(stand(1)).way
    assert (way.yearly.text(), way.years) == ("+71亿元", 2)
    assert "(1260 − 1118) / 2" in way.formula


def test_part_of_a_year_is_held_against_that_part():
    flow = indicator(11, "工业投资", "Investment", "亿元", "100", "150", path="linear", direction="up")
    flow = flow.model_copy(update={"timing": "flow"})
    shown = evidence_of(indicator_status(flow, (actual("工业投资", "2026H1", "56", "亿元"),), DAY, 2026))
    assert (shown.expected.number.zh, shown.period) == ("55", "2026H1")
    assert "时期数" in shown.basis.zh
