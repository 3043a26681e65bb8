"""One figure as a file reports it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from rongshu.facts.words.calendar_words import Span


@dataclass(frozen=True, slots=True)
class Reading:
    """One figure of one subject at one period.

    *Units*: ``value`` is in ``unit``, the measure's canonical one; ``written`` and ``written_unit`` as sent.
    ``state`` is known, zero_by_note, unknown or not_applicable.  ``aspect`` is month (the period itself),
    ytd, last_year or ytd_last_year until cumulative figures are turned into months.
    """

    entity: str
    kind: str
    period: Span
    measure: str
    value: Decimal | None
    unit: str
    state: str
    aspect: str
    sheet: str
    cell: str
    written: str = ""
    written_unit: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    derived: str = ""
