"""Published figures of a series as known on a day: which counts for a period, and why the others do not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

from rongshu.metrics.status.path import end_of
from rongshu.pack.schema import Actual
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.period import Period
from rongshu.terms.quantity import parse_decimal
from rongshu.terms.unit import Unit

GRADES = "HMLU"
AT_LEAST, AT_MOST, ABOUT = "at_least", "at_most", "about"
# generic official ways to publish a figure without giving it; the number stands between or before the words
_BOUNDS: tuple[tuple[str, str], ...] = (
    (r"^(?:>=?|≥|超过?|突破|逾|不低于|不少于|至少|more than|at least|over)", AT_LEAST),
    (r"^(?:<=?|≤|低于|不到|不足|不超过|不高于|至多|less than|at most|under)", AT_MOST),
    (r"^(?:~|≈|约|大约|近|接近|about|around|nearly)", ABOUT),
    (r"(?:以上|多|\+)$", AT_LEAST),
    (r"(?:以下|以内)$", AT_MOST),
    (r"(?:左右|上下)$", ABOUT),
)
_DONE = {
    "完成": True, "已完成": True, "达标": True, "已达标": True, "completed": True, "met": True,
    "未完成": False, "没有完成": False, "未达标": False, "not completed": False, "not met": False,
}  # fmt: skip
NOT_YET = Bilingual("当时尚未发布", "not yet released on that day")
NOT_OVER = Bilingual("期间尚未结束，也没有发布日期", "the period is not over and no release date is given")
_RUNNING = ("累计", "cumulative")


@dataclass(frozen=True, slots=True)
class Published:
    """A published figure with its trace.  *Units*: ``value`` in the indicator's unit, ``printed`` in its own.

    ``bound`` says that the value is only known to be ``at_least``, ``at_most`` or ``about`` it; ``outcome``
    what words say of a target in words; ``unused`` why the figure does not count (empty where it does).
    """

    series: str
    period: str
    month: int
    value: Decimal | None
    bound: str
    outcome: bool | None
    running: bool
    words: str
    unit: str
    source: str
    released: date | None
    grade: str
    note: str
    printed: Decimal | None = None
    unused: Bilingual = field(default_factory=lambda: Bilingual(""))

    @property
    def used(self) -> bool:
        """Whether the figure counts."""
        return not self.unused.zh


def published(
    actuals: Iterable[Actual], series: str | Collection[str], unit: str, known_on: date
) -> tuple[Published, ...]:
    """The figures of ``series`` (one or more names) in order of time, used or with the reason why not.

    *Units*: ``unit`` is the indicator's.  A figure without a release date counts as known once its period is
    over.  Of several for a period the last release counts, then the better grade.  Grade U never counts.
    """
    names = {series} if isinstance(series, str) else set(series)
    rows = [_read(actual, unit) for actual in actuals if actual.series in names and actual.period]
    judged = [row if row.unused.zh else replace(row, unused=_unknown(row, known_on)) for row in rows]
    best: dict[str, Published] = {}
    for row in judged:
        if row.used and (row.period not in best or _rank(row) > _rank(best[row.period])):
            best[row.period] = row
    revised = Bilingual("已被后来的发布或更可靠的来源取代", "replaced by a later release or a better source")
    done = [
        row if not row.used or best[row.period] is row else replace(row, unused=revised) for row in judged
    ]
    return tuple(sorted(done, key=lambda row: (row.month, row.used, Period.parse(row.period).months)))


def _rank(row: Published) -> tuple[date, int]:
    return row.released or date.min, -GRADES.index(row.grade)


def _unknown(row: Published, known_on: date) -> Bilingual:
    if row.grade == "U":
        return Bilingual("未核实的数据不参与判断", "an unconfirmed figure decides nothing")
    year, month = row.month // 12, row.month % 12 + 1
    over = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    if row.released is not None:
        return NOT_YET if row.released > known_on else Bilingual("")
    return NOT_OVER if over > known_on else Bilingual("")


def _read(actual: Actual, unit: str) -> Published:
    value, bound = worded(actual.words)
    value = value if actual.value is None else actual.value
    factor = unit_factor(actual.unit, unit)
    reason = Bilingual("")
    if factor is None:
        reason = Bilingual(
            f"单位 {actual.unit} 与指标单位 {unit} 不可比", f"{actual.unit} cannot be compared with {unit}"
        )
    outcome = _DONE.get(actual.words.strip().lower())
    if value is None and outcome is None:
        reason = Bilingual("没有数值", "there is no number")
    return Published(
        actual.series,
        actual.period,
        end_of(Period.parse(actual.period)),
        None if value is None or factor is None else value * factor,
        bound,
        outcome,
        actual.words.startswith(_RUNNING) or actual.note.startswith(_RUNNING),
        actual.words,
        actual.unit,
        actual.source,
        actual.released,
        actual.grade,
        actual.note,
        value,
        reason,
    )


def unit_factor(printed: str, wanted: str) -> Decimal | None:
    """What turns a number of one unit into the other; ``None`` where nothing does."""
    if not printed or not wanted or printed == wanted:
        return Decimal(1)
    own, other = Unit.parse(printed), Unit.parse(wanted)
    if {own.measure, other.measure} == {"%", "百分点"}:
        return Decimal(1)
    return own.factor / other.factor if own.comparable_with(other) else None


def worded(words: str) -> tuple[Decimal | None, str]:
    """The number in published words and how it bounds the figure.

    >>> worded("超过50%")
    (Decimal('50'), 'at_least')
    """
    text = unicodedata.normalize("NFKC", words).strip().removeprefix("累计").strip()
    for pattern, bound in _BOUNDS:
        stripped = re.sub(pattern, "", text, flags=re.IGNORECASE).strip()
        if stripped != text:
            return parse_decimal(stripped), bound
    return parse_decimal(text), ""


def missing_years(readings: Sequence[Published], first_month: int) -> tuple[int, ...]:
    """The years of a yearly count without a figure, from the month before its start to the last figure."""
    if any(len(row.period) > 4 for row in readings):
        return ()
    there = {row.month // 12 for row in readings}
    return tuple(year for year in range((first_month + 1) // 12, max(there, default=0)) if year not in there)
