"""Draft review: the items of a compile beside the document, decided with the keyboard."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from rongshu.office.people.guard import require
from rongshu.office.people.permission import Action
from rongshu.office.plans.conflicts import conflicts_of
from rongshu.office.plans.decide import decide
from rongshu.office.plans.editing import edited, leaves
from rongshu.office.plans.models import Decision, Plan
from rongshu.office.plans.reader import quotes
from rongshu.office.plans.reading import readable_plan
from rongshu.office.plans.review import (
    KINDS,
    STATES,
    Candidate,
    Filter,
    as_decided,
    candidates,
    chosen,
    neighbours,
    shown,
    states,
    tallies,
)
from rongshu.office.plans.shelf import compiled_of, curation_of, pack_folder, pack_of
from rongshu.office.plans.source import document_of
from rongshu.office.plans.wording import field_name
from rongshu.pack.maps.shared import shared_maps
from rongshu.pack.schema import Pack
from rongshu.terms.citation import Citation

LEVELS = (100, 90, 80, 70, 60)
MOST_ROWS = 400
FIELD = "field."


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything the review of one plan works with."""

    plan: Plan
    pack: Pack
    compiled: Pack
    decided: dict[tuple[str, str], str]
    pending: dict[tuple[str, str], Any]
    wanted: Filter

    def every(self) -> list[Candidate]:
        """All rows of the wanted kind."""
        return candidates(self.wanted.kind, self.compiled, self.pack, self.decided, self.pending)

    def rows(self) -> list[Candidate]:
        """The rows of the wanted kind, filtered."""
        return chosen(self.every(), self.wanted)

    def candidate(self, identity: str) -> Candidate:
        """One row, filtered out or not.  *Errors*: ``Http404``."""
        for row in self.every():
            if row.id == identity:
                return row
        raise Http404(identity)


def _desk(request: HttpRequest, plan: str) -> Desk:
    opened = readable_plan(request.user, plan)
    require(request, Action.REVIEW_PLAN, opened)
    pack, compiled = pack_of(opened), compiled_of(opened)
    waiting = list(opened.decisions.filter(written=False))
    decided = states(curation_of(opened), {(each.kind, each.item): each.verdict for each in waiting})
    return Desk(opened, pack, compiled, decided, _pending(compiled, waiting), _wanted(request, compiled))


def _pending(compiled: Pack, waiting: list[Decision]) -> dict[tuple[str, str], Any]:
    """Items as they will stand once the decisions that wait are written."""
    found = {(each.kind, item.id): item for each in waiting for item in getattr(compiled, each.kind)}
    return {
        key: as_decided(each.kind, found[key], each.verdict, each.changes.get("set", {}))
        for each in waiting
        if (key := (each.kind, each.item)) in found
    }


def _wanted(request: HttpRequest, compiled: Pack) -> Filter:
    asked = request.GET if request.method == "GET" else request.POST
    kind = asked.get("kind", "")
    if kind not in KINDS:
        kind = next((each for each in ("indicators", *KINDS) if getattr(compiled, each)), "indicators")
    state = asked.get("state", "")
    below = asked.get("below", "")
    known = {str(level): level for level in LEVELS}
    return Filter(kind, state if state in STATES else "", known.get(below, 100))


@require_GET
def review(request: HttpRequest, plan: str) -> HttpResponse:
    """The list and the first open item."""
    desk = _desk(request, plan)
    rows = desk.rows()
    asked = request.GET.get("item", "")
    known = {row.id for row in rows}
    identity = asked if asked in known else next((r.id for r in rows if r.state == "open"), "")
    identity = identity or (rows[0].id if rows else "")
    context = {
        **_shared(desk),
        "rows": rows[:MOST_ROWS],
        "more": max(len(rows) - MOST_ROWS, 0),
        "tallies": tallies(desk.compiled, desk.pack, desk.decided),
        "levels": LEVELS,
        "conflicts": conflicts_of(desk.plan),
        "states": STATES,
    }
    if identity:
        context |= _panel(request, desk, rows, identity)
    return render(request, "plans/review.html", context)


@require_GET
def item(request: HttpRequest, plan: str) -> HttpResponse:
    """The panel of one item, for htmx; without it the whole page."""
    desk = _desk(request, plan)
    if not request.htmx:
        return redirect(f"{reverse('plans:review', args=[plan])}?{request.GET.urlencode()}")
    context = _shared(desk) | _panel(request, desk, desk.rows(), request.GET.get("item", ""))
    return render(request, "plans/review_panel.html", context)


