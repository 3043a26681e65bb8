"""A chain on two days as its page shows it: nodes that stand otherwise, who came and went, what moved."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils import timezone

from rongshu.findings.chain.change import ChainChange, ChainThen, FactChange, NodeChange, compare_chain
from rongshu.findings.chain.node import WORDS
from rongshu.matching.placement import FirmText, place
from rongshu.office.pages.chain.nodes import lexicon_of
from rongshu.office.pages.chain.panorama import Mark
from rongshu.office.pages.chain.standing import rules_of, sees_detail, status_tag
from rongshu.office.pages.opened.opening import Opened
from rongshu.office.pages.parts.listing import Tag
from rongshu.office.people.models import Organisation, User
from rongshu.office.people.permission import Action, Role, can, reaches
from rongshu.office.registry.kinds import STAGES
from rongshu.office.registry.recall import ChainPast, States, chain_past, targets_past
from rongshu.pack.declared.node_rules import NodeRules
from rongshu.pack.schema import Chain, ChainNode
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.quantity import written_decimal

DIRECTIONS = {
    "better": Tag(Bilingual("变强", "better"), "good", "rise"),
    "worse": Tag(Bilingual("变弱", "worse"), "bad", "fall"),
    "unsure": Tag(Bilingual("不能确定", "cannot be said"), "none", "dash"),
    "same": Tag(Bilingual("状态未变", "same standing"), "none", "ring"),
}
CAME = {
    "no_firm": Bilingual("新入库", "new in the registry"),
    "merged": Bilingual("拆分恢复", "no longer merged"),
    "elsewhere": Bilingual("划入本市范围", "now kept here"),
    "not_placed": Bilingual("新归入环节", "newly placed"),
    "overridden": Bilingual("由否定改为归入", "placed after an override"),
    "trader": Bilingual("由经销转为生产", "a trader turned maker"),
}
WENT = {
    "no_firm": Bilingual("已删除", "removed"),
    "merged": Bilingual("并入别的企业", "merged into another"),
    "elsewhere": Bilingual("划出本市范围", "kept elsewhere"),
    "not_placed": Bilingual("不再匹配", "matches no longer"),
    "overridden": Bilingual("人工否定", "overridden by a person"),
    "trader": Bilingual("转为经销", "turned trader"),
}
FACTS = {
    "firms": Bilingual("生产企业", "producers"),
    "large_firms": Bilingual("大型企业", "large firms"),
    "champions": Bilingual("链主或单项冠军", "lead firms or champions"),
    "output": Bilingual("产值（万元）", "output (10k yuan)"),
    "concentration": Bilingual("最大企业占比", "share of the largest firm"),
    "trend": Bilingual("产值比上年", "output on the year before"),
    "location_quotient": Bilingual("区位商", "location quotient"),
    "local_supply": Bilingual("本地配套率", "local supply"),
}
OPEN_FACTS = frozenset({"firms", "large_firms", "champions"})
SHARES = frozenset({"concentration", "trend", "local_supply"})
MOVES = {
    "new": Bilingual("新增", "new"),
    "gone": Bilingual("退出", "gone"),
    "stage": Bilingual("阶段变化", "other stage"),
    "node": Bilingual("换环节", "other node"),
    "investment": Bilingual("总投资变化", "other investment"),
}


@dataclass(frozen=True, slots=True)
class Comer:
    """A firm that came or went, as far as the reader may know it; ``path`` leads to it while it is there."""

    name: str
    why: Bilingual
    path: str = ""


@dataclass(frozen=True, slots=True)
class NodeView:
    """What became of one node; ``hidden`` firms that came or went are out of the reader's reach."""

    node: ChainNode
    change: NodeChange
    direction: Tag
    before: Tag
    after: Tag
    entered: tuple[Comer, ...]
    left: tuple[Comer, ...]
    hidden: int
    facts: tuple[tuple[Bilingual, str, str], ...]


@dataclass(frozen=True, slots=True)
class ProjectView:
    """What became of one project."""

    name: str
    path: str
    what: Bilingual
    before: str
    after: str
    stages: tuple[str, str]


@dataclass(frozen=True, slots=True)
class ChainComparison:
    """Two days of a chain; ``refused`` says why nothing can be compared, and nothing else is then filled."""

    chain: Chain
    first: date
    second: date
    begins: date | None
    rules: NodeRules
    refused: Bilingual | None = None
    change: ChainChange | None = None
    nodes: tuple[NodeView, ...] = ()
    turned: tuple[tuple[Tag, int], ...] = ()
    counts: tuple[tuple[Tag, int, int], ...] = ()
    entered: tuple[Comer, ...] = ()
    left: tuple[Comer, ...] = ()
    moved: tuple[tuple[Comer, tuple[ChainNode, ...], tuple[ChainNode, ...]], ...] = ()
    hidden: int = 0
    projects: tuple[ProjectView, ...] = ()
    unsure: int = 0
    unrecorded: int = 0
    candidates_unsure: int | None = None

    @property
    def marks(self) -> dict[str, Mark]:
        """What each card of the panorama shows: how the node stood on the second day."""
        nodes = self.change.nodes if self.change else ()
        return {
            each.node: Mark(each.after.status, WORDS[each.after.status], int(each.after.facts["firms"] or 0))
            for each in nodes
        }


