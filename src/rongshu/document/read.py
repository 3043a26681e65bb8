"""An official file in, a document out: the one entrance to this package."""

from __future__ import annotations

import hashlib
from pathlib import Path

from rongshu.document.blocks import Document, Source
from rongshu.document.guard import limits
from rongshu.document.guard.encoding import decode
from rongshu.document.guard.refusal import refusal, remark, too_large
from rongshu.document.guard.sniff import sniff
from rongshu.document.line.pieces import Reading
from rongshu.document.pdf.read_pdf import read_pdf
from rongshu.document.structure.structure import structure
from rongshu.document.text.read_txt import read_txt
from rongshu.document.web.read_html import read_html
from rongshu.document.word.read_doc import read_doc
from rongshu.document.word.read_docx import read_docx
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, InputError

_ENDINGS = {
    **dict.fromkeys((".txt", ".text", ".md", ".csv"), "txt"),
    **dict.fromkeys((".docx", ".docm", ".dotx"), "docx"),
    **dict.fromkeys((".html", ".htm", ".xhtml"), "html"),
    **dict.fromkeys((".doc", ".wps"), "doc"),
    ".pdf": "pdf",
}


def read_document(path: Path) -> Document:
    """The blocks, passages and title of the file at ``path``.

    *Errors*: ``InputError`` where the file is missing, empty, too large, encrypted, damaged, a scan
    without text, or of a kind that is not read; the limits are in ``rongshu.document.guard.limits``.
    """
    content = _take(path)
    kind = sniff(content, path.name)
    source = Source(path.name, hashlib.sha256(content).hexdigest(), kind, len(content))
    reading = _read(content, kind, path.name)
    document = structure(reading, source)
    if not document.passages:
        raise _empty(path.name)
    return _with_remarks(document, _wrong_ending(path, kind))


def _take(path: Path) -> bytes:
    """The bytes of the file, once its size is known to be bearable."""
    if not path.is_file():
        raise refusal(
            "document-missing",
            path.name,
            Bilingual("找不到该文件", "there is no such file"),
            Bilingual("请检查路径和文件名", "check the path and the name"),
            found=str(path),
        )
    size = path.stat().st_size
    if size > limits.FILE_BYTES:
        what = Bilingual("文件大小", "the file has")
        stated, limit = f"{size / limits.MEBIBYTE:.0f} MB", f"{limits.FILE_BYTES // limits.MEBIBYTE} MB"
        raise too_large(path.name, what, stated, limit)
    content = path.read_bytes()
    if not content.strip():
        raise _empty(path.name)
    return content


def _read(content: bytes, kind: str, name: str) -> Reading:
    """The pieces by the reader of this kind."""
    if kind == "txt":
        return _read_text(content, name)
    reader = {"docx": read_docx, "html": read_html, "pdf": read_pdf, "doc": read_doc}[kind]
    return reader(content, name)


def _read_text(content: bytes, name: str) -> Reading:
    text, remarks = decode(content, name)
    if len(text) > limits.TEXT_CHARACTERS:
        what = Bilingual("字符数", "characters:")
        raise too_large(name, what, str(len(text)), str(limits.TEXT_CHARACTERS))
    return Reading(read_txt(text).pieces, diagnostics=remarks)


def _empty(name: str) -> InputError:
    return refusal(
        "document-empty",
        name,
        Bilingual("文件里没有文字", "there is no text in the file"),
        Bilingual("请确认上传的是规划正文", "make sure that it is the plan's text"),
        found="0",
        expected="≥ 1",
    )


def _wrong_ending(path: Path, kind: str) -> tuple[Diagnostic, ...]:
    """A remark where the name claims another kind than the content is."""
    claimed = _ENDINGS.get(path.suffix.lower(), "")
    if claimed == kind:
        return ()
    return (
        remark(
            "document-ending",
            path.name,
            Bilingual(
                f"扩展名与内容不符：按内容作为 {kind} 读取",
                f"the name's ending does not tell the content; it was read as {kind}",
            ),
            Bilingual(f"请把扩展名改为 .{kind}", f"rename it to .{kind}"),
            found=path.suffix,
            expected=f".{kind}",
        ),
    )


def _with_remarks(document: Document, remarks: tuple[Diagnostic, ...]) -> Document:
    if not remarks:
        return document
    return Document(
        document.source,
        document.title,
        document.text,
        document.passages,
        document.blocks,
        (*document.diagnostics, *remarks),
    )
