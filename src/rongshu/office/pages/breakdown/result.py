"""A solved breakdown as a page shows it: the table, what binds, the sums, and two versions side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Any

from rongshu.office.pages.parts.amounts import growth
from rongshu.office.pages.parts.figures import Figure, figure_of, grouped
from rongshu.pack.amount import Amount
from rongshu.terms.bilingual import Bilingual

ZERO = Decimal(0)
Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """One cell: its figure, whether somebody fixed it, and the constraints that keep it from its share."""

    year: int
    value: Decimal
    shift: Decimal
    fixed: bool
    binding: tuple[str, ...]

    @property
    def text(self) -> str:
        """The figure as written."""
        return grouped(self.value)

    @property
    def why(self) -> str:
        """The constraints in one line."""
        return "；".join(self.binding)


@dataclass(frozen=True, slots=True)
class Line:
    """One group over the years; ``rate`` its growth a year from its base."""

    members: tuple[str, ...]
    base: Figure | None
    places: tuple[Place, ...]
    rate: Figure | None

    @property
    def label(self) -> str:
        """The members in one line."""
        return " · ".join(self.members)


@dataclass(frozen=True, slots=True)
class Binding:
    """A constraint that is at work: the cells that it holds and how far in all."""

    said: str
    cells: tuple[str, ...]
    shift: str


@dataclass(frozen=True, slots=True)
class Solved:
    """A feasible answer."""

    unit: str
    dimensions: tuple[str, ...]
    years: tuple[int, ...]
    lines: tuple[Line, ...]
    totals: tuple[tuple[int, str], ...]
    overall: str
    bindings: tuple[Binding, ...]
    sums: tuple[tuple[str, tuple[Line, ...]], ...]


def solved_of(content: Content, dimensions: Sequence[str]) -> Solved:
    """The answer of ``answer_breakdown`` arranged for reading."""
    unit = content["unit"]
    years = tuple(sorted({row["year"] for row in content["rows"]}))
    fixed = {
        (int(row["year"]), *(row[name] for name in dimensions)) for row in content["input"].get("fixed", ())
    }
    bases = {tuple(row[name] for name in dimensions): row.get("base") for row in content["input"]["groups"]}
    levels = bool(content["input"].get("totals"))
    places: dict[tuple[str, ...], list[Place]] = {}
    for row in content["rows"]:
        members = tuple(row[name] for name in dimensions)
        place = Place(
            row["year"], Decimal(row["value"]), Decimal(row["shift"]),
            (row["year"], *members) in fixed, tuple(row["binding"]),
        )  # fmt: skip
        places.setdefault(members, []).append(place)
    lines = tuple(_line(members, bases.get(members), row, unit, levels) for members, row in places.items())
    sums = content["sums"]
    return Solved(
        unit,
        tuple(dimensions),
        years,
        lines,
        tuple((year, grouped(Decimal(sums["year"][str(year)]))) for year in years),
        "" if levels else grouped(Decimal(sums["overall"])),
        _bindings(lines),
        _by_dimension(lines, dimensions, unit, levels) if len(dimensions) > 1 else (),
    )


def _line(
    members: tuple[str, ...], written: str | None, places: Sequence[Place], unit: str, levels: bool
) -> Line:
    base = None if written is None else Decimal(written)
    rate = _rate(base, places[-1].value, len(places)) if levels and base is not None else None
    shown = None if base is None else figure_of(Amount(value=base, unit=unit))
    return Line(members, shown, tuple(places), None if rate is None else growth(rate, places=2))


def _rate(base: Decimal, last: Decimal, years: int) -> Decimal | None:
    if base <= 0 or last <= 0 or not years:
        return None
    with localcontext() as context:
        context.prec = 34
        return ((last / base) ** (Decimal(1) / years) - 1) * 100


def _bindings(lines: Sequence[Line]) -> tuple[Binding, ...]:
    """The constraints that keep cells from their share, those that move most first."""
    held: dict[str, list[tuple[str, Decimal]]] = {}
    for line in lines:
        for place in line.places:
            for said in place.binding:
                held.setdefault(said, []).append((f"{place.year} · {line.label}", place.shift))
    order = sorted(held, key=lambda said: (-sum(abs(shift) for _cell, shift in held[said]), said))
    return tuple(
        Binding(
            said,
            tuple(cell for cell, _shift in held[said]),
            _signed(sum((shift for _cell, shift in held[said]), ZERO)),
        )
        for said in order
    )


def _signed(value: Decimal) -> str:
    """A departure in the table's unit, rounded, with its sign."""
    rounded = round(value, 2)
    return f"{'−' if rounded < 0 else '+' if rounded > 0 else ''}{grouped(abs(rounded))}"


