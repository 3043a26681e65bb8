"""A chain's monthly output as the ledger was known on two days: what came in between, what was revised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rongshu.metrics.values.inquiry import period_written
from rongshu.office.loads.shelf import readable_lake
from rongshu.office.pages.opened.opening import Opened
from rongshu.office.pages.parts.amounts import decimal_of, shown
from rongshu.office.pages.parts.figures import Figure
from rongshu.office.pages.running.lake import holds_invented, metrics_of
from rongshu.office.pages.running.monitoring import Source, change_figure
from rongshu.office.people.models import User
from rongshu.office.people.permission import Action, can
from rongshu.pack.schema import Chain

MONTHS = 12


@dataclass(frozen=True, slots=True)
class LedgerMonth:
    """Output of the chain in a month, 万元, as known on both days."""

    period: str
    before: Figure
    after: Figure
    change: Figure
    revised: bool


@dataclass(frozen=True, slots=True)
class LedgerChange:
    """The last months that the later day knows; ``invented`` figures belong to invented firms."""

    months: tuple[LedgerMonth, ...]
    invented: bool

    @property
    def new(self) -> int:
        """Months that were not yet known on the earlier day."""
        return sum(not each.before.known for each in self.months)

    @property
    def revised(self) -> int:
        """Months whose figure is another one."""
        return sum(each.revised for each in self.months)


def ledger_change(user: User, opened: Opened, chain: Chain, first: date, second: date) -> LedgerChange | None:
    """``None`` for whoever may not read the figures, and where nobody reports for the chain."""
    if not can(user, Action.READ_FACTS, opened.plan):
        return None
    source = Source(metrics_of(opened.folder), readable_lake(user))
    if "output" not in source.metrics:
        return None
    then, now = (_known(source, chain, day) for day in (first, second))
    if not now:
        return None
    rows = [_month(month, then.get(month), now[month]) for month in sorted(now)[-MONTHS:]]
    return LedgerChange(tuple(rows), holds_invented(source.lake) or opened.demonstration)


def _known(source: Source, chain: Chain, day: date) -> Mapping[int, Decimal]:
    short = chain.name.zh.removesuffix("产业链")
    names = {chain.id, chain.name.zh, short}
    return {
        row["period"]: value
        for row in source.by(("chain",), day)
        if row.get("chain") in names and (value := decimal_of(row.get("output"))) is not None
    }


def _month(month: int, before: Decimal | None, after: Decimal) -> LedgerMonth:
    change = None if before is None else after - before
    return LedgerMonth(
        period_written(month, "month"),
        shown(before, "万元"),
        shown(after, "万元"),
        change_figure(change, "万元"),
        bool(change),
    )
