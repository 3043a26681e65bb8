"""Chains without a leader."""

from __future__ import annotations

from collections.abc import Iterator

from rongshu.pack.checks.invented import plan
from rongshu.pack.checks.rule import Kind, Rule, Sheet, finding
from rongshu.pack.checks.unsaid import together
from rongshu.pack.schema import Chain, Name
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, Place, Severity


def find(sheet: Sheet) -> Iterator[Diagnostic]:
    """产业链没有写明链长或牵头部门。
    An industry chain names neither a chain leader nor a lead department.
    """
    total = len([chain for chain in sheet.pack.chains if chain.source == "plan"])
    zh, en = (
        f"规划的{total}条产业链都没有写明链长和牵头部门",
        f"none of the plan's {total} chains names a leader",
    )
    yield from together(list(_without(sheet)), total, zh, en)


def _without(sheet: Sheet) -> Iterator[Diagnostic]:
    chains = [chain for chain in sheet.pack.chains if chain.source == "plan"]
    missing = [chain for chain in chains if not (chain.leader or chain.lead_department or chain.departments)]
    for chain in missing:
        cites = chain.citations()
        yield finding(
            "chain_without_leader",
            f"“{chain.name.zh}”没有写明链长和牵头部门",
            f"chain {chain.name.zh!r} names neither a leader nor a lead department",
            [Place(cite=cites[0] if cites else None, item=chain.id, quote=chain.name.zh)],
            severity=Severity.NOTE,
            remedy=Bilingual("在 chains/ 中补充 leader", "fill in leader in chains/"),
        )


RULE = Rule(
    "chain_without_leader",
    Kind.GAP,
    find,
    lambda: plan(chains=(Chain(id="c", name=Name(zh="船舶产业链"), cite=("p44",)),)),
    lambda: plan(
        chains=(
            Chain(id="c", name=Name(zh="船舶产业链"), leader="副市长", cite=("p44",)),
            Chain(id="d", name=Name(zh="氢能"), source="analyst"),
        )
    ),
)
