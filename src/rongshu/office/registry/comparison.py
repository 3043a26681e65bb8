"""A file's rows against the registry: new, changed, unchanged, conflicting or wrong, cell by cell."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, QuerySet

from rongshu.office.people.models import User
from rongshu.office.registry.cells import CLEAR, Refused
from rongshu.office.registry.desk import REFERENCES, Desk, cleared, stored
from rongshu.office.registry.kinds import MASK, Field, Kind
from rongshu.office.registry.models import Enterprise
from rongshu.office.registry.reach import rows_of
from rongshu.office.registry.spreadsheet import Sheet
from rongshu.terms.bilingual import Bilingual

NEW, CHANGED, UNCHANGED, CONFLICT, WRONG = "new", "changed", "unchanged", "conflict", "wrong"
TAKEN = frozenset({NEW, CHANGED})
CHUNK = 400


@dataclass(slots=True)
class Compared:
    """One row: its line, what became of it, the values to write, what stood there, what is wrong by field."""

    line: int
    state: str
    label: str
    row: int | None = None
    values: dict[str, Any] = field(default_factory=dict)
    before: dict[str, Any] = field(default_factory=dict)
    wrong: dict[str, tuple[str, str]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """For the batch's record."""
        return {name: getattr(self, name) for name in self.__slots__}


