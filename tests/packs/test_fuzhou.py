"""The shipped pack is whole, bilingual where people read it, and promises nothing that is not there."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

import pytest
from django.urls import reverse

from rongshu.pack.check import check_pack
from rongshu.pack.declared.metrics import load_metrics
from rongshu.pack.folder.load import load_pack
from rongshu.pack.schema import Chain, Pack
from rongshu.terms.diagnostic import Severity

FOLDER = Path(__file__).resolve().parents[2] / "packs" / "fuzhou-2021-2025"
CODES = FOLDER.parent / "cn-standards" / "gbt4754-2017.csv"


def test_it_works(fuzhou: Pack) -> None:
    assert (fuzhou.about.id, fuzhou.about.uses) == ("fuzhou-2021-2025", ("cn-standards",))
    assert len(fuzhou.indicators) == 17
    assert Counter(item.level for item in fuzhou.industries) == {"pillar": 6, "industry": 22, "segment": 48}
    assert len(fuzhou.parks) == 21
    assert len(fuzhou.clusters) == 6
    assert Counter(chain.source for chain in fuzhou.chains) == {"plan": 12, "analyst": 4}
    assert Counter(task.level for task in fuzhou.tasks)["task"] == 13
    assert len(fuzhou.projects) >= 92


def test_every_kind_of_actor_is_there(fuzhou: Pack) -> None:
    kinds = Counter(firm.kind for firm in fuzhou.enterprises)
    assert kinds["enterprise"] >= 190
    assert (kinds["platform"], kinds["institute"], kinds["event"]) == (24, 19, 4)


def test_what_people_read_is_in_both_languages(fuzhou: Pack) -> None:
    named = (fuzhou.indicators, fuzhou.industries, fuzhou.parks, fuzhou.clusters, fuzhou.chains)
    assert [item.id for kind in named for item in kind if not item.name.en] == []
    inside = [part for chain in fuzhou.chains for part in (*chain.stages, *chain.nodes)]
    assert [part.id for part in inside if not part.name.en] == []
    assert [task.name for task in fuzhou.tasks if task.level != "action" and not task.name_en] == []


def test_every_indicator_has_a_path_and_a_direction(fuzhou: Pack) -> None:
    assert [item.id for item in fuzhou.indicators if not item.path or not item.direction] == []
    assert Counter(item.path for item in fuzhou.indicators)["text"] == 2


def test_measures_lead_to_published_series(fuzhou: Pack) -> None:
    series = {actual.series for actual in fuzhou.actuals}
    assert {item.measure for item in fuzhou.indicators} - {""} <= series


def test_published_figures_say_where_from_and_how_sure(fuzhou: Pack) -> None:
    assert {actual.grade for actual in fuzhou.actuals} == {"H", "M"}
    assert all(actual.source and actual.value is not None for actual in fuzhou.actuals)


def test_every_mechanism_says_what_it_does(fuzhou: Pack) -> None:
    unsaid = [m.name.zh for m in fuzhou.mechanisms if not (m.name.en and m.function and m.function.en)]
    assert unsaid == []
    assert all(mechanism.cite for mechanism in fuzhou.mechanisms)


def test_what_realises_a_mechanism_exists(fuzhou: Pack) -> None:
    realisers = {name for mechanism in fuzhou.mechanisms for name in mechanism.realised_by}
    assert realisers
    metrics = {metric.id for metric in load_metrics(CODES.parent)}
    for kind, _, name in (realiser.partition(":") for realiser in realisers):
        if kind == "page":
            assert reverse(f"pages:{name}", args=["any"])
        else:
            assert kind == "metric"
            assert name in metrics


@pytest.fixture(scope="module")
def codes() -> set[str]:
    with CODES.open(encoding="utf-8", newline="") as file:
        return {row["code"] for row in csv.DictReader(file) if row["level"] == "4"}


def test_chain_maps_use_the_standards_codes(fuzhou: Pack, codes: set[str]) -> None:
    used = {code for chain in fuzhou.chains for node in chain.nodes for code in node.gbt4754}
    assert used <= codes
    assert [node.id for chain in fuzhou.chains for node in chain.nodes if not node.gbt4754] == []


def test_every_chain_is_mapped_from_first_stage_to_last(fuzhou: Pack) -> None:
    for chain in fuzhou.chains:
        assert len(chain.stages) >= 4
        assert {node.stage for node in chain.nodes} == {stage.id for stage in chain.stages}
        assert not _backward(chain)
        linked = {end for link in chain.links for end in (link.source, link.target)}
        assert {node.id for node in chain.nodes} == linked


def _backward(chain: Chain) -> list[str]:
    order = {stage.id: place for place, stage in enumerate(chain.stages)}
    stage = {node.id: order[node.stage] for node in chain.nodes}
    return [f"{x.source}→{x.target}" for x in chain.links if stage[x.source] > stage[x.target]]


def test_one_product_of_two_chains_joins_them(fuzhou: Pack) -> None:
    assert len(fuzhou.crosslinks) == 94
    assert all(link.source_chain != link.target_chain for link in fuzhou.crosslinks)


def test_the_plans_own_sequences_are_there(fuzhou: Pack) -> None:
    starts = {item.steps[0]: item.steps[-1] for item in fuzhou.sequences}
    assert starts["环己酮"] == "织造"
    assert "原煤" in starts
    assert any(step.startswith("偏光片") for step in starts)


def test_the_check_finds_no_error_in_it(fuzhou: Pack) -> None:
    found = check_pack(fuzhou)
    assert [each.message.zh for each in found if each.severity is Severity.ERROR] == []


def test_loading_again_gives_the_same(fuzhou: Pack) -> None:
    assert load_pack(FOLDER) == fuzhou


def test_every_park_has_a_position_and_a_county_of_the_map(fuzhou: Pack) -> None:
    points = json.loads((FOLDER / "geo" / "parks.geojson").read_text(encoding="utf-8"))["features"]
    placed = {point["properties"]["park"]: point["properties"]["county"] for point in points}
    assert {park.name.zh: park.county for park in fuzhou.parks} == placed
