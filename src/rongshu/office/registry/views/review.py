"""Where firms belong in the chains: proposals confirmed or overridden, with the keyboard too."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from rongshu.office.asked import row_number
from rongshu.office.people.audit import Entry
from rongshu.office.people.guard import allowed, require
from rongshu.office.people.meanwhile import held, meanwhile, with_version
from rongshu.office.people.permission import Action, Role
from rongshu.office.registry.frame import chains_known, show
from rongshu.office.registry.kinds import ENTERPRISE
from rongshu.office.registry.models import Assignment, Node
from rongshu.office.registry.placing import note_placed
from rongshu.office.registry.reach import condition, row_of
from rongshu.office.registry.tasks import begin

PAGE = 30
ANSWERS = {"confirm": Assignment.State.CONFIRMED, "override": Assignment.State.OVERRIDDEN}


def visible_assignments(request: HttpRequest) -> QuerySet[Assignment]:
    """The assignments of the firms that the reader reaches, each with its version."""
    rows = Assignment.objects.filter(enterprise__merged_into=None).filter(
        condition(request.user, "enterprise__")
    )
    return with_version(rows.select_related("enterprise", "node"))


@require_GET
@allowed(Action.DECIDE_NODE)
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for a decision: the least certain first, or the surest (``order=sure``)."""
    rows = visible_assignments(request).filter(state=Assignment.State.PROPOSED)
    plan, _bar, chain = request.GET.get("chain", "").partition("|")
    if chain:
        rows = rows.filter(node__plan=plan, node__chain=chain)
    sure = request.GET.get("order") == "sure"
    total = rows.count()
    facts = {
        "waiting": rows.order_by("-score" if sure else "score", "pk")[:PAGE],
        "total": total,
        "chains": chains_known(),
        "chosen": request.GET.get("chain", ""),
        "order": "sure" if sure else "",
        "plans": _plans() if may_place(request) else [],
        "nodes": Node.objects.filter(plan=plan, chain=chain) if chain else [],
    }
    return show(request, "review", "review", facts)


def may_place(request: HttpRequest) -> bool:
    """Only those who edit for the whole city start a run over all firms."""
    return request.user.role in {Role.ADMINISTRATOR, Role.PLANNER, Role.ANALYST}


def _plans() -> list[str]:
    found = settings.WORKSPACE.plans.glob("*/chains")
    return sorted(folder.parent.name for folder in found if any(folder.glob("*.yaml")))


@require_POST
@allowed(Action.DECIDE_NODE)
def decide(request: HttpRequest, number: int) -> HttpResponse:
    """One answer; the row says what was decided."""
    found = visible_assignments(request).filter(pk=number).first()
    if found is None:
        raise Http404(str(number))
    answer = ANSWERS.get(request.POST.get("answer", ""))
    if answer is None:
        raise PermissionDenied
    with held(found):
        found = visible_assignments(request).get(pk=number)
        changed = meanwhile(request, found) if found.state != answer else []
        if not changed:
            _decided(found, answer, request.POST.get("role", ""))
    if request.htmx:
        part = "waiting" if changed else "decided"
        return show(request, part, "review", {"each": found, "overtaken": changed})
    if changed:
        messages.error(request, _overtaken(found, changed))
    return redirect("registry:row", "enterprises", found.enterprise_id)


def _decided(found: Assignment, answer: str, role: str) -> None:
    found.state = answer
    if role in {"producer", "trader"}:
        found.role = role
    found.save()
    note_placed([found.enterprise_id])


def _overtaken(found: Assignment, changed: list[Entry]) -> str:
    """Who was quicker, and what stands there now."""
    said = {"who": changed[0].who or "—", "node": found.node, "state": found.get_state_display()}
    return _("您打开之后，%(who)s 已把 %(node)s 改为“%(state)s”，您的决定没有写入。") % said


@require_POST
@allowed(Action.DECIDE_NODE)
def add(request: HttpRequest, number: int) -> HttpResponse:
    """Put a firm on a node by hand."""
    firm = row_of(request.user, ENTERPRISE, number)
    wanted = request.POST.get("node", "")
    node = Node.objects.filter(pk=row_number(wanted)).first() if wanted.isdecimal() else _named(wanted)
    if node is None:
        messages.error(request, _("没有这个环节，应写作 产业链/环节。"))
        return redirect("registry:row", "enterprises", number)
    with held(firm):
        each, made = Assignment.objects.get_or_create(enterprise=firm, node=node, defaults={"by_hand": True})
        changed = [] if made or each.state == Assignment.State.CONFIRMED else meanwhile(request, each)
        if not changed:
            each.state, each.by_hand = Assignment.State.CONFIRMED, made or each.by_hand
            each.save()
            note_placed([firm.pk])
    if changed:
        messages.error(request, _overtaken(each, changed))
    else:
        messages.success(request, _("已归入该环节。"))
    return redirect("registry:row", "enterprises", number)


def _named(wanted: str) -> Node | None:
    chain, _bar, name = wanted.rpartition("/")
    return Node.objects.filter(chain_name=chain, name=name).first()


@require_POST
@allowed(Action.DECIDE_NODE)
def place(request: HttpRequest) -> HttpResponse:
    """Start a run over all firms."""
    if not may_place(request):
        raise PermissionDenied
    require(request, Action.EDIT_REGISTRY)
    plan = request.POST.get("plan", "")
    if plan not in _plans():
        raise Http404(plan)
    with transaction.atomic():
        job = begin("place", request.user, plan=plan, language=request.LANGUAGE_CODE)
    return redirect("registry:job", job.pk)
