"""What may be written into a column of a kind by somebody: the lists of templates and of forms."""

from __future__ import annotations

from django.db.models import Q

from rongshu.office.people.models import User
from rongshu.office.registry.desk import REFERENCES, Desk, index_of, labels, node_names, standards
from rongshu.office.registry.kinds import Kind
from rongshu.office.registry.models import Node, Park
from rongshu.office.registry.reach import reached, visible

MOST, MOST_NODES = 500, 2000
SUGGESTED, SHORTEST = 20, 2
LOOKED_IN = {"firm": ("search",), "project": ("number", "name")}


def offered(kind: Kind, user: User) -> dict[str, list[str]]:
    """Names by the form of the column, sector codes under ``gbt4754``; only what the person may name."""
    forms = {field.form for field in kind.fields}
    found: dict[str, list[str]] = {}
    if "organisation" in forms:
        found["organisation"] = list(reached(user).values_list("name", flat=True)[:MOST])
    if "park" in forms:
        found["park"] = list(visible(user, Park).values_list("name", flat=True)[:MOST])
    if "node" in forms:
        found["node"] = nodes_offered()
    if "industry" in forms:
        found["gbt4754"] = [code.code for code in standards().codes if code.level >= 2]
    return found


def suggested(user: User, form: str, text: str) -> list[str]:
    """The first names of a large table that have ``text`` in them; each leads back to its row.

    *Cost*: three queries, however large the table.
    """
    words = text.strip().lower()
    if len(words) < SHORTEST:
        return []
    wanted = Q()
    for column in LOOKED_IN[form]:
        wanted |= Q(**{f"{column}__icontains": words})
    rows = visible(user, REFERENCES[form]).filter(wanted).order_by("name", "pk")
    numbers = list(rows.values_list("pk", flat=True)[:SUGGESTED])
    told = Desk(user).labels(form, numbers)
    return [told[number] for number in numbers]


def nodes_offered() -> list[str]:
    """Every node as chain/node, with its plan where several plans have it."""
    rows = Node.objects.values_list("pk", "plan", "chain_name", "name", "chain", "node")
    return list(labels(index_of((pk, node_names(*names)) for pk, *names in rows)).values())[:MOST_NODES]