def compare_days(
    user: User | None, opened: Opened, chain: Chain, days: tuple[date, date], begins: date | None
) -> ChainComparison:
    """The chain on two days, for a reader; ``None`` reads all, as the machine's own operator does.

    ``begins``: the first day that is recorded of the chain.

    *Cost*: six queries, whatever the number of firms.
    """
    rules, (first, second) = rules_of(opened.folder), days
    refused = _refused(first, second, begins)
    if refused:
        return ChainComparison(chain, first, second, begins, rules, refused)
    counted, seen = _offices(user, opened)
    past = chain_past(opened.plan.folder, chain.id, days, counted)
    then, unsure = _with_candidates(user, opened, chain, past, seen)
    change = compare_chain(chain, *then, rules)
    firms = _Firms(past, seen)
    detail = user is None or sees_detail(user, opened.plan)
    nodes = tuple(_node_view(chain, each, firms, detail) for each in change.changed)
    entered, left = firms.comers(change.entered, 0), firms.comers(change.left, 1)
    moved = tuple(
        (firms.comer(each.firm, CAME["not_placed"]), _named(chain, each.gone), _named(chain, each.come))
        for each in change.reclassified
        if firms.knows(each.firm)
    )
    everybody = len(change.entered) + len(change.left) + len(change.reclassified)
    return ChainComparison(
        *(chain, first, second, begins, rules),
        change=change,
        nodes=nodes,
        turned=tuple((DIRECTIONS[key], change.turned.get(key, 0)) for key in DIRECTIONS),
        counts=_counts(change),
        entered=entered,
        left=left,
        moved=moved,
        hidden=everybody - len(entered) - len(left) - len(moved),
        projects=tuple(_projects(chain, change, past, seen)),
        unsure=sum(each.unsure for each in change.nodes),
        unrecorded=past.unrecorded,
        candidates_unsure=unsure,
    )


def _refused(first: date, second: date, begins: date | None) -> Bilingual | None:
    today = timezone.localdate()
    if begins is None:
        return Bilingual(
            "这条链还没有归类记录，没有可以比较的历史",
            "no placement on this chain is recorded, so there is no history to compare",
        )
    if first >= second:
        return Bilingual("前一日期应早于后一日期", "the first day should be before the second")
    if second > today:
        return Bilingual("不能比较今天之后的日期", "days after today cannot be compared")
    if first < begins:
        return Bilingual(
            f"台账对这条链的记录始于 {begins}，更早的情况没有记录，不能推算",
            f"records of this chain begin on {begins}; what was before is not recorded and not guessed",
        )
    return None


def _offices(user: User | None, opened: Opened) -> tuple[frozenset[int] | None, frozenset[int] | None]:
    """The organisations whose firms the plan counts, and those that the reader reaches; ``None`` for all.

    *Cost*: one query.
    """
    mine = "" if opened.plan.owner_id is None else opened.plan.owner_path
    whole = user is None or user.role == Role.ADMINISTRATOR
    reach = "" if user is None or whole or not can(user, Action.READ_REGISTRY) else user.reach
    paths = {path for path in (mine, reach) if path}
    known = _below(paths) if paths else {}
    counted = None if opened.plan.owner_id is None else known[mine]
    return counted, None if whole else known.get(reach, frozenset())


def _below(paths: Iterable[str]) -> dict[str, frozenset[int]]:
    """For each path the organisations at and below it."""
    either = reduce(or_, (Q(path__startswith=path) for path in paths))
    rows = list(Organisation.objects.filter(either).order_by().values_list("pk", "path"))
    return {path: frozenset(pk for pk, own in rows if reaches(path, own)) for path in paths}


class _Firms:
    """Names of firms for one reader, and why they came or went."""

    def __init__(self, past: ChainPast, seen: frozenset[int] | None) -> None:
        self.past, self.seen = past, seen

    def knows(self, firm: str) -> bool:
        """Whether the reader reaches the firm, by who keeps it now or kept it last."""
        return self.seen is None or self.past.firms[firm]["owner_id"] in self.seen

    def comer(self, firm: str, why: Bilingual, there: bool = True) -> Comer:
        """One firm; a link while it is still there."""
        values = self.past.firms[firm]
        return Comer(values["name"], why, f"/registry/enterprises/{firm}/" if there else "")

    def comers(self, firms: Sequence[str], day: int) -> tuple[Comer, ...]:
        """Firms that were off the chain on a day, with why."""
        known = [firm for firm in firms if self.knows(firm)]
        return tuple(self._off(firm, "", day) for firm in known)

    def at_node(self, firms: Sequence[str], node: str, day: int) -> tuple[Comer, ...]:
        """Firms that did not count on a node on a day, with why."""
        return tuple(self._off(firm, node, day) for firm in firms if self.knows(firm))

    def _off(self, firm: str, node: str, day: int) -> Comer:
        words = CAME if day == 0 else WENT
        if node and any(
            each.firm == firm and each.node == node and each.role != "producer"
            for each in self.past.then[day].firms
        ):
            reason = "trader"
        else:
            reasons = [
                why
                for (other, place), why in self.past.absent[day].items()
                if other == firm and node in ("", place)
            ]
            reason = reasons[0] if reasons else "not_placed"
        there = reason not in {"no_firm", "merged"} or day == 0
        return self.comer(firm, words[reason], there)


