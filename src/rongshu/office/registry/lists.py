"""A list of the registry: what an address asks for, as a query that stays quick with 100 000 rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from django.core.cache import cache
from django.db.models import CharField, F, Model, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.utils import timezone

from rongshu.office.asked import row_number
from rongshu.office.people.models import User
from rongshu.office.people.permission import Action, can
from rongshu.office.registry.cells import shown
from rongshu.office.registry.desk import REFERENCES, stored
from rongshu.office.registry.kinds import MASK, SIZES, Field, Kind
from rongshu.office.registry.models import Assignment, Obstacle, Park
from rongshu.office.registry.reach import first_reached, rows_of, visible
from rongshu.terms.bilingual import Bilingual

PAGE = 50
SEARCHED = 1000
KEPT = 60
OFFERED = 200
SIZE = Field("size", Bilingual("规模", "Size"), "choice", listed=True, choices=SIZES)
OBSTACLES = Field("obstacles", Bilingual("存在问题", "Obstacles"), "obstacles", listed=True)
NODES = Field("nodes", Bilingual("产业链环节", "Chain nodes"), "nodes", listed=True)
EXTRA: dict[str, tuple[Field, ...]] = {"enterprises": (SIZE, NODES), "projects": (OBSTACLES,)}
STATES = (
    ("placed", Bilingual("已归环节", "on a node")),
    ("proposed", Bilingual("待确认", "to be confirmed")),
    ("none", Bilingual("未归环节", "on no node")),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for, cleaned: unknown parameters are gone."""

    words: str
    chosen: Mapping[str, str]
    sort: str
    columns: tuple[str, ...]
    page: int

    def query(self, **changes: Any) -> str:
        """The address's query with some parts changed; what is empty is left out."""
        parts = {"q": self.words, **self.chosen, "sort": self.sort, "columns": ",".join(self.columns)}
        return urlencode({k: v for k, v in {**parts, **changes}.items() if v})


def columns_of(kind: Kind) -> tuple[Field, ...]:
    """Everything a list of the kind can show."""
    return (*kind.fields, *EXTRA.get(kind.key, ()))


def asked_of(kind: Kind, given: Mapping[str, str]) -> Asked:
    """The address's parameters, cleaned."""
    known = {field.name for field in columns_of(kind)}
    columns = tuple(name for name in given.get("columns", "").split(",") if name in known)
    keys = (*kind.facets, *(("placed", "chain", "node") if kind.key == "enterprises" else ()))
    if kind.key == "projects":
        keys = (*keys, "late", "chain", "node", "blocked")
    if kind.key == "obstacles":
        keys = (*keys, "open")
    sort = given.get("sort", "")
    page = given.get("page", "1")
    return Asked(
        words=given.get("q", "").strip()[:60],
        chosen={key: given[key][:120] for key in keys if given.get(key)},
        sort=sort if sort.removeprefix("-") in kind.sorts else "",
        columns=columns,
        page=int(page) if page.isdecimal() and len(page) < 6 else 1,
    )


def shown_columns(kind: Kind, asked: Asked) -> tuple[Field, ...]:
    """The columns to show: those chosen, else those listed; the leading one comes first."""
    chosen = set(asked.columns)
    fields = [f for f in columns_of(kind) if (f.name in chosen if chosen else f.listed)]
    lead = next(f for f in kind.fields if f.name == kind.lead)
    return (lead, *(f for f in fields if f.name != kind.lead))


def narrowed(user: User, kind: Kind, asked: Asked) -> QuerySet:
    """The rows that match, in no order."""
    rows = rows_of(user, kind)
    for key, value in asked.chosen.items():
        rows = rows.filter(_narrow(kind, key, value))
    for word in asked.words.split():
        found = Q()
        for name in kind.searched:
            found |= _said(name, word)
        rows = rows.filter(found)
    return rows


def _said(name: str, word: str) -> Q:
    """Whether a column holds the word; a project is found once, by whichever of its obstacles."""
    if name == "search":  # kept in lower case already, a plain comparison is quicker
        return Q(search__contains=word.lower())
    if name == "obstacles":
        return Q(pk__in=Obstacle.objects.filter(what__icontains=word).values("project"))
    return Q(**{f"{name}__icontains": word})


