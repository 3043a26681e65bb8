"""Exponential smoothing of a series, its form chosen by AICc: the one model that forecasts are made with.

*Source*: Hyndman, Koehler, Ord and Snyder, "Forecasting with Exponential Smoothing" (2008); the models are
statsmodels' ``ETSModel``.  Positive series are smoothed as logarithms, so that growth and seasons are shares.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numpy as np
import pandas as pd
from statsmodels.tsa.exponential_smoothing.ets import ETSModel

LEVEL = 0.8
_WIDEST = 1e4  # beyond this spread a logarithm would rule the fit
_TINY = 1e-18


@dataclass(frozen=True, slots=True)
class Form:
    """Additive error; trend none, additive or damped; seasons or none."""

    trend: bool
    damped: bool
    seasonal: bool

    def __str__(self) -> str:
        trend = "N" if not self.trend else "Ad" if self.damped else "A"
        return f"ETS(A,{trend},{'A' if self.seasonal else 'N'})"


@dataclass(frozen=True, slots=True)
class Smoothed:
    """Values ahead with the ends of their interval, and the form that gave them."""

    values: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    form: str


def smoothed(history: Sequence[float], season: int, ahead: int, level: float = LEVEL) -> Smoothed:
    """``ahead`` values after ``history`` with their interval at ``level``; deterministic.

    *Errors*: ``ValueError`` when no form can be fitted.
    """
    logs = min(history) > 0 and max(history) / min(history) < _WIDEST
    series = pd.Series(np.log(history) if logs else np.asarray(history, dtype=float))
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")  # a form that does not converge loses on AICc
        form, fit = _best(series, season)
        ahead_of_it = fit.get_prediction(start=len(series), end=len(series) + ahead - 1)
        mean = np.asarray(ahead_of_it.predicted_mean, dtype=float)
        spread = np.sqrt(np.asarray(ahead_of_it.forecast_variance, dtype=float))
    reach = NormalDist().inv_cdf((1 + level) / 2) * np.nan_to_num(spread)
    turned = [mean, mean - reach, mean + reach]
    values, low, high = ([math.exp(x) if logs else float(x) for x in row] for row in turned)
    return Smoothed(tuple(values), tuple(low), tuple(high), f"{form}{' log' if logs else ''}")


def _forms(length: int, season: int) -> list[Form]:
    """The forms that a series of this length can carry."""
    trends = [(False, False), (True, True), (True, False)]
    seasonal = season > 1 and length >= 2 * season
    found = [Form(trend, damped, False) for trend, damped in trends]
    if seasonal:
        found += [Form(trend, damped, True) for trend, damped in trends]
    return [form for form in found if length > _weight(form, season) + 2]


def _weight(form: Form, season: int) -> int:
    """The number of parameters, starting states included."""
    return 3 + 2 * form.trend + form.damped + (season if form.seasonal else 0)


def _best(series: pd.Series, season: int) -> tuple[Form, Any]:
    best: tuple[float, Form, Any] | None = None
    for form in _forms(len(series), season):
        fit = _fitted(series, form, season)
        if fit is None:
            continue
        score = _score(fit)
        if best is None or score < best[0]:
            best = (score, form, fit)
    if best is None:
        raise ValueError("no form of exponential smoothing fits the series")
    return best[1], best[2]


def _fitted(series: pd.Series, form: Form, season: int) -> Any:
    model = ETSModel(
        series,
        error="add",
        trend="add" if form.trend else None,
        damped_trend=form.damped,
        seasonal="add" if form.seasonal else None,
        seasonal_periods=season if form.seasonal else None,
        initialization_method="heuristic" if len(series) >= max(10, 2 * season) else "estimated",
    )
    try:
        return model.fit(disp=False, maxiter=200)
    except (ValueError, np.linalg.LinAlgError):
        return None


def _score(fit: Any) -> float:
    """AICc of what is estimated; a perfect fit has none and is best."""
    if float(fit.mse) < _TINY:
        return -math.inf
    value = float(fit.aicc)
    return value if math.isfinite(value) else math.inf
