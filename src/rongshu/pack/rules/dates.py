"""Dates that precede or contradict each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from rongshu.pack.checks.invented import indicator, plan
from rongshu.pack.checks.naming import normal
from rongshu.pack.checks.rule import Kind, Rule, Sheet, finding
from rongshu.pack.checks.spans_of_time import Months, months_of
from rongshu.pack.checks.works import one_work
from rongshu.pack.schema import Claim, Indicator, Pack, Project, Task
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Certainty, Diagnostic, Place, Severity

_ORDER = ("start", "built", "used")
_ENOUGH = 4  # characters of a task's name, its verb taken off, that can tell it from others
_ACTING = re.compile(
    "^(?:编制|绘制|制定|出台|印发|发布|建成|建设|建立|组建|搭建|成立|完成|开展|举办|组织|推进|实施|启动|修订|认定)+"
)
# a plan may look on to 2030 or 2035, and is itself judged when it is over
_FIVE_YEARS = 5
_AFTERWARDS = re.compile("评估|总结|验收|考核|审计|展望|监测")
_EVENTS = {
    "start": Bilingual("开工", "starts"),
    "built": Bilingual("建成", "is finished"),
    "used": Bilingual("投用", "is in use"),
}


@dataclass(frozen=True, slots=True)
class _Event:
    """One date of one work."""

    name: str
    event: str
    written: str
    months: Months
    place: Place


def find(sheet: Sheet) -> Iterator[Diagnostic]:
    """时间先后颠倒或互相矛盾（竣工早于开工、同一项目两个时间、时限早于规划期）。
    Dates are in the wrong order, contradict each other or lie outside the plan's period.
    """
    yield from _works(sheet.pack)
    for task in sheet.pack.tasks:
        yield from _deadline(task, sheet.pack)
    yield from _deadlines(sheet.pack)
    for item in sheet.pack.indicators:
        yield from _indicator(item, sheet.pack)


# ---- what is built


def _works(pack: Pack) -> Iterator[Diagnostic]:
    events = [*_of_projects(pack), *_of_claims(pack)]
    told: set[tuple[str, str]] = set()
    for one, other in combinations(events, 2):
        if (
            one.place == other.place
            or (_work(one), _work(other)) in told
            or not one_work(one.name, other.name)
        ):
            continue
        finding_ = _judge(one, other)
        if finding_ is not None:
            told.add((_work(one), _work(other)))
            yield finding_


def _work(event: _Event) -> str:
    return normal(event.name)


def _of_projects(pack: Pack) -> Iterator[_Event]:
    """The rows of annex tables; what sentences say of a project comes as claims."""
    for project in pack.projects:
        for event, written in (("start", project.start), ("built", project.finish)):
            months = months_of(written)
            if months is not None and (project.annex or not pack.claims):
                said = _said(written)
                yield _Event(project.name, event, said, months, _place(project, said))


def _said(date: str) -> str:
    """``2026-12`` as a document says it; anything else as it stands."""
    year, _, month = date.partition("-")
    return f"{year}年{int(month)}月" if year.isdigit() and month.isdigit() else date


def _of_claims(pack: Pack) -> Iterator[_Event]:
    for claim in pack.claims:
        months = months_of(claim.when) if claim.kind == "date" else None
        if months is not None:
            yield _Event(claim.noun, claim.event, claim.when, months, _place(claim, claim.when))


def _place(item: Project | Claim | Task | Indicator, written: str) -> Place:
    cites = item.citations()
    return Place(cite=cites[0] if cites else None, item=item.id, quote=written)


def _judge(one: _Event, other: _Event) -> Diagnostic | None:
    early, late = sorted((one, other), key=lambda event: _ORDER.index(event.event))
    if early.event == late.event:
        if early.months.meets(late.months) and not _two_limits(early.months, late.months):
            return None
        said, compared = "与", "≠"
    else:
        if early.months.first <= late.months.last:
            return None
        said, compared = "晚于", ">"
    first, second = _EVENTS[early.event], _EVENTS[late.event]
    return _report(
        f"“{early.name}”{early.written}{first.zh}，{said}{late.written}{second.zh}矛盾",
        f"{early.name!r} {first.en} {early.written}, yet {second.en} {late.written}",
        (early.place, late.place),
        f"{early.written}{first.zh} {compared} {late.written}{second.zh}",
    )


def _two_limits(one: Months, other: Months) -> bool:
    """2027年底前 and 2028年6月底前: both only say by when, and not by the same day."""
    return one.first == other.first == 0 and one.last != other.last


# ---- tasks and indicators


def _deadlines(pack: Pack) -> Iterator[Diagnostic]:
    """One piece of work with two deadlines, as in the text and in the table that hands it out."""
    seen: dict[str, Task] = {}
    for task in pack.tasks:
        when, name = months_of(task.deadline), _ACTING.sub("", normal(task.name))
        if when is None or len(name) < _ENOUGH:
            continue
        known = seen.setdefault(name, task)
        first = months_of(known.deadline)
        if first is not None and first.last != when.last:
            yield _report(
                f"“{task.name}”的完成时限一处为{known.deadline}，一处为{task.deadline}",
                f"{task.name!r} is due {known.deadline} in one place and {task.deadline} in another",
                (_place(known, known.deadline), _place(task, task.deadline)),
                f"{known.deadline} ≠ {task.deadline}",
            )


def _deadline(task: Task, pack: Pack) -> Iterator[Diagnostic]:
    when, first, last = months_of(task.deadline), pack.about.first_year, pack.about.last_year
    if when is None or not first or not last:
        return
    year = when.last // 12
    if year < first:
        yield _report(
            f"“{task.name}”的完成时限{task.deadline}早于规划期（{first}年起）",
            f"{task.name!r} is due {task.deadline}, before the plan begins in {first}",
            (_place(task, task.deadline), _place(task, str(first))),
            f"{year} < {first}",
        )
    elif year > last:
        yield _report(
            f"“{task.name}”的完成时限{task.deadline}晚于规划期末（{last}年）",
            f"{task.name!r} is due {task.deadline}, after the plan ends in {last}",
            (_place(task, task.deadline), _place(task, str(last))),
            f"{year} > {last}",
            Certainty.LIKELY
            if year % _FIVE_YEARS == 0 or _AFTERWARDS.search(task.name)
            else Certainty.CERTAIN,
        )


def _indicator(item: Indicator, pack: Pack) -> Iterator[Diagnostic]:
    base, target = item.base, item.target
    if target is None or not target.period:
        return
    if base is not None and base.period and not base.period < target.period:
        yield _report(
            f"“{item.name.zh}”的目标年{target.period}不晚于基期{base.period}",
            f"the target year {target.period} of {item.name.zh!r} is not after its base {base.period}",
            (_place(item, base.period), _place(item, target.period)),
            f"{target.period} ≤ {base.period}",
        )
    first, last, year = pack.about.first_year, pack.about.last_year, int(target.period[:4])
    if first and last and not first <= year <= last:
        yield _report(
            f"“{item.name.zh}”的目标年{year}不在规划期{first}—{last}内",
            f"the target year {year} of {item.name.zh!r} lies outside the plan's {first}–{last}",
            (_place(item, str(year)), _place(item, f"{first}—{last}")),
            f"{year} ∉ {first}—{last}",
            Certainty.LIKELY,
        )


def _report(
    zh: str, en: str, places: tuple[Place, ...], arithmetic: str, certainty: Certainty = Certainty.CERTAIN
) -> Diagnostic:
    severity = Severity.WARNING if certainty is Certainty.CERTAIN else Severity.NOTE
    return finding("dates", zh, en, places, certainty=certainty, severity=severity, arithmetic=arithmetic)


def _date(noun: str, event: str, when: str, place: int) -> Claim:
    return Claim.model_validate(
        {
            "id": f"{noun}-{when}",
            "kind": "date",
            "noun": noun,
            "event": event,
            "when": when,
            "cite": (f"p{place}",),
        }
    )


RULE = Rule(
    "dates",
    Kind.CONTRADICTION,
    find,
    lambda: plan(
        projects=(
            Project(
                id="a", name="船坞二期", start="2028年3月", finish="2027年12月", cite=("p80",), annex=True
            ),
        ),
        claims=(
            _date("临江茶叶中试基地", "built", "2027年底", 70),
            _date("茶叶中试基地", "built", "2028年6月", 75),
        ),
        tasks=(
            Task(id="t", level="task", name="建平台", deadline="2024年底前", cite=("p60",)),
            Task(id="u", level="task", name="编制茶叶图谱", deadline="2027年底前", cite=("p61",)),
            Task(id="v", level="measure", name="绘制茶叶图谱", deadline="2028年6月底前", cite=("p90",)),
        ),
    ),
    lambda: plan(
        indicator("高新技术企业", "家", 820, 1500),
        projects=(
            Project(id="a", name="船坞二期", start="2027年", finish="2027年12月", cite=("p80",), annex=True),
        ),
        claims=(
            _date("茶叶中试基地", "built", "2027年底", 70),
            _date("茶叶中试基地", "used", "2028年6月", 75),
            _date("茶叶中试基地", "built", "2028年前", 76),
        ),
        tasks=(
            Task(id="t", level="task", name="建平台", deadline="2027年6月", cite=("p60",)),
            Task(id="u", level="task", name="编制茶叶图谱", deadline="2027年底前", cite=("p61",)),
            Task(id="v", level="measure", name="绘制茶叶图谱", deadline="2027年12月", cite=("p90",)),
        ),
    ),
)
