"""The plan's tasks as a tree: task, measure, action, with owners, deadlines and commitments."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rongshu.office.pages.parts.listing import Cell, Column, Facet, Row, Table
from rongshu.office.pages.parts.pinyin import sound
from rongshu.office.pages.parts.wording import TASK_LEVELS, worded
from rongshu.pack.schema import Mechanism, Pack, Task
from rongshu.terms.bilingual import Bilingual

COLUMNS = (
    Column("number", Bilingual("序号", "No.")),
    Column("name", Bilingual("任务", "Task"), lead=True, wide=True),
    Column("level", Bilingual("层级", "Level")),
    Column("lead", Bilingual("牵头单位", "Lead unit")),
    Column("departments", Bilingual("责任单位", "Responsible units")),
    Column("deadline", Bilingual("完成时限", "Deadline")),
    Column("commitments", Bilingual("量化承诺", "Commitments"), wide=True),
)


@dataclass(frozen=True, slots=True)
class Twig:
    """A task with what hangs below it; ``open`` when a search wants it shown."""

    task: Task
    twigs: tuple[Twig, ...]
    mechanisms: tuple[Mechanism, ...]
    below: int


@dataclass(frozen=True, slots=True)
class TaskTree:
    """The tasks and the safeguards, with the units that own most and what lacks an owner."""

    tasks: tuple[Twig, ...]
    safeguards: tuple[Twig, ...]
    owners: tuple[tuple[str, int], ...]
    without_owner: int
    without_deadline: int
    total: int


def task_tree(pack: Pack, owner: str = "", words: str = "") -> TaskTree:
    """The tree; with ``owner`` or ``words`` only the branches that lead to what matches."""
    children: dict[str, list[Task]] = defaultdict(list)
    known = {task.id for task in pack.tasks}
    for task in pack.tasks:
        children[task.parent if task.parent in known else ""].append(task)
    mechanisms: dict[str, list[Mechanism]] = defaultdict(list)
    for each in pack.mechanisms:
        mechanisms[each.task].append(each)
    wanted = {task.id for task in pack.tasks if _wanted(task, owner, words)}
    twigs = [_twig(task, children, mechanisms, wanted) for task in children[""]]
    kept = [twig for twig in twigs if twig is not None]
    actions = [task for task in pack.tasks if not children.get(task.id)]
    return TaskTree(
        tasks=tuple(twig for twig in kept if twig.task.kind == "task"),
        safeguards=tuple(twig for twig in kept if twig.task.kind == "safeguard"),
        owners=tuple(Counter(unit for task in pack.tasks for unit in owners_of(task)).most_common()),
        without_owner=sum(not owners_of(task) for task in actions),
        without_deadline=sum(not task.deadline for task in actions),
        total=len(pack.tasks),
    )


def task_table(pack: Pack) -> Table:
    """All tasks as a flat list, for export."""
    facets = (
        Facet("owner", Bilingual("责任单位", "Responsible unit")),
        Facet("level", Bilingual("层级", "Level"), TASK_LEVELS),
    )
    return Table(COLUMNS, tuple(_row(task) for task in pack.tasks), facets)


def owners_of(task: Task) -> tuple[str, ...]:
    """The lead unit and all responsible ones, each once."""
    return tuple(dict.fromkeys(unit for unit in (task.lead_department, *task.departments) if unit))


def _wanted(task: Task, owner: str, words: str) -> bool:
    text = f"{task.name} {' '.join(task.commitments)}".lower()
    spoken = all(word in text or (word.isascii() and word in sound(text)) for word in words.lower().split())
    return spoken and (not owner or owner in owners_of(task))


def _twig(
    task: Task,
    children: Mapping[str, Sequence[Task]],
    mechanisms: Mapping[str, Sequence[Mechanism]],
    wanted: set[str],
) -> Twig | None:
    """The task with its wanted branches; ``None`` where neither it nor anything below is wanted."""
    found = (_twig(each, children, mechanisms, wanted) for each in children.get(task.id, ()))
    twigs = tuple(twig for twig in found if twig is not None)
    if task.id not in wanted and not twigs:
        return None
    below = sum(1 + twig.below for twig in twigs)
    return Twig(task, twigs, tuple(mechanisms.get(task.id, ())), below)


def _row(task: Task) -> Row:
    owners = owners_of(task)
    cells = (
        Cell(Bilingual(task.number)),
        Cell(Bilingual(task.name), cites=task.cite),
        Cell(worded(TASK_LEVELS, task.level)),
        Cell(Bilingual(task.lead_department)),
        Cell(Bilingual("、".join(task.departments))),
        Cell(Bilingual(task.deadline)),
        Cell(Bilingual("；".join(task.commitments))),
    )
    return Row(task.id, cells, {"owner": owners, "level": (task.level,)})
