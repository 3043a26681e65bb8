"""What a plan says to run, in invented sentences; measured on the real plan where it lies."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongshu.compiler.tasks.mechanisms import find_mechanisms
from rongshu.compiler.tasks.tasks import find_tasks
from rongshu.document.blocks import Block, Document, Heading, Paragraph, Passage, Source

SHARED = Path(__file__).resolve().parents[4] / "shared"
SEED = SHARED / "seeds" / "000_869dca065a241c91.txt"


def plan(*lines: str) -> Document:
    """A document of paragraphs; ``# `` marks a chapter."""
    passages = tuple(Passage(n, line.lstrip("# "), 0) for n, line in enumerate(lines, 1))
    blocks: list[Block] = [
        Heading(p, 1, "", p.text) if line.startswith("#") else Paragraph(p)
        for p, line in zip(passages, lines, strict=True)
    ]
    return Document(Source("t", "0" * 64, "txt", 0), "", "", passages, tuple(blocks))


def found(*lines: str) -> list[tuple[str, str, str]]:
    return [(m.name.zh, m.kind, m.status) for m in find_mechanisms(plan(*lines))]


def test_it_works() -> None:
    assert found("建立重点企业库和招商项目清单，完善链长制联席会议制度，接入省级工业互联网平台。") == [
        ("重点企业库", "register", "build"),
        ("招商项目清单", "list", "build"),
        ("链长制联席会议制度", "routine", "improve"),
        ("省级工业互联网平台", "system", "join"),
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("成立榕城市新型工业化领导小组。", ("榕城市新型工业化领导小组", "organisation", "build")),
        ("深入实施“智改数转”行动。", ("“智改数转”行动", "programme", "run")),
        ("探索建立用能指标跨区调剂机制。", ("用能指标跨区调剂机制", "routine", "build")),
        ("政务外网（智网）累计开通200条线路。", ("政务外网（智网）", "system", "existing")),
        (
            "建立质量安全风险评估、监测、预警、信息通报机制。",
            ("质量安全风险评估、监测、预警、信息通报机制", "routine", "build"),
        ),
        ("引导园区建立土地集约利用评价制度。", ("土地集约利用评价制度", "routine", "build")),
        ("推广数字化车间应用。", ("数字化车间", "programme", "promote")),
        ("构建产学研用深度融合的成果转化服务体系。", ("成果转化服务体系", "routine", "build")),
        ("通过“揭榜挂帅”等方式开展攻关。", ("“揭榜挂帅”", "programme", "run")),
    ],
)
def test_forms(sentence: str, expected: tuple[str, str, str]) -> None:
    assert expected in found(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "大力发展电池管理系统、储能变流器等产品。",
        "构建现代产业体系。",
        "完善工作机制。",
        "产业规模达到300亿元。",
        "该平台位于城东。",
    ],
)
def test_goods_and_commonplaces_are_none(sentence: str) -> None:
    assert found(sentence) == []


def test_chapters_on_troubles_name_nothing_and_the_past_is_existing() -> None:
    assert found("# 面临的挑战", "建立产业监测平台。") == []
    assert found("# 发展基础", "建立产业监测平台。") == [("产业监测平台", "system", "existing")]


def test_said_twice_is_one_with_two_addresses_and_its_task() -> None:
    document = plan("# 重点任务", "强化招商。建立招商项目信息库。", "完善招商项目信息库。")
    blocks = list(document.blocks)
    blocks[1] = Paragraph(document.passages[1], "强化招商")
    document = Document(document.source, "", "", document.passages, tuple(blocks))
    tasks = find_tasks(document)
    (mechanism,) = find_mechanisms(document, tasks)
    assert [cite.partition(":")[0] for cite in mechanism.cite] == ["p2", "p3"]
    assert mechanism.task == tasks[0].id
    assert document.quote(mechanism.citations()[0]) == mechanism.name.zh


_words = [
    "建立",
    "完善",
    "平台",
    "机制",
    "和",
    "、",
    "，",
    "。",
    "“",
    "”",
    "（",
    "）",
    "的",
    "园区",
    "加快",
    "将",
    "评价",
    "监测",
    "《",
    "》",
]


@given(st.lists(st.sampled_from(_words), max_size=30).map("".join))
def test_every_name_stands_where_it_is_cited(text: str) -> None:
    document = plan(text or "无")
    for mechanism in find_mechanisms(document):
        assert document.quote(mechanism.citations()[0]) == mechanism.name.zh


def _plain(text: str) -> str:
    return re.sub(r"[\s“”\"'‘’《》「」、，/（）()]+", "", unicodedata.normalize("NFKC", text))


def _same(one: str, other: str) -> bool:
    a, b = _plain(one), _plain(other)
    if min(len(a), len(b)) > 2 and (a in b or b in a):
        return True
    pairs = [{text[i : i + 2] for i in range(len(text) - 1)} or {text} for text in (a, b)]
    return 2 * len(pairs[0] & pairs[1]) / (len(pairs[0]) + len(pairs[1])) >= 0.5


@pytest.mark.skipif(not SEED.exists(), reason="the official plan does not lie beside this repository")
def test_the_official_plan() -> None:
    from rongshu.document.read import read_document

    by_paragraph: dict[int, list[str]] = {}
    mechanisms = find_mechanisms(read_document(SEED))
    for mechanism in mechanisms:
        for cite in mechanism.citations():
            by_paragraph.setdefault(cite.paragraph, []).append(mechanism.name.zh)
    gold = json.loads((SHARED / "gold" / "systems.json").read_text(encoding="utf-8"))
    hit = sum(
        any(
            _same(name, wanted)
            for name in by_paragraph.get(row["line"], [])
            for wanted in (row["name"], *re.split("[、，/（）]", row["name"]))
            if len(wanted) > 2
        )
        for row in gold
    )
    assert hit / len(gold) >= 0.75
    assert len(mechanisms) < 1.5 * len(gold)
