"""The pages that are one list each."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from rongshu.office.pages.chain.chains import chain_table
from rongshu.office.pages.chain.clusters import cluster_table
from rongshu.office.pages.chain.standing import standings_of
from rongshu.office.pages.indicator.indicators import indicator_table
from rongshu.office.pages.opened.opening import open_plan
from rongshu.office.pages.opened.respond import day_of, show_list
from rongshu.office.pages.plan.firms import firm_table
from rongshu.office.pages.plan.mechanisms import coverage_view, mechanism_table
from rongshu.office.pages.plan.parks import park_table
from rongshu.office.pages.plan.projects import project_table
from rongshu.office.pages.plan.statements import statement_table


@require_GET
def indicators(request: HttpRequest, plan: str) -> HttpResponse:
    """The indicators."""
    opened = open_plan(request.user, plan)
    return show_list(request, opened, "indicators", indicator_table(opened.pack, day_of(request)))


@require_GET
def targets(request: HttpRequest, plan: str) -> HttpResponse:
    """Every number said in running text."""
    opened = open_plan(request.user, plan)
    return show_list(request, opened, "targets", statement_table(opened.pack), "targets")


@require_GET
def firms(request: HttpRequest, plan: str) -> HttpResponse:
    """The firms, platforms and institutes."""
    opened = open_plan(request.user, plan)
    return show_list(request, opened, "firms", firm_table(opened.pack))


@require_GET
def projects(request: HttpRequest, plan: str) -> HttpResponse:
    """The projects."""
    opened = open_plan(request.user, plan)
    return show_list(request, opened, "projects", project_table(opened.pack))


@require_GET
def chains(request: HttpRequest, plan: str) -> HttpResponse:
    """The chains, who leads them, and how many nodes stand how for whoever may know."""
    opened = open_plan(request.user, plan)
    standings = standings_of(request.user, opened.plan, opened.folder, opened.shelved.chains)
    counts = {chain: each.profile.counts for chain, each in standings.items()}
    facts = {"judged": bool(counts), "invented": bool(counts) and opened.invented}
    return show_list(request, opened, "chains", chain_table(opened.pack, counts), "chains", facts)


@require_GET
def clusters(request: HttpRequest, plan: str) -> HttpResponse:
    """The clusters with their chains."""
    opened = open_plan(request.user, plan)
    return show_list(request, opened, "clusters", cluster_table(opened.pack))


@require_GET
def parks(request: HttpRequest, plan: str) -> HttpResponse:
    """The parks, with the map where the pack has one."""
    opened = open_plan(request.user, plan)
    facts = {"atlas": opened.atlas, "atlas_source": opened.atlas_source, "numbered": True}
    return show_list(request, opened, "parks", park_table(opened.pack), "parks", facts)


@require_GET
def mechanisms(request: HttpRequest, plan: str) -> HttpResponse:
    """The mechanisms and how many of them run."""
    opened = open_plan(request.user, plan)
    facts = {"coverage": coverage_view(opened.pack)}
    return show_list(request, opened, "mechanisms", mechanism_table(opened.pack), "mechanisms", facts)
