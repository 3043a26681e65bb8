"""How two plans differ, change by change: two states of one plan, or one plan and the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from django.utils.translation import override

from rongshu.office.pages.parts.listing import Cell, Column, Facet, Link, Row, Table, Tag
from rongshu.office.plans.wording import field_name, value_word
from rongshu.pack.renewal.diff import Change, diff
from rongshu.pack.renewal.summary import KINDS
from rongshu.pack.schema import Pack
from rongshu.terms.bilingual import Bilingual

WHAT: dict[str, Bilingual] = {
    "outcome": Bilingual("原目标与新基期", "target and outcome"),
    "changed": Bilingual("变化", "changed"),
    "renamed": Bilingual("更名", "renamed"),
    "added": Bilingual("新增", "added"),
    "gone": Bilingual("不再出现", "gone"),
}
_LIGHTS = {
    "outcome": ("fair", "disc"),
    "changed": ("warn", "triangle"),
    "renamed": ("none", "dash"),
    "added": ("good", "tick"),
    "gone": ("bad", "down"),
}
LIST_SHOWN = 12
# how an item was declared or read, not what the plan says
DECLARED = frozenset({"path", "direction", "measure", "period_explicit", "listed_open", "exhaustive"})


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two plans: its title and the address of its document."""

    title: Bilingual
    document: str


def changes_between(one: Pack, other: Pack) -> tuple[tuple[Change, ...], bool]:
    """The changes from the earlier plan to the later, and whether ``other`` is the earlier."""
    turned = (other.about.last_year or 0) < (one.about.last_year or 0)
    found = diff(other, one) if turned else diff(one, other)
    # what the packs say of themselves is no change of the plan
    told = (each for each in found if each.kind != "about" and each.field not in DECLARED)
    return tuple(told), turned


def change_table(changes: Sequence[Change], before: Side, after: Side) -> Table:
    """The list of changes; addresses lead into the document of their own plan."""
    columns = (
        Column("what", Bilingual("变动", "Change")),
        Column("kind", Bilingual("种类", "Kind")),
        Column("name", Bilingual("名称", "Name"), lead=True, wide=True),
        Column("field", Bilingual("项", "Field")),
        Column("before", before.title, wide=True),
        Column("after", after.title, wide=True),
        Column("difference", Bilingual("差", "Difference"), numeric=True),
    )
    order = list(WHAT)
    ranked = sorted(changes, key=lambda change: (_rank(change), order.index(change.what)))
    facets = (
        Facet("what", Bilingual("变动", "Change"), WHAT),
        Facet("kind", Bilingual("种类", "Kind"), KINDS),
    )
    rows = tuple(_row(index, change, before, after) for index, change in enumerate(ranked))
    return Table(columns, rows, facets, keeps=("with",))


def _rank(change: Change) -> int:
    kinds = list(KINDS)
    return kinds.index(change.kind) if change.kind in kinds else len(kinds)


def _row(index: int, change: Change, before: Side, after: Side) -> Row:
    valued = change.what == "changed" and not (change.added or change.gone)
    cells = (
        Cell(tags=(Tag(WHAT[change.what], *_LIGHTS[change.what]),)),
        Cell(KINDS.get(change.kind, Bilingual(change.kind))),
        Cell(Bilingual(change.name)),
        Cell(_field(change.field) if change.field else Bilingual("")),
        _side_cell(change.before, change.gone, "−", change.cites[0], before, valued),
        _side_cell(change.after, change.added, "+", change.cites[1], after, valued),
        Cell(Bilingual(change.difference)),
    )
    return Row(f"change-{index}", cells, {"what": (change.what,), "kind": (change.kind,)})


def _side_cell(text: str, names: Sequence[str], sign: str, cite: str, side: Side, valued: bool) -> Cell:
    listed = [f"{sign}{name}" for name in names[:LIST_SHOWN]]
    if len(names) > LIST_SHOWN:
        listed.append(f"… {len(names)}")
    address = f"{side.document}?cite={quote(cite, safe=':')}#{cite.partition(':')[0]}"
    links = (Link(Bilingual(f"§\u2009{cite.partition(':')[0]}"), address),) if cite else ()
    # a value that was not there before is told by a dash; an item that was not there by nothing
    shown = _value(text) if text else Bilingual("、".join(listed) or ("—" if valued else ""))
    return Cell(shown, links=links)


@lru_cache(maxsize=256)
def _field(field: str) -> Bilingual:
    with override("zh-hans"):
        zh = str(field_name(field))
    with override("en"):
        return Bilingual(zh, str(field_name(field)))


@lru_cache(maxsize=4096)
def _value(text: str) -> Bilingual:
    """A code of the schema in words; what the plan says stays as it is."""
    if not text.isascii():
        return Bilingual(text)
    with override("zh-hans"):
        zh = str(value_word(text))
    with override("en"):
        return Bilingual(zh, str(value_word(text)))
