"""Every figure of a pack in one comparable form: what it measures, when, and between which bounds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from rongshu.pack.amount import Amount, Operator
from rongshu.pack.checks.naming import Meaning, meaning
from rongshu.pack.schema import Capacity, Chain, Cluster, Indicator, Pack, Park, Statement
from rongshu.terms.citation import Citation
from rongshu.terms.diagnostic import Place
from rongshu.terms.quantity import written_decimal
from rongshu.terms.unit import COUNTED, Unit

_PERCENT = frozenset({"%", "百分点"})
NEAR = Decimal("0.05")  # how far 左右, 接近 and 约 reach
ANY_SEGMENT = "*"  # a row that names its product wherever the product is spoken of
_FIVE_YEARS = 4  # last year minus first: then 由…提高到… without a year starts where the plan before did
_HALF = Decimal("0.49")  # a little less than half: 45 and 46 are two numbers
_OPEN = Decimal(1000)  # "and any amount more"
_DUST = Decimal("0.005")  # the most that a number without rounding words may be rounded by


@dataclass(frozen=True, slots=True)
class Span:
    """The least and the most a figure can stand for, in the unit's bare measure."""

    low: Decimal
    high: Decimal

    def meets(self, other: Span) -> bool:
        """Whether both can be true."""
        return self.low <= other.high and other.low <= self.high

    def gap(self, other: Span) -> Decimal:
        """How far apart two that do not meet are, as a part of the larger bound."""
        if self.meets(other):
            return Decimal(0)
        lower, upper = (self, other) if self.high < other.low else (other, self)
        return (upper.low - lower.high) / abs(upper.low) if upper.low else Decimal(1)

    def over(self, other: Span) -> Span | None:
        """The quotient; ``None`` where the divisor can be zero or anything is negative."""
        if other.low <= 0 or self.low < 0:
            return None
        return Span(self.low / other.high, self.high / other.low)

    def times(self, other: Span) -> Span:
        """The product of two spans that are not negative."""
        return Span(self.low * other.low, self.high * other.high)


@dataclass(frozen=True)
class Figure:
    """One number of the plan.  ``table`` is true for a row of an indicator table, false for running text."""

    item: str
    name: str
    amount: Amount
    period: str
    target: bool
    table: bool
    cite: Citation | None = None
    segment: str = ""
    explicit: bool = True
    scope: str = ""
    subject: str = ""
    share_of: str = ""
    since: str = ""

    @property
    def source(self) -> tuple[bool, str]:
        """What tells items apart: ids are unique only within their kind."""
        return self.table, self.item

    @cached_property
    def meaning(self) -> Meaning:
        """What the name means, its scope word counted in."""
        return meaning(self.scope + self.name if self.scope not in self.name else self.name)

    @cached_property
    def unit(self) -> Unit:
        """The unit, folded; 亩均税收22万元 is 万元/亩."""
        unit = Unit.parse(self.amount.unit)
        return Unit.parse(self.amount.unit + "/亩") if "亩均" in self.name and unit.measure == "元" else unit

    @cached_property
    def sort(self) -> str:
        """What kind of number it is: only figures of one sort can be compared."""
        operator = self.amount.operator
        if operator is Operator.MULTIPLE and self.amount.unit in ("", "倍", "番"):
            return "multiple"
        rising = operator is Operator.GROWTH or (operator is Operator.INCREASE and self.unit.measure == "%")
        if rising or (self.meaning.growth and self.unit.measure in _PERCENT):
            return "growth"
        if operator is Operator.DECREASE or (self.meaning.fall and self.unit.measure in _PERCENT):
            return "fall"
        if operator is Operator.INCREASE or self.meaning.increase:
            return "increase"
        return "level"

    @cached_property
    def value(self) -> Decimal:
        """The number in the unit's bare measure (亿元 → 元)."""
        return (self.amount.value or Decimal(0)) * self.unit.factor

    @cached_property
    def span(self) -> Span:
        """The bounds that operator, rounding words and printed digits leave."""
        return span_of(self.amount)

    @property
    def written(self) -> str:
        """The figure as printed, short."""
        return self.amount.written()

    @property
    def number(self) -> str:
        """The bare digits."""
        return written_decimal(self.amount.value) if self.amount.value is not None else ""

    @cached_property
    def bounds(self) -> Span:
        """Like ``span``, but 以上 and 超过 leave the upper end open and 以内 the lower: for arithmetic."""
        operator = sharpness(self.amount)
        if operator in (Operator.AT_LEAST, Operator.MORE):
            return Span(self.span.low, self.value * _OPEN)
        if operator is Operator.AT_MOST:
            return Span(Decimal(0), self.span.high)
        return self.span

    @property
    def year(self) -> int:
        """The year of the period, 0 when it has none."""
        return int(self.period[:4] or 0)

    def place(self) -> Place:
        """Where it stands, with its digits and unit."""
        return Place(cite=self.cite, item=self.item, quote=f"{self.number}{self.amount.unit}")


def sharpness(amount: Amount) -> Operator:
    """How sharply an amount is said: the hedge of a change, the operator of anything else."""
    return Operator(amount.hedge) if amount.hedge else amount.operator


def span_of(amount: Amount) -> Span:
    """The bounds of an amount in its unit's bare measure; the amount must have a value."""
    unit, value = Unit.parse(amount.unit), amount.value or Decimal(0)
    half, step = _printed(value, unit)
    low, high = value - half, value + half
    if amount.upper is not None:
        low, high = value, amount.upper
    elif sharpness(amount) is Operator.ABOUT:
        low, high = value - abs(value) * NEAR, value + abs(value) * NEAR
    elif sharpness(amount) is Operator.MORE:
        low, high = value - half, value + max(step, abs(value) * NEAR)
    return Span(low * unit.factor, high * unit.factor)


