"""Chain maps, analysts' chains and what flows between chains stay beside every recompile."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rongshu.pack.folder.load import load_pack
from rongshu.pack.folder.write import write_pack
from rongshu.pack.renewal.curation import Edit, read_curation
from rongshu.pack.renewal.renew import renew_pack, save_edits
from rongshu.pack.schema import About, Chain, ChainLink, ChainNode, Crosslink, Name, Pack, Stage
from rongshu.terms.diagnostic import InputError

NOW = "2026-11-25T09:00:00+08:00"
STAGES = (Stage(id="up", name=Name(zh="上游")),)


def node(identifier: str) -> ChainNode:
    return ChainNode(id=identifier, name=Name(zh=f"{identifier}料"), stage="up")


def named(*names: str, **fields: object) -> Pack:
    chains = tuple(Chain(id=f"c-{n}", name=Name(zh=f"{n}产业链"), cite=("p3",), **fields) for n in names)
    return Pack(about=About(id="rongcheng", title=Name(zh="榕城规划")), chains=chains)


def mapped(chain: Chain, *nodes: str) -> Chain:
    links = tuple(ChainLink(source=nodes[0], target=other) for other in nodes[1:])
    return chain.model_copy(update={"stages": STAGES, "nodes": tuple(map(node, nodes)), "links": links})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A pack with two chains of the plan, one of them mapped, and one of the analysts."""
    path = tmp_path / "pack"
    pack = renew_pack(named("竹材", "茶叶"), path, now=NOW).pack
    own = mapped(Chain(id="own", name=Name(zh="冰雪产业链"), source="analyst"), "n1")
    crosslink = Crosslink(source_chain="c-竹材", source="a", target_chain="own", target="n1", flow="竹")
    chains = (mapped(pack.chains[0], "a", "b"), *pack.chains[1:], own)
    write_pack(pack.model_copy(update={"chains": chains, "crosslinks": (crosslink,)}), path)
    return path


def held(folder: Path) -> dict[str, int]:
    return {chain.id: len(chain.nodes) for chain in load_pack(folder).chains}


def test_it_works(folder: Path) -> None:
    draft = renew_pack(named("竹材", "茶叶", "藤编"), folder, now=NOW)
    assert held(folder) == {"c-竹材": 2, "c-茶叶": 0, "c-藤编": 0, "own": 1}
    assert (draft.conflicts, draft.absorbed, read_curation(folder)) == ((), (), ())
    assert len(load_pack(folder).crosslinks) == 1


def test_the_compiled_part_of_a_mapped_chain_still_follows_the_compiler(folder: Path) -> None:
    renew_pack(named("竹材", "茶叶", leader="林某"), folder, now=NOW)
    chain = load_pack(folder).chains[0]
    assert (chain.leader, len(chain.nodes)) == ("林某", 2)


def test_an_edit_beside_the_map_is_kept_as_any_other(folder: Path) -> None:
    pack = load_pack(folder)
    first = pack.chains[0].model_copy(update={"leader": "王某"})
    write_pack(pack.model_copy(update={"chains": (first, *pack.chains[1:])}), folder)
    renew_pack(named("竹材", "茶叶", leader="林某"), folder, now=NOW)
    assert load_pack(folder).chains[0].leader == "王某"
    assert [set(edit.set) for edit in read_curation(folder)] == [{"leader"}]
    assert held(folder)["c-竹材"] == 2


def test_a_map_moves_to_the_chains_new_id_with_its_crosslinks(folder: Path) -> None:
    chains = (Chain(id="bamboo", name=Name(zh="竹材产业链"), cite=("p3",)), *named("茶叶").chains)
    renew_pack(named().model_copy(update={"chains": chains}), folder, now=NOW)
    assert held(folder) == {"bamboo": 2, "c-茶叶": 0, "own": 1}
    assert load_pack(folder).crosslinks[0].source_chain == "bamboo"


def test_a_mapped_chain_that_is_no_longer_found_stays_and_is_told(folder: Path) -> None:
    for _ in range(2):
        draft = renew_pack(named("茶叶"), folder, now=NOW)
        assert held(folder) == {"c-竹材": 2, "c-茶叶": 0, "own": 1}
        assert [(c.id, c.reason) for c in draft.conflicts] == [("c-竹材", "gone")]
    assert read_curation(folder) == ()


def test_a_map_that_the_compiler_finds_is_nobodys_declaration(tmp_path: Path) -> None:
    path = tmp_path / "pack"
    found = named().model_copy(update={"chains": (mapped(named("竹材").chains[0], "a"),)})
    renew_pack(found, path, now=NOW)
    renew_pack(named("竹材"), path, now=NOW)
    assert held(path) == {"c-竹材": 0}


def test_a_decision_on_a_map_goes_before_the_file(folder: Path) -> None:
    edit = Edit(kind="chains", id="c-竹材", do="edit", set={"links": []}, by="lin")
    save_edits([edit], folder, now=NOW)
    chain = load_pack(folder).chains[0]
    assert (len(chain.nodes), chain.links) == (2, ())


def test_a_rejected_chain_goes_with_what_hung_on_it(folder: Path) -> None:
    save_edits([Edit(kind="chains", id="c-竹材", do="reject", by="lin")], folder, now=NOW)
    assert held(folder) == {"c-茶叶": 0, "own": 1}
    assert load_pack(folder).crosslinks == ()


def test_a_crosslink_to_nothing_is_refused(folder: Path) -> None:
    text = (folder / "crosslinks.yaml").read_text(encoding="utf-8")
    (folder / "crosslinks.yaml").write_text(text.replace("source: a", "source: z"), encoding="utf-8")
    with pytest.raises(InputError, match="z"):
        load_pack(folder)


NAMES = st.sets(st.sampled_from(["竹材", "茶叶", "藤编", "陶瓷"]))


@settings(max_examples=40, deadline=None)
@given(before=NAMES, after=NAMES, again=NAMES, mapped_ones=NAMES, own=st.booleans())
def test_no_recompile_loses_a_map_or_takes_it_for_an_edit(before, after, again, mapped_ones, own) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "pack"
        pack = renew_pack(named(*sorted(before)), folder, now=NOW).pack
        chains = [mapped(c, "a", "b") if c.name.zh[:2] in mapped_ones else c for c in pack.chains]
        if own:
            chains.append(mapped(Chain(id="own", name=Name(zh="冰雪产业链"), source="analyst"), "n1"))
        write_pack(pack.model_copy(update={"chains": tuple(chains)}), folder)
        maps = {chain.id: chain.nodes for chain in chains if chain.nodes}
        for names in (after, again, again):
            draft = renew_pack(named(*sorted(names)), folder, now=NOW)
            held_maps = {chain.id: chain.nodes for chain in load_pack(folder).chains if chain.nodes}
            assert held_maps == maps
            assert {f"c-{name}" for name in names} <= {chain.id for chain in draft.pack.chains}
            assert (draft.absorbed, read_curation(folder)) == ((), ())
