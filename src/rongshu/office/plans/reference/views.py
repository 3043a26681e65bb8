"""Reference tables: what counts, a table row by row, the way in, the preview, and the way back."""

from __future__ import annotations

from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rongshu.findings.region.reference_tables import Said
from rongshu.office.loads.flow import is_invented
from rongshu.office.people.guard import require
from rongshu.office.people.permission import Action, can
from rongshu.office.plans.models import Plan, ReferenceTable
from rongshu.office.plans.reading import readable_plan
from rongshu.office.plans.reference.kinds import KINDS, WORDS, TableKind
from rongshu.office.plans.reference.preview import brought_of, current, difference, fits, kind_of, shown
from rongshu.office.plans.reference.receiving import LARGEST, MEBIBYTE, Sent, receive
from rongshu.office.plans.reference.versions import confirm, discard, take_back
from rongshu.office.plans.reference.workbook import example_of, template_of
from rongshu.office.plans.shelf import pack_of
from rongshu.terms.diagnostic import InputError

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
State = ReferenceTable.State
WAYS = {"confirm": confirm, "discard": discard}


def _opened(request: HttpRequest, plan: str, kind: str = "") -> tuple[Plan, TableKind | None]:
    """The plan for whoever may see how it stands.  *Errors*: ``Http404``, ``PermissionDenied``."""
    opened = readable_plan(request.user, plan)
    require(request, Action.READ_STANDING, opened)
    if kind and kind not in KINDS:
        raise Http404(kind)
    return opened, KINDS.get(kind)


def _kind(request: HttpRequest, plan: str, kind: str, action: Action | None = None) -> tuple[Plan, TableKind]:
    opened, found = _opened(request, plan, kind)
    if action is not None:
        require(request, action, opened)
    assert found is not None
    return opened, found


def _version(request: HttpRequest, plan: str, number: int) -> ReferenceTable:
    """A version for whoever may bring one.  *Errors*: ``Http404``, ``PermissionDenied``."""
    opened, _none = _opened(request, plan)
    require(request, Action.BRING_REFERENCE, opened)
    found = opened.reference_tables.select_related("by", "plan").filter(pk=number).first()
    if found is None or found.kind not in KINDS:
        raise Http404(str(number))
    return found


def _facts(request: HttpRequest, plan: Plan, source: str = "") -> dict[str, object]:
    invented = pack_of(plan).about.demonstration or is_invented(source)
    facts = {"plan": plan, "section": "reference", "words": WORDS}
    may = can(request.user, Action.BRING_REFERENCE, plan)
    return {**facts, "may_bring": may, **({"demonstration": True} if invented else {})}


@require_GET
def index(request: HttpRequest, plan: str) -> HttpResponse:
    """The three kinds of tables: which counts, since when, by whom; and every version that ever did."""
    opened, _none = _opened(request, plan)
    versions = list(opened.reference_tables.select_related("by", "decided_by"))
    cards = []
    for kind in KINDS.values():
        mine = [each for each in versions if each.kind == kind.key]
        sent = next((each for each in mine if each.state == State.IN_FORCE), None)
        waiting = next((each for each in mine if each.state == State.PREVIEW), None)
        cards.append((kind, sent, waiting, *_standing(opened, kind)))
    facts = {"cards": cards, "versions": [(each, KINDS.get(each.kind)) for each in versions[:100]]}
    return render(request, "plans/reference.html", {**_facts(request, opened), **facts})


def _standing(plan: Plan, kind: TableKind) -> tuple[object, str]:
    """The table in force, or why it cannot be read."""
    try:
        return current(plan, kind), ""
    except InputError as broken:
        message = broken.diagnostics[0].message
        english = (get_language() or "").startswith("en")
        return None, f"{message.en if english else message.zh} {broken.diagnostics[0].places[0]}"


