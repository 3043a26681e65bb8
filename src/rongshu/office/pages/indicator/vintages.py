"""What was known when: an indicator's published figures by the day of release, with the light then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rongshu.metrics.status.indicator_status import IndicatorStatus, indicator_status
from rongshu.metrics.status.published import Published
from rongshu.office.pages.indicator.indicators import Dated, dated_figure
from rongshu.office.pages.parts.figures import Figure, percent
from rongshu.office.pages.parts.listing import Tag
from rongshu.office.pages.parts.wording import status_tag
from rongshu.pack.schema import Actual, Indicator


@dataclass(frozen=True, slots=True)
class Vintage:
    """A day on which something was published: what, and how the indicator stood by what was known then.

    ``revised`` are the periods told otherwise before, with what was said.
    """

    day: date
    figures: tuple[tuple[Dated, Figure | None], ...]
    tag: Tag
    done: str

    @property
    def revised(self) -> tuple[str, ...]:
        """The periods whose figure was another before."""
        return tuple(dated.period for dated, before in self.figures if before is not None)


def vintages(indicator: Indicator, actuals: Sequence[Actual], first_year: int | None) -> tuple[Vintage, ...]:
    """The days of release, newest first; figures without one count from the end of their period."""
    everything = indicator_status(indicator, actuals, date.max, first_year).figures
    days = sorted({row.released for row in everything if row.released}, reverse=True)
    answers = [indicator_status(indicator, actuals, day, first_year) for day in days]
    return tuple(_vintage(answer, everything) for answer in answers)


def _vintage(answer: IndicatorStatus, everything: Sequence[Published]) -> Vintage:
    day, progress = answer.known_on, answer.now.progress
    fresh = [row for row in everything if row.released == day]
    return Vintage(
        day,
        tuple((dated_figure(row), _before(row, everything)) for row in fresh),
        status_tag(answer),
        "" if progress is None else percent(progress),
    )


def _before(row: Published, everything: Sequence[Published]) -> Figure | None:
    """What was known of the period until then, where it was something else."""
    earlier = [
        each
        for each in everything
        if each.period == row.period and each.released and row.released and each.released < row.released
    ]
    last = max(earlier, key=lambda each: each.released or date.min, default=None)
    return None if last is None or last.value == row.value else dated_figure(last).figure
