"""What a file really is, told by its first bytes: a name's ending is only a claim."""

from __future__ import annotations

import io
import re
import zipfile

from rongshu.document.guard.archive import check_archive
from rongshu.document.guard.refusal import damaged, refusal
from rongshu.terms.bilingual import Bilingual

_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|div|p|meta)[\s>]", re.IGNORECASE)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_STRANGERS: tuple[tuple[bytes, str, str], ...] = (
    (b"{\\rtf", "RTF 文档", "an RTF document"),
    (b"Rar!", "RAR 压缩包", "a RAR archive"),
    (b"7z\xbc\xaf", "7z 压缩包", "a 7z archive"),
    (b"\x1f\x8b", "gzip 压缩包", "a gzip archive"),
    (b"SQLite format 3", "数据库", "a database"),
    (b"\x7fELF", "程序", "a program"),
    (b"MZ", "程序", "a program"),
)


def sniff(content: bytes, name: str) -> str:
    """``pdf``, ``docx``, ``doc``, ``html`` or ``txt``.  *Errors*: ``InputError`` for anything else."""
    head = content[:4096]
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _sniff_zip(content, name)
    if head.startswith(_OLE):
        return _sniff_ole(content, name)
    if head.startswith(_PICTURES) and b"\x00" in head:
        raise _stranger(name, "图片", "a picture")
    for magic, chinese, english in _STRANGERS:
        if head.startswith(magic) and (b"\x00" in head or magic in (b"{\\rtf", b"Rar!")):
            raise _stranger(name, chinese, english)
    plain = head.replace(b"\x00", b"") if head[:2] in (b"\xff\xfe", b"\xfe\xff") else head
    marked_up = _HTML.search(plain[:2048]) and plain.lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").startswith(b"<")
    return "html" if marked_up else "txt"


def _sniff_zip(content: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = check_archive(archive, name)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise damaged(name, "docx", str(error)) from error
    if "word/document.xml" in members:
        return "docx"
    for prefix, chinese, english in (
        ("xl/", "Excel 表格", "an Excel workbook"),
        ("ppt/", "PowerPoint 演示文稿", "a PowerPoint file"),
        ("word/", "不完整的 Word 文件", "an incomplete Word file"),
        ("META-INF/manifest.xml", "OpenDocument 文档", "an OpenDocument file"),
        ("OFD.xml", "OFD 版式文件", "an OFD file"),
    ):
        if any(member.startswith(prefix) for member in members):
            raise _stranger(name, chinese, english)
    raise _stranger(name, "压缩包", "an archive")


def _sniff_ole(content: bytes, name: str) -> str:
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise encrypted(name, "docx")
    if "WordDocument".encode("utf-16-le") in content:
        return "doc"
    if "Workbook".encode("utf-16-le") in content:
        raise _stranger(name, "Excel 表格", "an Excel workbook")
    raise _stranger(name, "旧版 Office 文件（非 Word）", "an old Office file that is not Word")


def encrypted(name: str, kind: str) -> Exception:
    """The error for a file that opens only with a password."""
    return refusal(
        "document-encrypted",
        name,
        Bilingual("文件已加密，需要密码才能打开", "the file is encrypted and opens only with a password"),
        Bilingual("请取消密码保护并另存后再上传", "remove the password, save the file and upload it again"),
        found=f"加密的 {kind} / an encrypted {kind}",
        expected="未加密的文件 / a file without a password",
    )


def _stranger(name: str, chinese: str, english: str) -> Exception:
    return refusal(
        "document-kind",
        name,
        Bilingual(f"不能读取这类文件：内容是{chinese}", f"this kind of file cannot be read: it is {english}"),
        Bilingual(
            "请提供规划原文的 docx、pdf（含文字层）、txt、html 或 doc 文件",
            "give the plan itself as docx, pdf with a text layer, txt, html or doc",
        ),
        found=f"{chinese} / {english}",
        expected="docx, pdf, txt, html, doc",
    )
