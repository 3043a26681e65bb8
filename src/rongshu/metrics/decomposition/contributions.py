"""A change or a gap split exactly over groups: what remained, entered, left or was reclassified."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_FLOOR, Decimal

ZERO = Decimal(0)
_JOINT = "\x1f"  # stands in no name


@dataclass(frozen=True, slots=True)
class Holding:
    """One firm's value at one time and the group it was counted in."""

    firm: str
    group: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Contribution:
    """What a group adds to the change.  *Units*: those of the values.

    ``continuing`` firms stayed in the group; ``entered`` and ``left`` firms are new or gone altogether;
    ``moved_in`` and ``moved_out`` changed their group.  ``share`` is the part of the whole change in
    percent (``None`` where nothing changed in sum); ``points`` the percentage points of growth.
    """

    group: str
    before: Decimal
    after: Decimal
    continuing: Decimal
    entered: Decimal
    left: Decimal
    moved_in: Decimal
    moved_out: Decimal
    share: Decimal | None
    points: Decimal | None

    @property
    def change(self) -> Decimal:
        """The group's whole contribution."""
        return self.continuing + self.entered + self.left + self.moved_in + self.moved_out


def contributions(before: Iterable[Holding], after: Iterable[Holding]) -> tuple[Contribution, ...]:
    """The change from ``before`` to ``after`` by group, largest first; sums exactly.

    *Errors*: ``ValueError`` when a firm stands twice at one time.
    """
    old, new = _by_firm(before), _by_firm(after)
    totals = (_total(old.values()), _total(new.values()))
    groups = dict.fromkeys([row.group for row in (*old.values(), *new.values())])
    rows = [_contribution(group, old, new, totals) for group in groups]
    return tuple(sorted(rows, key=lambda row: (-abs(row.change), row.group)))


@dataclass(frozen=True, slots=True)
class FirmChange:
    """What one firm adds: ``way`` is continuing, entered, left or moved; ``group`` where it stands."""

    firm: str
    group: str
    change: Decimal
    way: str


def firm_changes(before: Iterable[Holding], after: Iterable[Holding]) -> tuple[FirmChange, ...]:
    """Every firm's part of the change, the largest first; they add up to it exactly."""
    old, new = _by_firm(before), _by_firm(after)
    found = []
    for firm in dict.fromkeys((*old, *new)):
        was, now = old.get(firm), new.get(firm)
        held = now or was
        assert held is not None  # it stands at one of the times
        way = "entered" if was is None else "left" if now is None else "continuing"
        if was is not None and now is not None and was.group != now.group:
            way = "moved"
        change = (now.value if now else ZERO) - (was.value if was else ZERO)
        found.append(FirmChange(firm, held.group, change, way))
    return tuple(sorted(found, key=lambda one: (-abs(one.change), one.firm)))


@dataclass(frozen=True, slots=True)
class Nested:
    """A group's contribution and those of the groups inside it, which add up to it exactly."""

    whole: Contribution
    inside: tuple[Contribution, ...]


def nested_contributions(
    before: Iterable[tuple[Holding, str]], after: Iterable[tuple[Holding, str]]
) -> tuple[Nested, ...]:
    """The change in two levels, as chain and park: each holding comes with its group inside its group.

    Inside, a firm that changed its inner or its outer group counts as moved.
    """
    old, new = list(before), list(after)
    outer = contributions([row for row, _inner in old], [row for row, _inner in new])
    inner = contributions(*([_joined(row, name) for row, name in time] for time in (old, new)))
    found: dict[str, list[Contribution]] = {}
    for part in inner:
        group, name = part.group.split(_JOINT, 1)
        found.setdefault(group, []).append(replace(part, group=name))
    return tuple(Nested(whole, tuple(found[whole.group])) for whole in outer)


def _joined(row: Holding, inner: str) -> Holding:
    return Holding(row.firm, f"{row.group}{_JOINT}{inner}", row.value)


def _by_firm(holdings: Iterable[Holding]) -> dict[str, Holding]:
    found: dict[str, Holding] = {}
    for holding in holdings:
        if holding.firm in found:
            raise ValueError(f"{holding.firm} stands twice; one value a firm and time")
        found[holding.firm] = holding
    return found


def _total(holdings: Iterable[Holding]) -> Decimal:
    return sum((holding.value for holding in holdings), ZERO)


def _contribution(
    group: str, old: Mapping[str, Holding], new: Mapping[str, Holding], totals: tuple[Decimal, Decimal]
) -> Contribution:
    was = {firm: row for firm, row in old.items() if row.group == group}
    now = {firm: row for firm, row in new.items() if row.group == group}
    stayed = was.keys() & now.keys()
    before, after = _total(was.values()), _total(now.values())
    whole = totals[1] - totals[0]
    change = after - before
    return Contribution(
        group,
        before,
        after,
        continuing=sum((now[firm].value - was[firm].value for firm in stayed), ZERO),
        entered=_total(row for firm, row in now.items() if firm not in old),
        left=-_total(row for firm, row in was.items() if firm not in new),
        moved_in=_total(row for firm, row in now.items() if firm in old and firm not in was),
        moved_out=-_total(row for firm, row in was.items() if firm in new and firm not in now),
        share=None if whole == 0 else change / whole * 100,
        points=None if totals[0] == 0 else change / totals[0] * 100,
    )


def allot(
    total: Decimal, weights: Mapping[str, Decimal], step: Decimal = Decimal("0.01")
) -> dict[str, Decimal]:
    """``total`` split in proportion to ``weights`` in whole steps that add up to it exactly.

    Largest remainders first (Hamilton), ties in the given order.  *Errors*: ``ValueError`` when the
    weights do not add up to something positive or one is negative.
    """
    whole = sum(weights.values(), ZERO)
    if whole <= 0 or any(weight < 0 for weight in weights.values()):
        raise ValueError("weights must be zero or more and not all zero")
    exact = {name: total / step * weight / whole for name, weight in weights.items()}
    floors = {name: part.to_integral_value(ROUND_FLOOR) for name, part in exact.items()}
    missing = int((total / step).to_integral_value(ROUND_FLOOR) - sum(floors.values(), ZERO))
    order = sorted(exact, key=lambda name: floors[name] - exact[name])
    for name in order[:missing]:
        floors[name] += 1
    parts = {name: part * step for name, part in floors.items()}
    parts[order[0]] += total - sum(parts.values(), ZERO)
    return parts
