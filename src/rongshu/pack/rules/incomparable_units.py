"""Base and target in units that cannot be compared."""

from __future__ import annotations

from collections.abc import Iterator

from rongshu.pack.checks.invented import amount, indicator, plan, target
from rongshu.pack.checks.rule import Kind, Rule, Sheet, finding
from rongshu.pack.schema import Pack
from rongshu.terms.citation import Citation
from rongshu.terms.diagnostic import Certainty, Diagnostic, Place
from rongshu.terms.unit import COUNTED, Unit


def find(sheet: Sheet) -> Iterator[Diagnostic]:
    """同一指标的基期值与目标值计量单位不同，无法比较。
    Base and target of one quantity are in units that cannot be compared.
    """
    for name, item, cites, base, goal in _pairs(sheet.pack):
        one, other = Unit.parse(base), Unit.parse(goal)
        both_counted = one.measure in COUNTED and other.measure in COUNTED
        if base and goal and not one.comparable_with(other) and not both_counted:
            yield finding(
                "incomparable_units",
                f"“{name}”基期用“{base}”，目标用“{goal}”，无法比较",
                f"{name!r} has its base in {base!r} and its target in {goal!r}",
                [Place(cite=cites[0] if cites else None, item=item, quote=name)],
                certainty=Certainty.LIKELY,
                found=goal,
                expected=base,
            )


def _pairs(pack: Pack) -> Iterator[tuple[str, str, tuple[Citation, ...], str, str]]:
    for row in pack.indicators:
        if (
            row.base is not None
            and row.target is not None
            and row.base.amount.known
            and row.target.amount.known
        ):
            units = (row.base.amount.unit or row.unit, row.target.amount.unit or row.unit)
            yield row.name.zh, row.id, row.citations(), *units
    for said in pack.statements:
        if said.base is not None and said.base.known and said.amount.known:
            yield said.name, said.id, said.citations(), said.base.unit, said.amount.unit


RULE = Rule(
    "incomparable_units",
    Kind.WORDING,
    find,
    lambda: plan(target("船舶产能", 50, "万载重吨", base=amount(30, "艘"), since="2025")),
    lambda: plan(
        indicator("技改投资", "亿元", 3, 9),
        target("示范工厂", 50, "个", base=amount(30, "家"), since="2025"),
        target("出口额", 50, "亿元", base=amount(3000, "万元"), since="2025"),
    ),
)
