"""Pieces into a document: passages numbered in reading order, blocks over them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from rongshu.document.blocks import (
    Block,
    Box,
    Caption,
    Cell,
    Figure,
    Heading,
    Paragraph,
    Passage,
    Table,
)
from rongshu.document.line.captions import (
    Naming,
    is_bare_title,
    is_note,
    is_unit_line,
    read_box,
    read_caption,
)
from rongshu.document.line.header import header_rows
from rongshu.document.line.leads import find_lead
from rongshu.document.line.pieces import Frame, Grid, GridCell, Line, Piece
from rongshu.document.structure.headings import Verdict, is_annex_title


class Ledger:
    """Numbers passages as they come and keeps their offsets in the document's text."""

    def __init__(self) -> None:
        self.passages: list[Passage] = []
        self._offset = 0

    def add(self, text: str, page: int) -> Passage:
        """The next passage."""
        passage = Passage(len(self.passages) + 1, text, self._offset, page)
        self.passages.append(passage)
        self._offset += len(text) + 1
        return passage

    def text(self) -> str:
        """All passages, one a line: what the offsets point into."""
        return "\n".join(passage.text for passage in self.passages)


def build(pieces: Sequence[Piece], verdicts: Mapping[int, Verdict], ledger: Ledger) -> tuple[Block, ...]:
    """The blocks of ``pieces`` in reading order, their passages added to ``ledger``."""
    blocks: list[Block] = []
    index = 0
    while index < len(pieces):
        ahead = _named_ahead(pieces, index, verdicts)
        if ahead > index:
            blocks.extend(_named(pieces[index : ahead + 1], ledger))
            index = ahead
        else:
            blocks.extend(_plain(pieces[index], _entitled(verdicts.get(index), pieces, index), ledger))
        index += 1
        index += _add_notes(pieces, index, blocks, verdicts, ledger)
    return tuple(blocks)


def _plain(piece: Piece, verdict: Verdict | None, ledger: Ledger) -> list[Block]:
    if isinstance(piece, Grid):
        return [_table(piece, None, (), ledger)]
    if isinstance(piece, Frame):
        return [_box(piece, None, ledger)]
    return _line(piece, verdict, ledger)


def _entitled(verdict: Verdict | None, pieces: Sequence[Piece], index: int) -> Verdict | None:
    """An annex word alone on its line takes the next line as its title."""
    after = pieces[index + 1] if index + 1 < len(pieces) else None
    if verdict is None or verdict.start < len(_text(pieces[index])) or not is_annex_title(after):
        return verdict
    return replace(verdict, title=_text(after))


def _text(piece: Piece | None) -> str:
    return piece.text if isinstance(piece, Line) else ""


def _line(line: Line, verdict: Verdict | None, ledger: Ledger) -> list[Block]:
    if line.hidden:
        ledger.add(line.text, line.page)
        return []
    naming = read_caption(line.text) if not verdict else None
    passage = ledger.add(line.text, line.page)
    if naming:
        caption = Caption(passage, naming.number, naming.title)
        return [Figure(caption) if naming.word == "图" else caption]
    blocks: list[Block] = []
    if verdict:
        title = verdict.title or line.text[verdict.start : verdict.end].strip() or verdict.number
        blocks.append(Heading(passage, verdict.level, verdict.number, title))
        if not line.text[verdict.end :].strip("。：: "):
            return blocks
        return [*blocks, Paragraph(passage, title, verdict.start, verdict.number)]
    lead = find_lead(line)
    return [Paragraph(passage, lead.text, lead.start, lead.marker)]


