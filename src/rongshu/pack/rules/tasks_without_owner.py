"""Tasks nobody is named for."""

from __future__ import annotations

from collections.abc import Iterator

from rongshu.pack.checks.invented import plan
from rongshu.pack.checks.rule import Kind, Rule, Sheet
from rongshu.pack.checks.unsaid import bottom_tasks, unsaid
from rongshu.pack.schema import Task
from rongshu.terms.diagnostic import Diagnostic


def find(sheet: Sheet) -> Iterator[Diagnostic]:
    """任务没有写明责任单位。
    A task names no responsible department.
    """
    tasks = bottom_tasks(sheet.pack, lambda task: bool(task.departments or task.lead_department))
    yield from unsaid("tasks_without_owner", "责任单位", "responsible department", *tasks)


RULE = Rule(
    "tasks_without_owner",
    Kind.GAP,
    find,
    lambda: plan(tasks=(Task(id="t", level="task", name="建设船舶检测平台", cite=("p60",)),)),
    lambda: plan(
        tasks=(Task(id="t", level="task", name="建平台", departments=("市工信局",), cite=("p60",)),)
    ),
)
