"""What a statistics file is by its content, never by its name; what is no statistics file is refused."""

from __future__ import annotations

from rongshu.office.files.keeping import MEBIBYTE, refusal
from rongshu.office.files.workbook import check_workbook, is_archive
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import InputError

LARGEST = 50 * MEBIBYTE
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BOOKS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
_MARKUP = (b"<html", b"<table", b"<!doctype html", b"<meta", b"<?xml", b"<div")
_CONTROL = frozenset(range(9)) | frozenset(range(14, 32)) - {27}


def sniff_statistics(content: bytes, name: str) -> str:
    """``xlsx``, ``xls``, ``html``, ``parquet`` or ``csv``.  *Errors*: ``InputError`` for anything else."""
    if not content:
        raise refusal(name, Bilingual("文件是空的", "the file is empty"))
    if is_archive(content):
        check_workbook(content, name)
        return "xlsx"
    if content.startswith(_OLE) and any(book in content for book in _BOOKS):
        return "xls"
    if content.startswith(b"PAR1"):
        return "parquet"
    if _is_text(content):
        start = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:64].lower()
        return "html" if start.startswith(_MARKUP) else "csv"
    raise _unknown(name)


def _is_text(content: bytes) -> bool:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    head = content[: 64 * 1024]
    if _CONTROL & set(head):
        return False
    for encoding in ("utf-8", "gb18030"):
        # a cut in the middle of a character costs up to three bytes at the end
        for shorter in range(4):
            try:
                head[: len(head) - shorter].decode(encoding)
            except UnicodeDecodeError:
                continue
            return True
    return False


def _unknown(name: str) -> InputError:
    message = Bilingual("不是统计报表文件", "this is not a statistics file")
    return refusal(name, message, expected="xlsx, xls, csv, parquet, html")
