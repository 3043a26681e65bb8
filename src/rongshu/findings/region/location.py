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
from rongshu.findings.chain.node import NodeReference
from rongshu.findings.region.industry_nodes import bare
from rongshu.pack.schema import Chain, ChainNode
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, InputError, Place, Severity

TABLE = "node_output"
TOTAL = ("合计", "总计", "全部", "total", "all")


@dataclass(frozen=True, slots=True)
class OutputRow:
    """One row of the table with the sheet and the cell where it begins.  *Units*: 万元."""

    code: str
    chain: str
    node: str
    output: Decimal | None
    demand: Decimal | None
    sheet: str = ""
    cell: str = ""

    @property
    def is_total(self) -> bool:
        """Whether it says the output of everything."""
        return self.code.lower() in TOTAL


@dataclass(frozen=True, slots=True)
class OutputReference:
    """A table of reference outputs.  *Units*: 万元; ``None`` for unknown.

    ``by_code`` and ``by_node`` hold output and local demand; a node is known by chain and node, each by id or
    name.  ``rows`` are the table's own, in its order.
    """

    total: Decimal | None
    by_code: Mapping[str, tuple[Decimal | None, Decimal | None]]
    by_node: Mapping[tuple[str, str], tuple[Decimal | None, Decimal | None]]
    area: str = ""
    period: str = ""
    source: str = ""
    rows: tuple[OutputRow, ...] = ()


@dataclass(frozen=True, slots=True)
class NodeEvidence:
    """What a node's quotient and local supply are worked out from.  *Units*: 万元; ``None`` for unknown.

    ``here`` and ``there`` are the same trade, ``whole_here`` and ``whole_there`` everything; ``rows`` are
    the table's rows that were read for it, that of the total among them.
    """

    here: Decimal | None
    whole_here: Decimal | None
    there: Decimal | None
    whole_there: Decimal | None
    demand: Decimal | None
    rows: tuple[OutputRow, ...] = ()

    @property
    def location_quotient(self) -> Decimal | None:
        """The local share over the reference share."""
        return location_quotient(self.here, self.whole_here, self.there, self.whole_there)

    @property
    def local_supply(self) -> Decimal | None:
        """Local output over local demand."""
        return local_supply(self.here, self.demand)


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
    cells: list[dict[str, Any]] = table.to_pylist()
    rows = tuple(map(_row, cells))
    totals = [row.output for row in rows if row.is_total]
    wrong = [each for each in problems if each.severity is Severity.ERROR]
    if not totals and (wrong or any(row.output is not None for row in rows)):
        message = Bilingual("缺少合计行", "the row of the total is missing")
        remedy = Bilingual("加一行，行业代码写“合计”", "add a row with 合计 or total as its code")
        place = Place(file=path.name)
        wrong.append(Diagnostic("location.total", Severity.ERROR, message, (place,), remedy=remedy))
    if wrong:
        raise InputError(wrong)
    codes = {bare(row.code): (row.output, row.demand) for row in rows if row.code and bare(row.code)}
    nodes = {(row.chain, row.node): (row.output, row.demand) for row in rows if row.node}
    said = {name: _said(cells, name) for name in ("area", "period", "source")}
    return OutputReference(totals[0] if totals else None, codes, nodes, **said, rows=rows)


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
    """What is known of each node; a row for the node itself goes before rows for its sector codes."""
    found = {}
    for node in chain.nodes:
        evidence = node_evidence(chain, node, local, reference)
        found[node.id] = NodeReference(evidence.location_quotient, evidence.local_supply)
    return found


def node_evidence(
    chain: Chain, node: ChainNode, local: LocalOutput, reference: OutputReference
) -> NodeEvidence:
    """What a node's figures are worked out from.

    By code, local output is that of all firms of the code, so that both sides count the same trade.
    """
    here, there, demand = local.by_node.get(node.id), None, None
    key = _key_of(chain, node, reference)
    codes: list[str] = []
    if key is not None:
        there, demand = reference.by_node[key]
    else:
        codes = _apart([code for code in reference.by_code if _covers(node, code)])
        there, demand = _sum(reference, codes)
        if codes:
            here = _local(local, codes)
    rows = tuple(
        row
        for row in reference.rows
        if row.is_total or (key is not None and (row.chain, row.node) == key) or bare(row.code) in codes
    )
    read = rows if key is not None or codes else ()
    return NodeEvidence(here, local.total, there, reference.total, demand, read)


def _row(cells: Mapping[str, Any]) -> OutputRow:
    code, chain, node = (str(cells[name] or "") for name in ("code", "chain", "node"))
    return OutputRow(
        code, chain, node, cells["output"], cells["demand"], str(cells["sheet"]), str(cells["cell"])
    )


def _said(rows: Sequence[Mapping[str, Any]], name: str) -> str:
    return "、".join(dict.fromkeys(str(row[name]) for row in rows if row[name]))


def _key_of(chain: Chain, node: ChainNode, reference: OutputReference) -> tuple[str, str] | None:
    """How the table names the node; ``None`` where it has no row for it."""
    chains = (chain.id, chain.name.zh, chain.name.zh.removesuffix("产业链"), "")
    keys = ((each, name) for each in chains for name in (node.id, node.name.zh))
    return next((key for key in keys if key in reference.by_node), None)


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
