"""Where a pack's indicator stands, as known on a day: word, formula, and every number with its source.

>>> # in a notebook
>>> # pack = load_pack(Path("plans/city"))
>>> # for status in pack_status(pack, date(2024, 6, 30)):
>>> #     print(status.name.zh, status.word.zh, status.now.formula)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from rongshu.metrics.status.declared_goal import Declared, Undeclared, declared_goal, own_unit
from rongshu.metrics.status.needed import Needed, needed_of_goal
from rongshu.metrics.status.path import PathKind, Point, whole_month
from rongshu.metrics.status.published import ABOUT, AT_LEAST, Published, missing_years, published
from rongshu.metrics.status.status import FINAL, WORDS, Assessment, Goal, Part, Status, assess
from rongshu.metrics.status.timing import BASIS, YEAR, months_of, part_of_year, timing_of, without_parts
from rongshu.pack.schema import Actual, Indicator, Pack
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.quantity import written_decimal

NOTHING = Bilingual("")


@dataclass(frozen=True, slots=True)
class PeriodStatus:
    """The answer at the end of one period, on the figures up to it."""

    period: str
    figure: Published
    assessment: Assessment


@dataclass(frozen=True, slots=True)
class IndicatorStatus:
    """An indicator's answer now and at every period with a figure.

    ``figures`` are all published figures of its series, the unused ones with their reason; ``cite`` says
    where the plan states base and target; ``arithmetic`` how a target was derived from what the plan says;
    ``remedy`` what to declare or to publish where there is no word; ``needed`` the way left to the target,
    for a flow from its last whole year; ``timing`` flow, stock or ratio; ``basis`` what part-year figures are
    held against, where there is one; ``observed_as`` as in ``Declared``.
    """

    indicator: str
    name: Bilingual
    unit: str
    known_on: date
    now: Assessment
    goal: Goal | None = None
    periods: tuple[PeriodStatus, ...] = ()
    figures: tuple[Published, ...] = ()
    cite: tuple[str, ...] = ()
    arithmetic: str = ""
    remarks: tuple[Bilingual, ...] = ()
    remedy: Bilingual = field(default_factory=lambda: NOTHING)
    needed: Needed | None = None
    timing: str = ""
    basis: Bilingual = field(default_factory=lambda: NOTHING)
    observed_as: str = "value"

    @property
    def latest(self) -> Published | None:
        """The newest figure that counts, whether or not it can be judged."""
        return next((row for row in reversed(self.figures) if row.used), None)

    @property
    def level(self) -> Decimal | None:
        """The newest value of the size of base and target: of a flow the last whole year's; a count's sum."""
        if self.timing != "flow" or not self.periods:
            return self.now.observed
        known = {row.period: row.assessment.observed for row in self.periods}
        whole = _whole([row.figure for row in self.periods], self.timing)
        return known[whole[-1].period] if whole else None

    @property
    def word(self) -> Bilingual:
        """The light's word."""
        return WORDS[self.now.status]

    @property
    def final_word(self) -> Bilingual:
        """完成, 未完成 or 无法评估 after the plan's last date; empty before."""
        return FINAL[self.now.final] if self.now.final else NOTHING


def pack_status(pack: Pack, known_on: date) -> tuple[IndicatorStatus, ...]:
    """Every indicator of a pack, in its order."""
    first = pack.about.first_year
    return tuple(indicator_status(one, pack.actuals, known_on, first) for one in pack.indicators)


def indicator_status(
    indicator: Indicator, actuals: Sequence[Actual], known_on: date, first_year: int | None = None
) -> IndicatorStatus:
    """One indicator from its published figures; ``first_year`` is the plan's, where counts begin."""
    unit, timing = own_unit(indicator), timing_of(indicator)
    figures = published(actuals, series_names(indicator), unit, known_on)
    declared = declared_goal(indicator, first_year)
    name, month = indicator.name.bilingual(), whole_month(known_on)
    if isinstance(declared, Undeclared):
        over = _over(indicator, known_on)
        now = Assessment(Status.CANNOT_BE_ASSESSED, over, reason=declared.reason)
        return IndicatorStatus(
            indicator.id, name, unit, known_on, now,
            figures=figures, cite=indicator.cite, remedy=declared.remedy, timing=timing,
        )  # fmt: skip
    used = _counted([row for row in figures if row.used and _later(row, declared)], declared)
    judged = _Judged(declared, figures, timing)
    periods = tuple(
        PeriodStatus(row.period, row, judged.at(used[: number + 1], row.month))
        for number, row in enumerate(used)
    )
    now = _named(judged.at(used, month), figures)
    return IndicatorStatus(
        indicator.id,
        name,
        unit,
        known_on,
        now,
        declared.goal,
        periods,
        figures,
        indicator.cite,
        declared.arithmetic,
        _remarks(declared, _whole(figures, timing), used),
        _remedy(indicator, declared, now, bool(figures)),
        _needed(indicator, declared.goal, periods, timing),
        timing,
        _basis(used, timing),
        declared.observed_as,
    )


