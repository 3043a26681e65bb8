"""Tiny packs of an invented city: the examples of the rules, and a quick way to write one down."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from rongshu.pack.amount import Amount, Operator
from rongshu.pack.schema import About, Claim, Indicator, Name, Pack, Reading, Statement

FIRST, LAST = 2026, 2030


def amount(value: str | int, unit: str, operator: str = "=", **more: Any) -> Amount:
    """A figure: ``amount("3.5", "亿元", ">")``."""
    return Amount(value=Decimal(str(value)), unit=unit, operator=Operator(operator), **more)


def indicator(
    name: str,
    unit: str,
    base: str | int | None = None,
    target: str | int | None = None,
    *,
    operator: str = "=",
    growth: str | None = None,
    place: int = 20,
) -> Indicator:
    """A row of the indicator table, base in the year before the plan, target in its last year."""
    return Indicator(
        id=f"i-{name}",
        name=Name(zh=name),
        unit=unit,
        base=None if base is None else Reading(period=str(FIRST - 1), amount=amount(base, unit)),
        target=None if target is None else Reading(period=str(LAST), amount=amount(target, unit, operator)),
        growth=None if growth is None else amount(growth, "%", "growth"),
        cite=(f"p{place}:0-9",),
    )


def target(name: str, value: str | int, unit: str, operator: str = "=", **more: Any) -> Statement:
    """A target in running text for the plan's last year."""
    return _statement("target", name, amount(value, unit, operator), {"period": str(LAST)} | more)


def fact(name: str, value: str | int, unit: str, operator: str = "=", **more: Any) -> Statement:
    """A fact about the year before the plan."""
    return _statement("baseline", name, amount(value, unit, operator), {"period": str(FIRST - 1)} | more)


def _statement(kind: str, name: str, value: Amount, more: dict[str, Any]) -> Statement:
    cite = more.pop("cite", "p30:0-9")
    identifier = more.pop("id", f"{kind}-{name}-{value.written()}")
    return Statement.model_validate(
        {"id": identifier, "kind": kind, "name": name, "amount": value, "cite": (cite,)} | more
    )


def claim(kind: str, noun: str, value: str | int, unit: str, **more: Any) -> Claim:
    """A number the plan says of its own lists and sums."""
    fields = {
        "id": f"{kind}-{noun}",
        "kind": kind,
        "noun": noun,
        "amount": amount(value, unit),
        "cite": ("p40:0-9",),
    }
    return Claim.model_validate(fields | more)


def plan(*items: Any, **fields: Any) -> Pack:
    """A pack of these indicators and statements, and whatever other fields it has."""
    return Pack(
        about=About(
            id="invented",
            title=Name(zh="临江市“十五五”制造业发展规划", en="An invented plan"),
            first_year=FIRST,
            last_year=LAST,
            demonstration=True,
        ),
        indicators=tuple(item for item in items if isinstance(item, Indicator)),
        statements=tuple(item for item in items if isinstance(item, Statement)),
        **fields,
    )
