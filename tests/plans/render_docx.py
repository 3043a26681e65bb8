"""A marked plan as a Word file: heading styles, bold leads, native tables with merged cells, framed boxes."""

from __future__ import annotations

import datetime
import re
import zipfile
from pathlib import Path

from docx import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT as WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from marked import Block, Marked

FACES = {1: "黑体", 2: "楷体_GB2312"}
STAMP = datetime.datetime(2026, 1, 5, 9, 0, 0)


SIZES = {0: 22, 1: 18, 2: 16, 3: 14, 4: 12}


def write_docx(plan: Marked, path: Path, styled: bool = True, sized: bool = False) -> None:
    """The same bytes every time for the same plan; unstyled, headings are plain paragraphs told by font.

    Sized, they are told by size and weight alone.
    """
    document = Document()
    _styles(document)
    _page(document.sections[0])
    for block in plan.blocks:
        if styled or block.kind not in ("heading", "title"):
            _block(document, block)
        elif sized:
            _sized(document, block)
        else:
            _unstyled(document, block)
    document.core_properties.title = plan.title
    document.core_properties.author = ""
    document.core_properties.created = document.core_properties.modified = STAMP
    document.save(str(path))
    _fix_times(path)


def _styles(document) -> None:
    fonts = [("Normal", "仿宋", 12), ("Title", "黑体", 22)]
    fonts += [
        (f"Heading {n}", "黑体" if n == 1 else "楷体" if n == 2 else "仿宋", 17 - n) for n in range(1, 6)
    ]
    for name, font, size in fonts:
        style = document.styles[name]
        style.font.name, style.font.size = font, Pt(size)
        style.font.color.rgb = RGBColor(0x1F, 0x2A, 0x37)
        names = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            names.attrib.pop(qn(f"w:{theme}"), None)
        names.set(qn("w:eastAsia"), font)
    document.styles["Normal"].paragraph_format.line_spacing = 1.5
    document.styles["Normal"].paragraph_format.space_after = Pt(4)


def _page(section) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(30), Mm(26)
    section.left_margin = section.right_margin = Mm(26)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    foot._p.append(field)


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


def _sized(document, block: Block) -> None:
    """A heading that only its size and weight tell."""
    line = document.add_paragraph()
    run = line.add_run(block.text)
    level = block.level if block.kind == "heading" else 0
    run.font.size, run.bold = Pt(SIZES[level]), True
    if level < 2:
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _unstyled(document, block: Block) -> None:
    """A heading as most offices type it: body text in another face."""
    line = document.add_paragraph()
    run = line.add_run(block.text)
    run.font.size = Pt(22 if block.kind == "title" else 16)
    if block.kind == "title":
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        return
    face = FACES.get(block.level, "仿宋_GB2312")
    line.paragraph_format.first_line_indent = Pt(32)
    run.font.name = face
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)


def _text(paragraph, block: Block) -> None:
    if block.kind == "caption" or re.fullmatch(r"（\d{4}—\d{4}年）", block.text):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif block.kind == "text":
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
        _dress(cell, top < block.header_rows, len(text) < 9)
    holder.add_paragraph().paragraph_format.space_after = Pt(0)


def _dress(cell, heading: bool, short: bool) -> None:
    if heading:
        _shade(cell, "DCE6E0")  # before the alignment: Word wants the two in this order
    line = cell.paragraphs[0]
    line.paragraph_format.line_spacing, line.paragraph_format.space_after = 1.1, Pt(1)
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER if heading or short else WD_ALIGN_PARAGRAPH.LEFT
    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    for run in line.runs:
        run.font.size, run.bold = Pt(9.5), heading or None


def _shade(cell, colour: str) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), colour)
    cell._tc.get_or_add_tcPr().append(shade)


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
    _shade(cell, "F3F7F4")
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
