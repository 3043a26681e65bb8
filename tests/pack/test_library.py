"""A chain map taken from the library: what the file changes in it, exact both ways, refused with the line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rongshu.pack.folder.fingerprint import fingerprint
from rongshu.pack.folder.load import load_pack
from rongshu.pack.folder.write import write_pack
from rongshu.pack.maps.library import MAP, MapChange, changes_of, resolved
from rongshu.pack.renewal.curation import Edit
from rongshu.pack.renewal.diff import diff
from rongshu.pack.renewal.renew import renew_pack, save_edits
from rongshu.pack.schema import (
    About,
    Chain,
    ChainLink,
    ChainNode,
    Name,
    NodeMention,
    Pack,
    Proposal,
    Stage,
)
from rongshu.terms.diagnostic import InputError

NOW = "2026-11-25T09:00:00+08:00"
LIBRARY = """\
id: bamboo
name: {zh: 竹产业链}
source: analyst
version: 2026-11
aliases: [竹材]
stages:
  - {id: up, name: {zh: 上游}}
  - {id: down, name: {zh: 下游}}
nodes:
  - {id: shoot, name: {zh: 竹笋}, stage: up, products: [竹笋, 春笋]}
  - {id: strip, name: {zh: 竹篾}, stage: up, products: [竹篾], gbt4754: ["2041"]}
  - {id: mat, name: {zh: 竹席}, stage: down, products: [竹席], aliases: [凉席]}
links:
  - {source: strip, target: mat, flow: 竹篾}
"""
TEA = """\
id: tea
name: {zh: 茶产业链}
stages: [{id: all, name: {zh: 全部}}]
nodes: [{id: box, name: {zh: 茶盒}, stage: all, products: [竹茶盒]}]
"""
CROSSLINKS = "- {source_chain: bamboo, source: strip, target_chain: tea, target: box, flow: 竹篾}\n"


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A folder with a shared pack and a city's pack beside it that has two of its maps."""
    written(tmp_path / "nation", "nation", "kind: standard\n", {"bamboo": LIBRARY, "tea": TEA})
    (tmp_path / "nation" / "crosslinks.yaml").write_text(CROSSLINKS, encoding="utf-8")
    chains = {
        "zhu": "id: zhu\nname: {zh: 竹材产业链}\nlibrary: bamboo\nnodes:\n  - {id: mat, cite: [p3:1-3]}\n",
        "cha": "id: cha\nname: {zh: 茶叶产业链}\nlibrary: tea\n",
    }
    written(tmp_path / "city", "city", "uses: [nation]\n", chains)
    return tmp_path


def written(folder: Path, name: str, more: str, chains: dict[str, str]) -> None:
    (folder / "chains").mkdir(parents=True, exist_ok=True)
    about = f"schema_version: 1\nid: {name}\ntitle: {{zh: 榕城}}\n{more}"
    (folder / "pack.yaml").write_text(about, encoding="utf-8")
    for chain, text in chains.items():
        (folder / "chains" / f"{chain}.yaml").write_text(text, encoding="utf-8")


def said(shelf: Path, text: str) -> None:
    head = "id: zhu\nname: {zh: 竹材产业链}\nlibrary: bamboo\n"
    (shelf / "city" / "chains" / "zhu.yaml").write_text(head + text, encoding="utf-8")


def chain_of(shelf: Path) -> Chain:
    return next(chain for chain in load_pack(shelf / "city").chains if chain.id == "zhu")


def refused(shelf: Path) -> dict[str, tuple[str, int, str]]:
    with pytest.raises(InputError) as caught:
        load_pack(shelf / "city")
    assert all(d.message.zh and d.message.en and d.remedy.zh for d in caught.value.diagnostics)
    places = {d.rule: (d.places[0], d.expected) for d in caught.value.diagnostics}
    return {rule: (place.file, place.line, expected) for rule, (place, expected) in places.items()}


def test_it_works(shelf: Path) -> None:
    chain = chain_of(shelf)
    assert [node.id for node in chain.nodes] == ["shoot", "strip", "mat"]
    assert (chain.nodes[2].aliases, chain.nodes[2].cite) == (("凉席",), ("p3:1-3",))
    assert (chain.aliases, chain.version, chain.source) == ((), "", "plan")
    assert [link.flow for link in chain.links] == ["竹篾"]


def test_what_flows_between_two_maps_comes_along_under_the_citys_ids(shelf: Path) -> None:
    (link,) = load_pack(shelf / "city").crosslinks
    assert (link.source_chain, link.source, link.target_chain, link.target) == ("zhu", "strip", "cha", "box")


def test_what_the_city_says_of_a_flow_stands_before_the_librarys(shelf: Path) -> None:
    own = "- {source_chain: zhu, source: strip, target_chain: cha, target: box, flow: 细篾, cite: [p9]}\n"
    (shelf / "city" / "crosslinks.yaml").write_text(own, encoding="utf-8")
    pack = load_pack(shelf / "city")
    assert [(link.flow, link.cite) for link in pack.crosslinks] == [("细篾", ("p9",))]
    write_pack(pack, shelf / "city")
    assert load_pack(shelf / "city") == pack


