"""A marked plan as a PDF, and as the text one gets by copying that PDF: hard breaks, headers, footers."""

from __future__ import annotations

import re
from pathlib import Path

from marked import Block, Marked
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table
from reportlab.platypus.tableofcontents import TableOfContents

FONT = "STSong-Light"
WIDE = str.maketrans("0123456789%", "０１２３４５６７８９％")
LINE, PAGE, HEADING = 35, 38, 14
NEVER_FIRST = "，。；：、）》”％%"


def widened(block: Block, place: int) -> str:
    """Every third paragraph was typed with full-width digits, as happens where several offices write."""
    return block.text.translate(WIDE) if block.kind == "text" and place % 3 == 1 else block.text


def copied(plan: Marked) -> str:
    """The text of the PDF as a person copies it."""
    lines = [plan.title, *_years_below(plan), "目 录"]
    heads = [block for block in plan.blocks if block.kind == "heading" and block.level < 3]
    body: list[str] = []
    starts: dict[str, int] = {}
    for place, block in enumerate(plan.blocks):
        starts[block.text] = len(body)
        body += _copied(block, place)
    for block in heads:
        page = 2 + starts[block.text] // PAGE
        lines.append(f"{block.text}{'.' * (30 - len(block.text))}{page}")
    pages = [lines] + [body[at : at + PAGE] for at in range(0, len(body), PAGE)]
    return "\n".join("\n".join(_framed(plan.title, page, at + 1)) for at, page in enumerate(pages)) + "\n"


def _years_below(plan: Marked) -> list[str]:
    """The years below the title, as five-year plans have them."""
    base, target = plan.years
    return [f"（{base + 1}—{target}年）"] if target - base == 5 else []


def _framed(title: str, lines: list[str], number: int) -> list[str]:
    return [*([title] if number > 1 else []), *lines, f"— {number} —"]


def _copied(block: Block, place: int) -> list[str]:
    if block.kind in ("title", "toc"):
        return []
    if block.kind == "table":
        return [" ".join(cell for cell in row if cell not in ("^", "<", "")) for row in block.rows]
    if block.kind == "box":
        return [block.text, *[line for inner in block.inner for line in _wrapped(inner.text)]]
    text = widened(block, place)
    return [text] if block.kind in ("heading", "caption") else _wrapped("　　" + text)


def copied_book(plan: Marked) -> str:
    """The text of the book copied: the pages' heads tell title and chapter by turns, headings break too."""
    pages: list[list[str]] = [[]]
    heads = [plan.title]
    for place, block in enumerate(plan.blocks):
        chapter = block.text if block.kind == "heading" and block.level == 1 else heads[-1]
        lines = _wrapped(block.text, HEADING) if block.kind == "heading" else _copied(block, place)
        for line in lines:
            if len(pages[-1]) == PAGE:
                pages.append([])
                heads.append(chapter)
            pages[-1].append(line)
    out = [plan.title, *_years_below(plan)]
    for number, (lines, chapter) in enumerate(zip(pages, heads, strict=True), 1):
        out += [plan.title if number % 2 else chapter, *lines, f"第 {number} 页"]
    return "\n".join(out) + "\n"


def _wrapped(text: str, width: int = LINE) -> list[str]:
    lines = [""]
    for piece in re.findall(r"[A-Za-z0-9０-９.%％]+|.", text):
        if len(lines[-1]) + len(piece) > width and piece not in NEVER_FIRST:
            lines.append("")
        lines[-1] += piece
    return lines


def flow_of(text: str, style: ParagraphStyle) -> Paragraph:
    """Text as it stands; & and < would be read as markup."""
    return Paragraph(text.replace("&", "&amp;").replace("<", "&lt;"), style)


class _Book(SimpleDocTemplate):
    chapter = ""

    def afterFlowable(self, flowable) -> None:
        """Tells the table of contents where a heading came to stand."""
        level = getattr(flowable, "outline", 0)
        if level == 1:
            self.chapter = flowable.getPlainText()
        if level in (1, 2):
            self.notify("TOCEntry", (level - 1, flowable.getPlainText(), self.page))


