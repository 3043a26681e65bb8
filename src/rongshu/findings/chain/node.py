"""How each node of a chain stands: facts counted from placed firms, judged by the declared rule.

Every answer shows the facts, the condition that decided, and what would have to change for a better status.
Unknown facts decide nothing: a location quotient that nobody loaded is neither high nor low.
A node that is a market has no standing: it buys, and whoever stands there is a user and no maker.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rongshu.pack.declared.node_rules import Condition, NodeRules
from rongshu.pack.schema import Chain, ChainNode
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.quantity import written_decimal

ZERO = Decimal(0)
WORDS = {
    "strong": Bilingual("优势", "strong"),
    "fair": Bilingual("一般", "fair"),
    "weak": Bilingual("薄弱", "weak"),
    "missing": Bilingual("缺失", "missing"),
    "market": Bilingual("市场", "market"),
}
BETTER = ("missing", "weak", "fair", "strong")
NOT_JUDGED = "market"
_HOLDS = {
    ">=": lambda a, b: a >= b,
    ">": lambda a, b: a > b,
    "<=": lambda a, b: a <= b,
    "<": lambda a, b: a < b,
    "=": lambda a, b: a == b,
}


@dataclass(frozen=True, slots=True)
class NodeFirm:
    """A firm on a node.  *Units*: outputs in 万元, last year's and the one before; ``None`` is unknown."""

    firm: str
    chain: str
    node: str
    role: str = "producer"
    large: bool = False
    champion: bool = False
    output: Decimal | None = None
    output_before: Decimal | None = None


@dataclass(frozen=True, slots=True)
class NodeReference:
    """What is known of a node beyond its firms; ``None`` where nothing is loaded."""

    location_quotient: Decimal | None = None
    local_supply: Decimal | None = None


@dataclass(frozen=True, slots=True)
class NodeStanding:
    """Status of a node, the facts it was judged on, the conditions that held, and the way up.

    The status ``market`` is no judgement; its facts count the firms that use what the chain makes.
    """

    chain: str
    node: str
    status: str
    facts: Mapping[str, Decimal | None]
    because: tuple[Bilingual, ...]
    better: str
    lacking: tuple[Bilingual, ...]
    firms: tuple[str, ...]

    @property
    def is_judged(self) -> bool:
        """Whether the rule says anything of it."""
        return self.status != NOT_JUDGED

    @property
    def is_gap(self) -> bool:
        """Whether it is missing or weak."""
        return self.status in ("missing", "weak")


def steps_up(before: NodeStanding, after: NodeStanding) -> int:
    """By how many steps the second stands better than the first; 0 where one of them is not judged."""
    if not (before.is_judged and after.is_judged):
        return 0
    return BETTER.index(after.status) - BETTER.index(before.status)


def judge_chain(
    chain: Chain,
    firms: Iterable[NodeFirm],
    rules: NodeRules,
    references: Mapping[str, NodeReference] | None = None,
) -> tuple[NodeStanding, ...]:
    """The standing of every node, in the chain's order."""
    by_node: dict[str, list[NodeFirm]] = defaultdict(list)
    for firm in firms:
        if firm.chain == chain.id and firm.role == "producer":
            by_node[firm.node].append(firm)
    known = references or {}
    return tuple(
        _judged(chain.id, node, by_node[node.id], rules, known.get(node.id, NodeReference()))
        for node in chain.nodes
    )


def judge_counted(
    chain: Chain, facts: Mapping[str, Mapping[str, Decimal | None]], rules: NodeRules
) -> tuple[NodeStanding, ...]:
    """The same for nodes whose facts were counted elsewhere; a node without facts has no firm.

    The standings name no firms: whoever counted them knows them.
    """
    return tuple(
        _standing(chain.id, node, facts.get(node.id) or node_facts((), NodeReference()), (), rules)
        for node in chain.nodes
    )


def node_facts(firms: Sequence[NodeFirm], reference: NodeReference) -> dict[str, Decimal | None]:
    """The facts that rules speak about.

    ``concentration`` is the largest firm's share of the known output, ``trend`` the growth of the firms whose
    output is known at both times; both are ``None`` where no output is known.
    """
    outputs = [firm.output for firm in firms if firm.output is not None]
    both = [
        (f.output, f.output_before) for f in firms if f.output is not None and f.output_before is not None
    ]
    before = sum((b for _a, b in both), ZERO)
    total = sum(outputs, ZERO)
    return {
        "firms": Decimal(len({firm.firm for firm in firms})),
        "large_firms": Decimal(sum(firm.large for firm in firms)),
        "champions": Decimal(sum(firm.champion for firm in firms)),
        "output": total if outputs else None,
        "concentration": max(outputs) / total if total > 0 else None,
        "trend": sum((a for a, _b in both), ZERO) / before - 1 if before > 0 else None,
        "location_quotient": reference.location_quotient,
        "local_supply": reference.local_supply,
    }


def _judged(
    chain: str, node: ChainNode, firms: Sequence[NodeFirm], rules: NodeRules, reference: NodeReference
) -> NodeStanding:
    names = tuple(sorted({firm.firm for firm in firms}))
    return _standing(chain, node, node_facts(firms, reference), names, rules)


def _standing(
    chain: str,
    node: ChainNode,
    facts: Mapping[str, Decimal | None],
    names: tuple[str, ...],
    rules: NodeRules,
) -> NodeStanding:
    if node.is_market:
        return NodeStanding(chain, node.id, NOT_JUDGED, facts, (), "", (), names)
    status = "fair"
    because: tuple[Bilingual, ...] = ()
    for rule in rules.rules:
        group = next((group for group in rule.any_of if all(_holds(c, facts) for c in group)), None)
        if group is not None:
            status, because = rule.status, tuple(_said(c, facts) for c in group)
            break
    better, lacking = _way_up(status, facts, rules)
    return NodeStanding(chain, node.id, status, facts, because, better, lacking, names)


def _holds(condition: Condition, facts: Mapping[str, Decimal | None]) -> bool:
    value = facts[condition.fact]
    return value is not None and _HOLDS[condition.op](value, condition.value)


def _said(condition: Condition, facts: Mapping[str, Decimal | None]) -> Bilingual:
    """The condition with the value that was found."""
    value = facts[condition.fact]
    shown = "?" if value is None else written_decimal(round(value, 3))
    return Bilingual(f"{condition.name.zh}（{shown}）", f"{condition.name.en} ({shown})")


def _way_up(
    status: str, facts: Mapping[str, Decimal | None], rules: NodeRules
) -> tuple[str, tuple[Bilingual, ...]]:
    """The next better status and what is lacking for it, by the group of conditions that lacks least."""
    if status == "strong":
        return "", ()
    if status in ("missing", "weak"):
        worse = BETTER[: BETTER.index(status) + 1]
        conditions = [
            c for rule in rules.rules if rule.status in worse for group in rule.any_of for c in group
        ]
        held = _distinct(c for c in conditions if _holds(c, facts))
        return "fair", tuple(Bilingual(f"不再是：{c.name.zh}", f"no longer: {c.name.en}") for c in held)
    groups = [group for rule in rules.rules if rule.status == "strong" for group in rule.any_of]
    missing = [[c for c in group if not _holds(c, facts)] for group in groups]
    least = min(missing, key=len, default=[])
    return "strong", tuple(_said(c, facts) for c in least)


def _distinct(conditions: Iterable[Condition]) -> tuple[Condition, ...]:
    return tuple({(c.fact, c.op, c.value): c for c in conditions}.values())