def _by_dimension(
    lines: Sequence[Line], dimensions: Sequence[str], unit: str, levels: bool
) -> tuple[tuple[str, tuple[Line, ...]], ...]:
    """The sums of every dimension alone."""
    found = []
    for at, name in enumerate(dimensions):
        members = dict.fromkeys(line.members[at] for line in lines)
        found.append(
            (name, tuple(_summed(m, [x for x in lines if x.members[at] == m], unit, levels) for m in members))
        )
    return tuple(found)


def _summed(member: str, lines: Sequence[Line], unit: str, levels: bool) -> Line:
    bases = [line.base.value for line in lines if line.base and line.base.value is not None]
    base = str(sum(bases, ZERO)) if len(bases) == len(lines) else None
    places = [
        Place(
            cells[0].year,
            sum((cell.value for cell in cells), ZERO),
            sum((cell.shift for cell in cells), ZERO),
            False,
            (),
        )
        for cells in zip(*(line.places for line in lines), strict=True)
    ]
    return _line((member,), base, places, unit, levels)


@dataclass(frozen=True, slots=True)
class Difference:
    """One group in two versions: by year what it was, is, and the change."""

    label: str
    cells: tuple[tuple[int, str, str, str], ...]


def differences(before: Content, after: Content, dimensions: Sequence[str]) -> tuple[Difference, ...]:
    """The groups whose figures differ; a group that one version lacks shows a dash there."""
    earlier, later = _figures(before, dimensions), _figures(after, dimensions)
    years = sorted({year for _members, year in (*earlier, *later)})
    found = []
    for members in dict.fromkeys(members for members, _year in (*later, *earlier)):
        cells = [(year, earlier.get((members, year)), later.get((members, year))) for year in years]
        if any(one != two for _year, one, two in cells):
            found.append(Difference(" · ".join(members), tuple(_cell(*cell) for cell in cells)))
    return tuple(found)


def _figures(content: Content, dimensions: Sequence[str]) -> dict[tuple[tuple[str, ...], int], Decimal]:
    return {
        (tuple(row[name] for name in dimensions), row["year"]): Decimal(row["value"])
        for row in content["rows"]
    }


def _cell(year: int, before: Decimal | None, after: Decimal | None) -> tuple[int, str, str, str]:
    written = tuple("—" if value is None else grouped(value) for value in (before, after))
    change = None if before is None or after is None else after - before
    sign = "+" if change and change > 0 else ""
    return year, written[0], written[1], "" if not change else f"{sign}{grouped(change)}"


def said_of(content: Content) -> tuple[str, ...]:
    """The constraints that a version was solved under, as a planner reads them."""
    asked = content["input"]
    names = []
    for row in asked.get("limits", ()):
        ends = [
            f"≥ {row['at_least']}" if "at_least" in row else "",
            f"≤ {row['at_most']}" if "at_most" in row else "",
        ]
        names.append(" ".join(filter(None, (row["name"], *ends))))
    return tuple(names)


NO_ANSWER = Bilingual(
    "以下约束不能同时满足，请放宽其中之一", "these constraints cannot hold together: relax one of them"
)
