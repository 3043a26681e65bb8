"""An indicator's answer from published figures: as known on a day, and honest about what is missing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from rongshu.metrics.sheets.indicator_sheet import indicator_sheet
from rongshu.metrics.status.indicator_status import IndicatorStatus, indicator_status, pack_status
from rongshu.pack.amount import Amount, Operator
from rongshu.pack.schema import About, Actual, Indicator, Milestone, Name, Pack, Reading

MID = date(2023, 6, 30)
END = date(2026, 6, 30)


def amount(value: object, operator: str = "=", **more: Any) -> Amount:
    number = None if value is None else Decimal(str(value))
    return Amount(value=number, operator=Operator(operator), **more)


def indicator(base: Amount | None, target: Amount | None, **more: Any) -> Indicator:
    plain = {"path": "linear", "direction": "up", "measure": "s", "unit": "亿元"}
    return Indicator(
        id="i",
        name=Name(zh="工业增加值"),
        base=base and Reading(period="2020", amount=base),
        target=target and Reading(period="2025", amount=target),
        **{**plain, **more},
    )


def actual(period: str, value: object, **more: Any) -> Actual:
    plain = {"unit": "亿元", "source": "统计公报", "grade": "H"}
    number = None if value is None else Decimal(str(value))
    return Actual(series="s", period=period, value=number, **{**plain, **more})


def answered(one: Indicator, *actuals: Actual, on: date = MID) -> IndicatorStatus:
    return indicator_status(one, actuals, on, 2021)


def test_it_works() -> None:
    one = indicator(amount(100), amount(150))
    answer = answered(one, actual("2021", 111), actual("2022", 110, released=date(2023, 3, 1)))
    assert [(row.period, row.assessment.status.value) for row in answer.periods] == [
        ("2021", "on_pace"),
        ("2022", "behind"),
    ]
    assert (answer.now.formula, answer.now.gap) == ("100 + (150 − 100) × 24/60", -10)
    sheet = indicator_sheet(answer)
    assert sheet["class"] == "behind"
    assert sheet["figures"][1]["released"] == "2023-03-01"
    assert sheet["word"]["zh"] == "滞后"


def test_as_known_on_a_day() -> None:
    one = indicator(amount(100), amount(150))
    first = actual("2022", 125, released=date(2023, 3, 1))
    revised = actual("2022", 118, released=date(2024, 1, 10))
    before, after = answered(one, first, revised), answered(one, first, revised, on=date(2024, 2, 29))
    assert (before.now.observed, after.now.observed) == (125, 118)
    assert [row.unused.en for row in after.figures if not row.used] == [
        "replaced by a later release or a better source"
    ]
    assert answered(one, actual("2023", 140)).now.status.value == "no_data"


def test_grades_decide() -> None:
    one = indicator(amount(100), amount(150))
    weak, strong = actual("2022", 140, grade="L"), actual("2022", 121, grade="H")
    assert answered(one, weak, strong).now.observed == 121
    unconfirmed = answered(one, actual("2022", 140, grade="U"))
    assert unconfirmed.now.status.value == "no_data"
    assert unconfirmed.figures[0].unused.zh == "未核实的数据不参与判断"


def test_units_fold_or_are_refused() -> None:
    one = indicator(amount(100), amount(150))
    assert answered(one, actual("2022", 1210000, unit="万元")).now.observed == 121
    strange = answered(one, actual("2022", 121, unit="家"))
    assert strange.now.status.value == "cannot_be_assessed"
    assert "家" in strange.now.reason.zh
    assert "不可比" in strange.figures[0].unused.zh


def test_base_and_target_fold_into_the_indicators_unit() -> None:
    one = indicator(amount(100, unit="亿元"), amount("1.5", unit="百亿元"))
    assert answered(one, actual("2022", 110)).now.formula == "100 + (150 − 100) × 24/60"
    added = indicator(amount(100, unit="亿元"), amount(500000, "+=", unit="万元"))
    assert answered(added).arithmetic == "100 + 50 = 150"
    strange = answered(indicator(amount(100), amount(3, unit="家")))
    assert strange.now.reason.zh == "目标的单位与指标不可比"
    unnamed = indicator(amount(45, unit="%"), amount(50, unit="%"), unit="")
    assert answered(unnamed, actual("2022", 48, unit="%")).now.status.value == "on_pace"


def test_the_baseline_itself_is_no_progress() -> None:
    answer = answered(indicator(amount(100), amount(150)), actual("2020", 103))
    assert answer.now.status.value == "no_data"
    assert "规划基期值 100" in answer.remarks[0].zh


@pytest.mark.parametrize(
    ("words", "word"),
    [(">50%", "achieved"), ("48%以上", "on_pace"), ("超过46%", "cannot_be_assessed"), ("约46%", "behind")],
)
def test_figures_published_in_words(words: str, word: str) -> None:
    one = indicator(amount(45), amount(50), unit="%")
    answer = answered(one, actual("2022", None, words=words, unit="%"))
    assert answer.now.status.value == word
    assert answer.now.reason.zh or word == "behind"


def test_an_upper_bound_decides_what_should_fall() -> None:
    one = indicator(amount(50), amount(40), direction="down", unit="%")
    assert answered(one, actual("2022", None, words="不到42%", unit="%")).now.status.value == "on_pace"
    unsure = answered(one, actual("2022", None, words="不到49%", unit="%"))
    assert unsure.now.status.value == "cannot_be_assessed"


def test_words_about_words() -> None:
    one = indicator(None, amount(None, "text", words="完成下达任务"), path="text", direction="")
    assert answered(one, on=END).now.status.value == "cannot_be_assessed"
    assert "words" in answered(one, on=END).remedy.zh
    done = answered(one, actual("2025", None, words="完成"), on=END)
    assert (done.word.zh, done.final_word.zh) == ("已达标", "完成")
    missed = answered(one, actual("2025", None, words="未完成"), on=END)
    assert missed.final_word.zh == "未完成"


def test_new_ones_are_counted_from_the_start_of_the_plan() -> None:
    one = indicator(None, amount(1000, ">=", cumulative=True), path="cumulative", unit="家")
    years = [actual(str(year), 200, unit="家") for year in (2021, 2022)]
    assert answered(one, *years).now.formula == "1000 × 24/60"
    gap = answered(one, years[1])
    assert gap.now.observed == 200
    assert gap.remarks[0].zh == "累计中缺 2021 年"
    running = answered(one, actual("2022", 500, unit="家", note="累计数"))
    assert (running.now.observed, running.remarks) == (500, ())
    assert indicator_status(one, years, MID).now.reason.zh == "未声明累计起点"


def test_average_growth_compounds_from_the_baseline() -> None:
    one = indicator(amount(100), amount(8, "growth", unit="%"), path="compound")
    answer = answered(one, actual("2022", "116.64"))
    assert (answer.word.zh, answer.arithmetic) == ("进度正常", "100 × (1 + 8%)^5 = 146.9328")


def test_average_growth_of_a_series_of_rates_is_chained() -> None:
    one = indicator(amount("5.3", unit="%"), amount(8, "growth", unit="%"), path="compound", unit="%")
    rates = [actual(str(year), 8, unit="%") for year in (2021, 2022)]
    answer = answered(one, *rates)
    assert (answer.now.status.value, answer.now.observed) == ("on_pace", Decimal("116.64"))
    broken = answered(one, rates[1])
    assert broken.now.status.value == "no_data"
    assert "中断" in broken.remarks[0].zh


def test_growth_without_a_baseline() -> None:
    answer = answered(indicator(None, amount(8, "growth", unit="%"), path="compound"))
    assert answer.now.reason.zh == "年均增长目标需要基期值"
    assert "base" in answer.remedy.zh


@pytest.mark.parametrize(
    ("base", "target", "unit", "end"),
    [
        (100, amount(50, "+=", unit="亿元"), "亿元", "150"),
        (100, amount(2, "x"), "亿元", "200"),
        (100, amount("13.5", "cum-", unit="%"), "吨标准煤", "86.5"),
        (45, amount(3, "+=", unit="百分点"), "%", "48"),
        (100, amount(10, "+=", unit="%"), "亿元", "110"),
        (100, amount(3, "range", upper=Decimal(5)), "家", "3"),
    ],
)
def test_targets_told_from_the_baseline(base: int, target: Amount, unit: str, end: str) -> None:
    falls = target.operator is Operator.DECREASE or end == "3"
    direction = "down" if falls and end != "3" else "up"
    answer = answered(indicator(amount(base), target, unit=unit, direction=direction))
    assert answer.goal is not None
    assert answer.goal.target is not None
    assert answer.goal.target.value == Decimal(end)
    assert answer.arithmetic


def test_a_cumulative_fall_counts_from_zero() -> None:
    one = indicator(amount("2.11", "cum-", unit="%"), amount("13.5", "cum-", unit="%"), unit="%")
    answer = answered(one, actual("2022", "5.4", unit="%"))
    assert (answer.now.expected, answer.word.zh) == (Decimal("5.4"), "进度正常")
    down = answered(one.model_copy(update={"direction": "down"}))
    assert "direction: up" in down.remedy.zh


@pytest.mark.parametrize(
    ("missing", "reason", "remedy"),
    [
        ({"path": ""}, "未声明路径", "path"),
        ({"direction": ""}, "未声明方向", "direction"),
        ({"base": None}, "未声明基期值", "base"),
        ({"target": None}, "没有目标值", "target"),
        ({"measure": ""}, "评估日期之前没有观测值", "measure"),
    ],
)
def test_what_is_not_declared_is_said(missing: dict[str, Any], reason: str, remedy: str) -> None:
    one = indicator(amount(100), amount(150)).model_copy(update=missing)
    answer = answered(one, actual("2022", 120), on=END)
    assert (answer.now.reason.zh, answer.now.final or "cannot_be_assessed") == (reason, "cannot_be_assessed")
    assert remedy in answer.remedy.zh


def test_beyond_is_strict_and_milestones_bend() -> None:
    strict = indicator(amount(100), amount(150, ">"))
    assert answered(strict, actual("2025", 150), on=END).final_word.zh == "未完成"
    bent = indicator(amount(100), amount(150), milestones=(Milestone(period="2023", amount=amount(110)),))
    assert answered(bent, actual("2022", 107)).word.zh == "进度正常"


def test_a_whole_pack() -> None:
    pack = Pack(
        about=About(id="p", title=Name(zh="榕城规划"), first_year=2021, last_year=2025),
        indicators=(indicator(amount(100), amount(150)),),
        actuals=(actual("2025", 149),),
    )
    assert [one.final_word.zh for one in pack_status(pack, END)] == ["未完成"]