def _named_ahead(pieces: Sequence[Piece], index: int, verdicts: Mapping[int, Verdict]) -> int:
    """Where the table or frame stands that the line at ``index`` names; ``index`` itself if none."""
    line = pieces[index]
    if not isinstance(line, Line) or index in verdicts or line.hidden:
        return index
    ahead = index + 1
    while ahead < len(pieces) and ahead - index <= 2 and _is_between(pieces[ahead]):
        ahead += 1
    if ahead >= len(pieces) or isinstance(pieces[ahead], Line):
        return index
    if isinstance(pieces[ahead], Frame):
        return ahead if read_box(line.text, framed=True) and ahead == index + 1 else index
    naming = read_caption(line.text)
    shown = line.centred and len(line.text) <= 40 and line.text[-1] not in "。；："
    names = (naming and naming.word == "表") or is_bare_title(line.text) or is_unit_line(line.text) or shown
    return ahead if names or read_box(line.text, framed=True) else index


def _is_between(piece: Piece) -> bool:
    return isinstance(piece, Line) and is_unit_line(piece.text)


def _named(group: Sequence[Piece], ledger: Ledger) -> list[Block]:
    """A naming line, perhaps a unit line, and the table or frame they belong to."""
    naming_line, target = group[0], group[-1]
    assert isinstance(naming_line, Line)  # chosen so by _named_ahead
    passages = [ledger.add(piece.text, piece.page) for piece in group[:-1] if isinstance(piece, Line)]
    box = read_box(naming_line.text, framed=True)
    if isinstance(target, Frame):
        return [_box(target, (passages[0], box), ledger)]
    assert isinstance(target, Grid)  # the only other piece that can be named
    naming = read_caption(naming_line.text)
    if box:
        return [Box(passages[0], box.number, box.title, (_table(target, None, tuple(passages[1:]), ledger),))]
    if is_unit_line(naming_line.text):
        return [_table(target, None, tuple(passages), ledger)]
    caption = Caption(
        passages[0], naming.number if naming else "", naming.title if naming else naming_line.text
    )
    return [_table(target, caption, tuple(passages[1:]), ledger)]


def _table(grid: Grid, caption: Caption | None, notes: tuple[Passage, ...], ledger: Ledger) -> Table:
    rows = grid.rows
    placed: dict[int, tuple[Passage, ...]] = {}
    cells = tuple(tuple(_cell(cell, grid.page, placed, ledger) for cell in row) for row in rows)
    return Table(caption, cells, grid.header_rows or header_rows(rows), notes)


def _cell(cell: GridCell, page: int, placed: dict[int, tuple[Passage, ...]], ledger: Ledger) -> Cell:
    """The cell with its passages; a continuation shares those of its origin."""
    key = id(cell.lines)
    if cell.origin or key not in placed:
        placed[key] = tuple(ledger.add(line, page) for line in cell.lines)
    return Cell(cell.text, placed[key], cell.origin)


def _box(frame: Frame, named: tuple[Passage, Naming | None] | None, ledger: Ledger) -> Box:
    """The frame as a box; its name is the line before it, or its own first line."""
    pieces = frame.pieces
    if named is None and isinstance(pieces[0], Line):
        naming = read_box(pieces[0].text, framed=True)
        if naming:
            named = (ledger.add(pieces[0].text, pieces[0].page), naming)
            pieces = pieces[1:]
    before = len(ledger.passages)
    blocks = build(pieces, {}, ledger)
    if named and named[1]:
        return Box(named[0], named[1].number, named[1].title, blocks)
    return Box(ledger.passages[before], "", "", blocks)


def _add_notes(
    pieces: Sequence[Piece], index: int, blocks: list[Block], verdicts: Mapping[int, Verdict], ledger: Ledger
) -> int:
    """Take the notes below a table into it; the number of pieces taken."""
    taken = 0
    while blocks and isinstance(blocks[-1], Table) and index + taken < len(pieces):
        piece = pieces[index + taken]
        if not isinstance(piece, Line) or not is_note(piece.text) or index + taken in verdicts:
            break
        table = blocks[-1]
        note = ledger.add(piece.text, piece.page)
        blocks[-1] = Table(table.caption, table.rows, table.header_rows, (*table.notes, note))
        taken += 1
    return taken
