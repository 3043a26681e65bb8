"""The registry as its history tells it of a day: rows folded from their records, what nobody wrote counted.

A row whose first record is no founding one was there before, nobody knows how: of earlier days it is unsure.
A live row that its last record does not describe was changed without one: the change counts as of now.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import CharField, DateTimeField, F, IntegerField, Min, Model, QuerySet, Value
from django.utils import timezone

from rongshu.findings.chain.change import ChainThen, ProjectThen
from rongshu.findings.chain.node import NodeFirm
from rongshu.office.registry.models import Assignment, Enterprise, Node, Project, Target

NOW = "="
FIRM = ("name", "owner_id", "size", "champion", "output", "output_before", "merged_into_id")
PROJECT = ("name", "owner_id", "node_id", "stage", "investment")
TARGET = ("name", "owner_id", "products", "scope", "gbt4754")
Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class States:
    """Rows by number on each of the days asked for; ``unsure`` are those of which nobody recorded the day.

    ``latest`` has every row's last known values; ``unrecorded`` counts changes that no record describes.
    """

    at: tuple[dict[int, Values], ...]
    unsure: tuple[frozenset[int], ...]
    latest: Mapping[int, Values]
    unrecorded: int


@dataclass(frozen=True, slots=True)
class ChainPast:
    """A chain on the days asked for.

    ``absent`` says of each day why a firm that stands on a node on another day did not count there;
    ``firms``, ``projects`` their last known values by key.
    """

    days: tuple[date, ...]
    then: tuple[ChainThen, ...]
    absent: tuple[Mapping[tuple[str, str], str], ...]
    firms: Mapping[str, Values]
    projects: Mapping[str, Values]
    unrecorded: int
    nodes: Mapping[int, str] = field(default_factory=dict)


def end_of_day(day: date) -> datetime:
    """The first moment after the day, where the office is."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def first_day(plan: str, chain: str) -> date | None:
    """The day on which the first firm was placed on the chain, as recorded; ``None`` without a record."""
    places = Assignment.history.filter(node_id__in=Node.objects.filter(plan=plan, chain=chain).values("pk"))
    first = places.aggregate(first=Min("history_date"))["first"]
    return timezone.localtime(first).date() if first else None


def states(
    model: type[Model], numbers: QuerySet | None, columns: Sequence[str], days: Sequence[date]
) -> States:
    """The rows of these numbers, of all without.  *Cost*: one query, linear in their records."""
    past, live = model.history.order_by(), model._default_manager.order_by()
    if numbers is not None:
        past, live = past.filter(id__in=numbers), live.filter(pk__in=numbers)
    of_now = {
        "entry": Value(None, IntegerField()),
        "moment": Value(None, DateTimeField()),
        "sign": Value(NOW, CharField()),
    }
    of_then = {"entry": F("history_id"), "moment": F("history_date"), "sign": F("history_type")}
    names = (*of_then, "id", *columns)
    both = past.annotate(**of_then).values_list(*names).union(
        live.annotate(**of_now).values_list(*names), all=True
    )  # fmt: skip
    records: dict[int, list[tuple[datetime, int, str, Values]]] = defaultdict(list)
    now: dict[int, Values] = {}
    for entry, moment, sign, pk, *values in both:
        told = dict(zip(columns, values, strict=True))
        if sign == NOW:
            now[pk] = told
        else:
            records[pk].append((moment, entry, sign, told))
    lines = {
        pk: [(moment, sign, told) for moment, _entry, sign, told in sorted(found, key=lambda each: each[:2])]
        for pk, found in records.items()
    }
    return _folded(lines, now, [end_of_day(day) for day in days])


def _folded(
    records: Mapping[int, list[tuple[datetime, str, Values]]],
    now: Mapping[int, Values],
    ends: Sequence[datetime],
) -> States:
    at: list[dict[int, Values]] = [{} for _end in ends]
    unsure: list[set[int]] = [set() for _end in ends]
    latest: dict[int, Values] = {}
    unrecorded, moment = 0, timezone.now()
    for pk in {*records, *now}:
        line = list(records.get(pk, ()))
        told = line[-1][2] if line and line[-1][1] != "-" else None
        if told != now.get(pk):
            unrecorded += 1
            values = now.get(pk) or (line[-1][2] if line else {})
            line.append((moment, "~" if pk in now else "-", values))
        latest[pk] = line[-1][2]
        for place, end in enumerate(ends):
            known = [record for record in line if record[0] < end]
            if known and known[-1][1] != "-":
                at[place][pk] = known[-1][2]
            elif not known and line[0][1] != "+":
                unsure[place].add(pk)
    return States(tuple(at), tuple(frozenset(each) for each in unsure), latest, unrecorded)


