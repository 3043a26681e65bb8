"""A document as rows: spans, tables, quotes."""

from __future__ import annotations

import pytest

from rongshu.document.blocks import Cell, Document, Heading, Paragraph, Passage, Source, Table
from rongshu.office.plans.reader import (
    Reading,
    hits,
    outline_of,
    page_of,
    parse_cites,
    quotes,
    rows_of,
    spans_of,
)
from rongshu.terms.citation import Citation

TEXTS = ("一、目标", "产值。到2030年达到2000亿元。", "指标", "2025", "2030", "产值", "1200", "2000")


@pytest.fixture
def document() -> Document:
    passages = tuple(Passage(number, text, 0) for number, text in enumerate(TEXTS, 1))
    span = Cell("指标", (passages[2],))
    rows = (
        (span, Cell("2025", (passages[3],)), Cell("2030", (passages[4],))),
        (Cell("产值", (passages[5],)), Cell("1200", (passages[6],)), Cell("2000", (passages[7],))),
        (Cell("产值", (), origin=False), Cell("—"), Cell("—", (), origin=False)),
    )
    blocks = (
        Heading(passages[0], 1, "一、", "目标"),
        Paragraph(passages[1], lead="产值"),
        Table(None, rows),
    )
    return Document(Source("a.txt", "0" * 64, "txt", 1), "目标", "\n".join(TEXTS), passages, blocks)


def test_it_works(document: Document) -> None:
    cites = parse_cites("p2:8-15")
    heading, paragraph, table = rows_of(document.blocks, Reading(spans_of(document, cites)))
    assert (heading.kind, heading.level) == ("heading", 1)
    marked = [piece.text for piece in paragraph.line.pieces if piece.cited]
    assert marked == [TEXTS[1][8:15]]
    assert [piece.text for piece in paragraph.line.pieces if piece.lead] == ["产值"]
    assert "".join(piece.text for piece in paragraph.line.pieces) == TEXTS[1]
    assert table.squares[0][0].header


def test_spans_of_cells_are_resolved(document: Document) -> None:
    *_rest, table = rows_of(document.blocks, Reading({}))
    assert table.squares[1][0].rows == 2
    assert table.squares[2][0].columns == 2


def test_citations_of_one_row_share_a_quote(document: Document) -> None:
    quote, paragraph = quotes(document, parse_cites("p6,p8:0-4,p2"))
    assert quote.is_row
    assert [line.number for line in quote.lines] == [6, 7, 8]
    assert [line.number for line in paragraph.lines] == [1, 2, 3]


def test_what_is_no_citation_is_left_out() -> None:
    assert parse_cites("p1:2-3,nothing,p0,,p4") == (Citation(1, 2, 3), Citation(4))


def test_spans_stay_inside_the_document(document: Document) -> None:
    assert spans_of(document, [Citation(99), Citation(4, 2, 900), Citation(4, 50, 60)]) == {
        4: [(2, 4), (4, 4)]
    }


def test_words_are_found_where_they_stand(document: Document) -> None:
    assert [line.number for line in hits(document, "2000")] == [2, 8]
    assert hits(document, "") == ()


def test_the_outline_and_the_page(document: Document) -> None:
    assert [chapter.title for chapter in outline_of(document)] == ["一、目标"]
    assert page_of(document, 8)[0] == 1
