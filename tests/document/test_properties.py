"""What holds for any text: nothing is lost, every address resolves, twice read is the same."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from reading import said

from rongshu.document.blocks import Box, Document, Heading, Paragraph, Source, Table
from rongshu.document.line.fold import fold
from rongshu.document.read import read_document
from rongshu.document.structure.structure import structure
from rongshu.document.text.read_txt import read_txt
from rongshu.terms.diagnostic import InputError

SOURCE = Source("任意.txt", "0" * 64, "txt", 0)
SIGNS = "云江市海洋装备产业链建设园区项目提高到２０30年5亿元%，。；：、“”（）一二三是第章节表图注附件 　\t"
words = st.text("云江海洋装备化工产业链园区项目建设发展提升", min_size=2, max_size=12)
sentences = st.lists(words, min_size=3, max_size=9).map(lambda parts: "，".join(parts) + "。")
numbers = st.sampled_from(
    ["一、", "二、", "（一）", "（二）", "1.", "2.", "第一章 ", "第一节 ", "1.1 ", "①", ""]
)
headings = st.tuples(numbers, words).map("".join)
led = st.tuples(numbers, words, sentences).map(lambda parts: f"{parts[0]}{parts[1]}。{parts[2]}")
cells = st.one_of(words, st.sampled_from(["1200", "３５．６％", "—", "≥20", ""]))
tables = st.lists(st.lists(cells, min_size=3, max_size=3), min_size=2, max_size=5).map(
    lambda rows: "表1 指标\n" + "\n\n".join("\n".join(f"\t{cell}" for cell in row) for row in rows) + "\n\n"
)
inserts = st.tuples(words, st.lists(led, min_size=1, max_size=3)).map(
    lambda parts: f"\t专栏1 {parts[0]}\n\t" + "\n".join(parts[1]) + "\n\n"
)
plans = st.lists(st.one_of(headings, sentences, led, tables, inserts), min_size=1, max_size=14).map("\n".join)


def made(text: str) -> Document:
    return structure(read_txt(text), SOURCE)


def bare(text: str) -> str:
    return re.sub(r"\s", "", fold(text.replace("\n", " ")))


@settings(max_examples=150, deadline=None)
@given(st.one_of(plans, st.text(SIGNS + "\n", max_size=400)))
def test_no_character_is_lost(text):
    document = made(text)
    assert bare("".join(passage.text for passage in document.passages)) == bare(text)
    hidden = {p.number for p in document.passages} - said(document.blocks)
    assert not hidden or "目" in text


@settings(max_examples=100, deadline=None)
@given(plans)
def test_every_address_resolves(text):
    document = made(text)
    assert document.text == "\n".join(passage.text for passage in document.passages)
    for number, passage in enumerate(document.passages, 1):
        assert passage.number == number
        assert document.text[passage.start :].startswith(passage.text)
        assert document.quote(passage.cite()) == passage.text
    for _, block, _ in document.walk():
        if isinstance(block, Heading):
            assert block.title in block.passage.text
            assert block.level >= 1
        elif isinstance(block, Paragraph):
            assert block.text[block.lead_start :].startswith(block.lead)
            assert block.body_start <= len(block.text)
        elif isinstance(block, Table):
            assert len({len(row) for row in block.rows}) == 1
            assert all(bool(cell.passages) == bool(cell.text) for row in block.rows for cell in row)
            assert block.header_rows < len(block.rows) or len(block.rows) == 1
        elif isinstance(block, Box):
            assert block.title in block.passage.text


@settings(max_examples=50, deadline=None)
@given(plans)
def test_reading_is_deterministic(text):
    assert made(text) == made(text)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_read(text):
    document = made(text)
    assert document.text == "\n".join(passage.text for passage in document.passages)


@given(st.text(max_size=80))
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(tmp_path_factory, content):
    path: Path = tmp_path_factory.getbasetemp() / "any.txt"
    path.write_bytes(content)
    try:
        document = read_document(path)
    except InputError:
        return
    assert document.passages