@require_GET
def table(request: HttpRequest, plan: str, kind: str) -> HttpResponse:
    """The table in force, row by row; figures elsewhere lead to its rows."""
    opened, found = _kind(request, plan, kind)
    read = current(opened, found)
    sent = opened.reference_tables.select_related("by").filter(kind=kind, state=State.IN_FORCE).first()
    facts = {"kind": found, "read": read, "sent": sent, "shown": shown(found, read) if read else None}
    base = _facts(request, opened, read.said.source if read else "")
    return render(request, "plans/reference_table.html", {**base, **facts})


@require_GET
def template(request: HttpRequest, plan: str, kind: str) -> HttpResponse:
    """A workbook to be filled in."""
    opened, found = _kind(request, plan, kind)
    language = "en" if (get_language() or "").startswith("en") else "zh"
    return _file(template_of(found, pack_of(opened), language), XLSX, f"{kind}-template.xlsx")


@require_GET
def example(request: HttpRequest, plan: str, kind: str) -> HttpResponse:
    """A tiny invented table."""
    _opened_plan, found = _kind(request, plan, kind)
    return _file(example_of(found), "text/csv; charset=utf-8", f"{kind}-example.csv")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f"attachment; filename={quote(name)}"
    return response


@require_http_methods(["GET", "POST"])
def send(request: HttpRequest, plan: str, kind: str) -> HttpResponse:
    """A file becomes a preview; nothing counts yet."""
    opened, found = _kind(request, plan, kind, Action.BRING_REFERENCE)
    said = Said(*(request.POST.get(name, "").strip()[:300] for name in ("unit", "period", "source", "area")))
    asked = [(name, WORDS[name], getattr(said, name), name in found.needs) for name in WORDS]
    asked = [each for each in asked if each[3]]
    facts = {**_facts(request, opened), "kind": found, "asked": asked, "most": LARGEST // MEBIBYTE}
    if request.method == "GET":
        return render(request, "plans/reference_send.html", facts)
    upload = request.FILES.get("file")
    if upload is None:
        facts["missing"] = True
        return render(request, "plans/reference_send.html", facts, status=400)
    try:
        received = receive(opened, found, Sent(upload, said), request.user)
    except InputError as refused:
        facts |= {"refused": refused.diagnostics[:200], "hidden": max(0, len(refused.diagnostics) - 200)}
        return render(request, "plans/reference_send.html", facts, status=400)
    return redirect("plans:reference_version", plan, received.pk)


@require_GET
def version(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    """What a version holds, and what it would change while it waits."""
    found = _version(request, plan, number)
    kind = kind_of(found)
    facts: dict[str, object] = {"version": found, "kind": kind}
    if found.state != State.DISCARDED:
        read = kind.read(brought_of(found))
        facts |= {"read": read, "shown": shown(kind, read), "fits": fits(kind, read, pack_of(found.plan))}
        if found.state == State.PREVIEW:
            before, broken = _standing(found.plan, kind)
            facts["broken"] = broken
            facts["difference"] = difference(before.figures, read.figures) if before else None  # type: ignore[attr-defined]
    base = _facts(request, found.plan, found.source)
    return render(request, "plans/reference_version.html", {**base, **facts})


@require_POST
def act(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    """Put a version in force, or put it away."""
    found = _version(request, plan, number)
    way = WAYS.get(request.POST.get("way", ""))
    if way is None:
        raise Http404(str(number))
    if not way(found, request.user):
        messages.error(request, _("这一版已经处理过。"))
    elif way is confirm:
        messages.success(request, _("已启用，相关页面即按这张表计算。"))
    else:
        messages.success(request, _("已放弃，没有改动。"))
    return redirect("plans:reference", plan)


@require_POST
def undo(request: HttpRequest, plan: str, kind: str) -> HttpResponse:
    """The version before counts again."""
    opened, _found = _kind(request, plan, kind, Action.BRING_REFERENCE)
    taken = take_back(opened, kind, request.user)
    if taken is None:
        messages.error(request, _("没有可以撤销的表。"))
    else:
        messages.success(request, _("已撤销，恢复为上一版。"))
    return redirect("plans:reference", plan)
