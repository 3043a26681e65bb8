"""A chain on two days for scripts: from a workspace's history, or from two tables of firms."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rongshu.cli.chain_named import names_of
from rongshu.cli.printing import language, said
from rongshu.findings.chain.change import ChainChange, ChainThen, NodeChange, compare_chain
from rongshu.findings.chain.node import WORDS, NodeFirm, NodeStanding
from rongshu.findings.chain.profile import ChainProfile
from rongshu.metrics.sheets.sheet import decimal_text
from rongshu.pack.declared.node_rules import NodeRules
from rongshu.pack.schema import Chain
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, InputError, Severity

if TYPE_CHECKING:
    from rongshu.office.pages.chain.changes import ChainComparison, Comer

LIMITS = (
    Bilingual(
        "组织层级、图谱和规则按现行的用于两日；匹配依据的词句不入历史",
        "offices, map and rule are today's for both days; the words that a match rests on have no history",
    ),
)

_DIRECTIONS = {
    "better": Bilingual("变强", "better"),
    "worse": Bilingual("变弱", "worse"),
    "unsure": Bilingual("不能确定", "cannot be said"),
    "same": Bilingual("状态未变", "same standing"),
}


def compare_tables(
    chain: Chain, firms: tuple[list[NodeFirm], list[NodeFirm]], rules: NodeRules
) -> dict[str, Any]:
    """What differs between two tables of firms, read and placed alike."""
    before, after = (ChainThen(tuple(each)) for each in firms)
    change = compare_chain(chain, before, after, rules)
    return {
        **_head(chain, rules),
        "basis": "tables",
        **_change(chain, change),
        "nodes": [
            {**_node(chain, each), "entered": list(each.entered), "left": list(each.left)}
            for each in change.changed
        ],
        "entered": list(change.entered),
        "left": list(change.left),
        "reclassified": [
            {"firm": each.firm, "from": list(each.gone), "to": list(each.come)}
            for each in change.reclassified
        ],
    }


def compare_in_workspace(workspace: Path, names: tuple[str, ...], days: tuple[str, str]) -> dict[str, Any]:
    """What differs between two days by the workspace's history.

    *Errors*: ``InputError`` where the days or the chain are none, or history does not reach that far.
    """
    from rongshu.office.site.serving import open_office
    from rongshu.office.site.workspace import WorkspaceError

    first, second = (_day(written) for written in days)
    try:
        open_office(workspace)
    except WorkspaceError as none:
        raise _refused(Bilingual(none.zh, none.en), str(workspace)) from None
    from rongshu.office.pages.chain.changes import compare_days
    from rongshu.office.pages.opened.opening import opened_plan
    from rongshu.office.plans.models import Plan
    from rongshu.office.registry.recall import first_day

    known: list[tuple[Any, Chain]] = []
    for plan in Plan.objects.exclude(folder=""):
        opened = opened_plan(plan)
        known += [(opened, chain) for chain in opened.shelved.chains if set(names) & set(names_of(chain))]
    known.sort(key=lambda pair: first_day(pair[0].plan.folder, pair[1].id) or date.max)
    if not known:
        raise _refused(Bilingual("工作区没有这条产业链", "the workspace has no such chain"), names[0])
    opened, chain = known[0]
    found = compare_days(None, opened, chain, (first, second), first_day(opened.plan.folder, chain.id))
    if found.refused:
        raise _refused(found.refused, f"{first} {second}", str(found.begins or ""))
    return _told(found)


def _told(found: ChainComparison) -> dict[str, Any]:
    assert found.change is not None
    views = {each.node.id: each for each in found.nodes}
    return {
        **_head(found.chain, found.rules),
        "basis": "history",
        "from": found.first.isoformat(),
        "to": found.second.isoformat(),
        "records_begin": found.begins.isoformat() if found.begins else None,
        **_change(found.chain, found.change),
        "nodes": [
            {
                **_node(found.chain, each),
                "entered": [_comer(firm) for firm in views[each.node].entered],
                "left": [_comer(firm) for firm in views[each.node].left],
                "new_targets": list(each.new_candidates),
                "lost_targets": list(each.lost_candidates),
            }
            for each in found.change.changed
        ],
        "entered": [_comer(each) for each in found.entered],
        "left": [_comer(each) for each in found.left],
        "reclassified": [
            {
                "firm": firm.name,
                "from": [_name(found.chain, node.id) for node in gone],
                "to": [_name(found.chain, node.id) for node in come],
            }
            for firm, gone, come in found.moved
        ],
        "projects": [
            {
                "project": each.name,
                "what": each.what.in_language(language()),
                "node": [str(each.before), str(each.after)],
                "stage": [str(each.stages[0]), str(each.stages[1])],
            }
            for each in found.projects
        ],
        "not_recorded": found.unsure,
        "changed_without_record": found.unrecorded,
        "targets_not_recorded": found.candidates_unsure,
        "limits": [each.in_language(language()) for each in LIMITS],
    }


def _head(chain: Chain, rules: NodeRules) -> dict[str, Any]:
    name = chain.name.bilingual().in_language(language())
    return {"chain": name, "chain_id": chain.id, "rule": f"{rules.id} {rules.version}"}


def _change(chain: Chain, change: ChainChange) -> dict[str, Any]:
    return {
        "turned": {key: change.turned.get(key, 0) for key in ("better", "worse", "unsure", "same")},
        "profile": {"before": _profile(chain, change.before), "after": _profile(chain, change.after)},
    }


def _profile(chain: Chain, profile: ChainProfile) -> dict[str, Any]:
    return {
        "counts": dict(profile.counts),
        "single_firm": [_name(chain, node) for node in profile.single_firm],
        "unsupplied": [{"node": _name(chain, node), "buyers": count} for node, count in profile.unsupplied],
    }


def _node(chain: Chain, each: NodeChange) -> dict[str, Any]:
    return {
        "node": _name(chain, each.node),
        "node_id": each.node,
        "direction": each.direction,
        "before": _standing(each.before),
        "after": _standing(each.after),
        "facts": [
            {"fact": fact.fact, "before": decimal_text(fact.before), "after": decimal_text(fact.after)}
            for fact in each.facts
        ],
        "not_recorded": each.unsure,
    }


def _standing(each: NodeStanding) -> dict[str, Any]:
    return {
        "status": WORDS[each.status].in_language(language()),
        "status_id": each.status,
        "firms": int(each.facts["firms"] or 0),
        "because": [reason.in_language(language()) for reason in each.because],
    }


def _comer(each: Comer) -> dict[str, str]:
    return {"firm": each.name, "why": each.why.in_language(language())}


def _name(chain: Chain, node: str) -> str:
    found = next((each for each in chain.nodes if each.id == node), None)
    return found.name.bilingual().in_language(language()) if found else node


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise _refused(
            Bilingual("不是日期，也不是文件", "neither a day nor a file"), written, "2026-01-31"
        ) from None


def _refused(message: Bilingual, found: str, expected: str = "") -> InputError:
    return InputError([Diagnostic("chain.compare", Severity.ERROR, message, found=found, expected=expected)])


def rows_of(answer: dict[str, Any]) -> list[tuple[str, ...]]:
    """The nodes that differ, as a table for people."""
    rows: list[tuple[str, ...]] = [
        (said("环节", "node"), said("变化", "change"), said("前", "before"), said("后", "after"))
    ]
    for each in answer["nodes"]:
        statuses = (each["before"], each["after"])
        told = tuple(f"{one['status']} {one['firms']}" for one in statuses)
        rows.append((each["node"], _DIRECTIONS[each["direction"]].in_language(language()), *told))
    return rows
