"""Tasks with no time set."""

from __future__ import annotations

from collections.abc import Iterator

from rongshu.pack.checks.invented import plan
from rongshu.pack.checks.rule import Kind, Rule, Sheet
from rongshu.pack.checks.unsaid import bottom_tasks, unsaid
from rongshu.pack.schema import Task
from rongshu.terms.diagnostic import Diagnostic


def find(sheet: Sheet) -> Iterator[Diagnostic]:
    """任务没有写明完成时限。
    A task has no deadline.
    """
    tasks = bottom_tasks(sheet.pack, lambda task: bool(task.deadline))
    yield from unsaid("tasks_without_deadline", "完成时限", "deadline", *tasks)


RULE = Rule(
    "tasks_without_deadline",
    Kind.GAP,
    find,
    lambda: plan(tasks=(Task(id="t", level="task", name="建设船舶检测平台", cite=("p60",)),)),
    lambda: plan(tasks=(Task(id="t", level="task", name="建平台", deadline="2027年", cite=("p60",)),)),
)
