"""What stands on each node, counted by the database once and mended only where something changed since.

A change of a firm or of a place is in the history; only the nodes that it touches are counted again.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Max, Model, Q, QuerySet, Subquery, Sum

from rongshu.findings.region.location import LocalOutput
from rongshu.office.people.models import Organisation
from rongshu.office.plans.models import Plan
from rongshu.office.registry.models import Assignment, Enterprise, Node

KEPT = 3600  # seconds after which everything is counted anew
MOST = 200  # changes beyond which counting everything costs less

Counted = Mapping[tuple[str, str], Mapping[str, Any]]
Newest = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts with the newest entries of the histories of places, firms and offices that they know of;
    ``touched``: the entries at which each chain was last counted."""

    newest: Newest
    counted: Counted
    until: float
    touched: Mapping[str, Newest]


def newest_entries(*tables: type[Model]) -> dict[str, Subquery]:
    """By the name of each table the newest entry of its history, to be asked beside something else."""
    return {
        f"newest_{table._meta.model_name}": Subquery(
            table.history.order_by("-history_id").values("history_id")[:1]
        )
        for table in tables
    }


def nodes_and_newest(plan: Plan) -> tuple[dict[int, tuple[str, str]], Newest]:
    """The plan's nodes by number, and the newest entries of the histories of places, firms and offices.

    *Cost*: one query.
    """
    newest = newest_entries(Assignment, Enterprise, Organisation)
    rows = Node.objects.filter(plan=plan.folder).annotate(**newest).order_by()
    nodes, now = {}, (0, 0, 0)
    for number, chain, node, *found in rows.values_list("pk", "chain", "node", *newest):
        nodes[number] = (chain, node)
        places, firms, offices = (each or 0 for each in found)
        now = (places, firms, offices)
    return nodes, now


def counted(
    plan: Plan, rows: QuerySet[Assignment], nodes: Mapping[int, tuple[str, str]], now: Newest
) -> Tally:
    """Firms, large ones, champions and outputs of each node that has any; ``nodes``: the plan's, by number.

    ``touched`` says of each chain since when its counts are what they are.
    *Units*: 万元.  *Cost*: nothing while nothing changes; after a change two queries that look only at what
    it touched.
    """
    key = f"tally:{hash((plan.pk, plan.owner_path, tuple(sorted(nodes))))}"
    known: Tally | None = cache.get(key)
    if known is not None and known.newest == now:
        return known
    changed = _changed(known.newest, now) if known is not None and time.time() < known.until else None
    if known is None or changed is None:
        whole = dict.fromkeys((chain for chain, _node in nodes.values()), now)
        tally = Tally(now, count(rows), time.time() + KEPT, whole)
    else:
        ours = changed & nodes.keys()
        pairs = {nodes[number] for number in ours}
        kept = {pair: row for pair, row in known.counted.items() if pair not in pairs}
        mended = {**kept, **count(rows.filter(node_id__in=ours))} if ours else kept
        touched = {**known.touched, **dict.fromkeys((chain for chain, _node in pairs), now)}
        tally = Tally(now, mended, known.until, touched)
    cache.set(key, tally, KEPT)
    return tally


def local_output(plan: Plan, newest: Newest) -> LocalOutput:
    """Output of the plan's territory, whole and by each firm's first code, kept while no firm changes.

    *Units*: 万元.  *Cost*: one query after a change.
    """
    key = f"output:{hash((plan.pk, plan.owner_path, newest[1:]))}"
    known: LocalOutput | None = cache.get(key)
    if known is None:
        known = _summed(plan)
        cache.set(key, known, KEPT)
    return known


def _summed(plan: Plan) -> LocalOutput:
    firms = Enterprise.objects.filter(merged_into=None, output__isnull=False)
    if plan.owner_id is not None:
        firms = firms.filter(owner__in=Organisation.objects.filter(path__startswith=plan.owner_path))
    sums = list(firms.order_by().values_list("gbt4754").annotate(output=Sum("output")))
    by_code: dict[str, Decimal] = defaultdict(Decimal)
    for codes, output in sums:
        by_code[codes.partition(",")[0].strip()] += output
    total = sum((output for _codes, output in sums), Decimal(0)) if sums else None
    return LocalOutput(total, by_code, {})


def _changed(since: Newest, now: Newest) -> set[int] | None:
    """The numbers of the nodes that anything since has touched; ``None`` where that is too much.

    An office that moved may take any firm along.
    """
    if now[2] != since[2]:
        return None
    changed = []
    if now[0] != since[0]:
        changed.append(Assignment.history.filter(history_id__gt=since[0]))
    if now[1] != since[1]:
        firms = Enterprise.history.filter(history_id__gt=since[1]).order_by().values("id")
        changed.append(Assignment.objects.filter(enterprise_id__in=firms))
    first, *rest = (each.order_by().values_list("node_id", flat=True) for each in changed)
    nodes = set(first.union(*rest)[: MOST + 1] if rest else first.distinct()[: MOST + 1])
    return nodes if len(nodes) <= MOST else None


def count(rows: QuerySet[Assignment]) -> dict[tuple[str, str], dict[str, Any]]:
    """The sums of producers by chain and node."""
    both = Q(enterprise__output__isnull=False, enterprise__output_before__isnull=False)
    grouped = rows.filter(role="producer").order_by().values("node__chain", "node__node")
    sums = grouped.annotate(
        firms=Count("pk"),
        large=Count("pk", filter=Q(enterprise__size="large")),
        champions=Count("pk", filter=Q(enterprise__champion=True)),
        output=Sum("enterprise__output"),
        biggest=Max("enterprise__output"),
        now=Sum("enterprise__output", filter=both),
        before=Sum("enterprise__output_before", filter=both),
        proposed=Count("pk", filter=Q(state="proposed")),
    )
    return {(row["node__chain"], row["node__node"]): row for row in sums}
