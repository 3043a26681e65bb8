"""Guards before a packed file is unpacked: how many members, how large, how much they grow."""

from __future__ import annotations

import zipfile

from rongshu.document.guard import limits
from rongshu.document.guard.refusal import refusal, too_large
from rongshu.terms.bilingual import Bilingual


def check_archive(archive: zipfile.ZipFile, name: str) -> frozenset[str]:
    """The member names.  *Errors*: ``InputError`` for an archive bomb or an encrypted member."""
    members = archive.infolist()
    if len(members) > limits.ARCHIVE_MEMBERS:
        what = Bilingual("内部文件数", "members of the archive:")
        raise too_large(name, what, str(len(members)), str(limits.ARCHIVE_MEMBERS))
    unpacked = sum(member.file_size for member in members)
    if unpacked > limits.UNPACKED_BYTES or any(_grows(member) for member in members):
        raise _bomb(name, unpacked, sum(member.compress_size for member in members))
    return frozenset(member.filename for member in members)


def _grows(member: zipfile.ZipInfo) -> bool:
    if member.file_size < limits.RATIO_FROM_BYTES:
        return False
    return member.file_size > limits.PACKED_RATIO * max(member.compress_size, 1)


def read_member(archive: zipfile.ZipFile, member: str, name: str) -> bytes:
    """The bytes of one member, never more than it may hold.  *Errors*: ``InputError``."""
    with archive.open(member) as stream:
        content = stream.read(limits.MEMBER_BYTES + 1)
    if len(content) > limits.MEMBER_BYTES:
        raise _bomb(name, len(content), 0)
    return content


def _bomb(name: str, unpacked: int, packed: int) -> Exception:
    return refusal(
        "document-bomb",
        name,
        Bilingual(
            "压缩内容异常：解压后体积过大，已拒绝打开",
            "the packed content unpacks to far too much and was not opened",
        ),
        Bilingual(
            "请在 Word 中打开并另存；如来源不明请勿打开",
            "save it again from Word; do not open it if its origin is unknown",
        ),
        found=f"{packed} → {unpacked} bytes",
        expected=f"≤ {limits.UNPACKED_BYTES} bytes, ≤ {limits.PACKED_RATIO}×",
    )