def _node_view(chain: Chain, change: NodeChange, firms: _Firms, detail: bool) -> NodeView:
    node = next(each for each in chain.nodes if each.id == change.node)
    entered = firms.at_node(change.entered, node.id, 0)
    left = firms.at_node(change.left, node.id, 1)
    facts = tuple(
        (FACTS[each.fact], _shown(each, each.before), _shown(each, each.after))
        for each in change.facts
        if detail or each.fact in OPEN_FACTS
    )
    return NodeView(
        *(node, change, DIRECTIONS[change.direction]),
        status_tag(change.before.status),
        status_tag(change.after.status),
        entered,
        left,
        len(change.entered) + len(change.left) - len(entered) - len(left),
        facts,
    )


def _shown(change: FactChange, value: Decimal | None) -> str:
    if value is None:
        return ""
    if change.fact in SHARES:
        return f"{100 * value:.1f}%"
    return f"{round(value):,}" if change.fact == "output" else written_decimal(round(value, 2))


def _counts(change: ChainChange) -> tuple[tuple[Tag, int, int], ...]:
    """How many nodes stood how, then and now."""
    then, now = (Counter(each.counts) for each in (change.before, change.after))
    return tuple((status_tag(word), then[word], now[word]) for word in ("strong", "fair", "weak", "missing"))


def _named(chain: Chain, nodes: Iterable[str]) -> tuple[ChainNode, ...]:
    known = {node.id: node for node in chain.nodes}
    return tuple(known[node] for node in nodes if node in known)


def _projects(
    chain: Chain, change: ChainChange, past: ChainPast, seen: frozenset[int] | None
) -> Iterable[ProjectView]:
    nodes, stages = {node.id: node for node in chain.nodes}, dict(STAGES)
    for each in change.projects:
        values = past.projects[each.project]
        if seen is not None and values["owner_id"] not in seen:
            continue
        ends = (each.before, each.after)
        before, after = (
            nodes[end.node].name.bilingual() if end and end.node in nodes else "" for end in ends
        )
        then, now = (stages[end.stage] if end else "" for end in ends)
        yield ProjectView(
            values["name"],
            f"/registry/projects/{each.project}/",
            MOVES[each.kind],
            before,
            after,
            (then, now),
        )


def _with_candidates(
    user: User | None, opened: Opened, chain: Chain, past: ChainPast, seen: frozenset[int] | None
) -> tuple[tuple[ChainThen, ChainThen], int | None]:
    """The two days with the outside firms that fitted each node, for who may see them."""
    first, second = past.then
    if user is not None and not can(user, Action.READ_TARGETS):
        return (first, second), None
    kept = targets_past(past.days)
    fits = _fits(opened, chain, kept, seen)
    both = [
        ChainThen(each.firms, each.projects, fits[place], each.unsure) for place, each in enumerate(past.then)
    ]
    return (both[0], both[1]), len(set().union(*kept.unsure))


def _fits(
    opened: Opened, chain: Chain, kept: States, seen: frozenset[int] | None
) -> list[Mapping[str, frozenset[str]]]:
    lexicon, known, found = lexicon_of(opened.shelved), {}, []
    for rows in kept.at:
        by_node: dict[str, set[str]] = defaultdict(set)
        for pk, row in rows.items():
            # what nobody recorded of one of the days is no comer and no goer
            if any(pk in unsure for unsure in kept.unsure) or (
                seen is not None and row["owner_id"] not in seen
            ):
                continue
            text = tuple(row[name] for name in ("name", "products", "scope", "gbt4754"))
            if text not in known:
                codes = tuple(code for code in text[3].split(",") if code)
                placed = place(FirmText(str(pk), *text[:3], codes), lexicon)
                known[text] = {p.node for p in placed if p.chain == chain.id and p.role == "producer"}
            for node in known[text]:
                by_node[node].add(row["name"])
        found.append({node: frozenset(names) for node, names in by_node.items()})
    return found


def days_offered(begins: date | None) -> tuple[date, date] | None:
    """The days that the page begins with: the quarter up to today, no earlier than the first record."""
    if begins is None:
        return None
    today = timezone.localdate()
    quarter = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    return max(begins, quarter), today
