"""What stands on each node, counted by the database once and mended only where something changed since.

A change of a firm or of a place is in the history; only the nodes that it touches are counted again.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Max, Q, QuerySet, Subquery, Sum

from rongshu.office.people.models import Organisation
from rongshu.office.plans.models import Plan
from rongshu.office.registry.models import Assignment, Enterprise

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


def newest_change(plan: Plan) -> Newest:
    """The newest entries of the histories of places, firms and offices.  *Cost*: one query."""
    newest = {
        name: Subquery(table.history.order_by("-history_id").values("history_id")[:1])
        for name, table in (("places", Assignment), ("firms", Enterprise), ("offices", Organisation))
    }
    found = Plan.objects.filter(pk=plan.pk).annotate(**newest).values_list(*newest).first()
    places, firms, offices = found or (0, 0, 0)
    return places or 0, firms or 0, offices or 0


def counted(
    plan: Plan, rows: QuerySet[Assignment], nodes: Mapping[int, tuple[str, str]], now: Newest
) -> Tally:
    """Firms, large ones, champions and outputs of each node that has any; ``nodes``: the plan's, by number.

    ``touched`` says of each chain since when its counts are what they are.
    *Units*: 万元.  *Cost*: one query; after a change two more that look only at what it touched.
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


def _changed(since: Newest, now: Newest) -> set[int] | None:
    """The numbers of the nodes that anything since has touched; ``None`` where that is too much.

    An office that moved may take any firm along.
    """
    nodes: set[int] = set()
    if now[2] != since[2]:
        return None
    if now[0] != since[0]:
        entries = Assignment.history.filter(history_id__gt=since[0]).order_by()
        nodes |= set(entries.values_list("node_id", flat=True)[: MOST + 1])
    if now[1] != since[1]:
        firms = Enterprise.history.filter(history_id__gt=since[1]).order_by().values("id")
        there = Assignment.objects.filter(enterprise_id__in=firms).order_by()
        nodes |= set(there.values_list("node_id", flat=True).distinct()[: MOST + 1])
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