def series_names(indicator: Indicator) -> tuple[str, ...]:
    """The names of an indicator's published series: its measure, else its id or Chinese name."""
    measure = indicator.measure.removeprefix("series:").removeprefix("metric:")
    return (measure,) if measure else (indicator.id, indicator.name.zh)


def _whole(figures: Sequence[Published], timing: str) -> list[Published]:
    """The figures that are of the size of a yearly base and target."""
    return [row for row in figures if timing != "flow" or months_of(row) >= YEAR]


def _basis(used: Sequence[Published], timing: str) -> Bilingual:
    """What is said of part-year figures where the last figure is one."""
    return BASIS[timing] if used and months_of(used[-1]) < YEAR else NOTHING


def _counted(used: list[Published], declared: Declared) -> list[Published]:
    """The figures since the baseline; of a count none whose months a longer figure covers."""
    adds_up = declared.goal.path is PathKind.CUMULATIVE and not all(row.running for row in used)
    return without_parts(used) if adds_up else used


def _named(now: Assessment, figures: Sequence[Published]) -> Assessment:
    """Figures in a unit that cannot be compared are not the same as no figures."""
    strange = [row for row in figures if row.value is None and row.printed is not None]
    if now.status is not Status.NO_DATA or not strange or any(row.used for row in figures):
        return now
    return replace(now, status=Status.CANNOT_BE_ASSESSED, reason=strange[-1].unused)


def _needed(indicator: Indicator, goal: Goal, periods: Sequence[PeriodStatus], timing: str) -> Needed | None:
    """The way left from the last figure; from a flow's last whole year, part of one being no level."""
    whole = [row for row in periods if timing != "flow" or months_of(row.figure) >= YEAR]
    if whole and whole[-1].assessment.observed is not None:
        current = Point(whole[-1].figure.month, whole[-1].assessment.observed)
    elif periods and goal.base is not None:
        current = goal.base
    else:
        return None
    return needed_of_goal(indicator.name.zh, goal, current)


def _over(indicator: Indicator, known_on: date) -> str:
    """The final word of an indicator without a goal: only after its last date."""
    period = indicator.target.period if indicator.target else ""
    return "cannot_be_assessed" if period and int(period[:4]) < known_on.year else ""


def _later(row: Published, declared: Declared) -> bool:
    """Whether a figure says something about the way since the baseline."""
    if declared.observed_as == "outcome":
        return row.outcome is not None
    if row.value is None:
        return False
    return declared.goal.base is None or row.month > declared.goal.base.month


@dataclass(frozen=True, slots=True)
class _Judged:
    """What an indicator is judged by: its goal, its published figures, what they count in time."""

    declared: Declared
    figures: Sequence[Published]
    timing: str

    def at(self, used: Sequence[Published], month: int) -> Assessment:
        """The answer at ``month``, the bound of a figure that is published in words taken into account."""
        goal = self.declared.goal
        if self.declared.observed_as == "outcome":
            return _by_outcome(goal, used, month)
        if goal.path is PathKind.CUMULATIVE:
            goal = replace(goal, running=bool(used) and all(row.running for row in used))
        seen = [row for row in used if row.month <= month]
        part = self._part(seen[-1]) if seen else None
        answer = assess(goal, _observations(self.declared, used), month, part)
        return _bounded(answer, goal, seen[-1]) if seen else answer

    def _part(self, row: Published) -> Part | None:
        """The part of a year that a flow's figure covers; counts and chained growth go other ways."""
        yearly = self.declared.goal.path is not PathKind.CUMULATIVE and self.declared.observed_as == "value"
        return part_of_year(row, self.figures) if self.timing == "flow" and yearly else None


def _by_outcome(goal: Goal, used: Sequence[Published], month: int) -> Assessment:
    seen = [row for row in used if row.month <= month]
    answer = assess(
        replace(goal, words_done=seen[-1].outcome if seen else None),
        tuple(Point(row.month, Decimal(0)) for row in seen),
        month,
    )
    over = goal.target is not None and month >= goal.target.month
    if seen and not over and not seen[-1].outcome:
        return answer
    return answer if not over or seen else replace(answer, final="cannot_be_assessed")


