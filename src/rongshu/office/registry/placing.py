"""Firms placed on the nodes of a plan's chains: proposals renewed, what people decided kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.conf import settings
from django.db import transaction
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from rongshu.matching.firm_name import parse_name
from rongshu.matching.lexicon import Lexicon
from rongshu.matching.placement import FirmText, Placement, place
from rongshu.office.people.models import User
from rongshu.office.registry.models import Assignment, Enterprise, Node, PlanMention
from rongshu.pack.folder.load import load_pack
from rongshu.pack.schema import Chain, Pack

CHUNK = 2000
Say = Callable[[int], None]


def pack_in(plan: str) -> Pack:
    """The pack in a folder of the workspace.  *Errors*: ``InputError``."""
    folder = settings.WORKSPACE.plans / plan
    return load_pack(folder, beside=(folder.parent,))


def sync_nodes(plan: str, chains: Iterable[Chain]) -> dict[tuple[str, str], Node]:
    """The plan's nodes as rows; a node that the pack lost stays while a person's decision hangs on it."""
    known = {(node.chain, node.node): node for node in Node.objects.filter(plan=plan)}
    fields = ["chain_name", "chain_name_en", "stage", "name", "name_en"]
    made, changed = [], []
    for chain in chains:
        for each in chain.nodes:
            told = (chain.name.zh, chain.name.en, each.stage, each.name.zh, each.name.en)
            node = known.get((chain.id, each.id))
            if node is None:
                made.append(
                    Node(plan=plan, chain=chain.id, node=each.id, **dict(zip(fields, told, strict=True)))
                )
            elif told != tuple(getattr(node, name) for name in fields):
                for name, value in zip(fields, told, strict=True):
                    setattr(node, name, value)
                changed.append(node)
    Node.objects.bulk_create(made)
    if changed:
        Node.objects.bulk_update(changed, fields)
    return {(node.chain, node.node): node for node in Node.objects.filter(plan=plan)}


def text_of(firm: Enterprise) -> FirmText:
    """What the matching reads of a firm."""
    codes = tuple(code for code in firm.gbt4754.split(",") if code)
    return FirmText(str(firm.pk), firm.name, firm.products, firm.scope, codes)


def place_firms(plan: str, pack: Pack, user: User | None, say: Say = lambda _p: None) -> dict[str, int]:
    """How many firms were read and placed.  Runs again without harm.

    *Cost*: some 20 seconds for 100 000 firms and 16 chains.
    """
    nodes = sync_nodes(plan, pack.chains)
    lexicon = Lexicon(pack.chains)
    firms = Enterprise.objects.filter(merged_into=None).order_by("pk")
    total, done, placed, last = firms.count(), 0, 0, 0
    fields = ("pk", "name", "products", "scope", "gbt4754")
    while part := list(firms.filter(pk__gt=last).only(*fields)[:CHUNK]):
        found = {firm.pk: place(text_of(firm), lexicon) for firm in part}
        placed += sum(1 for placements in found.values() if placements)
        _renew(plan, found, nodes, user)
        last, done = part[-1].pk, done + len(part)
        say(95 * done // max(1, total))
    mentions = note_mentions(plan, pack)
    return {"firms": total, "placed": placed, "mentions": mentions}


@transaction.atomic
def _renew(
    plan: str,
    found: dict[int, tuple[Placement, ...]],
    nodes: dict[tuple[str, str], Node],
    user: User | None,
) -> None:
    """Proposals as the matching now sees them; what is as before is not written again."""
    old = {
        (each.enterprise_id, each.node_id): each
        for each in Assignment.objects.filter(enterprise__in=found, node__plan=plan)
    }
    wanted = {(firm, nodes[p.chain, p.node].pk): p for firm, placements in found.items() for p in placements}
    gone = [a.pk for key, a in old.items() if key not in wanted and a.state == Assignment.State.PROPOSED]
    Assignment.objects.filter(pk__in=gone).delete()
    made = [_assignment(key, p) for key, p in wanted.items() if key not in old]
    changed, turned = [], []
    for key, placement in wanted.items():
        each = old.get(key)
        if each is not None and (each.score, each.role) != (placement.score, placement.role):
            role = each.role
            _tell(each, placement)
            (changed if each.role == role else turned).append(each)
    bulk_create_with_history(made, Assignment, default_user=user, default_change_reason="自动归类")
    if changed:
        Assignment.objects.bulk_update(changed, ["score", "evidence"], batch_size=500)
    if turned:  # who turns from maker to trader changes how the node stands: that is remembered
        bulk_update_with_history(
            *(turned, Assignment, ["score", "role", "evidence"]),
            batch_size=500,
            default_user=user,
            default_change_reason="自动归类",
        )
    note_placed(found)


def note_placed(firms: Iterable[int]) -> None:
    """Write down of each firm whether it stands on a node: confirmed, only proposed, or nowhere."""
    numbers = list(firms)
    states: dict[int, set[str]] = {number: set() for number in numbers}
    live = Assignment.objects.filter(enterprise__in=numbers).exclude(state=Assignment.State.OVERRIDDEN)
    for firm, state in live.order_by().values_list("enterprise_id", "state"):
        states[firm].add(state)
    for word in ("", "proposed", "confirmed"):
        wanted = [number for number, found in states.items() if _word(found) == word]
        Enterprise.objects.filter(pk__in=wanted).exclude(placed=word).update(placed=word)


def _word(states: set[str]) -> str:
    return "confirmed" if "confirmed" in states else "proposed" if states else ""


def _assignment(key: tuple[int, int], placement: Placement) -> Assignment:
    return _tell(Assignment(enterprise_id=key[0], node_id=key[1]), placement)


def _tell(each: Assignment, placement: Placement) -> Assignment:
    """What the matching says; the state, which people decide, is left as it is."""
    each.score = placement.score
    each.evidence = [evidence._asdict() for evidence in placement.evidence]
    if each.state == Assignment.State.PROPOSED:
        each.role = placement.role
    return each


def note_mentions(plan: str, pack: Pack) -> int:
    """Where the plan names a registered firm, by its whole name, its name proper or another name it bears."""
    named: dict[str, list[tuple[str, str]]] = {}
    for item in pack.enterprises:
        cites = [m.cite for m in item.mentions] or [str(c) for c in item.cite]
        for name in (item.name, *item.aliases):
            named.setdefault(name, []).extend((item.name, cite) for cite in cites)
    PlanMention.objects.filter(plan=plan).delete()
    rows = []
    for pk, name, former, aliases in Enterprise.objects.filter(merged_into=None).values_list(
        "pk", "name", "former_names", "aliases"
    ):
        known = {
            name,
            parse_name(name).core,
            *filter(None, former.split("、")),
            *filter(None, aliases.split("、")),
        }
        hits = {cite: said for each in known if len(each) >= 2 for said, cite in named.get(each, ())}
        rows += [
            PlanMention(enterprise_id=pk, plan=plan, name=said, cite=cite) for cite, said in hits.items()
        ]
    PlanMention.objects.bulk_create(rows, batch_size=2000)
    return len(rows)
