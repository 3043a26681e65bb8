"""PDF files of invented cities, set on pages as a printer would."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from PIL import Image
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    PageBreak,
    PageTemplate,
    Paragraph,
    Table,
    TableStyle,
)

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))
BODY = ParagraphStyle("body", fontName=FONT, fontSize=11, leading=18, firstLineIndent=22, wordWrap="CJK")
FLAT = ParagraphStyle("flat", parent=BODY, firstLineIndent=0)
TITLE = ParagraphStyle("title", parent=FLAT, fontSize=20, leading=30, alignment=1)
CELL = ParagraphStyle("cell", parent=FLAT, fontSize=9, leading=12)


def _furniture(canvas: Any, document: Any) -> None:
    canvas.setFont(FONT, 9)
    canvas.drawString(60, A4[1] - 40, "云江市先进制造业规划")
    canvas.drawCentredString(A4[0] / 2, 30, f"— {document.page} —")


def printed(flowables: Sequence[Flowable], *, columns: int = 1, password: str = "") -> bytes:
    """The file with a running head and page numbers; ``columns`` of text a page."""
    stream = io.BytesIO()
    document = BaseDocTemplate(stream, pagesize=A4, **({"encrypt": password} if password else {}))
    width = (A4[0] - 120 - 30 * (columns - 1)) / columns
    frames = [
        Frame(60 + place * (width + 30), 60, width, A4[1] - 130, 0, 0, 0, 0, id=str(place))
        for place in range(columns)
    ]
    document.addPageTemplates([PageTemplate("page", frames, onPage=_furniture)])
    document.build(list(flowables))
    return stream.getvalue()


def scanned() -> bytes:
    """Two pages that are pictures of pages."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    for _ in range(2):
        canvas.drawImage(ImageReader(Image.new("L", (40, 60), 230)), 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def text(*paragraphs: str, style: ParagraphStyle = BODY) -> list[Flowable]:
    """Paragraphs of one style."""
    return [Paragraph(words, style) for words in paragraphs]


def ruled(
    rows: Sequence[Sequence[str]],
    spans: Sequence[tuple[str, tuple[int, int], tuple[int, int]]] = (),
    *,
    widths: Sequence[float] | None = None,
    lines: bool = True,
) -> Table:
    """A table with ruling lines, or only with one above and one below its heading."""
    cells = [[Paragraph(words, CELL) for words in row] for row in rows]
    grid = ("GRID", (0, 0), (-1, -1), 0.5, colors.black)
    rules = ("LINEABOVE", (0, 0), (-1, 1), 0.5, colors.black)
    style = [grid if lines else rules, ("FONT", (0, 0), (-1, -1), FONT, 9), *spans]
    return Table(cells, colWidths=widths, repeatRows=1, style=TableStyle(style))


__all__ = ["BODY", "FLAT", "TITLE", "PageBreak", "printed", "ruled", "text"]
