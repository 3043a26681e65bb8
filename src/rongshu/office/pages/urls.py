"""Addresses of the pages of a plan."""

from __future__ import annotations

from django.urls import include, path

from rongshu.office.pages.views import (
    breakdown,
    chains,
    changes,
    checking,
    comparing,
    details,
    lists,
    overview,
    pictures,
    pipeline,
    prospects,
    running,
    searching,
    trees,
)

app_name = "pages"
_PLAN = [
    path("", overview.overview, name="overview"),
    path("indicators/", lists.indicators, name="indicators"),
    path("indicators/<path:identity>/", details.indicator, name="indicator"),
    path("targets/", lists.targets, name="targets"),
    path("breakdown/", breakdown.breakdown, name="breakdown"),
    path("breakdown/<int:number>/", breakdown.version, name="breakdown_version"),
    path("breakdown/<int:number>/adopt/", breakdown.adopt, name="adopt_breakdown"),
    path("industries/", trees.industries, name="industries"),
    path("industries/<path:identity>/", details.industry, name="industry"),
    path("firms/", lists.firms, name="firms"),
    path("projects/", lists.projects, name="projects"),
    path("chains/", lists.chains, name="chains"),
    path("chains/picture/<path:identity>.<str:kind>", pictures.picture, name="picture"),
    path("chains/changes/<path:identity>/", changes.changes, name="chain_changes"),
    path("chains/<path:identity>/", chains.chain, name="chain"),
    path("gaps/", chains.gaps, name="gaps"),
    path("prospects/", prospects.prospects, name="prospects"),
    path("nodes/<path:identity>/<str:node>/targets/<int:number>/", chains.one_pager, name="one_pager"),
    path("nodes/<path:identity>/<str:node>/targets/", chains.targets, name="node_targets"),
    path("nodes/<path:identity>/<str:node>/", chains.node, name="node"),
    path("pipeline/", pipeline.pipeline, name="pipeline"),
    path("clusters/", lists.clusters, name="clusters"),
    path("parks/", lists.parks, name="parks"),
    path("parks/<path:identity>/", details.park, name="park"),
    path("tasks/", trees.tasks, name="tasks"),
    path("mechanisms/", lists.mechanisms, name="mechanisms"),
    path("monitoring/", running.monitoring, name="monitoring"),
    path("decomposition/", running.why, name="decomposition"),
    path("trace/", running.trace, name="trace"),
    path("quality/", running.quality, name="quality"),
    path("checks/", checking.checks, name="checks"),
    path("compare/", comparing.compare, name="compare"),
    path("search/", searching.search, name="search"),
]
urlpatterns = [
    path("plans/<slug:plan>/", include(_PLAN)),
    path("pipeline/", pipeline.any_plan, name="any_pipeline"),
]
