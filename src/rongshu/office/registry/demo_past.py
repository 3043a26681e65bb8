"""An invented past for the demonstration's registry, so that two days of a chain differ."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.db.models import Count, Model, QuerySet
from django.utils import timezone

from rongshu.office.registry.derived import reached_stage
from rongshu.office.registry.models import Assignment, Enterprise, Node, Obstacle, Project, Target
from rongshu.synth.example_city import NAME

FOUNDED = 240  # days ago
LATEST = 12
REASON = "演示数据"
OBSTACLES = (
    ("land", "用地指标未落实", "示例园区管委会"),
    ("environment", "环评尚在审查", f"{NAME}生态环境局"),
    ("equipment", "设备交付延期", "示例投资方"),
    ("finance", "融资未到位", "示例投资方"),
    ("energy", "电力增容待批", "示例供电公司"),
)


def invent_past(seed: int) -> None:
    """Move the founding of every row back, then let firms come, go, change nodes and grow since."""
    random = Random(seed)  # noqa: S311 - invented figures are no secret
    founded = timezone.now() - timedelta(days=FOUNDED)
    for model in (Enterprise, Assignment, Project, Target):
        model.history.update(history_date=founded)
    _decided(founded + timedelta(days=20))
    firms = list(Enterprise.objects.filter(merged_into=None).order_by("pk"))
    thin = _thin_nodes()
    _came([*random.sample(firms, len(firms) // 25), *_some(_on(thin), random)], random)
    _grew(random.sample(firms, len(firms) // 8), random)
    _went(
        _some(Assignment.objects.filter(state=Assignment.State.PROPOSED).order_by("pk"), random, 10), random
    )
    _went(_some(_places(thin), random, 4), random)
    _moved(random)
    for project in Project.objects.all():
        _went_on(project, founded)


def _ago(random: Random) -> datetime:
    return timezone.now() - timedelta(days=random.randrange(LATEST, FOUNDED - 30))


def _record(rows: Sequence[Model], when: datetime) -> None:
    """What the rows now are, as a record of a day in the past."""
    if rows:
        type(rows[0]).history.bulk_history_create(
            rows, batch_size=500, update=True, default_change_reason=REASON, default_date=when
        )


def _decided(when: datetime) -> None:
    _record(list(Assignment.objects.filter(state=Assignment.State.CONFIRMED)), when)


def _came(firms: Sequence[Enterprise], random: Random) -> None:
    """Firms that came into the registry later than the others."""
    for firm in firms:
        when = _ago(random)
        Enterprise.history.filter(id=firm.pk).update(history_date=when)
        Assignment.history.filter(enterprise_id=firm.pk).update(history_date=when)


def _grew(firms: Sequence[Enterprise], random: Random) -> None:
    """Firms whose output was lower, or higher, until it was reported anew."""
    for firm in firms:
        if firm.output is None:
            continue
        before = round(firm.output * Decimal(str(round(random.uniform(0.7, 1.15), 2))), 2)
        first = Enterprise.history.filter(id=firm.pk).order_by("history_date").first()
        when = max(first.history_date + timedelta(days=5), _ago(random))
        first.output = before
        first.save()
        _record([firm], when)


def _thin_nodes() -> list[int]:
    """Nodes that one or two firms carry: there a single firm makes another standing."""
    makers = Assignment.objects.filter(role="producer").order_by()
    counted = makers.values_list("node_id").annotate(firms=Count("pk"))
    return sorted(node for node, firms in counted if firms <= 2)


def _places(nodes: Sequence[int]) -> QuerySet[Assignment]:
    return Assignment.objects.filter(node__in=nodes, role="producer").order_by("pk")


def _on(nodes: Sequence[int]) -> QuerySet[Enterprise]:
    return Enterprise.objects.filter(pk__in=_places(nodes).values("enterprise")).order_by("pk")


def _some(rows: QuerySet[Any], random: Random, part: int = 2) -> list[Any]:
    """One of every ``part`` rows."""
    found = list(rows)
    return random.sample(found, len(found) // part)


def _went(rows: Sequence[Assignment], random: Random) -> None:
    """Places that a person overrode."""
    for each in rows:
        each.state = Assignment.State.OVERRIDDEN
        _write(each, _ago(random))


def _moved(random: Random) -> None:
    """Firms that a person put on another node of the same chain."""
    rows = list(Assignment.objects.filter(state=Assignment.State.CONFIRMED, role="producer").order_by("pk"))
    for each in random.sample(rows, len(rows) // 60):
        others = Node.objects.filter(plan=each.node.plan, chain=each.node.chain).exclude(pk=each.node_id)
        node = random.choice(list(others) or [each.node])
        if Assignment.objects.filter(enterprise=each.enterprise_id, node=node).exists():
            continue
        when = _ago(random)
        each.state = Assignment.State.OVERRIDDEN
        _write(each, when)
        made = Assignment(
            enterprise_id=each.enterprise_id, node=node, state=Assignment.State.CONFIRMED, by_hand=True
        )
        _write(made, when)


def _write(row: Any, when: datetime) -> None:
    """The row saved as of a day, later than what is recorded of it already."""
    last = row.history.order_by("-history_date").first() if row.pk else None
    if last is not None:
        when = max(when, last.history_date + timedelta(hours=3))
    row._history_date, row._change_reason = when, REASON
    row.save()


def _went_on(project: Project, founded: datetime) -> None:
    """A project's stages, each recorded on the day it was reached."""
    days = [
        (key, date.fromisoformat(days["actual"])) for key, days in project.steps.items() if "actual" in days
    ]
    first = Project.history.filter(id=project.pk).first()
    start = timezone.localtime(founded).date()
    known = {key for key, day in days if day <= start}
    first.steps = _steps_known(project.steps, known)
    first.stage = reached_stage(first.steps) or "idea"
    first.save()
    for key, day in sorted((each for each in days if each[1] > start), key=lambda each: each[1]):
        known.add(key)
        then = Project.objects.get(pk=project.pk)
        then.steps = _steps_known(project.steps, known)
        then.stage = reached_stage(then.steps) or "idea"
        _record([then], timezone.make_aware(datetime(day.year, day.month, day.day, 17)))


def _steps_known(steps: dict[str, dict[str, str]], known: set[str]) -> dict[str, dict[str, str]]:
    """The steps without the actual days that lay ahead."""
    return {
        key: {which: day for which, day in days.items() if which == "plan" or key in known}
        for key, days in steps.items()
    }


def stand_in_way(projects: Sequence[Project], random: Random, today: date) -> None:
    """Something in the way of every second project, some of it cleared."""
    made = []
    for project in projects:
        if random.random() < 0.5:
            kind, what, responsible = random.choice(OBSTACLES)
            since = today - timedelta(days=random.randrange(5, 160))
            gone = today - timedelta(days=random.randrange(0, 5)) if random.random() < 0.2 else None
            facts = {"kind": kind, "what": what, "responsible": responsible, "since": since, "cleared": gone}
            made.append(Obstacle(project=project, **facts))
    for each in made:
        _write(each, timezone.make_aware(datetime.combine(each.since, datetime.min.time())))
