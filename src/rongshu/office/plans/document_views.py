"""The document behind a plan, with the cited words marked; where it is not at hand, how to supply it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from rongshu.document.blocks import Document
from rongshu.office.people.guard import require
from rongshu.office.people.permission import Action, can
from rongshu.office.plans.models import Plan, ReceivedFile
from rongshu.office.plans.reader import (
    ROWS_A_PAGE,
    Reading,
    hits,
    outline_of,
    page_of,
    parse_cites,
    rows_of,
    spans_of,
)
from rongshu.office.plans.reading import readable_plan
from rongshu.office.plans.receiving import receive
from rongshu.office.plans.shelf import pack_of
from rongshu.office.plans.source import document_of, matches
from rongshu.pack.schema import Pack, Section
from rongshu.terms.citation import Citation
from rongshu.terms.diagnostic import InputError

LONGEST_WORDS = 40


@require_GET
def document(request: HttpRequest, plan: str) -> HttpResponse:
    """The text with its structure, or the address where it should stand."""
    opened = readable_plan(request.user, plan)
    pack = pack_of(opened)
    cites = parse_cites(request.GET.get("cite", ""))
    found = document_of(opened, pack)
    context: dict[str, Any] = {
        "plan": opened,
        "pack": pack,
        "section": "document",
        "cites": cites,
        "demonstration": pack.about.demonstration,
        "may_supply": can(request.user, Action.REVIEW_PLAN, opened),
    }
    if found is None:
        context["places"] = [(cite, section_path(pack, cite)) for cite in cites]
        return render(request, "plans/document_missing.html", context)
    context |= _text(request, found, cites) | _correcting(request, opened)
    return render(request, "plans/document.html", context)


def _text(request: HttpRequest, found: Document, cites: tuple[Citation, ...]) -> dict[str, Any]:
    words = request.GET.get("q", "").strip()[:LONGEST_WORDS]
    wanted = cites[0].paragraph if cites else _number(request.GET.get("at", ""))
    page, first, end = page_of(found, wanted)
    reading = Reading(spans_of(found, cites), words)
    return {
        "document": found,
        "rows": rows_of(found.blocks[first:end], reading),
        "outline": outline_of(found),
        "words": words,
        "hits": hits(found, words),
        "page_number": page,
        "page_count": -(-len(found.blocks) // ROWS_A_PAGE) or 1,
        "outside": [cite for cite in cites if cite.paragraph > len(found.passages)],
        "first_cited": wanted if cites else 0,
    }


def _correcting(request: HttpRequest, plan: Plan) -> dict[str, Any]:
    kind, _sign, item = request.GET.get("correct", "").partition("/")
    if not (kind and item and can(request.user, Action.CORRECT_CITATION, plan)):
        return {"correct_kind": "", "correct_item": ""}
    return {"correct_kind": kind, "correct_item": item}


def _number(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 8 else 1


def section_path(pack: Pack, cite: Citation) -> tuple[Section, ...]:
    """The headings above a citation, outermost first, as far as the pack's outline knows them."""
    path: list[Section] = []
    for section in pack.outline:
        places = section.citations()
        if section.kind != "heading" or not places:
            continue
        if places[0].paragraph > cite.paragraph:
            break
        path = [*(above for above in path if above.level < section.level), section]
    return tuple(path)


@require_POST
def supply(request: HttpRequest, plan: str) -> HttpResponse:
    """Take the source document of a plan; another file than the pack's own is refused and said."""
    opened = readable_plan(request.user, plan)
    require(request, Action.REVIEW_PLAN, opened)
    pack = pack_of(opened)
    context: dict[str, Any] = {
        "plan": opened,
        "pack": pack,
        "section": "document",
        "may_supply": True,
        "demonstration": pack.about.demonstration,
    }
    upload = request.FILES.get("document")
    if upload is None:
        return render(
            request, "plans/document_missing.html", {**context, "problem": _("请选择文件。")}, status=400
        )
    try:
        received = receive(upload, request.user)
    except InputError as refused:
        return render(
            request, "plans/document_missing.html", {**context, "refused": refused.diagnostics}, status=400
        )
    if not matches(pack, received):
        return render(request, "plans/document_missing.html", {**context, "other": received}, status=409)
    return _attach(opened, received)


def _attach(plan: Plan, received: ReceivedFile) -> HttpResponse:
    plan.source = received
    plan.save()
    return redirect("plans:document", plan.slug)
