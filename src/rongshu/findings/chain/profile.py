"""A chain as a whole: how its nodes stand, which single points it hangs on, where buyers lack sellers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

from rongshu.findings.chain.node import NodeStanding
from rongshu.pack.schema import Chain


@dataclass(frozen=True, slots=True)
class ChainProfile:
    """``counts`` of statuses; ``single_firm`` nodes that one firm alone carries; ``cut`` nodes without which
    no path leads from the chain's beginning to its end; ``unsupplied`` missing nodes with local buyers, with
    how many firms buy there.  Markets are counted as such and are in none of the others.
    """

    chain: str
    counts: Mapping[str, int]
    single_firm: tuple[str, ...]
    cut: tuple[str, ...]
    unsupplied: tuple[tuple[str, int], ...]


def profile_chain(
    chain: Chain, standings: Sequence[NodeStanding], buyers: Mapping[str, int] | None = None
) -> ChainProfile:
    """The profile of a chain whose nodes have been judged.

    ``buyers``: how many firms buy at a node, where the standings do not name their firms.
    """
    by_node = {standing.node: standing for standing in standings}
    graph = chain_graph(chain)
    judged = {standing.node for standing in standings if standing.is_judged}
    return ChainProfile(
        chain.id,
        Counter(standing.status for standing in standings),
        tuple(s.node for s in standings if s.is_judged and s.facts["firms"] == 1),
        tuple(node for node in cut_nodes(graph) if node in judged),
        _unsupplied(graph, by_node) if buyers is None else _lacking(by_node, buyers),
    )


def chain_graph(chain: Chain) -> nx.DiGraph:
    """Nodes and links as a directed graph, from material to use."""
    graph: nx.DiGraph = nx.DiGraph()
    graph.add_nodes_from(node.id for node in chain.nodes)
    graph.add_edges_from((link.source, link.target) for link in chain.links)
    return graph


def cut_nodes(graph: nx.DiGraph) -> tuple[str, ...]:
    """Inner nodes whose removal leaves no path from any beginning to any end.

    They are the dominators between one added source and one added sink.
    """
    sources = [node for node in graph if not graph.in_degree(node) and graph.out_degree(node)]
    sinks = [node for node in graph if not graph.out_degree(node) and graph.in_degree(node)]
    if not sources or not sinks:
        return ()
    extended = graph.copy()
    extended.add_edges_from(("\0source", node) for node in sources)
    extended.add_edges_from((node, "\0sink") for node in sinks)
    above = nx.immediate_dominators(extended, "\0source")
    found: list[str] = []
    node = above.get("\0sink")
    while node is not None and node != "\0source":
        found.append(str(node))
        node = above[node]
    return tuple(reversed(found))


def buying_nodes(chain: Chain, node: str) -> tuple[str, ...]:
    """The nodes that buy what ``node`` makes."""
    return tuple(dict.fromkeys(link.target for link in chain.links if link.source == node))


def _lacking(standings: Mapping[str, NodeStanding], buyers: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    found = [(node, count) for node, count in buyers.items() if count and standings[node].status == "missing"]
    return tuple(sorted(found, key=lambda row: (-row[1], row[0])))


def _unsupplied(graph: nx.DiGraph, standings: Mapping[str, NodeStanding]) -> tuple[tuple[str, int], ...]:
    found = []
    for node, standing in standings.items():
        if standing.status == "missing":
            buyers = {firm for after in graph.successors(node) for firm in standings[after].firms}
            if buyers:
                found.append((node, len(buyers)))
    return tuple(sorted(found, key=lambda row: (-row[1], row[0])))
