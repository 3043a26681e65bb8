"""PDF files with a text layer: columns, hard line breaks, ruled tables, page furniture."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

from rongshu.document.guard import limits
from rongshu.document.guard.refusal import damaged, refusal, remark, too_large
from rongshu.document.guard.sniff import encrypted
from rongshu.document.line.captions import is_bare_title, is_unit_line, read_caption
from rongshu.document.line.fold import fold
from rongshu.document.line.pieces import Piece, Reading
from rongshu.document.pdf.grids import join_pages, ruled_piece
from rongshu.document.pdf.layout import Item, PageItems, TextLine, lay_out
from rongshu.document.pdf.lines import body_font, paragraphs
from rongshu.document.pdf.unruled import segments, unruled_grid
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, InputError

_READER = "rongshu.document.pdf.pages"
_FEWEST = 20  # characters a page of a real text layer has on average, at least


def read_pdf(content: bytes, name: str) -> Reading:
    """The pieces of a PDF.  *Errors*: ``InputError`` for a scan, a locked, damaged or endless file."""
    pages = _read_pages(content, name)
    laid = lay_out(pages)
    _refuse_scan(pages, name)
    pieces = join_pages(_pieces([item for page in laid for item in page.items]))
    return Reading(tuple(pieces), diagnostics=_pictured(laid, name))


def _read_pages(content: bytes, name: str) -> list[dict[str, Any]]:
    """The words of all pages, read by a process that is ended when it takes too long."""
    command = [sys.executable, "-m", _READER]
    seconds = limits.PDF_SECONDS
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=seconds, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        what = Bilingual("读取时间", "the time to read it:")
        raise too_large(name, what, f"> {seconds} s", f"{seconds} s") from error
    if done.returncode:
        raise damaged(name, "pdf", done.stderr.decode("utf-8", "replace")[-200:] or str(done.returncode))
    answer: dict[str, Any] = json.loads(done.stdout)
    if "error" in answer:
        raise _error(answer["error"], answer["detail"], name)
    found: list[dict[str, Any]] = answer["pages"]
    return found


def _error(kind: str, detail: str, name: str) -> Exception:
    if kind == "encrypted":
        return encrypted(name, "pdf")
    if kind == "pages":
        return too_large(name, Bilingual("页数", "pages:"), detail, str(limits.PDF_PAGES))
    return damaged(name, "pdf", detail)


def _refuse_scan(pages: Sequence[dict[str, Any]], name: str) -> None:
    """Raise for pictures of pages, and for text whose fonts do not say which characters they are."""
    texts = [word[6] for page in pages for word in page["words"]]
    characters = sum(map(len, texts))
    unnamed = sum(text.count("(cid:") * 8 + text.count("\ufffd") for text in texts)
    if characters >= min(_FEWEST * max(len(pages), 1), 400) and unnamed * 3 < characters:
        return
    if characters and not any(page["pictures"] for page in pages) and unnamed * 3 < characters:
        return
    raise _scan(name, characters, len(pages))


def _scan(name: str, characters: int, pages: int) -> InputError:
    return refusal(
        "document-scan",
        name,
        Bilingual("这是扫描件，没有可用的文字层", "this is a scan: it has no usable text layer"),
        Bilingual(
            "请提供由 Word 导出的 PDF 或原始 docx；扫描件请先做文字识别（OCR）并校对",
            "give a PDF exported from Word, or the docx; run text recognition on a scan first",
        ),
        found=f"{pages} 页 {characters} 字 / {characters} characters on {pages} pages",
        expected="文字层 / a text layer",
    )


def _pieces(items: Sequence[Item]) -> list[Piece]:
    """Runs of lines to paragraphs, ruled tables to grids."""
    body = body_font([item for item in items if isinstance(item, TextLine)])
    pieces: list[Piece] = []
    run: list[TextLine] = []
    for item in items:
        if isinstance(item, TextLine):
            run.append(item)
            continue
        pieces += _run(run, body)
        run = []
        piece = ruled_piece(item)
        if piece:
            pieces.append(piece)
    return pieces + _run(run, body)


def _run(lines: Sequence[TextLine], body: str) -> list[Piece]:
    """Paragraphs, and tables that only the alignment of their columns shows."""
    pieces: list[Piece] = []
    start = index = 0
    while index < len(lines):
        found = None
        if len(segments(lines[index])) > 1:
            found = unruled_grid(lines, index, captioned=index > 0 and _names_table(lines[index - 1]))
        if not found:
            index += 1
            continue
        pieces += [*paragraphs(lines[start:index], body), found[0]]
        start = index = found[1]
    return pieces + list(paragraphs(lines[start:], body))


def _names_table(line: TextLine) -> bool:
    text = fold(line.text)
    return bool(read_caption(text)) or is_unit_line(text) or is_bare_title(text)


def _pictured(pages: Sequence[PageItems], name: str) -> tuple[Diagnostic, ...]:
    """A remark on pages that hold only a picture."""
    silent = [page.number for page in pages if not page.items and page.pictures]
    if not silent:
        return ()
    listed = ", ".join(map(str, silent[:20]))
    return (
        remark(
            "document-picture-pages",
            name,
            Bilingual(
                f"第 {listed} 页只有图片，未读到文字", f"pages {listed} hold only a picture; no text was read"
            ),
            Bilingual("如其中有表格，请另附文字版", "if there are tables on them, give them as text"),
            found=str(len(silent)),
            expected="0",
        ),
    )
