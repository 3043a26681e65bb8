"""Forecasts as plain data: of a sheet, of a computed metric, of an indicator's published figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from rongshu.metrics.forecast.forecast import Outlook, forecast
from rongshu.metrics.sheets.sheet import decimal_text
from rongshu.metrics.sheets.spellings import respelt, series
from rongshu.metrics.sheets.status_sheet import Dated
from rongshu.metrics.status.indicator_status import IndicatorStatus
from rongshu.metrics.status.path import Point, end_of
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.period import Period

KEYS = {
    "observations": ("observations", "values", "series", "data", "actuals", "history", "观测值"),
    "until": ("until", "to", "target_period", "target_date", "target_year", "date", "目标期"),
    "indicator": ("indicator", "name", "id", "unit"),
}
LENGTHS = (1, 3, 12)


def answer_forecast(asked: Mapping[str, Any]) -> dict[str, Any]:
    """The forecast of a sheet's ``observations`` (list or mapping period → value) to the period ``until``.

    The step follows from the periods: months, quarters or years, all of one kind.
    *Errors*: ``ValueError`` with what is missing.
    """
    found, ignored = respelt(asked, KEYS)
    rows, left = series(found.get("observations"), None, "observations")
    observed = [Dated.model_validate(row) for row in rows]
    if not observed or found.get("until") in (None, ""):
        raise ValueError("observations and until are needed")
    lengths = {Period.parse(row.period).months for row in observed}
    if len(lengths) > 1 or not lengths <= set(LENGTHS):
        raise ValueError("observations: months, quarters or years, all of one kind")
    points = [point for row in observed if (point := row.point("months"))]
    answer = forecast(points, end_of(Period.parse(str(found["until"]))), lengths.pop())
    strange = [*ignored, *left]
    return {**outlook_sheet(answer), **({"ignored": strange} if strange else {})}


def metric_outlook(rows: Sequence[Mapping[str, Any]], metric: str, until: int) -> Outlook:
    """The forecast of one metric's monthly values as ``compute`` gives them; a month without one is a gap."""
    points = [
        Point(int(row["period"]), Decimal(str(row[metric]))) for row in rows if row.get(metric) is not None
    ]
    return forecast(points, until)


def indicator_outlook(status: IndicatorStatus) -> Outlook:
    """The forecast of an indicator's published years to its target date, or that they are too few."""
    if status.goal is None or status.goal.target is None:
        return Outlook(reason=Bilingual("没有可预测到的目标期", "there is no target date to forecast to"))
    years = [row for row in status.figures if row.used and row.value is not None and len(row.period) == 4]
    points = [Point(row.month, row.value) for row in years if row.value is not None]
    return forecast(points, int(status.goal.target.month), 12)


def outlook_sheet(answer: Outlook) -> dict[str, Any]:
    """Values with their interval and the backtest behind them, or the reason why there are none."""
    test = answer.backtest
    return {
        "offered": answer.offered,
        "reason": {"zh": answer.reason.zh, "en": answer.reason.en},
        "method": answer.method,
        "level": answer.level,
        "used": answer.used,
        "points": [
            {
                "period": f"{point.month // 12}-{point.month % 12 + 1:02d}",
                "value": decimal_text(point.value),
                "low": decimal_text(point.low),
                "high": decimal_text(point.high),
            }
            for point in answer.points
        ],
        "backtest": None
        if test is None
        else {
            "origins": test.origins,
            "ahead": test.ahead,
            "error": _digits(test.error),
            "naive_error": _digits(test.naive),
            "mean_error": _digits(test.mean),
            "ratio": None if test.ratio is None else _digits(test.ratio),
            "covered": _digits(test.covered),
            "widened": _digits(test.widened),
        },
    }


def _digits(value: float) -> float:
    """Six digits: what a measured error is worth."""
    return float(f"{value:.6g}")
