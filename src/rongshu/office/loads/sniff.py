"""What a statistics file is by its content, never by its name; what is no statistics file is refused."""

from __future__ import annotations

import io
import zipfile

from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, InputError, Place, Severity

MEBIBYTE = 1024 * 1024
LARGEST = 50 * MEBIBYTE
UNPACKED = 512 * MEBIBYTE
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BOOKS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
_MARKUP = (b"<html", b"<table", b"<!doctype html", b"<meta", b"<?xml", b"<div")
_CONTROL = frozenset(range(9)) | frozenset(range(14, 32)) - {27}


def sniff_statistics(content: bytes, name: str) -> str:
    """``xlsx``, ``xls``, ``html``, ``parquet`` or ``csv``.  *Errors*: ``InputError`` for anything else."""
    if not content:
        raise refusal(name, Bilingual("文件是空的", "the file is empty"))
    if content.startswith(b"PK"):
        return _archive(content, name)
    if content.startswith(_OLE) and any(book in content for book in _BOOKS):
        return "xls"
    if content.startswith(b"PAR1"):
        return "parquet"
    if _is_text(content):
        start = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:64].lower()
        return "html" if start.startswith(_MARKUP) else "csv"
    raise _unknown(name)


def _archive(content: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as problem:
        raise refusal(name, Bilingual("压缩结构已损坏", "the file is damaged")) from problem
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        raise _unknown(name)
    if sum(part.file_size for part in parts) > UNPACKED:
        raise refusal(name, Bilingual("解压后过大", "too large when unpacked"))
    return "xlsx"


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


def refusal(name: str, message: Bilingual, found: str = "", expected: str = "") -> InputError:
    """The refusal of a file, to be raised."""
    place = (Place(file=name),)
    return InputError(
        [Diagnostic("load.file", Severity.ERROR, message, place, found=found, expected=expected)]
    )
