"""What the registered projects on their way would add: to the plan's indicators and to the chains' nodes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from rongshu.findings.chain.node import BETTER
from rongshu.findings.projects.contribution import DeclaredProject, Scenario, scenario_of
from rongshu.findings.projects.prospect import NodeProspect, ProjectOnNode, prospect_of
from rongshu.metrics.status.indicator_status import IndicatorStatus, indicator_status
from rongshu.metrics.status.path import Point, month_index
from rongshu.office.pages.chain.nodes import node_path
from rongshu.office.pages.chain.standing import ChainStanding, standings_of, status_tag, territory
from rongshu.office.pages.opened.opening import Opened
from rongshu.office.pages.parts.amounts import shown
from rongshu.office.pages.parts.figures import Figure
from rongshu.office.pages.parts.listing import Tag
from rongshu.office.people.models import Organisation, User
from rongshu.office.registry.derived import size_of
from rongshu.office.registry.kinds import STAGES
from rongshu.office.registry.models import Project
from rongshu.office.registry.reach import visible
from rongshu.pack.declared.project_rule import ProjectFigure, ProjectRule, load_project_rule
from rongshu.pack.schema import Chain, ChainNode, Indicator
from rongshu.terms.bilingual import Bilingual

ProjectRow = Any  # a named tuple of ``COLUMNS`` and ``makes``

COLUMNS = (
    *("pk", "name", "stage", "steps", "ramp", "output", "revenue", "tax", "jobs"),
    *("enterprise_id", "node_id", "node__plan", "node__chain", "node__node", "investment"),
)
STAGE_NAMES = dict(STAGES)
SHOWN_YEARS, OLDEST = 8, 2
BAR, STEP, EDGE, FLOOR, HIGH = 26.0, 78.0, 16.0, 176.0, 164.0


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """An indicator with what projects add to it; ``from_base``: no year was observed since the baseline."""

    indicator: Indicator
    status: IndicatorStatus
    scenario: Scenario
    unit: str
    from_base: bool = False

    @property
    def met(self) -> bool:
        """Whether the target was reached before any project."""
        return self.scenario.gap == 0


@dataclass(frozen=True, slots=True)
class Bar:
    """A year of the chart in the units of its view box, and what the two bars stand for."""

    year: int
    x: float
    all_h: float
    weighted_h: float
    added: Figure
    added_weighted: Figure

    @property
    def x2(self) -> float:
        """Where the second bar begins, which is the middle of both."""
        return self.x + BAR

    @property
    def all_y(self) -> float:
        """The top of the first bar."""
        return round(FLOOR - self.all_h, 1)

    @property
    def weighted_y(self) -> float:
        """The top of the second one."""
        return round(FLOOR - self.weighted_h, 1)


@dataclass(frozen=True, slots=True)
class FigureView:
    """One figure of all projects: by stage and by year, without any indicator."""

    figure: ProjectFigure
    scenario: Scenario
    bars: tuple[Bar, ...]
    stages: tuple[tuple[object, Figure, Figure], ...]
    total: Figure
    total_weighted: Figure


@dataclass(frozen=True, slots=True)
class NodeGap:
    """A node that projects stand on: how it stands now, with all of them, and with each alone."""

    chain: Chain
    node: ChainNode
    path: str
    prospect: NodeProspect
    now: Tag
    then: Tag
    projects: tuple[tuple[ProjectRow, Bilingual, Tag], ...]

    @property
    def counts(self) -> bool:
        """Whether the node is a gap, or would stand better."""
        return self.prospect.fills or self.prospect.now.is_gap


def rule_of(opened: Opened) -> ProjectRule:
    """The pack's rule, completed from the national one.  *Errors*: ``InputError``."""
    return load_project_rule(opened.folder)


def projects_of(user: User, opened: Opened) -> QuerySet[Project]:
    """The projects that the reader reaches, of the plan's territory."""
    rows = visible(user, Project)
    if opened.plan.owner_id is None:
        return rows
    return rows.filter(owner__in=Organisation.objects.filter(path__startswith=opened.plan.owner_path))


def rows_of_projects(user: User, opened: Opened) -> list[ProjectRow]:
    """The same as plain rows: pages of thousands of projects would spend their time on objects.

    ``makes``: whether the project's firm is a producer on its node already.
    """
    same = territory(opened.plan).filter(enterprise=OuterRef("enterprise"), node=OuterRef("node"))
    rows = projects_of(user, opened).annotate(makes=Exists(same.filter(role="producer")))
    return list(rows.order_by("-investment", "pk").values_list(*COLUMNS, "makes", named=True))


def declared(rows: Sequence[ProjectRow], figure: ProjectFigure) -> list[DeclaredProject]:
    """The projects with one of their figures."""
    return [
        DeclaredProject(
            str(row.pk),
            row.name,
            row.stage,
            None if (amount := getattr(row, figure.figure)) is None else Decimal(amount),
            figure.unit,
            _start(row.steps),
            tuple(Decimal(share) for share in row.ramp or ()),
        )
        for row in rows
    ]


def _start(steps: dict[str, dict[str, str]]) -> int | None:
    """The month in which producing begins: as it did, else as it is planned."""
    days = (steps or {}).get("producing", {})
    written = days.get("actual") or days.get("plan")
    if not written:
        return None
    day = date.fromisoformat(str(written)[:10])
    return month_index(day.year, day.month)


