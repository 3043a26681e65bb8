"""What a file's words mean here: organisations, parks, firms and nodes, looked up once for all rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any

from django.db.models import Model, Q, Value
from django.db.models.functions import Replace

from rongshu.office.people.models import Organisation, User
from rongshu.office.registry.cells import READERS, Refused, empty_value, shown
from rongshu.office.registry.kinds import Field
from rongshu.office.registry.models import Enterprise, Node, Park, Project
from rongshu.office.registry.reach import reached, visible
from rongshu.pack.declared.standards import Standards, load_standards

REFERENCES = {
    "organisation": Organisation,
    "park": Park,
    "firm": Enterprise,
    "node": Node,
    "project": Project,
}


# tables that grow with the city, and the columns by which a row is named
LARGE = {"firm": ("name", "code"), "project": ("number", "name")}


@lru_cache(maxsize=1)
def standards() -> Standards:
    """The national tables, read once."""
    return load_standards()


class Desk:
    """Reads and writes cells for one person: only what this person reaches can be named.

    ``many``: a whole file is to be read, so that all names are looked up once; else the few that are met.
    """

    def __init__(self, user: User, many: bool = False) -> None:
        self.user, self.many = user, many
        self._known: dict[str, dict[int, str]] = {}

    def read(self, text: str, field: Field) -> Any:
        """The value of a cell, a row's number for a reference.  *Errors*: ``Refused``."""
        if field.form == "industry":
            return self._industry(text)
        if field.form not in REFERENCES:
            return READERS[field.form](text, field)
        found = self._found(text, field.form)
        if len(found) == 1:
            return found[0]
        if found and field.form == "node":
            raise Refused(
                "几个规划都有这个环节，请写 规划/产业链/环节", "several plans have it; write plan/chain/node"
            )
        if found:
            raise Refused("有多个同名的，请写代码", "several have this name; write the code")
        raise Refused(f"没有这个{field.title.zh}（或不在您的范围内）", "there is none that you reach")

    def show(self, value: Any, field: Field, language: str = "zh") -> str:
        """A stored value as people write it."""
        if value is None or field.form not in REFERENCES:
            return shown(field, value, language)
        return self.labels(field.form, {int(value)}).get(int(value), str(value))

    def labels(self, form: str, numbers: Collection[int]) -> dict[int, str]:
        """Names that lead back to these rows; none of a row out of reach.

        *Cost*: two queries for the rows of a large table that were not asked before.
        """
        known = self._known.setdefault(form, {})
        if form not in LARGE:
            known = known or labels(self._index(form))
            self._known[form] = known
        elif new := set(numbers) - set(known):
            known |= self._few(form, new)
        return known

    def _few(self, form: str, numbers: Collection[int]) -> dict[int, str]:
        columns = LARGE[form]
        rows = visible(self.user, REFERENCES[form]).order_by()
        names = {n for row in rows.filter(pk__in=numbers).values_list(*columns) for n in row if n}
        same = rows.filter(_any(columns, names)).values_list("pk", *columns) if names else ()
        told = labels(index_of((pk, row) for pk, *row in same))
        return {number: told[number] for number in numbers if number in told}

    @cached_property
    def own(self) -> int | None:
        """Number of the person's own organisation."""
        return self.user.organisation_id

    @cached_property
    def reach(self) -> frozenset[int]:
        """Numbers of the organisations that the person reaches."""
        return frozenset(reached(self.user).values_list("pk", flat=True))

    def _industry(self, text: str) -> str:
        codes = [
            code.strip() for code in text.replace("，", ",").replace("、", ",").split(",") if code.strip()
        ]
        wrong = [code for code in codes if standards().industry(code) is None]
        if wrong:
            raise Refused(f"{wrong[0]} 不在 GB/T 4754-2017 中", f"{wrong[0]} is not a code of GB/T 4754-2017")
        return ",".join(codes)

    def _found(self, text: str, form: str) -> list[int]:
        """The rows that a text names: as it is written, else whatever blanks stand in either."""
        close = "".join(text.split())
        if self.many or form not in LARGE:
            return self._index(form).get(close, [])
        rows, columns = visible(self.user, REFERENCES[form]).order_by(), LARGE[form]
        found = list(rows.filter(_any(columns, {text.strip(), close})).values_list("pk", flat=True)[:2])
        if found:
            return found
        without = {f"close_{name}": _without_blanks(name) for name in columns}
        return list(rows.annotate(**without).filter(_any(without, {close})).values_list("pk", flat=True)[:2])

    def _index(self, form: str) -> dict[str, list[int]]:
        return getattr(self, f"_{form}s")

    @cached_property
    def _organisations(self) -> dict[str, list[int]]:
        return _index(
            (pk, (name, en)) for pk, name, en in reached(self.user).values_list("pk", "name", "name_en")
        )

    @cached_property
    def _parks(self) -> dict[str, list[int]]:
        return _index((pk, (name,)) for pk, name in visible(self.user, Park).values_list("pk", "name"))

    @cached_property
    def _firms(self) -> dict[str, list[int]]:
        rows = visible(self.user, Enterprise).values_list("pk", "name", "code")
        return _index((pk, (name, code)) for pk, name, code in rows.iterator(5000))

    @cached_property
    def _nodes(self) -> dict[str, list[int]]:
        rows = Node.objects.values_list("pk", "plan", "chain_name", "name", "chain", "node")
        return _index((pk, node_names(*names)) for pk, *names in rows)

    @cached_property
    def _projects(self) -> dict[str, list[int]]:
        rows = visible(self.user, Project).values_list("pk", "number", "name")
        return _index((pk, (number, name)) for pk, number, name in rows.iterator(5000))


