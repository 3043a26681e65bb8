"""Chains on paper: one sheet of A3, type that can be read, Chinese as text, a badge on what is invented."""

from __future__ import annotations

import io
import os
from urllib.parse import unquote

import pdfplumber
import pytest

from office.pages.rongjiang import rongjiang
from rongshu.office.pages.chain.drawing import svg_of
from rongshu.office.pages.chain.folding import LEGIBLE, folded, panorama_for_paper, type_size, zoomed
from rongshu.office.pages.chain.panorama import Mark, panorama_of
from rongshu.office.pages.parts.paper import chinese_font, pdf_of, png_of
from rongshu.pack.schema import Chain, ChainLink, ChainNode, Name, Stage
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import InputError

WIND = rongjiang().chains[0]
A3 = (1190.55, 841.89)


def large(nodes: int, stages: int = 6) -> Chain:
    """A chain of hundreds of nodes, each linked with the next stage, some also with the one after."""
    names = [
        ChainNode(id=f"n{n}", name=Name(zh=f"示例环节{n}号"), stage=f"s{n % stages}") for n in range(nodes)
    ]
    pairs = [(f"n{n}", f"n{n + 1}") for n in range(nodes - 1)]
    pairs += [(f"n{n}", f"n{n + 2}") for n in range(0, nodes - 2, 5)]
    return Chain(
        id="large",
        name=Name(zh="大型示例产业链"),
        stages=tuple(Stage(id=f"s{n}", name=Name(zh=f"阶段{n}")) for n in range(stages)),
        nodes=tuple(names),
        links=tuple(ChainLink(source=a, target=b) for a, b in pairs),
    )


def marked(chain: Chain) -> dict[str, Mark]:
    return {node.id: Mark("weak", Bilingual("薄弱", "weak"), 3) for node in chain.nodes}


def sheet(chain: Chain, badge: str = "") -> str:
    drawn = panorama_for_paper(chain, "zh", marked(chain))
    assert drawn is not None
    return svg_of(drawn, chain.name.zh, ("来源：虚构",), "zh", badge)


def pages(content: bytes) -> list[pdfplumber.page.Page]:
    return pdfplumber.open(io.BytesIO(content)).pages


def test_it_works():
    (page,) = pages(pdf_of([sheet(WIND, "演示数据")], WIND.name.zh, "zh"))
    assert (page.width, page.height) == pytest.approx(A3, abs=1)
    text = page.extract_text()
    assert WIND.name.zh in text
    assert "演示数据" in text
    assert "来源：虚构" in text
    assert all(node.name.zh in text for node in WIND.nodes)
    assert min(letter["size"] for letter in page.chars) >= 7


def test_hundreds_of_nodes_are_read_on_one_sheet():
    chain = large(300)
    drawn = panorama_for_paper(chain, "zh", marked(chain))
    assert type_size(drawn) >= LEGIBLE
    assert len(drawn.cards) == 300
    (page,) = pages(pdf_of([sheet(chain)], "大", "zh"))
    assert min(letter["size"] for letter in page.chars) >= LEGIBLE


def test_a_picture_is_a_sheet_as_well():
    content = png_of(sheet(WIND), "图", "zh")
    assert content.startswith(b"\x89PNG")
    width, height = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
    assert width / height == pytest.approx(A3[0] / A3[1], abs=0.01)
    assert width > 2000


def test_a_title_is_never_markup():
    title = '"] #panic() <x> & \\'
    (page,) = pages(pdf_of([svg_of(panorama_of(WIND), title, (title,), "zh")], title, "zh"))
    assert "#panic()" in page.extract_text()


def test_without_a_chinese_font_it_says_what_to_install():
    assert chinese_font(["DejaVu Sans", "SimHei"]) == "SimHei"
    with pytest.raises(InputError) as refused:
        chinese_font(["DejaVu Sans"])
    assert "fonts-noto-cjk" in refused.value.diagnostics[0].remedy.zh


def test_folding_keeps_every_node_and_link():
    chain = large(40, stages=2)
    narrow = folded(chain, 8)
    assert [stage.name.zh for stage in narrow.stages[:2]] == ["阶段0 1/3", "阶段0 2/3"]
    assert {node.id for node in narrow.nodes} == {node.id for node in chain.nodes}
    assert max(sum(n.stage == s.id for n in narrow.nodes) for s in narrow.stages) <= 8
    drawn = panorama_of(narrow)
    assert len(drawn.cards) == 40
    assert len(drawn.curves) == len(chain.links)


def test_zooming_shows_a_stage_and_its_neighbours():
    stage = WIND.stages[1].id
    near = zoomed(WIND, stage)
    inner = {node.id for node in WIND.nodes if node.stage == stage}
    assert inner <= {node.id for node in near.nodes}
    assert all(link.source in inner or link.target in inner for link in near.links)
    assert zoomed(WIND, "nowhere") is WIND


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["svg", "png", "pdf"])
def test_the_page_offers_the_file(plan, owner, client_of, kind):
    client = client_of(owner)
    assert f"chains/picture/wind.{kind}" in client.get("/plans/rongjiang/chains/wind/").content.decode()
    answer = client.get(f"/plans/rongjiang/chains/picture/wind.{kind}")
    assert answer.status_code == 200
    name = unquote(answer["Content-Disposition"])
    assert WIND.name.zh in name
    assert name.endswith(f".{kind}")
    assert not set('/\\:?"<>|') & set(name.partition("''")[2])
    if kind == "pdf":
        (page,) = pages(answer.content)
        assert "规划包" in page.extract_text()


@pytest.mark.django_db
def test_one_stage_may_be_asked_for(plan, owner, client_of):
    client, stage = client_of(owner), WIND.stages[2].id
    whole = client.get("/plans/rongjiang/chains/picture/wind.svg").content.decode()
    part = client.get(f"/plans/rongjiang/chains/picture/wind.svg?stage={stage}").content.decode()
    assert part.count('class="node') < whole.count('class="node')
    page = client.get(f"/plans/rongjiang/chains/wind/?stage={stage}").content.decode()
    assert "看全链" in page


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["wind.doc", "no.pdf", "wind.PDF"])
def test_what_is_not_there_is_not_found(plan, owner, client_of, name):
    assert client_of(owner).get(f"/plans/rongjiang/chains/picture/{name}").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["svg", "png", "pdf"])
def test_a_draft_does_not_exist_for_the_outsider(private_plan, outsider, client_of, kind):
    assert client_of(outsider).get(f"/plans/rongjiang/chains/picture/wind.{kind}").status_code == 404


def test_fonts_of_a_folder_are_taken(monkeypatch, tmp_path):
    monkeypatch.setenv("RONGSHU_FONTS", os.fspath(tmp_path))
    assert png_of(sheet(WIND), "图", "zh").startswith(b"\x89PNG")