def _observations(declared: Declared, used: Sequence[Published]) -> tuple[Point, ...]:
    if declared.observed_as == "growth":
        return _chained(declared.goal, used)
    return tuple(Point(row.month, row.value) for row in used if row.value is not None)


def _chained(goal: Goal, used: Sequence[Published]) -> tuple[Point, ...]:
    """Yearly growth rates as an index; the chain ends where a year is missing."""
    chain = [goal.base] if goal.base else []
    for row in used:
        if not chain or len(row.period) != 4 or row.value is None or row.month != chain[-1].month + 12:
            break
        chain.append(Point(row.month, chain[-1].value * (1 + row.value / 100)))
    return tuple(chain[1:])


def _bounded(answer: Assessment, goal: Goal, row: Published) -> Assessment:
    """A figure that is only a bound decides only what the bound decides."""
    if row.bound in ("", ABOUT) or answer.shortfall is None:
        return answer
    good = answer.status in (Status.ACHIEVED, Status.ON_PACE)
    falling = goal.path is PathKind.CEILING or goal.direction == "down"
    favourable = (row.bound == AT_LEAST) != falling
    if good == favourable:
        note = Bilingual(
            f"只公布了“{row.words}”，至少如此", f"published only as {row.words!r}: at least this"
        )
        return replace(answer, reason=answer.reason if answer.reason.zh else note)
    reason = Bilingual(
        f"只公布了“{row.words}”，不足以判断", f"published only as {row.words!r}: that does not decide it"
    )
    final = "cannot_be_assessed" if answer.final else ""
    return replace(answer, status=Status.CANNOT_BE_ASSESSED, final=final, reason=reason)


def _remarks(
    declared: Declared, figures: Sequence[Published], used: Sequence[Published]
) -> tuple[Bilingual, ...]:
    found = [*_base_differs(declared.goal, figures)] if declared.observed_as == "value" else []
    goal = declared.goal
    if goal.path is PathKind.CUMULATIVE and goal.base is not None and not all(r.running for r in used):
        gaps = missing_years(used, int(goal.base.month))
        if gaps:
            listed = "、".join(map(str, gaps))
            found.append(Bilingual(f"累计中缺 {listed} 年", f"the count lacks {listed}"))
    if declared.observed_as == "growth" and len(_chained(goal, used)) < len(used):
        found.append(
            Bilingual(
                "增速中断，只连乘到缺数的年份之前", "the chain of growth rates ends before a missing year"
            )
        )
    return tuple(found)


def _base_differs(goal: Goal, figures: Sequence[Published]) -> list[Bilingual]:
    """A baseline published otherwise than the plan says: the plan's stays, and this is said."""
    base = goal.base
    if base is None or goal.path is PathKind.CUMULATIVE:
        return []
    b = written_decimal(base.value)
    return [
        Bilingual(
            f"{row.period} 年公布值 {written_decimal(row.value)} 与规划基期值 {b} 不同，按规划计",
            f"published for {row.period}: {written_decimal(row.value)}; the plan says {b}, which is used",
        )
        for row in figures
        if row.used and row.month == base.month and row.value not in (None, base.value) and row.value
    ]


def _remedy(indicator: Indicator, declared: Declared, now: Assessment, known: bool) -> Bilingual:
    """What would give the indicator a word; ``known`` where anything is published."""
    if now.status is Status.NO_DATA and not indicator.measure and not known:
        return Bilingual(
            "在 indicators.yaml 中写明 measure（公布数据系列）",
            "declare in indicators.yaml the measure (a published series)",
        )
    if declared.observed_as == "outcome" and now.status is Status.CANNOT_BE_ASSESSED:
        return Bilingual(
            "在 actuals.csv 的 words 栏记录 完成 或 未完成 及来源",
            "record 完成 or 未完成 with its source in the words column of actuals.csv",
        )
    if now.status is Status.NO_DATA or (now.final == "cannot_be_assessed" and now.expected is not None):
        return Bilingual(
            "在 actuals.csv 中补充公布值及来源", "add the published figure and its source to actuals.csv"
        )
    return _declare(declared.goal) if now.status is Status.CANNOT_BE_ASSESSED else NOTHING


def _declare(goal: Goal) -> Bilingual:
    if goal.base is None:
        return Bilingual(
            "在 indicators.yaml 中写明 base，或声明 path: floor",
            "declare the base in indicators.yaml, or path: floor",
        )
    return Bilingual(
        "核对 indicators.yaml 中的方向、基期与目标", "check direction, base and target in indicators.yaml"
    )
