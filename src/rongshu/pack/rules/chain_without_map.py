"""Chains without a map."""

from __future__ import annotations

from collections.abc import Iterator

from rongshu.pack.checks.invented import plan
from rongshu.pack.checks.rule import Kind, Rule, Sheet, finding
from rongshu.pack.checks.unsaid import together
from rongshu.pack.schema import Chain, ChainNode, Name, Proposal, Stage
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, Place, Severity


def find(sheet: Sheet) -> Iterator[Diagnostic]:
    """产业链没有图谱：没有哪张共用图谱确定适合它，要由人选定或绘制。
    An industry chain has no map: no shared map surely fits it; a person has to choose or draw one.
    """
    total = len(sheet.pack.chains)
    zh, en = f"{total}条产业链都没有图谱", f"none of the {total} chains has a map"
    yield from together(list(_without(sheet)), total, zh, en)


def _without(sheet: Sheet) -> Iterator[Diagnostic]:
    for chain in (chain for chain in sheet.pack.chains if not chain.nodes):
        cites = chain.citations()
        may = "、".join(proposal.library for proposal in chain.proposals)
        zh, en = f"，可能适合的有 {may}", f"; these may fit: {may}"
        yield finding(
            "chain_without_map",
            f"“{chain.name.zh}”没有图谱" + (zh if may else "，图谱库里没有适合的"),
            f"chain {chain.name.zh!r} has no map" + (en if may else "; no shared map fits"),
            [Place(cite=cites[0] if cites else None, item=chain.id, quote=chain.name.zh)],
            severity=Severity.NOTE,
            remedy=Bilingual(
                "在 chains/ 的文件中写 library: 图谱编号，或写出自己的 stages、nodes、links",
                "write library: <map> in its file under chains/, or stages, nodes and links of its own",
            ),
        )


_NAMED = Chain(id="c", name=Name(zh="船舶产业链"), cite=("p44",))
_MAYBE = Proposal(library="boats", rule="library:name-part", confidence=0.5)
_MAP = {
    "stages": (Stage(id="s", name=Name(zh="上游")),),
    "nodes": (ChainNode(id="n", name=Name(zh="龙骨"), stage="s"),),
}
RULE = Rule(
    "chain_without_map",
    Kind.GAP,
    find,
    lambda: plan(chains=(_NAMED.model_copy(update={"proposals": (_MAYBE,)}),)),
    lambda: plan(chains=(_NAMED.model_copy(update=_MAP),)),
)