def test_words_are_added_and_taken(shelf: Path) -> None:
    said(
        shelf, "nodes:\n  - {id: shoot, name: {zh: 笋}, more: {products: [冬笋]}, less: {products: [春笋]}}\n"
    )
    node = chain_of(shelf).nodes[0]
    assert (node.name.zh, node.products) == ("笋", ("竹笋", "冬笋"))


def test_a_node_taken_out_takes_its_links_and_flows_with_it(shelf: Path) -> None:
    said(shelf, "nodes:\n  - {id: strip, removed: true}\n")
    assert [node.id for node in chain_of(shelf).nodes] == ["shoot", "mat"]
    assert chain_of(shelf).links == ()
    assert load_pack(shelf / "city").crosslinks == ()


def test_a_node_of_ones_own_stands_where_it_is_put(shelf: Path) -> None:
    said(
        shelf,
        "nodes:\n  - {id: fan, name: {zh: 竹扇}, stage: down, after: strip}\n"
        "links:\n  - {source: strip, target: fan, flow: 扇骨}\n",
    )
    assert [node.id for node in chain_of(shelf).nodes] == ["shoot", "strip", "fan", "mat"]
    assert [link.target for link in chain_of(shelf).links] == ["mat", "fan"]


def test_a_part_may_be_the_files_own(shelf: Path) -> None:
    said(shelf, "own: [links]\nlinks:\n  - {source: shoot, target: mat}\n")
    assert [(link.source, link.target) for link in chain_of(shelf).links] == [("shoot", "mat")]


def test_an_unknown_map_is_refused_with_its_line(shelf: Path) -> None:
    said(shelf, "")
    path = shelf / "city" / "chains" / "zhu.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("bamboo", "bambo"), encoding="utf-8")
    assert refused(shelf) == {"library": ("chains/zhu.yaml", 3, "bamboo")}


def test_a_map_of_a_pack_that_is_not_used_is_refused_and_told_what_to_do(shelf: Path) -> None:
    written(shelf / "city", "city", "", {})
    assert refused(shelf)["library"][2] == "uses: [cn-standards]"


def test_a_node_that_the_map_does_not_have_is_refused_with_its_line(shelf: Path) -> None:
    said(shelf, "nodes:\n  - {id: mat, cite: [p1]}\n  - {id: shot, cite: [p2]}\n")
    assert refused(shelf) == {"library-entry": ("chains/zhu.yaml", 6, "shoot, strip")}


def test_a_node_written_twice_is_refused(shelf: Path) -> None:
    said(shelf, "nodes:\n  - {id: mat, cite: [p1]}\n  - {id: mat, cite: [p2]}\n")
    assert refused(shelf)["duplicate-id"][:2] == ("chains/zhu.yaml", 6)


def test_a_stage_that_is_gone_leads_to_the_map_that_needs_it(shelf: Path) -> None:
    said(shelf, "stages:\n  - {id: down, removed: true}\n")
    assert refused(shelf)["reference"][:2] == ("chains/zhu.yaml", 3)


def test_a_fault_of_the_shared_pack_names_its_file(shelf: Path) -> None:
    (shelf / "nation" / "chains" / "bamboo.yaml").write_text("id: bamboo\nnam: {zh: 竹}\n", encoding="utf-8")
    assert refused(shelf)["unknown-key"][:2] == ("nation/chains/bamboo.yaml", 2)


def test_fingerprint_and_diff_see_what_is_inherited(shelf: Path) -> None:
    before, told = load_pack(shelf / "city"), fingerprint(shelf / "city")
    changed = LIBRARY.replace("id: strip, name: {zh: 竹篾}", "id: strip, name: {zh: 细竹篾}")
    (shelf / "nation" / "chains" / "bamboo.yaml").write_text(changed, encoding="utf-8")
    after = load_pack(shelf / "city")
    assert fingerprint(shelf / "city") != told
    assert fingerprint(after) == fingerprint(shelf / "city")
    assert [(change.id, change.field) for change in diff(before, after)] == [("zhu", "nodes")]


# ---- choosing a map

PROPOSED = Proposal(
    library="tea",
    rule="library:name-part",
    confidence=0.4,
    mentions=(NodeMention(node="box", cite=("p7:2-5",)),),
)


def test_a_person_takes_another_map_and_has_the_addresses_found_for_it(shelf: Path) -> None:
    chain = Chain(id="he", name=Name(zh="茶盒产业链"), cite=("p3",), proposals=(PROPOSED,))
    compiled = Pack(about=About(id="own", title=Name(zh="榕城"), uses=("nation",)), chains=(chain,))
    folder = shelf / "own"
    renew_pack(compiled, folder, now=NOW)
    save_edits([Edit(kind="chains", id="he", do="edit", set={"library": "tea"}, by="lin")], folder, now=NOW)
    (held,) = load_pack(folder).chains
    assert [(node.id, node.cite) for node in held.nodes] == [("box", ("p7:2-5",))]
    draft = renew_pack(compiled, folder, now=NOW)
    assert (draft.absorbed, draft.conflicts) == ((), ())
    assert load_pack(folder).chains == (held,)


