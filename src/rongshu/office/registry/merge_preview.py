"""What merging two firms would change, side by side: each field, and what moves from one to the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any

from rongshu.office.people.models import User
from rongshu.office.registry.desk import stored
from rongshu.office.registry.frame import language
from rongshu.office.registry.kinds import ENTERPRISE, METERS, PLOTS, Field
from rongshu.office.registry.lists import cell_text, sees_contacts
from rongshu.office.registry.merging import TABLES, Step, steps_of
from rongshu.office.registry.models import Assignment, Enterprise
from rongshu.office.registry.reach import visible
from rongshu.terms.bilingual import Bilingual

NAMED = 20
WORDS = {
    "project": Bilingual("项目", "Projects"),
    "plot": PLOTS.name,
    "meter": METERS.name,
    "place": Bilingual("环节归属", "Places on nodes"),
    "mention": Bilingual("规划中的提及", "Mentions in plans"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A field of both firms and of the one that results.

    ``how``: ``same``, ``taken`` from the one that goes, ``joined``, or ``left``: its value is not taken.
    """

    field: Field
    keep: str
    gone: str
    after: str
    how: str


@dataclass(frozen=True, slots=True)
class Moved:
    """How many rows of a table move, and the first of them that the reader reaches."""

    word: Bilingual
    count: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MergePreview:
    """The merge as a person sees it before it is done."""

    lines: tuple[Line, ...]
    moved: tuple[Moved, ...]


def merge_preview(keep: Enterprise, gone: Enterprise, user: User) -> MergePreview:
    """What ``merging.merge`` would do.  *Cost*: a dozen queries and one for each table that moves."""
    steps = steps_of(keep, gone)
    after = copy(keep)
    for column, value in steps[0].after.items():
        setattr(after, column, value)
    contacts = sees_contacts(user)
    lines = []
    for field in ENTERPRISE.fields:
        texts = [cell_text(firm, field, language(), contacts) for firm in (keep, gone, after)]
        if any(texts):
            lines.append(Line(field, *texts, how=_how(field, keep, gone, after)))
    return MergePreview(tuple(lines), tuple(_moved(steps[1:-1], user)))


def _how(field: Field, keep: Enterprise, gone: Enterprise, after: Enterprise) -> str:
    own, other, result = (stored(firm, field) for firm in (keep, gone, after))
    if field.name == "aliases" and result != own:
        return "joined"
    if result != own:
        return "taken"
    # a name that goes is found among the other names
    return "left" if other and other != result and field.name != "name" else "same"


def _moved(steps: Sequence[Step], user: User) -> list[Moved]:
    numbers: dict[str, list[int]] = defaultdict(list)
    for step in steps:
        numbers[step.table].append(step.row)
    return [
        Moved(word, len(numbers[table]), tuple(_names(table, numbers[table], user)))
        for table, word in WORDS.items()
        if table in numbers
    ]


def _names(table: str, numbers: Sequence[int], user: User) -> list[str]:
    if table == "mention":
        rows: Any = TABLES[table]._default_manager.filter(pk__in=numbers).values_list("name", "cite")
        return [f"{name} {cite}" for name, cite in rows[:NAMED]]
    if table == "place":
        places = Assignment.objects.filter(pk__in=numbers).select_related("node")[:NAMED]
        return [f"{each.node}（{each.get_state_display()}）" for each in places]
    return [str(row) for row in visible(user, TABLES[table]).filter(pk__in=numbers)[:NAMED]]
