"""Word files: styles, automatic numbers, native tables, text boxes, footnotes, tracked changes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from rongshu.document.guard import limits
from rongshu.document.guard.archive import read_member
from rongshu.document.guard.refusal import damaged
from rongshu.document.guard.xml_safe import parse_xml
from rongshu.document.line.fold import fold
from rongshu.document.line.header import header_rows
from rongshu.document.line.pieces import Frame, Grid, Line, Piece, Reading
from rongshu.document.line.spans import SpanCell, fill_spans
from rongshu.document.line.wrapped import soft_lines
from rongshu.document.word.numbering import Numbering
from rongshu.document.word.styles import (
    Style,
    Styles,
    W,
    number_reference,
    outline_level,
    read_styles,
    switched,
    value,
    whole,
)
from rongshu.document.word.words import RunText, run_text

_WRAPPERS = frozenset({W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo", W + "smartTag"})
_LONGEST_HEADING = 100


@dataclass(slots=True)
class _Word:
    """The parts of one file that its paragraphs refer to, and the notes met so far."""

    name: str
    styles: Styles
    default: str
    numbering: Numbering
    notes: list[tuple[str, str]] = field(default_factory=list)
    title: str = ""


def read_docx(content: bytes, name: str) -> Reading:
    """The pieces of a Word file.  *Errors*: ``InputError`` for damaged or hostile files."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {
                member: parse_xml(read_member(archive, f"word/{member}.xml", name), name, "docx")
                for member in ("document", "styles", "numbering", "footnotes", "endnotes")
                if f"word/{member}.xml" in archive.namelist()
            }
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError) as error:
        raise damaged(name, "docx", str(error)) from error
    styles, default = read_styles(parts.get("styles"))
    word = _Word(name, styles, default, Numbering(parts.get("numbering"), styles))
    body = parts["document"].find(W + "body")
    if body is None:
        raise damaged(name, "docx", "word/document.xml: no body")
    pieces = list(_pieces(body, word, 0))
    return Reading((*pieces, *_notes(parts, word)), word.title)


def _pieces(container: etree._Element, word: _Word, depth: int, *, hidden: bool = False) -> Iterator[Piece]:
    """The pieces below a body, a cell or a text box, in reading order."""
    for child in container:
        if child.tag == W + "p":
            yield from _paragraph(child, word, depth, hidden=hidden)
        elif child.tag == W + "tbl":
            yield from _table(child, word, depth)
        elif child.tag in _WRAPPERS:
            gallery = child.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
            contents = gallery is not None and "contents" in gallery.get(W + "val", "").lower()
            yield from _pieces(child, word, depth, hidden=hidden or contents)


def _paragraph(paragraph: etree._Element, word: _Word, depth: int, *, hidden: bool) -> Iterator[Piece]:
    properties = paragraph.find(W + "pPr")
    key = value(properties, W + "pStyle") or word.default
    style = word.styles.get(key, Style())
    runs = run_text(paragraph, style, word.styles)
    word.notes.extend(runs.notes)
    reference = number_reference(properties) or style.number
    number = fold(word.numbering.printed(reference, key)) if fold(runs.text) else ""
    for place, text in enumerate(soft_lines(runs.text)):
        yield _line(text, "" if place else number, runs, style, properties, word, hidden=hidden)
    if depth <= limits.NESTED_TABLES:
        for frame in runs.frames:
            inside = tuple(_pieces(frame, word, depth + 1))
            if inside:
                yield Frame(inside)


def _line(
    text: str,
    number: str,
    runs: RunText,
    style: Style,
    properties: etree._Element | None,
    word: _Word,
    *,
    hidden: bool,
) -> Line:
    joint = " " if number and number[-1].isalnum() else ""
    opening = number + joint
    outline = outline_level(properties, style.outline)
    if len(text) > _LONGEST_HEADING or (outline and text[-1] in "。；"):
        outline = 0  # running text in a heading style
    justified = value(properties, W + "jc")
    bold = min(len(fold(runs.text[: runs.bold])), len(text)) if runs.bold else 0
    if style.title and not outline and len(text) <= 60:
        word.title += text
    return Line(
        opening + text,
        bold=len(opening) + bold if bold else 0,
        outline=outline,
        number=number,
        centred=style.centred if justified is None else justified == "center",
        size=runs.size,
        face=runs.face,
        hidden=hidden or style.contents,
    )


def _table(table: etree._Element, word: _Word, depth: int) -> Iterator[Piece]:
    """A grid; a table of one column is a frame around its text."""
    if depth > limits.NESTED_TABLES:
        return
    rows = [row for row in _through(table, W + "tr") if row.find(f"{W}trPr/{W}del") is None]
    spanned = [_row(row, word, depth) for row in rows]
    if all(len(row) == 1 for row in spanned):
        inside = tuple(piece for row in spanned for piece in row[0].pieces)
        if inside:
            yield Frame(inside)
        return
    filled = fill_spans(spanned, word.name)
    if filled:
        declared = 0
        while declared < len(rows) - 1 and switched(rows[declared].find(W + "trPr"), "tblHeader"):
            declared += 1
        yield Grid(filled, max(min(declared, 3), header_rows(filled)))


def _row(row: etree._Element, word: _Word, depth: int) -> list[SpanCell]:
    properties = row.find(W + "trPr")
    cells = []
    skipped = whole(value(properties, W + "gridBefore"))
    if skipped:
        cells.append(SpanCell((), (), skipped))
    for cell in _through(row, W + "tc"):
        stated = cell.find(W + "tcPr")
        merge = value(stated, W + "vMerge")
        pieces = tuple(_pieces(cell, word, depth + 1))
        span = max(whole(value(stated, W + "gridSpan"), 1), 1)
        cells.append(SpanCell(tuple(_texts(pieces)), pieces, span, continues=merge in ("", "continue")))
    return cells


def _through(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Children with this tag, also those wrapped in content controls."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _through(child, tag)


def _texts(pieces: tuple[Piece, ...]) -> Iterator[str]:
    """The lines of a cell; a table inside it is read cell by cell."""
    for piece in pieces:
        if isinstance(piece, Line):
            yield piece.text
        elif isinstance(piece, Frame):
            yield from _texts(piece.pieces)
        else:
            yield from (line for row in piece.rows for cell in row if cell.origin for line in cell.lines)


def _notes(parts: dict[str, etree._Element], word: _Word) -> Iterator[Piece]:
    """Footnotes and endnotes after the text, in the order in which they are referred to."""
    for kind, key in list(word.notes):
        root = parts.get(kind + "s")
        if root is None:
            continue
        for note in root.iterfind(W + kind):
            if note.get(W + "id") == key:
                yield from _pieces(note, word, 1)