@require_POST
def decision(request: HttpRequest, plan: str) -> HttpResponse:
    """Accept, edit or reject one item, then show the next."""
    desk = _desk(request, plan)
    row = desk.candidate(request.POST.get("item", ""))
    rows = desk.rows()
    verdict = request.POST.get("verdict", "")
    if verdict not in {"accept", "edit", "reject"}:
        raise Http404(verdict)
    seen = request.POST.get("seen")
    if seen is not None and seen != _moment(desk.plan, row):
        return _again(request, desk, rows, row, {}, overtaken=True)
    changes: dict[str, Any] = {}
    if verdict == "edit":
        typed = edited(desk.wanted.kind, row.item, _fields(request))
        if typed.wrong or not typed.changes:
            return _again(request, desk, rows, row, typed.wrong)
        changes = typed.changes
    decide(
        desk.plan, request.user, verdict, row.kind, row.found, changes, request.POST.get("reason", "").strip()
    )
    _before, after = neighbours(rows, row.id)
    return _next(request, plan, row.id, after or row.id)


def _moment(plan: Plan, row: Candidate) -> str:
    """When the item was last decided on; empty where nobody has.  A form that saw another is overtaken."""
    decided = plan.decisions.filter(kind=row.kind, item=row.found.id).values_list("at", flat=True).first()
    return decided.isoformat() if decided else ""


def _again(
    request: HttpRequest,
    desk: Desk,
    rows: list[Candidate],
    row: Candidate,
    wrong: dict[str, str],
    overtaken: bool = False,
) -> HttpResponse:
    context = _shared(desk) | _panel(request, desk, rows, row.id)
    if overtaken:
        context["overtaken"] = True
    else:
        typed = _typed(desk, row, request)
        context |= {"editing": True, "leaves": typed, "wrong": wrong, "unchanged": not wrong}
    if request.htmx:
        return render(request, "plans/review_panel.html", context)
    return render(request, "plans/review_single.html", context, status=400)


def _typed(desk: Desk, row: Candidate, request: HttpRequest) -> list[Any]:
    typed = _fields(request)
    return [replace(leaf, value=typed.get(leaf.path, leaf.value)) for leaf in leaves(row.item, _maps(desk))]


def _fields(request: HttpRequest) -> dict[str, str]:
    """What was typed into the item's fields; their names stand apart from the page's own."""
    return {name[len(FIELD) :]: value for name, value in request.POST.items() if name.startswith(FIELD)}


def _next(request: HttpRequest, plan: str, decided: str, after: str) -> HttpResponse:
    asked = {name: request.POST.get(name, "") for name in ("kind", "state", "below")}
    if not request.htmx:
        query = urlencode({**asked, "item": after})
        return redirect(f"{reverse('plans:review', args=[plan])}?{query}")
    desk = _desk(request, plan)
    every = desk.every()
    context = _shared(desk) | _panel(request, desk, chosen(every, desk.wanted), after)
    context |= {
        "changed": next(row for row in every if row.id == decided),
        "tally": next(
            each for each in tallies(desk.compiled, desk.pack, desk.decided) if each.kind == desk.wanted.kind
        ),
    }
    return render(request, "plans/review_decided.html", context)


def _shared(desk: Desk) -> dict[str, Any]:
    return {
        "plan": desk.plan,
        "section": "review",
        "wanted": desk.wanted,
        "demonstration": desk.pack.about.demonstration,
    }


def _panel(request: HttpRequest, desk: Desk, rows: list[Candidate], identity: str) -> dict[str, Any]:
    row = desk.candidate(identity)
    document = document_of(desk.plan, desk.pack)
    cites = [Citation.parse(cite) for cite in row.cites[:5]]
    editing = "edit" in request.GET
    before, after = neighbours(rows, identity)
    return {
        "row": row,
        "seen": _moment(desk.plan, row),
        "facts": _facts(row),
        "editing": editing,
        "leaves": leaves(row.item, _maps(desk)) if editing else [],
        "quotes": quotes(document, cites) if document else (),
        "has_document": document is not None,
        "before": before,
        "after": after,
    }


def _maps(desk: Desk) -> dict[str, str]:
    """The maps of the library that a chain of this plan may take, by name in the reader's language."""
    language = "en" if (get_language() or "").startswith("en") else "zh"
    maps = shared_maps(desk.pack.about, pack_folder(desk.plan)).chains.values()
    return {
        each.id: each.name.bilingual().in_language(language) + (f" · {_('草稿')}" if each.draft else "")
        for each in maps
    }


def _facts(row: Candidate) -> list[tuple[str, str, str]]:
    """Label, what stands, and what the compiler said where that differs."""
    aside = {"id", "rule", "confidence", "cite"}
    found = []
    for name in type(row.item).model_fields:
        now, then = (_said(row, each, name) for each in (row.item, row.found))
        if name not in aside and (now or then):
            found.append((field_name(name), now or "—", then if then != now else ""))
    return found


def _said(row: Candidate, item: Any, name: str) -> str:
    value = getattr(item, name)
    if isinstance(value, bool):
        return _("是") if value else _("否")
    return shown(item, name, row.names)
