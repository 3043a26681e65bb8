"""What the plan sets out to do: tasks and safeguards, the measures under them, the actions in those.

The outline says which sections are tasks (重点任务, 八大任务, 重点工程 …) and safeguards (保障措施,
组织实施 …): their subsections are the tasks, or their leads where there are none.  Tables that hand
out tasks add to them, and so do the brackets and lines that say who and when.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from rongshu.compiler.tasks.actions import VERBS, Action, actions_in, commitments_in
from rongshu.compiler.tasks.responsibility import Responsibility, read_responsibility
from rongshu.compiler.tasks.task_table import Row, task_rows
from rongshu.document.blocks import Block, Document, Heading, Paragraph, Table
from rongshu.pack.schema import Task
from rongshu.terms.citation import Citation

Kind = Literal["task", "safeguard"]
Level = Literal["task", "measure", "action"]

_TASKS = re.compile(
    r"(?:重点|主要|工作|具体|核心|发展|重大|建设|中心)任务|任务(?:举措|措施|和举措|与举措|和措施|分工|部署)"
    r"|[一二三四五六七八九十\d](?:大|项|个)(?:重点|重大|主要|专项)?(?:任务|行动|工程|举措)"
    r"|(?:重点|主要|重大|专项|工作|具体|推进|实施|发展)(?:工作|举措|措施|行动|工程|路径)$|^(?:任务|举措|措施|工作重点)$"
)
_NO_TASKS = re.compile(r"目标任务$|形势|基础|成效|回顾|完成情况|指标|指导思想|总体|[表单]$")
_SAFEGUARDS = re.compile(
    r"保障(?:措施|机制|体系|条件|政策|实施|支撑|举措|制度)|(?:组织|实施|规划|政策|支撑|要素|综合|工作)保障$|^(?:组织|规划)?(?:的)?实施$"
    r"|(?:工作|组织|有关)要求$|(?:政策|支持|扶持)(?:措施|支持|政策)$|组织推[进动]|(?:强化|狠抓|抓好)落实$"
    r"|^(?:强化|加强|健全|完善|夯实)(?:各项|全面)?保障$|^(?:组织实施|规划实施|组织领导|实施机制|推进机制)|保障规划|规划.{0,4}(?:落实|实施)$"
)
_STRICT_SAFEGUARDS = re.compile(r"^(?:保障措施|组织保障|组织实施|规划实施|实施保障)$")
_DEEPEST_CHAPTER = 2
_VERB_FIRST = re.compile(rf"^(?:坚持|激活|释放|厚植|筑牢|畅通|{VERBS})")


@dataclass
class _Draft:
    """A task while it is being read."""

    level: Level
    name: str
    kind: Kind
    cite: list[Citation]
    rule: str
    number: str = ""
    parent: _Draft | None = None
    who: list[Responsibility] = field(default_factory=list)
    commitments: list[str] = field(default_factory=list)
    identifier: str = ""
    confidence: float = 1.0
    measures: list[_Draft] = field(default_factory=list)


def find_tasks(document: Document) -> tuple[Task, ...]:
    """Tasks, measures and actions in reading order, each below its parent."""
    walked = list(document.walk())
    reader = _Reader(_chapters([(*path, block) for path, block, _ in walked if isinstance(block, Heading)]))
    for path, block, _box in walked:
        reader.take(path, block)
    _lift(reader.drafts)
    return tuple(_finished(reader.drafts))


def _chapters(paths: list[tuple[Heading, ...]]) -> dict[int, tuple[Kind, bool]]:
    """Paragraph of each section of tasks → its kind and whether it has subsections."""
    parents = {path[-2].passage.number for path in paths if len(path) > 1}
    found: dict[int, tuple[Kind, bool]] = {}
    for path in paths:
        heading = path[-1]
        if any(above.passage.number in found for above in path[:-1]):
            continue
        kind = _kind_of(heading)
        if kind:
            found[heading.passage.number] = (kind, heading.passage.number in parents)
    if not any(kind == "task" for kind, _ in found.values()):
        found |= _verb_chapters(paths, parents, found)
    return found


def _kind_of(heading: Heading) -> Kind | None:
    title = re.sub(r"\s", "", heading.title)
    if heading.level > _DEEPEST_CHAPTER or _NO_TASKS.search(title):
        return None
    if _TASKS.search(title):
        return "task"
    safeguards = _SAFEGUARDS if heading.level == 1 else _STRICT_SAFEGUARDS
    return "safeguard" if safeguards.search(title) else None


def _verb_chapters(
    paths: list[tuple[Heading, ...]], parents: set[int], found: dict[int, tuple[Kind, bool]]
) -> dict[int, tuple[Kind, bool]]:
    """Where no section is called tasks, the chapters that open with what to do hold them."""
    return {
        path[-1].passage.number: ("task", path[-1].passage.number in parents)
        for path in paths
        if len(path) == 1
        and path[-1].passage.number not in found
        and not _NO_TASKS.search(path[-1].title)
        and _VERB_FIRST.search(path[-1].title)
    }


class _Reader:
    """Takes the blocks in order and knows which task and measure are open."""

    def __init__(self, chapters: dict[int, tuple[Kind, bool]]) -> None:
        self.chapters = chapters
        self.drafts: list[_Draft] = []
        self.by_name: dict[str, _Draft] = {}
        self.task: _Draft | None = None
        self.measure: _Draft | None = None

    def take(self, path: tuple[Heading, ...], block: Block) -> None:
        """One block under its open headings."""
        if isinstance(block, Table):
            self._table(path, block)
            return
        depth = next((i for i, heading in enumerate(path) if heading.passage.number in self.chapters), None)
        if depth is None:
            if isinstance(block, Heading):
                self.task = self.measure = None
            return
        kind, divided = self.chapters[path[depth].passage.number]
        if isinstance(block, Heading):
            self._heading(block, len(path) - depth, kind)
        elif isinstance(block, Paragraph):
            self._paragraph(block, kind, path[depth], divided)

    def _keep(self, draft: _Draft) -> None:
        self.drafts.append(draft)
        self.by_name.setdefault(_plain(draft.name), draft)
        if draft.parent is not None and draft.level == "measure":
            draft.parent.measures.append(draft)

    def _heading(self, heading: Heading, depth: int, kind: Kind) -> None:
        said = read_responsibility(heading.title)
        name = heading.title[: said.start].strip() if said else heading.title
        cite = [heading.passage.cite()]
        draft = _Draft("task", name, kind, cite, "outline", heading.number)
        if depth == 1 or self.task is None:
            self.task, self.measure = draft, None
        else:
            draft.level, draft.parent = "measure", self.task
            self.measure = draft
        draft.who += [said] if said else []
        self._keep(draft)

    def _paragraph(self, block: Paragraph, kind: Kind, chapter: Heading, divided: bool) -> None:
        said = read_responsibility(block.text)
        alone = said is not None and said.start <= len(block.marker) + 1
        if block.lead and not alone and not self._announced(block):
            self._lead(block, kind, divided)
        elif self.task is None and not divided and not alone and kind == "safeguard":
            self.task = _Draft(
                "task", chapter.title, kind, [chapter.passage.cite()], "outline", chapter.number
            )
            self._keep(self.task)
        owner = self.measure or self.task
        if owner is None:
            return
        if said:
            (self._owner_of_line() if alone else owner).who.append(said)
        if not alone:
            self._body(block, owner, said.start if said else len(block.text))

    def _announced(self, block: Paragraph) -> bool:
        """A title at the head of its own paragraph is heading and lead at once."""
        opened = self.measure or self.task
        return opened is not None and opened.cite[0].paragraph == block.passage.number

    def _owner_of_line(self) -> _Draft:
        """A line of its own speaks for the last measure where measures have theirs, else for the task."""
        siblings = self.task.measures if self.task else []
        answered = any(draft.who for draft in siblings[:-1])
        owner = (
            self.measure
            if self.measure and (answered or len(siblings) <= 1 or self.measure.rule == "outline")
            else self.task
        )
        assert owner is not None
        return owner

    def _lead(self, block: Paragraph, kind: Kind, divided: bool) -> None:
        cite = [block.passage.cite(block.lead_start, block.lead_start + len(block.lead))]
        said = read_responsibility(block.lead)
        name = block.lead[: said.start].strip() if said else block.lead
        draft = _Draft("measure", name, kind, cite, "lead", block.marker, self.task)
        if self.task is None or (not divided and self.task.rule == "lead"):
            draft.level, draft.parent = "task", None
            self.task, self.measure = draft, None
        else:
            self.measure = draft
        self._keep(draft)

    def _body(self, block: Paragraph, owner: _Draft, end: int) -> None:
        text = block.text[:end]
        owner.commitments += commitments_in(text, block.body_start)
        for action in actions_in(text, block.body_start):
            self.drafts.append(_action(action, owner, block.passage.number))

    def _table(self, path: tuple[Heading, ...], table: Table) -> None:
        rows = task_rows(table)
        kind: Kind = "safeguard" if any(self._is_safeguard(heading) for heading in path) else "task"
        for group in _by_task(rows):
            task = self._known(group[0]) or self._tabled(group[0], kind)
            if len(group) == 1 and not group[0].measure:
                self._row_again(group[0], task)
                continue
            task.who.append(_together(group))
            for row in group:
                self._row_measure(row, task)

    def _row_again(self, row: Row, task: _Draft) -> None:
        """Who and when of a task; a row that sets another deadline than the text is kept beside it."""
        deadlines = {said.deadline for said in task.who if said.deadline}
        task.who.append(_said(row))
        if deadlines and row.deadline and row.deadline not in deadlines:
            draft = _Draft("measure", row.task, task.kind, [row.task_cite], "task-table", parent=task)
            draft.who.append(_said(row))
            self._keep(draft)

    def _is_safeguard(self, heading: Heading) -> bool:
        chapter = self.chapters.get(heading.passage.number)
        return chapter is not None and chapter[0] == "safeguard"

    def _known(self, row: Row) -> _Draft | None:
        return self.by_name.get(_plain(row.task))

    def _tabled(self, row: Row, kind: Kind) -> _Draft:
        draft = _Draft("task", row.task, kind, [row.task_cite], "task-table")
        self._keep(draft)
        return draft

    def _row_measure(self, row: Row, task: _Draft) -> None:
        if not row.measure or _plain(row.measure) == _plain(task.name):
            return
        draft = _Draft("measure", row.measure, task.kind, [row.cite], "task-table", parent=task)
        draft.who.append(_said(row))
        draft.commitments += commitments_in(row.measure)
        self._keep(draft)


def _action(action: Action, owner: _Draft, paragraph: int) -> _Draft:
    cite = [Citation(paragraph, action.start, action.end)]
    return _Draft("action", action.name, owner.kind, cite, "clause", parent=owner, confidence=0.8)


def _by_task(rows: tuple[Row, ...]) -> Iterator[list[Row]]:
    """Rows next to each other that name the same task."""
    group: list[Row] = []
    for row in rows:
        if group and group[-1].task != row.task:
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def _said(row: Row) -> Responsibility:
    return Responsibility(row.departments, row.lead, row.deadline)


def _together(rows: list[Row]) -> Responsibility:
    """Everybody named in the rows of one task; a deadline only where all rows share it."""
    departments = tuple(dict.fromkeys(name for row in rows for name in row.departments))
    deadlines = {row.deadline for row in rows}
    leads = {row.lead for row in rows}
    return Responsibility(
        departments,
        leads.pop() if len(leads) == 1 else "",
        deadlines.pop() if len(deadlines) == 1 else "",
    )


def _plain(name: str) -> str:
    return re.sub(r"[\W_]", "", name)


def _lift(drafts: Iterable[_Draft]) -> None:
    """Who does the only measure of a task does the task."""
    for draft in drafts:
        if draft.level == "task" and not draft.who and len(draft.measures) == 1:
            draft.who = draft.measures[0].who


def _finished(drafts: Iterable[_Draft]) -> Iterator[Task]:
    taken: dict[str, int] = {}
    for draft in drafts:
        draft.identifier = _identity(draft, taken)
        departments = tuple(dict.fromkeys(name for said in draft.who for name in said.departments))
        yield Task(
            id=draft.identifier,
            level=draft.level,
            name=draft.name,
            number=draft.number,
            kind=draft.kind,
            parent=draft.parent.identifier if draft.parent else "",
            departments=departments,
            lead_department=next((said.lead for said in draft.who if said.lead), ""),
            deadline=next((said.deadline for said in draft.who if said.deadline), ""),
            commitments=tuple(dict.fromkeys(draft.commitments)),
            cite=tuple(str(cite) for cite in draft.cite),
            rule=f"tasks.{draft.rule}",
            confidence=draft.confidence,
        )


def _identity(draft: _Draft, taken: dict[str, int]) -> str:
    """From the name and the parent's, so that a task keeps its id when others come before it."""
    above = draft.parent.identifier if draft.parent else ""
    # not for secrecy: eight stable characters in place of a long Chinese name
    digest = hashlib.sha1(f"{above}/{_plain(draft.name)}".encode(), usedforsecurity=False).hexdigest()[:8]
    taken[digest] = taken.get(digest, 0) + 1
    again = f"-{taken[digest]}" if taken[digest] > 1 else ""
    return f"{draft.level}-{digest}{again}"
