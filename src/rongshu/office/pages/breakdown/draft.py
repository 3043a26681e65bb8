"""What a planner has on the form: groups with keys and bounds, constraints, cells that are decided."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from rongshu.terms.bilingual import Bilingual
from rongshu.terms.quantity import parse_decimal, written_decimal

EVEN = "even"
FIELDS = 900  # a form with more is refused before it is read
SPARE = 3  # empty rows for further constraints


@dataclass(frozen=True, slots=True)
class Group:
    """One row: what it counts (``key``), where it starts, and what every year of it must keep."""

    members: tuple[str, ...]
    key: Decimal
    base: Decimal | None = None
    floor: Decimal | None = None
    ceiling: Decimal | None = None

    @property
    def label(self) -> str:
        """The members in one line."""
        return " · ".join(self.members)


@dataclass(frozen=True, slots=True)
class Bound:
    """A further constraint on the sum of all rows with a member, in one year or in each."""

    member: str = ""
    year: int | None = None
    least: Decimal | None = None
    most: Decimal | None = None
    name: str = ""

    @property
    def empty(self) -> bool:
        """Whether it says nothing."""
        return self.least is None and self.most is None


@dataclass(frozen=True, slots=True)
class Draft:
    """The whole form.  ``fair`` are the least and most percentages of a group's part by its key."""

    indicator: str
    by: tuple[str, ...]
    key: str
    groups: tuple[Group, ...]
    whole: bool = False
    monotone: bool = False
    fair: tuple[Decimal | None, Decimal | None] = (None, None)
    bounds: tuple[Bound, ...] = ()
    fixed: Mapping[tuple[int, int], Decimal] = field(default_factory=dict)
    based_on: str = ""

    @property
    def rows(self) -> tuple[Bound, ...]:
        """The constraints with some empty rows after them."""
        return (*self.bounds, *[Bound()] * SPARE)


def sheet_of(
    draft: Draft, unit: str, years: Sequence[int], totals: Mapping[int, Decimal], overall: Decimal | None
) -> dict[str, Any]:
    """The draft as ``answer_breakdown`` takes it."""
    return {
        "indicator": draft.indicator,
        "unit": unit,
        "years": list(years),
        "totals": {str(year): written_decimal(total) for year, total in totals.items()},
        "overall": None if overall is None else written_decimal(overall),
        "groups": [_group_row(draft, group) for group in draft.groups],
        "limits": [*_bound_rows(draft, years), *_fair_rows(draft, years, totals, overall)],
        "fixed": [
            {**_columns(draft, draft.groups[row]), "year": year, "value": written_decimal(value)}
            for (row, year), value in sorted(draft.fixed.items())
        ],
        "monotone": "up" if draft.monotone and totals else "",
        "whole": draft.whole,
        "based_on": draft.based_on,
    }


def _columns(draft: Draft, group: Group) -> dict[str, str]:
    return dict(zip(draft.by, group.members, strict=True))


def _group_row(draft: Draft, group: Group) -> dict[str, Any]:
    numbers = {"key": group.key, "base": group.base, "floor": group.floor, "ceiling": group.ceiling}
    return {
        **_columns(draft, group),
        **{name: written_decimal(value) for name, value in numbers.items() if value is not None},
    }


def _bound_rows(draft: Draft, years: Sequence[int]) -> list[dict[str, Any]]:
    found = []
    for bound in draft.bounds:
        place = next(
            (
                name
                for at, name in enumerate(draft.by)
                if any(g.members[at] == bound.member for g in draft.groups)
            ),
            None,
        )
        columns = {place: bound.member} if place else {}
        for year in (bound.year,) if bound.year else years:
            ends = {"at_least": bound.least, "at_most": bound.most}
            what = " · ".join(filter(None, (str(year), bound.member, bound.name)))
            found.append({**columns, "year": year, "name": what, **_given(ends)})
    return found


def _fair_rows(
    draft: Draft, years: Sequence[int], totals: Mapping[int, Decimal], overall: Decimal | None
) -> list[dict[str, Any]]:
    """Every group's year within percentages of what its key alone would give it."""
    low, high = draft.fair
    whole = sum((group.key for group in draft.groups), Decimal(0))
    if (low is None and high is None) or not whole:
        return []
    found = []
    for year in years:
        total = totals.get(year) if totals else (overall or Decimal(0)) / len(years)
        for group in draft.groups:
            part = (total or Decimal(0)) * group.key / whole
            name = f"{year} · {group.label} 公平 fairness"
            ends = {
                "at_least": None if low is None else part * low / 100,
                "at_most": None if high is None else part * high / 100,
            }
            found.append({**_columns(draft, group), "year": year, "name": name, **_given(ends)})
    return found


def _given(ends: Mapping[str, Decimal | None]) -> dict[str, str]:
    cent = Decimal("0.0001")
    return {name: written_decimal(end.quantize(cent)) for name, end in ends.items() if end is not None}


# --- the form ----------------------------------------------------------------------------------------


@dataclass
class _Form:
    """The posted fields, with everything that is wrong with them collected."""

    posted: Mapping[str, str]
    wrong: list[Bilingual] = field(default_factory=list)

    def number(self, name: str, where: Bilingual) -> Decimal | None:
        """A number, nothing where the field is empty; what is neither is said."""
        text = self.posted.get(name, "").strip()
        if not text:
            return None
        value = parse_decimal(text)
        if value is None or not value.is_finite() or abs(value) > Decimal("1e15"):
            self.wrong.append(
                Bilingual(f"{where.zh}：“{text[:40]}”不是数", f"{where.en}: {text[:40]!r} is not a number")
            )
            return None
        if value < 0:
            self.wrong.append(Bilingual(f"{where.zh}：不能为负", f"{where.en}: must not be negative"))
        return value


