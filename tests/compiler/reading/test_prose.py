"""Running text and tables of a document."""

from __future__ import annotations

from compiler.writing import rows, written
from rongshu.compiler.reading.prose import prose, tables


def test_it_works() -> None:
    document = written("一、总则\n坚持创新驱动，推动发展。\n表1 指标\n" + rows("指标|目标", "产值|900"))
    said = [passage.text for passage in prose(document)]
    assert "坚持创新驱动，推动发展。" in said
    assert "产值" in said
    assert "总则" not in said
    assert [path[-1].title for path, _, _ in tables(document)] == ["总则"]


def test_no_table_no_row() -> None:
    assert list(tables(written("一、总则\n坚持创新驱动。\n"))) == []
