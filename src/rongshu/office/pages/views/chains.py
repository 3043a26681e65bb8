"""The working half of a chain: its picture as a file, its nodes, its gaps, and whom to bring in."""

from __future__ import annotations

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from rongshu.office.pages.chain.chains import chain_page, chain_path
from rongshu.office.pages.chain.gaps import gap_table
from rongshu.office.pages.chain.nodes import TargetPage, find_node, node_page, node_path, target_page
from rongshu.office.pages.chain.standing import marks_of, may_see, standing_of
from rongshu.office.pages.chain.target_file import ranking_bytes, target_bytes
from rongshu.office.pages.opened.opening import Opened, open_plan
from rongshu.office.pages.opened.respond import FORMATS, reader_language, show, show_list
from rongshu.office.pages.parts.listing import Link
from rongshu.office.pages.views.pictures import KINDS
from rongshu.office.people.guard import require
from rongshu.office.people.permission import Action
from rongshu.pack.schema import Chain, ChainNode
from rongshu.terms.bilingual import Bilingual

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_GET
def chain(request: HttpRequest, plan: str, identity: str) -> HttpResponse:
    """Everything on one chain; how its nodes stand for whoever may know."""
    opened = open_plan(request.user, plan)
    found = next((each for each in opened.shelved.chains if each.id == identity), None)
    if found is None:
        raise Http404(identity)
    standing = standing_of(request.user, opened.plan, opened.folder, found)
    marks = marks_of(standing) if standing else None
    page = chain_page(opened.pack, identity, reader_language(), marks, request.GET.get("stage", ""))
    nodes = {node.id: node for node in found.nodes}
    facts = {
        "page": page,
        "title": found.name,
        "standing": standing,
        "nodes": nodes,
        "picture_kinds": tuple(KINDS),
        "sheet": page is not None and page.panorama is not None,
    }
    return show(request, opened, "chains", "chain", facts)


@require_GET
def gaps(request: HttpRequest, plan: str) -> HttpResponse:
    """Missing and weak nodes of every chain."""
    opened = open_plan(request.user, plan)
    require(request, Action.READ_STANDING, opened.plan)
    facts = {"invented": opened.invented}
    return show_list(request, opened, "gaps", gap_table(request.user, opened), "gaps", facts)


def _opened_node(
    request: HttpRequest, plan: str, identity: str, node: str
) -> tuple[Opened, Chain, ChainNode]:
    opened = open_plan(request.user, plan)
    found = find_node(opened, identity, node)
    if found is None:
        raise Http404(node)
    return opened, *found


@require_GET
def node(request: HttpRequest, plan: str, identity: str, node: str) -> HttpResponse:
    """One node."""
    opened, on_chain, found = _opened_node(request, plan, identity, node)
    page = node_page(request.user, opened, on_chain, found)
    facts = {
        "page": page,
        "title": found.name,
        "crumbs": [Link(on_chain.name.bilingual(), chain_path(on_chain.id))],
        "node_root": node_path(on_chain.id, found.id),
        "may_see": may_see(request.user, opened.plan),
    }
    return show(request, opened, "chains", "node", facts)


@require_GET
def targets(request: HttpRequest, plan: str, identity: str, node: str) -> HttpResponse:
    """Whom to bring in, ranked, with every component; ``?as=xlsx`` gives the list."""
    opened, on_chain, found = _opened_node(request, plan, identity, node)
    require(request, Action.READ_TARGETS)
    require(request, Action.READ_STANDING, opened.plan)
    page = target_page(request.user, opened, on_chain, found)
    if request.GET.get("as") == "xlsx":
        content = ranking_bytes(page, reader_language(), opened.invented)
        return _file(content, FORMATS["xlsx"][1], f"{found.id}-targets.xlsx")
    crumbs = [
        Link(on_chain.name.bilingual(), chain_path(on_chain.id)),
        Link(found.name.bilingual(), node_path(on_chain.id, found.id)),
    ]
    facts = {
        "page": page,
        "title": found.name,
        "of_title": Bilingual("招商目标排序", "Ranked targets"),
        "crumbs": crumbs,
        "node_root": node_path(on_chain.id, found.id),
    }
    return show(request, opened, "chains", "targets_of_node", facts)


@require_GET
def one_pager(request: HttpRequest, plan: str, identity: str, node: str, number: int) -> HttpResponse:
    """One target on one page, as a Word file."""
    opened, on_chain, found = _opened_node(request, plan, identity, node)
    require(request, Action.READ_TARGETS)
    require(request, Action.READ_STANDING, opened.plan)
    page: TargetPage = target_page(request.user, opened, on_chain, found)
    row = next((row for row in page.ranked if row.candidate.key == str(number)), None)
    if row is None:
        raise Http404(str(number))
    content = target_bytes(page, row, reader_language(), opened.invented)
    return _file(content, DOCX, f"{found.id}-{number}.docx")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f"attachment; filename={quote(name)}"
    return response