def _any(columns: Iterable[str], names: Collection[str]) -> Q:
    """One of the columns says one of the names."""
    wanted = Q()
    for column in columns:
        wanted |= Q(**{f"{column}__in": names})
    return wanted


def _without_blanks(column: str) -> Replace:
    return Replace(Replace(column, Value(" ")), Value("\u3000"))


def node_names(plan: str, chain_name: str, name: str, chain: str, node: str) -> tuple[str, ...]:
    """How a file may name a node; with the plan where several have it."""
    words, codes = f"{chain_name}/{name}", f"{chain}/{node}"
    return words, codes, f"{plan}/{words}", f"{plan}/{codes}"


def labels(index: Mapping[str, Sequence[int]]) -> dict[int, str]:
    """For each number the first of its names that nothing else has, else its first name."""
    first: dict[int, str] = {}
    own: dict[int, str] = {}
    for name, numbers in index.items():
        for number in numbers:
            first.setdefault(number, name)
            if len(numbers) == 1:
                own.setdefault(number, name)
    return first | own


def index_of(rows: Iterable[tuple[int, Iterable[str]]]) -> dict[str, list[int]]:
    """The numbers that each name means; a name is kept as it is written."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, names in rows:
        for name in dict.fromkeys(filter(None, names)):
            found[name].append(number)
    return found


def _index(rows: Iterable[tuple[int, tuple[str, ...]]]) -> dict[str, list[int]]:
    """The same without the blanks in names, which people write or leave out."""
    return index_of((number, ["".join(name.split()) for name in names]) for number, names in rows)


def stored(row: Model, field: Field) -> Any:
    """What a row holds for a field: a reference as its number, a step as its day."""
    if field.name.startswith("steps."):
        _steps, stage, which = field.name.split(".")
        return (getattr(row, "steps", None) or {}).get(stage, {}).get(which) or None
    name = f"{field.name}_id" if field.form in REFERENCES else field.name
    return getattr(row, name)


def put(row: Model, field: Field, value: Any) -> None:
    """Set a field of a row, the inverse of ``stored``."""
    if field.name.startswith("steps."):
        _steps, stage, which = field.name.split(".")
        steps = {key: dict(days) for key, days in (getattr(row, "steps", None) or {}).items()}
        steps.setdefault(stage, {})[which] = value
        row.steps = {
            key: {k: v for k, v in days.items() if v} for key, days in steps.items() if any(days.values())
        }
        return
    setattr(row, f"{field.name}_id" if field.form in REFERENCES else field.name, value)


def cleared(field: Field) -> Any:
    """What a cleared cell puts into the row."""
    return empty_value(field)
