"""A compiled plan of a city that nobody has drawn maps for: its chain pages show the library's."""

from __future__ import annotations

from pathlib import Path

import pytest

from rongshu.compiler.draft import write_draft
from rongshu.document.read import read_document
from rongshu.pack.folder.load import load_pack

DOCUMENT = Path(__file__).resolve().parents[3] / "examples" / "jichuan" / "plan.docx"


@pytest.fixture
def compiled_plan(make_plan, tmp_path):
    """The example's document as the compiler leaves it, published."""
    folder = tmp_path / "compiled"
    write_draft(read_document(DOCUMENT), folder)
    return make_plan("jichuan", folder, state="published", title="霁川市规划", title_en="Jichuan"), folder


@pytest.mark.django_db
def test_it_works(compiled_plan, owner, client_of):
    _, folder = compiled_plan
    client = client_of(owner)
    for chain in load_pack(folder).chains:
        response = client.get(f"/plans/jichuan/chains/{chain.id}/")
        assert response.status_code == 200
        text = response.content.decode()
        assert ("<svg" in text and all(node.name.zh in text for node in chain.nodes)) or not chain.nodes
        assert bool(chain.nodes) == bool(chain.library)


@pytest.mark.django_db
def test_what_flows_to_another_chain_of_the_plan_is_shown(compiled_plan, owner, client_of):
    _, folder = compiled_plan
    link = load_pack(folder).crosslinks[0]
    text = client_of(owner).get(f"/plans/jichuan/chains/{link.source_chain}/").content.decode()
    assert f"chains/{link.target_chain}/" in text


@pytest.mark.django_db
def test_a_planner_gives_a_chain_the_map_that_nothing_proposed(compiled_plan, owner, client_of):
    _, folder = compiled_plan
    bare = next(chain for chain in load_pack(folder).chains if not chain.nodes)
    client, page = client_of(owner), f"/plans/jichuan/chains/{bare.id}/"
    assert "选一张图谱库的图谱" in client.get(page).content.decode()
    form = client.get(f"/plans/jichuan/review/?kind=chains&item={bare.id}&edit=1").content.decode()
    assert '<option value="green-metallurgy">绿色冶金新材料产业链 · green-metallurgy</option>' in form
    assert '<option value="photovoltaics">光伏产业链 · 草稿 · photovoltaics</option>' in form
    decided = {
        "verdict": "edit",
        "kind": "chains",
        "item": bare.id,
        "field.library": "green-metallurgy",
    }
    client.post("/plans/jichuan/review/decision/", decided)
    assert "铝板带箔" in client.get(page).content.decode()
