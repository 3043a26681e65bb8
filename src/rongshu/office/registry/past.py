"""The history of a row, field by field: who, when, from what to what, by which file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rongshu.office.people.models import User
from rongshu.office.registry.cells import shown
from rongshu.office.registry.desk import REFERENCES, stored
from rongshu.office.registry.frame import language
from rongshu.office.registry.kinds import Field, Kind
from rongshu.office.registry.lists import MASK, sees_contacts

SHOWN = 40


@dataclass(frozen=True, slots=True)
class Moment:
    """One write and what it changed; ``reason`` names the file or the act."""

    when: datetime
    who: str
    sign: str
    reason: str
    changes: tuple[tuple[Field, str, str], ...]


def past_of(row: Any, kind: Kind, user: User) -> list[Moment]:
    """The newest writes first."""
    records = list(
        row.history.select_related("history_user").order_by("-history_date", "-history_id")[: SHOWN + 1]
    )
    contacts, names = sees_contacts(user), _Names(records, kind)
    moments = []
    for record, before in zip(records, [*records, None][1:], strict=True):
        changes = _changes(record, before, kind, contacts, names) if before else ()
        who = str(record.history_user) if record.history_user else ""
        moments.append(
            Moment(record.history_date, who, record.history_type, record.history_change_reason or "", changes)
        )
    return moments[:SHOWN]


class _Names:
    """What the numbers in a history refer to; one query for each table that its records name."""

    def __init__(self, records: Sequence[Any], kind: Kind) -> None:
        asked: dict[str, set[int]] = defaultdict(set)
        for field in kind.fields:
            if field.form in REFERENCES:
                asked[field.form] |= {int(each) for row in records if (each := stored(row, field))}
        self._known = {
            form: REFERENCES[form]._default_manager.in_bulk(numbers) for form, numbers in asked.items()
        }

    def text(self, value: Any, field: Field) -> str:
        """A stored value as people write it; of something that is gone the number."""
        if value is None or field.form not in REFERENCES:
            return "" if value is None else shown(field, value, language())
        found = self._known[field.form].get(int(value))
        return str(found) if found else f"#{value}"


def _changes(
    record: Any, before: Any, kind: Kind, contacts: bool, names: _Names
) -> tuple[tuple[Field, str, str], ...]:
    found = []
    for field in kind.fields:
        now, then = stored(record, field), stored(before, field)
        if now != then:
            hidden = field.private and not contacts
            texts = (MASK, MASK) if hidden else (names.text(then, field), names.text(now, field))
            found.append((field, *texts))
    return tuple(found)
