"""The library of chain maps: general knowledge, whole, and nothing of any city."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter

import pytest

from packs.conftest import FUZHOU, ROOT
from rongshu.pack.folder.load import load_pack
from rongshu.pack.schema import Chain, Pack
from rongshu.pack.written.parse import parse_yaml

FIRM = ("", "enterprise")
STANDARDS = ROOT / "packs" / "cn-standards"


@pytest.fixture(scope="module")
def library() -> Pack:
    return load_pack(STANDARDS)


def test_it_works(library: Pack) -> None:
    assert len(library.chains) >= 16
    for chain in library.chains:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", chain.id)
        assert chain.name.en
        assert chain.version
        assert chain.aliases
        assert all(node.name.en and node.gbt4754 for node in chain.nodes)


def test_no_map_is_said_by_a_plan_or_led_by_anybody(library: Pack) -> None:
    for chain in library.chains:
        assert chain.source == "analyst"
        assert not chain.library
        assert not (chain.enterprises)
        assert not (chain.parks)
        assert not (chain.cluster)
        assert not (chain.leader)
        assert not (chain.departments)
        assert not (chain.cite)
        assert not ([node for node in chain.nodes if node.cite])
        assert not [link for link in chain.links if link.cite]
    assert not [link for link in library.crosslinks if link.cite]


def test_no_word_is_of_a_city_that_has_a_pack(library: Pack, fuzhou: Pack) -> None:
    with (FUZHOU / "enterprises.csv").open(encoding="utf-8") as rows:
        names = {row["name"] for row in csv.DictReader(rows) if row.get("kind", "enterprise") in FIRM}
    counties = json.loads((FUZHOU / "geo" / "counties.geojson").read_text(encoding="utf-8"))["features"]
    places = {feature["properties"]["name"][:-1] for feature in counties} | {"福州", "福建", "寿山"}
    names |= places | {park.name.zh for park in fuzhou.parks}
    long = {name for name in names if len(name) > 2} | places  # a firm's two signs are in many words
    assert [(word, name) for word in _words(library.chains) for name in long if name in word] == []


def _words(chains: tuple[Chain, ...]) -> set[str]:
    words = {name for chain in chains for name in (chain.name.zh, *chain.aliases)}
    words |= {word for chain in chains for n in chain.nodes for word in (n.name.zh, *n.products, *n.aliases)}
    return words | {link.flow for chain in chains for link in chain.links}


def test_a_name_means_one_map(library: Pack) -> None:
    names = Counter(name for chain in library.chains for name in {chain.name.zh, *chain.aliases})
    assert [name for name, maps in names.items() if maps > 1] == []


def test_every_map_is_joined_from_first_stage_to_last(library: Pack) -> None:
    for chain in library.chains:
        order = {stage.id: place for place, stage in enumerate(chain.stages)}
        stage = {node.id: order[node.stage] for node in chain.nodes}
        assert set(stage.values()) == set(order.values())
        assert [link for link in chain.links if stage[link.source] > stage[link.target]] == []
        assert set(stage) == {end for link in chain.links for end in (link.source, link.target)}


def test_the_fuzhou_pack_says_only_what_differs(library: Pack, fuzhou: Pack) -> None:
    maps = {chain.id: chain for chain in library.chains}
    for chain in fuzhou.chains:
        base = maps[chain.library]
        path = FUZHOU / "chains" / f"{chain.id}.yaml"
        said = parse_yaml(path.name, path.read_text(encoding="utf-8")).value
        assert "own" not in said
        assert "stages" not in said
        gone = {entry["id"] for entry in said.get("nodes", ()) if "removed" in entry}
        own = {node.id for node in chain.nodes} - {node.id for node in base.nodes}
        assert {node.id for node in chain.nodes} == {node.id for node in base.nodes} - gone | own
        assert len(own) <= 1
