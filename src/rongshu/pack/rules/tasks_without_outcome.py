"""Tasks whose result cannot be measured."""

from __future__ import annotations

from collections.abc import Iterator

from rongshu.pack.checks.invented import plan, target
from rongshu.pack.checks.rule import Kind, Rule, Sheet
from rongshu.pack.checks.unsaid import bottom_tasks, unsaid
from rongshu.pack.schema import Pack, Task
from rongshu.terms.diagnostic import Diagnostic


def find(sheet: Sheet) -> Iterator[Diagnostic]:
    """任务没有可衡量的成果（没有数量、没有交付物的数字）。
    A task has no measurable outcome.
    """
    counted = _counted_paragraphs(sheet.pack)
    tasks = bottom_tasks(
        sheet.pack,
        lambda task: bool(task.commitments) or any(cite.paragraph in counted for cite in task.citations()),
    )
    yield from unsaid("tasks_without_outcome", "可衡量的成果", "measurable outcome", *tasks)


def _counted_paragraphs(pack: Pack) -> set[int]:
    """The paragraphs that state a target."""
    return {cite.paragraph for item in pack.statements if item.kind == "target" for cite in item.citations()}


RULE = Rule(
    "tasks_without_outcome",
    Kind.GAP,
    find,
    lambda: plan(tasks=(Task(id="t", level="task", name="完善服务体系", cite=("p60",)),)),
    lambda: plan(
        target("公共服务平台", 3, "个", cite="p60:20-24"),
        tasks=(
            Task(id="t", level="task", name="建平台", cite=("p60",)),
            Task(id="u", level="task", name="育企业", commitments=("新增5家",), cite=("p61",)),
        ),
    ),
)
