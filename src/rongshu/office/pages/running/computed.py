"""What the firms' monthly figures say of an indicator: how its own metric moved, never its official value."""

from __future__ import annotations

from dataclasses import dataclass

from rongshu.metrics.values.inquiry import period_written
from rongshu.office.loads.shelf import readable_lake
from rongshu.office.pages.opened.opening import Opened
from rongshu.office.pages.running.decomposition import Decomposition, View, decomposition, splittable
from rongshu.office.pages.running.lake import holds_invented, metrics_of
from rongshu.office.pages.running.monitoring import Asked, Source, months_known
from rongshu.office.people.models import User
from rongshu.office.people.permission import Action, can
from rongshu.pack.schema import Indicator


@dataclass(frozen=True, slots=True)
class ComputedView:
    """The metric that an indicator names; ``page`` is empty where only a page with the badge may show it."""

    period: str
    path: str
    page: Decomposition | None
    invented: bool


def computed_of(user: User, opened: Opened, indicator: Indicator) -> ComputedView | None:
    """The decomposition of the indicator's metric in the last month; ``None`` where it names none.

    Figures of invented firms are shown on a real plan's own badge pages only.
    """
    name = indicator.measure.removeprefix("metric:")
    metrics = metrics_of(opened.folder)
    if name not in metrics or not can(user, Action.READ_FACTS, opened.plan):
        return None
    offered = splittable(metrics)
    source = Source(metrics, readable_lake(user))
    months = months_known(source, None)
    if not months or name not in offered:
        return None
    view = View(offered[name], Asked(months[-1]))
    invented = holds_invented(source.lake)
    page = None if invented and not opened.demonstration else decomposition(source, view)
    return ComputedView(period_written(months[-1], "month"), f"decomposition/?{view.query()}", page, invented)
