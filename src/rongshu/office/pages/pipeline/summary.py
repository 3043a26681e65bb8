"""Everything that the projects on their way say of a plan, kept while nothing in the registry changes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from threading import Lock

from django.db.models import Count, Subquery, Value
from django.utils import timezone

from rongshu.office.pages.chain.tallies import newest_entries
from rongshu.office.pages.opened.opening import Opened
from rongshu.office.pages.pipeline.contribution import (
    FigureView,
    IndicatorView,
    NodeGap,
    figure_view,
    indicator_views,
    node_gaps,
    rows_of_projects,
    rule_of,
)
from rongshu.office.pages.pipeline.slippage import StageLateness, lateness
from rongshu.office.people.models import User
from rongshu.office.people.permission import Role
from rongshu.office.plans.models import Plan
from rongshu.office.registry.models import Assignment, Enterprise, Project
from rongshu.pack.declared.project_rule import ProjectRule
from rongshu.pack.schema import Indicator

KEPT = 8


@dataclass(frozen=True, slots=True)
class Pipeline:
    """One figure of the projects by stage and year, the indicators, the nodes and the delays."""

    rule: ProjectRule
    view: FigureView
    indicators: tuple[IndicatorView, ...]
    gaps: tuple[NodeGap, ...]
    other: int
    lateness: tuple[StageLateness, ...]
    total: int

    @property
    def fills(self) -> int:
        """How many nodes would stand better."""
        return sum(each.prospect.fills for each in self.gaps)


_known: OrderedDict[Hashable, tuple[Opened, Pipeline]] = OrderedDict()
_lock = Lock()


def pipeline_of(user: User, opened: Opened, figure: str = "") -> Pipeline:
    """The projects that the reader reaches; the first of the rule's figures without one.

    *Cost*: linear in the projects, half a second for 5 000; a few queries while the registry stays the same.
    """
    key = _key(user, opened, figure)
    with _lock:
        kept = _known.get(key)
        # another pack may have the place in memory of one that is gone: the kept one is held, so it is not
        if kept is not None and kept[0].shelved is opened.shelved:
            _known.move_to_end(key)
            return kept[1]
    found = _made(user, opened, figure)
    with _lock:
        _known[key] = (opened, found)
        while len(_known) > KEPT:
            _known.popitem(last=False)
    return found


def indicator_contribution(user: User, opened: Opened, indicator: Indicator) -> IndicatorView | None:
    """What the projects add to one indicator; ``None`` without a figure or without any project to see."""
    if rule_of(opened).figure_of(indicator.id, indicator.measure) is None:
        return None
    found = pipeline_of(user, opened)
    named = (each for each in found.indicators if each.indicator.id == indicator.id)
    return next(named, None) if found.total else None


def _made(user: User, opened: Opened, wanted: str) -> Pipeline:
    rule = rule_of(opened)
    figure = next((each for each in rule.figures if each.figure == wanted), rule.figures[0])
    rows = rows_of_projects(user, opened)
    gaps = node_gaps(user, opened, rows)
    shown = tuple(each for each in gaps if each.counts)
    return Pipeline(
        rule,
        figure_view(rows, figure, rule),
        indicator_views(opened, rows, rule),
        shown,
        len(gaps) - len(shown),
        lateness(rows, timezone.localdate()),
        len(rows),
    )


def _key(user: User, opened: Opened, figure: str) -> Hashable:
    """What the answer depends on: the reach, the plan with its figures, the day, the newest changes."""
    newest = newest_entries(Project, Assignment, Enterprise)
    projects = Project.objects.order_by().annotate(all=Value(1)).values("all").annotate(count=Count("pk"))
    asked = Plan.objects.filter(pk=opened.plan.pk).annotate(**newest, all=Subquery(projects.values("count")))
    changes = asked.values_list(*newest, "all").first()
    reach = "*" if user.role == Role.ADMINISTRATOR else user.reach
    plan = opened.plan
    about = (plan.pk, plan.owner_path, user.role, reach, figure, timezone.localdate())
    return (*about, changes, hash(opened.pack.actuals), hash(rule_of(opened)))
