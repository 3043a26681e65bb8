"""Chains that take the same map."""

from __future__ import annotations

from collections.abc import Iterator

from rongshu.pack.checks.invented import plan
from rongshu.pack.checks.rule import Kind, Rule, Sheet, finding
from rongshu.pack.schema import Chain, ChainNode, Name, Stage
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, Place, Severity


def find(sheet: Sheet) -> Iterator[Diagnostic]:
    """几条产业链套用同一张图谱，环节完全相同：企业会同时归入，缺口会重复计算。
    Several chains take one map with the same nodes: firms stand in all of them and gaps count twice.
    """
    users: dict[tuple[str, frozenset[str]], list[Chain]] = {}
    for chain in sheet.pack.chains:
        if chain.library and chain.nodes:
            nodes = frozenset(node.id for node in chain.nodes)
            users.setdefault((chain.library, nodes), []).append(chain)
    for (library, _), chains in users.items():
        if len(chains) > 1:
            names = [chain.name.zh for chain in chains]
            yield finding(
                "chains_share_map",
                f"{'、'.join(f'“{name}”' for name in names)}套用同一张图谱 {library}，环节完全相同",
                f"{', '.join(map(repr, names))} take the same map {library} with the same nodes",
                [Place(cite=next(iter(c.citations()), None), item=c.id, quote=c.name.zh) for c in chains],
                severity=Severity.NOTE,
                remedy=Bilingual(
                    "在各链的文件中用 removed: true 去掉不属于它的环节",
                    "take out what is not a chain's own with removed: true in its file",
                ),
            )


_MAP = {
    "library": "boats",
    "stages": (Stage(id="s", name=Name(zh="上游")),),
    "nodes": (ChainNode(id="n", name=Name(zh="龙骨"), stage="s"),),
}
_SHIPS = Chain(id="c", name=Name(zh="船舶产业链"), cite=("p44",)).model_copy(update=_MAP)
RULE = Rule(
    "chains_share_map",
    Kind.GAP,
    find,
    lambda: plan(chains=(_SHIPS, _SHIPS.model_copy(update={"id": "d", "name": Name(zh="游艇产业链")}))),
    lambda: plan(chains=(_SHIPS, Chain(id="d", name=Name(zh="游艇产业链"), library="boats"))),
)