def write_pdf(plan: Marked, path: Path, book: bool = False) -> None:
    """The same bytes every time; a book tells title and chapter by turns above its pages."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    story = [
        flow_of(plan.title, _style(20, 30, TA_CENTER)),
        *[flow_of(span, _style(14, 24, TA_CENTER)) for span in _years_below(plan)],
        Spacer(1, 24),
    ]
    contents = TableOfContents(levelStyles=[_style(12, 20), _style(11, 18, indent=18)], dotsMinLevel=0)
    story += [flow_of("目 录", _style(16, 26, TA_CENTER)), contents, PageBreak()]
    for place, block in enumerate(plan.blocks):
        story += _flow(block, place)
    file = _Book(
        str(path), title=plan.title, invariant=1, topMargin=80, bottomMargin=72, leftMargin=72, rightMargin=72
    )
    file.multiBuild(story, onFirstPage=_foot, onLaterPages=_turning(plan) if book else _titled(plan))


def _titled(plan: Marked):
    return lambda page, doc: _head(page, doc, plan.title)


def _turning(plan: Marked):
    def above(page, doc) -> None:
        page.setFont(FONT, 9)
        words = plan.title if doc.page % 2 else doc.chapter or plan.title
        page.drawString(72, doc.pagesize[1] - 52, words)
        page.drawRightString(doc.pagesize[0] - 72, 44, f"第 {doc.page} 页")

    return above


def _style(size: int, leading: int, align: int = 0, indent: int = 0, first: int = 0) -> ParagraphStyle:
    return ParagraphStyle(
        "plan",
        fontName=FONT,
        fontSize=size,
        leading=leading,
        alignment=align,
        leftIndent=indent,
        firstLineIndent=first,
        wordWrap="CJK",
        spaceAfter=4,
    )


def _head(page, doc, title: str) -> None:
    page.setFont(FONT, 9)
    page.drawCentredString(doc.pagesize[0] / 2, doc.pagesize[1] - 52, title)
    _foot(page, doc)


def _foot(page, doc) -> None:
    page.setFont(FONT, 9)
    page.drawCentredString(doc.pagesize[0] / 2, 44, f"— {doc.page} —")


def _flow(block: Block, place: int) -> list[object]:
    if block.kind in ("title", "toc"):
        return []
    if block.kind == "heading":
        flow = flow_of(block.text, _style(18 - 2 * block.level, 28 - 2 * block.level))
        flow.outline = block.level
        return [flow]
    if block.kind == "table":
        return [_grid(block), Spacer(1, 8)]
    if block.kind == "box":
        return [_frame(block), Spacer(1, 8)]
    if block.kind == "caption":
        return [flow_of(block.text, _style(11, 18, TA_CENTER))]
    return [flow_of(widened(block, place), _style(12, 21, first=24))]


def _grid(block: Block) -> Table:
    spans, width = [], max(len(row) for row in block.rows)
    cells = [
        ["" if cell in ("^", "<") else flow_of(cell, _style(9, 13)) for cell in row] for row in block.rows
    ]
    for top, row in enumerate(block.rows):
        for left, text in enumerate(row):
            if text not in ("^", "<"):
                spans += _span(block.rows, top, left)
    weights = [max(len(row[at]) for row in block.rows if row[at] not in ("^", "<")) for at in range(width)]
    weights = [max(4, min(weight, 16)) for weight in weights]
    widths = [450 * weight / sum(weights) for weight in weights]
    grid = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
    return Table(cells, colWidths=widths, style=grid + spans, repeatRows=0)


def _span(rows: list[list[str]], top: int, left: int) -> list[tuple]:
    bottom, right = top, left
    while right + 1 < len(rows[top]) and rows[top][right + 1] == "<":
        right += 1
    while bottom + 1 < len(rows) and rows[bottom + 1][left] == "^":
        bottom += 1
    return [("SPAN", (left, top), (right, bottom))] if (bottom, right) != (top, left) else []


def _frame(block: Block) -> Table:
    inside = [[flow_of(block.text, _style(11, 18))]] + [
        [flow_of(inner.text, _style(11, 18))] for inner in block.inner
    ]
    return Table(inside, colWidths=[450], style=[("BOX", (0, 0), (-1, -1), 0.8, "black")])