def _printed(value: Decimal, unit: Unit) -> tuple[Decimal, Decimal]:
    """How far rounding may have moved a printed number, and a step of its last digit that is not 0.

    A counted number is exact; others are meant to their last decimal, big round ones a little less sharply.
    """
    exponent = value.normalize().as_tuple().exponent
    step = Decimal(10) ** (exponent if isinstance(exponent, int) else 0)
    if unit.measure in COUNTED and unit.factor == 1:
        return Decimal(0), step
    half = min(step, Decimal(1)) * _HALF
    if step > 1 and unit.measure not in _PERCENT:
        half = max(half, min(step * _HALF, abs(value) * _DUST))
    return half, step


def figures(pack: Pack) -> tuple[Figure, ...]:
    """Every known number of indicators, statements, clusters and chains, in pack order."""
    found: list[Figure] = []
    for indicator in pack.indicators:
        found += _of_indicator(indicator)
    for statement in pack.statements:
        found += _of_statement(statement, pack)
    for capacity in pack.capacities:
        found += _of_capacity(capacity, pack)
    for park in pack.parks:
        found += _of_park(park, pack)
    owners: tuple[Chain | Cluster, ...] = (*pack.clusters, *pack.chains)
    for owner in owners:
        found += _of_owner(owner, pack)
    return tuple(found)


def _of_indicator(indicator: Indicator) -> Iterator[Figure]:
    cites = indicator.citations()
    readings = [(indicator.base, False), *((m, True) for m in indicator.milestones), (indicator.target, True)]
    for reading, target in readings:
        if reading is None or not reading.amount.known:
            continue
        amount = reading.amount
        if not amount.unit:
            amount = amount.model_copy(update={"unit": indicator.unit})
        yield Figure(
            item=indicator.id,
            name=indicator.name.zh,
            amount=amount,
            period=reading.period,
            target=target,
            table=True,
            cite=cites[0] if cites else None,
            scope=indicator.scope,
        )
    if indicator.growth is not None and indicator.growth.known and not indicator.growth.cumulative:
        growth = indicator.growth.model_copy(update={"operator": Operator.GROWTH})
        yield Figure(
            item=indicator.id,
            name=indicator.name.zh,
            amount=growth,
            period=indicator.target.period if indicator.target else "",
            target=True,
            table=True,
            cite=cites[0] if cites else None,
            scope=indicator.scope,
        )


def _of_statement(statement: Statement, pack: Pack) -> Iterator[Figure]:
    target = statement.kind == "target"
    cites = statement.citations()
    first, last = pack.about.first_year, pack.about.last_year
    base_year = str(first - 1) if first else ""
    common = {
        "item": statement.id,
        "name": statement.name,
        "table": False,
        "cite": cites[0] if cites else None,
        "segment": statement.segment,
        "scope": statement.scope,
        "subject": statement.subject,
        "share_of": statement.share_of,
        "since": statement.since,
    }
    if statement.amount.known:
        period = statement.period or ("" if target else base_year)
        explicit = bool(statement.period) and statement.period_explicit
        yield Figure(amount=statement.amount, period=period, target=target, explicit=explicit, **common)  # type: ignore[arg-type]
    if statement.base is not None and statement.base.known:
        since = statement.since
        if not since and first and last and last - first == _FIVE_YEARS:
            since = str(first - 1) if target else str(2 * first - last - 2)
        explicit = bool(statement.since)
        yield Figure(amount=statement.base, period=since, target=False, explicit=explicit, **common)  # type: ignore[arg-type]


def _of_capacity(capacity: Capacity, pack: Pack) -> Iterator[Figure]:
    first, last = pack.about.first_year, pack.about.last_year
    cites = capacity.citations()
    for field, suffix, year, target in (
        ("base_capacity", "产能", first and first - 1, False),
        ("base_output", "产量", first and first - 1, False),
        ("target_capacity", "产能", last, True),
        ("target_output", "产量", last, True),
    ):
        value = getattr(capacity, field)
        if value is not None:
            yield Figure(
                item=capacity.id,
                name=capacity.name + suffix,
                amount=Amount(value=value, unit=capacity.unit),
                period=str(year or ""),
                target=target,
                table=True,
                cite=cites[0] if cites else None,
                segment=ANY_SEGMENT,
            )


def _of_park(park: Park, pack: Pack) -> Iterator[Figure]:
    """Its area, which is the same before and after, and its tax a mu."""
    first, last = pack.about.first_year, pack.about.last_year
    before, after = str(first - 1 if first else ""), str(last or "")
    cites = park.citations()
    for suffix, amount, period, target in (
        ("", park.area, before, False),
        ("", park.area, after, True),
        ("亩均税收", park.tax_per_mu_base, before, False),
        ("亩均税收", park.tax_per_mu_target, after, True),
    ):
        if amount is not None and amount.known:
            yield Figure(
                item=park.id,
                name=park.name.zh + suffix,
                amount=amount,
                period=period,
                target=target,
                table=True,
                cite=cites[0] if cites else None,
                segment=ANY_SEGMENT,
            )


def _of_owner(owner: Chain | Cluster, pack: Pack) -> Iterator[Figure]:
    if owner.target is not None and owner.target.known:
        cites = owner.citations()
        year = str(pack.about.last_year) if pack.about.last_year else ""
        yield Figure(
            item=owner.id,
            name=owner.name.zh + (getattr(owner, "target_of", "") or "规模"),
            amount=owner.target,
            period=year,
            target=True,
            table=True,
            segment=ANY_SEGMENT,
            cite=cites[0] if cites else None,
        )
