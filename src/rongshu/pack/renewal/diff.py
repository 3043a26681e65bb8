"""Two packs compared item by item: two states of one plan, or one plan and the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from rongshu.pack.amount import Amount, Operator
from rongshu.pack.renewal.counterpart import counterparts
from rongshu.pack.renewal.summary import KINDS, cites, title, written
from rongshu.pack.schema import Indicator, Mention, Pack, Reading
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.quantity import written_decimal
from rongshu.terms.unit import Unit

What = Literal["added", "gone", "changed", "renamed", "outcome"]
_SIGNS: Mapping[What, str] = {"added": "+", "gone": "−", "changed": "~", "renamed": "~", "outcome": "="}
# a plan's own order and what is only about the document says nothing of what is planned
_KINDS = tuple(kind for kind in KINDS if kind not in ("outline", "boxes", "remarks"))
_ASIDE = frozenset(
    {
        "id",
        "cite",
        "rule",
        "confidence",
        "number",
        "mentions",
        "title",
        "name",
        "parent",
        "source",
        "proposals",
    }
)
_FIELDS: Mapping[str, Bilingual] = {
    "unit": Bilingual("单位", "unit"),
    "base": Bilingual("基期", "base"),
    "target": Bilingual("目标", "target"),
    "growth": Bilingual("年均增长", "annual growth"),
    "attribute": Bilingual("属性", "attribute"),
    "amount": Bilingual("数值", "amount"),
    "period": Bilingual("期间", "period"),
    "products": Bilingual("产品", "products"),
    "technologies": Bilingual("技术", "technologies"),
    "places": Bilingual("地点", "places"),
    "segments": Bilingual("领域", "segments"),
    "departments": Bilingual("责任单位", "departments"),
    "lead_department": Bilingual("牵头单位", "lead department"),
    "deadline": Bilingual("完成时限", "deadline"),
    "leader": Bilingual("链长", "chain leader"),
    "library": Bilingual("图谱", "map"),
    "stages": Bilingual("阶段", "stages"),
    "nodes": Bilingual("环节", "nodes"),
    "links": Bilingual("流向", "flows"),
    "chains": Bilingual("产业链", "chains"),
    "industries": Bilingual("产业", "industries"),
    "area": Bilingual("面积", "area"),
    "level": Bilingual("级别", "level"),
    "status": Bilingual("状态", "status"),
    "name": Bilingual("名称", "name"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One difference.  ``outcome``: the target of the first plan has become the base of the second.

    ``before`` and ``after`` are written as people read them; ``difference`` is after − before in the
    unit of ``before``, only for figures that can be compared; ``cites`` are the addresses in both.
    """

    kind: str
    what: What
    id: str
    name: str
    field: str = ""
    before: str = ""
    after: str = ""
    difference: str = ""
    added: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    cites: tuple[str, str] = ("", "")

    def as_json(self) -> dict[str, Any]:
        """What is said, as plain values."""
        values = {slot: getattr(self, slot) for slot in self.__slots__}
        return {
            slot: list(v) if isinstance(v, tuple) else v for slot, v in values.items() if v not in ("", ())
        }

    def written(self, language: str) -> str:
        """One line for people."""
        line = f"{_SIGNS[self.what]} {KINDS[self.kind].in_language(language)} {self.name}"
        if self.what == "outcome":
            told = Bilingual(
                f"原定 {self.before}，新规划所载 {self.after}",
                f"planned {self.before}, stated by the next plan {self.after}",
            )
            line += f" · {told.in_language(language)}"
        elif self.added or self.gone:
            listed = [f"+{entry}" for entry in self.added] + [f"−{entry}" for entry in self.gone]
            line += f" · {field_label(self.field, language)}: " + " ".join(listed)
        elif self.field:
            line += f" · {field_label(self.field, language)}: {self.before or '—'} → {self.after or '—'}"
        return line + (f" ({self.difference})" if self.difference else "")


def field_label(field: str, language: str) -> str:
    """What a person calls the field."""
    return _FIELDS[field].in_language(language) if field in _FIELDS else field


def diff(before: Pack, after: Pack) -> tuple[Change, ...]:
    """Every difference in the order of the plan; none for equal packs.

    Names are matched by id, then as written, then nearly; figures that fold into each other are equal.
    """
    next_plan = before.about.last_year != after.about.last_year
    found: list[Change] = []
    for kind in _KINDS:
        pair = [(pack.about,) if kind == "about" else _told(getattr(pack, kind)) for pack in (before, after)]
        found += _items(kind, *pair)
        if kind == "indicators" and next_plan:
            found += _outcomes(*pair)
    return tuple(found)


