"""Dates that precede or contradict each other."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from rongshu.pack.invented import indicator, plan
from rongshu.pack.rule import Kind, Rule, Sheet, finding
from rongshu.pack.schema import Indicator, Pack, Project, Reading, Task
from rongshu.terms.diagnostic import Certainty, Diagnostic, Place, Severity

_YEAR = re.compile(r"((?:19|20)\d\d)(?:\s*[年.\-/]\s*(\d{1,2}))?")


def find(sheet: Sheet) -> Iterator[Diagnostic]:
    """时间先后颠倒或互相矛盾（竣工早于开工、时限早于规划期、目标年在规划期外）。
    Dates are in the wrong order, contradict each other or lie outside the plan's period.
    """
    yield from _projects(sheet.pack)
    for task in sheet.pack.tasks:
        yield from _deadline(task, sheet.pack)
    for item in sheet.pack.indicators:
        yield from _indicator(item, sheet.pack)


def month(written: str) -> tuple[int, int] | None:
    """Year and month (0 when only a year is written) of an office date; ``None`` where there is none.

    >>> month("2026年9月底前")
    (2026, 9)
    """
    match = _YEAR.search(written)
    return (int(match.group(1)), int(match.group(2) or 0)) if match else None


def _before(early: str, late: str) -> bool:
    """Whether ``late`` is written as a time before ``early``; a bare year is never before its own months."""
    first, second = month(early), month(late)
    if first is None or second is None:
        return False
    if first[0] != second[0] or not (first[1] and second[1]):
        return second[0] < first[0]
    return second[1] < first[1]


def _projects(pack: Pack) -> Iterator[Diagnostic]:
    named: dict[tuple[str, str], list[Project]] = defaultdict(list)
    for project in pack.projects:
        named[(project.name, project.owner)].append(project)
        if _before(project.start, project.finish):
            yield _report(
                project, f"“{project.name}”竣工 {project.finish} 早于开工 {project.start}",
                f"{project.name!r} finishes {project.finish}, before it starts {project.start}",
                (project.start, project.finish), f"{project.finish} < {project.start}",
            )  # fmt: skip
    for same in named.values():
        finishes = [p for p in same if p.finish]
        years = {month(p.finish) for p in finishes}
        if len(years) > 1 and len({when[0] for when in years if when}) > 1:
            first, other = (
                finishes[0],
                next(p for p in finishes if month(p.finish) != month(finishes[0].finish)),
            )
            yield _report(
                first, f"“{first.name}”的竣工时间写作 {first.finish} 又写作 {other.finish}",
                f"{first.name!r} is to finish {first.finish} and also {other.finish}",
                (first.finish, other.finish), f"{first.finish} ≠ {other.finish}", other=other,
            )  # fmt: skip


def _deadline(task: Task, pack: Pack) -> Iterator[Diagnostic]:
    when, first, last = month(task.deadline), pack.about.first_year, pack.about.last_year
    if when is None or not first or not last:
        return
    if when[0] < first:
        yield _report(
            task, f"“{task.name}”的完成时限 {task.deadline} 早于规划期 {first} 年",
            f"{task.name!r} is due {task.deadline}, before the plan begins in {first}",
            (task.deadline, str(first)), f"{when[0]} < {first}",
        )  # fmt: skip
    elif when[0] > last:
        yield _report(
            task, f"“{task.name}”的完成时限 {task.deadline} 晚于规划期末 {last} 年",
            f"{task.name!r} is due {task.deadline}, after the plan ends in {last}",
            (task.deadline, str(last)), f"{when[0]} > {last}", certainty=Certainty.LIKELY,
        )  # fmt: skip


def _indicator(item: Indicator, pack: Pack) -> Iterator[Diagnostic]:
    ends = [reading for reading in (item.base, item.target) if reading is not None and reading.period]
    if len(ends) == 2 and not ends[0].period < ends[1].period:
        yield _period(item, ends[0], ends[1])
    first, last = pack.about.first_year, pack.about.last_year
    year = int(item.target.period[:4]) if item.target is not None and item.target.period else 0
    if year and first and last and not first <= year <= last:
        yield _report(
            item, f"“{item.name.zh}”的目标年 {year} 不在规划期 {first}—{last} 内",
            f"the target year {year} of {item.name.zh!r} lies outside the plan's {first}–{last}",
            (str(year), f"{first}—{last}"), f"{year} ∉ {first}—{last}", certainty=Certainty.LIKELY,
        )  # fmt: skip


def _period(item: Indicator, base: Reading, target: Reading) -> Diagnostic:
    return _report(
        item, f"“{item.name.zh}”的目标年 {target.period} 不晚于基期 {base.period}",
        f"the target year {target.period} of {item.name.zh!r} is not after its base {base.period}",
        (base.period, target.period), f"{target.period} ≤ {base.period}",
    )  # fmt: skip


def _report(
    item: Project | Task | Indicator,
    zh: str,
    en: str,
    dates: tuple[str, ...],
    arithmetic: str,
    *,
    certainty: Certainty = Certainty.CERTAIN,
    other: Project | None = None,
) -> Diagnostic:
    cites = [*item.citations(), *(other.citations() if other else ())]
    places = [Place(cite=cites[min(n, len(cites) - 1)] if cites else None, item=item.id, quote=date)
              for n, date in enumerate(dates)]  # fmt: skip
    severity = Severity.WARNING if certainty is Certainty.CERTAIN else Severity.NOTE
    return finding("dates", zh, en, places, certainty=certainty, severity=severity, arithmetic=arithmetic)


RULE = Rule(
    "dates",
    Kind.CONTRADICTION,
    find,
    lambda: plan(
        projects=(
            Project(id="a", name="船坞二期", start="2028年3月", finish="2027年12月", cite=("p80:3-9",)),
            Project(id="b", name="茶厂", owner="云帆", finish="2027年", cite=("p81",)),
            Project(id="c", name="茶厂", owner="云帆", finish="2029年", cite=("p99",)),
        ),
        tasks=(Task(id="t", level="task", name="建平台", deadline="2024年底前", cite=("p60",)),),
    ),
    lambda: plan(
        indicator("高新技术企业", "家", 820, 1500),
        projects=(Project(id="a", name="船坞二期", start="2027年", finish="2027年12月", cite=("p80:3-9",)),),
        tasks=(Task(id="t", level="task", name="建平台", deadline="2027年6月", cite=("p60",)),),
    ),
)