def compare(sheet: Sheet, kind: Kind, user: User, say: Callable[[int], None] | None = None) -> list[Compared]:
    """Every row of the file, in its order.

    *Cost*: a few queries for every 400 rows, and one for each kind of reference.
    """
    desk, fields = Desk(user, many=True), {each.name: each for each in kind.fields}
    found: list[Compared] = []
    seen: dict[tuple[str, ...], int] = {}
    for start in range(0, len(sheet.rows), CHUNK):
        part = [_read(line, cells, kind, fields, desk) for line, cells in sheet.rows[start : start + CHUNK]]
        known = _known(part, kind, user)
        for row in part:
            _judge(row, kind, known, desk, seen)
        found += part
        if say:
            say(100 * len(found) // len(sheet.rows))
    return found


def counts(rows: Iterable[Compared]) -> dict[str, int]:
    """How many rows of each state."""
    return dict(Counter(row.state for row in rows))


def _read(
    line: int, cells: Mapping[str, str], kind: Kind, fields: Mapping[str, Field], desk: Desk
) -> Compared:
    row = Compared(line, "", cells.get(kind.lead, "")[:80])
    for name, text in cells.items():
        declared = fields.get(name)
        if declared is None or (declared.private and text == MASK):
            continue  # a reader's copy: what was hidden from them is not what is to be written
        try:
            row.values[name] = cleared(declared) if text in CLEAR else desk.read(text, declared)
        except Refused as refused:
            row.wrong[name] = (refused.said.zh, refused.said.en)
    return row


class _Known:
    """Rows that the chunk may mean, by each identity; and codes that somebody out of reach holds."""

    def __init__(self) -> None:
        self.by: list[dict[tuple[Any, ...], list[Model]]] = []
        self.elsewhere: set[str] = set()


def _known(part: Sequence[Compared], kind: Kind, user: User) -> _Known:
    known = _Known()
    for identity in kind.identity:
        found: dict[tuple[Any, ...], list[Model]] = defaultdict(list)
        columns = [_column(kind, name) for name in identity]
        first = {key[0] for row in part if (key := _key(row, identity))}
        for each in _among(user, kind, columns[0], first).select_related():
            found[tuple(_plain(getattr(each, column)) for column in columns)].append(each)
        known.by.append(found)
    unique = kind.identity[0][0]
    wanted = {row.values.get(unique) for row in part} - {None, ""}
    if len(kind.identity[0]) == 1:
        live = "merged_into" if kind.model is Enterprise else "pk"
        everywhere = kind.model._default_manager.filter(**{f"{unique}__in": wanted}).order_by()
        held = {code for code, heir in everywhere.values_list(unique, live) if live == "pk" or heir is None}
        mine = _among(user, kind, unique, wanted).values_list(unique, flat=True)
        known.elsewhere = held - set(mine)
    _add_former_names(part, kind, user, known)
    return known


def _among(user: User, kind: Kind, column: str, values: set[Any]) -> QuerySet:
    """The rows in reach of which ``column`` is one of the values, looked up by the values' own index.

    Asked in one condition, SQLite would read every row of the owner's, or every one not merged, each time.
    """
    such = kind.model._default_manager.filter(**{f"{column}__in": values}).order_by()
    return rows_of(user, kind).filter(pk__in=such.values("pk")).order_by("pk")


def _add_former_names(part: Sequence[Compared], kind: Kind, user: User, known: _Known) -> None:
    """Firms that were merged away are found by their name or code, and lead to the one that stays."""
    if kind.model is not Enterprise:
        return
    names = {row.values.get("name") for row in part} | {row.values.get("code") for row in part}
    gone = Enterprise.objects.exclude(merged_into=None).select_related("merged_into", "merged_into__owner")
    for each in gone.filter(name__in=names - {None, ""}):
        if rows_of(user, kind).filter(pk=each.merged_into_id).exists():
            known.by[-1][(each.name,)].append(each.merged_into)


def _column(kind: Kind, name: str) -> str:
    declared = kind.field(name)
    return f"{name}_id" if declared and declared.form in REFERENCES else name


def _key(row: Compared, identity: Sequence[str]) -> tuple[Any, ...]:
    values = tuple(_plain(row.values.get(name)) for name in identity)
    return values if all(values) else ()


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _judge(row: Compared, kind: Kind, known: _Known, desk: Desk, seen: dict[tuple[str, ...], int]) -> None:
    """Decide what the row is; the order of the questions is the order of what matters."""
    matches = _matches(row, kind, known)
    before = _seen_before(row, kind, seen)
    unique = kind.identity[0][0]
    if row.values.get(unique) in known.elsewhere and row.values.get(unique):
        row.wrong[unique] = ("已由您范围之外的单位登记", "registered by an office that you do not reach")
    if before:
        row.wrong[kind.lead] = (f"与第 {before} 行重复", f"the same as line {before}")
        row.state = CONFLICT
    elif len(matches) > 1:
        row.wrong[kind.lead] = _several(matches)
        row.state = CONFLICT
    elif row.wrong:
        row.state = WRONG
    elif matches:
        _set_beside(row, kind, matches[0])
    else:
        _made(row, kind, desk)


def _several(matches: Sequence[Model]) -> tuple[str, str]:
    names = "、".join(str(each) for each in matches[:3])
    return f"代码和名称指向不同的条目：{names}", f"code and name point to different rows: {names}"


def _matches(row: Compared, kind: Kind, known: _Known) -> list[Model]:
    """The rows meant; a name is no match where both sides have codes and they differ."""
    found: dict[Any, Model] = {}
    for identity, index in zip(kind.identity, known.by, strict=True):
        key = _key(row, identity)
        for each in index.get(key, ()) if key else ():
            code = row.values.get("code")
            if identity == ("name",) and any(
                getattr(other, "name", "") == key[0] for other in found.values()
            ):
                continue  # the code's own row has this name already: another one of it is a namesake
            if identity == ("name",) and found and each.pk not in found and getattr(each, "code", "") == "":
                continue  # the code has decided already; a namesake without a code is a duplicate to propose
            if identity == ("name",) and not found and code and getattr(each, "code", "") not in ("", code):
                continue
            found[each.pk] = each
    return list(found.values())


def _seen_before(row: Compared, kind: Kind, seen: dict[tuple[str, ...], int]) -> int:
    for identity in kind.identity:
        key = _key(row, identity)
        if not key:
            continue
        full = (*identity, *(str(part) for part in key))
        if full in seen:
            return seen[full]
        seen[full] = row.line
        if identity == kind.identity[0]:
            break  # told apart by the code: namesakes with other codes are other firms
    return 0


def _set_beside(row: Compared, kind: Kind, found: Model) -> None:
    changed = {}
    for name, value in row.values.items():
        declared = kind.field(name)
        old = stored(found, declared)
        if _plain(old) != _plain(value):
            changed[name], row.before[name] = value, old
    row.row, row.values = found.pk, changed
    row.state = CHANGED if changed else UNCHANGED


def _made(row: Compared, kind: Kind, desk: Desk) -> None:
    lacking = [f for f in kind.fields if f.required and not row.values.get(f.name)]
    for declared in lacking:
        row.wrong[declared.name] = ("必填", "required")
    if kind.field("owner") and not row.values.get("owner"):
        if desk.own is None:
            row.wrong["owner"] = ("请写归口单位", "say who keeps it")
        else:
            row.values["owner"] = desk.own
    row.state = WRONG if row.wrong else NEW


def said(pair: tuple[str, str] | list[str], language: str) -> str:
    """What is wrong, in the reader's language."""
    return Bilingual(pair[0], pair[1]).in_language(language)
