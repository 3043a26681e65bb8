"""Why a metric moved: its change on the year before split exactly over groups and firms.

A sum is split by contributions (continuing, entered, left and reclassified firms apart), in one level of
groups or two, and into volume and price where a deflator is given; a quotient of two sums by LMDI into
structure and intensity.  All of them add up to the change, to the cent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlglot import exp

from rongshu.facts.lake.firm_months import FIRM_MONTH, TOGETHER
from rongshu.facts.lake.lake import Lake
from rongshu.facts.lake.ledger import ledger_opened
from rongshu.facts.tables.duckdb_engine import rows
from rongshu.metrics.decomposition.contributions import (
    Contribution,
    Holding,
    contributions,
    nested_contributions,
)
from rongshu.metrics.decomposition.lmdi import Decomposition, Part, decompose_ratio
from rongshu.metrics.decomposition.price import PriceSplit, price_by_group
from rongshu.metrics.language.expression import Checked

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Explanation:
    """The change from ``before`` to ``after`` and what made it.

    *Shape*: ``groups`` by the asked dimension; ``firms`` the largest contributors, named with their group;
    for a quotient ``effects`` instead.  ``unknown`` are firms without a figure at one of the two times: they
    are neither zero nor counted.  ``nested`` are the groups inside each group, where two levels are asked;
    ``price`` the nominal change of each group split into volume and price, where there is a deflator.
    """

    before: Decimal | None
    after: Decimal | None
    unit: str
    groups: tuple[Contribution, ...] = ()
    firms: tuple[tuple[str, str, Decimal], ...] = ()
    effects: Decomposition | None = None
    unknown: tuple[str, ...] = ()
    nested: Mapping[str, tuple[Contribution, ...]] = field(default_factory=dict)
    price: Mapping[str, PriceSplit] = field(default_factory=dict)

    @property
    def change(self) -> Decimal | None:
        """After − before; ``None`` where one of them is not known."""
        return None if self.before is None or self.after is None else self.after - self.before


def explain(
    checked: Checked,
    lake: Lake,
    month: int,
    by: str = "county",
    *,
    since_january: bool = True,
    known_on: date | None = None,
    top: int = 10,
    deflator: Decimal | None = None,
    deflators: Mapping[str, Decimal] | None = None,
) -> Explanation:
    """The change of ``checked`` at ``month`` on twelve months before, split by ``by``.

    ``by`` is a column, or two as in ``chain,park``.  ``deflator`` is the price index of the period with the
    year before = 100; ``deflators`` the same by group.
    *Errors*: ``ValueError`` when the metric is neither a sum nor a quotient of sums, or ``by`` is no column.
    """
    levels = _levels(by)
    factor, core = _scaled(checked.tree)
    parts = _parts(core)
    if parts is None:
        raise ValueError("only a sum or a quotient of two sums can be split exactly")
    above, below = parts
    measures = [above] if below is None else [above, below]
    with ledger_opened(lake, known_on) as connection:
        found = rows(connection, _holdings_sql(measures, levels, month, since_january))
    for row in found:
        value = row[above]
        row[above] = value * factor if isinstance(value, Decimal) else None
    if below is None:
        answer = _sum_explained(found, above, checked.unit, top, nested=len(levels) > 1)
        return _priced(answer, deflator, deflators or {})
    return _quotient_explained(found, (above, below), checked.unit)


def _levels(by: str) -> list[str]:
    """The one or two columns to split by."""
    levels = [name.strip() for name in by.split(",")]
    for name in levels:
        if FIRM_MONTH.column(name) is None or name == "month":
            raise ValueError(f"{name} is not a column to split by")
    if len(levels) > 2:
        raise ValueError("two levels of groups at most")
    return levels


def _priced(answer: Explanation, deflator: Decimal | None, deflators: Mapping[str, Decimal]) -> Explanation:
    if deflator is None and not deflators:
        return answer
    groups = {row.group: (row.before, row.after) for row in answer.groups}
    return replace(answer, price=price_by_group(groups, deflators, deflator))


def _scaled(tree: exp.Expr) -> tuple[Decimal, exp.Expr]:
    """A leading constant, as in ``100 * …``, and the rest."""
    while isinstance(tree, exp.Paren):
        tree = tree.this
    # SQL multiplies from the left: 100 * a / b is (100 * a) / b
    if isinstance(tree, exp.Div) and isinstance(tree.this, exp.Mul):
        factor, rest = _scaled(tree.this)
        return factor, exp.Div(this=rest.copy(), expression=tree.expression.copy())
    if isinstance(tree, exp.Mul) and isinstance(tree.this, exp.Literal) and tree.this.is_number:
        return Decimal(str(tree.this.this)), tree.expression
    return Decimal(1), tree


def _parts(tree: exp.Expr) -> tuple[str, str | None] | None:
    """The measures of ``sum(a)`` or ``sum(a) / sum(b)``, words over periods set aside."""
    tree = _bare(tree)
    if isinstance(tree, exp.Div):
        above, below = _summed(_bare(tree.this)), _summed(_bare(tree.expression))
        return (above, below) if above and below else None
    single = _summed(tree)
    return (single, None) if single else None


def _bare(tree: exp.Expr) -> exp.Expr:
    while True:
        if isinstance(tree, exp.Paren):
            tree = tree.this
        elif isinstance(tree, exp.Anonymous) and str(tree.this).lower() == "ytd":
            tree = tree.expressions[0]
        else:
            return tree


def _summed(tree: exp.Expr) -> str | None:
    plain = isinstance(tree, exp.Sum) and isinstance(tree.this, exp.Column)
    return str(tree.this.name) if plain else None


def _holdings_sql(measures: Sequence[str], levels: Sequence[str], month: int, since_january: bool) -> str:
    """One row a firm and time: its group and each measure, null where a month of it is not known."""
    first = month - month % 12 if since_january else month
    read = {name: name if since_january else _of_the_month(name) for name in measures}
    chosen = f"month BETWEEN {first} AND {month} OR month BETWEEN {first - 12} AND {month - 12}"
    sums = ", ".join(f"sum({text}) AS {name}, count({text}) AS known_{name}" for name, text in read.items())
    late = f"CASE WHEN month > {month - 12} THEN 1 ELSE 0 END AS late"
    parts = ", ".join(f"coalesce(max({name}), '') AS part{i or ''}" for i, name in enumerate(levels))
    return (
        f"SELECT firm, {parts}, {late}, {sums}"
        f" FROM firm_month WHERE {chosen} GROUP BY firm, late ORDER BY firm, late"
    )


def _of_the_month(measure: str) -> str:
    """A measure, null where only a figure for several months tells of the month."""
    return (
        f"CASE WHEN (firm, month) NOT IN (SELECT (subject, stands) FROM several"
        f" WHERE measure = '{measure}' AND months > 1 AND NOT {TOGETHER}) THEN {measure} END"
    )


def _sum_explained(
    found: Sequence[Mapping[str, Any]], measure: str, unit: str, top: int, *, nested: bool = False
) -> Explanation:
    known = [row for row in found if row[f"known_{measure}"]]
    unknown = tuple(sorted({str(row["firm"]) for row in found if not row[f"known_{measure}"]}))
    kept = [row for row in known if str(row["firm"]) not in unknown]
    before, after = (
        [Holding(str(row["firm"]), str(row["part"]), row[measure]) for row in kept if row["late"] == late]
        for late in (0, 1)
    )
    return Explanation(
        sum((h.value for h in before), ZERO),
        sum((h.value for h in after), ZERO),
        unit,
        contributions(before, after),
        _largest(before, after, top),
        unknown=unknown,
        nested=_nested(kept, measure) if nested else {},
    )


def _nested(kept: Sequence[Mapping[str, Any]], measure: str) -> dict[str, tuple[Contribution, ...]]:
    before, after = (
        [
            (Holding(str(row["firm"]), str(row["part"]), row[measure]), str(row["part1"]))
            for row in kept
            if row["late"] == late
        ]
        for late in (0, 1)
    )
    return {row.whole.group: row.inside for row in nested_contributions(before, after)}


def _largest(
    before: Sequence[Holding], after: Sequence[Holding], top: int
) -> tuple[tuple[str, str, Decimal], ...]:
    changes: dict[str, Decimal] = {}
    groups: dict[str, str] = {}
    for holdings, sign in ((before, -1), (after, 1)):
        for holding in holdings:
            changes[holding.firm] = changes.get(holding.firm, ZERO) + sign * holding.value
            groups[holding.firm] = holding.group
    order = sorted(changes, key=lambda firm: (-abs(changes[firm]), firm))[:top]
    return tuple((firm, groups[firm], changes[firm]) for firm in order)


def _quotient_explained(found: Sequence[Mapping[str, Any]], parts: tuple[str, str], unit: str) -> Explanation:
    above, below = parts
    unknown = {str(r["firm"]) for r in found if not r[f"known_{above}"] or not r[f"known_{below}"]}
    times: list[dict[str, Part]] = [{}, {}]
    for row in found:
        if str(row["firm"]) in unknown or not row[below]:
            continue
        group = times[row["late"]]
        old = group.get(str(row["part"]), Part(ZERO, ZERO))
        group[str(row["part"])] = Part(old.activity + row[below], old.quantity + row[above])
    values = [_ratio(parts_) for parts_ in times]
    effects = decompose_ratio(*times) if all(value is not None for value in values) else None
    return Explanation(values[0], values[1], unit, effects=effects, unknown=tuple(sorted(unknown)))


def _ratio(parts: Mapping[str, Part]) -> Decimal | None:
    activity = sum((part.activity for part in parts.values()), ZERO)
    return sum((part.quantity for part in parts.values()), ZERO) / activity if activity else None
