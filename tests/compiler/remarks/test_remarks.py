"""What should be put right in a document: addresses and short names, never its prose."""

from __future__ import annotations

from pathlib import Path

import pytest

from rongshu.compiler.remarks.damage import damages
from rongshu.compiler.remarks.remarks import find_remarks
from rongshu.document.blocks import Document, Paragraph, Passage, Source
from rongshu.pack.schema import About, Chain, Enterprise, Mention, Name, Pack, Park

SEED = Path(__file__).resolve().parents[4] / "shared" / "seeds" / "000_869dca065a241c91.txt"
TWICE = "完善园区污水收集管网，加大对重点企业污染源的整治力度，提升治理能力"


def document(*texts: str) -> Document:
    passages = tuple(Passage(number, text, 0) for number, text in enumerate(texts, 1))
    blocks = tuple(Paragraph(passage) for passage in passages)
    return Document(Source("t", "0" * 64, "txt", 0), "", "", passages, blocks)


def pack(**fields: object) -> Pack:
    return Pack(about=About(id="x", title=Name(zh="x")), **fields)  # type: ignore[arg-type]


def test_it_works() -> None:
    firm = Enterprise(
        id="a", name="晖远集团", cite=("p1:0-4",), mentions=(Mention(name="辉远集团", cite="p2:0-4"),)
    )
    remarks = find_remarks(
        document(f"一。{TWICE}。", f"二。{TWICE}。", "加大对、新兴产业的支持"), pack(enterprises=(firm,))
    )
    assert [(remark.kind, remark.cite) for remark in remarks] == [
        ("duplicate", ("p1:2-36", "p2:2-36")),
        ("spelling", ("p2:0-4", "p1:0-4")),
        ("damage", ("p3:3-4",)),
    ]
    assert remarks[1].names == ("辉远集团", "晖远集团")


def test_no_remark_repeats_the_prose() -> None:
    for remark in find_remarks(document(TWICE, TWICE, TWICE + "。" + TWICE), pack()):
        assert all(len(name) <= 12 for name in remark.names)
        assert TWICE[:8] not in remark.message.zh


def test_parks_and_chains_are_compared_among_themselves() -> None:
    parks = (Park(id="a", name=Name(zh="榕江园区")), Park(id="b", name=Name(zh="蓉江园区")))
    chains = (Chain(id="c", name=Name(zh="榕江园曲")),)
    remarks = find_remarks(document("无"), pack(parks=parks, chains=chains))
    assert [remark.names for remark in remarks] == [("榕江园区", "蓉江园区")]


def test_ids_stay_when_paragraphs_move() -> None:
    before = find_remarks(document(TWICE, TWICE), pack())
    after = find_remarks(document("新的一段。", TWICE, TWICE), pack())
    assert [remark.id for remark in before] == [remark.id for remark in after]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("加大对、新兴产业的支持。", "顿号前缺词"),
        ("推进改造，，提升能力。", "标点重叠"),
        ("培育在线教育教育、智慧医疗。", "词语重复"),
        ("推广数据平台应用。推广数据平台应用。", "同句重复"),
        ("重点企业（）等。", "括号内缺词"),
        ("建设园区（一期。", "（）不成对"),
    ],
)
def test_damage(text: str, what: str) -> None:
    assert what in [damage.what.zh for damage in damages(Passage(1, text, 0))]


@pytest.mark.parametrize(
    "text", ["激发企业创业创新活力。", "针对、面向不同群体。", "明确方向、重点。", "层层压实责任。"]
)
def test_sound_text(text: str) -> None:
    assert list(damages(Passage(1, text, 0))) == []


@pytest.mark.skipif(not SEED.exists(), reason="the official plan does not lie beside this repository")
def test_the_official_plan() -> None:
    from rongshu.document.read import read_document

    remarks = find_remarks(read_document(SEED), pack())
    places = [tuple(int(cite[1:].split(":")[0]) for cite in remark.cite) for remark in remarks]
    assert {(173, 399), (197, 398), (198, 398), (170, 400), (418, 425), (259, 410)} <= set(places)
    assert {(449,), (206,)} <= set(places)
    assert len(remarks) < 20
