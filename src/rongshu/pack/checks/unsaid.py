"""What a plan leaves unsaid of its tasks: one finding a task, or one for all where nothing is said at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from rongshu.pack.checks.rule import finding
from rongshu.pack.schema import Pack, Task
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Certainty, Diagnostic, Place, Severity

_SHOWN = 5


def bottom_tasks(pack: Pack, said: Callable[[Task], bool]) -> tuple[list[Task], int]:
    """The tasks and measures (actions belong to their measure) for which neither they nor what is above or
    below them says it, and how many there are in all."""
    measures = [task for task in pack.tasks if task.level != "action"]
    by_id = {task.id: task for task in pack.tasks}
    below: dict[str, bool] = {}
    for task in pack.tasks:
        if said(task):
            below[task.parent] = True
    parents = {task.parent for task in measures}
    lowest = [task for task in measures if task.id not in parents]
    missing = [
        task
        for task in lowest
        if not said(task)
        and not below.get(task.id)
        and not (task.parent in by_id and said(by_id[task.parent]))
    ]
    return missing, len(lowest)


def unsaid(rule: str, zh: str, en: str, tasks: Sequence[Task], total: int) -> Iterator[Diagnostic]:
    """The findings: one sentence when no task of the plan says it, else one a task."""
    if tasks and len(tasks) == total:
        places = [_place(task) for task in tasks[:_SHOWN]]
        yield finding(
            rule,
            f"规划的{total}项任务都没有写明{zh}",
            f"none of the plan's {total} tasks states a {en}",
            places,
            severity=Severity.NOTE,
            found="0",
            expected=str(total),
            remedy=Bilingual("在分工方案或任务表中补充", "add it in the division of work"),
        )
        return
    for task in tasks:
        yield finding(
            rule,
            f"任务“{task.name}”没有写明{zh}",
            f"task {task.name!r} states no {en}",
            [_place(task)],
            certainty=Certainty.LIKELY,
            severity=Severity.NOTE,
            remedy=Bilingual("在分工方案或任务表中补充", "add it in the division of work"),
        )


def together(findings: Sequence[Diagnostic], total: int, zh: str, en: str) -> Iterator[Diagnostic]:
    """The findings one by one; where all of many items lack the same thing, one sentence for all."""
    if len(findings) < total or total <= _SHOWN:
        yield from findings
        return
    first = findings[0]
    places = [place for found in findings[:_SHOWN] for place in found.places[:1]]
    yield finding(
        first.rule,
        zh,
        en,
        places,
        severity=first.severity,
        found="0",
        expected=str(total),
        remedy=first.remedy,
    )


def _place(task: Task) -> Place:
    cites = task.citations()
    return Place(cite=cites[0] if cites else None, item=task.id, quote=task.name[:40])