def test_a_person_cannot_take_a_map_that_is_nowhere(shelf: Path) -> None:
    chain = Chain(id="he", name=Name(zh="茶盒产业链"), cite=("p3",))
    compiled = Pack(about=About(id="own", title=Name(zh="榕城"), uses=("nation",)), chains=(chain,))
    renew_pack(compiled, shelf / "own", now=NOW)
    edit = Edit(kind="chains", id="he", do="edit", set={"library": "cocoa"}, by="lin")
    with pytest.raises(InputError, match="cocoa"):
        save_edits([edit], shelf / "own", now=NOW)
    assert load_pack(shelf / "own").chains[0].library == ""


def test_a_map_that_a_person_has_changed_in_the_file_stays_beside_every_recompile(shelf: Path) -> None:
    folder = shelf / "city"
    base = load_pack(folder)
    renew_pack(base, folder, now=NOW)
    said(shelf, "nodes:\n  - {id: fan, name: {zh: 竹扇}, stage: down}\n")
    for _ in range(2):
        draft = renew_pack(base, folder, now=NOW)
        assert [node.id for node in chain_of(shelf).nodes] == ["shoot", "strip", "mat", "fan"]
        assert (draft.absorbed, draft.conflicts) == ((), ())


def test_a_map_that_a_person_confirms_leaves_the_proposals_behind(shelf: Path) -> None:
    folder = shelf / "city"
    base = load_pack(folder)
    proposed = [chain.model_copy(update={"proposals": (PROPOSED,)}) for chain in base.chains]
    compiled = base.model_copy(update={"chains": tuple(proposed)})
    renew_pack(compiled, folder, now=NOW)
    said(shelf, "")
    for _ in range(2):
        draft = renew_pack(compiled, folder, now=NOW)
        assert (chain_of(shelf).library, chain_of(shelf).proposals) == ("bamboo", ())
        assert (draft.absorbed, draft.conflicts) == ((), ())


# ---- exact both ways

WORD = st.sampled_from(["竹笋", "竹席", "竹扇", "竹炭", "竹纤维"])
WORDS = st.lists(WORD, max_size=3).map(tuple)
IDS = st.sampled_from("abcdef")
NODE = st.builds(
    ChainNode,
    id=IDS,
    name=st.builds(Name, zh=WORD),
    stage=st.just("s"),
    kind=st.sampled_from(["", "material"]),
    products=WORDS,
    aliases=WORDS,
    cite=st.sampled_from([(), ("p1",), ("p1", "p2:1-3")]),
    strategic=st.sampled_from([None, True, False]),
)
STAGES = (Stage(id="s", name=Name(zh="段")), Stage(id="t", name=Name(zh="末")))


@st.composite
def maps(draw: st.DrawFn) -> Chain:
    nodes = draw(st.lists(NODE, unique_by=lambda node: node.id, max_size=5))
    ids = [node.id for node in nodes]
    pairs = draw(st.lists(st.tuples(st.sampled_from(ids), st.sampled_from(ids)), max_size=5)) if ids else []
    links = tuple(ChainLink(source=a, target=b, flow=draw(WORD)) for a, b in pairs)
    stages = draw(st.sampled_from([STAGES, STAGES[:1], STAGES[::-1]]))
    chain = Chain(id="c", name=Name(zh="竹"), library="c", stages=stages, nodes=tuple(nodes), links=links)
    return chain


@settings(max_examples=300, deadline=None)
@given(chain=maps(), base=maps())
def test_the_changes_make_exactly_the_chains_map_again(chain: Chain, base: Chain) -> None:
    again = resolved(MapChange.model_validate(changes_of(chain, base)), base)
    assert again.problems == []
    assert again.parts == {part: getattr(chain, part) for part in MAP}


@settings(max_examples=100, deadline=None)
@given(base=maps())
def test_an_unchanged_map_needs_no_word(base: Chain) -> None:
    unique = {(link.source, link.target): link for link in base.links}
    base = base.model_copy(update={"links": tuple(unique.values())})
    assert changes_of(base, base) == {}


@settings(max_examples=60, deadline=None)
@given(chain=maps())
def test_files_say_the_same_map(chain: Chain, tmp_path_factory: pytest.TempPathFactory) -> None:
    shelf = tmp_path_factory.mktemp("shelf")
    written(shelf / "nation", "nation", "kind: standard\n", {"bamboo": LIBRARY})
    chain = chain.model_copy(update={"library": "bamboo"})
    pack = Pack(about=About(id="city", title=Name(zh="榕城"), uses=("nation",)), chains=(chain,))
    write_pack(pack, shelf / "city")
    assert load_pack(shelf / "city") == pack
