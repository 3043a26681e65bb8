"""A marked plan as a Word file: heading styles, bold leads, native tables with merged cells, framed boxes."""

from __future__ import annotations

import datetime
import re
import zipfile
from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt
from marked import Block, Marked

STAMP = datetime.datetime(2026, 1, 5, 9, 0, 0)


def write_docx(plan: Marked, path: Path) -> None:
    """The same bytes every time for the same plan."""
    document = Document()
    _styles(document)
    for block in plan.blocks:
        _block(document, block)
    document.core_properties.title = plan.title
    document.core_properties.author = ""
    document.core_properties.created = document.core_properties.modified = STAMP
    document.save(str(path))
    _fix_times(path)


def _styles(document) -> None:
    for name, font, size in (
        ("Normal", "仿宋", 12),
        ("Title", "黑体", 20),
        *((f"Heading {n}", "黑体", 17 - n) for n in range(1, 6)),
    ):
        style = document.styles[name]
        style.font.name, style.font.size = font, Pt(size)
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def _block(holder, block: Block) -> None:
    if block.kind == "table":
        _table(holder, block)
    elif block.kind == "box":
        _box(holder, block)
    elif block.kind == "title":
        holder.add_paragraph(block.text, style="Title").alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif block.kind == "heading":
        holder.add_paragraph(block.text, style=f"Heading {block.level}")
    else:
        _text(holder.add_paragraph(), block)


def _text(paragraph, block: Block) -> None:
    if block.kind == "caption":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if block.kind == "text":
        paragraph.paragraph_format.first_line_indent = Pt(24)
    if block.lead:
        paragraph.add_run(block.lead).bold = True
    paragraph.add_run(block.text[len(block.lead) :]).bold = block.kind == "caption" or None


def _table(holder, block: Block) -> None:
    width = max(len(row) for row in block.rows)
    table = holder.add_table(rows=len(block.rows), cols=width)
    table.style = "Table Grid"
    for (top, left), (bottom, right), text in _areas(block.rows):
        cell = table.cell(top, left)
        if (top, left) != (bottom, right):
            cell = cell.merge(table.cell(bottom, right))
        cell.text = text
        if top < block.header_rows and cell.paragraphs[0].runs:
            cell.paragraphs[0].runs[0].bold = True


def _areas(rows: list[list[str]]):
    for top, row in enumerate(rows):
        for left, text in enumerate(row):
            if text in ("^", "<"):
                continue
            bottom, right = top, left
            while right + 1 < len(row) and row[right + 1] == "<":
                right += 1
            while bottom + 1 < len(rows) and rows[bottom + 1][left] == "^":
                bottom += 1
            yield (top, left), (bottom, right), text


def _box(document, block: Block) -> None:
    cell = document.add_table(rows=1, cols=1, style="Table Grid").cell(0, 0)
    first = cell.paragraphs[0]
    first.add_run(block.text).bold = True
    for inner in block.inner:
        _text(cell.add_paragraph(), inner)
    document.add_paragraph()


def _fix_times(path: Path) -> None:
    with zipfile.ZipFile(path) as box:
        parts = [(name, box.read(name)) for name in sorted(box.namelist())]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as box:
        for name, body in parts:
            clean = re.sub(rb"<dcterms:(created|modified)[^>]*>[^<]*", lambda m: m.group(0), body)
            box.writestr(zipfile.ZipInfo(name, (2026, 1, 5, 9, 0, 0)), clean, zipfile.ZIP_DEFLATED)
