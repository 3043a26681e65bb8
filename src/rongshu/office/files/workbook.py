"""Whether an archive is an Excel workbook that can be opened without harm."""

from __future__ import annotations

import io
import zipfile

from rongshu.facts.workbook.workbook_size import refuse_oversized
from rongshu.office.files.keeping import refusal
from rongshu.terms.bilingual import Bilingual

# a reader told by the name, or by trial, would take these for another family, whose size nobody looked up
_OTHER_FAMILIES = frozenset({"content.xml", "xl/workbook.bin"})


def is_archive(content: bytes) -> bool:
    """Whether the content is packed as an ``.xlsx`` is."""
    return content.startswith(b"PK")


def check_workbook(content: bytes, name: str) -> None:
    """Nothing for an ``.xlsx``.  *Errors*: ``InputError``: another archive, damaged, or too large opened."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as problem:
        raise refusal(name, Bilingual("压缩结构已损坏", "the file is damaged")) from problem
    if "xl/workbook.xml" not in parts or parts & _OTHER_FAMILIES:
        message = Bilingual("不是 .xlsx 表格文件", "this is no .xlsx workbook")
        raise refusal(name, message, expected="xlsx, xls, csv")
    refuse_oversized(content, name)
