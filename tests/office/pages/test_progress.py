"""Where an indicator stands, and when nothing may be said."""

from decimal import Decimal

from office.pages.rongjiang import actual, amount, indicator, reading, rongjiang
from rongshu.metrics.status import Status
from rongshu.office.pages.progress import expected, latest_actual, standing
from rongshu.pack.schema import Reading

PACK = rongjiang()


def stand(number, actuals=PACK.actuals):
    return standing(PACK.indicators[number - 1], actuals, 2026)


def test_it_works():
    where = stand(1)
    assert where.status is Status.ON_PACE
    assert where.done == Decimal("0.645")
    assert where.due == Decimal("0.6")
    assert where.formula == "(1,118 − 860) ÷ (1,260 − 860) = 64.5%"


def test_without_a_published_figure_there_is_no_percentage():
    where = stand(10)
    assert (where.status, where.done, where.word.zh) == (Status.NO_DATA, None, "无公布数据")


def test_without_a_declared_path_there_is_no_percentage():
    where = stand(9)
    assert (where.status, where.done) == (Status.CANNOT_BE_ASSESSED, None)
    assert "路径" in where.reason.zh


def test_without_a_base_there_is_no_percentage():
    bare = PACK.indicators[0].model_copy(update={"base": None})
    assert standing(bare, PACK.actuals).done is None


def test_a_target_in_words_is_not_a_number():
    series = (actual("能源消费总量", "2027", "900", "万吨标准煤"),)
    assert stand(6, series).status is Status.CANNOT_BE_ASSESSED


def test_going_the_wrong_way_is_said():
    assert stand(5).status is Status.WORSENING


def test_yearly_values_are_added_up_for_a_count():
    where = stand(8)
    assert where.done == Decimal("0.44")
    assert where.status is Status.ON_PACE


def test_an_unverified_figure_decides_nothing():
    assert stand(10, (actual("全员劳动生产率", "2027", "25", "万元/人", "U"),)).status is Status.NO_DATA


def test_units_that_cannot_be_compared_are_named():
    where = stand(1, (actual("规上工业增加值", "2027", "900", "家"),))
    assert where.status is Status.CANNOT_BE_ASSESSED
    assert "家" in where.reason.zh


def test_units_fold():
    ten_thousand = (actual("规上工业增加值", "2028", "11180000", "万元"),)
    assert stand(1, ten_thousand).done == Decimal("0.645")


def test_of_one_period_the_last_release_counts():
    first = actual("x", "2027", "1", "家", released="2028-01-01")
    revised = actual("x", "2027", "2", "家", released="2029-01-01")
    subject = indicator(1, "x", "x", "家", "0", "5")
    assert latest_actual(subject, (revised, first)).value == 2


def test_the_path_is_asked_only_where_declared():
    assert expected(PACK.indicators[0], "2030") == Decimal(1260)
    assert expected(PACK.indicators[8], "2030") is None


def test_a_base_without_a_time_draws_no_path():
    timeless = PACK.indicators[0].model_copy(update={"base": Reading(amount=amount("860", "亿元"))})
    assert expected(timeless, "2028") is None
    assert reading("2025", "1").amount.known