def drafted(first: Draft, posted: Mapping[str, str], years: Sequence[int]) -> tuple[Draft, list[Bilingual]]:
    """The draft as posted, and everything that is wrong with it; ``first`` says what it is a draft of."""
    form = _Form(posted)
    members = _members(posted.get("members", ""), len(first.by))
    if members is None:
        return first, [Bilingual("表单不完整，请重新选择指标", "the form is incomplete: choose again")]
    groups = tuple(_group(form, number, names) for number, names in enumerate(members))
    fixed = {
        (row, year): value
        for row, names in enumerate(members)
        for year in years
        if (value := form.number(f"fix-{row}-{year}", _called(names, str(year), str(year)))) is not None
    }
    if not form.wrong and not sum((group.key for group in groups), Decimal(0)):
        form.wrong.append(Bilingual("分配依据合计为零", "the keys add up to nothing"))
    draft = replace(
        first,
        groups=groups,
        whole=posted.get("whole") == "1",
        monotone=posted.get("monotone") == "1",
        fair=(
            form.number("fair-low", Bilingual("公平下限", "fairness, least")),
            form.number("fair-high", Bilingual("公平上限", "fairness, most")),
        ),
        bounds=_bounds(form, members, years),
        fixed=fixed,
        based_on=posted.get("based_on", "")[:64],
    )
    return draft, form.wrong


def _members(written: str, depth: int) -> list[tuple[str, ...]] | None:
    """The rows' names as the page wrote them; ``None`` for anything else."""
    try:
        read = json.loads(written)
    except ValueError:
        return None
    if not isinstance(read, list) or not 0 < len(read) <= FIELDS:
        return None
    if not all(isinstance(row, list) and len(row) == depth for row in read):
        return None
    names = [tuple(str(name)[:80] for name in row) for row in read]
    return names if len(set(names)) == len(names) else None


def _group(form: _Form, number: int, names: tuple[str, ...]) -> Group:
    return Group(
        names,
        form.number(f"key-{number}", _called(names, "分配依据", "key")) or Decimal(0),
        form.number(f"base-{number}", _called(names, "基数", "base")),
        form.number(f"floor-{number}", _called(names, "下限", "floor")),
        form.number(f"ceiling-{number}", _called(names, "上限", "ceiling")),
    )


def _called(names: Sequence[str], zh: str, en: str) -> Bilingual:
    label = " · ".join(names)
    return Bilingual(f"{label} {zh}", f"{label} {en}")


def _bounds(form: _Form, members: Sequence[tuple[str, ...]], years: Sequence[int]) -> tuple[Bound, ...]:
    known = {name for names in members for name in names}
    found = []
    for number in range(100):
        if f"bound-{number}-least" not in form.posted:
            break
        where = Bilingual(f"约束 {number + 1}", f"constraint {number + 1}")
        member = form.posted.get(f"bound-{number}-member", "")
        year = form.posted.get(f"bound-{number}-year", "")
        bound = Bound(
            member if member in known else "",
            int(year) if year in {str(each) for each in years} else None,
            form.number(f"bound-{number}-least", where),
            form.number(f"bound-{number}-most", where),
            form.posted.get(f"bound-{number}-name", "").strip()[:60],
        )
        if not bound.empty:
            found.append(bound)
    return tuple(found)


def draft_of(content: Mapping[str, Any], by: Sequence[str], key: str, form: Mapping[str, Any]) -> Draft:
    """The draft that a kept version was solved from, for going on with it."""
    bounds = tuple(
        Bound(
            each.get("member", ""),
            each.get("year"),
            _decimal(each.get("least")),
            _decimal(each.get("most")),
            each.get("name", ""),
        )
        for each in form.get("bounds", ())
    )
    groups = tuple(
        Group(
            tuple(row[name] for name in by),
            Decimal(row["key"]),
            *(_decimal(row.get(name)) for name in ("base", "floor", "ceiling")),
        )
        for row in content["input"]["groups"]
    )
    places = {group.members: number for number, group in enumerate(groups)}
    fixed = {
        (places[tuple(row[name] for name in by)], int(row["year"])): Decimal(row["value"])
        for row in content["input"]["fixed"]
    }
    low, high = (_decimal(end) for end in form.get("fair", (None, None)))
    return Draft(
        content["indicator"], tuple(by), key, groups, bool(content["input"]["whole"]),
        content["input"]["monotone"] == "up", (low, high), bounds, fixed, content["fingerprint"],
    )  # fmt: skip


def form_of(draft: Draft) -> dict[str, Any]:
    """What the form says beyond the sheet, as plain data to keep with a version."""
    return {
        "by": list(draft.by),
        "key": draft.key,
        "fair": [None if end is None else written_decimal(end) for end in draft.fair],
        "bounds": [
            {
                "member": bound.member,
                "year": bound.year,
                "name": bound.name,
                **{
                    name: None if end is None else written_decimal(end)
                    for name, end in (("least", bound.least), ("most", bound.most))
                },
            }
            for bound in draft.bounds
        ],
    }


def _decimal(written: str | None) -> Decimal | None:
    return None if written is None else Decimal(written)