def _told(items: Sequence[Any]) -> tuple[Any, ...]:
    """Actions are clauses: their words change with every sentence."""
    return tuple(item for item in items if getattr(item, "level", "") != "action")


def _items(kind: str, before: Sequence[Any], after: Sequence[Any]) -> Iterator[Change]:
    pairs = {0: 0} if kind == "about" else counterparts(before, after)
    for place, item in enumerate(before):
        if place in pairs:
            yield from _fields(kind, item, after[pairs[place]])
        else:
            yield Change(kind, "gone", _identity(item), title(item), cites=(_first(item), ""))
    known = set(pairs.values())
    for place, item in enumerate(after):
        if place not in known:
            yield Change(kind, "added", _identity(item), title(item), cites=("", _first(item)))


def _fields(kind: str, before: Any, after: Any) -> Iterator[Change]:
    addresses = (_first(before), _first(after))
    if title(before) != title(after):
        names = title(before), title(after)
        yield Change(kind, "renamed", _identity(after), names[1], "name", *names, cites=addresses)
    for field in type(before).model_fields:
        old, new = getattr(before, field), getattr(after, field)
        if field in _ASIDE or same(old, new):
            continue
        change = Change(kind, "changed", _identity(after), title(after), field, cites=addresses)
        yield _listed(change, old, new) if isinstance(old, tuple) else _valued(change, old, new)


def _listed(change: Change, old: tuple[Any, ...], new: tuple[Any, ...]) -> Change:
    names = [[_entry(entry) for entry in entries] for entries in (old, new)]
    added = tuple(name for name in names[1] if name not in names[0])
    gone = tuple(name for name in names[0] if name not in names[1])
    before, after = ("", "") if added or gone else ("、".join(names[0]), "、".join(names[1]))
    return _with(change, added=added, gone=gone, before=before, after=after)


def _valued(change: Change, old: Any, new: Any) -> Change:
    return _with(change, before=written(old), after=written(new), difference=_difference(old, new))


def _with(change: Change, **values: Any) -> Change:
    return Change(**{slot: values.get(slot, getattr(change, slot)) for slot in change.__slots__})


def same(old: Any, new: Any) -> bool:
    """Equal in what is said: 32 亿元 is 320000 万元, lists of names regardless of their addresses."""
    if isinstance(old, Reading) and isinstance(new, Reading):
        return old.period == new.period and same(old.amount, new.amount)
    if isinstance(old, Amount) and isinstance(new, Amount):
        return _same_amount(old, new)
    if isinstance(old, tuple) and isinstance(new, tuple):
        return [_entry(entry) for entry in old] == [_entry(entry) for entry in new]
    return bool(old == new)


def _same_amount(old: Amount, new: Amount) -> bool:
    aside = {"value": None, "upper": None, "unit": ""}
    if old.model_copy(update=aside) != new.model_copy(update=aside):
        return False
    return [_measured(old, end) for end in ("value", "upper")] == [
        _measured(new, end) for end in ("value", "upper")
    ]


def _measured(amount: Amount, end: str) -> tuple[Decimal, str] | None:
    number = getattr(amount, end)
    unit = Unit.parse(amount.unit)
    return None if number is None else (number * unit.factor, unit.measure)


def _outcomes(before: Sequence[Indicator], after: Sequence[Indicator]) -> Iterator[Change]:
    """Planned against stated: the year the first plan aims at is where the second one starts."""
    for place, other in counterparts(before, after).items():
        planned, stated = before[place].target, after[other].base
        if planned is None or stated is None or planned.period != stated.period:
            continue
        yield Change(
            "indicators",
            "outcome",
            after[other].id,
            title(after[other]),
            "target",
            written(planned),
            written(stated),
            _difference(planned, stated),
            cites=(_first(before[place]), _first(after[other])),
        )


def _difference(old: Any, new: Any) -> str:
    one, other = (value.amount if isinstance(value, Reading) else value for value in (old, new))
    if not isinstance(one, Amount) or not isinstance(other, Amount):
        return ""
    start, end = one.quantity(), other.quantity()
    growths = Operator.GROWTH in (one.operator, other.operator) and one.operator != other.operator
    if start is None or end is None or growths or not start.unit.comparable_with(end.unit):
        return ""
    gap = (end.in_measure() - start.in_measure()) / start.unit.factor
    return ("+" if gap > 0 else "") + written_decimal(gap) + str(start.unit.printed)


def _entry(entry: Any) -> str:
    return entry.name if isinstance(entry, Mention) else written(entry)


def _identity(item: Any) -> str:
    return str(getattr(item, "id", "") or getattr(item, "series", ""))


def _first(item: Any) -> str:
    return next(iter(cites(item)), "")