def _narrow(kind: Kind, key: str, value: str) -> Q:
    if key in {"park", "owner"}:
        return Q(**{f"{key}_id": row_number(value)})
    if key == "placed":
        return _placed(value)
    if key in {"chain", "node"}:
        return _projects_of(key, value) if kind.key == "projects" else _on_chain(key, value)
    if key == "late":
        return Q(due__lt=timezone.localdate())
    if key == "blocked":
        return Q(pk__in=Obstacle.objects.filter(cleared=None).values("project"))
    if key == "open":
        return Q(cleared=None)
    if key == "idle":
        return Q(idle=value == "true")
    return Q(**{key: value})


def _placed(value: str) -> Q:
    states = {"none": [""], "proposed": ["proposed"]}
    return Q(placed__in=states.get(value, ["proposed", "confirmed"]))


def _on_chain(key: str, value: str) -> Q:
    """``plan|chain`` or the number of a node."""
    live = Assignment.objects.exclude(state="overridden")
    if key == "node":
        return Q(pk__in=live.filter(node_id=row_number(value)).values("enterprise"))
    plan, _, chain = value.partition("|")
    return Q(pk__in=live.filter(node__plan=plan, node__chain=chain).values("enterprise"))


def _projects_of(key: str, value: str) -> Q:
    if key == "node":
        return Q(node_id=row_number(value))
    plan, _, chain = value.partition("|")
    return Q(node__plan=plan, node__chain=chain)


def _may_be_unknown(kind: Kind, sort: str) -> str:
    """The column sorted by, where its value may be unknown; else empty."""
    name = sort.removeprefix("-")
    return name if name and kind.model._meta.get_field(name).null else ""


def ordered(rows: QuerySet, kind: Kind, sort: str) -> QuerySet:
    """The rows in the order asked for; those whose value is unknown come last, whichever way it goes."""
    name, back = sort.removeprefix("-"), sort.startswith("-")
    if _may_be_unknown(kind, sort):
        way = F(name).desc(nulls_last=True) if back else F(name).asc(nulls_last=True)
        return rows.order_by(way, "-pk" if back else "pk")
    return rows.order_by(*_by_index(kind, sort))


def _by_index(kind: Kind, sort: str) -> tuple[str, str]:
    """Both keys in one direction, so that an index serves them."""
    return sort or kind.model._meta.ordering[0], "-pk" if sort.startswith("-") else "pk"


def page_rows(rows: QuerySet, kind: Kind, asked: Asked) -> list[Model]:
    """One page: numbers first, by the index, then the rows with what they refer to.

    The known ones by the index, the unknown ones after them: no database keeps an index in that order both
    ways, and sorting all rows for fifty would take long.
    """
    start, unknown = (asked.page - 1) * PAGE, _may_be_unknown(kind, asked.sort)
    known = rows.exclude(**{unknown: None}) if unknown else rows
    pages = known.order_by(*_by_index(kind, asked.sort)).values_list("pk", flat=True)
    numbers = list(pages[start : start + PAGE])
    if unknown and len(numbers) < PAGE:
        before = start + len(numbers) if numbers or not start else known.count()
        first = max(0, start - before)
        rest = rows.filter(**{unknown: None}).order_by("pk").values_list("pk", flat=True)
        numbers += list(rest[first : first + PAGE - len(numbers)])
    return _in_order(numbers, kind)


def _in_order(numbers: Sequence[int], kind: Kind) -> list[Model]:
    rows = kind.model._default_manager.select_related(*kind.references).filter(pk__in=numbers)
    found = {row.pk: row for row in rows}
    return [found[number] for number in numbers if number in found]


def searched(rows: QuerySet, kind: Kind, asked: Asked) -> tuple[list[Model], int]:
    """A page of what the words find and how many there are in all; pages go no further than ``SEARCHED``.

    One pass where they find less than that, a second one to count where they find more; that count is kept
    for a moment, as the answers of the facets are.
    """
    numbers = list(ordered(rows, kind, asked.sort).values_list("pk", flat=True)[: SEARCHED + 1])
    start = (asked.page - 1) * PAGE
    total = len(numbers) if len(numbers) <= SEARCHED else _counted(rows)
    return _in_order(numbers[:SEARCHED][start : start + PAGE], kind), total


