"""What was known when: an indicator's published figures by the day of release, with the light then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rongshu.office.pages.indicators import Dated, dated_figure
from rongshu.office.pages.listing import Tag
from rongshu.office.pages.progress import percent, series_of, standing
from rongshu.office.pages.wording import status_tag
from rongshu.pack.schema import Actual, Indicator
from rongshu.terms.period import Period


@dataclass(frozen=True, slots=True)
class Vintage:
    """A day on which something was published: what, and how the indicator stood by what was known then."""

    day: date
    figures: tuple[Dated, ...]
    revised: tuple[str, ...]
    tag: Tag
    done: str


def vintages(indicator: Indicator, actuals: Sequence[Actual], first_year: int | None) -> tuple[Vintage, ...]:
    """The days of release, newest first; figures without one count from the end of their period."""
    series = series_of(indicator, actuals)
    days = sorted({each.released for each in series if each.released}, reverse=True)
    return tuple(_vintage(indicator, series, day, first_year) for day in days)


def known_actuals(actuals: Sequence[Actual], day: date) -> tuple[Actual, ...]:
    """The figures that were known on a day."""
    return tuple(each for each in actuals if _known(each, day))


def _known(actual: Actual, day: date) -> bool:
    if actual.released:
        return actual.released <= day
    if not actual.period:
        return False
    return Period.parse(actual.period).last_month() < (day.year, day.month)


def _vintage(indicator: Indicator, series: Sequence[Actual], day: date, first_year: int | None) -> Vintage:
    known = known_actuals(series, day)
    before = {each.period: each.value for each in known if each.released != day}
    fresh = [each for each in known if each.released == day]
    revised = {each.period for each in fresh if each.period in before and before[each.period] != each.value}
    where = standing(indicator, known, first_year)
    return Vintage(
        day,
        tuple(dated_figure(each) for each in sorted(fresh, key=lambda each: each.period)),
        tuple(sorted(revised)),
        status_tag(where),
        percent(where.done) if where.done is not None else "",
    )
