"""Which chain nodes an industry of GB/T 4754 stands for: equal codes, or one the beginning of the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rongshu.pack.schema import Chain, ChainNode


def nodes_of(
    chains: Sequence[Chain], industries: Iterable[str]
) -> Mapping[str, tuple[tuple[Chain, ChainNode], ...]]:
    """The nodes of each industry code, chains in their order; a code that no node has is left out."""
    coded = [(bare(code), chain, node) for chain in chains for node in chain.nodes for code in node.gbt4754]
    found = {}
    for industry in industries:
        wanted = bare(industry)
        if not wanted:
            continue
        pairs = {
            (chain.id, node.id): (chain, node)
            for code, chain, node in coded
            if code and (code.startswith(wanted) or wanted.startswith(code))
        }
        if pairs:
            found[industry] = tuple(pairs.values())
    return found


def bare(code: str) -> str:
    """The digits of a code without its section letter; empty where it is none of two to four digits."""
    digits = code.strip().lstrip("ABCDEFGHIJKLMNOPQRST")
    return digits if digits.isdigit() and 2 <= len(digits) <= 4 else ""