def _counted(rows: QuerySet) -> int:
    """How many rows there are; the key holds the whole question, the reader's reach in it."""
    key = f"count:{sha256(str(rows.query).encode()).hexdigest()}"
    return int(cache.get_or_set(key, rows.count, KEPT))


def facets_of(user: User, kind: Kind) -> list[tuple[Field, list[tuple[str, Any]]]]:
    """For each question by which the list is narrowed its answers, from what the reader reaches."""
    fields = [next(f for f in columns_of(kind) if f.name == name) for name in kind.facets]
    key = f"facets:{kind.key}:{user.pk}:{user.role}:{user.reach}"
    answers: list[list[tuple[str, Any]]] | None = cache.get(key)
    if answers is None:
        answers = _answers(user, kind, fields)
        cache.set(key, answers, KEPT)
    return [(field, options) for field, options in zip(fields, answers, strict=True) if options]


def _answers(user: User, kind: Kind, fields: Sequence[Field]) -> list[list[tuple[str, Any]]]:
    """The answers of each field; those that the tables hold in one query."""
    known = {field.name: _declared_answers(user, field) for field in fields}
    found: dict[str, list[tuple[str, Any]]] = defaultdict(list)
    asked = [_stored_answers(user, kind, field) for field in fields if known[field.name] is None]
    if asked:
        first, *rest = asked
        for name, answer, zh, en in first.union(*rest, all=True) if rest else first:
            found[name].append((answer, Bilingual(zh, en)))
    for name, answers in found.items():
        known[name] = sorted(answers, key=lambda answer: answer[1].zh)
    return [(known[field.name] or [])[:OFFERED] for field in fields]


def _declared_answers(user: User, field: Field) -> list[tuple[str, Any]] | None:
    """The answers that no row has to be read for; ``None`` where the rows hold them."""
    if field.form == "organisation":
        return [(str(number), name) for number, name in first_reached(user)]
    if field.form == "flag":
        return [("true", Bilingual("是", "yes")), ("false", Bilingual("否", "no"))]
    return list(field.choices) or None


def _stored_answers(user: User, kind: Kind, field: Field) -> QuerySet:
    """Field, answer and the answer's name in both languages."""
    if field.form == "park":
        rows = visible(user, Park).annotate(answer=Cast("pk", CharField()), zh=F("name"), en=F("name_en"))
    else:
        known = rows_of(user, kind).exclude(**{field.name: ""})
        rows = known.annotate(answer=F(field.name), zh=F(field.name), en=Value("", CharField()))
    named = rows.annotate(asked=Value(field.name, CharField()))
    return named.order_by().values_list("asked", "answer", "zh", "en").distinct()


def nodes_of(numbers: Sequence[int], language: str) -> dict[int, list[tuple[str, str]]]:
    """For each firm its nodes as words, with the state."""
    found: dict[int, list[tuple[str, str]]] = {}
    rows = Assignment.objects.filter(enterprise__in=numbers).exclude(state="overridden")
    columns = ("enterprise_id", "node__name", "node__name_en", "state")
    for firm, zh, en, state in rows.order_by("enterprise_id", "-score").values_list(*columns):
        found.setdefault(firm, []).append((en if language == "en" and en else zh, state))
    return found


def obstacles_of(numbers: Sequence[int]) -> dict[int, list[str]]:
    """For each project what stands in its way, the oldest first."""
    found: dict[int, list[str]] = {}
    rows = Obstacle.objects.filter(project__in=numbers, cleared=None).order_by("project_id", "since", "pk")
    for project, what in rows.values_list("project_id", "what"):
        found.setdefault(project, []).append(what)
    return found


def sees_contacts(user: User) -> bool:
    """Whether contacts are shown in full."""
    return can(user, Action.SEE_CONTACTS)


def cell_text(row: Model, field: Field, language: str, contacts: bool) -> str:
    """One cell of a list or an export."""
    if field.form in {"nodes", "obstacles"}:
        return ""
    if field.private and not contacts:
        return MASK if stored(row, field) else ""
    if field.form in REFERENCES:
        other = getattr(row, field.name)
        return str(other) if other else ""
    return shown(field, stored(row, field), language)