def indicator_views(
    opened: Opened, rows: Sequence[ProjectRow], rule: ProjectRule
) -> tuple[IndicatorView, ...]:
    """Every indicator that counts a figure of projects."""
    found = (indicator_view(opened, each, rows, rule) for each in opened.pack.indicators)
    return tuple(each for each in found if each is not None)


def indicator_view(
    opened: Opened, indicator: Indicator, rows: Sequence[ProjectRow], rule: ProjectRule
) -> IndicatorView | None:
    """One indicator; ``None`` where no figure of projects counts towards it."""
    figure = rule.figure_of(indicator.id, indicator.measure)
    if figure is None:
        return None
    today = timezone.localdate()
    status = indicator_status(indicator, opened.pack.actuals, today, opened.pack.about.first_year)
    current, from_base = _current(status, figure, today)
    scenario = scenario_of(
        *(declared(rows, figure), figure, rule, today.year),
        status.goal,
        current,
        status.unit,
    )
    return IndicatorView(indicator, status, scenario, scenario.unit, from_base)


def _current(status: IndicatorStatus, figure: ProjectFigure, today: date) -> tuple[Point | None, bool]:
    """The last value that the projects can be added to, and whether it is the plan's own baseline.

    Of a flow it is a whole year's; without one the baseline serves, unless it is older than two years.
    """
    known = [
        Point(row.figure.month, row.assessment.observed)
        for row in status.periods
        if row.assessment.observed is not None
    ]
    if figure.kind == "stock":
        return (known[-1], False) if known else (None, False)
    whole = [point for point in known if int(point.month) % 12 == 11]
    if whole:
        return whole[-1], False
    base = status.goal.base if status.goal else None
    if base is not None and int(base.month) % 12 == 11 and int(base.month) // 12 >= today.year - OLDEST:
        return base, True
    return (known[-1], False) if known else (None, False)


def figure_view(rows: Sequence[ProjectRow], figure: ProjectFigure, rule: ProjectRule) -> FigureView:
    """One figure of all projects."""
    scenario = scenario_of(declared(rows, figure), figure, rule, timezone.localdate().year)
    largest = max((each.added for each in scenario.years), default=Decimal(0)) or Decimal(1)

    def told(value: Decimal) -> Figure:
        return shown(value, figure.unit)

    bars = tuple(
        Bar(
            each.year,
            EDGE + STEP * place,
            *(
                round(HIGH * float(max(part, Decimal(0)) / largest), 1)
                for part in (each.added, each.added_weighted)
            ),
            told(each.added),
            told(each.added_weighted),
        )
        for place, each in enumerate(scenario.years[:SHOWN_YEARS])
    )
    stages = tuple((each, told(each.full), told(each.weighted)) for each in scenario.stages)
    full = sum((each.full for each in scenario.stages), Decimal(0))
    weighted = sum((each.weighted for each in scenario.stages), Decimal(0))
    return FigureView(figure, scenario, bars, stages, told(full), told(weighted))


def node_gaps(user: User, opened: Opened, rows: Sequence[ProjectRow]) -> tuple[NodeGap, ...]:
    """The nodes with projects on their way, those that would stand better first, missing before weak.

    A market is nobody's gap: projects there are left out.
    """
    chains = {chain.id: chain for chain in opened.shelved.chains if chain.nodes}
    standings = standings_of(user, opened.plan, opened.folder, list(chains.values()))
    on_nodes = _on_nodes(opened, rows)
    found = []
    for (chain_id, node_id), on_node in on_nodes.items():
        standing = standings.get(chain_id)
        node = next((n for n in chains[chain_id].nodes if n.id == node_id), None) if standing else None
        if standing is not None and node is not None and not node.is_market:
            found.append(_gap(chains[chain_id], node, standing, on_node))
    return tuple(sorted(found, key=lambda each: (not each.prospect.fills, _rank(each), -len(each.projects))))


def _rank(gap: NodeGap) -> int:
    return BETTER.index(gap.prospect.now.status)


def _on_nodes(opened: Opened, rows: Sequence[ProjectRow]) -> dict[tuple[str, str], list[ProjectRow]]:
    """Projects that are not yet counted, by chain and node."""
    known = {chain.id for chain in opened.shelved.chains if chain.nodes}
    found: dict[tuple[str, str], list[ProjectRow]] = defaultdict(list)
    for row in rows:
        if row.node__plan == opened.plan.folder and row.stage != "counted" and row.node__chain in known:
            found[row.node__chain, row.node__node].append(row)
    return dict(found)


def _gap(
    chain: Chain,
    node: ChainNode,
    standing: ChainStanding,
    rows: Sequence[ProjectRow],
) -> NodeGap:
    on_node = [
        ProjectOnNode(
            str(row.pk),
            row.output,
            row.makes,
            None if not (size := size_of(row.jobs, row.revenue)) else size == "large",
        )
        for row in rows
    ]
    prospect = prospect_of(chain, standing.nodes[node.id], on_node, standing.rules)
    alone = tuple((row, STAGE_NAMES[row.stage], status_tag(prospect.alone[str(row.pk)])) for row in rows)
    return NodeGap(
        *(chain, node, node_path(chain.id, node.id), prospect),
        status_tag(prospect.now.status),
        status_tag(prospect.then.status),
        alone,
    )