def chain_past(
    plan: str, chain: str, days: Sequence[date], owners: frozenset[int] | None = None
) -> ChainPast:
    """The chain's firms and projects on the days; of the firms that ``owners`` keep, where they are given.

    *Cost*: four queries whatever the number of firms.
    """
    nodes = dict(Node.objects.filter(plan=plan, chain=chain).values_list("pk", "node"))
    place = ("enterprise_id", "node_id", "role", "state")
    places = states(Assignment, _ever_on(nodes, Assignment, "id"), place, days)
    firms = states(Enterprise, _ever_on(nodes, Assignment, "enterprise_id"), FIRM, days)
    projects = states(Project, _ever_on(nodes, Project, "id"), PROJECT, days)
    then, absent = [], []
    for place in range(len(days)):
        found, missing, unsure = _on_day(chain, nodes, places, firms, place, owners)
        mine = {pk: each for pk, each in projects.at[place].items() if _kept(each, owners)}
        on_way = tuple(
            ProjectThen(str(pk), nodes[each["node_id"]], each["stage"], each["investment"])
            for pk, each in sorted(mine.items())
            if each["node_id"] in nodes
        )
        then.append(ChainThen(tuple(found), on_way, unsure=unsure))
        absent.append(missing)
    return ChainPast(
        tuple(days),
        tuple(then),
        tuple(absent),
        {str(pk): values for pk, values in firms.latest.items()},
        {str(pk): values for pk, values in projects.latest.items()},
        places.unrecorded + firms.unrecorded + projects.unrecorded,
        nodes,
    )


def _ever_on(nodes: Mapping[int, str], model: type[Model], column: str) -> QuerySet:
    """The numbers of every row that stands or ever stood on one of the nodes, to be asked inside a query."""
    past, live = (
        rows.filter(node_id__in=nodes).order_by().values_list(column)
        for rows in (model.history, model._default_manager)
    )
    return past.union(live)


def _kept(values: Values, owners: frozenset[int] | None) -> bool:
    return owners is None or values["owner_id"] in owners


def _on_day(
    chain: str,
    nodes: Mapping[int, str],
    places: States,
    firms: States,
    day: int,
    owners: frozenset[int] | None,
) -> tuple[list[NodeFirm], dict[tuple[str, str], str], dict[str, int]]:
    """Firms that count, why others do not, and how many rows of each node are unsure."""
    found, absent = [], {}
    unsure: dict[str, int] = defaultdict(int)
    for pk, last in places.latest.items():
        node, firm = nodes[last["node_id"]], last["enterprise_id"]
        place, values = places.at[day].get(pk), firms.at[day].get(firm)
        if pk in places.unsure[day] or (place is not None and firm in firms.unsure[day]):
            unsure[node] += 1
            continue
        if place is not None:
            firm, values = place["enterprise_id"], firms.at[day].get(place["enterprise_id"])
        reason = _reason(place, values, owners)
        if reason:
            absent[str(firm), node] = reason
            continue
        assert place is not None
        assert values is not None
        facts = (values["size"] == "large", values["champion"], values["output"], values["output_before"])
        found.append(NodeFirm(str(firm), chain, node, place["role"], *facts))
    return found, absent, dict(unsure)


def _reason(place: Values | None, firm: Values | None, owners: frozenset[int] | None) -> str:
    """Why a firm does not count on a node: the first thing that holds; empty where it counts."""
    if firm is None:
        return "no_firm"
    if firm["merged_into_id"]:
        return "merged"
    if not _kept(firm, owners):
        return "elsewhere"
    if place is None:
        return "not_placed"
    return "overridden" if place["state"] == Assignment.State.OVERRIDDEN else ""


def targets_past(days: Sequence[date]) -> States:
    """The outside firms on the days."""
    return states(Target, None, TARGET, days)
