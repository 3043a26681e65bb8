"""How local output is held against a larger area's, and against local demand.

*Source*: location quotient as in P. Haggett, "Locational Analysis in Human Geography" (1965): the local share
of an industry over its share in the reference area.  Local supply is local output over local demand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from rongshu.facts.intake.typed_intake import read_typed
from rongshu.facts.tables.declared import shipped_tables
from rongshu.findings.chain_node import NodeReference
from rongshu.findings.industry_nodes import bare
from rongshu.pack.schema import Chain, ChainNode
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, InputError, Place, Severity

TABLE = "node_output"
TOTAL = ("合计", "总计", "全部", "total", "all")


@dataclass(frozen=True, slots=True)
class OutputReference:
    """A table of reference outputs.  *Units*: 万元; ``None`` for unknown.

    ``by_code`` and ``by_node`` hold output and local demand; a node is known by chain and node, each by id or
    name.
    """

    total: Decimal | None
    by_code: Mapping[str, tuple[Decimal | None, Decimal | None]]
    by_node: Mapping[tuple[str, str], tuple[Decimal | None, Decimal | None]]
    area: str = ""
    period: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class LocalOutput:
    """Output here of the firms whose output is known, ``by_code`` by each firm's first.  *Units*: 万元."""

    total: Decimal | None
    by_code: Mapping[str, Decimal]
    by_node: Mapping[str, Decimal | None]


def read_output_reference(path: Path) -> OutputReference:
    """The reference outputs of a file of the declared table ``node_output``.

    *Errors*: ``InputError`` with everything that is wrong, a missing row of the total included.
    """
    table, problems = read_typed(path, shipped_tables()[TABLE], date.today())
    rows: list[dict[str, Any]] = table.to_pylist()
    totals = [row["output"] for row in rows if str(row["code"] or "").lower() in TOTAL]
    wrong = [each for each in problems if each.severity is Severity.ERROR]
    if not totals and (wrong or any(row["output"] is not None for row in rows)):
        message = Bilingual("缺少合计行", "the row of the total is missing")
        remedy = Bilingual("加一行，行业代码写“合计”", "add a row with 合计 or total as its code")
        place = Place(file=path.name)
        wrong.append(Diagnostic("location.total", Severity.ERROR, message, (place,), remedy=remedy))
    if wrong:
        raise InputError(wrong)
    codes = {bare(row["code"]): _pair(row) for row in rows if row["code"] and bare(row["code"])}
    nodes = {(row["chain"] or "", row["node"]): _pair(row) for row in rows if row["node"]}
    said = {name: _said(rows, name) for name in ("area", "period", "source")}
    return OutputReference(totals[0] if totals else None, codes, nodes, **said)


def location_quotient(
    here: Decimal | None, whole_here: Decimal | None, there: Decimal | None, whole_there: Decimal | None
) -> Decimal | None:
    """The local share over the reference share; ``None`` where anything is unknown or divides by nothing.

    >>> location_quotient(Decimal(30), Decimal(100), Decimal(10), Decimal(100))
    Decimal('3')
    """
    if here is None or whole_here is None or there is None or whole_there is None:
        return None
    if not whole_here or not there or not whole_there:
        return None
    return (here * whole_there) / (whole_here * there)


def local_supply(here: Decimal | None, demand: Decimal | None) -> Decimal | None:
    """Local output over local demand; ``None`` where either is unknown or nothing is demanded."""
    return here / demand if here is not None and demand else None


def node_references(chain: Chain, local: LocalOutput, reference: OutputReference) -> dict[str, NodeReference]:
    """What is known of each node; a row for the node itself goes before rows for its sector codes.

    By code, local output is that of all firms of the code, so that both sides count the same trade.
    """
    found = {}
    for node in chain.nodes:
        own = _row_of(chain, node, reference)
        here, there, demand = local.by_node.get(node.id), None, None
        if own is not None:
            there, demand = own
        else:
            codes = _apart([code for code in reference.by_code if _covers(node, code)])
            there, demand = _sum(reference, codes)
            if codes:
                here = _local(local, codes)
        quotient = location_quotient(here, local.total, there, reference.total)
        found[node.id] = NodeReference(quotient, local_supply(here, demand))
    return found


def _pair(row: Mapping[str, Any]) -> tuple[Decimal | None, Decimal | None]:
    return row["output"], row["demand"]


def _said(rows: Sequence[Mapping[str, Any]], name: str) -> str:
    return "、".join(dict.fromkeys(str(row[name]) for row in rows if row[name]))


def _row_of(
    chain: Chain, node: ChainNode, reference: OutputReference
) -> tuple[Decimal | None, Decimal | None] | None:
    chains = (chain.id, chain.name.zh, chain.name.zh.removesuffix("产业链"), "")
    keys = ((each, name) for each in chains for name in (node.id, node.name.zh))
    return next((reference.by_node[key] for key in keys if key in reference.by_node), None)


def _covers(node: ChainNode, code: str) -> bool:
    """Whether a row of the table is about one of the node's trades, not about a larger one."""
    return any(code.startswith(own) for own in map(bare, node.gbt4754) if own)


def _apart(codes: Sequence[str]) -> list[str]:
    """The codes without those that a shorter one of them holds already."""
    return [code for code in codes if not any(code != each and code.startswith(each) for each in codes)]


def _sum(reference: OutputReference, codes: Sequence[str]) -> tuple[Decimal | None, Decimal | None]:
    outputs = [reference.by_code[code][0] for code in codes]
    demands = [reference.by_code[code][1] for code in codes]
    return _added(outputs), _added(demands)


def _added(values: Sequence[Decimal | None]) -> Decimal | None:
    """The sum; unknown where any part is."""
    if not values or None in values:
        return None
    return sum((value for value in values if value is not None), Decimal(0))


def _local(local: LocalOutput, codes: Sequence[str]) -> Decimal:
    return sum(
        (output for code, output in local.by_code.items() if any(code.startswith(each) for each in codes)),
        Decimal(0),
    )
